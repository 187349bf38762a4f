"""What is taken back leaves no account behind that nothing else uses."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.accounts.queries import accounts_like, accounts_named, search_accounts
from models.accounts.records import Account
from models.activity.actions import log_activities
from models.activity.corrections import edit_entry, put_back, undo_batch
from models.activity.entry import NewActivity
from models.activity.records import Activity
from models.activity.storing import Logged
from models.database import Database
from models.deals.actions import add_deal
from models.deals.history import redo, undo
from models.deals.terms import DealTerms
from models.period import month_of
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast, acting
from tests.models.imports.files import Import, importing

TODAY = date(2026, 11, 12)


@pytest.fixture
def imports(database: Database, cast: Cast, tmp_path: Path) -> Import:
    """Imports files into the workspace of the cast."""
    return importing(database, tmp_path)


def log(session: Session, person: Person, account: str, minutes_later: int = 0) -> Logged:
    entry = NewActivity("meeting", TODAY, account, is_new_account=True)
    now = NOW + timedelta(minutes=minutes_later)
    outcome = log_activities(acting(session, person, now), [entry], is_no_duplicate=True)
    assert isinstance(outcome, Logged)
    return outcome


def names(session: Session) -> list[str]:
    """What is offered to everybody."""
    return [account.name for account in search_accounts(session, "T1", "")]


def new_accounts(session: Session, person: Person) -> float | None:
    workspace = workspace_of(session, "T1")
    scope = scope_of_person(session, workspace, person)
    return scorecard_of(session, workspace, scope, month_of(TODAY), NOW).lines["new_accounts"].figure.value


def test_undo_takes_the_account_along_and_put_back_brings_it_back(session: Session, cast: Cast) -> None:
    batch = log(session, cast.anna, "acmee").batch_id
    undo_batch(acting(session, cast.anna), batch)
    assert names(session) == []
    assert accounts_named(session, "T1", ["acmee"]) == {}
    assert accounts_like(session, "T1", "Acme") == []
    put_back(acting(session, cast.anna), [batch])
    assert names(session) == ["acmee"]


def test_an_account_that_a_colleague_uses_stays(session: Session, cast: Cast) -> None:
    brought_in = log(session, cast.anna, "Acme").batch_id
    log(session, cast.bram, "Acme", minutes_later=1)
    undo_batch(acting(session, cast.anna), brought_in)
    assert names(session) == ["Acme"]


def test_an_account_with_a_deal_stays(session: Session, cast: Cast) -> None:
    logged = log(session, cast.anna, "Acme")
    add_deal(acting(session, cast.bram), logged.opened[0], DealTerms())
    undo_batch(acting(session, cast.anna), logged.batch_id)
    assert names(session) == ["Acme"]


def test_an_account_from_an_import_stays(session: Session, cast: Cast, imports: Import) -> None:
    imports("accounts", "account\nAcme\n")
    undo_batch(acting(session, cast.anna), log(session, cast.anna, "Acme", minutes_later=1).batch_id)
    assert names(session) == ["Acme"]


def test_a_name_that_was_taken_back_is_as_new_when_somebody_types_it_again(session: Session, cast: Cast) -> None:
    undo_batch(acting(session, cast.anna), log(session, cast.anna, "acme").batch_id)
    again = log(session, cast.bram, "Acme", minutes_later=1)
    assert [(account.name, account.owner_id) for account in again.opened] == [("Acme", cast.bram.id)]
    assert (new_accounts(session, cast.anna), new_accounts(session, cast.bram)) == (0, 1)
    undo_batch(acting(session, cast.bram), again.batch_id)
    assert names(session) == []


def test_a_name_that_was_taken_back_is_found_again_by_an_import(session: Session, cast: Cast, imports: Import) -> None:
    undo_batch(acting(session, cast.anna), log(session, cast.anna, "acme").batch_id)
    session.commit()
    imports("accounts", "account,sector\nAcme,travel\n")
    session.expire_all()
    assert [(one.name, one.sector) for one in search_accounts(session, "T1", "")] == [("Acme", "travel")]


def test_a_deal_that_is_taken_back_takes_its_account_along(session: Session, cast: Cast) -> None:
    account = Account(workspace_id="T1", name="Acme", key="acme", opened_on=TODAY, created_at=NOW)
    session.add(account)
    session.flush()
    _, change = add_deal(acting(session, cast.anna), account, DealTerms())
    undo(acting(session, cast.anna), change.id)
    assert names(session) == []
    redo(acting(session, cast.anna), change.id)
    assert names(session) == ["Acme"]
    assert account.opened_on == TODAY


def test_an_entry_that_moves_to_another_account_leaves_none_behind(session: Session, cast: Cast) -> None:
    log(session, cast.bram, "Acme")
    batch = log(session, cast.anna, "acmee", minutes_later=1).batch_id
    edit_entry(acting(session, cast.anna), batch, NewActivity("meeting", TODAY, "Acme"))
    assert names(session) == ["Acme"]
    edit_entry(acting(session, cast.anna), batch, NewActivity("meeting", TODAY, "Acmee"))
    assert names(session) == ["Acme", "Acmee"]
    undo_batch(acting(session, cast.anna), batch)
    assert names(session) == ["Acme"]


@pytest.mark.parametrize("whose", ["anna", "bram"])
def test_nobody_has_opened_an_account_that_is_gone(session: Session, cast: Cast, whose: str) -> None:
    undo_batch(acting(session, cast.anna), log(session, cast.anna, "van").batch_id)
    assert new_accounts(session, getattr(cast, whose)) == 0
    assert session.exec(select(Activity.account_id)).one(), "the entry that was taken back still says about whom it was"
