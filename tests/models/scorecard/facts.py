"""Small words for the tests of the scorecard: `meeting(cast.anna, day)`, `won(cast.anna, day, 12_000)`."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity, CreditShare
from models.deals.records import Deal, DealShare, StageChange
from models.goals.records import Goal
from models.period import PeriodType
from models.reviews.records import Review, ReviewState
from models.scorecard.records import Target
from models.team.records import Person
from tests.conftest import NOW

_numbers = count(1)
OCTOBER = date(2026, 10, 1)


def account(session: Session, name: str, **more: Any) -> Account:
    """An account."""
    return _stored(session, Account(workspace_id="T1", name=name, key=name.lower(), created_at=NOW, **more))


def entry(session: Session, person: Person, kind: str, day: date, **more: Any) -> Activity:
    """An entry of the log; `split` is a list of persons and percents."""
    split = more.pop("split", [])
    about = {"workspace_id": person.workspace_id, "person_id": person.id, "created_at": NOW, **more}
    activity = Activity(kind=kind, happened_on=day, **about)
    _stored(session, activity)
    for who, percent in split:
        share = CreditShare(workspace_id="T1", activity_id=activity.id, person_id=who.id, percent=percent)
        _stored(session, share)
    return activity


def meeting(session: Session, person: Person, day: date, is_first: bool = True, **more: Any) -> Activity:
    """A meeting."""
    return entry(session, person, "meeting", day, is_first=is_first, **more)


def decided(
    session: Session, person: Person, day: date | None, value: int | None = 1000, outcome: str = "won", **more: Any
) -> Deal:
    """A decided deal of so many euro."""
    split = more.pop("split", [])
    minor = None if value is None else value * 100
    deal = Deal(
        workspace_id=person.workspace_id,
        number=next(_numbers),
        owner_id=person.id,
        value_minor=minor,
        reporting_minor=minor,
        currency="EUR",
        stage=outcome,
        outcome=outcome,
        closed_on=day,
        created_at=NOW,
        **more,
    )
    _stored(session, deal)
    for who, percent in split:
        _stored(session, DealShare(workspace_id="T1", deal_id=deal.id, person_id=who.id, percent=percent))
    return deal


def opened(session: Session, person: Person, day: date, value: int, stage: str = "qualified", **more: Any) -> Deal:
    """An open deal, with the first step of its history."""
    deal = Deal(
        workspace_id=person.workspace_id,
        number=next(_numbers),
        owner_id=person.id,
        value_minor=value * 100,
        reporting_minor=value * 100,
        currency="EUR",
        stage=stage,
        opened_on=day,
        created_at=NOW,
        **more,
    )
    _stored(session, deal)
    step(session, deal, day, stage)
    return deal


def step(session: Session, deal: Deal, day: date, stage: str) -> None:
    """A step of a deal's history."""
    _stored(
        session,
        StageChange(
            workspace_id="T1",
            deal_id=deal.id,
            stage=stage,
            happened_on=day,
            value_minor=deal.value_minor,
            reporting_minor=deal.reporting_minor,
            changed_at=NOW,
        ),
    )


def target(session: Session, kpi: str, value: str | None, per: PeriodType, since: date, **subject: Any) -> Target:
    """A target for `person_id`, `team_id` or `role`; for the workspace without any of them."""
    scope = next((name.removesuffix("_id") for name in subject), "workspace")
    row = Target(
        workspace_id="T1",
        kpi=kpi,
        scope=scope,
        period_type=per,
        value=value and str(Decimal(value)),
        effective_from=since,
        set_at=NOW,
        **subject,
    )
    return _stored(session, row)


def goal(session: Session, scope_id: str, set_by: Person, scope_kind: str = "person", **more: Any) -> Goal:
    """Goal 1, “Grow”, of a person or team, for the 60 days from 1 November on; unless something else is said."""
    days = {"horizon": "60d", "starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 30)}
    about = {"number": 1, "title": "Grow", "set_by": set_by.id, "created_at": NOW, **days, **more}
    return _stored(session, Goal(workspace_id="T1", scope_kind=scope_kind, scope_id=scope_id, **about))


def review(session: Session, person: Person, state: ReviewState | str, month: date = OCTOBER, **more: Any) -> Review:
    """A review of October, or of another month, that was opened on the first working day after it."""
    facts = {"opened_on": date(2026, 11, 2), **more}
    return _stored(session, Review(workspace_id="T1", person_id=person.id, month=month, state=state, **facts))


def _stored(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
