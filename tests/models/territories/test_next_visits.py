"""Whom to visit next: share of the cadence that is over × weight of the tier × value, and neighbours together."""

import time
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.planning import plan_visit
from models.activity.records import Activity
from models.database import new_id
from models.deals.records import Deal
from models.demo.rows import row_of
from models.team.calendar import Calendar
from models.territories.coverage import Standing
from models.territories.due import due_list, last_due_day
from models.territories.lists import Named
from models.territories.next_visits import area_of, in_order, values_of
from models.territories.records import NamedAccount
from models.territories.whose import field_of
from tests.conftest import LONG_AGO, NOW, Cast, acting
from tests.models.territories.conftest import TODAY, LogIt, NameIt

CALENDAR = Calendar(country="NL")


def standing(name: str, tier: str, cadence: int, days_ago: int) -> Standing:
    named = Named(name, tier, None, "anna", None, date(2026, 1, 1))
    return Standing(named, cadence, TODAY - timedelta(days=days_ago))


def test_a_worked_example() -> None:
    """Acme: 42 of 14 days, A, €20,000 of at most 20,000: 3.0 × 3 × 2 = 18.
    Globex: 60 of 60 days, B, nothing: 1.0 × 2 × 1 = 2.  Initech: 270 of 180 days, C, €10,000: 1.5 × 1 × 1.5 = 2.25."""
    accounts = [standing("globex", "B", 60, 60), standing("initech", "C", 180, 270), standing("acme", "A", 14, 42)]
    visits = in_order(accounts, {"acme": 2_000_000, "initech": 1_000_000}, {}, TODAY)
    assert [(v.standing.named.account_id, v.priority) for v in visits] == [
        ("acme", 18),
        ("initech", 2.25),
        ("globex", 2),
    ]


def test_neighbours_come_behind_the_first_of_them_two_at_most() -> None:
    accounts = [standing(name, "A", 14, days) for name, days in zip("abcdef", (84, 70, 56, 42, 28, 14), strict=True)]
    codes = {"a": "1012 AB", "b": "3011 AA", "c": "1018XX", "d": None, "e": "1099", "f": "1055"}
    visits = in_order(accounts, {}, codes, TODAY)
    assert "".join(v.standing.named.account_id for v in visits) == "acebdf"
    assert [v.is_near for v in visits] == [False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("postcode", "area"),
    [
        *(
            ("1012 AB", "10"),
            ("NL-1012AB", "10"),
            ("B-2000", "20"),
            ("SW1A 1AA", "SW"),
            ("m1 1ae", "M"),
            ("75008", "75"),
        ),
        *((None, ""), ("", ""), ("n/a", ""), ("7", "")),
    ],
)
def test_the_area_of_a_postcode(postcode: str | None, area: str) -> None:
    assert area_of(postcode) == area


def test_value_is_open_deals_and_what_was_won_in_a_year(session: Session, cast: Cast, name_it: NameIt) -> None:
    acme = name_it("Acme", "A", cast.anna)

    def deal(number: int, minor: int | None, outcome: str | None, closed: date | None) -> None:
        facts = {"workspace_id": "T1", "owner_id": cast.anna.id, "account_id": acme.id, "currency": "EUR"}
        decided = {"stage": outcome or "proposal", "outcome": outcome, "closed_on": closed, "reporting_minor": minor}
        session.add(Deal(number=number, value_minor=minor, created_at=NOW, **facts, **decided))

    deal(1, 100, None, None)
    deal(2, 20, "won", TODAY - timedelta(days=364))
    deal(3, 4_000, "won", TODAY - timedelta(days=365))
    deal(4, 50_000, "lost", TODAY)
    deal(5, None, None, None)
    session.flush()
    assert values_of(session, "T1", [acme.id], TODAY) == {acme.id: 120}


def test_overdue_due_and_soon(session: Session, cast: Cast, name_it: NameIt, log_it: LogIt) -> None:
    """Thursday: Acme was due yesterday, Globex today, Initech tomorrow, Hooli on Thursday in a week, Umbra after that."""
    for name, ago in (("Acme", 15), ("Globex", 14), ("Initech", 13), ("Hooli", 7), ("Umbra", 6)):
        log_it(name_it(name, "A", cast.anna), TODAY - timedelta(days=ago))
    due = due_list(session, field_of(session, "T1"), cast.anna.id, TODAY, CALENDAR)
    counts = due.counts(TODAY)
    assert (counts.overdue, counts.due, counts.soon) == (1, 1, 2)
    assert [due.places[v.standing.named.account_id].name for v in due.urgent] == ["Acme", "Globex"]


def test_what_is_due_at_the_weekend_is_due_on_friday(session: Session) -> None:
    assert last_due_day(CALENDAR, date(2026, 11, 13)) == date(2026, 11, 15)
    assert last_due_day(CALENDAR, TODAY) == TODAY


def test_an_account_with_a_planned_visit_waits_for_it(session: Session, cast: Cast, name_it: NameIt) -> None:
    acme = name_it("Acme", "A", cast.anna)
    plan_visit(acting(session, cast.anna), acme, TODAY + timedelta(days=1))
    due = due_list(session, field_of(session, "T1"), cast.anna.id, TODAY, CALENDAR)
    assert (list(due.visits), [visit.account_id for visit in due.plans]) == ([], [acme.id])


def test_five_thousand_accounts_take_a_few_questions(session: Session, cast: Cast) -> None:
    accounts = [
        row_of(Account, workspace_id="T1", name=f"A{n}", key=f"a{n}", created_at=LONG_AGO, postcode=f"{1000 + n}")
        for n in range(5_000)
    ]
    namings = [
        row_of(
            NamedAccount,
            workspace_id="T1",
            account_id=account["id"],
            from_day=date(2026, 1, 1),
            tier="ABC"[n % 3],
            owner_id=cast.anna.id,
            old={},
            new={},
            said_at=NOW,
            batch_id=new_id(),
        )
        for n, account in enumerate(accounts)
    ]
    entries = [
        row_of(
            Activity,
            workspace_id="T1",
            person_id=cast.anna.id,
            account_id=account["id"],
            kind="visit",
            happened_on=TODAY - timedelta(days=n % 300),
            created_at=NOW,
        )
        for n, account in enumerate(accounts[:4_500])
    ]
    for table, rows in ((Account, accounts), (NamedAccount, namings), (Activity, entries)):
        session.execute(sa.insert(table), rows)
    asked: list[str] = []
    hears = lambda *about: asked.append(about[2])  # noqa: E731
    sa.event.listen(session.get_bind(), "before_cursor_execute", hears)
    began = time.perf_counter()
    due = due_list(session, field_of(session, "T1"), cast.anna.id, TODAY, CALENDAR)
    took = time.perf_counter() - began
    sa.event.remove(session.get_bind(), "before_cursor_execute", hears)
    assert due.accounts == 5_000
    assert len(asked) <= 8
    assert took < 2, f"{took:.2f} s"  # some 0.2 s on a quiet machine
