"""`/koers privacy`: what is kept of whom, why, who reads it and how long; and the terms that an admin sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, divider, field_input, modal, rendered, section, small
from messages.words import Words, words
from models.privacy.retention import DAYS_OF_A_MONTH, IN_DAYS, KEPT, TERMS, Kept

CHANGE, UNDO, FORM = "privacy.change", "privacy.undo", "privacy.form"


@dataclass(frozen=True)
class Changed:
    """A term that was set, or undone."""

    kind: str
    months: int | None
    on: date | None = None
    """From when what is older goes, when that is not at once."""
    change_id: str = ""


def privacy(language: str, terms: Mapping[str, int | None], admins: Sequence[str], *, may_change: bool) -> Message:
    """Everything on one screen, and what it is never used for."""
    say = words(language)
    title = say("privacy.title")
    rows = [_row(say, kept, terms) for kept in KEPT if kept.of_people]
    half = (len(rows) + 1) // 2
    return Message(
        title,
        rendered(
            section(title),
            section("\n".join(rows[:half])),
            section("\n".join(rows[half:])),
            divider(),
            section(say("privacy.never")),
            section(say("privacy.can_do")),
            buttons(button(say.bare("privacy.change"), CHANGE)) if may_change else None,
            small(say("privacy.change_by_line") if may_change else say("privacy.set_by", admins=list(admins))),
        ),
    )


def form(language: str, terms: Mapping[str, int | None]) -> View:
    """The terms that an admin sets: months, or empty."""
    say = words(language)
    return modal(
        say.bare("privacy.form_title"),
        [section(say("privacy.form_about")), *(_field(say, kind, terms[kind]) for kind in TERMS)],
        callback_id=FORM,
        submit=say.bare("privacy.save"),
        close=say.bare("privacy.close"),
    )


def changed(language: str, changes: Sequence[Changed]) -> Message:
    """What holds now, with Undo."""
    say = words(language)
    lines = [_changed(say, one) for one in changes]
    ids = ",".join(one.change_id for one in changes)
    undo = button(say.bare("privacy.undo_it"), UNDO, ids)
    return Message(lines[0], rendered(section("\n".join(lines)), buttons(undo)))


def undone(language: str, changes: Sequence[Changed]) -> Message:
    """What holds again."""
    say = words(language)
    lines = [
        say("privacy.term_undone", name=_name(say, one.kind), term=term(say, one.kind, one.months)) for one in changes
    ]
    return Message(lines[0], rendered(section("\n".join(lines))))


def nothing_changes(language: str) -> Message:
    """The form was saved as it was."""
    text = words(language)("privacy.nothing_changes")
    return Message(text, rendered(section(text)))


def how_long(say: Words, kept: Kept, terms: Mapping[str, int | None]) -> str:
    """How long a kind is kept, in words."""
    if kept.days is not None:
        return say("privacy.for_days", days=kept.days)
    if kept.term is not None:
        return say(f"privacy.words_{kept.key}", term=term(say, kept.key, terms[kept.key]))
    return say(f"privacy.long_{kept.key}") if say.has(f"privacy.long_{kept.key}") else term(say, kept.key, None)


def term(say: Words, kind: str, months: int | None) -> str:
    """`for 24 months`, `until you are erased`; the texts of messages go by days: `for 90 days`."""
    if months is not None and kind in IN_DAYS:
        return say("privacy.for_days", days=DAYS_OF_A_MONTH * months)
    return say("privacy.term", months=months)


def _row(say: Words, kept: Kept, terms: Mapping[str, int | None]) -> str:
    return say(
        "privacy.row",
        name=_name(say, kept.key),
        why=say(f"privacy.why_{kept.key}"),
        readers=say(f"privacy.readers_{kept.key}"),
        term=how_long(say, kept, terms),
    )


def _name(say: Words, kind: str) -> str:
    return say(f"privacy.kept_{kind}")


def _field(say: Words, kind: str, months: int | None) -> sb.Block:
    bounds = TERMS[kind]
    return field_input(
        say.bare(f"privacy.term_of_{kind}"),
        kind,
        sb.PlainTextInput(action_id=kind, initial_value=None if months is None else str(months)),
        hint=say.bare("privacy.bounds", floor=bounds.floor, ceiling=bounds.ceiling),
        optional=True,
    )


def _changed(say: Words, one: Changed) -> str:
    line = say("privacy.term_set", name=say(f"privacy.term_of_{one.kind}"), term=term(say, one.kind, one.months))
    return f"{line} {say('privacy.goes_from', day=one.on)}" if one.on else line
