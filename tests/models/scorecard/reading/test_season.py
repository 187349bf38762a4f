"""The seasonal index."""

from datetime import date

import pytest

from models.scorecard.reading.season import seasonal_index

END = date(2026, 11, 1)


def months(count: int, value: float = 100, **special: float) -> dict[tuple[int, int], float]:
    at, series = date(2026, 10, 1), {}
    for _ in range(count):
        series[at.year, at.month] = special.get(f"m{at.month}", value)
        at = date(at.year - (at.month == 1), (at.month - 2) % 12 + 1, 1)
    return series


def test_there_is_none_below_two_years() -> None:
    assert seasonal_index(months(23), END) == {}
    assert seasonal_index({}, END) == {}


def test_even_sales_have_no_season() -> None:
    assert seasonal_index(months(24), END) == pytest.approx(dict.fromkeys(range(1, 13), 1.0))


def test_a_strong_month_stands_out_and_the_mean_is_one() -> None:
    index = seasonal_index(months(36, m9=230, m7=40), END)
    # Each year sums to 1000 + 230 + 40 = 1270, so the moving average is 105.83: 230 / 105.83 and 40 / 105.83.
    assert index[9] == pytest.approx(230 / 105.8333, rel=1e-3)
    assert index[7] == pytest.approx(40 / 105.8333, rel=1e-3)
    assert sum(index.values()) == pytest.approx(12)
