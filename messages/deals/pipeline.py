"""`/deal pipeline`: what is open and how well it covers the target, how fast it moves, one chart, one table."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, progress, rendered, section, shortened, small, unbroken
from messages.deals.views import ForecastRow, PaceRow, PipelineView, Sum, VelocityView
from messages.figures import period_within
from messages.scorecard.personal import WHY
from messages.words import Markup, Words, plain, straight, words

OPEN, TABLE, STALE = "deals.pipeline", "deals.pipeline_table", "deals.pipeline_stale"
TABLES = ("stages", "people", "months", "pace", "forecast")
"""What the table can show, in the order of the menu."""
SIGNS = ("slipped", "pushed", "silent", "stuck")
MOST_ROWS = 40
MOST_IN_CHART, LONGEST_LABEL = 20, 20


def pipeline(language: str, view: PipelineView) -> Message:
    """The whole of it; where there is nothing open, what there is to say all the same."""
    say = words(language)
    title = say("deals.pipeline_title", name=view.name, period=Markup(period_within(say, view.period)))
    lines = [_open(say, view.total), _coverage(say, view), _velocity(say, view.velocity)]
    text = "\n".join(filter(None, [f"*{title}*", *lines]))
    chart = _chart(say, view)
    rows = _rows(say, view)
    native = _table(say, view, rows) if rows else None  # it has its heading as its caption
    rule = say("deals.pipeline_rule", which=view.table, certain=view.certain)
    heading = "\n".join(filter(None, [f"*{say('deals.pipeline_show', which=view.table)}*", rule]))
    after = [_signs(say, view), _buttons(say, view), small(_foot(say, view))]
    return Message(
        text,
        rendered(section(text), chart, native, small(rule) if rule and rows else None, *after),
        rendered(
            section(text), _bars(say, view) if chart else None, section(heading) if rows else None, _lines(rows), *after
        ),
    )


def _open(say: Words, total: Sum) -> str:
    return say("deals.pipeline_open", total=total)


def _coverage(say: Words, view: PipelineView) -> str:
    return say("deals.pipeline_coverage", coverage=view.coverage, period=view.period)


def _velocity(say: Words, velocity: VelocityView) -> str:
    reason = ""
    if velocity.reason == "cycle_of_0":
        reason = say("deals.pipeline_cycle_of_0")
    elif velocity.reason:
        reason = say(f"scorecard.why_{velocity.reason}")
    return say("deals.pipeline_velocity", velocity=velocity, reason=Markup(reason))


def _chart(say: Words, view: PipelineView) -> sb.Block | None:
    """Open and weighted by stage, in whole units of the currency; None where fewer than two stages have something."""
    stages = [one for one in view.stages if one.value.minor][:MOST_IN_CHART]
    if len(stages) < 2:
        return None
    labels = [shortened(say.bare("deals.stage", of=one.name), LONGEST_LABEL) for one in stages]
    if len(set(labels)) < len(labels):
        labels = [f"{place}. {shortened(label, LONGEST_LABEL - 4)}" for place, label in enumerate(labels, 1)]
    series = [
        sb.DataSeries(
            say.bare(f"deals.pipeline_{which}"),
            [
                sb.DataPoint(label, round(float(getattr(one, which).amount)))
                for label, one in zip(labels, stages, strict=True)
            ],
        )
        for which in ("value", "weighted")
    ]
    title = say.bare("deals.pipeline_chart", currency=view.total.value.currency)
    return sb.DataVisualizationBlock(shortened(title, 50), sb.BarChart(series, sb.AxisConfig(labels)))


def _bars(say: Words, view: PipelineView) -> sb.Block:
    """The chart as lines: the label, and below it number and bar."""
    most = max((one.value.minor for one in view.stages), default=0) or 1
    lines = [
        say("deals.pipeline_bar", stage=one.name, value=one.value, bar=Markup(progress(one.value.minor / most, 8)))
        for one in view.stages
    ]
    return section("\n".join(lines))


def _table(say: Words, view: PipelineView, rows: Sequence[Sequence[str]]) -> sb.Block:
    columns = say.bare(f"deals.pipeline_columns_{view.table}").split("|")
    cells = [[sb.RawText(cell) for cell in row] for row in (columns, *rows[:MOST_ROWS])]
    return sb.DataTableBlock(cells, say.bare("deals.pipeline_caption", which=view.table), page_size=20)  # type: ignore[arg-type]


def _lines(rows: Sequence[Sequence[str]]) -> sb.Block | None:
    """The table as lines: the name, and below it its figures."""
    lines = [f"*{plain(first)}*\n{' · '.join(unbroken(cell) for cell in rest)}" for first, *rest in rows[:MOST_ROWS]]
    return section("\n".join(lines)) if lines else None


def _rows(say: Words, view: PipelineView) -> list[list[str]]:
    match view.table:
        case "people":
            return [_sum_row(say, one, one.name) for one in view.people]
        case "months":
            return [_sum_row(say, one, _month(say, one.name)) for one in view.months]
        case "pace":
            return [_pace_row(say, row) for row in view.pace]
        case "forecast":
            return [_forecast_row(say, row) for row in view.forecast]
        case _:
            return [_sum_row(say, one, say.bare("deals.stage", of=one.name)) for one in view.stages]


def _month(say: Words, key: str) -> str:
    """`2026-12` as it is said; `overdue`, `later` and `no_date` in words."""
    return (
        say.day(date.fromisoformat(f"{key}-01"), "MMM y")
        if key[:1].isdigit()
        else say.bare("deals.pipeline_month", of=key)
    )


def _sum_row(say: Words, one: Sum, name: str) -> list[str]:
    return [shortened(straight(name), 80) or "–", say.number(one.deals), say.money(one.value), say.money(one.weighted)]


def _pace_row(say: Words, row: PaceRow) -> list[str]:
    return [
        say.bare("deals.stage", of=row.stage),
        "–" if row.rate is None else say.bare("deals.pipeline_rate", rate=row.rate, count=row.decided),
        "–" if row.days is None else say.bare("scorecard.days", value=row.days),
        say.bare("deals.pipeline_stays", entered=row.entered, still_there=row.still_there),
    ]


def _forecast_row(say: Words, row: ForecastRow) -> list[str]:
    off = "–" if row.off is None else say.bare("deals.pipeline_off", off=row.off)
    return [
        say.day(row.month.start, "MMM y"),
        say.money(row.won),
        "–" if row.is_over else say.money(row.commit),
        "–" if row.is_over else say.money(row.best),
        _range(say, row),
        off,
    ]


def _range(say: Words, row: ForecastRow) -> str:
    """Commit and best case of before."""
    if row.before is None or row.best_before is None:
        return "–"
    return f"{say.money(row.before)} / {say.money(row.best_before)}"


def _signs(say: Words, view: PipelineView) -> sb.Block | None:
    told = {which: view.signs[which] for which in SIGNS if which in view.signs and view.signs[which].deals}
    if not told:
        return section(say("deals.pipeline_all_fine")) if view.total.deals else None
    look = button(say.bare("deals.pipeline_look"), STALE, view.ref)
    return section(say("deals.pipeline_signs", signs=told), button=look)


def _buttons(say: Words, view: PipelineView) -> sb.Block:
    options = [
        choice(say.bare("deals.pipeline_show", which=which), f"{which}~{view.ref}")
        for which in TABLES
        if which != "people" or view.people
    ]
    menu = sb.StaticSelectMenu(
        action_id=TABLE,
        options=options,
        placeholder=sb.PlainText(say.bare("deals.pipeline_choose")),
        initial_option=next(option for option in options if option.value.startswith(view.table)),
    )
    why = button(say.bare("scorecard.why_title"), WHY, f"{view.ref}|pipeline")
    return buttons(menu, why if view.total.deals else None)


def _foot(say: Words, view: PipelineView) -> str:
    return "\n".join(filter(None, [say("deals.pipeline_left_out", total=view.total), say("deals.pipeline_foot")]))
