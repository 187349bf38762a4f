"""After a change of manager the rep says of each open action what becomes of it, and the former manager sees none."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.coaching.open_items import add_action, drop_action, finish_action, open_actions, reopen_action
from models.coaching.pair import Pair, is_coach_now
from models.coaching.records import ActionState, PairAction
from models.coaching.taking_over import keep_private as keep
from models.coaching.taking_over import kept_private, left_behind, reps_with_left_behind, take_along
from models.refusal import Refusal
from models.team.membership import BEGINNING
from models.team.records import Leave, Membership, Person
from tests.conftest import LONG_AGO, Cast, acting

TODAY = date(2026, 11, 12)


def moved(session: Session, rep: Person, before: Person, after: Person) -> None:
    """Since yesterday somebody else is the rep's manager."""
    for day, manager in ((BEGINNING, before), (TODAY - timedelta(days=1), after)):
        place = {"team_id": rep.team_id, "manager_id": manager.id, "sales_role": rep.sales_role, "is_rep": True}
        row = Membership(workspace_id="T1", person_id=rep.id, from_day=day, working_days="1111100", **place)
        session.add(row)
    rep.manager_id, rep.has_moved = after.id, True
    session.flush()


@pytest.fixture
def actions(session: Session, cast: Cast, joris: Person) -> list[PairAction]:
    """Three of Anna's with Carla, whose rep she was until the day before yesterday; Joris is her manager now."""
    pair = Pair(cast.carla, cast.anna)
    added = [add_action(acting(session, cast.carla), pair, text) for text in ("Demos", "Prices", "Holidays")]
    moved(session, cast.anna, cast.carla, joris)
    return added


def test_the_rep_is_asked_about_each_and_nobody_else_sees_any(
    session: Session, cast: Cast, joris: Person, actions: list[PairAction]
) -> None:
    assert left_behind(session, cast.anna, TODAY) == actions
    assert list(reps_with_left_behind(session, "T1", TODAY)) == [(cast.anna, actions)]
    assert list(reps_with_left_behind(session, "T2", TODAY)) == []
    assert open_actions(session, Pair(joris, cast.anna)) == []
    for nobody in (cast.carla, joris, cast.bram, cast.dirk):
        for deed in (finish_action, drop_action, reopen_action, take_along, keep):
            with pytest.raises(Refusal, match="action_not_there"):
                deed(acting(session, nobody), actions[0].id)


def test_taken_along_closed_and_kept(session: Session, cast: Cast, joris: Person, actions: list[PairAction]) -> None:
    by_anna = acting(session, cast.anna)
    along, closed, own = actions
    take_along(by_anna, along.id)
    drop_action(by_anna, closed.id)
    keep(by_anna, own.id)
    assert open_actions(session, Pair(joris, cast.anna)) == [along]
    assert open_actions(session, Pair(cast.carla, cast.anna)) == []
    assert kept_private(session, cast.anna) == [own]
    assert left_behind(session, cast.anna, TODAY) == []
    for action in actions:
        with pytest.raises(Refusal, match="action_not_there"):
            finish_action(acting(session, cast.carla), action.id)
    with pytest.raises(Refusal, match="action_not_there"):
        finish_action(acting(session, joris), own.id)
    assert finish_action(acting(session, joris), along.id).state == ActionState.DONE
    assert finish_action(by_anna, own.id).state == ActionState.DONE
    reopen_action(by_anna, own.id)
    take_along(by_anna, own.id)
    assert open_actions(session, Pair(joris, cast.anna)) == [own], "what was kept can be taken along later"


def test_a_former_manager_who_now_stands_higher_has_handed_over_too(
    session: Session, cast: Cast, joris: Person
) -> None:
    joris.manager_id = cast.carla.id
    action = add_action(acting(session, cast.carla), Pair(cast.carla, cast.anna), "Demos")
    assert is_coach_now(session, cast.carla, cast.anna, TODAY)
    moved(session, cast.anna, cast.carla, joris)
    assert left_behind(session, cast.anna, TODAY) == [action]
    with pytest.raises(Refusal, match="action_not_there"):
        finish_action(acting(session, cast.carla), action.id)


def test_what_was_agreed_with_a_deputy_is_asked_about_once_the_manager_is_back(
    session: Session, cast: Cast, joris: Person
) -> None:
    cast.carla.deputy_id = joris.id
    away = Leave(workspace_id="T1", person_id=cast.carla.id, first_day=TODAY, last_day=TODAY, created_at=LONG_AGO)
    session.add(away)
    session.flush()
    action = add_action(acting(session, joris), Pair(joris, cast.anna), "Demos")
    assert left_behind(session, cast.anna, TODAY) == []
    assert left_behind(session, cast.anna, TODAY + timedelta(days=1)) == [action]


def test_what_is_with_the_manager_of_today_is_not_taken_over(session: Session, cast: Cast) -> None:
    action = add_action(acting(session, cast.carla), Pair(cast.carla, cast.anna), "Demos")
    for deed in (take_along, keep):
        with pytest.raises(Refusal, match="nothing_to_take_over"):
            deed(acting(session, cast.anna), action.id)
    assert action.coach_id == cast.carla.id


def test_who_has_no_manager_yet_is_asked_once_they_have_one(session: Session, cast: Cast) -> None:
    add_action(acting(session, cast.carla), Pair(cast.carla, cast.anna), "Demos")
    cast.carla.ends_on, cast.anna.manager_id = TODAY - timedelta(days=1), None
    session.flush()
    assert list(reps_with_left_behind(session, "T1", TODAY)) == []
