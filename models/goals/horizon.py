"""Horizons: rolling 30, 60 or 90 days, or a fiscal quarter."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.period import Period, quarter, quarter_of
from models.refusal import Refusal

ROLLING = (30, 60, 90)


@dataclass(frozen=True)
class Horizon:
    """A named stretch of time; `period` is half-open."""

    name: str
    period: Period


def rolling_from(days: int, first_day: date) -> Horizon:
    """`days` days from `first_day` on. Refuses anything but 30, 60 and 90."""
    if days not in ROLLING:
        raise Refusal("goals.unknown_horizon", days=days)
    return Horizon(f"{days}d", Period(first_day, first_day + timedelta(days=days), f"{days}d"))


def quarter_named(number: int, year: int | None, today: date, fiscal_start_month: int) -> Horizon:
    """Quarter `number` of fiscal year `year`; without a year the running or next one by that number.

    Refuses a quarter that is over.
    """
    running = quarter_of(today, fiscal_start_month)
    fiscal_year = int(running.name.split("-")[0])
    chosen = quarter(year or fiscal_year, number, fiscal_start_month)
    if year is None and chosen.end <= today:
        chosen = quarter(fiscal_year + 1, number, fiscal_start_month)
    if chosen.end <= today:
        raise Refusal("goals.quarter_is_over", quarter=chosen.name)
    return Horizon(chosen.name, chosen)


def is_rolling(name: str) -> bool:
    """Whether a horizon is followed by the next by itself; after a quarter somebody has to say so."""
    return name.endswith("d")


def successor_of(name: str, ended_on: date, fiscal_start_month: int) -> Horizon:
    """The horizon that follows one: as many days, or the next fiscal quarter."""
    following = ended_on + timedelta(days=1)
    if is_rolling(name):
        return rolling_from(int(name.removesuffix("d")), following)
    period = quarter_of(following, fiscal_start_month)
    return Horizon(period.name, period)
