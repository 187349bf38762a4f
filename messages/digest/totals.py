"""What everybody did together: the week beside the one before, the month by its name, and its quadrants against pace."""

import slackblocks as sb

from messages.blocks import progress, section
from messages.digest.figures import difference, measured, value
from messages.figures import status_sign
from messages.words import Markup, Words
from models.digest.week import Change, TeamWeek
from models.scorecard.kpis import KPIS, QUADRANT_NAMES
from models.scorecard.pacing import Status, as_whole

BAR = 8
BELOW = (Status.BEHIND, Status.AT_RISK)


def week_table(say: Words, week: TeamWeek) -> sb.Block | None:
    """A row a figure of the week: what was done, of what was asked, and the difference with the week before."""
    if not week.changes:
        return None
    head = [sb.RawText(say.bare("digest.week_column", which=which)) for which in COLUMNS]
    rows = [[sb.RawText(cell) for cell in _row(say, week, change)] for change in week.changes]
    return sb.DataTableBlock([head, *rows], say.bare("digest.week_caption", is_running=week.is_running))  # type: ignore[list-item]


COLUMNS = ("kpi", "done", "difference")


def week_lines(say: Words, week: TeamWeek) -> sb.Block | None:
    """The same in lines."""
    if not week.changes:
        return None
    rows = [_row(say, week, change) for change in week.changes]
    lines = [say("digest.week_line", kpi=kpi, done=done, difference=gap) for kpi, done, gap in rows]
    return section(say("digest.week_lines", lines=[Markup(line) for line in lines], is_running=week.is_running))


def _row(say: Words, week: TeamWeek, change: Change) -> tuple[str, str, str]:
    asked = next((one for one in week.totals if one.kpi == change.kpi and not one.of_month), None)
    done = value(say, change.kpi, change.actual, week.currency)
    if asked is not None and asked.target is not None and not asked.by_others:
        done = say.bare(
            "digest.of_target", value=done, target=value(say, change.kpi, as_whole(asked.target), week.currency)
        )
    gap = difference(say, change.kpi, change.actual, change.before, week.currency)
    return say.bare("digest.week_kpi", kpi=change.kpi), done, gap


def month_lines(say: Words, week: TeamWeek) -> sb.Block | None:
    """What has a target for the month, under the name of that month, and how far it is told."""
    told = [one for one in week.totals if one.of_month]
    if not told:
        return None
    lines = [measured(say, one, week.currency) for one in told]
    lines += [measured(say, one, week.currency) for one in week.totals if not one.of_month and one.by_others]
    return section(
        say("digest.month", month=week.month.start, until=None if week.month_is_over else week.told_until, lines=lines)
    )


def quadrants(say: Words, week: TeamWeek) -> sb.Block | None:
    """The four quadrants of the month: the score of each, what it should be by now, and what holds it back."""
    told = (
        [one for one in week.quadrants if one.expected > 0] if week.settled else []
    )  # who has just begun is not judged
    if not told:
        return None
    texts = [
        say(
            "digest.quadrant",
            name=QUADRANT_NAMES[one.quadrant][say.language],
            score=one.score,
            expected=None if week.month_is_over else one.expected,
            bar=progress(one.score / one.expected, BAR),
            sign=status_sign(one.status),
            worst=KPIS[one.worst].label(say.language) if one.status in BELOW and one.worst in KPIS else "",
        )
        for one in told
    ]
    return section("\n".join([say("digest.quadrants"), *texts]))
