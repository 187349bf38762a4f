"""Customers: segments, silent ones, renewals and cross-sell gaps, each worked out by hand in a comment."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.accounts.actions import open_account
from models.accounts.records import Account
from models.activity.records import Activity
from models.analysis.question import Question
from models.customers.gaps import gaps_in, products_per_customer
from models.customers.report import CustomersReport, customers_report
from models.deals.actions import add_deal, decide_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.period import year_of
from models.scorecard.scope import scope_of_person, scope_of_workspace
from models.team.records import Person
from models.territories.records import NamedAccount
from tests.conftest import Cast, acting
from tests.models.pipeline.deals import TODAY, at, expected

Report = Callable[..., CustomersReport]


@pytest.fixture
def report(session: Session, cast: Cast) -> Report:
    """`report()`: of the company; `report(cast.anna)`: of one person."""

    def read(person: Person | None = None, **how: Any) -> CustomersReport:
        workspace = cast.workspace
        scope = scope_of_person(session, workspace, person) if person else scope_of_workspace(session, workspace)
        return customers_report(Question(session, workspace, scope, year_of(TODAY), TODAY, TODAY), **how)

    return read


@pytest.fixture
def account(session: Session) -> Callable[..., Account]:
    """An account by its name, with what is said of it."""

    def opened(name: str, **about: object) -> Account:
        found = open_account(session, "T1", name, opened_on=None, now=at(date(2026, 1, 2)))
        for key, value in about.items():
            setattr(found, key, value)
        session.flush()
        return found

    return opened


def won(session: Session, who: Person, of: Account | None, euros: int, day: date, **terms: Any) -> Deal:
    said = DealTerms(value=Money.of(euros, "EUR"), **terms)
    deal, _ = add_deal(acting(session, who, at(day)), of, said)
    decide_deal(acting(session, who, at(day)), deal, Outcome.WON)
    return deal


def told(session: Session, who: Person, of: Account | None, kind: str, day: date, score: int | None = None) -> None:
    about = {"account_id": of.id if of else None, "score": score}
    session.add(Activity(workspace_id="T1", person_id=who.id, kind=kind, happened_on=day, created_at=at(day), **about))
    session.flush()


def test_segments_have_their_customers_sales_and_scores(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    acme, globex = account("Acme", sector="retail", size="large"), account("Globex", sector="retail", size="small")
    hooli, nobody = account("Hooli", sector="energy", size="large"), account("Initech")
    won(session, cast.anna, acme, 60_000, date(2026, 10, 1))
    won(session, cast.bram, globex, 20_000, date(2026, 3, 1))
    won(session, cast.bram, hooli, 20_000, date(2026, 11, 1))
    won(session, cast.bram, nobody, 50_000, date(2025, 11, 12))  # a year and a day ago: no longer in the twelve months
    for score in (5, 4, 2):
        told(session, cast.anna, acme, "csat", date(2026, 11, 3), score)
    for score in (5, 5):
        told(session, cast.bram, hooli, "csat", date(2026, 11, 3), score)
    for score in (10, 9, 8, 3):
        told(session, cast.bram, globex, "nps", date(2026, 11, 4), score)
    found = report()
    # Sales 60,000 + 20,000 + 20,000 = 100,000 in twelve months. Retail 80 %, energy 20 %, without a sector 0.
    assert [(one.name, one.customers, one.active, one.sales, one.share) for one in found.segments] == [
        ("retail", 2, 2, 80_000, 0.8),
        ("energy", 1, 1, 20_000, 0.2),
        (None, 1, 0, 0, 0),
    ]
    retail, energy, _ = found.segments
    # CSAT (5 + 4 + 2) / 3 = 3.67, two of three are 4 or 5. NPS: two promoters, one detractor of four: 25 points.
    assert (retail.scores.mean, retail.scores.top_two) == (pytest.approx(11 / 3), pytest.approx(2 / 3))
    # Not shown: 21 of all less these 11 are the 10 of energy's two answers.
    assert (retail.csat, retail.top_two, retail.nps) == (None, None, 25)
    assert (energy.csat, energy.top_two, energy.nps, energy.scores.entries) == (None, None, None, 2)  # two answers
    assert found.scores.mean == pytest.approx(21 / 5)
    assert (found.active, found.sales, len(found.customers)) == (3, 100_000, 4)
    assert [(one.name, one.sales) for one in report(by="size").segments] == [
        ("large", 80_000),
        ("small", 20_000),
        (None, 0),
    ]


def test_a_tier_is_that_of_the_list_on_the_day(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    acme, globex = account("Acme"), account("Globex")
    won(session, cast.anna, acme, 60_000, date(2026, 10, 1))
    won(session, cast.anna, globex, 20_000, date(2026, 10, 1))
    for tier, day in (("B", date(2026, 1, 1)), ("A", date(2026, 11, 1)), ("C", date(2026, 12, 1))):
        row = {"account_id": acme.id, "tier": tier, "from_day": day, "said_at": at(day), "batch_id": tier}
        session.add(NamedAccount(workspace_id="T1", **row))
    session.flush()
    assert [(one.name, one.sales) for one in report(by="tier").segments] == [("A", 60_000), (None, 20_000)]


def test_one_customer_with_nearly_everything_is_the_key_account(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    won(session, cast.anna, account("Acme"), 90_000, date(2026, 10, 1))
    for n in range(4):
        won(session, cast.anna, account(f"Small {n}"), 2_500, date(2026, 10, 1))
    won(session, cast.anna, None, 999_000, date(2026, 10, 1))  # on no account: of nobody
    found = report().key
    # Five customers: the largest fifth is one, with 90,000 of 100,000
    assert ([one.name for one in found.top], found.share, found.customers) == (["Acme"], 0.9, 5)


def test_silent_is_who_bought_and_had_no_contact_with_anybody(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    quiet, spoken, new, noted = (account(name) for name in ("Quiet", "Spoken", "New", "Noted"))
    prospect = account("Prospect")
    for of in (quiet, spoken, noted):
        won(session, cast.anna, of, 10_000, date(2026, 3, 1))
    won(session, cast.anna, new, 10_000, date(2026, 10, 1))
    told(session, cast.bram, quiet, "call", TODAY - timedelta(days=90))
    told(session, cast.bram, spoken, "meeting", TODAY - timedelta(days=89))
    told(session, cast.anna, noted, "note", TODAY - timedelta(days=1))  # a note is no contact
    told(session, cast.anna, prospect, "call", date(2026, 1, 2))  # has never bought
    found = {one.customer.account.name: (one.days, one.last_contact) for one in report().silent}
    # Quiet: 90 days. Noted: the deal was won on 1 March, 256 days ago. New bought 42 days ago.
    assert found == {"Quiet": (90, TODAY - timedelta(days=90)), "Noted": (256, None)}
    assert len(report(silent_days=89).silent) == 3
    assert {one.customer.account.name for one in report(silent_days=30).silent} == {"Quiet", "Noted", "Spoken", "New"}


def test_nobody_is_silent_before_the_log_begins(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    won(session, cast.anna, account("Old"), 10_000, date(2026, 3, 1))
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at = at(TODAY - timedelta(days=20))
    session.flush()
    assert report().silent == []
    assert [one.days for one in report(silent_days=20).silent] == [20]


def test_renewals_are_due_and_at_risk(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    anna = cast.anna

    def due(name: str, close: date | None, opened: date = TODAY - timedelta(days=3)) -> Deal:
        terms = DealTerms(value=Money.of(5_000, "EUR"), deal_type="renewal", expected_close=close)
        return add_deal(acting(session, anna, at(opened)), account(name), terms)[0]

    over = due("Over", TODAY - timedelta(days=1))
    soon_and_silent = due("Silent", TODAY + timedelta(days=30), TODAY - timedelta(days=20))
    soon = due("Soon", TODAY + timedelta(days=10))
    far_and_silent = due("Far", TODAY + timedelta(days=31), TODAY - timedelta(days=20))
    pushed = due("Pushed", TODAY + timedelta(days=5))
    expected(session, anna, pushed, TODAY + timedelta(days=20), TODAY)
    undated = due("Undated", None)
    due("Later", date(2027, 3, 1))
    for n, outcome in enumerate((Outcome.WON, Outcome.WON, Outcome.WON, Outcome.LOST)):
        deal = due(f"Past {n}", None, date(2026, 5, 1))
        decide_deal(acting(session, anna, at(date(2026, 6, 1))), deal, outcome)
    found = report().renewals
    assert [(one.signs.open.deal.deal_id, one.days, one.is_at_risk) for one in found.due] == [
        (over.id, -1, True),
        (soon.id, 10, False),
        (pushed.id, 20, True),
        (soon_and_silent.id, 30, True),
        (far_and_silent.id, 31, False),
        (undated.id, None, False),
    ]
    assert found.later == 1
    # Three of four that were decided in twelve months were renewed
    assert found.past.beside == {"renewal_rate": 0.75, "renewals_due": 4}


def test_a_gap_is_one_product_without_the_other_that_most_have() -> None:
    baskets = {f"a{n}": frozenset({"pump", "plan"}) for n in range(4)}
    baskets |= {"b": frozenset({"pump"}), "c": frozenset({"pump"}), "d": frozenset({"plan"}), "e": frozenset({"hose"})}
    # Six have a pump, four of them a plan: 67 %. Five have a plan, four of them a pump: 80 %. Highest first.
    assert [(gap.bought, gap.lacks, gap.both, gap.buyers, gap.accounts) for gap in gaps_in(baskets, set(baskets))] == [
        ("plan", "pump", 4, 5, ("d",)),
        ("pump", "plan", 4, 6, ("b", "c")),
    ]
    assert [gap.accounts for gap in gaps_in(baskets, {"b"})] == [("b",)]
    # 4 × 2 + 4 × 1 = 12 products of 8 customers
    assert products_per_customer(baskets, set(baskets)) == 1.5


def test_half_is_not_most_and_four_buyers_tell_nothing() -> None:
    half = {f"a{n}": frozenset({"pump", "plan"} if n < 3 else {"pump"}) for n in range(6)}
    assert [gap for gap in gaps_in(half, set(half)) if gap.bought == "pump"] == []
    four = {f"a{n}": frozenset({"pump", "plan"} if n < 3 else {"pump"}) for n in range(4)}
    assert gaps_in(four, set(four)) == []


def test_a_rep_has_their_own_customers_with_their_part_and_no_other_workspaces(
    session: Session, cast: Cast, report: Report, account: Callable[..., Account]
) -> None:
    shared, hers = account("Shared"), account("Bram's")
    won(session, cast.bram, shared, 10_000, date(2026, 10, 1), shares=((cast.anna.id, 40), (cast.bram.id, 60)))
    won(session, cast.bram, hers, 7_000, date(2026, 10, 1))
    add_deal(acting(session, cast.rival), None, DealTerms(value=Money.of(1, "EUR")))
    assert [(one.account.name, one.this_year) for one in report(cast.anna).customers.values()] == [("Shared", 4_000)]
    assert report().sales == 17_000


def test_a_company_without_deals_has_no_customers(report: Report) -> None:
    empty = report()
    assert (empty.customers, empty.segments, empty.silent, empty.gaps) == ({}, [], [], [])
    assert (empty.key.share, empty.products_per_customer, empty.renewals.past.beside) == (None, None, {})
