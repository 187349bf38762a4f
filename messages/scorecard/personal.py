"""The scorecard as people see it: a person's, a team's, the company's."""

from collections.abc import Sequence
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, buttons, choice, header, rendered, section, small
from messages.figures import by_channel_text, period_name, period_within, span_of, status_sign, status_word, value_text
from messages.scorecard.board import Board, ChangeView, Row
from messages.scorecard.why_score import SCORE
from messages.words import Markup, Words, words
from models.scorecard.kpis import QUADRANT_NAMES, InTime, Quadrant, Unit

PERIOD, WHY = "scorecard.period", "scorecard.why"

_TOLD_BELOW = frozenset({"reps", "reviewed", "cross_upsell_value"})
"""Figures beside others that are told on the scorecard itself; the others behind "Why this number?"."""

Blocks: TypeAlias = list[sb.Block]


def personal(language: str, board: Board, *more: sb.Element) -> Message:
    """The scorecard of one person: summary, four quadrants, menus to other people and periods, and `more` beside them."""
    say = words(language)
    blocks = [*head(say, board), *quadrants(say, board), *foot(say, board)]
    return Message(summary(say, board), rendered(*blocks, *menus(say, board, *more)))


def help_text(language: str) -> Message:
    """How to ask for a scorecard."""
    text = words(language)("scorecard.help")
    return Message(text, rendered(section(text)))


def summary(say: Words, board: Board) -> str:
    """The one line for notifications and screen readers."""
    name = say(board.title, name=board.name)
    return f"{name} · {period_within(say, board.period)}: {score(say, board).replace('*', '')}"


def head(say: Words, board: Board) -> Blocks:
    """Whose, of when, and the score."""
    period = period_name(say, board.period)
    if board.is_running and board.total_days:
        when = say(
            "scorecard.running", period=period, day=board.as_of, elapsed=board.elapsed_days, total=board.total_days
        )
    else:
        when = say("scorecard.as_of", period=period, day=board.as_of)
    standing = "\n".join(text for text in (score(say, board), sales(say, board)) if text)
    change = [small(_change(say, board, board.change))] if board.change else []
    return [header(say.bare(board.title, name=board.name)), small(when), section(standing), *change]


def sales(say: Words, board: Board) -> str | None:
    """Sales beside the score; not where somebody asked for single KPIs, and not without any."""
    row = board.sales
    if row is None or row.value is None or board.in_detail or not _is_telling(row):
        return None
    value = row.value if row.compared is None else row.compared
    target = value_text(say, row.target, row.kpi.unit, board.currency) if row.target else None
    share = value / row.target if row.target else None
    return say(
        "scorecard.sales", value=value_text(say, value, row.kpi.unit, board.currency), target=target, share=share
    )


def _change(say: Words, board: Board, change: ChangeView) -> str:
    """Score in points and sales, against the period before by the same day."""
    parts = []
    if change.score is not None:
        points = round(change.score * 100)
        parts.append(Markup(say("scorecard.score_change", points=abs(points), sign=_sign(points))))
    if change.sales is not None:
        value = value_text(say, abs(change.sales), Unit.MONEY, board.currency)
        parts.append(Markup(say("scorecard.sales_change", value=value, sign=_sign(change.sales))))
    return say("scorecard.change", period=period_within(say, change.period), day=change.day, parts=parts)


def _sign(number: float) -> str:
    return "+" if number > 0 else "−" if number < 0 else "±"


def score(say: Words, board: Board) -> str:
    """The score in a sentence, or why there is none."""
    if not board.is_employed:
        return say("scorecard.not_employed", name=board.name)
    if board.score is None and board.counts_from:
        return say("scorecard.counts_from", day=board.counts_from, is_before=board.period.end <= board.counts_from)
    if board.score is None:
        return say("scorecard.too_early_for_score" if board.is_too_early else "scorecard.no_score")
    worst = board.worst.label(say.language) if board.worst else None
    return say("scorecard.score", share=board.score, count=board.kpis_counted, worst=worst, is_running=board.is_running)


def quadrants(say: Words, board: Board, order: Sequence[Quadrant] = tuple(Quadrant)) -> Blocks:
    """The KPIs that have something to tell, by quadrant."""
    if all(not row.value and row.target is None for row in board.rows):
        return [section(say("scorecard.nothing_yet"))] if board.is_employed else []
    blocks: Blocks = []
    for quadrant in order:
        rows = [
            row
            for row in board.rows
            if row.kpi.quadrant is quadrant and (board.in_detail or (_is_telling(row) and in_focus(board, row)))
        ]
        if not rows:
            continue
        share, count = board.quadrants[quadrant]
        about = Markup(say(f"scorecard.quadrant_{quadrant.value}"))
        usual = QUADRANT_NAMES[quadrant][say.language]
        name = board.names.get(f"{quadrant.value}_{say.language}", usual)
        title = say("scorecard.quadrant", name=name, about=about, share=share, count=count)
        told = [line for row in rows for line in lines(say, board, row)]
        blocks.append(section("\n".join([title, *told])))
    return blocks


def in_focus(board: Board, row: Row) -> bool:
    """Whether the workspace shows this KPI now: all of them where it chose none."""
    return not board.focus or row.kpi.key in board.focus


def _is_telling(row: Row) -> bool:
    """It has a target, or a value that is not nothing."""
    return row.target is not None or bool(row.value)


def lines(say: Words, board: Board, row: Row) -> list[str]:
    """A KPI in a line, and what belongs to it below."""
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
    line = say(
        "scorecard.line",
        symbol=status_sign(row.status),
        label=label,
        value=text,
        status=status_word(say, row.status) if row.status else None,
        rest=rest(say, board, row),
    )
    return [line, *(f"    {text}" for text in _below(say, board, row))]


def rest(say: Words, board: Board, row: Row) -> str | None:
    """What is still to be done for the target, in words that fit; or that no day is left for it."""
    if row.to_go is None or row.status not in ("behind", "at_risk") or not board.is_running:
        return None
    span = span_of(board.period)
    if row.is_over:
        return say("scorecard.is_over", span=span)
    return say("scorecard.to_go", left=value_text(say, row.to_go, row.kpi.unit, board.currency), span=span)


def _below(say: Words, board: Board, row: Row) -> list[str]:
    """What belongs to a line: what others added, another target, the channels."""
    texts = [
        say("scorecard.beside", which=which, value=value_text(say, value, Unit.MONEY, board.currency), share=value)
        for which, value in row.beside.items()
        if which in _TOLD_BELOW
    ]
    if row.by_others is not None and row.value is not None:
        whole, others = (value_text(say, value, row.kpi.unit, board.currency) for value in (row.value, row.by_others))
        texts.append(say("scorecard.by_others", whole=whole, others=others))
    elif (
        row.kpi.kind is InTime.RATIO
        and row.compared is not None
        and row.value is not None
        and abs(row.value - row.compared) > 1e-6
    ):
        whole = value_text(say, row.value, row.kpi.unit, board.currency)
        texts.append(say("scorecard.with_everybody", whole=whole))
    if row.people_target is not None:
        people = value_text(say, row.people_target, row.kpi.unit, board.currency)
        texts.append(say("scorecard.people_target", people=people))
    if row.by_channel and (board.in_detail or len(row.by_channel) > 1):
        texts.append(by_channel_text(say, row.by_channel, row.kpi.unit, board.currency))
    return texts


def foot(say: Words, board: Board, all_rows: Sequence[Row] | None = None) -> Blocks:
    """What is nothing or undefined and has no target: named, so that nobody misses it, but small.

    What waits for a rate is told of `all_rows`, also where the board shows fewer.
    """
    texts = []
    if not board.in_detail:
        rest = [row for row in board.rows if not _is_telling(row) and in_focus(board, row)]
        beside = [row for row in board.rows if _is_telling(row) and not in_focus(board, row)]
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
    without_rate = [row for row in (all_rows or board.rows) if row.left_out.get("without_rate")]
    if without_rate:
        counts = [
            Markup(say("scorecard.so_many", label=row.kpi.label(say.language), count=row.left_out["without_rate"]))
            for row in without_rate
        ]
        texts.append(say("scorecard.without_rate", counts=counts))
    if not board.is_employed:
        return [small(text) for text in texts]
    if all(row.target is None for row in board.rows):
        texts.append(say("scorecard.no_targets_hint"))
    elif any(row.status for row in board.rows):
        texts.append(say("scorecard.legend"))
    return [small(text) for text in texts]


def menus(say: Words, board: Board, *more: sb.Element) -> Blocks:
    """Why this number, another period, and `more`."""
    if not board.ref:
        return []
    explained = [choice(row.kpi.label(say.language), f"{board.ref}|{row.kpi.key}") for row in board.rows[:99]]
    if board.score is not None and not board.in_detail:
        explained.insert(0, choice(say.bare("scorecard.why_score"), f"{board.ref}|{SCORE}"))
    chosen = [menu(say.bare("scorecard.choose_why"), WHY, explained)]
    if board.periods:
        others = [choice(say.bare(f"scorecard.{key}"), ref) for key, ref in board.periods]
        chosen.append(menu(say.bare("scorecard.choose_period"), PERIOD, others))
    return [buttons(*chosen, *more)]


def menu(text: str, action_id: str, options: list[sb.Option]) -> sb.Element:
    """A menu in a row of buttons."""
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))
