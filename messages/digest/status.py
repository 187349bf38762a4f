"""How a manager's people stand at this moment, on their Home tab: the digest's headline, a line each, and what waits."""

from dataclasses import dataclass

import slackblocks as sb

from messages.blocks import progress, section, small
from messages.digest.company import company_headline, team_line
from messages.digest.waiting import waiting_lines
from messages.digest.weekly import headline
from messages.words import Markup, Words
from models.digest.company import CompanyWeek
from models.digest.rep import RepWeek
from models.digest.waiting import Waiting
from models.digest.week import TeamWeek

MOST_LINES = 12


@dataclass(frozen=True)
class Status:
    """What a manager sees first."""

    week: TeamWeek
    company: CompanyWeek | None
    """For who leads managers: by team instead of by name."""
    waiting: Waiting


def status_blocks(say: Words, status: Status) -> list[sb.Block]:
    """Headline, who stands where, and what waits for the manager."""
    week, company = status.week, status.company
    text = company_headline(say, company) if company else headline(say, week)
    lines = [team_line(say, team, with_bar=True) for team in company.teams] if company else _people(say, week)
    blocks = [
        section(text),
        section(say("digest.status_lines", lines=lines[:MOST_LINES], more=max(0, len(lines) - MOST_LINES)))
        if lines
        else None,
        small(say("digest.status_of", first_day=week.period.start, last_day=week.period.last_day)),
        section(_waiting(say, status.waiting)),
    ]
    return [block for block in blocks if block is not None]


def _people(say: Words, week: TeamWeek) -> list[Markup]:
    """Each of them in one line; who needs help first, who is away last."""
    order = sorted(week.reps, key=lambda rep: (rep.is_away, rep.score is None, rep.score or 0, rep.name))
    return [Markup(say("digest.status_line", bar=_bar(rep), rep=rep, what=_what(rep))) for rep in order]


def _bar(rep: RepWeek) -> str:
    return progress(rep.score or 0, 8) if rep.score is not None and not rep.is_away and not rep.is_silent else ""


def _what(rep: RepWeek) -> str:
    if rep.is_away:
        return "away"
    if rep.is_silent:
        return "silent"
    return "score" if rep.score is not None else "early" if rep.has_targets else "no_target"


def _waiting(say: Words, waiting: Waiting) -> str:
    lines = waiting_lines(say, waiting)
    return say("digest.waits", lines=lines) if lines else say("digest.nothing_waits")
