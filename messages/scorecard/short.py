"""One person's scorecard as it fits a phone: the headline, the lines with a target, one chart; the rest behind a button."""

from dataclasses import replace

import slackblocks as sb

from messages.blocks import Message, button, progress, rendered, section, shortened
from messages.home.of_role import of_role
from messages.scorecard.board import Board, Row, TrendView
from messages.scorecard.personal import foot, head, in_focus, menus, personal, quadrants, summary
from messages.words import Markup, Words, words
from models.scorecard.kpis import Quadrant

EVERYTHING, IN_SHORT = "scorecard.everything", "scorecard.in_short"


def short(language: str, board: Board) -> Message:
    """What has a target, that of the role first, and how the most important lead KPI went; everything where nothing has one."""
    targeted = [row for row in _role_first(board) if row.target is not None]
    if board.in_detail or not any(in_focus(board, row) for row in targeted):
        return personal(language, board)
    say = words(language)
    told = replace(board, rows=targeted)
    whole = [button(say.bare("scorecard.everything"), EVERYTHING, board.ref)] if board.ref else []
    top = [*head(say, board), *of_role(say, board.of_role), *quadrants(say, told, _quadrants_first(told))]
    end = [*foot(say, told, board.rows), *menus(say, board, *whole)]
    if board.trend is None:
        return Message(summary(say, board), rendered(*top, *end))
    drawn, in_lines = trend_chart(say, board.trend), trend_lines(say, board.trend)
    return Message(summary(say, board), rendered(*top, drawn, *end), rendered(*top, in_lines, *end))


def _role_first(board: Board) -> list[Row]:
    """The rows with those of the role in front, in its order."""
    place = {key: number for number, key in enumerate(board.first)}
    return sorted(board.rows, key=lambda row: place.get(row.kpi.key, len(place)))


def _quadrants_first(board: Board) -> list[Quadrant]:
    """The quadrants in the order in which the role comes to them; those that it does not come to last."""
    seen = [row.kpi.quadrant for row in board.rows if row.kpi.key in board.first and in_focus(board, row)]
    return list(dict.fromkeys([*seen, *Quadrant]))


def everything(language: str, board: Board) -> Message:
    """All figures, with the way back."""
    back = button(words(language).bare("scorecard.in_short"), IN_SHORT, board.ref)
    return personal(language, board, back)


def trend_chart(say: Words, trend: TrendView) -> sb.Block:
    """How the most important lead KPI went, as a line."""
    labels = _labels(say, trend)
    points = [sb.DataPoint(label, round(value, 1)) for label, (_, value) in zip(labels, trend.parts, strict=True)]
    name = trend.kpi.label(say.language)
    chart = sb.LineChart([sb.DataSeries(shortened(name, 20), points)], sb.AxisConfig(labels))
    title = say.bare("scorecard.trend_title", label=name, weekly=trend.is_weekly)
    return sb.DataVisualizationBlock(shortened(title, 50), chart)


def trend_lines(say: Words, trend: TrendView) -> sb.Block:
    """The same in lines, where a workspace takes no charts; the last six."""
    parts = list(zip(_labels(say, trend), trend.parts, strict=True))[-6:]
    most = max(value for _, (_, value) in parts) or 1
    lines = [
        Markup(say("scorecard.trend_line", bar=progress(value / most), value=value, label=label))
        for label, (_, value) in parts
    ]
    title = say("scorecard.trend_title", label=trend.kpi.label(say.language), weekly=trend.is_weekly)
    return section("\n".join([f"*{title}*", *lines]))


def _labels(say: Words, trend: TrendView) -> list[str]:
    pattern = "d MMM" if trend.is_weekly else "MMM yy"
    return [say.day(period.start, pattern) for period, _ in trend.parts]
