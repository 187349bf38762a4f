"""Wall time + zone + local date: the instant exists, comes once, and shows the right time where that exists."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from models.delivery.occurrence import instant_of, occurrences

ZONES = sorted(
    zone for zone in available_timezones() if not zone.startswith(("posix", "right", "localtime", "Factory"))
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(2005, 1, 1), date(2035, 12, 31))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(zone: ZoneInfo, instant: datetime) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


@given(zones, days, times)
@settings(max_examples=1500)
def test_it_shows_the_wall_time_or_the_first_minute_after_a_gap(zone: ZoneInfo, day: date, wall: time) -> None:
    instant = instant_of(day, wall, zone)
    wanted = datetime.combine(day, wall)
    shown = at(zone, instant)
    if shown != wanted:
        assert shown > wanted
        just_before = at(zone, instant - timedelta(minutes=1))
        assert just_before < wanted, "the minute before it, clocks did not show the time yet: so it was skipped"
        assert instant.second == 0 or zone.utcoffset(shown).total_seconds() % 60


@given(zones, days, times)
@settings(max_examples=500)
def test_a_later_day_is_a_later_instant(zone: ZoneInfo, day: date, wall: time) -> None:
    assert instant_of(day, wall, zone) <= instant_of(day + timedelta(days=1), wall, zone)


@given(zones, days, times, st.integers(1, 60 * 50), st.integers(1, 60 * 50))
@settings(max_examples=500)
def test_two_windows_after_each_other_find_what_one_window_finds(
    zone: ZoneInfo, day: date, wall: time, first: int, second: int
) -> None:
    start = datetime.combine(day, time(), tzinfo=UTC)
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    apart = occurrences(wall, zone, start, middle) + occurrences(wall, zone, middle, end)
    assert apart == occurrences(wall, zone, start, end)


START = datetime(2025, 12, 30, tzinfo=UTC)


def changes_of_2026(zone: ZoneInfo) -> tuple[tuple[int, timedelta | None], ...]:
    """The hours of the year, with two days on either side, from which on the clock is another way from UTC."""

    def offset(hour: int) -> timedelta | None:
        return (START + timedelta(hours=hour)).astimezone(zone).utcoffset()

    found = [(0, offset(0))]
    for before in range(0, 24 * 370, 24):
        if offset(before) != offset(before + 24):
            found += [
                (hour, offset(hour)) for hour in range(before + 1, before + 25) if offset(hour) != offset(hour - 1)
            ]
    return tuple(found)


def test_every_day_of_2026_has_its_occurrence_once_in_every_zone() -> None:
    different = {changes_of_2026(zone): zone for zone in map(ZoneInfo, ZONES)}
    assert len(different) > 60
    for zone in different.values():
        for wall in (time(0, 15), time(2, 30), time(8, 30)):
            since = instant_of(date(2025, 12, 31), wall, zone)
            until = instant_of(date(2026, 12, 31), wall, zone)
            found = [day for day, _ in occurrences(wall, zone, since, until)]
            assert found == [date(2026, 1, 1) + timedelta(days=n) for n in range(365)], zone


def test_the_hour_that_amsterdam_skips_moves_to_its_end() -> None:
    assert at(AMSTERDAM, instant_of(date(2026, 3, 29), time(2, 30), AMSTERDAM)) == datetime(2026, 3, 29, 3, 0)


def test_the_hour_that_amsterdam_has_twice_counts_the_first_time() -> None:
    instant = instant_of(date(2026, 10, 25), time(2, 30), AMSTERDAM)
    assert instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_half_hour_of_lord_howe() -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    assert at(zone, instant_of(date(2026, 10, 4), time(2, 10), zone)) == datetime(2026, 10, 4, 2, 30)


def test_the_day_that_samoa_never_had() -> None:
    zone = ZoneInfo("Pacific/Apia")
    assert at(zone, instant_of(date(2011, 12, 30), time(9), zone)) == datetime(2011, 12, 31, 0, 0)
