"""A planned visit counts nowhere until it was held; nothing of what was said is lost."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models.accounts.queries import accounts_named
from models.accounts.records import Account
from models.activity.actions import log_activities
from models.activity.corrections import undo_batch
from models.activity.entry import NewActivity
from models.activity.planning import (
    call_off,
    call_on_again,
    drop_visits,
    entry_of,
    move_visit,
    plan_visit,
    visit_with_id,
    visits_planned,
    was_held,
)
from models.activity.records import Activity, PlannedVisit
from models.activity.storing import Logged
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import LONG_AGO, NOW, Cast, acting

TODAY = date(2026, 11, 12)
TUESDAY = date(2026, 11, 17)


@pytest.fixture
def acme(session: Session, cast: Cast) -> Account:
    account = Account(workspace_id="T1", name="Acme", key="acme", created_at=LONG_AGO)
    session.add(account)
    session.flush()
    return account


def say(session: Session, person: Person, *entries: NewActivity, today: date = TODAY) -> Logged:
    outcome = log_activities(acting(session, person, NOW + (today - TODAY)), list(entries))
    assert isinstance(outcome, Logged)
    return outcome


def open_ones(session: Session) -> list[PlannedVisit]:
    return visits_planned(session, "T1", date(2026, 1, 1), date(2027, 12, 31))


def counted(session: Session) -> list[Activity]:
    return [row for row in session.exec(select(Activity)) if row.undone_at is None]


def test_what_lies_ahead_is_planned_and_what_happened_is_logged(session: Session, cast: Cast, acme: Account) -> None:
    ahead = NewActivity("visit", TUESDAY, account="Acme", note="bring the samples", minutes=45)
    logged = say(session, cast.anna, NewActivity("call", TODAY, account="Acme"), ahead)
    assert [row.kind for row in logged.entries] == ["call"]
    [visit] = logged.planned
    assert (visit.account_id, visit.planned_on, visit.batch_id) == (acme.id, TUESDAY, logged.batch_id)
    entry = entry_of(visit, TUESDAY)
    assert (entry.note, entry.minutes, entry.account_id) == ("bring the samples", 45, acme.id)
    assert len(counted(session)) == 1


def test_held_it_counts_on_its_day_and_undone_it_is_planned_again(session: Session, cast: Cast, acme: Account) -> None:
    [visit] = say(session, cast.anna, NewActivity("visit", TUESDAY, account="Acme")).planned
    held = say(session, cast.anna, entry_of(visit, TUESDAY), today=TUESDAY)
    assert (open_ones(session), counted(session)[0].happened_on) == ([], TUESDAY)
    with pytest.raises(Refusal, match="visit_answered"):
        visit_with_id(acting(session, cast.anna), visit.id)
    undo_batch(acting(session, cast.anna), held.batch_id)
    assert open_ones(session) == [visit]


def test_held_earlier_it_counts_today(session: Session, cast: Cast, acme: Account) -> None:
    visit = plan_visit(acting(session, cast.anna), acme, TUESDAY)
    assert entry_of(visit, TODAY).happened_on == TODAY


def test_a_meeting_that_is_logged_on_the_day_is_the_visit(session: Session, cast: Cast, acme: Account) -> None:
    plan_visit(acting(session, cast.anna), acme, TUESDAY)
    say(session, cast.bram, NewActivity("visit", TUESDAY, account="Acme"), today=TUESDAY)
    assert len(open_ones(session)) == 1, "a colleague's is not hers"
    say(session, cast.anna, NewActivity("meeting", TUESDAY, account="Acme"), today=TUESDAY)
    assert open_ones(session) == []


def test_not_held_moved_and_dropped(session: Session, cast: Cast, acme: Account) -> None:
    by_anna = acting(session, cast.anna)
    visit = plan_visit(by_anna, acme, TUESDAY)
    assert move_visit(by_anna, visit, TUESDAY + timedelta(days=1)) == TUESDAY
    call_off(by_anna, visit)
    assert open_ones(session) == []
    assert call_on_again(by_anna, visit.id) is visit
    assert [one.planned_on for one in open_ones(session)] == [TUESDAY + timedelta(days=1)]
    drop_visits(by_anna, visit.batch_id)
    assert session.exec(select(PlannedVisit)).all() == []


def test_it_is_planned_once(session: Session, cast: Cast, acme: Account) -> None:
    first = plan_visit(acting(session, cast.anna), acme, TUESDAY)
    assert plan_visit(acting(session, cast.anna), acme, TUESDAY) is first
    assert plan_visit(acting(session, cast.bram), acme, TUESDAY) is not first


def test_a_new_account_comes_and_goes_with_the_plan(session: Session, cast: Cast) -> None:
    logged = say(session, cast.anna, NewActivity("visit", TUESDAY, account="Globex", is_new_account=True))
    [globex] = logged.opened
    assert globex.opened_on is None, "nobody was there yet"
    was_held(session, logged.planned[0], Activity(person_id="x", kind="visit", happened_on=TUESDAY, created_at=NOW))
    assert globex.opened_on == TUESDAY
    logged.planned[0].activity_id = None
    drop_visits(acting(session, cast.anna), logged.batch_id)
    assert accounts_named(session, "T1", ["Globex"]) == {}


@pytest.mark.parametrize(
    ("day", "reason"), [(TODAY - timedelta(days=1), "plan_ahead"), (date(2027, 12, 1), "too_far_ahead")]
)
def test_days_that_cannot_be_planned(session: Session, cast: Cast, acme: Account, day: date, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        plan_visit(acting(session, cast.anna), acme, day)
    visit = plan_visit(acting(session, cast.anna), acme, TUESDAY)
    with pytest.raises(Refusal, match=reason):
        move_visit(acting(session, cast.anna), visit, day)


def test_somebody_elses_visit_is_not_answered(session: Session, cast: Cast, acme: Account) -> None:
    visit = plan_visit(acting(session, cast.anna), acme, TUESDAY)
    for action in (visit_with_id, call_on_again):
        with pytest.raises(Refusal, match="visit_not_there"):
            action(acting(session, cast.carla), visit.id)
    with pytest.raises(Refusal, match="not_yours"):
        drop_visits(acting(session, cast.bram), visit.batch_id)
