"""Territories worked out by hand: each right answer stands in a comment, from the domain page alone (section 10).

Today is Thursday 12 November 2026. What happens is typed, on its own day, as `/territory` and `/log` take it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, col, select

from handlers import handover
from handlers.activity import talk
from handlers.door.request import Form, Press, Request
from handlers.territories import claims, command
from messages import handover as handovers
from models.accounts.merging import merge_accounts, part_accounts
from models.accounts.records import Account
from models.activity.corrections import undo_entry
from models.activity.records import Activity, PlannedVisit
from models.deals.records import Deal
from models.delivery.records import Delivery
from models.period import week_of
from models.scorecard.scope import scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.actions import end_person
from models.team.calendar import Calendar
from models.team.records import Person
from models.territories.coverage import coverage
from models.territories.due import due_list
from models.territories.records import CreditClaim
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


@pytest.mark.parametrize(
    ("who", "line", "day"),
    [
        ("anna", "visit Acme in 3 weeks", date(2026, 12, 3)),
        ("bram", "bezoek Acme over 3 weken", date(2026, 12, 3)),
        ("bram", "bezoek Acme over een maand", date(2026, 12, 12)),
    ],
)
def test_a_visit_to_come_is_no_contact_however_the_day_is_said(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account], who: str, line: str, day: date
) -> None:
    person = getattr(cast, who)
    say(cast.carla, f"/territory set Acme tier=A owner=@{who}", TODAY)
    say(person, f"/log {line}", TODAY)
    say(person, "/log call Bolt in 2 weeks" if person.language == "en" else "/log gebeld Bolt over 2 weken", TODAY)
    assert [plan.planned_on for plan in session.exec(select(PlannedVisit))] == [day]
    assert session.exec(select(Activity)).all() == []
    assert covered(session, TODAY, of(person)) == (0, 1)


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


def test_credit_on_a_colleagues_list_is_theirs_until_it_is_shared(
    say: Say, request_of: AtTheDoor, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    say(cast.carla, "/territory set Acme tier=A owner=@bram", date(2026, 11, 2))
    say(cast.anna, "/log first meeting Acme", date(2026, 11, 9))
    say(cast.anna, "/log follow-up Acme", date(2026, 11, 10))
    say(cast.anna, "/log first meeting Bolt", date(2026, 11, 10))
    # KPI 1 and 2 of the week: Bolt is nobody's, so 1 and 0 for Anna; Bram has both of Acme; the team 2 and 1.
    assert meetings(session, cast, cast.anna) == (1, 0)
    assert meetings(session, cast, cast.bram) == (1, 1)
    assert meetings(session, cast, None) == (2, 1)
    first, second = session.exec(select(CreditClaim).order_by(col(CreditClaim.created_at))).all()
    # Half of the first meeting: Anna 1 + ½, Bram ½; the team's stay 2 and 1.
    claims.share(request_of(cast.anna, now=at(TODAY)), Press("", first.id))
    assert meetings(session, cast, cast.anna) == (1.5, 0)
    assert meetings(session, cast, cast.bram) == (0.5, 1)
    assert meetings(session, cast, None) == (2, 1)
    # All of the follow-up, with a reason: Anna 1.5 and 1, Bram ½ and 0.
    claims.mine_because(request_of(cast.anna, now=at(TODAY)), Form({"reason": "He was ill"}, metadata=second.id))
    assert meetings(session, cast, cast.anna) == (1.5, 1)
    assert meetings(session, cast, cast.bram) == (0.5, 0)
    # The answer taken back: as before it.
    claims.undo(request_of(cast.anna, now=at(TODAY)), Press("", first.id))
    assert meetings(session, cast, cast.anna) == (1, 1)
    assert meetings(session, cast, cast.bram) == (1, 0)
    assert meetings(session, cast, None) == (2, 1)


def test_a_file_and_ones_own_list_are_not_asked_about(
    say: Say, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    say(cast.carla, "/territory set Acme tier=A owner=@bram", date(2026, 11, 9))
    say(cast.bram, "/log bezoek Acme", date(2026, 11, 10))
    # On the 6th, before it was Bram's, the visit is Anna's own; on the 10th it is asked about.
    say(cast.anna, "/log visit Acme 6 nov", date(2026, 11, 10))
    assert session.exec(select(CreditClaim)).all() == []
    say(cast.anna, "/log call Acme", date(2026, 11, 10))
    assert [claim.owner_id for claim in session.exec(select(CreditClaim))] == [cast.bram.id]


def test_whom_to_visit_first(say: Say, session: Session, cast: Cast, customers: dict[str, Account]) -> None:
    since = date(2026, 1, 5)
    named = (("Acme", "A", "1012 AB"), ("Bolt", "B", "1018XX"), ("Cargo", "C", "9711AA"), ("Delta", "A", "97"))
    for name, tier, postcode in named:
        say(cast.carla, f'/territory set {name} tier={tier} owner=@anna postcode="{postcode}"', since)
    say(cast.anna, "/log visit Acme", date(2026, 10, 29))
    say(cast.anna, "/log visit Bolt", date(2026, 7, 15))
    say(cast.anna, "/log visit Cargo", date(2026, 4, 16))
    say(cast.anna, "/log visit Delta", date(2026, 10, 15))
    session.add_all([deal(cast.anna, customers["Cargo"], 40_000), deal(cast.anna, customers["Bolt"], 10_000)])
    session.flush()
    # Days since: Acme 14, Bolt 120, Cargo 210, Delta 28. Share of the cadence × tier × (1 + value / 40,000):
    # Acme 14/14 × 3 × 1 = 3.00; Bolt 120/60 × 2 × 1.25 = 5.00; Cargo 210/180 × 1 × 2 = 2.33; Delta 28/14 × 3 × 1 = 6.00.
    # Delta first, and Cargo goes with it (both 97); then Bolt, and Acme goes with it (both 10).
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    due = due_list(session, field_of(session, "T1", cast.anna.id), cast.anna.id, TODAY, calendar)
    order = [(due.places[visit.standing.named.account_id].name, round(visit.priority, 2)) for visit in due.visits]
    assert order == [("Delta", 6.0), ("Cargo", 2.33), ("Bolt", 5.0), ("Acme", 3.0)]
    assert [visit.is_near for visit in due.visits] == [False, True, False, True]
    assert [visit.area for visit in due.visits] == ["97", "97", "10", "10"]
    # Acme is due today; the others are late.
    counts = due.counts(TODAY)
    assert (counts.overdue, counts.due, counts.soon) == (3, 1, 0)


def test_lists_go_from_hand_to_hand_and_back(
    say: Say, request_of: AtTheDoor, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    since = date(2026, 9, 1)
    say(cast.carla, "/territory add North owner=@anna", since)
    say(cast.carla, "/territory set Acme tier=A territory=North", since)
    say(cast.carla, "/territory set Bolt tier=A owner=@anna", since)
    for name in ("Acme", "Bolt"):
        say(cast.anna, f"/log visit {name}", date(2026, 11, 2))
    third = Person(
        workspace_id="T1", name="Cas Kok", slack_user_id="UCAS", manager_id=cast.carla.id, created_at=LONG_AGO
    )
    third.team_id = cast.team.id
    session.add(third)
    session.flush()
    # Anna leaves on the 5th and Bram has both from the 6th; he leaves on the 9th and Cas has both from the 10th.
    first = left(session, cast, cast.anna, date(2026, 11, 5))
    given = at(date(2026, 11, 6))
    handover.give_all(request_of(cast.carla, now=given), Press(handovers.ALL, f"{first.id}|{cast.bram.id}"))
    second = left(session, cast, cast.bram, date(2026, 11, 9))
    given = at(date(2026, 11, 10))
    handover.give_all(request_of(cast.carla, now=given), Press(handovers.ALL, f"{second.id}|{third.id}"))
    everybody = (cast.anna, cast.bram, third)

    def stands(day: date) -> list[tuple[int, int]]:
        return [covered(session, day, of(person)) for person in everybody]

    # Visited on the 2nd: in time up to the 16th, whoever has the list.
    assert stands(date(2026, 11, 5)) == [(2, 2), (0, 0), (0, 0)]
    assert stands(date(2026, 11, 6)) == [(0, 0), (2, 2), (0, 0)]
    assert stands(date(2026, 11, 9)) == [(0, 0), (2, 2), (0, 0)]
    assert stands(TODAY) == [(0, 0), (0, 0), (2, 2)]
    # It was the wrong person: back with Bram from today on, and at once to Carla; no day that is over changes.
    handover.undo(request_of(cast.carla, now=at(TODAY)), Press(handovers.UNDO, second.id))
    assert stands(TODAY) == [(0, 0), (2, 2), (0, 0)]
    handover.give_all(request_of(cast.carla, now=at(TODAY)), Press(handovers.ALL, f"{second.id}|{cast.carla.id}"))
    assert covered(session, TODAY, of(cast.carla)) == (2, 2)
    assert stands(date(2026, 11, 11)) == [(0, 0), (0, 0), (2, 2)]
    assert covered(session, TODAY, Whose(Sort.ALL)) == (2, 2)
    assert covered(session, date(2026, 11, 17), Whose(Sort.ALL)) == (0, 2)


def test_a_change_to_come_keeps_nothing_back_of_a_hand_over(
    say: Say, request_of: AtTheDoor, session: Session, cast: Cast, customers: dict[str, Account]
) -> None:
    since = date(2026, 9, 1)
    say(cast.carla, "/territory add North owner=@anna", since)
    say(cast.carla, "/territory set Acme tier=A territory=North", since)
    say(cast.carla, "/territory set Bolt tier=B owner=@anna", since)
    say(cast.carla, "/territory change North region=Utrecht from 1 dec", date(2026, 11, 5))
    say(cast.carla, "/territory set Bolt tier=A from 1 dec", date(2026, 11, 5))
    delivery = left(session, cast, cast.anna, date(2026, 11, 11))
    handover.give_all(request_of(cast.carla, now=at(TODAY)), Press(handovers.ALL, f"{delivery.id}|{cast.bram.id}"))
    # Both are Bram's from today on, before and after the first of December; neither was ever contacted.
    for day in (TODAY, date(2026, 11, 30), date(2026, 12, 1)):
        assert covered(session, day, of(cast.anna)) == (0, 0)
        assert covered(session, day, of(cast.bram)) == (0, 2)
    lists = field_of(session, "T1").book.lists
    assert {one.tier for one in lists.on(date(2026, 11, 30))} == {"A", "B"}
    assert {one.tier for one in lists.on(date(2026, 12, 1))} == {"A"}
    handover.undo(request_of(cast.carla, now=at(TODAY)), Press(handovers.UNDO, delivery.id))
    for day in (TODAY, date(2026, 12, 1)):
        assert covered(session, day, of(cast.anna)) == (0, 2)


def meetings(session: Session, cast: Cast, person: Person | None) -> tuple[float, float]:
    """First and follow-up meetings of the running week; of the team where nobody is said."""
    of_team = scope_of_team(session, cast.workspace, cast.team)
    scope = scope_of_person(session, cast.workspace, person) if person else of_team
    keys = ["first_meetings", "follow_ups"]
    card = scorecard_of(session, cast.workspace, scope, week_of(TODAY), at(TODAY), kpis=keys)
    first, follow_ups = (float(card.lines[key].figure.value or 0) for key in keys)
    return first, follow_ups


def deal(owner: Person, account: Account, euros: int) -> Deal:
    """An open one."""
    about = {"workspace_id": "T1", "owner_id": owner.id, "account_id": account.id, "currency": "EUR"}
    worth = {"value_minor": euros * 100, "reporting_minor": euros * 100}
    return Deal(**about, **worth, number=euros, stage="proposal", opened_on=date(2026, 10, 1), created_at=LONG_AGO)


def left(session: Session, cast: Cast, person: Person, last_day: date) -> Delivery:
    """The message that asks Carla who takes over."""
    end_person(acting(session, cast.dirk, at(last_day)), person, last_day)
    asked = select(Delivery).where(Delivery.recipient == cast.carla.id)
    return next(one for one in session.exec(asked) if one.about.get("person") == person.id)
