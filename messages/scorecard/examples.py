"""Examples of what we say about the scorecard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.scorecard import personal, why
from messages.scorecard import team as scorecard_team
from messages.scorecard.personal import Board, Row
from messages.scorecard.team import Rep
from messages.scorecard.why import Origin, Record, Why
from models.activity.kinds import KINDS
from models.period import Period, month_of, quarter_of, rolling, week_of
from models.scorecard.kpis import KPIS, Kpi, Quadrant, Unit, in_quadrant, kpi_fed_by, kpi_of

TODAY = date(2026, 11, 12)
NOVEMBER = month_of(TODAY)
REF = "person:0192f0c1a2b3c4d5e6f708192a3b4c5d:2026-11-01:2026-12-01:2026-11"
NASTY = "Zoë *_~`<!channel>` 🚀 שלום " + "van den Bergh-" * 4
SPANS = ("week", "month", "quarter")
OTHERS = [
    *((f"{which}_{span}", REF) for span in SPANS for which in ("this", "last")),
    ("this_year", REF),
    ("last_30_days", REF),
]


def _row(key: str, value: float | None, *more: object, **named: object) -> Row:
    return Row(kpi_of(key, of_one_rep=True), value, *more, **named)  # type: ignore[arg-type]


ROWS = [
    _row("first_meetings", 3, 8.4, "at_risk", required_per_day=0.4),
    _row("follow_ups", 14, 25.2, "ahead"),
    _row("proposals", 1, 6, "behind", required_per_day=0.4),
    _row("new_customers", 0.6),
    _row("sales_by_channel", 15_200, 40_000, "on_track", by_channel={"direct": 8000, "partner": 6000, "Beurs": 1200}),
    _row("renewals", 0, 4, "behind", required_per_day=0.3),
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
    "no_scores",
    "no_sessions",
    "no_reviews",
    "no_costs",
    "no_new_customers",
    "no_sales_targets",
    "no_cross_upsell_targets",
    "no_reps",
)
REPS = [
    Rep("Bram Bakker", 0.12, KPIS["first_meetings"], "behind", 5, 1, REF),
    Rep(NASTY, 0.53, KPIS["renewals"], "behind", 1, 5, REF),
    Rep("Chris Jansen", 1.04, KPIS["csat"], "on_track", 0, 8, REF),
    Rep("Nieuw", None, None, None, 0, 0, REF),
]
RECORD = Record(
    "deal:0192f0c1a2b3c4d5e6f708192a3b4c5d",
    date(2026, 11, 9),
    "won",
    None,
    NASTY,
    "Anna de Vries",
    12_000,
    Unit.MONEY,
    0.6,
)
WHY = Why(
    kpi=KPIS["sales_by_channel"],
    name="Anna de Vries",
    period=NOVEMBER,
    currency="EUR",
    value=15_200,
    reason=None,
    read_at="Thu 12 Nov, 11:00",
    ref=f"{REF}|sales_by_channel",
    n=14,
    by_channel={"direct": 8000, "partner": 7200},
    left_out={"without_value": 1, "undone": 2},
    origin=Origin(40_000, 40_000, "month", "person"),
    expected=15_238,
    elapsed_share=8 / 21,
    projection=39_900,
    records=[RECORD],
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal about the scorecard."""
    yield "personal", personal.personal(language, BOARD)
    yield ("in_focus", personal.personal(language, replace(BOARD, focus=("first_meetings", "proposals", "pipeline"))))
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
    yield "team_total", scorecard_team.group(language, team, [], total_only=True)
    yield ("team_without_reps", scorecard_team.group(language, replace(EMPTY, name="Leeg"), [], total_only=False))
    yield "help", personal.help_text(language)
    yield from _explained(language)


def _compared() -> list[Row]:
    """A team in which not everybody has the target, and one with a target of its own."""
    sales = _row("sales_by_channel", 22_000, 10_000, "behind", compared=2000, by_others=20_000)
    meetings = _row("first_meetings", 8, 20, "at_risk", compared=8, people_target=16.8)
    return [sales, meetings]


def _explained(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "why", why.why(language, WHY)
    bare = replace(
        WHY,
        value=None,
        reason="nothing_decided",
        origin=None,
        expected=None,
        projection=None,
        left_out={},
        by_channel={},
        records=[],
    )
    for kpi in KPIS.values():
        yield f"why_{kpi.key}", why.why(language, replace(bare, kpi=kpi))
    yield "why_not_listed", why.why(language, replace(bare, kpi=KPIS["turnover"], is_listed=False))
    for set_for, per in (
        ("role", "week"),
        ("preset", "quarter"),
        ("team", "month"),
        ("workspace", "year"),
        ("members", "week"),
    ):
        origin = Origin(33.6, 8, per, set_for, is_prorated=set_for == "role")
        made = replace(
            WHY, kpi=KPIS["first_meetings"], value=3, origin=origin, by_channel={}, expected=12.8, projection=7.9
        )
        yield f"why_target_of_{set_for}", why.why(language, made)
    for which in ("satisfied", "renewal_rate", "turnover_rate", "cross_upsell_value", "reps"):
        yield f"why_with_{which}", why.why(language, replace(WHY, beside={which: 2}))
    reasons = dict.fromkeys(("without_value", "without_account", "without_first_day", "without_rate", "undone"), 1)
    mean = replace(
        WHY, kpi=KPIS["close_rate"], value=0.5, numerator=2, denominator=4, left_out=reasons, records=_records()
    )
    yield "why_left_out", why.why(language, mean)
    yield "dispute_form", why.dispute_form(language, _records(), "EUR", WHY.ref)
    yield "disputed", why.disputed(language, ["Bram Bakker", NASTY])
    said = "It was a follow-up.\n*Second* line <!channel>"
    for name, record in (("about_a_record", RECORD), ("about_a_gap", None)):
        asked = why.correction_asked(
            language, NASTY, KPIS["follow_ups"], "Anna de Vries", NOVEMBER, said, record, "EUR"
        )
        yield f"correction_{name}", asked


def _undefined() -> Board:
    """Every reason for which there may be no figure."""
    kpis: list[Kpi] = [kpi for quadrant in Quadrant for kpi in in_quadrant(quadrant)]
    rows = [Row(kpi, None, None, None, reason) for kpi, reason in zip(kpis, UNDEFINED, strict=False)]
    return replace(EMPTY, rows=[*rows, ROWS[0]], is_running=False)


def _records() -> list[Record]:
    fed = [kind for kind, rules in KINDS.items() if kpi_fed_by(kind, rules.is_meeting or None)]
    kinds = (*fed, "won", "lost", "deal_returned", "open", "account")
    return [
        Record(
            f"activity:{number:032x}",
            TODAY if number else None,
            kind,
            is_first=kind == "meeting",
            account=NASTY,
            owner=NASTY,
            value=4,
        )
        for number, kind in enumerate(kinds)
    ]


def _periods() -> dict[str, Period]:
    return {
        "week": week_of(TODAY),
        "quarter": quarter_of(TODAY),
        "year": Period(date(2026, 1, 1), date(2027, 1, 1), "2026"),
        "30_days": rolling(30, TODAY),
        "day": Period(TODAY, date(2026, 11, 13), "2026-11-12"),
        "stretch": Period(date(2026, 10, 1), date(2026, 10, 16), "2026-10-01..2026-10-15"),
    }
