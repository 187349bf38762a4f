"""What came out of a survey about the organisation: the headline, a chart, the lowest three, the records, each function, comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.audit.chart import chart, chart_lines
from messages.audit.leading import REOPEN, SHARE
from messages.audit.trends import TREND, agreement, not_compared, team_line
from messages.audit.views import StageView as StageView
from messages.audit.views import what_moved
from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.long_text import sections
from messages.plan.page import OPEN as OPEN_PLAN
from messages.tools.overview import OPEN as OPEN_TOOLS
from messages.tools.overview import evidence_lines
from messages.tools.views import EvidenceView
from messages.words import Markup, Words, words
from models.audit.results.functions import FunctionResult, Results

DETAILS = "audit.details"
COMMENTS = "audit.comments"
PDF, CSV, BOARD = "audit.pdf", "audit.csv", "audit.board"
COMMENTS_A_PAGE = 8


@dataclass(frozen=True)
class RecordView:
    """What the bot's own records say beside a statement."""

    what: str
    """`reviews`, `coaching`, `entries`, `targets` or `pipeline`."""
    said: float | None
    """The mean of the statement it speaks about; None where it is not shown."""
    share: float
    happened: int
    due: int


@dataclass(frozen=True)
class ResultsView:
    """The results of one campaign, with the words of one language."""

    campaign: str
    number: int
    audience: str
    closed_on: date
    results: Results
    areas: Mapping[str, str]
    """Function key to label."""
    statements: Mapping[str, str]
    """Question key to its statement."""
    advice: Mapping[str, str]
    """Function key to the recommendation of its weakest statement, for the lowest three."""
    stage: StageView | None = None
    records: Sequence[RecordView] = field(default_factory=tuple)
    form: str = "full"
    """What this reader gets: `full` or `summary`."""
    leads: bool = False
    shared: str = "leaders"
    may_reopen: bool = False
    has_plan: bool = False
    tools: EvidenceView | None = None
    """What the list of tools says about technology, for who gets everything."""


def headline(language: str, view: ResultsView) -> Message:
    """Everything in thirty seconds."""
    say = words(language)
    results = view.results
    title = say("audit_results.title", view=view)
    if results.is_suppressed:
        blocks = rendered(
            section(title), section(say("audit_results.nothing_to_show", k=results.k)), *_leading(say, view)
        )
        return Message(title, blocks)
    top = [section(f"{title}\n{say('audit_results.overall', mean=overall(results), before=_overall_before(results))}")]
    if told := what_moved(say, results, view.areas):
        top.append(section(told))
    if view.stage is not None:
        top.append(section(stage_text(say, view.stage)))
    rest = [
        *_lowest(say, view),
        _strengths(say, view),
        *_records(say, view),
        _tools(say, view),
        *_ways(say, view),
        *_leading(say, view),
        not_compared(say, view.areas, results),
        small(say("audit_results.small_print", results=results)),
    ]
    native = rendered(*top, *chart(say, view.areas, results), *rest)
    plain = rendered(*top, chart_lines(say, view.areas, results), *rest)
    return Message(f"{title} {say('audit_results.overall_text', mean=overall(results))}", native, plain)


def details(language: str, view: ResultsView) -> Message:
    """Each function: how it scored, how far people differ, and what cannot be shown."""
    say = words(language)
    title = say("audit_results.details_title", view=view)
    hidden = groups_hidden(view.results)
    blocks = rendered(section(title), small(why(say, hidden, view.results.k)) if hidden else None)
    for key, result in view.results.functions.items():
        blocks += rendered(divider(), section(function_text(say, view, key, result)))
    return Message(title, blocks)


def comments(language: str, view: ResultsView, page: int) -> Message:
    """The comments, in no order, a page at a time."""
    say = words(language)
    every = [(view.areas[key], text) for key, result in view.results.functions.items() for text in result.comments]
    pages = max(1, -(-len(every) // COMMENTS_A_PAGE))
    page = min(max(page, 1), pages)
    title = say("audit_results.comments_title", view=view, count=len(every), page=page, pages=pages)
    if not every:
        text = say("audit_results.no_comments", k=view.results.k)
        return Message(title, rendered(section(title), section(text)))
    blocks = rendered(section(title), small(say("audit_results.comments_told")))
    for area, text in every[(page - 1) * COMMENTS_A_PAGE : page * COMMENTS_A_PAGE]:
        blocks += rendered(*sections(say("audit_results.comment", area=area, text=text)))
    turn = [
        button(say.bare(f"audit_results.{name}"), f"{COMMENTS}:{to}", view.campaign)
        for name, to in (("earlier", page - 1), ("further", page + 1))
        if 1 <= to <= pages
    ]
    return Message(title, [*blocks, *(rendered(buttons(*turn)) if turn else [])])


def function_text(say: Words, view: ResultsView, key: str, result: FunctionResult) -> str:
    """One function in words."""
    results = view.results
    lines = [
        say(
            "audit_results.function",
            label=view.areas[key],
            result=result,
            agreed=agreement(result.spread),
            since=results.since_before(key),
            reworded=results.is_reworded(key),
        )
    ]
    if result.mean is None:
        return f"{lines[0]}\n{why(say, result.reason, results.k)}"
    if result.reps.mean is not None and result.managers.mean is not None:
        lines.append(say("audit_results.groups", reps=result.reps, managers=result.managers))
    elif (result.reps.reason or result.managers.reason) and not groups_hidden(results):
        lines.append(why(say, result.managers.reason or result.reps.reason, results.k))
    lines += team_line(say, results, result)
    if any(cell.mean is not None for cell in result.statements.values()):
        lines += [
            say("audit_results.statement", text=view.statements.get(one, one), mean=cell.mean)
            for one, cell in result.statements.items()
        ]
    else:
        lines.append(say("audit_results.no_statements", k=results.k))
    return "\n".join(lines)


def groups_hidden(results: Results) -> str | None:
    """Why reps and managers are not shown apart, where that is so for every function and for the same reason."""
    reasons = {one.managers.reason or one.reps.reason for one in results.functions.values() if one.mean is not None}
    return reasons.pop() if len(reasons) == 1 else None


def why(say: Words, reason: str | None, k: int) -> str:
    """Why a figure is not shown."""
    return say("audit_results.why", reason=reason or "", k=k)


def overall(results: Results) -> float:
    """The mean of the functions that are shown."""
    view = [mean for mean in results.means.values() if mean is not None]
    return sum(view) / len(view)


def stage_text(say: Words, stage: StageView) -> str:
    """The stage, and what holds it down."""
    return say("audit_results.stage", stage=stage)


def record_text(say: Words, record: RecordView) -> str:
    """“Reviews happen every month”: said 4.2; 41 % were held."""
    return say("audit_results.record", record=record)


def _overall_before(results: Results) -> float | None:
    """How much the mean has moved, over the functions that are shown in both."""
    moved = [since for key in results.functions if (since := results.since_before(key)) is not None]
    return sum(moved) / len(moved) if moved else None


def _lowest(say: Words, view: ResultsView) -> list[sb.Block]:
    lines = [
        Markup(say("audit_results.low", label=view.areas[one.key], mean=one.mean, advice=view.advice.get(one.key, "")))
        for one in view.results.lowest
    ]
    return sections(say("audit_results.lowest", lines=lines))


def _strengths(say: Words, view: ResultsView) -> sb.Block | None:
    strong = [
        Markup(say("audit_results.strong", label=view.areas[one.key], mean=one.mean)) for one in view.results.strengths
    ]
    return section(say("audit_results.strengths", strong=strong)) if strong else None


def _records(say: Words, view: ResultsView) -> list[sb.Block]:
    if not view.records or view.form != "full":
        return []
    lines = [Markup(record_text(say, record)) for record in view.records]
    return sections(say("audit_results.records", lines=lines))


def _tools(say: Words, view: ResultsView) -> sb.Block | None:
    if view.tools is None or view.form != "full":
        return None
    return section("\n".join(evidence_lines(say, view.tools)), button=button(say.bare("tools.to_list"), OPEN_TOOLS))


def _ways(say: Words, view: ResultsView) -> list[sb.Block]:
    """What more there is for whoever gets everything."""
    if view.form != "full":
        return []
    count = sum(len(result.comments) for result in view.results.functions.values())
    return [
        buttons(
            button(say.bare("audit_results.plan"), OPEN_PLAN, style="primary")
            if view.leads and view.has_plan
            else None,
            button(say.bare("audit_results.details"), DETAILS, view.campaign),
            button(say.bare("audit_results.comments", count=count), f"{COMMENTS}:1", view.campaign) if count else None,
            button(say.bare("audit_results.trend"), TREND, view.campaign) if view.results.before else None,
            button(say.bare("audit.board"), BOARD, view.campaign),
            button(say.bare("audit_results.pdf"), PDF, view.campaign),
            button(say.bare("audit_results.csv"), CSV, view.campaign),
        )
    ]


def _leading(say: Words, view: ResultsView) -> list[sb.Block]:
    """What its leader can do with it."""
    if not view.leads:
        return []
    forms = [form for form in ("summary", "full", "leaders") if form != view.shared]
    again = button(say.bare("audit_results.reopen"), REOPEN, view.campaign) if view.may_reopen else None
    share = [button(say.bare(f"audit_results.share_{form}"), f"{SHARE}:{form}", view.campaign) for form in forms]
    return [small(say("audit_results.shared_now", form=view.shared)), buttons(*share, again)]
