"""Examples of what we say about the scorecard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from messages.blocks import Message, View
from messages.scorecard import personal, short
from messages.scorecard import team as scorecard_team
from messages.scorecard.board import Board, ChangeView, Row, TrendView
from messages.scorecard.team import Rep, TeamTotal
from messages.scorecard.why_examples import NASTY, NOVEMBER, REF, TODAY
from models.period import Period, month_of, quarter_of, rolling, week_of
from models.scorecard.kpis import KPIS, Kpi, Quadrant, in_quadrant, kpi_of
from models.scorecard.role_accounts import AccountsDue

SPANS = ("week", "month", "quarter")
OTHERS = [
    *((f"{which}_{span}", REF) for span in SPANS for which in ("this", "last")),
    ("this_year", REF),
    ("last_30_days", REF),
]


def _row(key: str, value: float | None, *more: object, **named: object) -> Row:
    return Row(kpi_of(key, of_one_rep=True), value, *more, **named)  # type: ignore[arg-type]


ROWS = [
    _row("first_meetings", 3, 8.4, "at_risk", to_go=6),
    _row("follow_ups", 14, 25.2, "ahead"),
    _row("proposals", 1, 6, "behind", to_go=6),
    _row("new_customers", 0.6),
    _row("sales_by_channel", 15_200, 40_000, "on_track", by_channel={"direct": 8000, "partner": 6000, "Beurs": 1200}),
    _row("renewals", 0, 4, "behind", to_go=4),
    _row("csat", 4.3, 4.3, "on_track"),
    _row("pipeline", 310_000),
    _row("weighted_pipeline", 94_500),
    _row("turnover", None, reason="team_figure"),
    _row("training_hours", 1.5, 2, "ahead"),
    _row("coaching", None, 2, reason="no_sessions"),
    _row("reps_on_track", None, reason="team_figure"),
    _row("reps_at_target", None, reason="team_figure"),
    _row("close_rate", 0.315, 0.3, "on_track"),
    _row("returned_leads", 2, 4, "too_early"),
    _row("cross_upsell", 0),
    _row("sales_cycle", 39.5),
    _row("coca", None, reason="company_figure"),
    _row("deal_size", 9500),
    _row("new_accounts", 1),
]
BOARD = Board(
    name="Anna de Vries",
    period=NOVEMBER,
    as_of=TODAY,
    is_running=True,
    elapsed_days=8,
    total_days=21,
    currency="EUR",
    rows=ROWS,
    score=0.53,
    kpis_counted=8,
    worst=KPIS["renewals"],
    quadrants={
        Quadrant.FIND: (0.36, 1),
        Quadrant.CLOSE: (0.54, 4),
        Quadrant.GROW: (0.47, 2),
        Quadrant.DEVELOP: (0.75, 1),
    },
    ref=REF,
    periods=OTHERS,
    sales=ROWS[4],
    change=ChangeView(month_of(date(2026, 10, 12)), date(2026, 10, 12), 0.06, -1200),
)
EMPTY = replace(
    BOARD,
    score=None,
    kpis_counted=0,
    worst=None,
    quadrants=dict.fromkeys(Quadrant, (None, 0)),
    rows=[
        Row(
            kpi,
            None if kpi.key in ("csat", "close_rate") else 0,
            reason="no_scores" if kpi.key == "csat" else "nothing_decided",
        )
        for kpi in KPIS.values()
    ],
)
UNDEFINED = (
    "team_figure",
    "company_figure",
    "nothing_decided",
    "nothing_won",
    "no_first_days",
    "no_values",
    "no_rates",
    "no_probabilities",
    "no_scores",
    "no_sessions",
    "no_reviews",
    "no_costs",
    "no_new_customers",
    "no_sales_targets",
    "no_cross_upsell_targets",
    "no_reps",
)
TEAMS = [
    TeamTotal("North", 0.53, 31_900, 100_000, REF),
    TeamTotal(NASTY, 0.84, 4_000, None, REF),
    TeamTotal("Nieuw", None, None, None, REF),
]
REPS = [
    Rep("Bram Bakker", 0.12, KPIS["first_meetings"], "behind", 5, 1, REF),
    Rep(NASTY, 0.53, KPIS["renewals"], "behind", 1, 5, REF),
    Rep("Chris Jansen", 1.04, KPIS["csat"], "on_track", 0, 8, REF),
    Rep("Nieuw", None, None, None, 0, 0, REF),
]


def _parts(is_weekly: bool) -> list[tuple[Period, float]]:
    weeks = [week_of(date(2026, 8, 24) + timedelta(weeks=number)) for number in range(12)]
    months = [month_of(date(2026 - (number < 1), number or 12, 1)) for number in range(12)]
    return [(part, float((number * 5) % 8)) for number, part in enumerate(weeks if is_weekly else months)]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal about the scorecard."""
    yield "personal", personal.personal(language, BOARD)
    for name, is_weekly in (("weeks", True), ("months", False)):
        trend = TrendView(KPIS["first_meetings"], is_weekly, _parts(is_weekly))
        yield f"short_{name}", short.short(language, replace(BOARD, trend=trend))
    seen_first = replace(BOARD, first=("renewals", "csat", "proposals"), of_role=AccountsDue(12, 1, 2, 0))
    yield "short_of_a_role", short.short(language, seen_first)
    yield "short_without_a_chart", short.short(language, replace(BOARD, name=NASTY))
    yield "everything", short.everything(language, BOARD)
    yield ("in_focus", personal.personal(language, replace(BOARD, focus=("first_meetings", "proposals", "pipeline"))))
    whole = ChangeView(month_of(date(2026, 10, 12)), None, -0.01, None)
    level = ChangeView(month_of(date(2026, 10, 12)), None, None, 0)
    untargeted = _row("sales_by_channel", 15_200)
    for name, change in (("whole", whole), ("level", level)):
        yield f"against_{name}", personal.personal(language, replace(BOARD, change=change, sales=untargeted))
    first_days = replace(EMPTY, sales=None, change=None)
    yield "first_days", personal.personal(language, replace(first_days, counts_from=EMPTY.period.start))
    early = replace(BOARD, score=None, is_too_early=True, quadrants=dict.fromkeys(BOARD.quadrants, (None, 0)))
    yield "too_early_for_a_score", personal.personal(language, early)
    yield "before_koers", personal.personal(language, replace(first_days, counts_from=EMPTY.period.end))
    yield "not_employed", personal.personal(language, replace(EMPTY, is_employed=False, sales=None, change=None))
    yield "without_a_rate", personal.personal(language, replace(BOARD, rows=_without_rate()))
    over = [replace(row, is_over=True) for row in ROWS]
    for name, period in _periods().items():
        yield f"to_go_{name}", personal.personal(language, replace(BOARD, period=period))
        yield f"over_{name}", personal.personal(language, replace(BOARD, period=period, rows=over))
    yield "nasty_name", personal.personal(language, replace(BOARD, name=NASTY))
    yield "empty", personal.personal(language, EMPTY)
    yield "undefined", personal.personal(language, _undefined())
    for name, period in _periods().items():
        yield f"period_{name}", personal.personal(language, replace(BOARD, period=period, is_running=False))
    detail = [row for row in ROWS if row.kpi.key == "sales_by_channel"]
    yield "one_kpi", personal.personal(language, replace(BOARD, rows=detail, in_detail=True))
    team = replace(BOARD, name="Noord")
    yield "team", scorecard_team.group(language, team, REPS, total_only=False)
    yield "team_compared", scorecard_team.group(language, replace(team, rows=_compared()), REPS, total_only=False)
    yield "line", scorecard_team.group(language, replace(BOARD, name=NASTY, is_line=True), REPS, total_only=False)
    yield "team_of_45", scorecard_team.group(language, team, REPS * 11 + REPS[:1], total_only=False)
    yield "team_nobody_behind", scorecard_team.group(language, team, REPS[2:], total_only=False)
    without = scorecard_team.group(language, team, REPS, total_only=False, left_out=["Bram *Bakker*", "Eva <Bos>"])
    yield "team_without_some", without
    company = replace(team, name="Noordzee Systems")
    for name, teams in (("company", TEAMS), ("company_of_15", TEAMS * 5)):
        yield name, scorecard_team.group(language, company, REPS, total_only=False, teams=teams)
    yield "team_total", scorecard_team.group(language, team, [], total_only=True)
    yield ("team_without_reps", scorecard_team.group(language, replace(EMPTY, name="Leeg"), [], total_only=False))
    yield "help", personal.help_text(language)


def _without_rate() -> list[Row]:
    """Deals in a currency without a rate."""
    left_out = {"without_rate": 2}
    return [
        _row("sales_by_channel", 15_200, 40_000, "behind", left_out=left_out),
        _row("pipeline", None, reason="no_rates", left_out={"without_rate": 1}),
    ]


def _compared() -> list[Row]:
    """A team in which not everybody has the target, and one with a target of its own."""
    sales = _row("sales_by_channel", 22_000, 10_000, "behind", compared=2000, by_others=20_000)
    meetings = _row("first_meetings", 8, 20, "at_risk", compared=8, people_target=16.8)
    rate = _row("close_rate", 0.7, 0.3, "behind", compared=0.25)
    return [sales, meetings, rate]


def _undefined() -> Board:
    """Every reason for which there may be no figure."""
    kpis: list[Kpi] = [kpi for quadrant in Quadrant for kpi in in_quadrant(quadrant)]
    rows = [Row(kpi, None, None, None, reason) for kpi, reason in zip(kpis, UNDEFINED, strict=False)]
    return replace(EMPTY, rows=[*rows, ROWS[0]], is_running=False)


def _periods() -> dict[str, Period]:
    return {
        "week": week_of(TODAY),
        "quarter": quarter_of(TODAY),
        "year": Period(date(2026, 1, 1), date(2027, 1, 1), "2026"),
        "30_days": rolling(30, TODAY),
        "day": Period(TODAY, date(2026, 11, 13), "2026-11-12"),
        "stretch": Period(date(2026, 10, 1), date(2026, 10, 16), "2026-10-01..2026-10-15"),
    }
