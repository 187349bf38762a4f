"""The weekly digest of a manager: read in half a minute and acted on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, header, rendered, section, small
from messages.digest import people, totals
from messages.digest.chart import reps_chart, reps_lines
from messages.digest.deals import at_stake
from messages.digest.figures import compared, measured, why
from messages.digest.praise import OPEN as PRAISE
from messages.digest.waiting import waiting_lines
from messages.goals.views import title_of
from messages.newcomers.answers import in_digest as newcomers_line
from messages.plan.prompts import in_digest
from messages.words import Markup, Words, words
from models.digest.changes import Change
from models.digest.months import month_told
from models.digest.week import TeamWeek, WeakGoal
from models.period import Period
from models.scorecard.kpis import KPIS

SCORECARD = "digest.scorecard"
AGAIN = "preferences.again"
CHANGE = "preferences.change"
CADENCE = "digest"

MOST_NAMED = 8
MOST_GOALS = 3


def to_manager(language: str, week: TeamWeek, *, preview: bool = False) -> Message:
    """What the manager of these reps gets on Monday morning; two lines when there is nothing to say."""
    say = words(language)
    text = headline(say, week)
    last = small(say("digest.only_you") if preview else say("digest.basis", people=len(week.reps), week=week))
    title = say.bare("digest.title", first_day=week.period.start, last_day=week.period.last_day)
    if week.says_nothing:
        return Message(text, rendered(section(f"*{say('digest.title', **_days(week.period))}*\n{text}"), last))
    before = rendered(header(title), section(text))
    middle = rendered(totals.month_lines(say, week), totals.quadrants(say, week))
    after = rendered(
        beginners(say, week),
        *people.need_help(say, week),
        *people.praise(say, week),
        at_stake(say, week.at_stake),
        missing(say, week),
        people.away(say, week),
        _newcomers(say, week),
        plan(say, week),
        left_out(say, week),
        divider(),
        actions(say, week, preview=preview),
        last,
    )
    table, chart = rendered(totals.week_table(say, week)), rendered(reps_chart(say, week))
    in_lines, in_bars = rendered(totals.week_lines(say, week)), rendered(reps_lines(say, week))
    return Message(text, [*before, *table, *middle, *chart, *after], [*before, *in_lines, *middle, *in_bars, *after])


def restated(language: str, week: Period, changed: Sequence[Change], currency: str) -> Message:
    """In the digest's thread: what somebody entered, corrected or set as a target since it was published."""
    say = words(language)
    month = month_told(week, week.end).start
    lines = [
        say(
            "digest.change_line",
            kpi=change.kpi,
            month=month,
            before=compared(say, change, change.before, change.target_before, currency),
            after=compared(say, change, change.after, change.target_after, currency),
        )
        for change in changed
    ]
    of_targets = all(change.is_of_target for change in changed)
    text = say("digest.restated", **_days(week), lines=[Markup(line) for line in lines], of_targets=of_targets)
    return Message(text, rendered(section(text)))


def actions(say: Words, week: TeamWeek, *, preview: bool) -> sb.Block:
    """The buttons under a digest."""
    return buttons(
        button(say.bare("digest.person_open"), SCORECARD, style="primary"),
        button(say.bare("digest.person_praise"), PRAISE, week.first_praised) if week.has_channel else None,
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
        is_running=week.is_running,
        on_course=len(week.on_course),
        of=len(week.measured),
        name=first.name if first else silent.name if silent else "",
        why=Markup(say.listed(why(say, first, week))) if first else "",
        weakest=measured(say, week.weakest, week.currency, month=week.month.start) if week.weakest else "",
        since=min((rep.counts_from for rep in week.beginners if rep.counts_from), default=None),
        logged=[rep.name for rep in week.first_logged[:MOST_NAMED]],
        month=week.month.start,
        is_used=week.has_anything,
    )


def plan(say: Words, week: TeamWeek) -> sb.Block | None:
    """How far the improvement plan is."""
    line = in_digest(say, week.plan) if week.plan else ""
    return section(line) if line else None


def left_out(say: Words, week: TeamWeek) -> sb.Block | None:
    """Whose figures could not be computed."""
    names = list(dict.fromkeys(week.left_out.values()))
    return small(say("digest.not_counted", names=names[:MOST_NAMED])) if names else None


# --- the parts -------------------------------------------------------------------------------------------


def _days(period: Period) -> dict[str, date]:
    return {"first_day": period.start, "last_day": period.last_day}


def beginners(say: Words, week: TeamWeek) -> sb.Block | None:
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


def _newcomers(say: Words, week: TeamWeek) -> sb.Block | None:
    """One line of whose first 90 days run."""
    line = newcomers_line(say, week.newcomers[:MOST_NAMED])
    return section(line) if line else None


def missing(say: Words, week: TeamWeek) -> sb.Block | None:
    """What nobody can know yet, and what waits for the manager."""
    lines = missing_lines(say, week)
    return section(say("digest.missing", lines=[Markup(line) for line in lines])) if lines else None


def missing_lines(say: Words, week: TeamWeek) -> list[str]:
    """The same, a line each."""
    lines = [
        say(f"digest.{what}", names=[rep.name for rep in reps[:MOST_NAMED]], more=max(0, len(reps) - MOST_NAMED))
        for what, reps in (("silent", week.silent), ("without_target", week.without_targets))
        if reps
    ]
    lines += [f"• {line}" for line in waiting_lines(say, week.waiting)]
    lines += [say("digest.weak_goal", goal=_named_goal(say, goal)) for goal in week.weak_goals[:MOST_GOALS]]
    return lines


def _named_goal(say: Words, goal: WeakGoal) -> WeakGoal:
    kpis = (KPIS[key] for key in goal.kpis if key in KPIS)
    return replace(goal, title=title_of(say.language, goal.title, kpis))
