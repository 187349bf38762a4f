"""Accounts are found however they are spelled, and only in one's own workspace."""

from datetime import date

import pytest
from sqlmodel import Session, func, select

from models.accounts.actions import find_or_open_account
from models.accounts.queries import accounts_like, accounts_named, search_accounts
from models.accounts.records import Account
from models.refusal import Refusal
from tests.conftest import NOW, Cast

DAY = date(2026, 11, 12)


def opened(session: Session, *names: str, workspace_id: str = "T1") -> list[Account]:
    return [find_or_open_account(session, workspace_id, name, opened_on=DAY, now=NOW) for name in names]


def test_another_spelling_finds_the_same_account(session: Session, cast: Cast) -> None:
    [first, second] = opened(session, "Acme Corp", " acme-CORP ")
    assert first.id == second.id
    assert first.name == "Acme Corp"


def test_a_name_is_kept_with_single_spaces(session: Session, cast: Cast) -> None:
    assert opened(session, "  De   Groot  ")[0].name == "De Groot"


def test_a_company_elsewhere_is_nobody_here(session: Session, cast: Cast) -> None:
    opened(session, "Acme", workspace_id="T2")
    assert accounts_named(session, "T1", ["Acme"]) == {}
    assert accounts_like(session, "T1", "Acmee") == []
    assert list(search_accounts(session, "T1", "ac")) == []


def test_a_slip_finds_the_nearest_accounts(session: Session, cast: Cast) -> None:
    opened(session, "Initech", "Initrode", "Globex Corporation", "Globe")
    assert [a.name for a in accounts_like(session, "T1", "Initehc")] == ["Initech"]
    assert [a.name for a in accounts_like(session, "T1", "Globex")] == ["Globe", "Globex Corporation"]
    assert accounts_like(session, "T1", "Hooli") == []


def test_search_offers_names_that_begin_with_it_first(session: Session, cast: Cast) -> None:
    opened(session, "Big Acme", "Acme", "100%", "Zorro")
    assert [a.name for a in search_accounts(session, "T1", "acm")] == ["Acme", "Big Acme"]
    assert len(search_accounts(session, "T1", " ")) == 4


def test_two_that_open_one_account_at_once_get_the_same(session: Session, cast: Cast) -> None:
    from models.accounts.actions import open_account

    [first] = opened(session, "Acme")
    second = open_account(session, "T1", "ACME", opened_on=DAY, now=NOW)
    assert second.id == first.id
    assert session.exec(select(func.count()).select_from(Account)).one() == 1


@pytest.mark.parametrize(("name", "reason"), [("   ", "account_without_name"), ("x" * 161, "account_name_too_long")])
def test_a_name_that_is_none_is_refused(session: Session, cast: Cast, name: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        opened(session, name)
