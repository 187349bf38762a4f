"""What a leader confirmed is what people see: on scorecards, on Home and in the monthly review."""

import json
from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session

from handlers import home
from handlers.door.answers import OpenModal, ShowHome
from handlers.door.request import Form, Press, Request
from handlers.reviews import steps
from handlers.scorecard import command as scorecard
from models.maturity.practice import Chosen, confirm
from models.maturity.recommended import Depth
from models.period import PeriodType
from models.plan.actions import Terms, add_own
from models.reviews.actions import open_review
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import meeting, target

Door = Callable[..., Request]
JANUARY = date(2026, 1, 1)


def switch(session: Session, cast: Cast, *focus: str, depth: Depth = Depth.FULL) -> None:
    confirm(acting(session, cast.dirk), Chosen(focus, ("digest", "review"), depth))


def figures(session: Session, cast: Cast) -> None:
    for key in ("first_meetings", "follow_ups"):
        target(session, key, "8", PeriodType.WEEK, JANUARY, person_id=cast.anna.id)
    meeting(session, cast.anna, date(2026, 11, 10))


def seen(answer: object) -> str:
    return json.dumps(answer.message.blocks, ensure_ascii=False)  # type: ignore[attr-defined]


def test_a_scorecard_shows_the_focus_and_names_the_rest(request_of: Door, cast: Cast, session: Session) -> None:
    figures(session, cast)
    before = scorecard.command(request_of(cast.anna), "")
    assert "Follow-up meetings: *0* of 34" in seen(before)
    switch(session, cast, "first_meetings")
    after = scorecard.command(request_of(cast.anna), "")
    answer_shown = seen(after)
    assert "First sales meetings: *1* of 34" in answer_shown
    assert "Follow-up meetings: *0*" not in answer_shown
    _, _, named = answer_shown.partition("Counted, but not on the scorecard now: ")
    assert "follow-up meetings" in named.partition(".")[0]
    assert after.message.text == before.message.text  # type: ignore[union-attr]


def test_somebody_who_asks_for_a_figure_gets_it_in_focus_or_not(request_of: Door, cast: Cast, session: Session) -> None:
    figures(session, cast)
    switch(session, cast, "first_meetings")
    assert "Follow-up meetings: *0* of 34" in seen(scorecard.command(request_of(cast.anna), "follow_ups"))


def test_home_shows_the_focus(request_of: Door, cast: Cast, session: Session) -> None:
    def tab() -> str:
        answer = home.show(request_of(cast.anna), "")
        assert isinstance(answer, ShowHome)
        return json.dumps(answer.view.json, ensure_ascii=False)

    figures(session, cast)
    assert "Follow-up meetings" in tab()
    switch(session, cast, "first_meetings")
    assert "First sales meetings" in tab()
    assert "Follow-up meetings" not in tab()


def test_home_shows_the_plan_and_what_is_ones_own(request_of: Door, cast: Cast, session: Session) -> None:
    def tab(at_the_door: Request) -> str:
        answer = home.show(at_the_door, "")
        assert isinstance(answer, ShowHome)
        return json.dumps(answer.view.json, ensure_ascii=False)

    assert "Improvement plan" not in tab(request_of(cast.anna))
    add_own(acting(session, cast.carla, today=date(2026, 11, 12)), "Twenty names", Terms(cast.anna, 30, None))
    assert "1. Twenty names · until Fri 11 Dec" in tab(request_of(cast.anna))
    of_bram = tab(request_of(cast.bram))
    assert "0 van 1 klaar" in of_bram
    assert "Twenty names" not in of_bram
    assert "1 overdue" in tab(request_of(cast.anna, NOW + timedelta(days=31)))


def test_a_short_review_asks_three_questions_and_hides_no_answer(
    request_of: Door, cast: Cast, session: Session
) -> None:
    review = open_review(session, cast.anna, date(2026, 10, 1), date(2026, 11, 2))

    def asked() -> set[str]:
        answer = steps.reflect(request_of(cast.anna), Press("reviews.reflect", review.id))
        assert isinstance(answer, OpenModal)
        return {block.get("block_id", "") for block in answer.view.json["blocks"]}

    assert {"went_well", "in_the_way", "help_needed", "commitment"} <= asked()
    switch(session, cast, "first_meetings", depth=Depth.SHORT)
    assert {"went_well", "self_rating", "commitment"} <= asked()
    assert not {"in_the_way", "help_needed"} & asked()
    fields = {"went_well": "Much", "self_rating": "4", "commitment": "Five meetings", "commitment_by": "2026-11-30"}
    steps.hand_in(request_of(cast.anna), Form(fields, review.id))
    assert (review.went_well, review.in_the_way) == ("Much", "")
    review.in_the_way = "The price list"
    assert "in_the_way" in asked()
