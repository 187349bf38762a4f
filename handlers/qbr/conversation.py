"""One step of the report by conversation: save the answer, shrink its question to one line, put the next question."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.door.answers import Answer, Answers, Replace, Settle, Tell, Whisper
from handlers.door.request import Request
from handlers.qbr.views import answered_line, answered_lines, as_the_rep_sees, plan_view, plan_views
from messages.blocks import Message
from messages.month_figures import amount, kpi_name
from messages.qbr import conversation as messages
from messages.qbr.pack import row_line
from messages.qbr.text import PlanView
from messages.words import Words
from models.goals.lint import Advice
from models.qbr import conversation as model
from models.qbr.actions import REPORT
from models.qbr.conversation import KEPT, PLAN, Talk
from models.qbr.drafting import rows_of
from models.qbr.plan import advice_on_plan, proposal_for
from models.qbr.queries import quarter_of_qbr
from models.qbr.records import Qbr
from models.qbr.subjects import scope_of
from models.reviews.questions import comes_next
from models.scorecard.scorecard import SALES, scorecard_of


def go_on(request: Request, qbr: Qbr) -> list[Answer]:
    """Begin, or go on where it stopped: the question on screen is put at the end of the conversation."""
    talk = model.begin(request.acting, qbr.id)
    return [*ask(request, talk, again=True), *_where(request)]


def given(
    request: Request, qbr_id: str, key: str, text: str, *, by_word: bool = False, by_form: bool = False
) -> Answers:
    """Keep the answer, and put the next question. `by_word`: it was typed, and could be for the log."""
    after = model.give(request.acting, qbr_id, key, text)
    return dealt_with(request, after, key, by_word=by_word, by_form=by_form)


def skipped(request: Request, qbr_id: str, key: str) -> Answers:
    """Leave the question, and put the next one."""
    return dealt_with(request, model.skip(request.acting, qbr_id, key), key)


def dealt_with(request: Request, after: Talk, key: str, *, by_word: bool = False, by_form: bool = False) -> Answers:
    """The question becomes one line, and the next one is put."""
    line = messages.answered(request.language, answered_line(request, after, key), by_word=by_word)
    settles = by_word or by_form
    as_line: Answer = settled(after.qbr, key, line) if settles else Replace(line)
    return [as_line, *ask(request, after, again=not comes_next(after.keys, key, after.key))]


def ask(request: Request, talk: Talk, *, again: bool) -> list[Answer]:
    """Put the question on screen, or show what can be handed in. `again`: it may stand further up already."""
    if talk.key is None:
        return [Tell(summary(request, talk))]
    question = Tell(question_of(request, talk))
    if not again:
        return [question]
    return [settled(talk.qbr, talk.key, messages.moved(request.language)), question]


def question_of(request: Request, talk: Talk) -> Message:
    """The question on screen as a message."""
    qbr, key = talk.qbr, talk.key or PLAN
    kind = "kept" if key.startswith(KEPT) else key
    proposed: tuple[PlanView, ...] = ()
    if kind == PLAN and not qbr.plan:
        scope = scope_of(request.session, request.workspace, qbr)
        lines = proposal_for(request.session, request.workspace, scope, request.now)
        proposed = tuple(plan_view(request, line) for line in lines)
    asked = messages.Asked(
        ref=f"{qbr.id}|{key}",
        kind=kind,
        quarter=quarter_of_qbr(qbr),
        position=talk.position,
        total=len(talk.keys),
        given=qbr.answers.get(key, ""),
        commitment=talk.commitment.commitment if talk.commitment else "",
        by=talk.commitment.commitment_by if talk.commitment else None,
        plan=plan_views(request, qbr) if kind == PLAN else (),
        proposed=proposed,
        currency=request.workspace.currency,
        hint=_sales(request, qbr) if kind == "achieved" else "",
    )
    return messages.question(request.language, asked)


def summary(request: Request, talk: Talk) -> Message:
    """What will be handed in, what is weak about the plan, and what is missing."""
    qbr = talk.qbr
    written = any(qbr.answers.get(key) for key in REPORT)
    missing = "" if written and qbr.plan else "plan" if written else "report"
    advice = advice_on_plan(request.session, request.workspace, qbr, request.now)
    told = [advice_text(request.words, one, request.workspace.currency) for one in advice]
    view = as_the_rep_sees(request, qbr, with_pack=False)
    return messages.summary(request.language, view, answered_lines(request, talk), told, missing)


def advice_text(say: Words, one: Advice, currency: str) -> str:
    """What is weak about the plan, in the words that goals have for it."""
    unit = one.unit.value if one.unit else "count"
    return say(
        f"goals.advice_{one.weakness.value}",
        kpis=[kpi_name(say, key) for key in one.kpis],
        target=amount(say, None if one.target is None else float(one.target), unit, currency),
        best=amount(say, None if one.best is None else float(one.best), unit, currency),
    )


def settled(qbr: Qbr, key: str, message: Message) -> Settle:
    """Whatever still stands in the conversation of this question becomes the message."""
    ref = f"{qbr.id}|{key}"
    return Settle((f"{messages.MARK}{ref}", f"{messages.LINE}{ref}"), message)


def _sales(request: Request, qbr: Qbr) -> str:
    """The quarter's sales against target in a few words: what the question is about."""
    scope = scope_of(request.session, request.workspace, qbr)
    card = scorecard_of(request.session, request.workspace, scope, quarter_of_qbr(qbr), request.now, kpis=[SALES])
    rows = [row for row in rows_of(card) if row.target is not None and row.value is not None]
    shown = [replace(row, status=None, is_lead=True) for row in rows]  # its standing is no part of the question
    return row_line(request.words, shown[0], request.workspace.currency) if shown else ""


def _where(request: Request) -> Sequence[Answer]:
    """To who pressed in a channel, or on Home: the question stands elsewhere."""
    return [] if request.channel_id.startswith("D") else [Whisper(messages.in_person(request.language))]
