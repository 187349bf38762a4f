"""Accounts on lists, and what was done with them."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.team.records import Person
from models.territories.actions import AccountTerms, TerritoryTerms, add_territory, name_accounts
from models.territories.records import Territory
from tests.conftest import LONG_AGO, NOW, Cast, acting

TODAY = date(2026, 11, 12)
"""A Thursday."""
NameIt = Callable[..., Account]
LogIt = Callable[..., Activity]


@pytest.fixture
def name_it(session: Session, cast: Cast) -> NameIt:
    """`name_it("Acme", "A", cast.anna)`: an account on somebody's list, from 1 January or another day."""

    def named(
        name: str, tier: str | None, owner: Person | None = None, since: date = date(2026, 1, 1), **more: str
    ) -> Account:
        account = Account(workspace_id="T1", name=name, key=name.lower(), created_at=LONG_AGO)
        session.add(account)
        session.flush()
        terms = AccountTerms(tier=tier, owner_id=owner.id if owner else None, **more)
        name_accounts(acting(session, cast.dirk), [account], terms, since)
        return account

    return named


@pytest.fixture
def log_it(session: Session, cast: Cast) -> LogIt:
    """`log_it(acme, date(2026, 11, 1), "call")`: an entry about an account."""

    def logged(account: Account, day: date, kind: str = "visit", by: Person | None = None, **more: object) -> Activity:
        facts = {"workspace_id": "T1", "person_id": (by or cast.anna).id, "account_id": account.id}
        entry = Activity(**facts, kind=kind, happened_on=day, created_at=NOW, **more)
        session.add(entry)
        session.flush()
        return entry

    return logged


@pytest.fixture
def north(session: Session, cast: Cast) -> Territory:
    """The territory North, Anna's since January."""
    terms = TerritoryTerms("Utrecht", cast.team.id, cast.anna.id)
    return add_territory(acting(session, cast.dirk), "North", terms, date(2026, 1, 1))[0]
