"""How scores went over all surveys that may be compared: a chart, a line for each, and a team beside the company."""

from collections.abc import Mapping, Sequence

import slackblocks as sb

from messages.audit.heat_map import short_label
from messages.blocks import Message, rendered, section, shortened, small
from messages.long_text import sections
from messages.words import Markup, Words, words
from models.audit.results.functions import FunctionResult, Results
from models.audit.results.trends import Beside, Point
from models.audit.rounding import tenths

TREND = "audit.trend"
"""Its value: the campaign, and for skills perhaps `:` and a person."""
LONGEST_LINE = 20
"""Characters of the name of a line, by Slack."""


def trend(
    language: str,
    number: int,
    points: Sequence[Point],
    labels: Mapping[str, str],
    beside: Sequence[Beside] = (),
    name: str = "",
) -> Message:
    """`labels` by function or skill; `name` of the person, empty for oneself, a team, or the functions."""
    say = words(language)
    title = say("audit_results.trend_title", number=number, name=name)
    below = _beside(say, beside, labels)
    if len(points) < 2:
        return Message(title, rendered(section(title), section(say("audit_results.trend_none")), *below))
    days = [Markup(say("audit_results.trend_day", number=one.number, day=one.closed_on)) for one in points]
    lines = [
        say("audit_results.trend_line", label=labels[key], scores=[one.scores.get(key) for one in points])
        for key in labels
        if points[-1].scores.get(key) is not None
    ]
    head = [section(title), small(say("audit_results.trend_days", days=days))]
    counts = [str(one.people) for one in points]
    others = small(say("audit_results.trend_people", counts=counts)) if len(set(counts)) > 1 else None
    rest = [*sections("\n".join(lines)), *below, others, small(say("audit_results.trend_reworded"))]
    chart = _chart(say, points, labels)
    plain = rendered(*head, *rest)
    return Message(title, rendered(*head, chart, *rest) if chart else plain, plain)


def agreement(spread: float | None) -> str:
    """The spread as a word: people agree, differ, or are far apart."""
    if spread is None:
        return ""
    return "agree" if spread < 0.7 else "differ" if spread < 1.2 else "apart"


def team_line(say: Words, results: Results, result: FunctionResult) -> list[str]:
    """The teams whose score of a function may stand beside the company's; none, or one line."""
    teams = [
        Markup(say("audit_results.team", name=results.teams.get(team, team), mean=cell.mean))
        for team, cell in result.teams.items()
    ]
    return [say("audit_results.teams", teams=teams)] if teams else []


def not_compared(say: Words, areas: Mapping[str, str], results: Results) -> sb.Block | None:
    """Which functions were asked about in other words, instead of the arrows that are missing."""
    labels = [areas[key] for key in results.functions if results.is_reworded(key)]
    return small(say("audit_results.not_compared", labels=labels)) if labels else None


def _beside(say: Words, beside: Sequence[Beside], labels: Mapping[str, str]) -> list[sb.Block]:
    if not beside:
        return []
    lines = []
    for one in beside:
        by_difference = sorted(one.differences.items(), key=lambda each: each[1])
        low, high = by_difference[0], by_difference[-1]
        below = (labels.get(low[0], low[0]), low[1]) if low[1] < 0 else None
        above = (labels.get(high[0], high[0]), high[1]) if high[1] > 0 else None
        lines.append(say("audit_results.beside", one=one, below=below, above=above))
    return sections("\n".join([say("audit_results.beside_title"), *lines]))


def _chart(say: Words, points: Sequence[Point], labels: Mapping[str, str]) -> sb.Block | None:
    """The mean of what is known at every point, with the largest rise and the largest fall."""
    series = {key: values for key in labels if None not in (values := [one.scores.get(key) for one in points])}
    if not series:
        return None
    known = {key: [value or 0.0 for value in values] for key, values in series.items()}
    lines = {say.bare("audit_results.trend_all"): [sum(at) / len(at) for at in zip(*known.values(), strict=True)]}
    by_change = sorted(known, key=lambda key: known[key][-1] - known[key][0])
    for key in (by_change[-1], by_change[0]):
        if len(known) > 1:
            name = labels[key] if len(labels[key]) <= LONGEST_LINE else short_label(say, key, labels[key])
            lines[shortened(name, LONGEST_LINE)] = known[key]
    names = [say.bare("audit_results.trend_day", number=one.number, day=one.closed_on) for one in points]
    data = [
        sb.DataSeries(name, [sb.DataPoint(at, tenths(value)) for at, value in zip(names, values, strict=True)])
        for name, values in lines.items()
    ]
    title = shortened(say.bare("audit_results.trend_chart"), 50)
    return sb.DataVisualizationBlock(title, sb.LineChart(data, sb.AxisConfig(names)))
