"""Twice a year: the calendar of surveys, and the offer to start the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, rendered, section, small
from messages.words import Words, words
from models.audit.calendar import PAIRS, Since
from models.plan.queries import PlanProgress

CALENDAR = "audit.calendar"
"""Followed by `:` and the part; its value: two months, or `never`."""
NEXT = "audit.next"
NEVER = "never"


@dataclass(frozen=True)
class Offer:
    """The next survey: of which part, in which two months, and what changed since the last."""

    part: str
    months: tuple[int, int]
    since: Since | None
    progress: PlanProgress | None = None


def page(language: str, chosen: Mapping[str, tuple[int, int]]) -> Message:
    """Which surveys are offered when, each with a menu."""
    say = words(language)
    text = say("audit.calendar_title")
    lines = [
        section(say("audit.calendar_line", part=part), button=_menu(say, part, chosen.get(part))) for part in PARTS
    ]
    return Message(text, rendered(section(text), *lines, small(say("audit.calendar_how"))))


PARTS = ("functions", "skills")


def noted(language: str, part: str, months: tuple[int, int] | None) -> Message:
    """From when on it is offered."""
    text = words(language)("audit.calendar_noted", part=part, months=months and _firsts(months))
    return Message(text, rendered(section(text)))


def offer(language: str, of: Offer) -> Message:
    """To leaders, on the first working morning of the month: one press shows who would be asked, the next invites them."""
    say = words(language)
    text = say("audit.next_survey", part=of.part, months=_firsts(of.months))
    look = button(say.bare("audit.next_look"), NEXT, of.part, style="primary")
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.next_since", since=of.since, progress=of.progress)) if of.since else None,
            buttons(look),
            small(say("audit.next_how")),
        ),
    )


def _firsts(months: tuple[int, int]) -> tuple[date, date]:
    """A day in each, of which the name of the month is said."""
    return date(2000, months[0], 1), date(2000, months[1], 1)


def _menu(say: Words, part: str, chosen: tuple[int, int] | None) -> sb.Element:
    options = {
        pair: choice(say.bare("audit.calendar_pair", months=_firsts(pair)), f"{pair[0]},{pair[1]}") for pair in PAIRS
    }
    never = choice(say.bare("audit.calendar_never"), NEVER)
    return sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.calendar_never")),
        action_id=f"{CALENDAR}:{part}",
        options=[*options.values(), never],
        initial_option=options.get(chosen, never) if chosen else never,
    )
