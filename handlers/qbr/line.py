"""Typed lines of a plan as lines of the plan: with the workspace's own KPIs, in its currency."""

from handlers.door.request import Request
from handlers.phrases.qbr import PlanPhrase, read_plan
from handlers.phrases.unreadable import Unreadable
from messages.qbr.text import PlanView
from messages.words import Words
from models.qbr.plan import QUARTER, PlanLine
from models.refusal import Refusal
from models.scorecard.own_kpis import own_kpis_of


def plan_lines(request: Request, text: str) -> list[PlanLine]:
    """The lines that were typed. Refuses what is none, and another currency."""
    try:
        phrases = read_plan(text, own_kpis_of(request.workspace).values())
    except Unreadable as error:
        raise Refusal("qbr.no_line", typed=error.rest or text[:60], field="plan") from None
    return [_line(request, phrase) for phrase in phrases]


def _line(request: Request, phrase: PlanPhrase) -> PlanLine:
    value = phrase.value
    if value.currency not in (None, request.workspace.currency):
        raise Refusal("goals.other_currency", currency=request.workspace.currency, field="plan")
    return PlanLine(value.kpi, value.value, f"{phrase.days}d" if phrase.days else QUARTER)


def as_typed(say: Words, line: PlanView) -> str:
    """A line as somebody would type it, to start from."""
    number = f"{line.target:g}" if line.unit != "rate" else f"{line.target * 100:g}%"
    if abs(line.target) >= 1000:
        number = f"{line.target:.0f}"
    return f"{say.typed_kpi(line.kpi)} {number}" + ("" if line.horizon == QUARTER else f" {line.horizon}")
