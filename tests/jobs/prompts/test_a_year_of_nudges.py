"""A year of real ticks, in all zones of the demo: nobody is bothered on leave, at night, over the cap, or when it is done.

The days on which something may go wrong, with the days around them, and an ordinary one in each month; between them
nobody is up, so that each stretch begins with what was missed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from jobs.prompts import nudges
from messages.blocks import Message
from models.coaching.records import Talk, TalkState
from models.delivery.outbox import post
from models.delivery.preferences import come_at, come_every, come_on, snooze, turn_on
from models.delivery.quiet_hours import ANSWER, REPLY
from models.delivery.records import Delivery, DeliveryState
from models.demo.company import PEOPLE
from models.period import PeriodType
from models.team.leave import take_leave
from models.team.records import DayPart, Person
from tests.conftest import Cast
from tests.jobs.conftest import House, running
from tests.models.scorecard.facts import entry, target

WHERE = sorted({(one.zone, one.country, one.region) for one in PEOPLE if one.country})
HOLIDAYS = {
    "NL": "2026-12-25 2026-12-26 2027-01-01 2027-03-28 2027-03-29 2027-04-27 2027-05-06 2027-05-16 2027-05-17",
    "BE": "2026-07-21 2026-11-11 2026-12-25 2027-01-01 2027-03-28 2027-03-29 2027-05-06 2027-05-16 2027-05-17",
    "GB": "2026-08-31 2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31",
}
"""From the calendars of the three countries, not from the library that the product asks; of these days only."""
STRETCHES = (
    (date(2026, 7, 20), 3),  # the Belgian holiday of the 21st
    (date(2026, 8, 31), 2),  # the English bank holiday
    (date(2026, 9, 15), 1),
    (date(2026, 10, 23), 4),  # Friday to Monday: the clocks go back on Sunday the 25th
    (date(2026, 11, 10), 3),  # Armistice Day, in Belgium
    (date(2026, 12, 24), 2),  # Christmas
    (date(2026, 12, 28), 2),  # Boxing Day is a Saturday, so England has the Monday
    (date(2026, 12, 31), 2),
    (date(2027, 1, 4), 1),
    (date(2027, 2, 9), 1),
    (date(2027, 3, 26), 5),  # Good Friday to Tuesday: Easter, and the clocks go forward on Sunday the 28th
    (date(2027, 4, 26), 3),  # King's Day
    (date(2027, 5, 6), 2),  # Ascension Day
    (date(2027, 5, 31), 2),
    (date(2027, 6, 29), 1),
)
DAYS = [first + timedelta(days=number) for first, length in STRETCHES for number in range(length)]
MOMENTS = ((time(5, 35), time(10, 5), time(16, 40)), (time(7, 50), time(16, 40), time(22, 30)))
"""In UTC, on every other day: before people work, when mornings come, in the day, at its end, and at night."""
BEFORE = datetime(2026, 6, 1, tzinfo=UTC)
PER_PLACE = 2


@dataclass
class One:
    """Somebody, with what was planned for their year."""

    id: str
    zone: ZoneInfo
    country: str
    pattern: str
    wish: time | None = None
    """Their own time for the question of the evening and for the list of the morning."""
    away: dict[date, float] = field(default_factory=dict)
    """How much of the day."""
    logged: dict[date, datetime] = field(default_factory=dict)
    """When the first thing of a day was logged."""
    confirmed: datetime | None = None

    def works(self, day: date) -> float:
        """How much of a day: 0, ½ or 1."""
        if self.pattern[day.weekday()] == "0" or day.isoformat() in HOLIDAYS[self.country].split():
            return 0
        return 1 - self.away.get(day, 0)


@pytest.fixture
def everybody(session: Session, cast: Cast) -> list[One]:
    """Two reps in each place of the demo; the second of each works part-time, with wishes of their own."""
    return [
        _somebody(session, cast, f"Rep {number} of {place}", WHERE[place], has_wishes=number == 1)
        for place in range(len(WHERE))
        for number in range(PER_PLACE)
    ]


@pytest.mark.once
async def test_a_year_of_nudges_news_leave_and_entries_stays_within_bounds(house: House, everybody: list[One]) -> None:
    dice, process = Random(20260701), running(house, *nudges.CADENCES)
    for number, day in enumerate(DAYS):
        for moment in MOMENTS[number % 2]:
            house.now = datetime.combine(day, moment, tzinfo=UTC)
            with Session(house.database.engine) as session:
                for one in everybody:
                    _live(session, house.now, one, dice)
                session.commit()
            await process.tick()
    by_id = {one.id: one for one in everybody}
    rows = [row for row in house.rows() if row.recipient in by_id and row.state == DeliveryState.SENT]
    said = {row.id: str(row.message) for row in rows}
    for row in rows:
        _check(row, by_id[row.recipient], said)
    assert len({(row.recipient, row.cadence, row.slot) for row in rows}) == len(rows), "nothing came twice"
    counts = Counter((row.recipient, day) for row, day in _counted(rows, by_id))
    assert max(counts.values()) == 3, "the cap was reached, and held"
    found = Counter(row.cadence for row in rows)
    assert min(found[key] for key in ("nudge.day", "nudge.week", "nudge.morning", "news", "answer:news")) > 10, found
    assert sum(row.comes_with is not None for row in rows) > 10, "and what waited came as one"


def _counted(rows: list[Delivery], by_id: dict[str, One]) -> Iterator[tuple[Delivery, date]]:
    """The messages that nobody asked for, with the day on which they were heard."""
    for row in rows:
        if row.comes_with is None and not row.cadence.startswith((REPLY, ANSWER)):
            yield row, _heard(row, by_id[row.recipient]).date()


def _heard(row: Delivery, one: One) -> datetime:
    assert row.claimed_at is not None
    return row.claimed_at.astimezone(one.zone)


def _check(row: Delivery, one: One, said: dict[str, str]) -> None:
    """Of one message: the day, the hour, and that it was not done yet."""
    if row.comes_with is not None or row.cadence.startswith(REPLY):
        assert row.comes_with in said or row.cadence.startswith(REPLY)
        return
    heard = _heard(row, one)
    what = f"{row.cadence} of {row.slot}, heard {heard} by {one}"
    is_nudge = row.cadence.startswith("nudge.")
    assert one.works(heard.date()) >= (1 if row.cadence in ("nudge.day", "nudge.morning") else 0.5), what
    if not (is_nudge and one.wish and _is_within_the_hour(heard, one.wish)):
        assert time(8) <= heard.time() < time(19), what
    if row.cadence == "nudge.day":
        assert row.slot == heard.date().isoformat(), what
        first = one.logged.get(heard.date())
        assert first is None or first > row.claimed_at, what  # type: ignore[operator]
    if row.cadence == "nudge.morning":
        assert row.slot == heard.date().isoformat(), what
        assert one.confirmed is None or one.confirmed > row.claimed_at, what  # type: ignore[operator]
    if row.cadence == "nudge.week":
        assert timedelta() <= heard.date() - date.fromisoformat(row.slot) <= timedelta(days=6), what


def _is_within_the_hour(heard: datetime, wish: time) -> bool:
    wished = heard.replace(hour=wish.hour, minute=wish.minute)
    return wished <= heard <= wished + timedelta(hours=1)


# --- their year ------------------------------------------------------------------------------------------


def _somebody(session: Session, cast: Cast, name: str, where: tuple[str, str, str | None], *, has_wishes: bool) -> One:
    dice = Random(name)
    zone, country, region = where
    one = One(name, ZoneInfo(zone), country, "1110100" if has_wishes else "1111100")
    about = {"zone": zone, "country": country, "region": region, "working_days": one.pattern, "created_at": BEFORE}
    slack_id = f"U{name.replace(' ', '').upper()}"
    person = Person(workspace_id="T1", id=name, name=name, slack_user_id=slack_id, team_id=cast.team.id, **about)
    session.add(person)
    session.flush()
    for key in ("day", "morning"):
        turn_on(session, person, key, BEFORE)
    if has_wishes:
        one.wish = time(17, 30)
        come_at(session, person, "day", 17 * 60 + 30, BEFORE)
        come_on(session, person, "day", "1100111", BEFORE)
        come_every(session, person, "week", 2, date(2026, 7, 13))
        snooze(session, person, "morning", date(2026, 9, 1), date(2026, 7, 1))
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=person.id)
    entry(session, person, "call", date(2026, 6, 2), created_at=BEFORE)
    talk = {"coach_id": cast.carla.id, "rep_id": name, "planned_at": BEFORE, "held_on": BEFORE.date()}
    session.add(Talk(workspace_id="T1", state=TalkState.RECORDED, recorded_at=BEFORE, created_at=BEFORE, **talk))
    for _ in range(7):
        first, part = dice.choice(DAYS), dice.choice((DayPart.FULL, DayPart.FULL, DayPart.MORNING, DayPart.AFTERNOON))
        days = [first + timedelta(days=number) for number in range(dice.choice((1, 1, 2, 9)))]
        if not one.away.keys() & set(days):
            take_leave(session, person, days[0], days[-1], BEFORE, part)
            one.away.update(dict.fromkeys(days, 1 if part == DayPart.FULL else 0.5))
    session.commit()
    return one


def _live(session: Session, now: datetime, one: One, dice: Random) -> None:
    """What happens before a tick: news for them, an entry of their own, and one day the only talk that waits is confirmed."""
    today = now.astimezone(one.zone).date()
    for cadence in dice.choices(("news", "news", "answer:news", "reply:news"), k=dice.choice((0, 0, 0, 0, 0, 0, 4))):
        slot, hello = f"{now:%m-%dT%H}-{dice.random()}", Message("Hello")
        post(session, "T1", recipient=one.id, now=now, cadence=cadence, slot=slot, message=hello)
    if dice.random() < 0.08:
        entry(session, session.get_one(Person, ("T1", one.id)), "call", today, created_at=now)
        one.logged.setdefault(today, now)
    if one.confirmed is None and today > date(2027, 3, 1) and dice.random() < 0.1:
        talk = session.exec(select(Talk).where(Talk.workspace_id == "T1", Talk.rep_id == one.id)).one()
        talk.state, talk.confirmed_at = TalkState.HELD, now
        one.confirmed = now
