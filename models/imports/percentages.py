"""Probabilities of a column: `75`, `75 %`, or `0.75` where the whole column counts to 1."""

from models.imports.csv_file import CsvFile
from models.imports.report import SkipRow


class PercentColumn:
    """Reads one column. It counts to 1 when none of its values is above 1 and none has a percent sign."""

    def __init__(self, file: CsvFile, field: str) -> None:
        texts = [text for _, text in file.column(field)]
        values = [value for text in texts if (value := _value(text)) is not None]
        self._heading = file.columns.get(field, field)
        self._times = 100 if values and max(values) <= 1 and not any("%" in text for text in texts) else 1

    def __call__(self, text: str) -> int | None:
        """A whole percentage; None for an empty cell. Raises SkipRow for what is none: `High`, `-5`, `120`."""
        if not text:
            return None
        value = _value(text)
        if value is None or not 0 <= value * self._times <= 100:
            raise SkipRow("not_a_percentage", value=text[:20], column=self._heading)
        return round(value * self._times)


def _value(text: str) -> float | None:
    try:
        value = float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e9 else None
