"""The digest of a team's channel: what the team did together and may be proud of, and nobody's shortfall."""

from dataclasses import replace

import slackblocks as sb

from messages.blocks import Message, header, rendered, section, small
from messages.digest.chart import Weeks, trend_chart, trend_lines
from messages.digest.figures import measured, named, value
from messages.digest.people import praise_in_channel
from messages.digest.weekly import left_out
from messages.words import Markup, Words, words
from models.digest.celebrating import TeamNews
from models.digest.rep import Measured
from models.digest.week import MOST_PRAISED, TeamWeek
from models.period import Period
from models.scorecard.pacing import as_whole

MOST_IN_HEADLINE = 4
MOST_TOLD = 6


def to_channel(
    language: str, team: str, week: TeamWeek, trend: Weeks, news: TeamNews | None = None, *, preview: bool = False
) -> Message:
    """What the team's channel gets. `trend` is the team's first meetings over some weeks, oldest first."""
    say, news = words(language), news or TeamNews()
    winners = [rep.name for rep in week.winners]
    praised = [rep.name for rep in week.deserve_praise if not rep.has_won][:MOST_PRAISED]
    text = say(
        "digest.team_headline",
        winners=named(say, winners, MOST_IN_HEADLINE) if winners else "",
        how_many=len(winners),
        praised=praised,
    )
    before = [
        header(say.bare("digest.team_title", team=team, first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        _done(say, week),
    ]
    last = small(say("digest.only_you")) if preview else small(say("digest.how_to_log"))
    after = [_news(say, week, news), praise_in_channel(say, week), left_out(say, week), last]
    rising = trend if _is_rising(trend) else ()
    return Message(
        text, rendered(*before, trend_chart(say, rising), *after), rendered(*before, trend_lines(say, rising), *after)
    )


def nothing_for_channel(language: str, team: str, week: Period) -> Message:
    """Why the channel of a team gets nothing about a week."""
    text = words(language)("digest.nothing_for_channel", team=team, first_day=week.start, last_day=week.last_day)
    return Message(text, rendered(section(text)))


def _done(say: Words, week: TeamWeek) -> sb.Block | None:
    """What was done, with its target where that is reached: the week first, then what is of the month, by its name.

    Nothing that was not done at all, and nothing that one colleague alone added without a target.
    """
    told = [
        replace(one, actual=one.actual - one.by_others, by_others=0) if not one.tells_of_others else one
        for one in week.totals
    ]
    told = [one for one in told if one.actual > 0]
    lines = [_one_done(say, week, one) for one in told if not one.of_month]
    lines += [_one_done(say, week, one) for one in told if one.of_month]
    return section(say("digest.done_together", lines=lines)) if lines else None


def _one_done(say: Words, week: TeamWeek, one: Measured) -> Markup:
    is_reached = one.target is not None and one.actual - one.by_others >= one.target
    alone = replace(one, target=None, by_others=0)
    text = measured(say, alone, week.currency, month=week.month.start)
    target = value(say, one.kpi, as_whole(one.target or 0), week.currency) if is_reached else ""
    return Markup(say("digest.done_line", measured=text, target=target))


def _news(say: Words, week: TeamWeek, news: TeamNews) -> sb.Block | None:
    """Firsts, best weeks, and goals that were reached."""
    lines = [
        say(f"digest.{what}", names=names[:MOST_TOLD])
        for what, names in (
            ("first_wins", news.first_wins),
            ("first_customers", [name for name in news.first_customers if name not in news.first_wins]),
            ("first_logged", [rep.name for rep in week.first_logged]),
        )
        if names
    ]
    for best in news.best_weeks[:MOST_TOLD]:
        figure = measured(say, Measured(best.kpi, best.value), week.currency)
        lines.append(say("digest.best_week", name=best.name, measured=figure))
    lines += [say("digest.goal_reached", title=title) for title in news.goals[:MOST_TOLD]]
    return section(say("digest.news", lines=[Markup(line) for line in lines])) if lines else None


def _is_rising(trend: Weeks) -> bool:
    """Whether the last week is at least the mean of those before: a falling line is no "this is what we did"."""
    values = [value for _, value in trend]
    return len(values) > 1 and values[-1] > 0 and values[-1] * (len(values) - 1) >= sum(values[:-1])
