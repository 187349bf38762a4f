"""What stands out, worked out by hand: November 2026 has its last working days on 26, 27 and 30, the next are 1 and 2 December."""

from datetime import date, timedelta

from models.anomalies.rules import Entered, bulk_at_the_end, repeated, taken_out, without_outcome
from models.period import month_of
from models.team.calendar import Calendar

FIVE_DAYS = Calendar("1111100")
WEDNESDAY = date(2026, 12, 2)
NOVEMBER = month_of(date(2026, 11, 1))


def usual_days(a_day: int, until: date) -> list[Entered]:
    """So many entries on each weekday of the 60 days before `until`, put in on the day itself."""
    days = [until - timedelta(days=ago) for ago in range(60, 0, -1)]
    worked = [day for day in days if day.weekday() < 5]
    return [Entered(f"{day}-{number}", day, day) for day in worked for number in range(a_day)]


def put_in(count: int, on: date, month: date) -> list[Entered]:
    """So many entries of a month, put in together."""
    return [Entered(f"bulk{number}", month + timedelta(days=number), on) for number in range(count)]


def test_a_month_put_in_on_its_last_day_stands_out() -> None:
    # Usual: 2 on each weekday of the 60 days before Thu 26 Nov. Four times that is 8; ten is the least that is asked about.
    before = usual_days(2, date(2026, 11, 26))
    monday = date(2026, 11, 30)
    [found] = bulk_at_the_end(before + put_in(10, monday, NOVEMBER.start), FIVE_DAYS, WEDNESDAY)
    assert (found.slot, len(found.records)) == ("2026-11", 10)
    assert found.facts == {"count": 10, "usual": 2.0, "day": "2026-11-30", "month": "2026-11-01"}
    assert not list(bulk_at_the_end(before + put_in(9, monday, NOVEMBER.start), FIVE_DAYS, WEDNESDAY))


def test_whoever_logs_much_each_day_needs_four_times_as_much() -> None:
    before = usual_days(3, date(2026, 11, 26))  # four times 3 is 12
    assert not list(bulk_at_the_end(before + put_in(11, date(2026, 11, 27), NOVEMBER.start), FIVE_DAYS, WEDNESDAY))
    assert list(bulk_at_the_end(before + put_in(12, date(2026, 11, 27), NOVEMBER.start), FIVE_DAYS, WEDNESDAY))


def test_the_first_two_days_of_the_next_month_are_its_end_too_and_the_third_is_not() -> None:
    before = usual_days(2, date(2026, 11, 26))
    thursday = date(2026, 12, 3)
    assert list(bulk_at_the_end(before + put_in(12, WEDNESDAY, NOVEMBER.start), FIVE_DAYS, thursday))
    assert not list(bulk_at_the_end(before + put_in(12, thursday, NOVEMBER.start), FIVE_DAYS, thursday))
    of_december = put_in(12, date(2026, 12, 1), date(2026, 12, 1))
    assert not list(bulk_at_the_end(before + of_december, FIVE_DAYS, thursday)), "a full first day is no late November"


def test_who_has_logged_for_less_than_ten_working_days_has_no_usual() -> None:
    new = [one for one in usual_days(1, date(2026, 11, 26)) if one.entered_on >= date(2026, 11, 13)]  # 9 working days
    assert not list(bulk_at_the_end(new + put_in(12, date(2026, 11, 30), NOVEMBER.start), FIVE_DAYS, WEDNESDAY))


def alike(*days: int, amount: bool = False, said: str = "45m") -> list[Entered]:
    """Entries of November about Acme that say the same."""
    return [
        Entered(f"{said}{day}", date(2026, 11, day), date(2026, 11, day), "acme", amount, ("meeting", "acme", said))
        for day in days
    ]


def test_five_entries_alike_within_two_weeks_stand_out() -> None:
    # 16 to 29 November is 14 days, to the 30th it is 15.
    [found] = repeated(alike(16, 18, 20, 23, 29), WEDNESDAY)
    assert (found.slot, found.facts["count"]) == ("acme:2026-Q4", 5)
    assert (found.facts["first"], found.facts["last"]) == ("2026-11-16", "2026-11-29")
    assert not list(repeated(alike(16, 18, 20, 23, 30), WEDNESDAY))
    assert not list(repeated(alike(16, 18, 20, 23) + alike(24, said="30m"), WEDNESDAY)), "one said something else"
    assert not list(repeated(alike(1, 2, 3, 4, 4), WEDNESDAY)), "over four weeks ago"


def test_three_proposals_alike_are_enough() -> None:
    assert list(repeated(alike(16, 18, 20, amount=True), WEDNESDAY))
    assert not list(repeated(alike(16, 18, amount=True), WEDNESDAY))


def test_thirty_meetings_in_eight_weeks_without_anything_stand_out() -> None:
    # 56 days up to and including 2 December begin on 8 October.
    long_ago, meetings = date(2026, 1, 5), [str(number) for number in range(30)]
    [found] = without_outcome(meetings, 0, FIVE_DAYS, long_ago, WEDNESDAY)
    assert (found.slot, found.facts) == ("2026-Q4", {"count": 30, "weeks": 8})
    assert not list(without_outcome(meetings, 1, FIVE_DAYS, long_ago, WEDNESDAY))
    assert not list(without_outcome(meetings[1:], 0, FIVE_DAYS, long_ago, WEDNESDAY))
    assert list(without_outcome(meetings, 0, FIVE_DAYS, date(2026, 10, 8), WEDNESDAY))
    assert not list(without_outcome(meetings, 0, FIVE_DAYS, date(2026, 10, 9), WEDNESDAY)), "not eight weeks yet"


def test_a_close_rate_that_rose_by_taking_deals_out_stands_out() -> None:
    # 4 of 8 = 50 %; with three more lost 4 of 11 = 36.4 %: 13.6 points. 4 of 20 = 20 %, 4 of 23 = 17.4 %: 2.6 points.
    [found] = taken_out(4, 8, ["a", "b", "c"], NOVEMBER)
    assert (found.facts["rate"], round(float(found.facts["whole"]), 3)) == (0.5, 0.364)
    assert not list(taken_out(4, 8, ["a", "b"], NOVEMBER)), "two are slips"
    assert not list(taken_out(4, 20, ["a", "b", "c"], NOVEMBER))
    assert not list(taken_out(0, 8, ["a", "b", "c"], NOVEMBER)), "0 % did not rise"
