"""Mondays, firsts of the month, days off and wishes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.delivery.planning import due_by_recurrence
from models.delivery.preferences import comes_on
from models.delivery.records import DeliveryPreference
from models.delivery.recurrence import Recurrence, monthly, once, weekly
from models.team.calendar import Calendar

MONDAYS = weekly(0, time(8, 30))
FIRSTS = monthly(1, time(9))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def works(day: date) -> bool:
    """Weekdays, less the Dutch public holidays."""
    return Calendar(country="NL").works_on(day) > 0


def slots(
    recurrence: Recurrence, start: date, days: int, preference: DeliveryPreference | None = None
) -> dict[str, str]:
    """Day it comes → slot."""
    all_days = [date.fromordinal(start.toordinal() + n) for n in range(days)]
    found = {day: comes_on(preference, recurrence, works, day) for day in all_days}
    return {f"{day:%d %b}": f"{slot:%d %b}" for day, slot in found.items() if slot}


def preference(**how: object) -> DeliveryPreference:
    return DeliveryPreference(workspace_id="T1", person_id="p", cadence="digest", **how)


def test_a_monday_is_a_monday() -> None:
    assert slots(MONDAYS, date(2026, 11, 9), 14) == {"09 Nov": "09 Nov", "16 Nov": "16 Nov"}


def test_easter_monday_moves_to_tuesday_and_keeps_its_slot() -> None:
    assert slots(MONDAYS, date(2026, 4, 6), 7) == {"07 Apr": "06 Apr"}


def test_the_first_of_a_month_is_its_first_working_day() -> None:
    assert slots(FIRSTS, date(2026, 12, 25), 20) == {"04 Jan": "01 Jan"}
    assert slots(FIRSTS, date(2026, 10, 28), 10) == {"02 Nov": "01 Nov"}


def test_working_days_are_left_out_and_do_not_pile_up_after_a_weekend() -> None:
    assert list(slots(Recurrence(time(17), moves=False), date(2026, 11, 13), 4)) == ["13 Nov", "16 Nov"]


def test_a_day_alone_moves_over_a_weekend() -> None:
    assert slots(once(date(2026, 11, 14), time(9)), date(2026, 11, 10), 20) == {"16 Nov": "14 Nov"}


def test_after_a_long_absence_only_the_latest_monday_comes() -> None:
    back = date(2026, 11, 26)
    comes = [MONDAYS.slot_on(date(2026, 11, day), lambda d: d >= back and works(d)) for day in range(1, 31)]
    assert [slot for slot in comes if slot] == [date(2026, 11, 23), date(2026, 11, 30)]


def test_every_second_time_counts_from_the_next_one() -> None:
    asked = preference(every=2, counted_from=date(2026, 11, 12))
    assert list(slots(MONDAYS, date(2026, 11, 12), 40, asked)) == ["16 Nov", "30 Nov", "14 Dec"]
    asked = preference(every=2, counted_from=date(2026, 11, 12))
    assert list(slots(FIRSTS, date(2026, 11, 12), 130, asked)) == ["01 Dec", "01 Feb"]


def test_a_snooze_keeps_quiet_and_ends_with_one() -> None:
    asked = preference(snoozed_until=date(2026, 11, 20))
    assert slots(MONDAYS, date(2026, 11, 12), 14, asked) == {"20 Nov": "20 Nov", "23 Nov": "23 Nov"}


def test_a_snooze_that_ends_in_the_weekend_ends_on_monday_once() -> None:
    asked = preference(snoozed_until=date(2026, 11, 21))
    assert slots(MONDAYS, date(2026, 11, 12), 14, asked) == {"23 Nov": "23 Nov"}


def test_off_is_off() -> None:
    assert slots(MONDAYS, date(2026, 11, 1), 60, preference(is_off=True, snoozed_until=date(2026, 11, 20))) == {}


@pytest.mark.parametrize("minute", [465, 0, 1439])
def test_another_time_of_day(minute: int) -> None:
    since, until = datetime(2026, 11, 15, 22, 59, tzinfo=UTC), datetime(2026, 11, 16, 22, 59, tzinfo=UTC)
    [due] = due_by_recurrence("p", MONDAYS, AMSTERDAM, works, since, until, preference(at_minute=minute))
    local = due.at.astimezone(AMSTERDAM)
    assert (due.slot, local.hour * 60 + local.minute) == ("2026-11-16", minute)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.sets(st.integers(0, 60), max_size=40))
def test_whatever_the_days_off_a_slot_comes_at_most_once_and_only_on_a_working_day(start: date, off: set[int]) -> None:
    def at_work(day: date) -> bool:
        return (day - start).days not in off

    days = [date.fromordinal(start.toordinal() + n) for n in range(61)]
    comes = [(day, MONDAYS.slot_on(day, at_work)) for day in days]
    slots = [slot for _, slot in comes if slot]
    assert len(slots) == len(set(slots))
    assert all(at_work(day) and slot <= day for day, slot in comes if slot)
