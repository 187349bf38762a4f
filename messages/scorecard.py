"""The scorecard as people see it: a person's, a team's, the company's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, buttons, choice, divider, header, rendered, section, shortened, small
from messages.figures import by_channel_text, period_name, value_text
from messages.words import Markup, Words, escape, words
from models.period import Period
from models.scorecard.kpis import QUADRANT_NAMES, Kpi, Quadrant

PERIOD, WHY, REP = "scorecard.period", "scorecard.why", "scorecard.rep"
SYMBOLS = {"ahead": "▲", "on_track": "✓", "at_risk": "◆", "behind": "▼", "too_early": "○"}
_NO_STATUS = "·"
MOST_ROWS = 40
"""Reps in one table; more are reached by the menu."""
_LINES_A_SECTION = 15

Blocks: TypeAlias = list[sb.Block]
_Cell: TypeAlias = sb.RawText | sb.RawNumber | sb.RichTextBlock


@dataclass(frozen=True)
class Row:
    """One KPI as it is shown."""

    kpi: Kpi
    value: float | None
    target: float | None = None
    status: str | None = None
    reason: str | None = None
    required_per_day: float | None = None
    by_channel: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Board:
    """A scorecard as it is shown. `ref` says whose and of when, for the menus; it holds no figures."""

    name: str
    period: Period
    as_of: date
    is_running: bool
    elapsed_days: float
    total_days: float
    currency: str
    rows: Sequence[Row]
    score: float | None
    kpis_counted: int
    worst: Kpi | None
    quadrants: Mapping[Quadrant, tuple[float | None, int]]
    """Score and how many KPIs it rests on."""
    ref: str = ""
    periods: Sequence[tuple[str, str]] = ()
    """Other periods to switch to: a key of the words, and the ref."""
    in_detail: bool = False
    """Somebody asked for these KPIs: show each, with its channels."""


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


def personal(language: str, board: Board) -> Message:
    """One person's scorecard."""
    say = words(language)
    blocks = [*_head(say, board), *_quadrants(say, board), *_foot(say, board)]
    return Message(_summary(say, board), rendered(*blocks, *_menus(say, board)))


def group(language: str, board: Board, reps: Sequence[Rep], *, total_only: bool) -> Message:
    """A team's or the company's: the total, and (for who may see them) its reps, who needs help first."""
    say = words(language)
    head = [*_head(say, board), *_quadrants(say, board)]
    foot = [*_foot(say, board), *_menus(say, board, reps)]
    if total_only:
        return Message(_summary(say, board), rendered(*head, small(say("scorecard.team_total_only")), *foot))
    if not reps:
        return Message(_summary(say, board), rendered(*head, small(say("scorecard.nobody_sells")), *foot))
    help_first = section(_help_first(say, reps))
    table = _table(say, board, reps[:MOST_ROWS])
    more = len(reps) - MOST_ROWS
    rest = [small(say("scorecard.and_more", count=more))] if more > 0 else []
    return Message(
        _summary(say, board),
        rendered(*head, divider(), help_first, table, *rest, *foot),
        rendered(*head, divider(), help_first, *_list(say, reps[:MOST_ROWS]), *rest, *foot),
    )


def help_text(language: str) -> Message:
    """How to ask for a scorecard."""
    text = words(language)("scorecard.help")
    return Message(text, rendered(section(text)))


def _summary(say: Words, board: Board) -> str:
    name = say("scorecard.title", name=board.name)
    return f"{name} · {period_name(say, board.period)}: {_score(say, board).replace('*', '')}"


def _head(say: Words, board: Board) -> Blocks:
    period = period_name(say, board.period)
    if board.is_running and board.total_days:
        when = say(
            "scorecard.running", period=period, day=board.as_of,
            elapsed=board.elapsed_days, total=board.total_days,
        )  # fmt: skip
    else:
        when = say("scorecard.as_of", period=period, day=board.as_of)
    return [header(say.bare("scorecard.title", name=board.name)), small(when), section(_score(say, board))]


def _score(say: Words, board: Board) -> str:
    if board.score is None:
        return say("scorecard.no_score")
    worst = board.worst.label(say.language) if board.worst else None
    return say("scorecard.score", share=board.score, count=board.kpis_counted, worst=worst)


def _quadrants(say: Words, board: Board) -> Blocks:
    if all(not row.value and row.target is None for row in board.rows):
        return [section(say("scorecard.nothing_yet"))]
    blocks: Blocks = []
    for quadrant, names in QUADRANT_NAMES.items():
        rows = [
            row
            for row in board.rows
            if row.kpi.quadrant is quadrant and (_is_telling(row) or board.in_detail)
        ]
        if not rows:
            continue
        share, count = board.quadrants[quadrant]
        title = say("scorecard.quadrant", name=names[say.language == "nl"], share=share, count=count)
        lines = [line for row in rows for line in _lines(say, board, row)]
        blocks.append(section("\n".join([title, *lines])))
    return blocks


def _is_telling(row: Row) -> bool:
    """It has a target, or a value that is not nothing."""
    return row.target is not None or bool(row.value)


def _lines(say: Words, board: Board, row: Row) -> list[str]:
    label = row.kpi.label(say.language)
    target = None if row.target is None else value_text(say, row.target, row.kpi.unit, board.currency)
    if row.value is None:
        why = say(f"scorecard.why_{row.reason}")
        return [say("scorecard.undefined_line", label=label, why=why, target=target)]
    value = value_text(say, row.value, row.kpi.unit, board.currency)
    if target is None:
        text = f"*{value}*"
    else:
        text = say(
            "scorecard.at_most" if row.kpi.lower_is_better else "scorecard.of_target",
            value=value,
            target=target,
        )
    required = None
    if row.required_per_day is not None and row.status in ("behind", "at_risk") and board.is_running:
        required = value_text(say, row.required_per_day, row.kpi.unit, board.currency)
    line = say(
        "scorecard.line", symbol=SYMBOLS.get(row.status or "", _NO_STATUS), label=label, value=text,
        status=say("scorecard.status", which=row.status) if row.status else None, required=required,
    )  # fmt: skip
    if not row.by_channel or not (board.in_detail or len(row.by_channel) > 1):
        return [line]
    return [line, f"    {by_channel_text(say, row.by_channel, row.kpi.unit, board.currency)}"]


def _foot(say: Words, board: Board) -> Blocks:
    """What is nothing or undefined and has no target: named, so that nobody misses it, but small."""
    texts = []
    if not board.in_detail:
        rest = [row for row in board.rows if not _is_telling(row)]
        zero = [row.kpi.label(say.language) for row in rest if row.value is not None]
        if zero:
            texts.append(say("scorecard.zero_so_far", labels=zero))
        undefined = [
            f"{escape(row.kpi.label(say.language))} ({say(f'scorecard.why_{row.reason}')})"
            for row in rest
            if row.value is None
        ]
        if undefined:
            texts.append(say("scorecard.without_figure", items="; ".join(undefined)))
    if all(row.target is None for row in board.rows):
        texts.append(say("scorecard.no_targets_hint"))
    elif any(row.status for row in board.rows):
        texts.append(say("scorecard.legend"))
    return [small(text) for text in texts]


def _menus(say: Words, board: Board, reps: Sequence[Rep] = ()) -> Blocks:
    if not board.ref:
        return []
    explained = [
        choice(row.kpi.label(say.language), f"{board.ref}|{row.kpi.key}") for row in board.rows[:100]
    ]
    menus = [_menu(say.bare("scorecard.choose_why"), WHY, explained)]
    if board.periods:
        others = [choice(say.bare(f"scorecard.{key}"), ref) for key, ref in board.periods]
        menus.append(_menu(say.bare("scorecard.choose_period"), PERIOD, others))
    if reps:
        people = [choice(shortened(rep.name, 75), rep.ref) for rep in reps[:100]]
        menus.append(_menu(say.bare("scorecard.choose_rep"), REP, people))
    return [buttons(*menus)]


def _menu(text: str, action_id: str, options: list[sb.Option]) -> sb.Element:
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))


def _help_first(say: Words, reps: Sequence[Rep]) -> str:
    behind = [rep for rep in reps if rep.behind and rep.weakest][:3]
    if not behind:
        return say("scorecard.nobody_behind")
    names = [
        Markup(
            say(
                "scorecard.needs_help", name=rep.name, count=rep.behind, worst=rep.weakest.label(say.language)
            )
        )
        for rep in behind
        if rep.weakest
    ]
    return say("scorecard.help_first", names=say.listed(names))


def _table(say: Words, board: Board, reps: Sequence[Rep]) -> sb.Block:
    columns = ("rep", "score", "weakest", "behind", "good")
    head: list[_Cell] = [sb.RawText(say.bare("scorecard.column", which=which)) for which in columns]
    rows: list[list[_Cell]] = [
        [
            sb.RawText(shortened(rep.name, 80)),
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
            "scorecard.rep_line", symbol=SYMBOLS.get(rep.status or "", _NO_STATUS), name=rep.name,
            score=rep.score, weakest=_weakest(say, rep), behind=rep.behind,
        )
        for rep in reps
    ]  # fmt: skip
    return [
        section("\n".join(lines[at : at + _LINES_A_SECTION])) for at in range(0, len(lines), _LINES_A_SECTION)
    ]


def _weakest(say: Words, rep: Rep) -> str | None:
    return rep.weakest.label(say.language) if rep.weakest else None
