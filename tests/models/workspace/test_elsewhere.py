"""D1: a company outside the euro and the Netherlands: its currency, days off, zone and fiscal year hold in its figures."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from handlers import rates
from handlers.deals import command as deals
from handlers.door.request import Request
from handlers.phrases.periods import read_period
from handlers.settings.command import command as settings
from models.period import Period, PeriodType, month_of, quarter_of
from models.scorecard.line import Line
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import Cast
from tests.models.imports.conftest import imports as imports  # the fixture
from tests.models.imports.files import Import
from tests.models.scorecard.facts import target

AtTheDoor = Callable[..., Request]
SALES = "sales_by_channel"
YEAR_END = datetime(2026, 12, 31, 12, tzinfo=UTC)


def line(session: Session, cast: Cast, period: Period, at: date | None = None, key: str = SALES) -> Line:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return scorecard_of(session, cast.workspace, scope, period, YEAR_END, at).lines[key]


@pytest.mark.parametrize("door", ["Slack", "a file"])
def test_a_deal_counts_at_the_rate_of_the_day_on_which_its_value_was_said_or_it_closed(
    request_of: AtTheDoor, imports: Import, session: Session, cast: Cast, door: str
) -> None:
    won = (("Acme", "2026-10-09"), ("Globex", "2026-10-10"))
    if door == "Slack":
        for name, day in won:
            deals.command(request_of(cast.anna), f"add {name} open=2026-10-01")
            deals.command(request_of(cast.anna), f"won {name} $1000 on {day}")
    else:
        rows = "".join(f"{name},Anna de Vries,{name},Won,2026-10-01,{day},1000,USD\n" for name, day in won)
        imports("deals", f"id,owner,account,stage,created,closed,amount,currency\n{rows}")
    waiting = line(session, cast, month_of(date(2026, 10, 1))).figure
    assert (waiting.value, waiting.reason, waiting.left_out) == (None, "no_rates", {"without_rate": 2})
    rates.command(request_of(cast.dirk), "USD 0.9 from 2026-10-01")
    rates.command(request_of(cast.dirk), "USD 0.8 from 2026-10-10")
    # 1,000 × 0.9 on the 9th and 1,000 × 0.8 on the 10th: 1,700 in October. All came before there was a rate.
    days = [Period(date(2026, 10, day), date(2026, 10, day + 1)) for day in (9, 10)]
    assert [line(session, cast, one).figure.value for one in (*days, month_of(days[0].start))] == [900, 800, 1700]


@pytest.mark.parametrize(
    ("country", "before", "after"),
    [
        # April 2026 has 22 weekdays. In the Netherlands Good Friday, Easter Monday and King's Day (Monday 27) are off: 19, of
        # which 16 are over on the 26th, and no more on the 27th.
        ("NL", 16 / 19, 16 / 19),
        # In the United States none of these is a public holiday: 18 of 22, and 19.
        ("US", 18 / 22, 19 / 22),
    ],
)
def test_the_companys_country_says_which_days_are_off(
    request_of: AtTheDoor, session: Session, cast: Cast, country: str, before: float, after: float
) -> None:
    settings(request_of(cast.dirk), f"country={country}")
    target(session, SALES, "22000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    april = month_of(date(2026, 4, 1))
    paces = [line(session, cast, april, date(2026, 4, day)).pace for day in (26, 27)]
    assert [pace and pace.expected for pace in paces] == pytest.approx([22_000 * before, 22_000 * after])


def test_this_month_is_the_one_where_the_company_is(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    # 31 October, 19:30 in New York, is half past midnight on 1 November in Amsterdam.
    now = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    found = []
    for zone in ("Europe/Amsterdam", "America/New_York"):
        settings(request_of(cast.dirk), f"zone={zone}")
        scope = scope_of_person(session, cast.workspace, cast.anna)
        found.append(read_period("this month", scope.today(now)).period.name)
    assert found == ["2026-11", "2026-10"]


def test_quarters_begin_with_the_fiscal_year(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    # From February on a quarter is February to April, May to July …: 12,000 a quarter from 20 May are May's to July's, and
    # those of the three months, by their 19, 22 and 23 working days (Ascension Day and Whit Monday are off in May), make it.
    settings(request_of(cast.dirk), "fiscal_start=february")
    target(session, SALES, "12000", PeriodType.QUARTER, date(2026, 5, 20), person_id=cast.anna.id)
    first, second = (quarter_of(date(2026, month, 1), 2) for month in (4, 6))
    assert (first.name, first.start, second.name, second.start) == (
        "2026-Q1",
        date(2026, 2, 1),
        "2026-Q2",
        date(2026, 5, 1),
    )
    assert line(session, cast, first).target is None
    whole = line(session, cast, second).target
    assert whole is not None
    assert whole.value == pytest.approx(12_000)
    months = [line(session, cast, month_of(date(2026, month, 1))).target for month in (5, 6, 7)]
    assert [one and one.value for one in months] == pytest.approx([12_000 * days / 64 for days in (19, 22, 23)])
