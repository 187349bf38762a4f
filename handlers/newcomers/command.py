"""`/team plan`: who has just started, a plan of one of them, the checklist that is proposed."""

from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.newcomers.views import page_of
from handlers.phrases.newcomers import read_newcomers
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages.newcomers import answers, forms
from models.newcomers.actions import stop_plan
from models.newcomers.drafting import draft_of
from models.newcomers.own_checklist import lines_of
from models.newcomers.program import LANGUAGES
from models.newcomers.queries import plan_of
from models.newcomers.records import PlanState
from models.newcomers.standing import drafts_below, own_progress, progress_below
from models.newcomers.starting import newcomers_of
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.own_kpis import own_kpis_of
from models.scorecard.targets.setting_usual import preset_author
from models.team.records import Person
from models.team.reporting_line import reviewer_of


def command(request: Request, text: str) -> Answers:
    """`/team plan`, `/team plan @anna`, `/team plan stop @anna`, `/team plan checklist`."""
    if text.strip().lower() in HELP:
        return Whisper(answers.help_text(request.language))
    try:
        phrase = read_newcomers(text)
    except Unreadable as error:
        return unreadable(request, error, "koers newcomers")
    if phrase.action == "list":
        return overview(request)
    if phrase.action == "checklist":
        return open_checklist(request)
    assert phrase.person is not None
    person = found(request, phrase.person)
    if phrase.action == "stop":
        return _stop(request, person)
    return open_plan(request, person)


def overview(request: Request) -> Answers:
    """The plans that run below them; for a newcomer their own."""
    session, workspace, person, today = request.session, request.workspace, request.person, request.today
    plans = progress_below(session, workspace, person, today)
    waiting = [
        (one.id, one.name)
        for one, _ in newcomers_of(session, workspace.workspace_id, today)
        if plan_of(session, one) is None
        and (leads := reviewer_of(session, one, today)) is not None
        and leads.id == person.id
    ]
    drafts = [(one.id, one.name) for one in drafts_below(session, workspace, person, today)]
    if not plans and not waiting and not drafts and own_progress(session, workspace, person, today):
        return open_plan(request, person)
    may_change = request.rights.may(Right.CHANGE_PRESETS)
    return Whisper(answers.overview(request.language, plans, waiting, drafts, may_change_list=may_change))


def open_plan(request: Request, person: Person) -> Answers:
    """The plan of a person, or the form that makes it."""
    plan = plan_of(request.session, person)
    is_own = person.id == request.person.id
    if plan is not None and (plan.goals or plan.given_at):
        right = Right.READ_NEWCOMER
        if (is_own and plan.state != PlanState.GIVEN) or not request.rights.may(right, person):
            raise Refusal("newcomers.not_there")
        return Whisper(page_of(request, plan, person))
    if is_own:
        raise Refusal("newcomers.not_there")
    return open_form(request, person)


def open_form(request: Request, person: Person) -> OpenModal:
    """What is proposed, or the plan as it is, to change."""
    own = {key: kpi.label(request.language) for key, kpi in own_kpis_of(request.workspace).items()}
    return OpenModal(forms.plan(request.language, draft_of(request.acting, person), own))


def open_checklist(request: Request) -> OpenModal:
    """The list that is proposed, in each language. Refuses who is neither leader nor admin."""
    preset_author(request.acting)
    lists = {language: lines_of(request.workspace, "rep", language) for language in LANGUAGES}
    own = [language for language in LANGUAGES if request.workspace.newcomer_checklist.get(language)]
    return OpenModal(forms.checklist(request.language, lists, own))


def _stop(request: Request, person: Person) -> Answers:
    plan = plan_of(request.session, person)
    if plan is None:
        raise Refusal("newcomers.not_there")
    stop_plan(request.acting, plan.id)
    return Whisper(answers.stopped(request.language, person.name, plan.id))
