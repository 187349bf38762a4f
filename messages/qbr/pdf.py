"""A quarterly review as a PDF: the pack with every figure, the report and the plan, the decisions, and whether it was signed."""

from messages.figures import period_name, status_word
from messages.paper import without_marks
from messages.pdf import Page
from messages.qbr.pack import (
    accounts_line,
    against_plan,
    amount,
    decided_lines,
    disputed_line,
    in_order,
    pipeline_lines,
    promise_line,
    promise_lines,
    quadrant_label,
    row_label,
)
from messages.qbr.text import REPORT, QbrView, decision_line, plan_line, restated_line
from messages.words import Words, words
from models.qbr.pack import Row
from models.scorecard.kpis import Quadrant


def review(language: str, company: str, qbr: QbrView) -> bytes:
    """The whole review, as the bytes of a PDF."""
    say = words(language)
    quarter = period_name(say, qbr.quarter)
    page = Page(say, f"{company} · {say.bare('qbr.pdf_named', name=qbr.name, quarter=quarter)}")
    standing = say("qbr.state_line", state=qbr.state, day=qbr.closed_on)
    under = without_marks(standing).lstrip("✅✍️ ") if standing else say.bare("qbr.pdf_draft")
    page.title(say.bare("qbr.title", name=qbr.name, quarter=quarter), under)
    page.text(without_marks(against_plan(say, qbr.pack)), size=13, bold=True)
    _figures(page, say, qbr)
    _deals(page, say, qbr)
    _promises(page, say, qbr)
    _halves(page, say, qbr)
    _restated(page, say, qbr)
    return page.as_bytes()


def _figures(page: Page, say: Words, qbr: QbrView) -> None:
    """Every KPI with a target, by quadrant: first what somebody does, then what comes of it."""
    head = [say.bare(f"qbr.pdf_{name}") for name in ("kpi", "value", "target", "share", "status")]
    for quadrant in Quadrant:
        rows = in_order(qbr.pack, quadrant)
        if rows:
            score = qbr.pack.quadrants.get(quadrant.value)
            share = "" if score is None else f"  {say.percent(score)}"
            page.heading(f"{quadrant_label(say, qbr.pack, quadrant)}{share}")
            page.table(head, [_row(say, row, qbr.pack.currency) for row in rows], (70, 27, 27, 21, 29))
    without = [row_label(say, row) for row in qbr.pack.rows if row.target is None]
    if without:
        page.space(2)
        page.text(f"{say.bare('qbr.pdf_without')}: {', '.join(without)}", soft=True, size=8.5)


def _row(say: Words, row: Row, currency: str) -> list[str]:
    label = say.bare("qbr.pdf_lead" if row.is_lead else "qbr.pdf_lag", label=row_label(say, row))
    return [
        label,
        amount(say, row.value, row.unit, currency),
        amount(say, row.target, row.unit, currency),
        "–" if row.attainment is None else say.percent(row.attainment),
        status_word(say, row.status) if row.status else "",
    ]


def _deals(page: Page, say: Words, qbr: QbrView) -> None:
    _lines(page, decided_lines(say, qbr.pack))
    if qbr.pack.pipeline is not None:
        _lines(page, pipeline_lines(say, qbr.pack.pipeline, qbr.pack.currency, in_full=True))
    _lines(page, [accounts_line(say, qbr.pack)])
    if qbr.pack.disputed:
        page.text(without_marks(disputed_line(say, qbr.pack)), soft=True)


def _promises(page: Page, say: Words, qbr: QbrView) -> None:
    page.heading(say.bare("qbr.pdf_promises"))
    first, *_ = promise_lines(say, qbr.pack, qbr.people, 0)
    page.text(without_marks(first.partition(":")[2].strip().capitalize() or first))
    for promise in qbr.pack.promises:
        page.text(without_marks(promise_line(say, promise, qbr.people)))
    if qbr.pack.promises:
        page.text(say.bare("qbr.promise_signs"), soft=True, size=8.5)


def _halves(page: Page, say: Words, qbr: QbrView) -> None:
    """The report with the plan, what the manager says with the decisions, and the answer to it."""
    page.heading(without_marks(say("qbr.by_rep", name=qbr.rep)))
    if not qbr.has_report:
        page.text(say.bare("qbr.no_report"), soft=True)
    for key in REPORT:
        if qbr.has_report and qbr.answers.get(key):
            page.text(say.bare(f"qbr.said_{key}"), bold=True)
            page.text(qbr.answers[key])
    if qbr.plan:
        page.heading(without_marks(say("qbr.plan_title")))
        for line in qbr.plan:
            page.text(f"• {without_marks(plan_line(say, line, qbr.pack.currency))}")
    if qbr.remarks or qbr.decisions:
        page.heading(without_marks(say("qbr.by_manager", manager=qbr.manager)))
        page.text(qbr.remarks)
    if qbr.decisions:
        page.text(without_marks(say("qbr.decisions_title")), bold=True)
        for decision in qbr.decisions:
            page.text(f"• {without_marks(decision_line(say, decision))}")
    if qbr.answer:
        page.heading(say.bare("qbr.said_answer", name=qbr.rep))
        page.text(qbr.answer)


def _restated(page: Page, say: Words, qbr: QbrView) -> None:
    if qbr.restated and qbr.today:
        page.space(3)
        lines = [restated_line(say, one, qbr.pack.currency) for one in qbr.restated]
        page.text(without_marks(say("qbr.restated", lines=lines, day=qbr.today)), soft=True)


def _lines(page: Page, lines: list[str]) -> None:
    """A heading and the lines under it, as they stand in the message."""
    title, *rest = "\n".join(lines).split("\n")
    if title.startswith("*") and title.endswith("*"):
        page.heading(without_marks(title))
    else:
        name, _, told = title.partition(": ")
        page.heading(without_marks(name))
        page.text(without_marks(told[:1].upper() + told[1:]))
    for line in rest:
        page.text(without_marks(line))
