"""Forecast and season tried on the past; `python -m tests.models.analysis.backtest` writes what came out into the page.

The public data set of the tests has ten months of closed deals: enough for the mean of three months, for no season and no
“same month of last year”. So a second public series with years of season and growth stands beside it: the airline
passengers of 1949 to 1960 (thousands a month; Box and Jenkins 1976, series G), which are sales of a sort.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from models.analysis.forecast import YEAR, Error, error_of, last_year_grown, mean_of_recent, same_month_last_year
from models.analysis.seasonality import seasonality_of
from models.period import months_after
from tests.models.analysis import crm

PAGE = Path(__file__).parents[3] / "docs" / "analyses.md"
BEGIN, END = "<!-- tried on the past: written by tests/models/analysis/backtest.py -->\n", "<!-- end -->\n"
PASSENGERS = [
    *(112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118),
    *(115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140),
    *(145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166),
    *(171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194),
    *(196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201),
    *(204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229),
    *(242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278),
    *(284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306),
    *(315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336),
    *(340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337),
    *(360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405),
    *(417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432),
]
BEGAN = date(1949, 1, 1)


def last_month(series: Sequence[float], ahead: int) -> float:
    """What the month before was: the least that a forecast must beat where there is no year before."""
    return series[-1]


def hardware() -> dict[str, list[float]]:
    """Won value by month, of the whole company and of each office."""
    office = {one["seller"]: one["office"] for one in crm.sellers()}
    sums: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for deal in crm.deals():
        for whose in ("all three offices", office[deal["seller"]]):
            sums[whose][deal["closed"][:7]] += int(deal["value"])
    return {whose: [sums[whose][month] for month in sorted(sums[whose])] for whose in sorted(sums, key=str.casefold)}


def table() -> str:
    """The rows of the page."""
    rows = ["| series | months | forecast | off by | beside | off by |", "|---|---|---|---|---|---|", *_forecasts(), ""]
    rows += ["| season, known from the years before | years tried | off by (points of the index) | every month alike |"]
    rows += ["|---|---|---|---|", *_seasons(), ""]
    return "\n".join(rows)


def _forecasts() -> Iterator[str]:
    for whose, series in hardware().items():
        months = list(range(3, len(series)))
        ours, beside = (_error(error_of(method, series, months)) for method in (mean_of_recent, last_month))
        yield f"| hardware, {whose} | {len(months)} | mean of three months | {ours} | the month before | {beside} |"
    series = [float(value) for value in PASSENGERS]
    for first, name in ((24, "passengers, all years"), (len(series) - 12, "passengers, the last year")):
        months = list(range(first, len(series)))
        ours, beside = (_error(error_of(method, series, months)) for method in (last_year_grown, same_month_last_year))
        yield f"| {name} | {len(months)} | last year × growth | {ours} | the same month of last year | {beside} |"


def season_error() -> tuple[int, float, float]:
    """Over how many years it was tried; how far each month was from the index of the years before, and from 1."""
    off, alike = [], []
    for at in range(24, len(PASSENGERS), YEAR):
        known = {months_after(BEGAN, month): float(value) for month, value in enumerate(PASSENGERS[:at])}
        monthly = {(day.year, day.month): value for day, value in known.items()}
        index = seasonality_of(monthly, months_after(BEGAN, at)).index
        year = PASSENGERS[at : at + YEAR]
        mean = sum(year) / YEAR
        off += [abs(value / mean - index[month]) for month, value in enumerate(year, start=1)]
        alike += [abs(value / mean - 1) for value in year]
    return len(off) // YEAR, sum(off) / len(off), sum(alike) / len(alike)


def _seasons() -> Iterator[str]:
    years, off, alike = season_error()
    yield f"| passengers | {years} | {off * 100:.1f} | {alike * 100:.1f} |"
    yield "| hardware | – | – (ten months: no season) | – |"


def _error(found: Error | None) -> str:
    return f"{found.share:.1%}" if found else "–"


def written(page: str) -> str:
    """The page with these rows in it."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
