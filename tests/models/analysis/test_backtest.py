"""What the page says of forecast and season is what came out when they were tried."""

from tests.models.analysis.backtest import PAGE, PASSENGERS, season_error, written


def test_the_page_says_what_came_out() -> None:
    """When this fails: `python -m tests.models.analysis.backtest`."""
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page


def test_the_season_of_the_years_before_is_nearer_than_none() -> None:
    assert sum(PASSENGERS) == 40_363  # as it was published
    years, off, alike = season_error()
    assert years == 10
    assert off < alike / 2
