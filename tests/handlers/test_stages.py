"""`/koers stages`: probabilities and new stages from a day on; the pipeline of past days stays as it was."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from handlers import stages
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from models.deals.actions import add_deal, move_deal
from models.deals.queries import stages_of
from models.deals.records import Stage
from models.deals.terms import DealTerms
from models.refusal import Refusal
from tests.conftest import Cast, acting

AsRequest = Callable[..., Request]
TODAY = date(2026, 11, 12)


def press(answer: object) -> Press:
    assert isinstance(answer, Whisper)
    button = answer.message.blocks[0]["accessory"]
    return Press(button["action_id"], button["value"])


def test_another_probability_holds_from_today_and_not_before(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    stages.command(request_of(cast.dirk), "discovery=30")
    now = stages_of(session, "T1")
    assert [now.probability("discovery", day) for day in (TODAY - timedelta(days=1), TODAY)] == [25, 30]
    assert now.keys == ("qualified", "discovery", "proposal", "negotiation")


def test_a_new_stage_comes_behind_the_one_named_before_it(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = stages.command(request_of(cast.dirk), "discovery=30 pilot=60% from 2026-12-01")
    now = stages_of(session, "T1")
    assert now.keys == ("qualified", "discovery", "pilot", "proposal", "negotiation")
    assert [now.probability("discovery", day) for day in (TODAY, date(2026, 12, 1))] == [25, 30]
    assert isinstance(answer, Whisper)
    assert "`discovery` *25%* → 30%" in answer.message.blocks[0]["text"]["text"]


def test_a_later_change_of_one_stage_leaves_the_others_as_they_are(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    stages.command(request_of(cast.dirk), "pilot=60 from 2026-12-01")
    stages.command(request_of(cast.dirk), "discovery=30")
    now = stages_of(session, "T1")
    # discovery was not named for December: what is set for it today holds there too.
    assert [now.probability("discovery", day) for day in (TODAY, date(2026, 12, 1))] == [30, 30]
    assert now.keys == ("qualified", "discovery", "proposal", "negotiation", "pilot")
    stages.command(request_of(cast.dirk), "qualified=10 demo=20")
    assert stages_of(session, "T1").keys == ("qualified", "demo", "discovery", "proposal", "negotiation", "pilot")


def test_a_stage_that_deals_have_been_in_is_not_undone(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = stages.command(request_of(cast.dirk), "pilot=60")
    deal, _ = add_deal(acting(session, cast.anna), None, DealTerms())
    move_deal(acting(session, cast.anna), deal, "pilot")
    with pytest.raises(Refusal, match="is_used") as refused:
        stages.undo(request_of(cast.dirk), press(answer))
    assert refused.value.values == {"stages": ["pilot"], "number": 1}
    assert "pilot" in stages_of(session, "T1")
    move_deal(acting(session, cast.anna), deal, "proposal")
    with pytest.raises(Refusal, match="is_used"):
        stages.undo(request_of(cast.dirk), press(answer))


def test_undo_gives_the_stages_before(session: Session, cast: Cast, request_of: AsRequest) -> None:
    first = stages.command(request_of(cast.dirk), "discovery=30")
    second = stages.command(request_of(cast.dirk), "discovery=35 pilot=60")
    with pytest.raises(Refusal, match="changed_since"):
        stages.undo(request_of(cast.dirk), press(first))
    assert isinstance(stages.undo(request_of(cast.dirk), press(second)), Replace)
    assert stages_of(session, "T1").probability("discovery", TODAY) == 30
    stages.undo(request_of(cast.dirk), press(first))
    assert session.exec(select(Stage)).all() == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("discovery=130", "not_a_probability"),
        ("pilot=-5", "not_a_probability"),
        ("won=90", "not_a_key"),
        ("discovery", "what_to_set"),
        ("discovery=30 and so on", "what_to_set"),
        ("discovery=30 from 2026-01-01", "in_the_past"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        stages.command(request_of(cast.dirk), line)
    assert session.exec(select(Stage)).all() == []


def test_only_an_admin_sets_them_and_everybody_sees_them(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="admins_only"):
        stages.command(request_of(cast.anna), "discovery=30")
    answer = stages.command(request_of(cast.anna), "")
    assert isinstance(answer, Whisper)
    assert "`proposal` *50%*" in answer.message.blocks[0]["text"]["text"]
