"""The weekly digest: read in half a minute and acted on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import slackblocks as sb

from messages.blocks import (
    Json,
    Message,
    button,
    buttons,
    divider,
    header,
    progress,
    rendered,
    section,
    shortened,
    small,
)
from messages.words import Markup, Words, words
from models.digest.week import MONTH_KPI, MOST_HELPED, MOST_PRAISED, Change, Measured, RepWeek, TeamWeek
from models.money import Money
from models.period import Period

SCORECARD = "digest.scorecard"
AGAIN = "wishes.again"
CHANGE = "wishes.change"
CADENCE = "digest"

MOST_IN_CHART = 20
LONGEST_LABEL = 20
MOST_IN_LINES = 10
MOST_NAMED = 8


@dataclass(frozen=True)
class Trend:
    """A team's total of one KPI over some weeks, oldest first."""

    weeks: Sequence[tuple[Period, float]]


def to_manager(language: str, week: TeamWeek, *, preview: bool = False) -> Message:
    """What the manager of these reps gets on Monday morning."""
    say = words(language)
    text = headline(say, week)
    before = [
        header(say.bare("digest.title", first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        section(say("digest.totals", lines=[_measured(say, one, week.currency) for one in week.totals]))
        if week.totals
        else None,
    ]
    after = [
        _help(say, week),
        _praise(say, week),
        _missing(say, week),
        divider(),
        buttons(
            button(say.bare("digest.open_scorecard"), SCORECARD, style="primary"),
            None if preview else button(say.bare("digest.again_tomorrow"), AGAIN, CADENCE),
            button(say.bare("digest.change"), CHANGE, CADENCE),
        ),
        small(
            say("digest.only_you")
            if preview
            else say("digest.basis", people=len(week.reps), month=week.month.start)
        ),
    ]
    return Message(
        text,
        rendered(*before, _reps_chart(say, week), *after),
        rendered(*before, _reps_lines(say, week), *after),
    )


def to_channel(language: str, team: str, week: TeamWeek, trend: Trend, *, preview: bool = False) -> Message:
    """What the team's channel gets: totals and praise, and nobody's shortfall."""
    say = words(language)
    text = say(
        "digest.team_headline", team=team, wins=_wins(week), praised=[rep.name for rep in _praised(week)]
    )
    before = [
        header(
            say.bare(
                "digest.team_title", team=team, first_day=week.period.start, last_day=week.period.last_day
            )
        ),
        section(text),
        section(say("digest.totals", lines=[_measured(say, one, week.currency) for one in week.totals]))
        if week.totals
        else None,
    ]
    after = [
        _praise(say, week),
        small(say("digest.only_you")) if preview else small(say("digest.how_to_log")),
    ]
    return Message(
        text,
        rendered(*before, _trend_chart(say, trend), *after),
        rendered(*before, _trend_lines(say, trend), *after),
    )


def restated(language: str, week: Period, changed: Sequence[Change], currency: str) -> Message:
    """In the digest's thread: what somebody entered or corrected since it was published."""
    say = words(language)
    lines = [
        say(
            "digest.change_line",
            kpi=change.kpi,
            before=_value(say, change.kpi, change.before, currency),
            after=_value(say, change.kpi, change.after, currency),
        )
        for change in changed
    ]
    text = say(
        "digest.restated",
        first_day=week.start,
        last_day=week.last_day,
        lines=[Markup(line) for line in lines],
    )
    return Message(text, rendered(section(text)))


def headline(say: Words, week: TeamWeek) -> str:
    """One sentence: what matters most."""
    first = next(iter(week.need_help), None)
    silent = next(iter(week.silent), None)
    return say(
        "digest.headline",
        kind=week.headline.value,
        on_course=len(week.on_course),
        of=len([rep for rep in week.present if rep.score is not None]),
        name=first.name if first else silent.name if silent else "",
        why=Markup(_why(say, first, week.currency)) if first else "",
    )


# --- the parts -------------------------------------------------------------------------------------------


def _help(say: Words, week: TeamWeek) -> sb.Block | None:
    if not week.need_help:
        return None
    lines = [
        say("digest.help_line", name=rep.name, why=Markup(_why(say, rep, week.currency)), kpi=_worst(rep).kpi)
        for rep in week.need_help[:MOST_HELPED]
    ]
    more = len(week.need_help) - len(lines)
    return section(say("digest.help", lines=[Markup(line) for line in lines], more=more))


def _praise(say: Words, week: TeamWeek) -> sb.Block | None:
    praised = _praised(week)
    if not praised:
        return None
    lines = [
        say("digest.praise_line", name=rep.name, why=Markup(_strong(say, rep, week.currency)))
        for rep in praised
    ]
    return section(say("digest.praise", lines=[Markup(line) for line in lines]))


def _missing(say: Words, week: TeamWeek) -> sb.Block | None:
    lines = [
        Markup(
            say(
                f"digest.{what}",
                names=[rep.name for rep in reps[:MOST_NAMED]],
                more=max(0, len(reps) - MOST_NAMED),
            )
        )
        for what, reps in (("silent", week.silent), ("without_target", week.without_targets))
        if reps
    ]
    return section(say("digest.missing", lines=lines)) if lines else None


def _praised(week: TeamWeek) -> list[RepWeek]:
    return week.deserve_praise[:MOST_PRAISED]


def _wins(week: TeamWeek) -> int:
    return sum(1 for rep in week.reps if rep.won > 0)


def _worst(rep: RepWeek) -> Measured:
    assert rep.worst is not None
    return rep.worst


def _why(say: Words, rep: RepWeek, currency: str) -> str:
    below = [one for one in rep.measured if one.attainment is not None and one.attainment < 1]
    below.sort(key=lambda one: one.attainment or 0)
    return say.listed(Markup(_measured(say, one, currency)) for one in below[:2])


def _strong(say: Words, rep: RepWeek, currency: str) -> str:
    if rep.won > 0:
        return say("digest.won", amount=Money.of(Decimal(round(rep.won)), currency))
    assert rep.best is not None
    return _measured(say, rep.best, currency)


def _measured(say: Words, one: Measured, currency: str) -> Markup:
    target = None if one.target is None else _value(say, one.kpi, one.target, currency)
    return Markup(
        say("digest.measured", kpi=one.kpi, actual=_value(say, one.kpi, one.actual, currency), target=target)
    )


def _value(say: Words, kpi: str, value: float, currency: str) -> str:
    if kpi == MONTH_KPI:
        return say.money(Money.of(Decimal(round(value)), currency))
    return say.number(value)


# --- the chart, and what stands in for it ------------------------------------------------------------------


def _with_score(week: TeamWeek) -> list[RepWeek]:
    scored = [rep for rep in week.present if rep.score is not None and not rep.is_silent]
    return sorted(scored, key=lambda rep: (rep.score or 0, rep.name))


def _reps_chart(say: Words, week: TeamWeek) -> sb.Block | None:
    reps = _with_score(week)[:MOST_IN_CHART]
    if len(reps) < 2:
        return None
    labels = _labels([rep.name for rep in reps])
    points = [
        sb.DataPoint(label, round((rep.score or 0) * 100)) for label, rep in zip(labels, reps, strict=True)
    ]
    chart = sb.BarChart([sb.DataSeries(say.bare("digest.chart_series"), points)], sb.AxisConfig(labels))
    return sb.DataVisualizationBlock(shortened(say.bare("digest.chart_title"), 50), chart)


def _reps_lines(say: Words, week: TeamWeek) -> sb.Block | None:
    reps = _with_score(week)
    if len(reps) < 2:
        return None
    lines = [
        Markup(say("digest.chart_line", bar=progress(rep.score or 0), share=rep.score, name=rep.name))
        for rep in reps[:MOST_IN_LINES]
    ]
    return section(say("digest.chart_lines", lines=lines, more=len(reps) - len(lines)))


def _trend_chart(say: Words, trend: Trend) -> sb.Block | Json | None:
    if len(trend.weeks) < 2:
        return None
    labels = [say.day(week.start, "d MMM") for week, _ in trend.weeks]
    points = [sb.DataPoint(label, value) for label, (_, value) in zip(labels, trend.weeks, strict=True)]
    chart = sb.LineChart([sb.DataSeries(say.bare("digest.trend_series"), points)], sb.AxisConfig(labels))
    return sb.DataVisualizationBlock(shortened(say.bare("digest.trend_title"), 50), chart)


def _trend_lines(say: Words, trend: Trend) -> sb.Block | None:
    if len(trend.weeks) < 2:
        return None
    most = max(value for _, value in trend.weeks) or 1
    lines = [
        Markup(say("digest.trend_line", bar=progress(value / most), value=value, first_day=week.start))
        for week, value in trend.weeks
    ]
    return section(say("digest.trend_lines", lines=lines))


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
