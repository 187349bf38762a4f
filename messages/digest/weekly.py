"""The weekly digest: read in half a minute and acted on."""

from collections.abc import Sequence
from decimal import Decimal
from math import floor

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, header, rendered, section, small
from messages.digest.chart import Weeks, reps_chart, reps_lines, trend_chart, trend_lines
from messages.plan.prompts import in_digest
from messages.words import Markup, Words, words
from models.digest.week import MONTH_KPI, MOST_HELPED, MOST_PRAISED, Change, Measured, RepWeek, TeamWeek
from models.money import Money
from models.period import Period

SCORECARD = "digest.scorecard"
AGAIN = "preferences.again"
CHANGE = "preferences.change"
CADENCE = "digest"

MOST_NAMED = 8
MOST_GOALS = 3


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
        _plan(say, week),
        _left_out(say, week),
        divider(),
        buttons(
            button(say.bare("digest.open_scorecard"), SCORECARD, style="primary"),
            None if preview else button(say.bare("digest.again_tomorrow"), AGAIN, CADENCE),
            button(say.bare("digest.change"), CHANGE, CADENCE),
        ),
        small(
            say("digest.only_you") if preview else say("digest.basis", people=len(week.reps), month=week.month.start)
        ),
    ]
    return Message(
        text, rendered(*before, reps_chart(say, week), *after), rendered(*before, reps_lines(say, week), *after)
    )


def to_channel(language: str, team: str, week: TeamWeek, trend: Weeks, *, preview: bool = False) -> Message:
    """What the team's channel gets: totals and praise, and nobody's shortfall.

    `trend` is the team's first meetings over some weeks, oldest first.
    """
    say = words(language)
    text = say("digest.team_headline", team=team, wins=_wins(week), praised=[rep.name for rep in _praised(week)])
    before = [
        header(say.bare("digest.team_title", team=team, first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        section(
            say("digest.totals", lines=[_measured(say, one, week.currency, in_channel=True) for one in week.totals])
        )
        if week.totals
        else None,
    ]
    last = small(say("digest.only_you")) if preview else small(say("digest.how_to_log"))
    after = [_praise(say, week), _left_out(say, week), last]
    return Message(
        text, rendered(*before, trend_chart(say, trend), *after), rendered(*before, trend_lines(say, trend), *after)
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
    text = say("digest.restated", first_day=week.start, last_day=week.last_day, lines=[Markup(line) for line in lines])
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
        weakest=_measured(say, week.weakest, week.currency) if week.weakest else "",
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
    lines = [say("digest.praise_line", name=rep.name, why=Markup(_strong(say, rep, week.currency))) for rep in praised]
    return section(say("digest.praise", lines=[Markup(line) for line in lines]))


def _missing(say: Words, week: TeamWeek) -> sb.Block | None:
    lines = [
        say(f"digest.{what}", names=[rep.name for rep in reps[:MOST_NAMED]], more=max(0, len(reps) - MOST_NAMED))
        for what, reps in (("silent", week.silent), ("without_target", week.without_targets))
        if reps
    ]
    lines += [say("digest.weak_goal", goal=goal) for goal in week.weak_goals[:MOST_GOALS]]
    return section(say("digest.missing", lines=[Markup(line) for line in lines])) if lines else None


def _plan(say: Words, week: TeamWeek) -> sb.Block | None:
    line = in_digest(say, week.plan) if week.plan else ""
    return section(line) if line else None


def _left_out(say: Words, week: TeamWeek) -> sb.Block | None:
    return small(say("digest.not_counted", names=week.left_out[:MOST_NAMED])) if week.left_out else None


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


def _measured(say: Words, one: Measured, currency: str, *, in_channel: bool = False) -> Markup:
    target = None if one.target is None else _value(say, one.kpi, _whole(one.target), currency)
    actual = _value(say, one.kpi, one.actual - one.by_others, currency)
    text = say("digest.measured", kpi=one.kpi, actual=actual, target=target)
    if one.of_month and one.kpi != MONTH_KPI:  # sales always are, and say so themselves
        text = say("digest.of_month", measured=Markup(text))
    if one.by_others and (one.tells_of_others or not in_channel):
        others = _value(say, one.kpi, one.by_others, currency)
        text = say("digest.by_others", measured=Markup(text), others=others)
    return Markup(text)


def _whole(target: float) -> float:
    """A target of 3.6 meetings (somebody new, or away for long) is read as 4; status is judged by the 3.6."""
    return max(1, floor(target + 0.5))


def _value(say: Words, kpi: str, value: float, currency: str) -> str:
    if kpi == MONTH_KPI:
        return say.money(Money.of(Decimal(round(value)), currency))
    return say.number(value)
