"""On the day of a planned visit its person is asked once; the list of a morning has what is due, eight at most."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from jobs.cadence import Occasion, Window
from jobs.prompts.nudges import what_did_you_do, what_today_asks
from jobs.prompts.territories import CADENCES, did_they_take_place
from models.accounts.records import Account
from models.activity.planning import call_off, move_visit, plan_visit
from models.activity.records import PlannedVisit
from models.delivery.preferences import turn_on
from models.delivery.records import Delivery
from models.team.records import Person
from models.territories.actions import AccountTerms, name_accounts
from tests.conftest import LONG_AGO, Cast, acting
from tests.jobs.conftest import House

THURSDAY, TUESDAY = date(2026, 11, 12), date(2026, 11, 17)
ASKED = datetime(2026, 11, 17, 15, 35, tzinfo=UTC)
"""16:35 in Amsterdam."""
[VISITS] = CADENCES


def account(session: Session, name: str) -> Account:
    made = Account(workspace_id="T1", name=name, key=name.lower(), created_at=LONG_AGO)
    session.add(made)
    session.flush()
    return made


def planned(session: Session, cast: Cast, name: str = "Acme", day: date = TUESDAY) -> PlannedVisit:
    return plan_visit(acting(session, cast.anna), account(session, name), day)


def due(session: Session, cast: Cast, now: datetime = ASKED) -> list[tuple[str, str]]:
    window = Window(session, cast.workspace, now - timedelta(minutes=30), now)
    return [(one.recipient, one.slot) for one in VISITS.due(window)]


def occasion(session: Session, cast: Cast, person: Person, day: date, now: datetime) -> Occasion:
    times = {"due_at": now, "expires_at": now + timedelta(hours=3), "created_at": now}
    delivery = Delivery(workspace_id="T1", recipient=person.id, cadence="x", slot=day.isoformat(), **times)
    return Occasion(session, cast.workspace, delivery, now, person)


def test_who_planned_is_asked_at_half_past_four(session: Session, cast: Cast) -> None:
    planned(session, cast)
    planned(session, cast, "Globex")
    assert due(session, cast) == [(cast.anna.id, "2026-11-17")]
    assert due(session, cast, ASKED - timedelta(hours=1)) == []
    assert due(session, cast, ASKED + timedelta(days=1)) == []
    message = did_they_take_place(occasion(session, cast, cast.anna, TUESDAY, ASKED))
    assert message is not None
    assert message.text == "You planned 2 visits for Tue 17 Nov. Did they take place?"


def test_who_is_asked_about_a_visit_is_not_asked_about_an_empty_day_too(session: Session, cast: Cast) -> None:
    visit = planned(session, cast)
    assert what_did_you_do(occasion(session, cast, cast.anna, TUESDAY, ASKED)) is None
    call_off(acting(session, cast.anna), visit)
    assert what_did_you_do(occasion(session, cast, cast.anna, TUESDAY, ASKED)) is not None


def test_what_was_answered_or_moved_is_not_asked_about(session: Session, cast: Cast) -> None:
    acme, globex = planned(session, cast), planned(session, cast, "Globex")
    call_off(acting(session, cast.anna), acme)
    message = did_they_take_place(occasion(session, cast, cast.anna, TUESDAY, ASKED))
    assert message is not None
    assert message.text == "Did the visit at *Globex* on Tue 17 Nov take place?"
    move_visit(acting(session, cast.anna), globex, TUESDAY + timedelta(days=2))
    assert did_they_take_place(occasion(session, cast, cast.anna, TUESDAY, ASKED)) is None
    assert due(session, cast) == []


async def test_it_comes_once(house: House, session: Session, cast: Cast) -> None:
    planned(session, cast)
    session.commit()
    house.now = ASKED - timedelta(minutes=30)
    await house.tick(VISITS)
    house.now = ASKED
    await house.tick(VISITS)
    await house.later(minutes=5).tick(VISITS)
    assert [row.slot for row in house.rows()] == ["2026-11-17"]


def morning(session: Session, cast: Cast, person: Person, day: date = THURSDAY) -> str | None:
    turn_on(session, person, "morning", LONG_AGO)
    at_eight = datetime(day.year, day.month, day.day, 7, 20, tzinfo=UTC)
    message = what_today_asks(occasion(session, cast, person, day, at_eight))
    return message.text if message else None


def test_the_morning_list_has_what_is_due_and_planned(session: Session, cast: Cast) -> None:
    """Named 15 and 14 days ago and never contacted, tier A: Acme is one day late, Globex is due; Initech is not yet."""
    assert morning(session, cast, cast.anna) is None, "nobody gets an empty list"
    for name, ago in (("Acme", 15), ("Globex", 14), ("Initech", 13)):
        terms = AccountTerms(tier="A", owner_id=cast.anna.id)
        name_accounts(acting(session, cast.dirk), [account(session, name)], terms, THURSDAY - timedelta(days=ago))
    planned(session, cast, "Hooli", THURSDAY)
    told = morning(session, cast, cast.anna)
    assert told is not None
    assert "• Visit Hooli" in told
    assert "• Acme (A), 1 day overdue • Globex (A), due today" in told
    assert "Initech" not in told
    assert morning(session, cast, cast.bram) is None


def test_it_names_eight_and_counts_the_rest(session: Session, cast: Cast) -> None:
    accounts = [account(session, f"Account{n}") for n in range(11)]
    name_accounts(
        acting(session, cast.dirk), accounts, AccountTerms(tier="A", owner_id=cast.anna.id), date(2026, 10, 1)
    )
    told = morning(session, cast, cast.anna)
    assert told is not None
    assert (told.count("overdue"), told.endswith("and 3 more")) == (8, True)
