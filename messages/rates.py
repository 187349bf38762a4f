"""What we say about exchange rates: which hold, what waits for one, and what a rate had counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import slackblocks as sb

from messages.blocks import Message, button, rendered, section, small
from messages.words import Words, words
from models.money import Money

UNDO = "rates.undo"
LISTED = 20


@dataclass(frozen=True)
class Rate:
    """What one unit of `currency` costs from a day on; None: nothing was entered for that day any more."""

    currency: str
    into: str
    rate: Decimal | None
    day: date


@dataclass(frozen=True)
class Counted:
    """What counting anew came to."""

    deals: int = 0
    entries: int = 0
    costs: int = 0
    worth: Money | None = None
    """Of what had no worth before."""
    changed: int = 0
    """How much is worth something else than before."""
    waiting: int = 0
    waits_for: Sequence[str] = ()

    @property
    def number(self) -> int:
        """How much had no worth before."""
        return self.deals + self.entries + self.costs


def overview(
    language: str, rates: Sequence[Rate], waiting: Sequence[tuple[str, int]], reporting: str, admins: Sequence[str] = ()
) -> Message:
    """The rates of today, and what waits for one; `admins` for who may not enter any."""
    say = words(language)
    title = say("rates.title", reporting=reporting)
    lines = [rate_line(say, rate) for rate in rates[:LISTED]] or [say("rates.no_rates")]
    waits = [say("rates.waits", currency=currency, number=number) for currency, number in waiting]
    how = say("rates.ask_admins", admins=admins) if admins else say("rates.how_to", other=other_currency(reporting))
    return Message(
        title,
        rendered(section(f"*{title}*\n" + "\n".join(lines)), section("\n".join(waits)) if waits else None, small(how)),
    )


def entered(language: str, rate: Rate, counted: Counted, change_id: str, *, was_needed: bool) -> Message:
    """A rate holds; what it had counted, and Undo. `was_needed`: its day is the first on which one was needed."""
    say = words(language)
    text = say("rates.entered", rate=rate_line(say, rate), was_needed=was_needed)
    undo = button(say.bare("rates.undo_it"), UNDO, change_id)
    return Message(text, rendered(section(text, button=undo), *counted_lines(say, counted)))


def undone(language: str, rate: Rate, counted: Counted) -> Message:
    """A rate was taken back."""
    say = words(language)
    text = say("rates.undone", rate=rate, line=rate_line(say, rate) if rate.rate is not None else "")
    return Message(text, rendered(section(text), *counted_lines(say, counted)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("rates.help")
    return Message(text, rendered(section(text)))


def counted_lines(say: Words, counted: Counted) -> list[sb.Block]:
    """What counting anew came to, and what still waits, as a block if there is anything to say."""
    told = counted_text(say, counted)
    return [section(told)] if told else []


def counted_text(say: Words, counted: Counted) -> str:
    """The same as lines of text."""
    lines = [
        say("rates.counted", counted=counted, parts=_parts(say, counted)) if counted.number else "",
        say("rates.changed", number=counted.changed) if counted.changed else "",
        say("rates.still_waiting", number=counted.waiting, currencies=list(counted.waits_for))
        if counted.waiting
        else "",
    ]
    return "\n".join(filter(None, lines))


def rate_line(say: Words, rate: Rate) -> str:
    """`1 USD = 0.92 EUR from 1 Nov 2026`."""
    assert rate.rate is not None
    return say("rates.line", rate=rate, cost=say.number(rate.rate, 6))


def other_currency(reporting: str) -> str:
    """One for an example: not their own."""
    return "EUR" if reporting == "USD" else "USD"


def _parts(say: Words, counted: Counted) -> list[str]:
    parts = (("deals", counted.deals), ("entries", counted.entries), ("costs", counted.costs))
    return [say(f"rates.counted_{what}", number=number) for what, number in parts if number]
