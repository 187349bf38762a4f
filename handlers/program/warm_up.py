"""What the first request would otherwise wait for, about a second: words, holidays and the reading of a line.

`python -m handlers.program.warm_up` loads the words alone: their templates are then compiled, for whoever starts later.
"""

from datetime import UTC, date, datetime

from sqlmodel import Session, select

from handlers.phrases import read_log
from messages.word_files import template_names
from messages.words import LANGUAGES, words
from models.database import Database
from models.team.calendar import public_holidays
from models.workspace.records import Workspace


def warm_up(database: Database, today: date) -> None:
    """Load both languages, the calendars of the workspaces, and what it takes to read and to answer a line."""
    load_words(today)
    for country, region in database.read_over_all(_calendars):
        public_holidays(country, region, today.year)


def load_words(today: date) -> None:
    """Load both languages, and what it takes to read a line in them."""
    for language in LANGUAGES:
        say = words(language)
        for feature in template_names():
            say.has(f"{feature}.title")
        say.say("Undo")
        say.day(today)
        say.number(1)
        read_log("meeting Acme", today, language=language)


def _calendars(session: Session) -> list[tuple[str, str | None]]:
    return list(session.exec(select(Workspace.country, Workspace.region).distinct()))


if __name__ == "__main__":
    load_words(datetime.now(UTC).date())
