"""An account gets its right name, and goes when nothing is about it; each step can be taken back."""

from datetime import date

import pytest
from sqlmodel import Session

from models.accounts.changes import latest_change_by, may_change_accounts
from models.accounts.cleaning import delete_account, mend_writing, rename_account
from models.accounts.merging import merge_accounts
from models.accounts.naming import better_written
from models.accounts.queries import accounts_named, search_accounts
from models.accounts.records import Account
from models.accounts.undoing import undo_change
from models.activity.actions import log_activities
from models.activity.corrections import put_back, undo_batch
from models.activity.entry import NewActivity
from models.activity.storing import Logged
from models.refusal import Refusal
from models.rights import rights_of
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)


def used_by(session: Session, person: Person, name: str) -> Account:
    outcome = log_activities(
        acting(session, person), [NewActivity("call", TODAY, name, is_new_account=True)], is_no_duplicate=True
    )
    assert isinstance(outcome, Logged)
    return next(iter(outcome.accounts.values()))


def unused(session: Session, name: str, owner: Person | None = None) -> Account:
    key = name.lower().replace(" ", "")
    account = Account(
        workspace_id="T1", name=name, key=key, owner_id=owner.id if owner else None, opened_on=TODAY, created_at=NOW
    )
    session.add(account)
    session.flush()
    return account


def names(session: Session) -> list[str]:
    return [account.name for account in search_accounts(session, "T1", "")]


def meant_by(session: Session, typed: str) -> list[str]:
    return [account.name for account in accounts_named(session, "T1", [typed]).values()]


def test_a_renamed_account_is_found_by_both_names(session: Session, cast: Cast) -> None:
    change = rename_account(acting(session, cast.anna), used_by(session, cast.anna, "acme"), "  Acme  NV ")
    assert names(session) == ["Acme NV"]
    assert meant_by(session, "ACME") == meant_by(session, "acme nv") == ["Acme NV"]
    assert latest_change_by(session, cast.anna) == change
    undo_change(acting(session, cast.anna), change.id)
    assert names(session) == meant_by(session, "Acme") == ["acme"]
    assert meant_by(session, "Acme NV") == []


def test_what_was_no_name_is_forgotten(session: Session, cast: Cast) -> None:
    rename_account(acting(session, cast.anna), used_by(session, cast.anna, "back"), "Molen Logistics")
    assert meant_by(session, "back") == []


def test_a_name_goes_there_and_back_again(session: Session, cast: Cast) -> None:
    anna, account = acting(session, cast.anna), used_by(session, cast.anna, "Acme")
    changes = [rename_account(anna, account, name) for name in ("Acme NV", "Acme", "ACME")]
    assert names(session) == ["ACME"]
    for change in reversed(changes):
        undo_change(anna, change.id)
    assert names(session) == meant_by(session, "Acme") == ["Acme"]


def test_the_name_of_another_account_is_taken_also_when_that_is_part_of_a_third(session: Session, cast: Cast) -> None:
    anna = acting(session, cast.anna)
    acme, hooli, globex = (used_by(session, cast.anna, name) for name in ("Acme", "Hooli", "Globex"))
    merge_accounts(anna, hooli, globex)
    for taken in ("globex", "HOOLI"):
        with pytest.raises(Refusal, match=r"accounts.name_taken") as refused:
            rename_account(anna, acme, taken)
        assert refused.value.values["account"] == "Globex"


def test_a_name_that_nothing_uses_any_more_is_free(session: Session, cast: Cast) -> None:
    outcome = log_activities(acting(session, cast.bram), [NewActivity("call", TODAY, "Acme")])
    assert isinstance(outcome, Logged)
    undo_batch(acting(session, cast.bram), outcome.batch_id)
    rename_account(acting(session, cast.anna), used_by(session, cast.anna, "Hooli"), "Acme")
    assert meant_by(session, "acme") == ["Acme"]
    put_back(acting(session, cast.bram), [outcome.batch_id])
    assert names(session).count("Acme") == 2, "what is put back is about the account that it was about"


@pytest.mark.parametrize(
    ("name", "reason"), [("", "without_name"), ("x" * 161, "name_too_long"), ("Acme", "called_so_already")]
)
def test_a_name_that_does_not_do_is_refused(session: Session, cast: Cast, name: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        rename_account(acting(session, cast.anna), used_by(session, cast.anna, "Acme"), name)


def test_an_account_that_nothing_is_about_can_be_deleted(session: Session, cast: Cast) -> None:
    change = delete_account(acting(session, cast.anna), unused(session, "yest", cast.anna))
    assert names(session) == []
    undo_change(acting(session, cast.anna), change.id)
    assert names(session) == ["yest"]


def test_an_account_in_use_is_not_deleted(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="still_used"):
        delete_account(acting(session, cast.anna), used_by(session, cast.anna, "Acme"))


def test_the_name_of_a_deleted_account_may_be_typed_again(session: Session, cast: Cast) -> None:
    delete_account(acting(session, cast.anna), unused(session, "Acme", cast.anna))
    assert used_by(session, cast.bram, "Acme").owner_id == cast.bram.id
    assert names(session) == ["Acme"]


def test_the_former_name_of_a_deleted_account_may_be_typed_again(session: Session, cast: Cast) -> None:
    account = unused(session, "Acme", cast.anna)
    rename_account(acting(session, cast.anna), account, "Acme NV")
    delete_account(acting(session, cast.anna), account)
    assert used_by(session, cast.bram, "Acme").id != account.id
    assert names(session) == ["Acme"]


def test_who_may_clean_which_account(session: Session, cast: Cast) -> None:
    accounts = [used_by(session, cast.anna, "Anna's"), used_by(session, cast.anna, "Both"), unused(session, "Nobody")]
    used_by(session, cast.bram, "Both")

    def may(person: Person) -> list[bool]:
        return list(may_change_accounts(session, rights_of(session, person, TODAY), accounts).values())

    assert may(cast.anna) == [True, False, False]
    assert may(cast.bram) == [False, False, False]
    assert may(cast.carla) == [True, True, False]
    assert may(cast.dirk) == [True, True, True]
    assert may(cast.rival) == [False, False, False]


def test_nobody_changes_an_account_of_somebody_else(session: Session, cast: Cast) -> None:
    account = used_by(session, cast.anna, "Acme")
    change = rename_account(acting(session, cast.anna), account, "Acme NV")
    for try_to in (
        lambda: rename_account(acting(session, cast.bram), account, "Mine"),
        lambda: delete_account(acting(session, cast.bram), account),
        lambda: undo_change(acting(session, cast.bram), change.id),
    ):
        with pytest.raises(Refusal, match=r"accounts.not_yours"):
            try_to()


def test_in_another_workspace_there_is_no_such_change(session: Session, cast: Cast) -> None:
    change = rename_account(acting(session, cast.anna), used_by(session, cast.anna, "Acme"), "Acme NV")
    with pytest.raises(Refusal, match="change_not_there"):
        undo_change(acting(session, cast.rival), change.id)


@pytest.mark.parametrize(
    ("name", "text", "better"),
    [
        ("hooli", "meeting Hooli yesterday", "Hooli"),
        ("klm", "call KLM", "KLM"),
        ("van der berg", "meeting Van  der Berg BV", "Van der Berg"),
        ("acme bv", "afspraak bij Acme BV, prijs", "Acme BV"),
        ("Hooli", "meeting HOOLI", None),
        ("hooli", "MEETING HOOLI", None),
        ("Hooli", "meeting hooli", None),
        ("hooli", "meeting Hooligan", None),
        ("acme corp", "meeting Acme-Corp", None),
        ("hooli", "meeting Acme", None),
    ],
)
def test_a_better_writing_has_capitals_that_ours_lacks_and_nothing_else(
    session: Session, cast: Cast, name: str, text: str, better: str | None
) -> None:
    assert better_written(name, text) == better
    account = unused(session, name)
    mend_writing([account], text)
    assert account.name == (better or name)
