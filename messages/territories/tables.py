"""Coverage as a line, a table and a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import progress, section, shortened
from messages.words import Markup, Words, straight

MOST_ROWS = 40


@dataclass(frozen=True)
class Rate:
    """A coverage: of how many accounts with a cadence how many were contacted in time."""

    contacted: int
    of: int
    never: int = 0
    overdue: int = 0
    due: int = 0
    """Today, or before the next working day."""
    soon: int = 0
    """In the seven days after that."""

    @property
    def rate(self) -> float | None:
        """0 to 1; None without an account with a cadence."""
        return self.contacted / self.of if self.of else None


@dataclass(frozen=True)
class Row:
    """A line of a team's table: a rep, a team or a territory."""

    name: str
    rate: Rate


def summary_of(say: Words, rate: Rate) -> str:
    """Of how many accounts how many were contacted in time, and what waits."""
    parts = [say("territories.covered", rate=rate)] if rate.of else [say("territories.no_cadence")]
    waits = [
        say(f"territories.count_{key}", number=number)
        for key, number in (("overdue", rate.overdue), ("due", rate.due), ("soon", rate.soon))
        if number
    ]
    if waits:
        parts.append(" · ".join(waits))
    if rate.never:
        parts.append(say("territories.never", number=rate.never))
    return "\n".join(parts)


def bar(rate: Rate) -> str:
    """The coverage as a bar; nothing where there is none."""
    return f"{progress(rate.rate)} *{round(rate.rate * 100)}%*\n" if rate.rate is not None else ""


def table(say: Words, caption: str, rows: Sequence[Row]) -> sb.Block | None:
    """A native table, a line for each; None for fewer than two."""
    if len(rows) < 2:
        return None
    head = [sb.RawText(say.bare(f"territories.column_{name}")) for name in ("name", "coverage", "overdue")]
    lines = [
        [
            sb.RawText(straight(row.name)[:80]),
            _percent(say, row.rate),
            sb.RawNumber(row.rate.overdue, str(row.rate.overdue)),
        ]
        for row in rows[:MOST_ROWS]
    ]
    return sb.DataTableBlock([head, *lines], caption, page_size=20)  # type: ignore[list-item]


def _percent(say: Words, rate: Rate) -> sb.RawText | sb.RawNumber:
    if rate.rate is None:
        return sb.RawText("–")
    return sb.RawNumber(round(rate.rate * 100), f"{round(rate.rate * 100)}% ({rate.contacted}/{rate.of})")


def lines_of(say: Words, key: str, rows: Sequence[Row]) -> sb.Block | None:
    """The same in lines, where tables are refused."""
    if len(rows) < 2:
        return None
    told = [Markup(say("territories.row", row=row)) for row in rows[:MOST_ROWS]]
    return section(say("territories.rows", title=say(f"territories.{key}"), lines=told))


def months_of(say: Words, months: Sequence[tuple[date, Rate]]) -> tuple[sb.Block | None, sb.Block | None]:
    """The coverage at each month's end and today: as a chart, and as lines where charts are refused."""
    if len(months) < 2:
        return None, None
    labels = [say.day(day, "d MMM") for day, _ in months]
    points = [
        sb.DataPoint(label, round((rate.rate or 0) * 100)) for label, (_, rate) in zip(labels, months, strict=True)
    ]
    chart = sb.LineChart([sb.DataSeries(say.bare("territories.column_coverage"), points)], sb.AxisConfig(labels))
    lines = [Markup(say("territories.month", day=day, rate=rate)) for day, rate in months]
    block = sb.DataVisualizationBlock(shortened(say.bare("territories.over_time"), 50), chart)
    return block, section(say("territories.rows", title=say("territories.over_time"), lines=lines))
