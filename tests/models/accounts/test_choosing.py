"""A menu of accounts begins with one's own, in the order of use; it is never the alphabet of all of them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.accounts.choosing import accounts_to_choose, used_lately
from models.accounts.records import Account
from models.activity.actions import log_activities
from models.activity.corrections import undo_batch
from models.activity.entry import NewActivity
from models.activity.storing import Logged
from models.deals.actions import add_deal
from models.deals.terms import DealTerms
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)
Open = Callable[..., Account]


@pytest.fixture
def opened(session: Session, cast: Cast) -> Open:
    """An account that nobody has used yet."""

    def open_one(name: str, days_ago: int = 500, workspace_id: str = "T1") -> Account:
        key, created = name.lower().replace(" ", ""), NOW - timedelta(days=days_ago)
        account = Account(workspace_id=workspace_id, name=name, key=key, created_at=created)
        session.add(account)
        session.flush()
        return account

    return open_one


def met(session: Session, person: Person, account: Account, days_ago: int) -> Logged:
    entry = NewActivity("meeting", TODAY - timedelta(days=days_ago), account_id=account.id)
    outcome = log_activities(acting(session, person), [entry])
    assert isinstance(outcome, Logged)
    return outcome


def offered(session: Session, person: Person, typed: str = "", limit: int = 20) -> list[str]:
    return [account.name for account in accounts_to_choose(session, person, typed, limit)]


def test_ones_own_come_first_the_latest_of_them_at_the_top(session: Session, cast: Cast, opened: Open) -> None:
    for letter in "abcdefghij":
        opened(f"{letter} Company")
    old, new, of_bram = opened("Zorro"), opened("Yaga"), opened("Xenia")
    met(session, cast.anna, old, 20)
    met(session, cast.anna, new, 2)
    met(session, cast.bram, of_bram, 1)
    assert offered(session, cast.anna)[:3] == ["Yaga", "Zorro", "Xenia"]
    assert offered(session, cast.bram)[:3] == ["Xenia", "Yaga", "Zorro"]
    assert offered(session, cast.anna, limit=2) == ["Yaga", "Zorro"]


def test_a_deal_makes_an_account_ones_own_too(session: Session, cast: Cast, opened: Open) -> None:
    opened("Aaa")
    add_deal(acting(session, cast.anna), opened("Zorro"), DealTerms())
    assert offered(session, cast.anna) == ["Zorro", "Aaa"]


def test_what_was_taken_back_makes_none(session: Session, cast: Cast, opened: Open) -> None:
    undo_batch(acting(session, cast.anna), met(session, cast.anna, opened("Zorro"), 1).batch_id)
    assert used_lately(session, "T1", [cast.anna.id]) == []


def test_for_who_has_done_nothing_yet_the_newest_accounts_come_first(
    session: Session, cast: Cast, opened: Open
) -> None:
    opened("Aaa", days_ago=30)
    opened("Bbb", days_ago=3)
    assert offered(session, cast.anna) == ["Bbb", "Aaa"]


def test_while_somebody_types_an_exact_name_comes_before_ones_own(session: Session, cast: Cast, opened: Open) -> None:
    for name in ("Acme", "Acme South", "Big Acme", "Globex"):
        opened(name)
    met(session, cast.anna, opened("My Acme"), 3)
    met(session, cast.anna, opened("Acme North"), 30)
    assert offered(session, cast.anna, "acm") == ["Acme North", "My Acme", "Acme", "Acme South", "Big Acme"]
    assert offered(session, cast.anna, "ACME")[0] == "Acme"


def test_accounts_of_another_workspace_never_show(session: Session, cast: Cast, opened: Open) -> None:
    met(session, cast.rival, opened("Rivals", workspace_id="T2"), 1)
    assert offered(session, cast.anna) == []
    assert offered(session, cast.rival) == ["Rivals"]
