"""A contract's last day makes a renewal due: once, whatever else tells of it."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.deals.records import Deal
from models.period import Period, month_of
from models.scorecard.evidence.explain import explain
from models.scorecard.kpis import KPIS
from models.scorecard.reading.contracts import running_out
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, opened

JUNE, JULY, AUGUST = (month_of(date(2026, month, 1)) for month in (6, 7, 8))
TODAY, ENDS = NOW.date(), date(2026, 6, 20)


@pytest.fixture
def acme(session: Session) -> Account:
    return account(session, "Acme")


def contract(session: Session, cast: Cast, acme: Account, ends: date = ENDS, **more: Any) -> Deal:
    won = {"account_id": acme.id, "contract_ends_on": ends, **more}
    return decided(session, cast.anna, date(2025, 6, 20), 1000, **won)


def told(session: Session, cast: Cast, period: Period, at: date | None = None) -> tuple[float, float, float]:
    """Renewals of the period; of what was due how many are renewed, and how many were due: Anna's, the team's alike."""
    found = []
    for scope in (scope_of_person(session, cast.workspace, cast.anna), scope_of_workspace(session, cast.workspace)):
        figure = scorecard_of(session, cast.workspace, scope, period, NOW, at).lines["renewals"].figure
        due = figure.beside.get("renewals_due", 0)
        found.append((figure.value or 0, round(figure.beside.get("renewal_rate", 0) * due, 4), due))
    assert found[0] == found[1]
    return found[0]


def test_one_that_ran_out_was_due_and_not_renewed(session: Session, cast: Cast, acme: Account) -> None:
    contract(session, cast, acme)
    assert told(session, cast, JUNE, date(2026, 6, 19)) == (0, 0, 0), "not over yet"
    assert told(session, cast, JUNE) == (0, 0, 1)
    assert told(session, cast, JULY) == (0, 0, 0)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    [due] = explain(session, cast.workspace, scope, JUNE, TODAY, KPIS["renewals"]).due
    assert (due.day, due.kind, due.account) == (ENDS, "contract", "Acme")


def test_an_entry_with_a_due_day_is_the_same_renewal(session: Session, cast: Cast, acme: Account) -> None:
    """Due on the 25th by the entry, on the 20th by the contract: one of one, in June, whichever is nearer."""
    contract(session, cast, acme)
    entry(session, cast.anna, "renewal", date(2026, 6, 3), due_on=date(2026, 6, 25), account_id=acme.id)
    assert told(session, cast, JUNE) == (1, 1, 1)


def test_an_entry_with_a_due_day_in_another_month_is_still_the_same(
    session: Session, cast: Cast, acme: Account
) -> None:
    contract(session, cast, acme)
    entry(session, cast.anna, "renewal", date(2026, 7, 2), due_on=date(2026, 7, 1), account_id=acme.id)
    assert told(session, cast, JUNE) == (0, 0, 0)
    assert told(session, cast, JULY) == (1, 1, 1)


def test_an_entry_without_one_renews_the_contract_on_its_last_day(session: Session, cast: Cast, acme: Account) -> None:
    """Logged in July, due in June: the renewal is July's, the rate June's. On 30 June nobody knew of it."""
    contract(session, cast, acme)
    entry(session, cast.anna, "renewal", date(2026, 7, 3), account_id=acme.id)
    assert told(session, cast, JUNE, date(2026, 6, 30)) == (0, 0, 1)
    assert told(session, cast, JUNE) == (0, 1, 1)
    assert told(session, cast, JULY) == (1, 0, 0)


@pytest.mark.parametrize(("outcome", "july"), [("won", (1, 1, 1)), ("lost", (0, 0, 1))])
def test_a_renewal_deal_tells_of_it_on_its_own_day(
    session: Session, cast: Cast, acme: Account, outcome: str, july: tuple[float, float, float]
) -> None:
    contract(session, cast, acme)
    decided(session, cast.anna, date(2026, 7, 1), 1000, outcome, deal_type="renewal", account_id=acme.id)
    assert told(session, cast, JUNE) == (0, 0, 0)
    assert told(session, cast, JULY) == july


def test_a_deal_and_its_entry_are_one_renewal_of_one_contract(session: Session, cast: Cast, acme: Account) -> None:
    """The deal of 1 July and the entry of the 3rd are one, so the second contract, of 20 July, ran out."""
    contract(session, cast, acme)
    contract(session, cast, acme, date(2026, 7, 20))
    decided(session, cast.anna, date(2026, 7, 1), 1000, deal_type="renewal", account_id=acme.id)
    entry(session, cast.anna, "renewal", date(2026, 7, 3), account_id=acme.id)
    assert told(session, cast, JULY) == (1, 1, 2)


def test_each_year_of_a_contract_is_renewed_by_the_next(session: Session, cast: Cast, acme: Account) -> None:
    """Three months each: the second, won as a renewal on 18 June, runs until 20 August and out."""
    contract(session, cast, acme)
    ends = {"deal_type": "renewal", "account_id": acme.id, "contract_ends_on": date(2026, 8, 20)}
    decided(session, cast.anna, date(2026, 6, 18), 1000, **ends)
    assert told(session, cast, JUNE) == (1, 1, 1)
    assert told(session, cast, AUGUST) == (0, 0, 1)


def test_two_deals_with_one_last_day_are_one_contract_and_a_shared_one_is_shared(
    session: Session, cast: Cast, acme: Account
) -> None:
    contract(session, cast, acme)
    contract(session, cast, acme)
    assert told(session, cast, JUNE) == (0, 0, 1)
    split = [(cast.anna, 60), (cast.bram, 40)]
    contract(session, cast, account(session, "Globex"), date(2026, 8, 1), split=split)
    team = scope_of_team(session, cast.workspace, cast.team)
    bram = scope_of_person(session, cast.workspace, cast.bram)
    due = [
        scorecard_of(session, cast.workspace, scope, AUGUST, NOW).lines["renewals"].figure.beside["renewals_due"]
        for scope in (bram, team)
    ]
    assert due == [pytest.approx(0.4), 1]


def test_what_runs_out_is_told_until_a_renewal_is_open(session: Session, cast: Cast, acme: Account) -> None:
    """On 12 November: one that ended on 1 November and one of 1 February; not one of 1 March, nor of 1 August."""
    for day in (date(2026, 11, 1), date(2027, 2, 1), date(2027, 3, 1), date(2026, 8, 1)):
        contract(session, cast, account(session, f"Of {day}"), day)
    contract(session, cast, acme, date(2026, 12, 1))
    roll = scope_of_person(session, cast.workspace, cast.anna).roll

    def ending() -> list[date]:
        return [one.ends_on for one in running_out(session, "T1", roll, TODAY, date(2027, 2, 12))]

    assert ending() == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 2, 1)]
    deal = opened(session, cast.bram, date(2026, 11, 2), 1000)
    deal.deal_type, deal.account_id = "renewal", acme.id
    session.flush()
    assert ending() == [date(2026, 11, 1), date(2027, 2, 1)]
    nobodys = scope_of_person(session, cast.workspace, cast.bram).roll
    assert running_out(session, "T1", nobodys, TODAY, date(2027, 2, 12)) == []
