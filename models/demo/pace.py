"""On which days the people of the demo company work, and how much they do on each."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from models.demo.company import SEASON, Colleague

DAYS = 400
"""Of history: a year, and what is needed to compare with the month a year ago."""


def worked_days(colleague: Colleague, today: date) -> Iterator[date]:
    """The days on which they sold something: after they came, without leave, and not in a quiet last stretch."""
    hired = today - timedelta(days=round(colleague.months_here * 30.4))
    quiet_from = _working_days_before(today, colleague.quiet_days)
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        away = any(
            today - timedelta(days=began) <= day < today - timedelta(days=began - length)
            for began, length in colleague.leave
        )
        if day >= hired and day < quiet_from and colleague.working_days[day.weekday()] == "1" and not away:
            yield day


def _working_days_before(today: date, count: int) -> date:
    day = today + timedelta(days=1)
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def pace_on(colleague: Colleague, day: date, today: date) -> float:
    """How much this person does on this day, against their average."""
    through_the_year = 1 - (today - day).days / DAYS
    days_a_week = colleague.working_days.count("1")
    return SEASON[day.month - 1] * (1 + colleague.trend * (through_the_year - 0.5)) / days_a_week


def times(random: Random, rate: float) -> int:
    """A whole number around `rate`: Poisson, by multiplying uniform numbers (Knuth)."""
    limit, times, product = 2.718281828 ** (-rate), 0, random.random()
    while product > limit:
        times += 1
        product *= random.random()
    return times
