"""The index of likeness follows what becomes of the accounts."""

from datetime import date

from sqlmodel import Session

from models.accounts.changes import latest_change_by
from models.accounts.cleaning import delete_account, rename_account
from models.accounts.likeness import accounts_alike
from models.accounts.merging import merge_accounts
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.accounts.undoing import undo_change
from models.activity.actions import log_activities
from models.activity.corrections import put_back, undo_batch
from models.activity.entry import NewActivity
from models.activity.storing import Logged
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)


def unused(session: Session, cast: Cast, name: str) -> Account:
    key = name.lower().replace(" ", "")
    account = Account(workspace_id="T1", name=name, key=key, owner_id=cast.anna.id, created_at=NOW)
    session.add(account)
    session.flush()
    return account


def like(session: Session, cast: Cast, typed: str) -> list[str]:
    alike = accounts_alike(session, "T1", typed, cast.anna.id)
    found = [account_with_id(session, "T1", id_) for id_ in (alike.ids if alike else ())]
    return [account.name if account else "gone" for account in found]


def test_what_is_taken_back_is_like_nothing_until_it_is_put_back(session: Session, cast: Cast) -> None:
    logged = log_activities(acting(session, cast.anna), [NewActivity("call", TODAY, "Globex")])
    assert isinstance(logged, Logged)
    assert like(session, cast, "Globx") == ["Globex"]
    undo_batch(acting(session, cast.anna), logged.batch_id)
    assert like(session, cast, "Globx") == []
    put_back(acting(session, cast.anna), [logged.batch_id])
    assert like(session, cast, "Globx") == ["Globex"]


def test_a_renamed_account_is_like_its_new_name_and_once_like_both(session: Session, cast: Cast) -> None:
    anna, account = acting(session, cast.anna), unused(session, cast, "Initech")
    assert like(session, cast, "Initeh") == ["Initech"]
    change = rename_account(anna, account, "Umbrella")
    assert like(session, cast, "Umbrela") == ["Umbrella"]
    assert like(session, cast, "Initeh") == ["Umbrella"], "the former name still means it"
    undo_change(anna, change.id)
    assert like(session, cast, "Umbrela") == []
    rename_account(anna, account, "Initech BV")
    assert like(session, cast, "Initeh") == ["Initech BV"], "both names are near, and one account is meant"


def test_a_word_that_was_no_name_is_like_nothing_after_it_was_merged(session: Session, cast: Cast) -> None:
    anna = acting(session, cast.anna)
    compass, yest, acme_bv, acme = (unused(session, cast, name) for name in ("Compass", "yest", "Acme BV", "Acme"))
    merge_accounts(anna, yest, compass)
    assert like(session, cast, "yest") == like(session, cast, "yesst") == []
    merge_accounts(anna, acme_bv, acme)
    assert like(session, cast, "Acmee") == ["Acme"]


def test_a_deleted_account_is_like_nothing(session: Session, cast: Cast) -> None:
    anna = acting(session, cast.anna)
    assert like(session, cast, "Globx") == []
    account = unused(session, cast, "Globex")
    assert like(session, cast, "Globx") == ["Globex"]
    delete_account(anna, account)
    assert like(session, cast, "Globx") == []
    change = latest_change_by(session, cast.anna)
    assert change is not None
    undo_change(anna, change.id)
    assert like(session, cast, "Globx") == ["Globex"]
