"""The scorecard as people see it: a person's, a team's, the company's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, buttons, choice, header, rendered, section, small
from messages.figures import by_channel_text, period_name, status_sign, status_word, value_text
from messages.words import Markup, Words, words
from models.period import Period
from models.scorecard.kpis import QUADRANT_NAMES, Kpi, Quadrant

PERIOD, WHY = "scorecard.period", "scorecard.why"

Blocks: TypeAlias = list[sb.Block]


@dataclass(frozen=True)
class Row:
    """One KPI: its figure, target and status."""

    kpi: Kpi
    value: float | None
    target: float | None = None
    status: str | None = None
    reason: str | None = None
    required_per_day: float | None = None
    by_channel: Mapping[str, float] = field(default_factory=dict)
    compared: float | None = None
    """Of a team: the value of those who have the target; None of one person."""
    by_others: float | None = None
    """What those without it added to the value."""
    people_target: float | None = None
    """What the people's own targets come to, where the team's differs."""


@dataclass(frozen=True)
class Board:
    """A scorecard by quadrant. `ref` says whose and of when, for the menus; it holds no figures."""

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
    focus: Collection[str] = ()
    """Keys of the KPIs that a leader chose for the company; empty: all."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the company calls quadrants, by quadrant and language, `find_en` …"""
    is_line: bool = False
    """It is of everybody below the person of this name."""

    @property
    def title(self) -> str:
        """The key of its title's words."""
        return "scorecard.line_title" if self.is_line else "scorecard.title"


def personal(language: str, board: Board) -> Message:
    """The scorecard of one person: summary, four quadrants, and menus to other people and periods."""
    say = words(language)
    blocks = [*head(say, board), *quadrants(say, board), *foot(say, board)]
    return Message(summary(say, board), rendered(*blocks, *menus(say, board)))


def help_text(language: str) -> Message:
    """How to ask for a scorecard."""
    text = words(language)("scorecard.help")
    return Message(text, rendered(section(text)))


def summary(say: Words, board: Board) -> str:
    """The one line for notifications and screen readers."""
    name = say(board.title, name=board.name)
    return f"{name} · {period_name(say, board.period)}: {_score(say, board).replace('*', '')}"


def head(say: Words, board: Board) -> Blocks:
    """Whose, of when, and the score."""
    period = period_name(say, board.period)
    if board.is_running and board.total_days:
        when = say(
            "scorecard.running", period=period, day=board.as_of, elapsed=board.elapsed_days, total=board.total_days
        )
    else:
        when = say("scorecard.as_of", period=period, day=board.as_of)
    return [header(say.bare(board.title, name=board.name)), small(when), section(_score(say, board))]


def _score(say: Words, board: Board) -> str:
    if board.score is None:
        return say("scorecard.no_score")
    worst = board.worst.label(say.language) if board.worst else None
    return say("scorecard.score", share=board.score, count=board.kpis_counted, worst=worst, is_running=board.is_running)


def quadrants(say: Words, board: Board) -> Blocks:
    """The KPIs that have something to tell, by quadrant."""
    if all(not row.value and row.target is None for row in board.rows):
        return [section(say("scorecard.nothing_yet"))]
    blocks: Blocks = []
    for quadrant in Quadrant:
        rows = [
            row
            for row in board.rows
            if row.kpi.quadrant is quadrant and (board.in_detail or (_is_telling(row) and _in_focus(board, row)))
        ]
        if not rows:
            continue
        share, count = board.quadrants[quadrant]
        about = Markup(say(f"scorecard.quadrant_{quadrant.value}"))
        usual = QUADRANT_NAMES[quadrant][say.language]
        name = board.names.get(f"{quadrant.value}_{say.language}", usual)
        title = say("scorecard.quadrant", name=name, about=about, share=share, count=count)
        lines = [line for row in rows for line in _lines(say, board, row)]
        blocks.append(section("\n".join([title, *lines])))
    return blocks


def _in_focus(board: Board, row: Row) -> bool:
    return not board.focus or row.kpi.key in board.focus


def _is_telling(row: Row) -> bool:
    """It has a target, or a value that is not nothing."""
    return row.target is not None or bool(row.value)


def _lines(say: Words, board: Board, row: Row) -> list[str]:
    label = row.kpi.label(say.language)
    target = None if row.target is None else value_text(say, row.target, row.kpi.unit, board.currency)
    if row.value is None:
        why = say(f"scorecard.why_{row.reason}")
        return [say("scorecard.undefined_line", label=label, why=why, target=target)]
    value = value_text(say, row.value if row.compared is None else row.compared, row.kpi.unit, board.currency)
    if target is None:
        text = f"*{value}*"
    else:
        text = say(
            "scorecard.at_most" if row.kpi.lower_is_better else "scorecard.of_target", value=value, target=target
        )
    required = None
    if row.required_per_day is not None and row.status in ("behind", "at_risk") and board.is_running:
        required = value_text(say, row.required_per_day, row.kpi.unit, board.currency)
    line = say(
        "scorecard.line",
        symbol=status_sign(row.status),
        label=label,
        value=text,
        status=status_word(say, row.status) if row.status else None,
        required=required,
    )
    return [line, *(f"    {text}" for text in _below(say, board, row))]


def _below(say: Words, board: Board, row: Row) -> list[str]:
    """What belongs to a line: what others added, another target, the channels."""
    texts = []
    if row.by_others is not None and row.value is not None:
        whole, others = (value_text(say, value, row.kpi.unit, board.currency) for value in (row.value, row.by_others))
        texts.append(say("scorecard.by_others", whole=whole, others=others))
    if row.people_target is not None:
        people = value_text(say, row.people_target, row.kpi.unit, board.currency)
        texts.append(say("scorecard.people_target", people=people))
    if row.by_channel and (board.in_detail or len(row.by_channel) > 1):
        texts.append(by_channel_text(say, row.by_channel, row.kpi.unit, board.currency))
    return texts


def foot(say: Words, board: Board) -> Blocks:
    """What is nothing or undefined and has no target: named, so that nobody misses it, but small."""
    texts = []
    if not board.in_detail:
        rest = [row for row in board.rows if not _is_telling(row) and _in_focus(board, row)]
        beside = [row for row in board.rows if _is_telling(row) and not _in_focus(board, row)]
        if beside:
            labels = [row.kpi.label(say.language) for row in beside]
            texts.append(say("scorecard.out_of_focus", labels=labels, example=beside[0].kpi.key))
        zero = [row.kpi.label(say.language) for row in rest if row.value is not None]
        if zero:
            texts.append(say("scorecard.zero_so_far", labels=zero))
        undefined: dict[str, list[str]] = {}
        for row in rest:
            if row.value is None:
                undefined.setdefault(say(f"scorecard.why_{row.reason}"), []).append(row.kpi.label(say.language))
        if undefined:
            items = [say("scorecard.for_that_reason", labels=labels, why=why) for why, labels in undefined.items()]
            texts.append(say("scorecard.without_figure", items="; ".join(items)))
    if all(row.target is None for row in board.rows):
        texts.append(say("scorecard.no_targets_hint"))
    elif any(row.status for row in board.rows):
        texts.append(say("scorecard.legend"))
    return [small(text) for text in texts]


def menus(say: Words, board: Board, *more: sb.Element) -> Blocks:
    """Why this number, another period, and `more`."""
    if not board.ref:
        return []
    explained = [choice(row.kpi.label(say.language), f"{board.ref}|{row.kpi.key}") for row in board.rows[:100]]
    chosen = [menu(say.bare("scorecard.choose_why"), WHY, explained)]
    if board.periods:
        others = [choice(say.bare(f"scorecard.{key}"), ref) for key, ref in board.periods]
        chosen.append(menu(say.bare("scorecard.choose_period"), PERIOD, others))
    return [buttons(*chosen, *more)]


def menu(text: str, action_id: str, options: list[sb.Option]) -> sb.Element:
    """A menu in a row of buttons."""
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))
