"""The modals of quarterly reviews: how each opens, and what is stored when it is submitted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256

from handlers.door.answers import Answers, OpenModal, Refresh, Tell, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.qbr import conversation as steps
from handlers.qbr import news
from handlers.qbr.line import as_typed, plan_lines
from handlers.qbr.subject import opened
from handlers.qbr.views import (
    as_both_see,
    as_the_manager_sees,
    as_the_rep_sees,
    horizon_of,
    known_kpis,
    plan_view,
    plan_views,
)
from messages.blocks import Message
from messages.qbr import conversation as talk
from messages.qbr import forms
from messages.qbr import steps as messages
from models.qbr import actions, decisions
from models.qbr import conversation as model
from models.qbr.actions import REPORT
from models.qbr.conversation import PLAN
from models.qbr.drafting import pack_of
from models.qbr.plan import HORIZONS, PlanLine, add_line, proposal_for, set_plan
from models.qbr.queries import person_of, quarter_of_qbr, to_answer, to_write
from models.qbr.records import Qbr
from models.qbr.states import Step, require_step
from models.qbr.subjects import scope_of
from models.refusal import Refusal
from models.scorecard.kpis import Level
from models.team.calendar import Calendar
from models.team.enrolment import person_of as person_by_slack_id

IN_TWO_WEEKS = timedelta(days=14)


@reads
def write_answer(request: Request, press: Press) -> Answers:
    """A field for the answer, with what was written before."""
    qbr_id, _, key = press.value.partition("|")
    qbr = to_answer(request.session, request.person, qbr_id)
    require_step(Step.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    if key not in REPORT:
        raise Refusal("qbr.unknown_question")
    return OpenModal(forms.answer(request.language, press.value, key, qbr.answers.get(key, "")))


def save_answer(request: Request, form: Form) -> Answers:
    """Keep the answer, and put the next question."""
    qbr_id, _, key = form.metadata.partition("|")
    after = model.give(request.acting, qbr_id, key, form.text("text"))
    return steps.dealt_with(request, after, key, by_form=True)


@reads
def add(request: Request, press: Press) -> Answers:
    """A line of the plan by thumb."""
    qbr_id, _, _ = press.value.partition("|")
    qbr = to_answer(request.session, request.person, qbr_id)
    require_step(Step.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    horizons = [(name, horizon_of(request, name).period.last_day) for name in HORIZONS]
    is_team = qbr.scope_kind == "team"
    keys = [key for key, kpi in known_kpis(request).items() if is_team or kpi.level is Level.REP]
    return OpenModal(forms.line(request.language, press.value, horizons, keys))


def save_line(request: Request, form: Form) -> Answers:
    """One more line, and the plan as it stands."""
    qbr_id, _, _ = form.metadata.partition("|")
    kpi, horizon = form.text("kpi"), form.text("horizon")
    if kpi not in known_kpis(request) or horizon not in HORIZONS:
        raise Refusal("qbr.unknown_horizon", field="kpi")
    try:
        [line] = plan_lines(request, f"{kpi} {form.text('target')}")
    except (Refusal, ValueError):
        raise Refusal("qbr.no_line", typed=form.text("target")[:40], field="target") from None
    with _under("target"):
        add_line(request.acting, qbr_id, PlanLine(line.kpi, line.target, horizon))
    return steps.ask(request, model.go_to(request.acting, qbr_id, PLAN), again=True)


def whole_report(request: Request, press: Press) -> Answers:
    """Everything in one form; a plan that is empty begins with the proposal."""
    qbr = opened(request, press.value)
    return open_report(request, qbr)


def open_report(request: Request, qbr: Qbr) -> Answers:
    """The same, of a review that is there."""
    require_step(Step.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    plan = plan_views(request, qbr)
    if not plan:
        scope = scope_of(request.session, request.workspace, qbr)
        plan = tuple(
            plan_view(request, line) for line in proposal_for(request.session, request.workspace, scope, request.now)
        )
    typed = "\n".join(as_typed(request.words, line) for line in plan)
    shown = [*(qbr.answers.get(key, "") for key in REPORT), typed]
    ref = " ".join([qbr.id, *map(_mark, shown)])
    return OpenModal(forms.report(request.language, as_the_rep_sees(request, qbr), typed, ref))


def save_report(request: Request, form: Form) -> Answers:
    """All answers and the plan are saved; they are handed in by a press more. A line that cannot be read keeps it open.

    A field that was left as it was shown changes nothing: it may have been answered by conversation meanwhile.
    """
    qbr_id, *shown = form.metadata.split(" ")
    marks = dict(zip((*REPORT, "plan"), shown, strict=False))
    qbr = to_answer(request.session, request.person, qbr_id)
    on_screen = model.talk_of(request.session, qbr).key if qbr.asked_at else None
    if not (qbr.plan and _mark(form.text("plan")) == marks.get("plan")):
        lines = plan_lines(request, form.text("plan"))
        with _under("plan"):
            set_plan(request.acting, qbr_id, lines)
    for key in REPORT:
        if not (qbr.answers.get(key) and _mark(form.text(key)) == marks.get(key)):
            model.give(request.acting, qbr_id, key, form.text(key))
    told = Tell(steps.summary(request, model.rest(request.acting, qbr_id)))
    return [steps.settled(qbr, on_screen, talk.moved(request.language)), told] if on_screen else told


def _mark(text: str) -> str:
    """What tells whether a field still says what it was opened with."""
    return sha256(text.strip().encode()).hexdigest()[:12]


@reads
def remark(request: Request, press: Press) -> Answers:
    """The manager's half, beside the numbers as they are now and the report."""
    qbr = to_write(request.session, request.person, press.value, request.today)
    require_step(Step.WRITE, qbr.state, qbr.name)
    return OpenModal(forms.write(request.language, as_the_manager_sees(request, qbr)))


def save_remarks(request: Request, form: Form) -> Answers:
    """Stored as a draft; the manager sees what the rep will see."""
    qbr = to_write(request.session, request.person, form.metadata, request.today)
    pack = pack_of(request.session, request.workspace, qbr, request.now)
    return Whisper(preview(request, actions.write(request.acting, qbr.id, form.text("remarks"), pack)))


def preview(request: Request, qbr: Qbr) -> Message:
    """Exactly what the rep will see, in the rep's language."""
    rep = person_of(request.session, qbr)
    return messages.preview(request.language, as_both_see(request, qbr), request.language_of(rep))


@reads
def decide(request: Request, press: Press) -> Answers:
    """A decision: what, who, by when; the rep and two weeks are proposed."""
    qbr = to_write(request.session, request.person, press.value, request.today)
    require_step(Step.SHARE, qbr.state, qbr.name)
    rep = person_of(request.session, qbr)
    day = Calendar.of(request.session, rep, request.workspace).next_working_day(request.today + IN_TWO_WEEKS)
    return OpenModal(forms.decision(request.language, qbr.id, rep.slack_user_id or "", day))


def save_decision(request: Request, form: Form) -> Answers:
    """One more decision; the preview is shown with it."""
    owner = person_by_slack_id(request.session, request.workspace.workspace_id, form.text("owner"))
    if owner is None:
        raise Refusal("qbr.owner_not_here", field="owner")
    try:
        due_on = date.fromisoformat(form.text("due_on"))
    except ValueError:
        raise Refusal("qbr.decision_date", today=request.today, field="due_on") from None
    decisions.decide(request.acting, form.metadata, form.text("text"), owner, due_on)
    return Refresh(preview(request, to_write(request.session, request.person, form.metadata, request.today)))


@reads
def disagree(request: Request, press: Press) -> Answers:
    """Ask who reports how they see it."""
    qbr = to_answer(request.session, request.person, press.value)
    require_step(Step.DISAGREE, qbr.state, qbr.name)
    return OpenModal(forms.disagree(request.language, qbr.id, quarter_of_qbr(qbr)))


def save_answer_to_it(request: Request, form: Form) -> Answers:
    """Their view stands beside it, word for word; the manager hears it."""
    qbr = actions.disagree(request.acting, form.metadata, form.text("answer"))
    news.tell_that_it_is_answered(request, qbr)
    return Whisper(messages.disagreed_now(request.language, as_both_see(request, qbr)))


@contextmanager
def _under(field: str) -> Iterator[None]:
    """What a goal refuses stands under the field of ours in which it was typed; what is filled in stays there."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(refusal.reason, **{**refusal.values, "field": field}) from None


PRESSES: dict[str, OnPress] = {
    talk.WRITE: write_answer,
    talk.ADD_LINE: add,
    talk.FORM: whole_report,
    messages.REMARK: remark,
    messages.DECIDE: decide,
    messages.DISAGREE: disagree,
}
FORMS: dict[str, OnForm] = {
    forms.TEXT_FORM: save_answer,
    forms.LINE_FORM: save_line,
    forms.REPORT_FORM: save_report,
    forms.WRITE_FORM: save_remarks,
    forms.DECISION_FORM: save_decision,
    forms.DISAGREE_FORM: save_answer_to_it,
}
