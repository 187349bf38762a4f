"""A year of nudges in all zones of the demo: never on leave or a day off, at night, on an unwished day, or twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.delivery.nudging import USEFUL_FOR, Moments, Nudged
from models.delivery.preferences import DAILY, EARLIEST, LATEST, USUAL_TIMES
from models.delivery.quiet_hours import FRESH_FOR, may_come_at
from models.delivery.records import Delivery, DeliveryPreference
from models.demo.company import PEOPLE, TEAMS
from models.period import Period
from models.team.calendar import Away, Calendar, days_of

ZONES = sorted({(one.zone, one.country or "NL", one.region) for one in PEOPLE} | {(t.zone, "NL", None) for t in TEAMS})
YEAR = Period(date(2026, 7, 1), date(2027, 7, 1))
DAYS = list(days_of(YEAR))
START = datetime(2026, 7, 1, tzinfo=UTC)
NIGHT_BEGINS = time(22)

leave = st.builds(
    lambda first, length, part: Away(first, first + timedelta(days=length), part),
    st.dates(YEAR.start, YEAR.last_day),
    st.integers(0, 25),
    st.sampled_from((1.0, 0.5)),
)
calendars = st.builds(
    lambda away, pattern, zone: (Calendar(pattern, zone[1], zone[2], tuple(away)), ZoneInfo(zone[0])),
    st.lists(leave, max_size=4),
    st.sampled_from(("1111100", "1110100", "0011111")),
    st.sampled_from(ZONES),
)
minutes = st.none() | st.integers(EARLIEST.hour * 60, LATEST.hour * 60)
weekdays = st.none() | st.integers(1, 127).map(lambda mask: f"{mask:07b}")


def wish(key: str, minute: int | None, days: str | None) -> DeliveryPreference:
    return DeliveryPreference(
        workspace_id="T1", person_id="p", cadence=key, at_minute=minute, days=days if key in DAILY else None
    )


@given(
    who=calendars,
    key=st.sampled_from(sorted(USEFUL_FOR)),
    minute=minutes,
    days=weekdays,
    step=st.sampled_from((3, 8, 26)),
)
@settings(max_examples=12, deadline=None)
def test_a_year_of_nudges_bothers_nobody_at_the_wrong_time(
    who: tuple[Calendar, ZoneInfo], key: str, minute: int | None, days: str | None, step: int
) -> None:
    calendar, zone = who
    wished = wish(key, minute, days)
    person = Nudged("p", zone, calendar.works_on, START, wished)
    slots: set[str] = set()
    since = now = START
    while now < datetime(2027, 7, 1, tzinfo=UTC):
        now += timedelta(hours=step)  # the clock may tick seldom
        for due in Moments(key, since - timedelta(hours=26), now).of(person):
            if due.slot not in slots and due.at + USEFUL_FOR[key] > now:
                slots.add(due.slot)
                check(calendar, zone, wished, due.at, due.slot, now, key)
        since = now
    if days is None and key == "day" and step <= 3 and not calendar.away:
        assert len(slots) == sum(calendar.works_on(day) == 1 for day in DAYS), "nobody is forgotten either"


def check(
    calendar: Calendar, zone: ZoneInfo, wished: DeliveryPreference, at: datetime, slot: str, now: datetime, key: str
) -> None:
    local = at.astimezone(zone)
    assert calendar.works_on(local.date()) == 1
    assert key == "week" or local.date().isoformat() == slot
    assert wished.days is None or wished.days[local.weekday()] == "1"
    minute = wished.at_minute
    chosen = USUAL_TIMES[key] if minute is None else time(minute // 60, minute % 60)
    assert local.time() == chosen
    delivery = Delivery(
        workspace_id="T1",
        recipient="p",
        cadence=f"nudge.{key}",
        slot=slot,
        due_at=at,
        expires_at=at + USEFUL_FOR[key],
        at_own_time=True,
        created_at=now,
    )
    comes = may_come_at(delivery, zone, lambda day: calendar.works_on(day) > 0, now)
    if comes < delivery.expires_at:
        heard = comes.astimezone(zone)
        assert EARLIEST <= heard.time() < NIGHT_BEGINS
        assert heard.date() == local.date() or key == "week"
        assert timedelta(hours=1) >= FRESH_FOR, "a wish for 21:00 is heard before ten"


@pytest.mark.parametrize("key", sorted(DAILY))
def test_what_comes_daily_comes_to_nobody_who_did_not_ask(key: str) -> None:
    one = Nudged("p", ZoneInfo("Europe/Amsterdam"), Calendar().works_on, START)
    assert list(Moments(key, START, START + timedelta(days=30)).of(one)) == []


def test_a_wish_brings_nothing_of_before_it_was_made() -> None:
    asked_at = datetime(2026, 11, 12, 16, 0, tzinfo=UTC)  # 17:00 in Amsterdam: half past four is over
    wished = DeliveryPreference(workspace_id="T1", person_id="p", cadence="day", asked_at=asked_at)
    one = Nudged("p", ZoneInfo("Europe/Amsterdam"), Calendar().works_on, START, wished)
    found = Moments("day", asked_at - timedelta(hours=26), asked_at + timedelta(days=1)).of(one)
    assert [due.slot for due in found] == ["2026-11-13"]
