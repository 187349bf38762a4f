"""Territories worked out by hand: each right answer stands in a comment, from the domain page alone (section 10).

Today is Thursday 12 November 2026. What happens is typed, on its own day, as `/territory` and `/log` take it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from handlers.activity import talk
from handlers.door.request import Request
from handlers.territories import command
from models.accounts.merging import merge_accounts, part_accounts
from models.accounts.records import Account
from models.activity.corrections import undo_entry
from models.activity.records import Activity
from models.team.records import Person
from models.territories.coverage import coverage
from models.territories.whose import Sort, Whose, field_of
from tests.conftest import LONG_AGO, Cast, acting, store

TODAY = date(2026, 11, 12)
AtTheDoor = Callable[..., Request]
Say = Callable[[Person, str, date], object]


def at(day: date) -> datetime:
    """Eleven in the morning in Amsterdam, in winter."""
    return datetime.combine(day, time(10), UTC)


@pytest.fixture
def say(request_of: AtTheDoor, session: Session) -> Say:
    """`say(cast.anna, "/log visit Acme", TODAY)`: typed on that day."""

    def said(person: Person, line: str, day: date = TODAY) -> object:
        door = {"/log": talk.command, "/territory": command.command}[line.split()[0]]
        answer = door(request_of(person, now=at(day)), line.partition(" ")[2])
        session.flush()
        return answer

    return said


@pytest.fixture
def customers(session: Session, cast: Cast) -> dict[str, Account]:
    """Customers of whom nothing is said yet."""
    names = ("Acme", "Bolt", "Cargo", "Delta", "Extra", "Fjord")
    found = {name: Account(workspace_id="T1", name=name, key=name.lower(), created_at=LONG_AGO) for name in names}
    store(session, list(found.values()))
    return found


def covered(session: Session, day: date, whose: Whose) -> tuple[int, int]:
    """How many accounts were contacted in time, of how many with a cadence."""
    found = coverage(field_of(session, "T1").standings(whose, day), day)
    return found.contacted, found.of


def of(person: Person) -> Whose:
    return Whose(Sort.PERSON, person.id)


@pytest.mark.parametrize(("tier", "days"), [("A", 14), ("B", 60), ("C", 180)])
def test_the_last_day_of_a_cadence_is_covered_and_the_next_is_not(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account], tier: str, days: int
) -> None:
    # Visited on 2 March. A is in time up to 16 March (14 days later), late on the 17th; B up to 1 May; C up to 29 August.
    visited = date(2026, 3, 2)
    say(cast.carla, f"/territory set Acme tier={tier} owner=@anna", date(2026, 1, 5))
    say(cast.anna, "/log visit Acme", visited)
    last = {"A": date(2026, 3, 16), "B": date(2026, 5, 1), "C": date(2026, 8, 29)}[tier]
    assert last == visited + timedelta(days=days)
    assert covered(session, visited - timedelta(days=1), of(cast.anna)) == (0, 1)
    assert covered(session, visited, of(cast.anna)) == (1, 1)
    assert covered(session, last, of(cast.anna)) == (1, 1)
    assert covered(session, last + timedelta(days=1), of(cast.anna)) == (0, 1)


def test_tier_d_and_no_tier_are_on_neither_side(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    for line in ("Acme tier=A", "Bolt tier=B", "Cargo tier=C", "Delta tier=D", "Extra"):
        say(cast.carla, f"/territory set {line} owner=@anna", date(2026, 11, 2))
    for name in ("Acme", "Bolt", "Delta", "Extra"):
        say(cast.anna, f"/log call {name}", date(2026, 11, 10))
    # Acme and Bolt of Acme, Bolt, Cargo; Delta and Extra were called, and count nowhere: 2 of 3.
    assert covered(session, TODAY, of(cast.anna)) == (2, 3)
    # Bram has no account: neither 0 nor 100 %.
    assert covered(session, TODAY, of(cast.bram)) == (0, 0)
    assert coverage(field_of(session, "T1").standings(of(cast.bram), TODAY), TODAY).rate is None


def test_what_was_undone_or_only_planned_is_no_contact_and_a_colleagues_is_one(
    say: Say, request_of: AtTheDoor, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    say(cast.carla, "/territory set Acme tier=A owner=@anna", date(2026, 10, 1))
    say(cast.anna, "/log call Acme", date(2026, 10, 20))
    say(cast.anna, "/log visit Acme", date(2026, 11, 4))
    # On 12 November the call is 23 days old, the visit 8: in time by the visit alone.
    assert covered(session, TODAY, of(cast.anna)) == (1, 1)
    visit = session.exec(select(Activity).where(Activity.kind == "visit")).one()
    undo_entry(acting(session, cast.anna, at(TODAY)), visit.id)
    assert covered(session, TODAY, of(cast.anna)) == (0, 1)
    # Planned for next Tuesday, and nobody says that it was held: nothing changes, on no day.
    say(cast.anna, "/log visit Acme next tuesday", TODAY)
    assert covered(session, date(2026, 11, 17), of(cast.anna)) == (0, 1)
    assert covered(session, date(2026, 11, 18), of(cast.anna)) == (0, 1)
    # Bram calls on 11 November: Acme was contacted, whoever gets the credit.
    say(cast.bram, "/log gebeld met Acme gisteren", TODAY)
    assert covered(session, TODAY, of(cast.anna)) == (1, 1)
    # A note is no contact: had it been one, 26 November (15 days after the call) would be in time.
    say(cast.anna, "/log note Acme they moved", date(2026, 11, 20))
    assert covered(session, date(2026, 11, 25), of(cast.anna)) == (1, 1)
    assert covered(session, date(2026, 11, 26), of(cast.anna)) == (0, 1)


def test_a_day_that_is_over_keeps_its_coverage(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    for name in ("Acme", "Bolt"):
        say(cast.carla, f"/territory set {name} tier=A owner=@anna", date(2026, 8, 3))
    say(cast.anna, "/log visit Acme", date(2026, 8, 20))
    say(cast.anna, "/log visit Bolt", date(2026, 9, 25))
    say(cast.carla, "/territory set Cargo tier=A owner=@anna", date(2026, 10, 15))
    say(cast.carla, "/territory set Bolt owner=@bram", date(2026, 11, 2))
    # End of August: Acme 11 days ago, Bolt never: 1 of 2. End of September: Acme 41 days ago, Bolt 5: 1 of 2.
    # End of October: 72, 36, Cargo never: 0 of 3. Today Bolt is Bram's: Anna 0 of 2, Bram 0 of 1.
    # Before August nobody had an account: these months are left out.
    over_time = field_of(session, "T1").over_time(of(cast.anna), TODAY)
    assert [(day, rate.contacted, rate.of) for day, rate in over_time] == [
        (date(2026, 8, 31), 1, 2),
        (date(2026, 9, 30), 1, 2),
        (date(2026, 10, 31), 0, 3),
        (TODAY, 0, 2),
    ]
    team = Whose(Sort.TEAM, cast.team.id)
    assert [covered(session, day, team) for day in (date(2026, 10, 31), TODAY)] == [(0, 3), (0, 3)]
    # Visited today: today changes, what is over does not.
    say(cast.bram, "/log bezoek Bolt", TODAY)
    assert covered(session, TODAY, of(cast.bram)) == (1, 1)
    assert covered(session, date(2026, 10, 31), of(cast.anna)) == (0, 3)
    assert covered(session, TODAY, team) == (1, 3)


def test_two_accounts_that_are_one(say: Say, session: Session, cast: Cast, customers: dict[str, Account]) -> None:
    say(cast.carla, "/territory set Acme tier=A owner=@anna", date(2026, 2, 2))
    say(cast.carla, "/territory set Bolt tier=C owner=@bram", date(2026, 3, 2))
    say(cast.anna, "/log visit Acme", date(2026, 9, 21))
    say(cast.bram, "/log bezoek Bolt", date(2026, 11, 9))
    end_of_september = date(2026, 9, 30)
    assert covered(session, end_of_september, of(cast.anna)) == (1, 1)
    assert covered(session, TODAY, of(cast.anna)) == (0, 1)
    change = merge_accounts(acting(session, cast.dirk, at(TODAY)), customers["Bolt"], customers["Acme"])
    # Acme stays, in its tier on Anna's list, also on the days that are over; Bolt's visit of 9 November was to Acme.
    assert covered(session, TODAY, of(cast.anna)) == (1, 1)
    assert covered(session, end_of_september, of(cast.anna)) == (1, 1)
    for day in (TODAY, end_of_september):
        assert covered(session, day, of(cast.bram)) == (0, 0)
        assert covered(session, day, Whose(Sort.ALL)) == (1, 1)
    part_accounts(acting(session, cast.dirk, at(TODAY)), customers["Bolt"], customers["Acme"], change)
    assert covered(session, TODAY, of(cast.anna)) == (0, 1)
    assert covered(session, TODAY, of(cast.bram)) == (1, 1)


def test_the_lists_of_the_one_that_goes_hold_until_the_other_was_named(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    say(cast.carla, "/territory set Bolt tier=A owner=@bram", date(2026, 2, 2))
    say(cast.carla, "/territory set Acme tier=A owner=@anna", date(2026, 6, 1))
    merge_accounts(acting(session, cast.dirk, at(TODAY)), customers["Bolt"], customers["Acme"])
    # In May only Bolt was on a list, Bram's; since June it is one account, on Anna's.
    assert covered(session, date(2026, 5, 29), of(cast.bram)) == (0, 1)
    assert covered(session, date(2026, 6, 1), of(cast.bram)) == (0, 0)
    assert covered(session, date(2026, 6, 1), of(cast.anna)) == (0, 1)
