"""What the bot says of a time, against what it does: over a year, in all zones of the demo, with leave and part-time days.

The days that are said come from the functions that make the sentences. Against them stand the ledger's own plan for the
whole year, asked for at once, and an hour-by-hour calendar with the holidays of the three countries written by hand.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from handlers.door.request import Request
from handlers.preferences import preference_view
from jobs.cadence import Window
from jobs.prompts import digest, nudges, qbr, reviews
from models.audit.timing import results_after
from models.delivery.expecting import Waits, expected
from models.delivery.planning import Due
from models.delivery.preferences import own_wish
from models.delivery.role_prompts import wish_by_role
from models.period import quarter_of
from models.qbr.due import next_asked_on as next_quarter
from models.reviews.due import next_asked_on as next_month
from models.team.calendar import Calendar
from models.team.records import Person
from models.zones import zone_named
from tests.conftest import SECRETS, Cast
from tests.jobs.prompts.test_a_year_of_nudges import DAYS, One, everybody

pytestmark = pytest.mark.once
__all__ = ["everybody"]

YEAR = (datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 7, 20, tzinfo=UTC))
SAID_ON = sorted({*DAYS, *(date(2026, 7, 6) + timedelta(days=5 * number) for number in range(68))})
"""The days on which something goes wrong easily, and each fifth day of the year."""
SAID_AT = (time(5, 35), time(13, 0), time(22, 30))
DUE = {
    "week": ("nudge.week", nudges.CADENCES),
    "digest": ("digest.manager", digest.CADENCES),
    "review": ("review.prompt", reviews.CADENCES),
    "qbr": ("qbr.prompt", qbr.CADENCES),
}


@dataclass(frozen=True)
class Promise:
    """Something was said to come to a person on a day, from an hour of theirs (None: no hour was said)."""

    person: str
    what: str
    said_at: datetime
    day: date | None
    hour: time | None = None
    """None as a day: nothing was said."""


Came = dict[tuple[str, str], list[datetime]]
"""By person and what: when it came, the first first, in the clock of the person."""


def broken(promises: list[Promise], came: Came) -> list[str]:
    """The promises that the deliveries do not bear out: the first one after it was said came on another day or too early."""
    found = []
    for one in promises:
        after = [at for at in came[one.person, one.what] if at > one.said_at]
        if one.day is None or not after:
            continue
        is_kept = after[0].date() == one.day and (one.hour is None or after[0].time() >= one.hour)
        if not is_kept:
            found.append(f"{one.what} to {one.person}, said {one.said_at}: {one.day} {one.hour}, came {after[0]}")
    return found


@pytest.fixture
def reporting(session: Session, cast: Cast, everybody: list[One]) -> list[One]:
    """The same people, below a manager who is in the second zone and works four days."""
    for one in everybody:
        session.get_one(Person, ("T1", one.id)).manager_id = cast.carla.id
    carla = session.get_one(Person, ("T1", cast.carla.id))
    carla.zone, carla.country, carla.working_days = "Europe/London", "GB", "0111100"
    session.commit()
    return everybody


def test_the_next_one_that_is_said_is_the_next_one_that_is_planned(
    session: Session, cast: Cast, reporting: list[One]
) -> None:
    came = _planned(session, cast)
    promises = list(_said(session, cast, [*(one.id for one in reporting), cast.carla.id]))
    assert {one.what for one in promises if one.day} == set(DUE)
    assert len(promises) > 1500
    assert broken(promises, came) == []
    _catches_lies(promises, came)


def _planned(session: Session, cast: Cast) -> Came:
    """What the planner of each cadence names for the year, asked once; of quarters once in each."""
    people = {person.id: person for person in _window(session, cast, *YEAR).people}
    came: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for what, (key, cadences) in DUE.items():
        [cadence] = [one for one in cadences if one.key == key]
        for since, until in _quarters() if what == "qbr" else [YEAR]:
            for due in cadence.due(_window(session, cast, since, until)):
                if isinstance(due, Due) and "team" not in due.about:
                    zone = zone_named(people[due.recipient].zone)
                    came[due.recipient, what].append(due.at.astimezone(zone))
    for instants in came.values():
        instants.sort()
    return came


def _said(session: Session, cast: Cast, people: list[str]) -> Iterator[Promise]:
    """“The next one is on …” of `/koers me`, and the first review in `/review` and `/qbr`, on each of the days."""
    persons = [session.get_one(Person, ("T1", id_)) for id_ in people]
    for number, day in enumerate(SAID_ON):
        now = datetime.combine(day, SAID_AT[number % 3], UTC)
        for person in persons:
            request = Request(session, cast.workspace, person, now, SECRETS, "D1")
            sells = person.is_rep
            for what in ("week", "review", "qbr") if sells else ("digest",):
                wish = own_wish(session, person, what) or wish_by_role(cast.workspace, person, what, day)
                view = preference_view(request, wish)
                yield Promise(person.id, what, now, view.next_on, time.fromisoformat(view.at))
            if sells:
                calendar = Calendar.of(session, person, cast.workspace)
                yield Promise(person.id, "review", _end_of(request), next_month(person, calendar, request.today))
                quarter = next_quarter(person, calendar, request.today, cast.workspace.fiscal_start_month)
                yield Promise(person.id, "qbr", _end_of(request), quarter)


def _end_of(request: Request) -> datetime:
    """What is said there is of the days after today."""
    return datetime.combine(request.today, time(23, 59), request.zone)


def _quarters() -> Iterator[tuple[datetime, datetime]]:
    for month in (date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1)):
        start = datetime.combine(quarter_of(month, 1).start, time.min, UTC)
        yield start, start + timedelta(days=50)


def _window(session: Session, cast: Cast, since: datetime, until: datetime) -> Window:
    return Window(session, cast.workspace, since, until)


# --- what goes to many people at once ---------------------------------------------------------------------


def test_an_invitation_comes_when_its_answer_says_so(session: Session, cast: Cast, everybody: list[One]) -> None:
    """`expected` makes the sentences of surveys and shared results; the clock here goes by half hours."""
    persons = [session.get_one(Person, ("T1", one.id)) for one in everybody]
    by_id = {one.id: one for one in everybody}
    promises: list[Promise] = []
    came: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for number, day in enumerate(SAID_ON):
        now = datetime.combine(day, SAID_AT[number % 3], UTC)
        for one in expected(session, cast.workspace, persons, now):
            who, what = by_id[one.person.id], f"invitation of {now}"
            hour = one.at.astimezone(who.zone).time()
            promises.append(Promise(who.id, what, now - timedelta(minutes=1), one.day, hour))
            came[who.id, what].append(_first_hour(who, now))
            assert (one.why is Waits.NOT) == (one.at == now)
    assert len({one.day for one in promises}) > 60
    assert broken(promises, came) == []
    _catches_lies(promises, came)


def test_results_come_when_the_start_of_a_survey_says_so(session: Session, cast: Cast, everybody: list[One]) -> None:
    promises: list[Promise] = []
    came: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for one in everybody:
        person = session.get_one(Person, ("T1", one.id))
        calendar = Calendar.of(session, person, cast.workspace)
        for day in SAID_ON:
            closes = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(cast.workspace.zone))
            at = results_after(cast.workspace, day, person, calendar).astimezone(one.zone)
            what = f"results of {day}"
            promises.append(Promise(one.id, what, closes - timedelta(minutes=1), at.date(), at.time()))
            came[one.id, what].append(_first_hour(one, closes))
    assert broken(promises, came) == []
    _catches_lies(promises, came)


def _first_hour(one: One, since: datetime) -> datetime:
    """The first half hour from `since` on that lies between 08:00 and 19:00 of a day on which they work."""
    at = since.astimezone(one.zone)
    while not (one.works(at.date()) > 0 and time(8) <= at.time() < time(19)):
        later = (at.astimezone(UTC) + timedelta(minutes=30)).astimezone(one.zone)
        at = later.replace(minute=later.minute // 30 * 30)
    return at


# --- and the test itself ----------------------------------------------------------------------------------


def _catches_lies(promises: list[Promise], came: Came) -> None:
    """Each kind of promise, told a day late, a day early, on the Saturday, or two hours late, is found out."""
    of_kind = {one.what.partition(" ")[0]: one for one in promises if one.day and _comes(one, came)}
    for one in of_kind.values():
        assert one.day is not None
        lies = [
            one.day + timedelta(days=1),
            one.day - timedelta(days=1),
            one.day + timedelta(days=5 - one.day.weekday()),
        ]
        for day in set(lies) - {one.day}:
            assert broken([Promise(one.person, one.what, one.said_at, day, one.hour)], came), (one, day)
        assert broken([Promise(one.person, one.what, one.said_at, one.day, time(23))], came), one


def _comes(one: Promise, came: Came) -> bool:
    return any(at > one.said_at for at in came[one.person, one.what])
