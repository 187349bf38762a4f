"""A quarterly review as both see it: the same blocks in the preview, for who signs, and whenever it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.blocks import header, section, small
from messages.figures import period_name
from messages.long_text import sections
from messages.month_figures import kpi_name
from messages.qbr.pack import amount, pack_blocks, row_label
from messages.words import Words, words
from models.period import Period
from models.qbr.pack import EMPTY, Pack
from models.qbr.restated import Restated

REPORT = ("achieved", "obstacles", "help")
"""The questions of the report, as they stand in the text."""


@dataclass(frozen=True)
class PlanView:
    """A line of the plan. `target` in the unit of the KPI: a rate 0 to 1, whole units of money."""

    kpi: str
    target: float
    unit: str
    by: date
    horizon: str = "quarter"
    names: Mapping[str, str] = field(default_factory=dict)
    """What a KPI of the workspace's own is called, by language."""


@dataclass(frozen=True)
class DecisionView:
    """What was decided, by whom it is done, by when."""

    id: str
    text: str
    owner: str
    due: date
    state: str = "open"


@dataclass(frozen=True)
class QbrView:
    """A quarterly review, as far as its reader may see it."""

    id: str
    name: str
    """Of the rep, or of the team."""
    rep: str
    """Who reports and signs."""
    quarter: Period
    state: str
    pack: Pack = EMPTY
    answers: Mapping[str, str] = field(default_factory=dict)
    plan: tuple[PlanView, ...] = ()
    has_report: bool = False
    manager: str = ""
    remarks: str = ""
    decisions: tuple[DecisionView, ...] = ()
    answer: str = ""
    closed_on: date | None = None
    restated: tuple[Restated, ...] = ()
    today: date | None = None
    """Of the reader, for what is said of today."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Names of who was to do the decisions of the quarter before, by id."""


def quarter_name(language: str, quarter: Period) -> str:
    """`Q3 2026`."""
    return period_name(words(language), quarter)


def what_both_see(language: str, qbr: QbrView, *, in_full: bool = False) -> list[sb.Block]:
    """The review itself. The manager's half stands in it only when the view has it."""
    say = words(language)
    title = header(say.bare("qbr.title", name=qbr.name, quarter=period_name(say, qbr.quarter)))
    blocks = [title, *pack_blocks(say, qbr.pack, qbr.people, in_full=in_full), *report_blocks(say, qbr)]
    if qbr.remarks or qbr.decisions:
        blocks += by_manager(say, qbr)
    if qbr.answer:
        label = say.bare("qbr.said_answer", name=qbr.rep)
        blocks += sections(say("qbr.said", label=label, text=qbr.answer))
    if qbr.restated and qbr.today:
        lines = [restated_line(say, one, qbr.pack.currency) for one in qbr.restated]
        blocks.append(section(say("qbr.restated", lines=lines, day=qbr.today)))
    return blocks


def report_blocks(say: Words, qbr: QbrView) -> list[sb.Block]:
    """The report and the plan, or that there are none."""
    blocks = [section(say("qbr.by_rep", name=qbr.rep))]
    if not qbr.has_report:
        return [*blocks, section(say("qbr.no_report"))]
    for key in REPORT:
        if qbr.answers.get(key):
            blocks += sections(say("qbr.said", label=say.bare(f"qbr.said_{key}"), text=qbr.answers[key]))
    return [*blocks, plan_section(say, qbr)]


def plan_section(say: Words, qbr: QbrView) -> sb.Block:
    """The plan, a line a KPI."""
    lines = [f"• {plan_line(say, line, qbr.pack.currency)}" for line in qbr.plan]
    return section("\n".join([say("qbr.plan_title"), *(lines or [say("qbr.no_plan")])]))


def plan_line(say: Words, line: PlanView, currency: str) -> str:
    """`First sales meetings: *24* by 31 Dec`."""
    target = amount(say, line.target, line.unit, currency)
    return say("qbr.plan_line", label=plan_label(say, line), target=target, by=line.by)


def plan_label(say: Words, line: PlanView) -> str:
    """The KPI of a line by name."""
    return line.names.get(say.language) or kpi_name(say, line.kpi)


def by_manager(say: Words, qbr: QbrView) -> list[sb.Block]:
    """The remarks and the decisions."""
    blocks = [
        section(say("qbr.by_manager", manager=qbr.manager)),
        *(sections(f"{say('qbr.remarks', text=qbr.remarks)}")),
    ]
    if qbr.decisions:
        lines = [f"• {decision_line(say, one)}" for one in qbr.decisions]
        blocks += sections("\n".join([say("qbr.decisions_title"), *lines]))
    return blocks


def decision_line(say: Words, decision: DecisionView) -> str:
    """`Half a day with pre-sales – Anna, by 31 Oct`."""
    return say("qbr.decision", text=decision.text, owner=decision.owner, due=decision.due, state=decision.state)


def restated_line(say: Words, one: Restated, currency: str) -> str:
    """`Sales: €125,000 instead of €120,000`."""
    was = amount(say, one.row.value, one.row.unit, currency)
    now = amount(say, one.now, one.row.unit, currency)
    return say("qbr.a_restated", label=row_label(say, one.row), was=was, now=now)


def standing_small(say: Words, qbr: QbrView) -> list[sb.Block]:
    """That it was signed, and when; nothing while it is written."""
    standing = say("qbr.state_line", state=qbr.state, day=qbr.closed_on)
    return [small(standing)] if standing else []
