"""The weekly digest: read in half a minute and acted on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, header, rendered, section, small
from messages.digest.chart import Weeks, reps_chart, reps_lines, trend_chart, trend_lines
from messages.digest.figures import compared, measured, named, strong, totals, why
from messages.digest.praise import OPEN as PRAISE
from messages.goals.views import title_of
from messages.plan.prompts import in_digest
from messages.words import Markup, Words, words
from models.digest.changes import Change
from models.digest.week import MOST_HELPED, MOST_PRAISED, Measured, RepWeek, TeamWeek, WeakGoal
from models.period import Period
from models.scorecard.kpis import KPIS

SCORECARD = "digest.scorecard"
AGAIN = "preferences.again"
CHANGE = "preferences.change"
CADENCE = "digest"

MOST_NAMED = 8
MOST_GOALS = 3
MOST_IN_HEADLINE = 4


def to_manager(language: str, week: TeamWeek, *, preview: bool = False) -> Message:
    """What the manager of these reps gets on Monday morning."""
    say = words(language)
    text = headline(say, week)
    before = [
        header(say.bare("digest.title", first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        section(totals(say, week)) if week.totals else None,
    ]
    after = [
        _beginners(say, week),
        _help(say, week),
        _praise(say, week, with_customers=True),
        _missing(say, week),
        plan(say, week),
        left_out(say, week),
        divider(),
        actions(say, week, preview=preview),
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
    winners = [rep.name for rep in week.winners]
    praised = [rep.name for rep in week.deserve_praise if not rep.has_won][:MOST_PRAISED]
    text = say(
        "digest.team_headline", winners=named(say, winners, MOST_IN_HEADLINE) if winners else "", praised=praised
    )
    before = [
        header(say.bare("digest.team_title", team=team, first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        section(totals(say, week, in_channel=True)) if week.totals else None,
    ]
    last = small(say("digest.only_you")) if preview else small(say("digest.how_to_log"))
    after = [_first_logged(say, week), _praise(say, week, with_customers=False), left_out(say, week), last]
    return Message(
        text, rendered(*before, trend_chart(say, trend), *after), rendered(*before, trend_lines(say, trend), *after)
    )


def nothing_for_channel(language: str, team: str, week: Period) -> Message:
    """Why the channel of a team gets nothing about a week."""
    text = words(language)("digest.nothing_for_channel", team=team, first_day=week.start, last_day=week.last_day)
    return Message(text, rendered(section(text)))


def restated(language: str, week: Period, changed: Sequence[Change], currency: str) -> Message:
    """In the digest's thread: what somebody entered, corrected or set as a target since it was published."""
    say = words(language)
    lines = [
        say(
            "digest.change_line",
            kpi=change.kpi,
            before=compared(say, change, change.before, change.target_before, currency),
            after=compared(say, change, change.after, change.target_after, currency),
        )
        for change in changed
    ]
    of_targets = all(change.is_of_target for change in changed)
    days = {"first_day": week.start, "last_day": week.last_day}
    text = say("digest.restated", **days, lines=[Markup(line) for line in lines], of_targets=of_targets)
    return Message(text, rendered(section(text)))


def actions(say: Words, week: TeamWeek, *, preview: bool) -> sb.Block:
    """The buttons under a digest."""
    return buttons(
        button(say.bare("digest.open_scorecard"), SCORECARD, style="primary"),
        button(say.bare("digest.praise_button"), PRAISE, week.first_praised) if week.has_channel else None,
        None if preview else button(say.bare("digest.again_tomorrow"), AGAIN, CADENCE),
        button(say.bare("digest.change"), CHANGE, CADENCE),
    )


def headline(say: Words, week: TeamWeek) -> str:
    """One sentence: what matters most."""
    first = next(iter(week.need_help), None)
    silent = next(iter(week.silent), None)
    return say(
        "digest.headline",
        kind=week.headline.value,
        on_course=len(week.on_course),
        of=len(week.measured),
        name=first.name if first else silent.name if silent else "",
        why=why(say, first, week.currency) if first else "",
        weakest=measured(say, week.weakest, week.currency) if week.weakest else "",
        since=min((rep.counts_from for rep in week.beginners if rep.counts_from), default=None),
        logged=[rep.name for rep in week.first_logged[:MOST_NAMED]],
    )


# --- the parts -------------------------------------------------------------------------------------------


def _beginners(say: Words, week: TeamWeek) -> sb.Block | None:
    """Who has just begun: since when Koers counts them, and nothing of what they did not do."""
    if not week.beginners:
        return None
    days: dict[date, list[str]] = {}
    for rep in week.beginners[:MOST_NAMED]:
        assert rep.counts_from is not None
        days.setdefault(rep.counts_from, []).append(rep.name)
    lines = [say("digest.counts_from", day=day, names=names) for day, names in sorted(days.items())]
    if week.first_logged:
        lines.append(say("digest.first_logged", names=[rep.name for rep in week.first_logged[:MOST_NAMED]]))
    return section(say("digest.beginners", lines=[Markup(line) for line in lines]))


def _first_logged(say: Words, week: TeamWeek) -> sb.Block | None:
    names = [rep.name for rep in week.first_logged[:MOST_NAMED]]
    return section(say("digest.first_logged", names=names)) if names else None


def _help(say: Words, week: TeamWeek) -> sb.Block | None:
    if not week.need_help:
        return None
    lines = [
        say("digest.help_line", name=rep.name, why=why(say, rep, week.currency), kpi=_worst(rep).kpi)
        for rep in week.need_help[:MOST_HELPED]
    ]
    more = len(week.need_help) - len(lines)
    return section(say("digest.help", lines=[Markup(line) for line in lines], more=more))


def _praise(say: Words, week: TeamWeek, *, with_customers: bool) -> sb.Block | None:
    """What somebody did comes before what somebody won; nobody who won is left out."""
    best = week.deserve_praise[:MOST_PRAISED]
    lines = [
        say(
            "digest.praise_line",
            name=rep.name,
            why=strong(say, rep, week.currency, with_customers=with_customers, best=is_best),
        )
        for reps, is_best in ((best, True), ([rep for rep in week.winners if rep not in best], False))
        for rep in reps
    ]
    return section(say("digest.praise", lines=[Markup(line) for line in lines])) if lines else None


def _missing(say: Words, week: TeamWeek) -> sb.Block | None:
    lines = [
        say(f"digest.{what}", names=[rep.name for rep in reps[:MOST_NAMED]], more=max(0, len(reps) - MOST_NAMED))
        for what, reps in (("silent", week.silent), ("without_target", week.without_targets))
        if reps
    ]
    lines += [say("digest.weak_goal", goal=_named_goal(say, goal)) for goal in week.weak_goals[:MOST_GOALS]]
    return section(say("digest.missing", lines=[Markup(line) for line in lines])) if lines else None


def _named_goal(say: Words, goal: WeakGoal) -> WeakGoal:
    kpis = (KPIS[key] for key in goal.kpis if key in KPIS)
    return replace(goal, title=title_of(say.language, goal.title, kpis))


def plan(say: Words, week: TeamWeek) -> sb.Block | None:
    """How far the improvement plan is."""
    line = in_digest(say, week.plan) if week.plan else ""
    return section(line) if line else None


def left_out(say: Words, week: TeamWeek) -> sb.Block | None:
    """Whose figures could not be computed."""
    return small(say("digest.not_counted", names=week.left_out[:MOST_NAMED])) if week.left_out else None


def _worst(rep: RepWeek) -> Measured:
    assert rep.worst is not None
    return rep.worst
