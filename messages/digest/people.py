"""The people of a digest, each with what can be done from their name: plan a 1-2-1, open the scorecard, praise in the channel."""

from collections.abc import Iterator, Sequence

import slackblocks as sb

from messages.blocks import button, choice, section
from messages.digest.figures import named, strong, why
from messages.words import Markup, Words
from models.digest.questions import questions_for
from models.digest.rep import RepWeek
from models.digest.week import MOST_HELPED, MOST_PRAISED, TeamWeek

PERSON = "digest.person"
PLAN, OPEN, PRAISE = "plan", "open", "praise"
MOST_WINNERS = 12
MOST_NAMED = 8


def need_help(say: Words, week: TeamWeek) -> Iterator[sb.Block]:
    """Who is furthest behind: with what, and what to ask."""
    helped = week.need_help[:MOST_HELPED]
    if not helped:
        return
    more = len(week.need_help) - len(helped)
    yield section(say("digest.help", more=more))
    for rep, asked in zip(helped, questions_for(helped), strict=True):
        text = say(
            "digest.help_line",
            name=rep.name,
            why=why(say, rep, week),
            which=asked.question.value,
            customer=asked.customer,
        )
        yield section(text, button=menu_of(say, week, rep))


def praise(say: Words, week: TeamWeek) -> Iterator[sb.Block]:
    """What somebody did comes before what somebody won; nobody who won is left out."""
    lines = _praised(week)
    if not lines:
        return
    yield section(say("digest.praise"))
    for rep, is_best in lines[:MOST_WINNERS]:
        what = strong(say, rep, week, in_channel=False, best=is_best)
        yield section(say("digest.praise_line", name=rep.name, why=what), button=menu_of(say, week, rep))
    if rest := lines[MOST_WINNERS:]:
        names = [rep.name for rep, _ in rest]
        yield section(say("digest.also_won", names=named(say, names, len(names))))


def praise_in_channel(say: Words, week: TeamWeek) -> sb.Block | None:
    """The same for everybody to read: without customers, and nothing to press."""
    lines = [
        say("digest.praise_line", name=rep.name, why=strong(say, rep, week, in_channel=True, best=is_best))
        for rep, is_best in _praised(week)
    ]
    return section(say("digest.praise", lines=[Markup(line) for line in lines])) if lines else None


def _praised(week: TeamWeek) -> Sequence[tuple[RepWeek, bool]]:
    """With whether it is for what they did themselves."""
    best = week.deserve_praise[:MOST_PRAISED]
    return [*((rep, True) for rep in best), *((rep, False) for rep in week.winners if rep not in best)]


def away(say: Words, week: TeamWeek) -> sb.Block | None:
    """Who is not there in the week in which this is read."""
    lines = [Markup(say("digest.away_line", one=one)) for one in week.away[:MOST_NAMED]]
    return section(say("digest.away", lines=lines, more=len(week.away) - len(lines))) if lines else None


def menu_of(say: Words, week: TeamWeek, rep: RepWeek) -> sb.Element:
    """What is offered on a name; a single thing as a button."""
    offered = [
        what
        for what, is_offered in (
            (PLAN, rep.person_id in week.coached),
            (OPEN, True),
            (PRAISE, rep.person_id in week.praisable),
        )
        if is_offered
    ]
    action_id = f"{PERSON}:{rep.person_id}"
    options = [(say.bare(f"digest.person_{what}"), f"{what}:{rep.person_id}") for what in offered]
    if len(options) == 1:
        return button(options[0][0], action_id, options[0][1])
    return sb.OverflowMenu(action_id=action_id, options=[choice(*option) for option in options])
