"""More of the pipeline worked out by hand, at its edges: people who moved, deals that were opened again, deals that came back,
a fiscal year from July, several currencies at once, nothing decided but returns.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.deals.actions import add_deal, move_deal
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.period import Period, PeriodType, quarter_of
from models.pipeline.forecast import MonthForecast
from models.pipeline.report import PipelineReport, pipeline_report
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.team.moves import move
from models.team.records import Person, Team
from models.workspace.records import ExchangeRate
from tests.conftest import Cast, acting
from tests.models.pipeline.deals import TODAY, at, decided, expected, moved, opened
from tests.models.scorecard.facts import target

Q4 = quarter_of(TODAY)
JULY = 7


def report(
    session: Session, cast: Cast, scope: Scope | None = None, period: Period = Q4, day: date = TODAY
) -> PipelineReport:
    whole = scope_of_workspace(session, cast.workspace)
    return pipeline_report(session, cast.workspace, scope or whole, period, at(day))


def of_month(found: PipelineReport, name: str) -> MonthForecast:
    return next(month for month in found.forecasts if month.month.name == name)


def south(session: Session, cast: Cast, who: Person, since: date) -> Team:
    """That person is in a new team, South, from that day on."""
    team = Team(workspace_id="T1", name="South")
    session.add(team)
    session.flush()
    move(acting(session, cast.dirk), who, {"team_id": team.id}, since)
    session.flush()
    return team


def test_a_probability_of_ones_own_weighs_instead_of_the_stages(session: Session, cast: Cast) -> None:
    opened(session, cast.anna, date(2026, 10, 1), 10_000)
    opened(session, cast.anna, date(2026, 10, 2), 20_000, stage="negotiation")
    opened(session, cast.anna, date(2026, 10, 3), 8_000, stage="discovery", probability=40)
    total = report(session, cast).total
    # 10,000 × 10 % + 20,000 × 75 % + 8,000 × 40 % (not 25 %) = 1,000 + 15,000 + 3,200
    assert (total.value, total.weighted) == (38_000_00, 19_200_00)


def test_three_currencies_of_which_one_has_no_rate(session: Session, cast: Cast) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", into="EUR", day=date(2026, 9, 1), rate="0.9"))
    session.flush()
    for amount, currency in ((1_000, "EUR"), (1_000, "USD"), (1_000, "GBP")):
        terms = DealTerms(value=Money.of(Decimal(amount), currency), stage="proposal")
        add_deal(acting(session, cast.anna, at(date(2026, 10, 1))), None, terms)
    total = report(session, cast).total
    # 1,000 + 1,000 × 0.9 = 1,900, half of it weighted; the pounds are in no sum
    assert (total.deals, total.value, total.weighted, total.without_rate) == (3, 1_900_00, 950_00, 1)


def test_deals_that_were_given_back_count_against_the_rate(session: Session, cast: Cast) -> None:
    for n, outcome in enumerate((Outcome.WON, Outcome.WON, Outcome.LOST, Outcome.RETURNED, Outcome.RETURNED)):
        deal = opened(session, cast.anna, date(2026, 9, 20), 5_000 + n)
        decided(session, cast.anna, deal, outcome, date(2026, 10, 20))
    for n in range(3):
        opened(session, cast.bram, date(2026, 11, 1), 100 + n)
    found = report(session, cast)
    # 2 / (2 + 1 + 2) = 40 %; size (5,000 + 5,001) / 2; 30 days: 3 × 5,000.50 × 0.4 / 30
    assert found.velocity.rate.value == pytest.approx(0.4)
    assert found.velocity.per_day == pytest.approx(3 * 5_000.5 * 0.4 / 30)
    [qualified] = found.conversions
    # Of eight that came in two were won; three were given up, by losing or returning them; three are still there
    assert (qualified.on, qualified.given_up, qualified.rate) == (2, 3, 0.4)
    assert (qualified.times.entered, qualified.times.still_there) == (8, 3)


def test_with_nothing_but_returns_the_rate_is_nought_and_the_velocity_unknown(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 10, 1))
    decided(session, cast.anna, deal, Outcome.RETURNED, date(2026, 10, 20))
    velocity = report(session, cast).velocity
    assert (velocity.rate.value, velocity.cycle.value, velocity.per_day) == (0, None, None)
    assert velocity.reason == velocity.cycle.reason


def test_a_lost_deal_that_is_opened_again_was_closed_in_between(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 10, 1), 9_000, expected_close=date(2026, 12, 10))
    decided(session, cast.anna, deal, Outcome.LOST, date(2026, 10, 20))
    assert report(session, cast).velocity.rate.value == 0
    move_deal(acting(session, cast.anna, at(date(2026, 11, 5))), deal, "negotiation")
    now = report(session, cast)
    assert (now.total.value, of_month(now, "2026-12").now.commit) == (9_000_00, 9_000_00)  # negotiation is 75 %
    assert (now.velocity.rate.value, now.velocity.reason) == (None, "nothing_decided")
    # Open on 19 October, lost from the 20th to 4 November, open again since: at the end of October nothing was forecast
    days = (date(2026, 10, 19), date(2026, 10, 20), date(2026, 11, 4), date(2026, 11, 5))
    assert [report(session, cast, day=day).total.value for day in days] == [9_000_00, 0, 0, 9_000_00]
    before = of_month(now, "2026-12").before
    assert before
    assert before.best == 0
    [qualified, negotiation] = now.conversions
    assert (qualified.given_up, negotiation.times.still_there, negotiation.times.went_to) == (1, 1, {})
    [sign] = now.signs
    assert (sign.stage_days, sign.silent_days) == (7, 7)  # since 5 November


def test_a_month_is_off_by_what_came_against_what_was_committed(session: Session, cast: Cast) -> None:
    for n, (close, stage) in enumerate(
        (
            (date(2026, 10, 5), "negotiation"),
            (date(2026, 10, 31), "negotiation"),
            (date(2026, 11, 1), "negotiation"),
            (date(2026, 10, 15), "proposal"),
        )
    ):
        deal = opened(session, cast.anna, date(2026, 9, 1), 10_000 + n, stage=stage, expected_close=close)
        if n in (0, 3):
            decided(session, cast.anna, deal, Outcome.WON, date(2026, 10, 28))
    october = of_month(report(session, cast), "2026-10")
    assert october.before
    # On 30 September: 10,000 and 10,001 of 75 % and more; with the proposal of 10,003 at best 30,004
    assert (october.before.commit, october.before.best) == (20_001_00, 30_004_00)
    # 10,000 + 10,003 came: 20,003 / 20,001 − 1
    assert october.off == pytest.approx(20_003 / 20_001 - 1)


def test_without_a_commit_before_it_cannot_be_said_how_far_off_a_month_was(session: Session, cast: Cast) -> None:
    opened(session, cast.anna, date(2026, 8, 1), 100)
    deal = opened(session, cast.anna, date(2026, 10, 5), 7_000)
    decided(session, cast.anna, deal, Outcome.WON, date(2026, 10, 28))
    october = of_month(report(session, cast), "2026-10")
    assert october.before
    assert (october.won, october.before.commit, october.off) == (7_000_00, 0, None)


def test_who_moved_takes_what_is_open_along_and_leaves_what_was_won(session: Session, cast: Cast) -> None:
    won = opened(session, cast.anna, date(2026, 9, 1), 6_000)
    decided(session, cast.anna, won, Outcome.WON, date(2026, 10, 20))
    opened(session, cast.anna, date(2026, 10, 1), 4_000, stage="proposal")
    opened(session, cast.bram, date(2026, 10, 1), 1_000)
    new = south(session, cast, cast.anna, date(2026, 11, 1))
    north = report(session, cast, scope_of_team(session, cast.workspace, cast.team))
    theirs = report(session, cast, scope_of_team(session, cast.workspace, new))
    # Today Anna's 4,000 are South's, Bram's 1,000 North's; October's win stays with North
    assert (north.total.value, theirs.total.value) == (1_000_00, 4_000_00)
    assert (of_month(north, "2026-10").won, of_month(theirs, "2026-10").won) == (6_000_00, 0)
    # On the last day before she moved it was all North's
    then = date(2026, 10, 31)
    assert report(session, cast, scope_of_team(session, cast.workspace, cast.team), day=then).total.value == 5_000_00
    assert report(session, cast, scope_of_team(session, cast.workspace, new), day=then).total.value == 0


def test_two_teams_share_a_deal_and_the_company_counts_it_once(session: Session, cast: Cast) -> None:
    new = south(session, cast, cast.anna, date(2026, 10, 1))
    shares = ((cast.anna.id, 60), (cast.bram.id, 40))
    opened(session, cast.anna, date(2026, 10, 5), 10_000, stage="proposal", shares=shares)
    scopes = [
        scope_of_person(session, cast.workspace, cast.anna),
        scope_of_person(session, cast.workspace, cast.bram),
        scope_of_team(session, cast.workspace, new),
        scope_of_team(session, cast.workspace, cast.team),
        None,
    ]
    found = [report(session, cast, scope).total for scope in scopes]
    # 60 % and 40 % of 10,000; the company has it once
    assert [total.value for total in found] == [6_000_00, 4_000_00, 6_000_00, 4_000_00, 10_000_00]
    assert [total.weighted for total in found] == [3_000_00, 2_000_00, 3_000_00, 2_000_00, 5_000_00]
    assert [total.credited for total in found] == [0.6, 0.4, 0.6, 0.4, 1]


def test_in_a_fiscal_year_from_july_the_second_quarter_is_covered_by_its_end(session: Session, cast: Cast) -> None:
    cast.workspace.fiscal_start_month = JULY
    target(session, "sales_by_channel", "60000", PeriodType.QUARTER, date(2026, 1, 1), person_id=cast.anna.id)
    won = opened(session, cast.anna, date(2026, 10, 1), 15_000)
    decided(session, cast.anna, won, Outcome.WON, date(2026, 10, 2))
    earlier = opened(session, cast.anna, date(2026, 9, 1), 99_000)
    decided(session, cast.anna, earlier, Outcome.WON, date(2026, 9, 30))  # of the first quarter, July to September
    opened(session, cast.anna, date(2026, 10, 2), 30_000, expected_close=date(2026, 12, 31))
    opened(session, cast.anna, date(2026, 10, 3), 60_000, expected_close=date(2027, 1, 1))
    period = quarter_of(TODAY, JULY)
    assert (period.start, period.end) == (date(2026, 10, 1), date(2027, 1, 1))
    coverage = report(session, cast, scope_of_person(session, cast.workspace, cast.anna), period).coverage
    # 60,000 − 15,000 = 45,000 missing; 90,000 open: 2.0; 30,000 of it by 31 December
    assert coverage.ratio == 2.0
    assert coverage.ratio_in_period == pytest.approx(2 / 3)


def test_a_year_that_begins_in_july_sums_its_months(session: Session, cast: Cast) -> None:
    cast.workspace.fiscal_start_month = JULY
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    won = opened(session, cast.anna, date(2026, 6, 1), 50_000)
    decided(session, cast.anna, won, Outcome.WON, date(2026, 6, 30))  # of the year before
    opened(session, cast.anna, date(2026, 10, 2), 30_000)
    year = Period(date(2026, 7, 1), date(2027, 7, 1), "FY2027")
    coverage = report(session, cast, scope_of_person(session, cast.workspace, cast.anna), year).coverage
    # 12 × 10,000 and nothing won since July: 120,000 missing, 30,000 open
    assert (coverage.missing, coverage.ratio) == (120_000_00, 0.25)


def test_exactly_fourteen_days_is_silent_and_exactly_twice_the_median_is_not_stuck(
    session: Session, cast: Cast
) -> None:
    for n in range(5):
        deal = opened(session, cast.bram, date(2026, 9, 1), 1_000 + n)
        moved(session, cast.bram, deal, "proposal", date(2026, 9, 8))
        decided(session, cast.bram, deal, Outcome.LOST, date(2026, 9, 9))
    opened(session, cast.anna, TODAY - timedelta(days=13), 13)
    opened(session, cast.anna, TODAY - timedelta(days=14), 14)
    opened(session, cast.anna, TODAY - timedelta(days=15), 15)
    found = {one.open.deal.value_minor: one for one in report(session, cast).signs}
    # Five went on after 7 days, so 7 is usual: 14 days are twice that and no more, 15 are
    assert {one.usual_days for one in found.values()} == {7}
    assert [(found[n * 100].is_silent, found[n * 100].is_stuck) for n in (13, 14, 15)] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_a_date_moved_later_by_a_day_is_a_push_and_one_that_is_today_has_not_slipped(
    session: Session, cast: Cast
) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=3), 10, expected_close=TODAY - timedelta(days=1))
    expected(session, cast.anna, deal, TODAY, TODAY - timedelta(days=2))
    [sign] = report(session, cast).signs
    assert (sign.pushes, sign.pushed_days, sign.overdue_days) == (1, 1, 0)
