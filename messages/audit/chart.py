"""The chart of the seven functions, and the lines that stand in for it where charts are refused."""

from collections.abc import Mapping

import slackblocks as sb

from messages.blocks import progress, section, shortened
from messages.words import Markup, Words
from models.audit.results.functions import Results
from models.audit.rounding import tenths

LONGEST_LABEL = 20
Points = list[tuple[str, float]]


def chart(say: Words, areas: Mapping[str, str], results: Results) -> list[sb.Block]:
    """At most two: the functions now and last time; reps beside managers where both are shown."""
    now = {key: mean for key, mean in results.means.items() if mean is not None}
    if len(now) < 2:
        return []
    series = {say.bare("audit_results.now"): now}
    if results.before is not None:
        reworded = results.before.reworded
        before = {
            key: mean for key, mean in results.before.functions.items() if mean is not None and key not in reworded
        }
        if set(now) <= set(before):
            series[say.bare("audit_results.last_time")] = {key: before[key] for key in now}
    charts = [_bars(say.bare("audit_results.chart_title"), areas, series)]
    both = {
        key: (result.reps.mean, result.managers.mean)
        for key, result in results.functions.items()
        if result.reps.mean is not None and result.managers.mean is not None
    }
    if len(both) >= 2:
        groups = {
            say.bare("audit_results.reps"): {key: pair[0] or 0.0 for key, pair in both.items()},
            say.bare("audit_results.managers"): {key: pair[1] or 0.0 for key, pair in both.items()},
        }
        charts.append(_bars(say.bare("audit_results.groups_title"), areas, groups))
    return charts


def chart_lines(say: Words, areas: Mapping[str, str], results: Results) -> sb.Block:
    """The chart as lines of text; suppressed figures are said in words."""
    lines = [
        Markup(
            say(
                "audit_results.chart_line",
                bar=progress((result.mean or 0) / 5),
                mean=result.mean,
                label=areas[key],
                since=results.since_before(key),
                reworded=results.is_reworded(key),
            )
        )
        for key, result in results.functions.items()
    ]
    return section("\n".join(lines))


def _bars(title: str, areas: Mapping[str, str], series: Mapping[str, Mapping[str, float]]) -> sb.Block:
    keys = list(next(iter(series.values())))
    labels = [shortened(areas[key], LONGEST_LABEL) for key in keys]
    data = [
        sb.DataSeries(name, [sb.DataPoint(label, tenths(values[key])) for key, label in zip(keys, labels, strict=True)])
        for name, values in series.items()
    ]
    return sb.DataVisualizationBlock(shortened(title, 50), sb.BarChart(data, sb.AxisConfig(labels)))
