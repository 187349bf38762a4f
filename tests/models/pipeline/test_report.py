"""The pipeline added up, covered, its speed and its forecast: each figure worked out by hand in a comment."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.deals.actions import add_deal
from models.deals.records import Outcome, Stage
from models.deals.stages import Stages, Step
from models.deals.terms import DealTerms
from models.money import Money
from models.period import quarter_of
from models.pipeline.forecast import commit_from
from models.pipeline.open_deals import by_month, by_owner, by_stage, open_deals_on, total_of
from models.pipeline.report import PipelineReport, pipeline_report
from models.scorecard.records import Target
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast, acting
from tests.models.pipeline.deals import TODAY, decided, expected, moved, opened

Q4 = quarter_of(TODAY)


def report(session: Session, cast: Cast, scope: Scope | None = None) -> PipelineReport:
    return pipeline_report(session, cast.workspace, scope or whole(session, cast), Q4, NOW)


def whole(session: Session, cast: Cast) -> Scope:
    return scope_of_workspace(session, cast.workspace)


def targeted(session: Session, cast: Cast, euros: str, **whose: object) -> None:
    session.add(
        Target(
            workspace_id="T1",
            kpi="sales_by_channel",
            period_type="quarter",
            value=euros,
            effective_from=date(2026, 1, 1),
            set_by=cast.carla.id,
            set_at=NOW,
            **whose,
        )
    )
    session.flush()


def test_the_tables_add_up_to_the_pipeline_of_the_scorecard(session: Session, cast: Cast) -> None:
    anna, bram = cast.anna, cast.bram
    opened(session, anna, date(2026, 10, 1), 10_000, stage="proposal", expected_close=date(2026, 11, 20))
    opened(session, anna, date(2026, 10, 2), 20_000, stage="negotiation", expected_close=date(2026, 12, 1))
    opened(session, bram, date(2026, 10, 3), 5_000, expected_close=date(2026, 10, 10))
    opened(session, bram, date(2026, 10, 4), None)
    opened(
        session, bram, date(2026, 10, 5), 1_000, expected_close=date(2027, 9, 1), shares=((anna.id, 40), (bram.id, 60))
    )
    deals = open_deals_on(session, cast.workspace, whole(session, cast), TODAY)
    total = total_of(deals)
    # 10,000 + 20,000 + 5,000 + 1,000 = 36,000; weighted 5,000 + 15,000 + 500 + 100 = 20,600; one has no value
    assert (total.deals, total.value, total.weighted, total.without_value) == (5, 3_600_000, 2_060_000, 1)
    assert {stage: (of.deals, of.value) for stage, of in by_stage(deals).items()} == {
        "proposal": (1, 1_000_000),
        "negotiation": (1, 2_000_000),
        "qualified": (3, 600_000),
    }
    # 5,000 was expected in October, which is over; September 2027 is after the six months; one has no date
    assert {month: of.value for month, of in by_month(deals, TODAY).items()} == {
        "overdue": 500_000,
        "2026-11": 1_000_000,
        "2026-12": 2_000_000,
        "later": 100_000,
        "no_date": 0,
    }
    # Anna: 10,000 + 20,000 + 40 % of 1,000; Bram 5,000 + 60 % of 1,000
    assert {who: of.value for who, of in by_owner(deals, whole(session, cast)).items()} == {
        anna.id: 3_040_000,
        bram.id: 560_000,
    }
    scorecard = scorecard_of(session, cast.workspace, whole(session, cast), Q4, NOW)
    assert scorecard.lines["pipeline"].figure.value == 36_000
    assert scorecard.lines["weighted_pipeline"].figure.value == 20_600


def test_one_persons_pipeline_has_their_part_of_what_they_share(session: Session, cast: Cast) -> None:
    opened(session, cast.bram, date(2026, 10, 5), 1_000, shares=((cast.anna.id, 40), (cast.bram.id, 60)))
    own = scope_of_person(session, cast.workspace, cast.anna)
    deals = open_deals_on(session, cast.workspace, own, TODAY)
    assert (total_of(deals).value, total_of(deals).credited) == (40_000, 0.4)
    assert {who: of.value for who, of in by_owner(deals, own).items()} == {cast.anna.id: 40_000}


def test_a_currency_without_a_rate_is_counted_and_in_no_sum(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 10, 1), None)
    add_deal(acting(session, cast.anna), None, DealTerms(value=Money.of(9_000, "USD")))
    assert deal.account_id
    total = report(session, cast).total
    assert (total.deals, total.value, total.without_value, total.without_rate, total.valued) == (2, 0, 1, 1, 0)


def test_coverage_is_what_is_open_over_what_is_missing(session: Session, cast: Cast) -> None:
    targeted(session, cast, "60000", scope="person", person_id=cast.anna.id)
    won = opened(session, cast.anna, date(2026, 10, 1), 20_000)
    decided(session, cast.anna, won, Outcome.WON, date(2026, 10, 20))
    opened(session, cast.anna, date(2026, 10, 2), 50_000, expected_close=date(2026, 12, 31))
    opened(session, cast.anna, date(2026, 10, 2), 30_000, expected_close=date(2027, 1, 1))
    own = scope_of_person(session, cast.workspace, cast.anna)
    coverage = report(session, cast, own).coverage
    # 60,000 − 20,000 = 40,000 is missing; 80,000 is open: 2.0. By the end of December 50,000: 1.25
    assert (coverage.missing, coverage.open_value) == (4_000_000, 8_000_000)
    assert (coverage.ratio, coverage.ratio_in_period) == (2.0, 1.25)


def test_of_a_team_only_what_is_open_of_those_with_a_target_covers_it(session: Session, cast: Cast) -> None:
    targeted(session, cast, "60000", scope="person", person_id=cast.anna.id)
    opened(session, cast.anna, date(2026, 10, 2), 90_000)
    opened(session, cast.bram, date(2026, 10, 2), 500_000)
    team = scope_of_team(session, cast.workspace, cast.team)
    coverage = report(session, cast, team).coverage
    assert (coverage.missing, coverage.open_value, coverage.ratio) == (6_000_000, 9_000_000, 1.5)


def test_a_teams_own_target_is_covered_by_everybody(session: Session, cast: Cast) -> None:
    targeted(session, cast, "100000", scope="team", team_id=cast.team.id)
    opened(session, cast.anna, date(2026, 10, 2), 90_000)
    opened(session, cast.bram, date(2026, 10, 2), 110_000)
    coverage = report(session, cast, scope_of_team(session, cast.workspace, cast.team)).coverage
    assert (coverage.missing, coverage.ratio) == (10_000_000, 2.0)


def test_without_a_target_and_with_a_reached_one_there_is_no_ratio(session: Session, cast: Cast) -> None:
    own = scope_of_person(session, cast.workspace, cast.anna)
    assert (report(session, cast, own).coverage.ratio, report(session, cast, own).coverage.reason) == (
        None,
        "no_target",
    )
    targeted(session, cast, "10000", scope="person", person_id=cast.anna.id)
    won = opened(session, cast.anna, date(2026, 10, 1), 20_000)
    decided(session, cast.anna, won, Outcome.WON, date(2026, 10, 20))
    coverage = report(session, cast, own).coverage
    assert (coverage.ratio, coverage.missing, coverage.reason) == (None, 0, "reached")


def test_velocity_is_n_times_size_times_rate_over_the_cycle(session: Session, cast: Cast) -> None:
    # Decided in the three months up to 12 November (13 August on): won 10,000 after 20 days and 30,000 after 40 days,
    # lost one, returned one: rate 2/4, size 20,000, cycle median(20, 40) = 30. The one won on 12 August is before.
    for euros, first, days, outcome in (
        (10_000, date(2026, 9, 1), 20, Outcome.WON),
        (30_000, date(2026, 9, 1), 40, Outcome.WON),
        (5_000, date(2026, 9, 1), 10, Outcome.LOST),
        (6_000, date(2026, 9, 1), 12, Outcome.RETURNED),
        (99_000, date(2026, 8, 2), 10, Outcome.WON),
    ):
        deal = opened(session, cast.anna, first, euros)
        decided(session, cast.anna, deal, outcome, first + timedelta(days=days))
    for n in range(3):
        opened(session, cast.anna, date(2026, 11, 1), 1_000 + n)
    velocity = report(session, cast).velocity
    # 3 × 20,000 × 0.5 / 30 = 1,000 a day
    assert (velocity.deals, velocity.size.value, velocity.rate.value, velocity.cycle.value) == (3, 20_000, 0.5, 30)
    assert velocity.per_day == 1_000
    assert velocity.reason is None


def test_a_quarter_without_deals_has_no_velocity_and_says_why(session: Session, cast: Cast) -> None:
    empty = report(session, cast)
    assert (empty.total.deals, empty.by_stage, empty.signs, empty.conversions) == (0, {}, [], [])
    assert (empty.velocity.per_day, empty.velocity.reason) == (None, "nothing_decided")
    assert [month.now.best for month in empty.forecasts] == [0] * 6
    assert {month.before for month in empty.forecasts} == {None}
    same_day = opened(session, cast.anna, date(2026, 11, 3))
    decided(session, cast.anna, same_day, Outcome.WON, date(2026, 11, 3))
    assert (report(session, cast).velocity.per_day, report(session, cast).velocity.reason) == (None, "cycle_of_0")


def test_commit_is_won_and_as_good_as_certain_best_case_is_everything(session: Session, cast: Cast) -> None:
    won = opened(session, cast.anna, date(2026, 10, 1), 7_000, expected_close=date(2026, 11, 5))
    decided(session, cast.anna, won, Outcome.WON, date(2026, 11, 5))
    opened(session, cast.anna, date(2026, 10, 1), 10_000, stage="negotiation", expected_close=date(2026, 11, 30))
    opened(session, cast.anna, date(2026, 10, 1), 4_000, stage="proposal", expected_close=date(2026, 11, 30))
    opened(session, cast.bram, date(2026, 10, 1), 1_000, probability=90, expected_close=date(2026, 11, 1))
    opened(session, cast.bram, date(2026, 10, 1), 50_000, stage="negotiation", expected_close=date(2026, 12, 1))
    november = next(month for month in report(session, cast).forecasts if month.month.name == "2026-11")
    # Won 7,000. Certain: 10,000 (75 %) and 1,000 (90 %). Weighted 7,500 + 2,000 + 900. All: 15,000
    assert november.now.commit == 18_000_00
    assert november.now.expected == 17_400_00
    assert november.now.best == 22_000_00
    # On 31 October the same deals were open, with the one that has been won since: it was qualified (10 %), so in best case.
    assert november.before
    assert (november.before.commit, november.before.best) == (11_000_00, 22_000_00)
    assert november.off is None


def test_what_was_forecast_is_rebuilt_with_the_date_value_and_stage_of_then(session: Session, cast: Cast) -> None:
    anna = cast.anna
    kept = opened(session, anna, date(2026, 9, 1), 8_000, stage="negotiation", expected_close=date(2026, 10, 15))
    decided(session, anna, kept, Outcome.WON, date(2026, 10, 20))
    slipped = opened(session, anna, date(2026, 9, 1), 12_000, stage="negotiation", expected_close=date(2026, 10, 10))
    expected(session, anna, slipped, date(2026, 12, 10), date(2026, 10, 9))
    early = opened(session, anna, date(2026, 10, 5), 3_000)
    decided(session, anna, early, Outcome.WON, date(2026, 10, 30))
    october = next(month for month in report(session, cast).forecasts if month.month.name == "2026-10")
    # On 30 September: commit 8,000 + 12,000 (expected on 10 October, as was thought then). Won in October 8,000 + 3,000.
    assert october.before
    assert (october.is_over, october.won, october.before.commit) == (True, 11_000_00, 20_000_00)
    assert october.off == pytest.approx(-0.45)  # 11,000 / 20,000 − 1
    assert october.off_expected == pytest.approx(11_000 / 15_000 - 1)  # 75 % of 20,000
    december = next(month for month in report(session, cast).forecasts if month.month.name == "2026-12")
    assert december.now.commit == 12_000_00


def test_a_company_with_stages_of_its_own_commits_at_its_last_one(session: Session, cast: Cast) -> None:
    session.add_all(
        Stage(workspace_id="T1", key=key, position=n, probability=chance, effective_from=date(2020, 1, 1))
        for n, (key, chance) in enumerate((("call", 20), ("pilot", 60)))
    )
    session.flush()
    assert commit_from(Stages([Step("call", 0, 20), Step("pilot", 1, 60)]), TODAY) == 60
    assert commit_from(Stages(), TODAY) == 75
    deal = opened(session, cast.anna, date(2026, 10, 1), 5_000, stage="pilot", expected_close=date(2026, 11, 20))
    moved(session, cast.anna, opened(session, cast.anna, date(2026, 10, 1), 6_000), "pilot", date(2026, 10, 8))
    of = report(session, cast)
    assert deal.stage == "pilot"
    assert list(of.by_stage) == ["pilot"]
    assert [month.now.commit for month in of.forecasts][3] == 5_000_00
    assert [(one.stage, one.on) for one in of.conversions] == [("call", 1), ("pilot", 0)]


def test_nothing_of_another_workspace_shows(session: Session, cast: Cast) -> None:
    rival = cast.rival
    add_deal(acting(session, rival), None, DealTerms(value=Money.of(1_000_000, "EUR"), expected_close=TODAY))
    assert report(session, cast).total.deals == 0
