"""Examples of what is said after a talk that was none, and after a change of manager."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.blocks import Message, View
from messages.coaching import afterwards
from messages.coaching.parts import TalkView
from messages.reviews.examples import NASTY
from models.coaching.agenda import ActionLine
from models.coaching.records import LONGEST_LINE

AT = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
DEMOS = ActionLine("1", "Two demos a week", "first_meetings", date(2026, 12, 10))
LINE = ActionLine(
    "2", ("Two demos a week & <!channel> *now*. " * 60)[:LONGEST_LINE], "sales_by_channel", date(2026, 12, 10)
)
TALK = TalkView("1", "Anna de Vries", AT, "Europe/Amsterdam", is_coach=True, held_on=date(2026, 11, 26))
WITH_ACTIONS = replace(TALK, outcome="Ask for the budget first.", actions=(DEMOS, LINE))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Not held, taken back, stay or go; take along, close, keep."""
    yield "confirm_request_with_actions", afterwards.confirm_request(language, WITH_ACTIONS)
    yield "denied_with_actions", afterwards.answered(language, WITH_ACTIONS, took_place=False)
    yield "was_denied_with_actions", afterwards.was_answered(language, WITH_ACTIONS, "1", took_place=False)
    yield "not_held", afterwards.not_held(language, TALK, "1", 2)
    yield "not_held_for_you", afterwards.not_held(language, replace(TALK, other=NASTY), "1", 1, for_you=True)
    yield "answer_taken_back", afterwards.answer_taken_back(language, TALK)
    yield "record_taken_back", afterwards.record_taken_back(language, WITH_ACTIONS)
    yield "record_taken_back_for_you", afterwards.record_taken_back(language, TALK, for_you=True)
    for stay in (True, False):
        yield f"stayed_{stay}_one".lower(), afterwards.stayed_or_went(language, 1, stay=stay)
        yield f"stayed_{stay}_more".lower(), afterwards.stayed_or_went(language, 3, stay=stay)
    yield "action_let_go", afterwards.action_let_go(language, DEMOS)
    waiting = [(DEMOS, "Carla Mulder"), (LINE, NASTY)]
    yield "take_over", afterwards.take_over(language, "Joris Claes", waiting)
    yield "take_over_one", afterwards.take_over(language, NASTY, waiting[:1])
    yield "take_over_many", afterwards.take_over(language, "Joris Claes", waiting * 13)
    yield "take_over_without_manager", afterwards.take_over(language, "", waiting)
    for which in ("along", "closed", "private"):
        done = afterwards.settled(language, DEMOS, which, "Joris Claes")
        yield f"take_over_{which}", afterwards.take_over(language, "Joris Claes", waiting[1:], done)
    yield "taken_over", afterwards.take_over(language, "Joris Claes", [], "")
