"""A record behind a figure, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.activity.answers import also_in
from messages.blocks import shortened
from messages.figures import value_text
from messages.kpis import kind_name
from messages.words import Words
from models.activity.kinds import rules_of
from models.scorecard.kpis import Unit


@dataclass(frozen=True)
class Record:
    """A record behind a figure."""

    id: str
    day: date | None
    kind: str
    is_first: bool | None = None
    account: str | None = None
    owner: str | None = None
    value: float | None = None
    unit: Unit = Unit.COUNT
    share: float = 1
    due_on: date | None = None
    """When a contract was due."""
    source: str = ""
    """The connection that tells of it, by its name and ready to be shown; empty: a person, or a file."""
    also: Sequence[str] = ()
    """The other sources that tell of the same, by name, or as `crm`, `csv`, `calendar`."""


def listed(say: Words, title: str, records: Sequence[Record], currency: str) -> list[str]:
    """A title and a line for each."""
    return [title, *(f"• {record_line(say, record, currency)}" for record in records)]


def record_line(say: Words, record: Record, currency: str) -> str:
    """A record in one line: when, what, about whom, for how much."""
    value = None if record.value is None else value_text(say, record.value, record.unit, currency)
    return say(
        "scorecard.record", **_in_words(say, record), value=value, source=record.source, also=also_in(say, record.also)
    )


def bare_record(say: Words, record: Record, currency: str) -> str:
    """The same for a menu."""
    value = None if record.value is None else value_text(say, record.value, record.unit, currency)
    return shortened(say.bare("scorecard.record", **_in_words(say, record), value=value, source="", also=""), 75)


def _in_words(say: Words, record: Record) -> dict[str, object]:
    return {
        "day": record.day,
        "what": _kind_of(say, record),
        "about": record.account and shortened(record.account, 60),
        "who": record.owner and shortened(record.owner, 40),
        "share": record.share,
        "due": record.due_on,
    }


def _kind_of(say: Words, record: Record) -> str:
    """Its kind in the middle of a line; a kind of activity without a word for that goes by its name."""
    if rules_of(record.kind).is_meeting:
        return say("scorecard.record_meeting", is_first=record.is_first)
    key = f"scorecard.record_{record.kind}"
    return say(key) if say.has(key) else kind_name(say, record.kind)
