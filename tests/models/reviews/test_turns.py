"""Whose turn it is, and when somebody is reminded: by working days."""

from datetime import date, timedelta

import pytest

from models.reviews.turns import Turn, Waiting, is_missed, reminder_due, waiting_for

MONDAY = date(2026, 11, 2)


def workdays(day: date, n: int) -> date:
    """Monday to Friday."""
    for _ in range(n):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return day


def november(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("state", "reflected", "shared", "today", "turn", "since"),
    [
        ("open", None, None, 2, Turn.REFLECT, 2),
        ("open", None, None, 4, Turn.REFLECT, 2),
        ("open", None, None, 5, Turn.WRITE, 5),
        ("open", None, None, 20, Turn.WRITE, 5),
        ("reflected", 3, None, 3, Turn.WRITE, 3),
        ("reflected", 12, None, 13, Turn.WRITE, 5),
        ("drafted", None, None, 6, Turn.WRITE, 5),
        ("drafted", 3, None, 6, Turn.WRITE, 3),
        ("shared", 3, 9, 10, Turn.SIGN, 9),
        ("signed", 3, 9, 12, Turn.NOTHING, 2),
        ("disagreed", 3, 9, 12, Turn.NOTHING, 2),
    ],
)
def test_a_review_waits_for(
    state: str, reflected: int | None, shared: int | None, today: int, turn: Turn, since: int
) -> None:
    waiting = waiting_for(
        state, MONDAY, reflected and november(reflected), shared and november(shared), november(today), workdays
    )
    assert waiting == Waiting(turn, november(since))


@pytest.mark.parametrize(("today", "days"), [(2, None), (3, None), (4, 2), (5, 2), (6, 4), (9, 4)])
def test_reminders_come_after_two_and_four_working_days(today: int, days: int | None) -> None:
    assert reminder_due(Waiting(Turn.WRITE, MONDAY), november(today), workdays) == days


def test_nobody_is_reminded_of_what_is_done() -> None:
    assert reminder_due(Waiting(Turn.NOTHING, MONDAY), november(20), workdays) is None


def test_a_weekend_does_not_count() -> None:
    thursday = Waiting(Turn.WRITE, november(5))
    assert reminder_due(thursday, november(8), workdays) is None
    assert reminder_due(thursday, november(9), workdays) == 2


@pytest.mark.parametrize(
    ("turn", "today", "missed"), [(Turn.WRITE, 6, False), (Turn.WRITE, 9, True), (Turn.SIGN, 20, False)]
)
def test_a_review_is_missed_on_the_managers_fifth_working_day(turn: Turn, today: int, missed: bool) -> None:
    assert is_missed(Waiting(turn, MONDAY), november(today), workdays) is missed
