"""The scorecard of a team or the company: its total, and its reps, who needs help first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, choice, divider, progress, rendered, section, shortened, small
from messages.figures import status_sign, value_text
from messages.scorecard.board import Board
from messages.scorecard.personal import Blocks, foot, head, menu, menus, quadrants, summary
from messages.words import Markup, Words, straight, words
from models.scorecard.kpis import Kpi, Unit

REP, TEAM = "scorecard.rep", "scorecard.team"
MOST_TEAMS = 12
"""Teams with a line of their own; more are reached by the menu."""
MOST_ROWS = 40
"""Reps in one table; more are reached by the menu."""
_LINES_A_SECTION = 15
_Cell: TypeAlias = sb.RawText | sb.RawNumber | sb.RichTextBlock


@dataclass(frozen=True)
class Rep:
    """One rep of a team's table."""

    name: str
    score: float | None
    weakest: Kpi | None
    status: str | None
    """Of the weakest."""
    behind: int
    good: int
    ref: str


@dataclass(frozen=True)
class TeamTotal:
    """One team in the company's scorecard."""

    name: str
    score: float | None
    sales: float | None
    """In whole units of the reporting currency; what is compared with the target where there is one."""
    target: float | None
    ref: str


def group(
    language: str,
    board: Board,
    reps: Sequence[Rep],
    *,
    total_only: bool,
    teams: Sequence[TeamTotal] = (),
    left_out: Sequence[str] = (),
) -> Message:
    """The scorecard of a team or the company: its total and, for readers who may see them, its reps, most in need of help first.

    `teams`: of the company, who needs help most first. `left_out`: names of reps whose scorecard could not be computed.
    """
    say = words(language)
    missing = [small(say("scorecard.not_counted", names=left_out))] if left_out else []
    top = [*head(say, board), *_by_team(say, board, teams), *quadrants(say, board), *missing]
    end = [*foot(say, board), *menus(say, board, *teams_menu(say, teams), *people_menu(say, reps))]
    if total_only:
        note = [] if reps else [small(say("scorecard.team_total_only"))]
        return Message(summary(say, board), rendered(*top, *note, *end))
    if not reps:
        return Message(summary(say, board), rendered(*top, small(say("scorecard.nobody_sells")), *end))
    first = section(help_first(say, reps))
    table = _table(say, board, reps[:MOST_ROWS])
    more = len(reps) - MOST_ROWS
    rest = [small(say("scorecard.and_more", count=more))] if more > 0 else []
    return Message(
        summary(say, board),
        rendered(*top, divider(), first, table, *rest, *end),
        rendered(*top, divider(), first, *_list(say, reps[:MOST_ROWS]), *rest, *end),
    )


def _by_team(say: Words, board: Board, teams: Sequence[TeamTotal]) -> Blocks:
    lines = [_team_line(say, board, team) for team in teams[:MOST_TEAMS]]
    if not lines:
        return []
    more = [say("scorecard.more_teams", count=len(teams) - MOST_TEAMS)] if len(teams) > MOST_TEAMS else []
    return [section("\n".join([say("scorecard.by_team"), *lines, *more]))]


def _team_line(say: Words, board: Board, team: TeamTotal) -> str:
    sales, target = (
        None if value is None else value_text(say, value, Unit.MONEY, board.currency)
        for value in (team.sales, team.target)
    )
    bar = progress(team.score or 0)
    return say("scorecard.team_line", bar=bar, name=team.name, score=team.score, sales=sales, target=target)


def teams_menu(say: Words, teams: Sequence[TeamTotal]) -> list[sb.Element]:
    """The menu to the teams of the company; nothing without any."""
    if not teams:
        return []
    return [menu(say.bare("scorecard.choose_team"), TEAM, [choice(team.name, team.ref) for team in teams[:100]])]


def people_menu(say: Words, reps: Sequence[Rep]) -> list[sb.Element]:
    """The menu to the reps; nothing without any."""
    if not reps:
        return []
    people = [choice(rep.name, rep.ref) for rep in reps[:100]]
    return [menu(say.bare("scorecard.choose_rep"), REP, people)]


def help_first(say: Words, reps: Sequence[Rep]) -> str:
    """Who needs help most, with what; or that nobody is behind."""
    behind = [rep for rep in reps if rep.behind and rep.weakest][:3]
    if not behind:
        return say("scorecard.nobody_behind")
    names = [
        Markup(say("scorecard.needs_help", name=rep.name, count=rep.behind, worst=rep.weakest.label(say.language)))
        for rep in behind
        if rep.weakest
    ]
    return say("scorecard.help_first", names=say.listed(names))


def _table(say: Words, board: Board, reps: Sequence[Rep]) -> sb.Block:
    columns = ("rep", "score", "weakest", "behind", "good")
    head: list[_Cell] = [sb.RawText(say.bare("scorecard.column", which=which)) for which in columns]
    rows: list[list[_Cell]] = [
        [
            sb.RawText(shortened(straight(rep.name), 80)),
            sb.RawText("–" if rep.score is None else say.percent(rep.score)),
            sb.RawText(_weakest(say, rep) or "–"),
            sb.RawNumber(rep.behind, str(rep.behind)),
            sb.RawNumber(rep.good, str(rep.good)),
        ]
        for rep in reps
    ]
    return sb.DataTableBlock([head, *rows], say.bare("scorecard.reps_table", name=board.name), page_size=20)


def _list(say: Words, reps: Sequence[Rep]) -> Blocks:
    lines = [
        say(
            "scorecard.rep_line",
            symbol=status_sign(rep.status),
            name=rep.name,
            score=rep.score,
            weakest=_weakest(say, rep),
            behind=rep.behind,
        )
        for rep in reps
    ]
    return [section("\n".join(lines[at : at + _LINES_A_SECTION])) for at in range(0, len(lines), _LINES_A_SECTION)]


def _weakest(say: Words, rep: Rep) -> str | None:
    return rep.weakest.label(say.language) if rep.weakest else None
