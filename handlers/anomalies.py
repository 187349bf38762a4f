"""Answers to a question about what stands out: it is right because …, I correct it; and the manager's: it is settled."""

from handlers.activity.views import entry_views
from handlers.door.answers import Answers, OpenModal, Replace, Tell
from handlers.door.request import Feature, Form, Press, Request, reads
from messages import anomalies as messages
from messages.anomalies import CaseView
from models.anomalies.cases import corrects, entries_of, is_right, own_case, settle
from models.anomalies.records import Case
from models.anomalies.rules import Kind
from models.team.records import Person
from models.team.reporting_line import reviewer_of


@reads
def open_form(request: Request, press: Press) -> Answers:
    """Why it is right, in a few words."""
    return OpenModal(messages.form(request.language, own_case(request.acting, press.value).id))


def right(request: Request, form: Form) -> Answers:
    """It is right; the question is closed for good."""
    case = is_right(request.acting, form.metadata, form.text(messages.REASON))
    manager = reviewer_of(request.session, request.person, request.today) if case.told_on is None else None
    return Tell(messages.thanks(request.language, case.reason, manager.name if manager else ""))


def correct(request: Request, press: Press) -> Answers:
    """They correct it: the entries, each with its menu."""
    return Replace(messages.to_correct(request.language, _view(request, corrects(request.acting, press.value))))


def settled(request: Request, press: Press) -> Answers:
    """The manager has asked."""
    case = settle(request.acting, press.value)
    rep = request.session.get_one(Person, (case.workspace_id, case.person_id))
    return Replace(messages.settled(request.language, rep.name))


def _view(request: Request, case: Case) -> CaseView:
    entries = entry_views(request, entries_of(request.session, case))
    return CaseView(case.id, Kind(case.kind), {}, request.today, entries)


feature = Feature(
    "anomalies",
    prompts=("anomalies.ask", "anomalies.tell"),
    presses={messages.IS_RIGHT: open_form, messages.CORRECT: correct, messages.SETTLE: settled},
    forms={messages.FORM: right},
)
