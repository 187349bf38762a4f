"""The table of states, walked at random: nobody gets anywhere that it does not say, and the end is the end."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from sqlmodel import Session

from models.qbr import actions, conversation, decisions
from models.qbr.actions import open_qbr
from models.qbr.frozen import FrozenQbrError
from models.qbr.pack import EMPTY
from models.qbr.plan import PlanLine, set_plan
from models.qbr.records import CLOSED, DecisionState, Qbr, QbrState
from models.qbr.states import By, Step
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import Cast, acting
from tests.models.qbr.conftest import Q3

DO: dict[Step, Callable[[Session, Person, str], object]] = {
    Step.ANSWER: lambda s, who, id_: conversation.give(acting(s, who), id_, "achieved", "Two new customers"),
    Step.HAND_IN: lambda s, who, id_: actions.hand_in(acting(s, who), id_),
    Step.TAKE_BACK: lambda s, who, id_: actions.take_back(acting(s, who), id_),
    Step.WRITE: lambda s, who, id_: actions.write(acting(s, who), id_, "Well done", EMPTY),
    Step.SHARE: lambda s, who, id_: actions.share(acting(s, who), id_),
    Step.CLOSE: lambda s, who, id_: actions.close_alone(acting(s, who), id_, EMPTY),
    Step.SIGN: lambda s, who, id_: actions.sign(acting(s, who), id_),
    Step.DISAGREE: lambda s, who, id_: actions.disagree(acting(s, who), id_, "I see it differently"),
}


def test_the_table_has_every_step_and_nothing_follows_on_the_end() -> None:
    assert set(DO) == set(Step)
    assert not any(step.value.while_it_is & CLOSED for step in Step)
    assert {step.value.then for step in Step} == set(QbrState)


@pytest.mark.parametrize("seed", range(12))
def test_a_random_walk_never_leaves_the_table(session: Session, cast: Cast, seed: int) -> None:
    """Everybody tries everything. What the table does not allow is refused and changes nothing."""
    random = Random(seed)
    qbr = open_qbr(session, cast.anna, cast.anna, Q3, date(2026, 10, 2))
    set_plan(acting(session, cast.anna), qbr.id, [PlanLine("first_meetings", Decimal(24))])
    people = [cast.anna, cast.bram, cast.carla, cast.rival]
    allowed = {By.REP: cast.anna, By.MANAGER: cast.carla}
    for _ in range(60):
        step, who, before = random.choice(list(Step)), random.choice(people), qbr.state
        may = who is allowed[step.value.by] and before in step.value.while_it_is and step is not Step.CLOSE
        try:
            DO[step](session, who, qbr.id)
        except Refusal:
            session.refresh(qbr)
            assert qbr.state == before
            assert not may or (step is Step.HAND_IN and not qbr.answers), (step, before)
        else:
            assert may, (step, who.name, before)
            assert qbr.state == step.value.then
    if qbr.state in CLOSED:
        qbr.remarks = "Changed afterwards"
        with pytest.raises(FrozenQbrError):
            session.flush()


def drafted(session: Session, cast: Cast, qbr: Qbr) -> Qbr:
    anna, carla = acting(session, cast.anna), acting(session, cast.carla)
    conversation.give(anna, qbr.id, "achieved", "Two new customers")
    set_plan(anna, qbr.id, [PlanLine("first_meetings", Decimal(24))])
    actions.hand_in(anna, qbr.id)
    return actions.write(carla, qbr.id, "Well done", EMPTY)


def test_each_wrong_step_is_refused_in_words_of_its_own(session: Session, cast: Cast, qbr: Qbr) -> None:
    def refusal(step: Step, who: Person) -> str:
        with pytest.raises(Refusal) as refused:
            DO[step](session, who, qbr.id)
        return str(refused.value.reason)

    assert refusal(Step.HAND_IN, cast.anna) == "qbr.nothing_written"
    assert refusal(Step.SIGN, cast.anna) == "qbr.not_shared_yet"
    assert refusal(Step.SHARE, cast.carla) == "qbr.not_written"
    assert refusal(Step.WRITE, cast.bram) == "qbr.not_yours_to_write"
    assert refusal(Step.ANSWER, cast.bram) == "qbr.not_yours"
    conversation.give(acting(session, cast.anna), qbr.id, "achieved", "Two new customers")
    assert refusal(Step.HAND_IN, cast.anna) == "qbr.no_plan"
    drafted(session, cast, qbr)
    assert refusal(Step.HAND_IN, cast.anna) == "qbr.handed_in", "a double submit"
    assert refusal(Step.WRITE, cast.dirk) == "qbr.somebody_else_writes", "Carla is at it"
    assert refusal(Step.SHARE, cast.dirk) == "qbr.somebody_else_writes"
    actions.share(acting(session, cast.carla), qbr.id)
    assert refusal(Step.TAKE_BACK, cast.anna) == "qbr.already_shared"
    assert refusal(Step.WRITE, cast.carla) == "qbr.already_shared"
    actions.sign(acting(session, cast.anna), qbr.id)
    assert refusal(Step.SIGN, cast.anna) == "qbr.already_closed"
    assert refusal(Step.WRITE, cast.carla) == "qbr.already_closed"


def test_while_the_rep_changes_it_nobody_shares_what_was_there(session: Session, cast: Cast, qbr: Qbr) -> None:
    """On 12 November the rep's days are over, so Carla may write again; but what she wrote before is not shared unseen."""
    drafted(session, cast, qbr)
    actions.take_back(acting(session, cast.anna), qbr.id)
    with pytest.raises(Refusal, match="not_written"):
        actions.share(acting(session, cast.carla), qbr.id)


def test_in_the_first_five_working_days_only_the_rep_writes(session: Session, cast: Cast, qbr: Qbr) -> None:
    """Asked on Friday 2 October; Monday to Friday are the five days: from the 9th on Carla may."""
    with pytest.raises(Refusal, match="rep_is_writing"):
        actions.write(acting(session, cast.carla, today=date(2026, 10, 8)), qbr.id, "", EMPTY)
    written = actions.write(acting(session, cast.carla, today=date(2026, 10, 9)), qbr.id, "", EMPTY)
    assert written.state == QbrState.DRAFTED


def test_a_new_manager_takes_over_and_the_draft_of_the_old_one_is_gone(session: Session, cast: Cast, qbr: Qbr) -> None:
    drafted(session, cast, qbr)
    cast.anna.manager_id = cast.dirk.id
    session.flush()
    with pytest.raises(Refusal, match="not_yours_to_write"):
        actions.share(acting(session, cast.carla), qbr.id)
    with pytest.raises(Refusal, match="not_written"):
        actions.share(acting(session, cast.dirk), qbr.id)
    taken = actions.write(acting(session, cast.dirk), qbr.id, "My own words", EMPTY)
    assert (taken.reviewer_id, taken.remarks) == (cast.dirk.id, "My own words")


def test_who_has_nobody_above_closes_it_alone(session: Session, cast: Cast) -> None:
    qbr = open_qbr(session, cast.dirk, cast.dirk, Q3, date(2026, 10, 2))
    dirk = acting(session, cast.dirk)
    conversation.give(dirk, qbr.id, "achieved", "A big one")
    set_plan(dirk, qbr.id, [PlanLine("first_meetings", Decimal(4))])
    actions.hand_in(dirk, qbr.id)
    assert actions.close_alone(dirk, qbr.id, EMPTY).state == QbrState.SIGNED


def test_a_decision_is_followed_up_after_the_freeze_and_nothing_else_of_it_changes(
    session: Session, cast: Cast, qbr: Qbr
) -> None:
    carla = acting(session, cast.carla)
    drafted(session, cast, qbr)
    one = decisions.decide(carla, qbr.id, "Half a day with pre-sales", cast.anna, date(2026, 11, 20))
    again = decisions.decide(carla, qbr.id, "Half a day with pre-sales", cast.anna, date(2026, 11, 20))
    assert again.id == one.id, "submitted twice"
    with pytest.raises(Refusal, match="not_your_decision"):
        decisions.settle(acting(session, cast.anna), one.id, DecisionState.DONE)  # she does not know of it yet
    actions.share(carla, qbr.id)
    with pytest.raises(Refusal, match="already_shared"):
        decisions.leave_out(carla, one.id)
    actions.disagree(acting(session, cast.anna), qbr.id, "Half a day is too little")
    with pytest.raises(Refusal, match="not_your_decision"):
        decisions.settle(acting(session, cast.bram), one.id, DecisionState.DONE)
    settled = decisions.settle(acting(session, cast.anna), one.id, DecisionState.DONE)
    assert settled.settled_on == date(2026, 11, 12)
    decisions.settle(acting(session, cast.anna), one.id, DecisionState.OPEN)
    one.text = "Something else"
    with pytest.raises(FrozenQbrError):
        session.flush()


@pytest.mark.parametrize("due_on", [date(2026, 11, 11), date(2028, 1, 1)])
def test_a_decision_needs_a_day_ahead(session: Session, cast: Cast, qbr: Qbr, due_on: date) -> None:
    drafted(session, cast, qbr)
    with pytest.raises(Refusal, match="decision_date"):
        decisions.decide(acting(session, cast.carla), qbr.id, "Later", cast.anna, due_on)
