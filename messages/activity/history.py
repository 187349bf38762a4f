"""The history of entries: who changed what, when, from what into what, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import slackblocks as sb

from messages.activity.answers import Entry, line_of
from messages.activity.notes import shortened_note
from messages.blocks import Message, divider, rendered, section, small
from messages.words import Markup, Words, words
from models.money import Money

Value: TypeAlias = str | int | date | Money | None
"""As an entry holds it: kinds and orders by their keys, durations in minutes."""
MOST_CHANGES = 8
FIELD_OF = {"happened_on": "date", "minutes": "duration"}
"""What a field of the history is called in the form, where it is called otherwise."""


@dataclass(frozen=True)
class Change:
    """One change of an entry."""

    when: str
    who: str
    """Empty when a file said so."""
    what: str
    """`edit`, `undo`, `redo`, `split`, `join`, `measured` or `import`."""
    fields: Sequence[tuple[str, Value, Value]] = field(default_factory=tuple)
    """Name, before and after."""
    reason: str = ""


@dataclass(frozen=True)
class History:
    """An entry as it is now, how it came, and its changes, oldest first."""

    entry: Entry
    is_undone: bool
    logged_at: str
    source: str
    changes: Sequence[Change] = ()


def of_entry(language: str, history: History, today: date) -> Message:
    """The history of one entry."""
    say = words(language)
    title = say("activity.history_of_one")
    return Message(title, rendered(section(f"*{title}*"), *_told(say, history, today)))


def lately(language: str, histories: Sequence[History], today: date, name: str = "") -> Message:
    """`/log history`: the entries that were changed last, the latest first; `name` when they are somebody else's."""
    say = words(language)
    if not histories:
        text = say("activity.history_empty", name=name)
        return Message(text, rendered(section(text)))
    title = say("activity.history_lately", name=name)
    blocks: list[sb.Block] = []
    for history in histories:
        blocks += [divider(), *_told(say, history, today)]
    return Message(title, rendered(section(f"*{title}*"), *blocks))


def _told(say: Words, history: History, today: date) -> list[sb.Block]:
    line = Markup(line_of(say, history.entry, today))
    left_out = len(history.changes) - MOST_CHANGES
    lines = [say("activity.history_logged", when=history.logged_at, source=history.source)]
    lines += [say("activity.history_more", number=left_out)] if left_out > 0 else []
    lines += [f"• {_change(say, change)}" for change in history.changes[-MOST_CHANGES:]]
    if not history.changes:
        lines.append(say("activity.history_none"))
    return [section(say("activity.history_line", line=line, is_undone=history.is_undone)), small("\n".join(lines))]


def _change(say: Words, change: Change) -> str:
    head = say("activity.history", when=change.when, who=change.who, what=change.what)
    fields = [
        say(
            "activity.history_field",
            label=say.bare(f"activity.history_{FIELD_OF.get(name, name)}"),
            old=_value(say, name, old),
            new=_value(say, name, new),
        )
        for name, old, new in change.fields
        if say.has(f"activity.history_{FIELD_OF.get(name, name)}")  # a source may change what is no field of a form
    ]
    reason = [say("activity.history_reason", reason=change.reason)] if change.reason else []
    return " · ".join([head, *fields, *reason])


def _value(say: Words, name: str, value: Value) -> object:
    match value:
        case None | "":
            return None
        case Money():
            return Markup(say.money(value))
        case date():
            return Markup(say.day(value))
        case str() if name == "kind":
            key = f"activity.kind_{value}"
            return say.bare(key) if say.has(key) else value.replace("_", " ")
        case str() if name == "order":
            return say.bare(f"activity.order_{value}")
        case int() if name in ("duration", "minutes"):
            return Markup(say("activity.duration", minutes=value))
        case _:
            return shortened_note(str(value))
