"""Lengths of time in a column, in minutes: `30`, `00:30`, `1h 30m`, `1,5 uur`, `PT1H30M`."""

import re
from decimal import Decimal

from models.imports.csv_file import CsvFile
from models.imports.report import SkipRow
from models.vocabulary import vocabulary

_HOURS = vocabulary().words("units", "hour") | {"h", "hr", "hrs", "u"}
_MINUTES = vocabulary().words("units", "minute") | {"m", "min", "mins"}
_SECONDS = vocabulary().words("units", "second")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_BARE = {"minutes": Decimal(1), "seconds": Decimal(1) / 60, "milliseconds": Decimal(1) / 60_000}


class DurationColumn:
    """Reads one column; a bare number counts in minutes, unless the CRM counts otherwise."""

    def __init__(self, file: CsvFile, field: str) -> None:
        self._heading = file.columns.get(field, field)
        unit = file.profile.minutes_in if file.profile else "minutes"
        bare = [_decimal(text) for _, text in file.column(field) if _NUMBER.fullmatch(text)]
        if unit == "milliseconds" and any(0 < value < 1000 for value in bare):
            unit = "minutes"  # nobody meets for less than a second
        self._unit = _BARE[unit]

    def __call__(self, text: str) -> Decimal | None:
        """Minutes; None for an empty cell or no time at all. Raises SkipRow for what is no length of time."""
        if not text:
            return None
        minutes = self._minutes(text.strip().casefold())
        if minutes is None:
            raise SkipRow("not_a_duration", value=text[:20], column=self._heading)
        return minutes or None

    def _minutes(self, text: str) -> Decimal | None:
        if _NUMBER.fullmatch(text):
            return _decimal(text) * self._unit
        if match := _CLOCK.fullmatch(text):
            return Decimal(int(match[1]) * 60 + int(match[2])) + Decimal(int(match[3] or 0)) / 60
        if (match := _ISO.fullmatch(text.upper())) and text[2:]:
            return Decimal(int(match[1] or 0) * 60 + int(match[2] or 0)) + Decimal(int(match[3] or 0)) / 60
        parts = _PART.findall(text)
        if not parts or _PART.sub("", text).strip(" ,en&d"):
            return None
        total = Decimal(0)
        for number, unit in parts:
            times = 60 if unit in _HOURS else 1 if unit in _MINUTES else Decimal(1) / 60 if unit in _SECONDS else None
            if times is None:
                return None
            total += _decimal(number) * times
        return total


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
