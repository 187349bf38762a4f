"""A typed day in several parts is logged: what is clear at once, what lacks a name by a button, and never twice."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from handlers.activity import command as activity
from handlers.activity import talk
from handlers.door.answers import Whisper
from handlers.door.request import Press, Request
from models.activity.records import Activity
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]
TODAY, YESTERDAY = date(2026, 11, 12), date(2026, 11, 11)


def logged(request: Request) -> list[tuple[str, int, date]]:
    live = select(Activity).where(col(Activity.undone_at).is_(None)).order_by(Activity.id)
    return [(one.kind, one.quantity, one.happened_on) for one in request.session.exec(live)]


def buttons(answer: Whisper) -> dict[str, Press]:
    elements = [e for block in answer.message.blocks if block["type"] == "actions" for e in block["elements"]]
    return {e["text"]["text"]: Press(e["action_id"], e["value"]) for e in elements}


@pytest.mark.parametrize("typed", ["vandaag 2 bezoeken en 3 telefoontjes", "3 calls and 2 visits", "2 visits, 3 calls"])
def test_what_is_clear_is_stored_and_the_rest_is_asked_about(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    anna = request_of(cast.anna)
    answers = talk.direct_message(anna, typed)
    assert isinstance(answers, list)
    assert logged(anna) == [("call", 3, TODAY)]
    assert "still has to be logged" in answers[1].message.text  # type: ignore[union-attr]


def test_a_meeting_in_the_line_takes_nothing_off_the_calls(request_of: AtTheDoor, cast: Cast) -> None:
    anna = request_of(cast.anna)
    talk.direct_message(anna, "3 calls, 2 emails and a meeting with Acme")
    assert logged(anna) == [("call", 3, TODAY), ("email", 2, TODAY), ("meeting", 1, TODAY)]


def test_one_press_logs_the_rest_and_nothing_twice(request_of: AtTheDoor, cast: Cast) -> None:
    anna = request_of(cast.anna)
    activity.command(anna, "meeting Acme")
    answers = talk.direct_message(anna, "gisteren 3 telefoontjes en 2 bezoeken")
    assert isinstance(answers, list)
    question = answers[1]
    assert isinstance(question, Whisper)
    ways = buttons(question)
    assert list(ways) == ["Acme", "Follow-up, no name"]
    activity.answered(anna, ways["Follow-up, no name"])
    assert logged(anna) == [("meeting", 1, TODAY), ("call", 3, YESTERDAY), ("visit", 2, YESTERDAY)]


def test_a_line_with_one_unreadable_part_waits_as_a_whole(request_of: AtTheDoor, cast: Cast) -> None:
    anna = request_of(cast.anna)
    talk.direct_message(anna, "3 calls, csat Acme, 2 visits")
    assert logged(anna) == []
