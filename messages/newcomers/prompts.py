"""What comes by itself: the offer to the manager, the plan to the newcomer, and the look back to both."""

from datetime import date

from messages.blocks import Message, button, buttons, rendered, section
from messages.newcomers.page import CHANGE, LOOK, OPEN, READ
from messages.words import words
from models.newcomers.standing import Progress

DECLINE = "newcomers.decline"


def offer(language: str, person_id: str, name: str, first_day: date, *, is_begun: bool, items: int) -> Message:
    """To the manager: somebody starts; shall there be a plan?"""
    say = words(language)
    text = say("newcomers.offer", name=name, first_day=first_day, is_begun=is_begun, number=items)
    row = buttons(
        button(say.bare("newcomers.make_plan"), CHANGE, person_id, style="primary"),
        button(say.bare("newcomers.not_needed"), DECLINE, person_id),
    )
    return Message(text, rendered(section(text), row))


def taken_along(language: str, plan: Progress) -> Message:
    """To a new manager: the newcomer comes with a plan."""
    say = words(language)
    text = say("newcomers.taken_along", plan=plan)
    return Message(text, rendered(section(text, button=button(say.bare("newcomers.open"), OPEN, plan.plan_id))))


def look_back(language: str, plan_id: str, name: str, *, is_own: bool) -> Message:
    """On day 90: two questions."""
    say = words(language)
    text = say("newcomers.ask_look", name=name, is_own=is_own)
    row = buttons(button(say.bare("newcomers.look_back"), LOOK, plan_id, style="primary"))
    return Message(text, rendered(section(text), row))


def both(language: str, plan_id: str, name: str, *, is_own: bool) -> Message:
    """Both have looked back: nothing of it stands in the message."""
    say = words(language)
    text = say("newcomers.both_in", name=name, is_own=is_own)
    return Message(text, rendered(section(text, button=button(say.bare("newcomers.read_both"), READ, plan_id))))
