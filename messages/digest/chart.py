"""The one chart of a digest, and the lines that stand in for it where charts are refused."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import progress, section, shortened
from messages.words import Markup, Words
from models.digest.rep import RepWeek
from models.digest.week import TeamWeek
from models.period import Period

MOST_IN_CHART = 20
LONGEST_LABEL = 20
MOST_IN_LINES = 10
Weeks = Sequence[tuple[Period, float]]


def reps_chart(say: Words, week: TeamWeek) -> sb.Block | None:
    """How much of their targets each rep reached, the furthest behind first; not of who has just begun.

    None with fewer than two.
    """
    reps = _with_score(week)[:MOST_IN_CHART]
    if len(reps) < 2:
        return None
    labels = _labels([rep.name for rep in reps])
    points = [sb.DataPoint(label, round((rep.score or 0) * 100)) for label, rep in zip(labels, reps, strict=True)]
    chart = sb.BarChart([sb.DataSeries(say.bare("digest.chart_series"), points)], sb.AxisConfig(labels))
    return sb.DataVisualizationBlock(shortened(say.bare("digest.chart_title"), 50), chart)


def reps_lines(say: Words, week: TeamWeek) -> sb.Block | None:
    """The same in lines."""
    reps = _with_score(week)
    if len(reps) < 2:
        return None
    lines = [
        Markup(say("digest.chart_line", bar=progress(rep.score or 0), share=rep.score, name=rep.name))
        for rep in reps[:MOST_IN_LINES]
    ]
    return section(say("digest.chart_lines", lines=lines, more=len(reps) - len(lines)))


def trend_chart(say: Words, weeks: Weeks) -> sb.Block | None:
    """A team's total, week by week, oldest first; None with fewer than two weeks."""
    if len(weeks) < 2:
        return None
    labels = [say.day(week.start, "d MMM") for week, _ in weeks]
    points = [sb.DataPoint(label, value) for label, (_, value) in zip(labels, weeks, strict=True)]
    chart = sb.LineChart([sb.DataSeries(say.bare("digest.trend_series"), points)], sb.AxisConfig(labels))
    return sb.DataVisualizationBlock(shortened(say.bare("digest.trend_title"), 50), chart)


def trend_lines(say: Words, weeks: Weeks) -> sb.Block | None:
    """The same in lines."""
    if len(weeks) < 2:
        return None
    most = max(value for _, value in weeks) or 1
    lines = [
        Markup(say("digest.trend_line", bar=progress(value / most), value=value, first_day=week.start))
        for week, value in weeks
    ]
    return section(say("digest.trend_lines", lines=lines))


def _with_score(week: TeamWeek) -> list[RepWeek]:
    scored = [rep for rep in week.measured if not rep.is_silent]
    return sorted(scored, key=lambda rep: (rep.score or 0, rep.name))


def _labels(names: Sequence[str]) -> list[str]:
    """First names; a number or the whole name where two are the same; at most 20 characters."""
    labels: list[str] = []
    firsts = [name.split()[0] if name.split() else name for name in names]
    for name, first in zip(names, firsts, strict=True):
        label = shortened(first if firsts.count(first) == 1 else name, LONGEST_LABEL)
        number = 2
        while label in labels:
            label = f"{shortened(name, LONGEST_LABEL - 3)} {number}"
            number += 1
        labels.append(label)
    return labels
