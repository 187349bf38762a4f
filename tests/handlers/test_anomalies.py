"""The answers to a question about what stands out: only the person's own, once, and the manager's when they were asked."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from handlers import anomalies
from handlers.door.answers import OpenModal, Replace, Tell
from handlers.door.request import Form, Press, Request
from messages.anomalies import CORRECT, IS_RIGHT, REASON, SETTLE
from models.activity.records import Activity
from models.anomalies.records import Case, CaseAnswer
from models.refusal import Refusal
from tests.conftest import NOW, Cast


@pytest.fixture
def case(session: Session, cast: Cast) -> Case:
    """Anna was asked about two of her calls."""
    calls = [
        Activity(workspace_id="T1", person_id=cast.anna.id, kind="call", happened_on=date(2026, 11, 10), created_at=NOW)
        for _ in range(2)
    ]
    session.add_all(calls)
    session.flush()
    ids = [call.id for call in calls]
    case = Case(
        workspace_id="T1", person_id=cast.anna.id, kind="bulk", slot="2026-11", records=ids, asked_on=NOW.date()
    )
    session.add(case)
    session.flush()
    return case


def test_it_is_right_because(request_of: Callable[..., Request], cast: Cast, case: Case) -> None:
    request = request_of(cast.anna)
    opened = anomalies.open_form(request, Press(IS_RIGHT, case.id))
    assert isinstance(opened, OpenModal)
    told = anomalies.right(request, Form({REASON: "I typed up my notebook"}, metadata=case.id))
    assert isinstance(told, Tell)
    assert told.message.text == (
        "Thank you, then it is right: I typed up my notebook\nIt does not come back, and Carla Mulder is not asked."
    )
    assert (case.answer, case.reason, case.answered_at) == (CaseAnswer.RIGHT, "I typed up my notebook", NOW)
    with pytest.raises(Refusal, match="answered"):
        anomalies.right(request, Form({REASON: "Again"}, metadata=case.id))


def test_a_reason_is_a_few_words(request_of: Callable[..., Request], cast: Cast, case: Case) -> None:
    with pytest.raises(Refusal, match="no_reason"):
        anomalies.right(request_of(cast.anna), Form({REASON: ""}, metadata=case.id))
    with pytest.raises(Refusal, match="long_reason"):
        anomalies.right(request_of(cast.anna), Form({REASON: "x" * 301}, metadata=case.id))


def test_who_corrects_it_gets_the_entries_with_their_menus(
    request_of: Callable[..., Request], cast: Cast, case: Case
) -> None:
    answer = anomalies.correct(request_of(cast.anna), Press(CORRECT, case.id))
    assert isinstance(answer, Replace)
    assert str(answer.message.blocks).count("activity.more:") == 2
    assert case.answer == CaseAnswer.CORRECTS


def test_nobody_answers_for_somebody_else(request_of: Callable[..., Request], cast: Cast, case: Case) -> None:
    for other in (cast.bram, cast.carla):
        with pytest.raises(Refusal, match="not_there"):
            anomalies.correct(request_of(other), Press(CORRECT, case.id))


def test_the_manager_settles_what_they_were_asked(
    request_of: Callable[..., Request], cast: Cast, case: Case, session: Session
) -> None:
    with pytest.raises(Refusal, match="answered"):
        anomalies.settled(request_of(cast.carla), Press(SETTLE, case.id))
    case.told_on = NOW.date()
    with pytest.raises(Refusal, match="not_a_pair"):
        anomalies.settled(request_of(cast.bram), Press(SETTLE, case.id))
    answer = anomalies.settled(request_of(cast.carla), Press(SETTLE, case.id))
    assert isinstance(answer, Replace)
    assert answer.message.text == "Fine. This question about Anna de Vries does not come back."
    assert (case.answer, case.reason) == (CaseAnswer.SETTLED, "")


def test_what_the_person_says_later_reaches_nobody_else(
    request_of: Callable[..., Request], cast: Cast, case: Case
) -> None:
    case.told_on = NOW.date()
    told = anomalies.right(request_of(cast.anna), Form({REASON: "A fair"}, metadata=case.id))
    assert isinstance(told, Tell)
    assert told.message.text.endswith("It does not come back.")
