"""A scorecard in the form of the reader's style: fewer lines or all of them, the same figures."""

from collections.abc import Sequence
from dataclasses import replace

import slackblocks as sb

from messages.blocks import Message, button, divider, rendered, section, small
from messages.scorecard import personal, short, team
from messages.scorecard.board import Board, Row
from messages.scorecard.personal import Blocks
from messages.style.definitions import definitions
from messages.words import Markup, Words, words
from models.style.preference import Style

BELOW, GOOD = ("behind", "at_risk"), ("on_track", "ahead")
MOST_BULLETS, MOST_STEPS = 3, 3


def of_person(language: str, board: Board, style: Style | None, *, helped: bool = False) -> Message:
    """One person's scorecard; as everybody reads it where there is too little to give a form to.

    `helped`: it is the reader's own, and somebody has the 1-2-1s with them.
    """
    plain = short.short(language, board)
    if style is None or board.in_detail or not any(row.status for row in _targeted(board)):
        return plain
    say = words(language)
    if style is Style.CORRECTNESS:
        back = button(say.bare("scorecard.in_short"), short.IN_SHORT, board.ref) if board.ref else None
        return _with_definitions(say, board, personal.personal(language, board, *([back] if back else [])))
    end = personal.menus(say, board, *_everything(say, board))
    if style is Style.DRIVER or board.trend is None:
        return Message(plain.text, rendered(*_middle(say, board, style, helped=helped), *end))
    drawn, told = short.trend_chart(say, board.trend), short.trend_lines(say, board.trend)
    middle = _middle(say, board, style, helped=helped)
    return Message(plain.text, rendered(*middle, drawn, *end), rendered(*middle, told, *end))


def of_group(
    language: str,
    board: Board,
    reps: Sequence[team.Rep],
    style: Style | None,
    *,
    total_only: bool,
    teams: Sequence[team.TeamTotal] = (),
    left_out: Sequence[str] = (),
) -> Message:
    """The scorecard of a team or the company; as everybody reads it where there are no people in it to tell of."""
    plain = team.group(language, board, reps, total_only=total_only, teams=teams, left_out=left_out)
    if style is None or board.in_detail or total_only or not reps:
        return plain
    say = words(language)
    if style is Style.CORRECTNESS:
        return _with_definitions(say, board, plain)
    missing = [small(say("scorecard.not_counted", names=left_out))] if left_out else []
    people = [*team.teams_menu(say, teams), *team.people_menu(say, reps)]
    end = personal.menus(say, board, *people, *_everything(say, board))
    return Message(plain.text, rendered(*_head(say, board), *_of_people(say, board, reps, style), *missing, *end), None)


def _targeted(board: Board) -> list[Row]:
    return [row for row in board.rows if row.target is not None and personal.in_focus(board, row)]


def _everything(say: Words, board: Board) -> list[sb.Element]:
    return [button(say.bare("style.everything"), short.EVERYTHING, board.ref)] if board.ref else []


def _head(say: Words, board: Board) -> Blocks:
    """Whose and of when."""
    return personal.head(say, board)[:2]


def _standing(say: Words, board: Board) -> list[str]:
    return [text for text in (personal.score(say, board), personal.sales(say, board)) if text]


def _middle(say: Words, board: Board, style: Style, *, helped: bool) -> Blocks:
    rows = _targeted(board)
    below = [row for row in rows if row.status in BELOW]
    good = [row for row in rows if row.status in GOOD]
    first = min(below, key=_furthest, default=None)
    if style is Style.DRIVER:
        line = personal.lines(say, board, replace(first, to_go=None))[0] if first else say("style.nothing_behind")
        bullets = [Markup(one) for one in (*_standing(say, board), line)[:MOST_BULLETS]]
        texts = [say("style.bullets", lines=bullets)]
        if first and (rest := personal.rest(say, board, first)):
            asked = say("style.next_kpi", label=first.kpi.label(say.language), rest=rest)
            texts.append(say("style.next", what=asked))
        return [*_head(say, board), section("\n".join(texts))]
    if style is Style.INFLUENCER:
        return [
            *_head(say, board),
            *_part(say, "proud_of", board, good),
            section("\n".join(_standing(say, board))),
            *_part(say, "still_to_win", board, below),
        ]
    steps = [personal.lines(say, board, row)[0] for row in sorted(below, key=_furthest)[:MOST_STEPS]]
    titled = [say("style.step_by_step"), say("style.steps", lines=[Markup(one) for one in steps])]
    return [
        *_head(say, board),
        section("\n".join(_standing(say, board))),
        section("\n".join(titled) if steps else say("style.nothing_behind")),
        *_part(say, "the_rest", board, good),
        *([small(say("style.support"))] if helped else []),
    ]


def _part(say: Words, title: str, board: Board, rows: Sequence[Row]) -> Blocks:
    lines = [line for row in rows for line in personal.lines(say, board, row)]
    return [section("\n".join([say(f"style.{title}"), *lines]))] if lines else []


def _furthest(row: Row) -> tuple[bool, float]:
    """Behind before at risk; then the smallest part of the target."""
    share = (row.value or 0) / row.target if row.target else 0
    return row.status != "behind", -share if row.kpi.lower_is_better else share


def _of_people(say: Words, board: Board, reps: Sequence[team.Rep], style: Style) -> Blocks:
    behind = [rep for rep in reps if rep.behind and rep.weakest]
    well = [rep for rep in reps if rep.good > rep.behind]
    standing = _standing(say, board)
    first = team.help_first(say, reps)
    going = [section("\n".join([say("style.going_well"), say.listed([rep.name for rep in well])]))] if well else []
    if style is Style.DRIVER:
        lines = [say("style.bullets", lines=[Markup(one) for one in [*standing, first][:MOST_BULLETS]])]
        lines += [say("style.next", what=say("style.look_at", name=behind[0].name))] if behind else []
        return [section("\n".join(lines))]
    if style is Style.INFLUENCER:
        return [*going, section("\n".join(standing)), divider(), section(first)]
    steps = [
        Markup(say("style.step_rep", name=rep.name, worst=rep.weakest.label(say.language)))
        for rep in behind[:MOST_STEPS]
        if rep.weakest
    ]
    titled = [say("style.step_by_step"), say("style.steps", lines=steps)] if steps else [first]
    return [section("\n".join(standing)), section("\n".join(titled)), *going]


def _with_definitions(say: Words, board: Board, whole: Message) -> Message:
    """The whole of it, and before its menus how each figure in it is counted."""
    rows = [row for row in board.rows if row.target is not None or row.value]
    added = rendered(*definitions(say, [row.kpi for row in rows]))

    def put_in(blocks: list[dict[str, object]] | None) -> list[dict[str, object]] | None:
        return None if blocks is None else [*blocks[:-1], *added, blocks[-1]]

    return Message(whole.text, put_in(whole.blocks) or [], put_in(whole.plain_blocks))
