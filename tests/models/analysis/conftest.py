"""`ask(period)`: a question about the company of the cast; `ask(period, cast.team)` about a team or a person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.analysis.question import Question
from models.costs.records import Cost
from models.period import Period
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from models.team.records import Person, Team
from tests.conftest import NOW, Cast

TODAY = date(2026, 11, 12)
Ask = Callable[..., Question]


@pytest.fixture
def ask(session: Session, cast: Cast) -> Ask:
    """A question as of 12 November 2026."""

    def asked(period: Period, of: Team | Person | None = None, channel: str | None = None) -> Question:
        session.flush()
        match of:
            case Team():
                scope = scope_of_team(session, cast.workspace, of)
            case Person():
                scope = scope_of_person(session, cast.workspace, of)
            case _:
                scope = scope_of_workspace(session, cast.workspace)
        return Question(session, cast.workspace, scope, period, TODAY, TODAY, channel)

    return asked


def cost(session: Session, kind: str, day: date, euros: int, **more: Any) -> Cost:
    """A cost of so many euro."""
    about = {"amount_minor": euros * 100, "currency": "EUR", "reporting_minor": euros * 100, **more}
    found = Cost(workspace_id="T1", kind=kind, day=day, created_at=NOW, **about)
    session.add(found)
    return found


def year(first: int) -> Period:
    """A calendar year."""
    return Period(date(first, 1, 1), date(first + 1, 1, 1), str(first))


def days_before(day: date, number: int) -> date:
    """So many days earlier."""
    return day - timedelta(days=number)
