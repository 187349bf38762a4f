"""Examples of a pipeline, and of the deals that stand still."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.deals import pipeline, stale, views
from messages.deals.answers import DealView
from models.money import Money
from models.period import month_of, quarter_of

TODAY = date(2026, 11, 12)


def euro(amount: int) -> Money:
    """An amount in euro."""
    return Money.of(amount, "EUR")


def _sum(name: str, deals: int, value: int, weighted: int) -> views.Sum:
    return views.Sum(name, deals, euro(value), euro(weighted))


def _month(month: date, won: int, commit: int, best: int, before: int | None, off: float | None) -> views.ForecastRow:
    worth = None if before is None else euro(before)
    is_over = month < TODAY.replace(day=1)
    return views.ForecastRow(
        month_of(month),
        euro(won),
        euro(commit),
        euro(best),
        worth,
        worth and euro(before * 2 if before else 0),
        off,
        is_over,
    )


PIPELINE = views.PipelineView(
    name="Bram <!channel>",
    period=quarter_of(TODAY),
    total=replace(_sum("", 14, 480_000, 241_500), without_value=1, without_rate=2, without_probability=1),
    coverage=views.CoverageView(2.4, 1.1, euro(480_000), euro(200_000)),
    velocity=views.VelocityView(euro(4_200), 14, euro(24_000), 0.5, 40),
    stages=[
        _sum("qualified", 6, 90_000, 9_000),
        _sum("discovery", 4, 110_000, 27_500),
        _sum("proposal", 3, 160_000, 80_000),
        _sum("negotiation", 2, 120_000, 90_000),
    ],
    people=[_sum("Anna de Vries", 9, 310_000, 180_000), _sum("Bram <!channel>", 5, 170_000, 61_500)],
    months=[
        _sum("overdue", 2, 40_000, 20_000),
        _sum("2026-11", 4, 120_000, 80_000),
        _sum("2026-12", 5, 220_000, 121_500),
        _sum("later", 1, 60_000, 15_000),
        _sum("no_date", 2, 40_000, 5_000),
    ],
    pace=[
        views.PaceRow("qualified", 0.62, 40, 9, 46, 6),
        views.PaceRow("discovery", 0.55, 22, 14, 26, 4),
        views.PaceRow("proposal", None, 0, None, 3, 3),
    ],
    forecast=[
        _month(date(2026, 9, 1), 61_000, 0, 0, 70_000, -0.13),
        _month(date(2026, 10, 1), 84_000, 0, 0, 80_000, 0.05),
        _month(date(2026, 11, 1), 30_000, 110_000, 150_000, 120_000, None),
        _month(date(2026, 12, 1), 0, 90_000, 220_000, None, None),
    ],
    signs={
        "slipped": _sum("slipped", 4, 90_000, 45_000),
        "pushed": _sum("pushed", 2, 50_000, 25_000),
        "silent": _sum("silent", 3, 60_000, 30_000),
        "stuck": _sum("stuck", 1, 20_000, 10_000),
    },
    ref="person:b:2026-10-01:2027-01-01:2026-Q4",
)
NOTHING = views.PipelineView(
    name="",
    period=quarter_of(TODAY),
    total=_sum("", 0, 0, 0),
    coverage=views.CoverageView(None, None, euro(0), None, "no_target"),
    velocity=views.VelocityView(None, reason="nothing_decided"),
    ref=PIPELINE.ref,
)
DEAL = DealView(
    id="1",
    number=12,
    stage="proposal",
    account="Acme & <!channel>",
    title="New line",
    value=euro(25_000),
    reporting=euro(25_000),
    probability=50,
    expected_close=date(2026, 10, 20),
)
STALE = stale.StaleList(
    name="",
    deals=[
        stale.StaleView(DEAL, overdue_days=23, pushes=2, pushed_days=30, silent_days=41, stage_days=60, usual_days=14),
        stale.StaleView(replace(DEAL, id="2", number=14, owner="Bram Bakker"), overdue_days=1, pushes=1, pushed_days=9),
    ],
    count=11,
    open_deals=20,
    today=TODAY,
    dates=[
        ("two_weeks", date(2026, 11, 26)),
        ("end_of_month", date(2026, 11, 30)),
        ("end_of_quarter", date(2026, 12, 31)),
    ],
    ref="person:a~12,14",
)
ANSWERED = replace(
    STALE,
    name="North",
    deals=[
        stale.StaleView(DEAL, answer="alive", undo="said:s1", answered_by="Carla Mulder"),
        stale.StaleView(replace(DEAL, number=13, expected_close=None), answer="alive", undo="said:s3"),
        stale.StaleView(
            replace(DEAL, number=14, expected_close=date(2026, 12, 31)), answer="date", undo="change:c+said:s"
        ),
        stale.StaleView(replace(DEAL, number=15, outcome="lost", reason="Price"), answer="lost", undo="change:c2"),
        stale.StaleView(replace(DEAL, number=16), answer="changed"),
    ],
    count=0,
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The pipeline with each of its tables, and without anything; the list, asked, answered and empty."""
    for which in pipeline.TABLES:
        yield f"pipeline_{which}", pipeline.pipeline(language, replace(PIPELINE, table=which))
    own_stages = [replace(one, name=f"A stage of our own, number {n}") for n, one in enumerate(PIPELINE.stages)]
    reached = replace(PIPELINE.coverage, ratio=None, ratio_in_period=None, missing=euro(0), reason="reached")
    of_0 = views.VelocityView(None, reason="cycle_of_0")
    yield (
        "pipeline_reached",
        pipeline.pipeline(language, replace(PIPELINE, coverage=reached, velocity=of_0, stages=own_stages, signs={})),
    )
    unknown = replace(reached, missing=None, reason="no_figure")
    yield "pipeline_without_rates", pipeline.pipeline(language, replace(PIPELINE, name="", coverage=unknown))
    yield "pipeline_of_nothing", pipeline.pipeline(language, NOTHING)
    yield "stale", stale.listed(language, STALE)
    yield "stale_of_a_team", stale.listed(language, replace(STALE, name="North", deals=STALE.deals[:1], count=1))
    yield "stale_date_form", stale.date_form(language, DEAL, TODAY, "12~person:a~12,14")
    yield "stale_answered", stale.listed(language, ANSWERED)
    yield "stale_of_nobody", stale.listed(language, replace(STALE, deals=[]))
    yield "stale_of_bram", stale.listed(language, replace(STALE, deals=[], name="Bram <!channel>"))
    yield "stale_of_nothing", stale.listed(language, replace(STALE, deals=[], open_deals=0))
