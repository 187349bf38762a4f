"""Who counts and from when: people who left or were not here yet, turnover, coaching, reviews, and renewals told twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from models.coaching.records import Talk
from models.period import Period, PeriodType, month_of, quarter_of, week_of, year_of
from models.scorecard.line import Line
from models.scorecard.scope import scope_of_person, scope_of_team
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, opened, review, target

YEAR_END = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
AUGUST, OCTOBER, NOVEMBER = (month_of(date(2026, month, 1)) for month in (8, 10, 11))


def card_of(
    session: Session, cast: Cast, person: Person, period: Period, now: datetime = YEAR_END, at: date | None = None
) -> Scorecard:
    return scorecard_of(session, cast.workspace, scope_of_person(session, cast.workspace, person), period, now, at)


def team_line(session: Session, cast: Cast, key: str, period: Period, at: date | None = None) -> Line:
    scope = scope_of_team(session, cast.workspace, cast.team)
    return scorecard_of(session, cast.workspace, scope, period, YEAR_END, at).lines[key]


def test_who_had_left_before_the_period_has_figures_but_no_attainment_and_no_score(
    session: Session, cast: Cast
) -> None:
    # D11: Anna left on 26 September. A deal of hers is still open, and one was decided in the three months before.
    cast.anna.ends_on = date(2026, 9, 26)
    for kpi in ("pipeline", "deal_size"):
        target(session, kpi, "1000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    opened(session, cast.anna, date(2026, 8, 1), 5000)
    decided(session, cast.anna, date(2026, 9, 20), 2800)
    card = card_of(session, cast, cast.anna, NOVEMBER)
    assert (card.lines["pipeline"].figure.value, card.lines["deal_size"].figure.value) == (5000, 2800)
    assert {(line.target, line.pace, line.no_target) for line in card.lines.values()} == {(None, None, "not_employed")}
    assert (card.score.overall, card.score.kpis_counted, card.is_employed) == (None, 0, False)
    assert card_of(session, cast, cast.anna, month_of(date(2026, 9, 1))).score.overall is not None


def test_a_target_that_is_set_after_somebody_left_asks_nothing_of_them(session: Session, cast: Cast) -> None:
    # D2: Anna left on 2 April; 46,578 a month for her role from July is nothing of her 2026. One from February would be
    # 46,578 for February and for March, and of April two of 19 working days.
    cast.anna.ends_on = date(2026, 4, 2)
    later = target(session, "sales_by_channel", "46578", PeriodType.MONTH, date(2026, 7, 1), role="account")
    year = year_of(AUGUST.start)
    assert card_of(session, cast, cast.anna, year).lines["sales_by_channel"].target is None
    later.effective_from = date(2026, 2, 1)
    session.flush()
    found = card_of(session, cast, cast.anna, year).lines["sales_by_channel"].target
    assert found is not None
    assert found.value == pytest.approx(46_578 * (2 + 2 / 19), abs=1e-4)


def test_why_there_is_no_target_is_said(session: Session, cast: Cast) -> None:
    take_leave(session, cast.anna, date(2026, 11, 1), date(2026, 11, 30), NOW)
    lines = card_of(session, cast, cast.anna, NOVEMBER).lines
    assert (lines["first_meetings"].no_target, lines["pipeline"].no_target) == ("away", "not_set")
    assert lines["close_rate"].target is not None
    cast.bram.sales_role = "inside"  # usually 25 % where account managers have 30 %
    assert team_line(session, cast, "close_rate", OCTOBER).no_target == "different"
    assert team_line(session, cast, "pipeline", OCTOBER).no_target == "not_set"


@pytest.mark.parametrize(
    ("period", "at", "leavers", "headcounts"),
    [
        pytest.param(AUGUST, None, 1, (3, 2), id="the month in which somebody left"),
        pytest.param(month_of(date(2026, 7, 1)), None, 0, (3, 3), id="not the month before it"),
        pytest.param(week_of(date(2026, 8, 12)), None, 1, (3, 2), id="a week"),
        pytest.param(quarter_of(AUGUST.start), None, 1, (3, 2), id="the quarter"),
        pytest.param(quarter_of(AUGUST.start), date(2026, 8, 14), 0, (3, 3), id="as of the day before the last one"),
        pytest.param(year_of(AUGUST.start), None, 1, (3, 2), id="the year, not only its last quarter"),
    ],
)
def test_turnover_counts_who_left_in_the_period_that_is_looked_at(
    session: Session, cast: Cast, period: Period, at: date | None, leavers: int, headcounts: tuple[int, int]
) -> None:
    # D12: three reps, of whom one left on 15 August; the rate is over the mean of first and last day.
    session.add(Person(workspace_id="T1", name="Gone", team_id=cast.team.id, ends_on=date(2026, 8, 15), created_at=NOW))
    session.flush()
    figure = team_line(session, cast, "turnover", period, at).figure
    assert (figure.value, figure.beside["turnover_rate"]) == (leavers, leavers / (sum(headcounts) / 2))


def test_a_quarterly_target_for_turnover_is_prorated(session: Session, cast: Cast) -> None:
    target(session, "turnover", "1", PeriodType.QUARTER, date(2026, 1, 1), team_id=cast.team.id)
    line = team_line(session, cast, "turnover", NOVEMBER)
    assert line.target is not None
    # D12: the Netherlands in Q4 of 2026: 65 working days (Christmas is a Friday), 21 in November.
    assert line.target.value == pytest.approx(21 / 65, abs=1e-6)


def talk(session: Session, cast: Cast, created: datetime, **more: Any) -> None:
    session.add(
        Talk(workspace_id="T1", coach_id=cast.carla.id, rep_id=cast.anna.id, planned_at=NOW, created_at=created, **more)
    )
    session.flush()


def test_a_first_coaching_talk_leaves_the_months_before_it_as_they_were(session: Session, cast: Cast) -> None:
    # D16: planned on 12 November for the 30th. October is closed: "no coaching talks are recorded" stays true of it.
    assert card_of(session, cast, cast.anna, OCTOBER).lines["coaching"].figure.reason == "no_sessions"
    talk(session, cast, NOW)
    figures = {p.name: card_of(session, cast, cast.anna, p).lines["coaching"].figure for p in (OCTOBER, NOVEMBER)}
    assert (figures["2026-10"].value, figures["2026-10"].reason) == (None, "no_sessions")
    assert figures["2026-11"].value == 0
    assert card_of(session, cast, cast.anna, quarter_of(OCTOBER.start)).lines["coaching"].figure.value == 0


def rated(session: Session, cast: Cast, person: Person, rating: int, state: str = "signed") -> None:
    review(session, person, state, reviewer_id=cast.carla.id, rating=rating)


def test_reps_on_track_says_of_how_many_who_signed(session: Session, cast: Cast) -> None:
    # D15: two signed reviews, one of them on track; Bram's is one he disagreed with in the second half.
    sam = Person(workspace_id="T1", name="Sam", team_id=cast.team.id, created_at=NOW)
    session.add(sam)
    session.flush()
    rated(session, cast, cast.anna, 4)
    rated(session, cast, sam, 2)
    rated(session, cast, cast.bram, 4, "disagreed")
    figure = team_line(session, cast, "reps_on_track", OCTOBER).figure
    assert (figure.value, figure.n, figure.beside["reviewed"]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("logged", "won", "by_month"),
    [
        pytest.param([(2, 10)], [(11, 12)], {2: 1, 11: 1}, id="D6: nine months apart are two renewals"),
        pytest.param([(2, 10)], [(4, 11)], {2: 1}, id="60 days apart are one, on the day of the entry"),
        pytest.param([(2, 10)], [(4, 12)], {2: 1, 4: 1}, id="61 days apart are two"),
        pytest.param([(4, 11)], [(2, 10)], {4: 1}, id="the deal first: still the day of the entry"),
        pytest.param([], [(2, 10), (2, 11)], {2: 2}, id="two deals are two"),
        pytest.param([(2, 10), (2, 11)], [], {2: 2}, id="two entries are two"),
    ],
)
def test_a_renewal_that_is_told_twice_is_one_and_quarters_add_up_to_the_year(
    session: Session, cast: Cast, logged: list[tuple[int, int]], won: list[tuple[int, int]], by_month: dict[int, int]
) -> None:
    acme = account(session, "Acme").id
    for month, day in logged:
        entry(session, cast.anna, "renewal", date(2026, month, day), account_id=acme)
    for month, day in won:
        decided(session, cast.bram, date(2026, month, day), deal_type="renewal", account_id=acme)

    def renewed(period: Period) -> float:
        return team_line(session, cast, "renewals", period).figure.value or 0

    months = {month: renewed(month_of(date(2026, month, 1))) for month in range(1, 13)}
    assert {month: value for month, value in months.items() if value} == by_month
    quarters = [renewed(quarter_of(date(2026, month, 1))) for month in (1, 4, 7, 10)]
    assert sum(quarters) == renewed(year_of(date(2026, 1, 1))) == sum(by_month.values())
