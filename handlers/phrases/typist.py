"""Who typed: their day, their language, and how their country writes a date."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Direction(Enum):
    """Where an incomplete date (`friday`, `12 nov`) is looked for."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Typist:
    """What the reading of a text needs to know about the person who typed it."""

    today: date
    """The person's local date."""
    language: str = "en"
    locale: str | None = None
    """Slack's locale, for instance `en-GB`."""
    fiscal_start_month: int = 1

    @property
    def day_comes_first(self) -> bool:
        """Whether 03/04 is certainly the third of April; in American and unknown English it is not."""
        if self.language != "en":
            return True
        return self.locale is not None and self.locale.replace("_", "-").lower() not in {"en", "en-us"}
