"""Measured on the demo company's year: each planted case is found, and people who log as people do are left alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.anomalies.finding import found_for
from models.anomalies.rules import Kind
from models.deals.records import Deal, DealChange
from models.demo.company import WORKSPACE_ID
from models.period import quarter_of
from models.team.calendar import calendars_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.models.demo.conftest import TODAY

pytestmark = pytest.mark.long(seconds=5)


def stands_out(session: Session, people: Iterable[Person], looks: Iterable[date]) -> dict[tuple[str, Kind, str], date]:
    """Each case once, with the day of the first look that saw it."""
    workspace, people = workspace_of(session, WORKSPACE_ID), list(people)
    calendars = calendars_of(session, workspace, people)
    seen: dict[tuple[str, Kind, str], date] = {}
    for today in looks:
        for person in people:
            for found in found_for(session, workspace, person, calendars[person.id], today):
                seen.setdefault((person.name, found.kind, found.slot), today)
    return seen


def person(session: Session, slack_user_id: str) -> Person:
    return session.exec(select(Person).where(Person.slack_user_id == slack_user_id)).one()


def entry(who: Person, kind: str, happened_on: date, put_in_on: date, account: str | None, **more: object) -> Activity:
    at = datetime.combine(put_in_on, time(15), UTC)
    values = {"kind": kind, "happened_on": happened_on, "account_id": account, "created_at": at, **more}
    return Activity(workspace_id=WORKSPACE_ID, person_id=who.id, **values)


def test_in_a_year_nobody_is_asked_in_vain_more_than_once_a_quarter(demo: Session) -> None:
    reps = demo.exec(select(Person).where(col(Person.is_rep).is_(True))).all()
    looks = [TODAY - timedelta(days=ago) for ago in range(392, -1, -14)]  # each rule looks back over two weeks and more
    alarms = stands_out(demo, reps, looks)
    by_quarter = Counter((name, quarter_of(day).name) for (name, _, _), day in alarms.items())
    assert max(by_quarter.values(), default=0) <= 1
    # Counted, so that a change of a threshold shows: eight people in thirteen months, two questions, both of the first
    # fortnight, in which somebody has so few customers yet that the same follow-up comes five times.
    assert len(alarms) == 2, alarms


def test_each_planted_case_is_found_once(demo: Session) -> None:
    account = demo.exec(select(Account).where(Account.name == "Kade Architecten")).one()
    own = [Account(workspace_id=WORKSPACE_ID, name=name, key=name, created_at=datetime.now(UTC)) for name in "xyz"]
    demo.add_all(own)
    demo.flush()
    bram, priya, anna, lotte = (person(demo, one) for one in ("U0BRAM", "U0PRIYA", "U0ANNA", "U0LOTTE"))
    # The month put in on its last days, and the month before on the second of the next one.
    demo.add_all(entry(bram, "call", TODAY - timedelta(days=2 + n), date(2026, 11, 27), None) for n in range(14))
    october = [entry(priya, "call", date(2026, 10, 5 + n), date(2026, 11, 3), account.id, minutes=n) for n in range(20)]
    demo.add_all(october)
    # The same visit over and over, and the same proposal three times.
    demo.add_all(
        entry(anna, "visit", date(2026, 11, 10 + n), date(2026, 11, 10 + n), own[0].id) for n in (0, 1, 2, 6, 7)
    )
    euros = {"amount_minor": 900_000, "currency": "EUR", "reporting_minor": 900_000}
    demo.add_all(
        entry(lotte, "proposal", date(2026, 11, n), date(2026, 11, n), account.id, **euros) for n in (9, 12, 17)
    )
    # Somebody who meets and meets.
    tom = Person(workspace_id=WORKSPACE_ID, name="Tom", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    demo.add(tom)
    demo.flush()
    weekdays = [day for n in range(70) if (day := TODAY - timedelta(days=n)).weekday() < 5]
    demo.add_all(entry(tom, "meeting", day, day, own[1 + n % 2].id, minutes=n) for n, day in enumerate(weekdays))
    mehdi = person(demo, "U0MEHDI")
    take_out(demo, mehdi)
    demo.flush()
    found = stands_out(demo, [bram, priya, anna, lotte, tom, mehdi], (date(2026, 11, 11), TODAY))
    assert [(name, kind) for name, kind, _ in sorted(found)] == [
        ("Anna de Vries", Kind.REPEATS),
        ("Bram Bakker", Kind.BULK),
        ("Lotte Peeters", Kind.REPEATS),
        ("Mehdi El Amrani", Kind.TAKEN_OUT),
        ("Priya Shah", Kind.BULK),
        ("Tom", Kind.NO_OUTCOME),
    ]


def take_out(session: Session, mehdi: Person) -> None:
    """Two open deals removed, one lost made open again, all a week and more after they were added or lost."""
    mine = select(Deal).where(Deal.owner_id == mehdi.id, col(Deal.outcome).is_(None)).order_by(col(Deal.number))
    first, second, third, *_ = session.exec(mine).all()
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    for deal in (first, second):
        deal.removed_at = at
        add = {"what": "add", "changed_at": at - timedelta(days=20), "undone_at": at, "undone_by": mehdi.id}
        session.add(DealChange(workspace_id=WORKSPACE_ID, deal_id=deal.id, changed_by=mehdi.id, **add))
    back = {"what": "move", "changed_at": at, "old": {"outcome": "lost", "closed_on": "2026-11-05"}}
    session.add(DealChange(workspace_id=WORKSPACE_ID, deal_id=third.id, changed_by=mehdi.id, **back))
