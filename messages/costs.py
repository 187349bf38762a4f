"""What we say about costs: those of a month, the form, and what was entered or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.words import Words, words
from models.costs.records import CostKind
from models.money import Money

ENTER = "costs.enter"
UNDO = "costs.undo"
FORM = "costs.form"
LISTED = 15


@dataclass(frozen=True)
class CostView:
    """A cost as it was entered."""

    id: str
    kind: str
    amount: Money
    day: date
    note: str = ""
    by: str = ""
    waits: bool = False
    """There is no rate for it yet, so it is in no total."""


@dataclass(frozen=True)
class Total:
    """What the costs of a kind come to in a month."""

    kind: str
    worth: Money | None
    """None when all of them wait for a rate."""
    waiting: int = 0
    """How many wait for a rate, and are in no sum."""


def entered(language: str, cost: CostView, reporting: str) -> Message:
    """A cost was noted; one press takes it back."""
    say = words(language)
    text = say("costs.entered", cost=cost, kind=_kind(say, cost.kind))
    undo = button(say.bare("costs.undo_it"), UNDO, cost.id)
    waits = small(say("costs.waits", cost=cost, reporting=reporting)) if cost.waits else None
    return Message(text, rendered(section(text, button=undo), waits))


def undone(language: str, cost: CostView) -> Message:
    """It no longer counts."""
    say = words(language)
    text = say("costs.undone", cost=cost, kind=_kind(say, cost.kind))
    return Message(text, rendered(section(text)))


def overview(language: str, month: date, costs: Sequence[CostView], totals: Sequence[Total]) -> Message:
    """The costs of a month, the latest first, with what each kind comes to."""
    say = words(language)
    title = say("costs.title", month=month)
    told = [say("costs.total", kind=_kind(say, total.kind), total=total) for total in totals]
    lines = [say("costs.line", cost=cost, kind=_kind(say, cost.kind)) for cost in costs[:LISTED]]
    return Message(
        title,
        rendered(
            section(f"*{title}*\n" + (" · ".join(told) if costs else say("costs.none_yet"))),
            section("\n".join(lines)) if lines else None,
            buttons(button(say.bare("costs.enter"), ENTER)),
            small(say("costs.how_to")),
        ),
    )


def form(language: str, today: date) -> View:
    """A cost: amount, what for, day, note."""
    say = words(language)
    kinds = [choice(_kind(say, kind), kind) for kind in CostKind]
    return modal(
        say.bare("costs.form_title"),
        [
            field_input(say.bare("costs.field_amount"), "amount", sb.PlainTextInput(action_id="amount", max_length=40)),
            field_input(
                say.bare("costs.field_kind"),
                "kind",
                sb.StaticSelectMenu(action_id="kind", options=kinds),
                hint=say.bare("costs.hint_kind"),
            ),
            field_input(
                say.bare("costs.field_day"), "day", sb.DatePicker(action_id="day", initial_date=today.isoformat())
            ),
            field_input(
                say.bare("costs.field_note"), "note", sb.PlainTextInput(action_id="note", max_length=300), optional=True
            ),
        ],
        callback_id=FORM,
        submit=say.bare("costs.form_save"),
        close=say.bare("costs.form_close"),
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("costs.help")
    return Message(text, rendered(section(text)))


def _kind(say: Words, kind: str) -> str:
    return say(f"costs.kind_{kind}")
