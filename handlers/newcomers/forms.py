"""The forms, filled in: the plan, the workspace's checklist, the look back."""

from handlers.door.answers import Answers, FormErrors, Whisper
from handlers.door.request import Form, OnForm, Request
from handlers.door.unreadable import field_error
from handlers.newcomers.views import page_of
from handlers.phrases.newcomers import read_lines, read_targets
from handlers.phrases.unreadable import Unreadable
from messages.newcomers import answers, forms
from models.newcomers.actions import NewPlan, save_plan
from models.newcomers.drafting import GoalDraft
from models.newcomers.looking_back import OWN, Look, answer, answers_as, both_are_in
from models.newcomers.own_checklist import lines_of, set_checklist
from models.newcomers.program import HORIZONS, LANGUAGES
from models.refusal import Refusal
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.targets.setting_usual import preset_author
from models.team.records import Person


def save(request: Request, form: Form) -> Answers:
    """The plan is kept, and shown as the newcomer will read it."""
    person = request.session.get(Person, (request.workspace.workspace_id, form.metadata))
    if person is None:
        raise Refusal("newcomers.not_there")
    own = list(own_kpis_on(request.workspace, request.today).values())
    goals, errors = [], {}
    for day in HORIZONS:
        if f"words_{day}" not in form.fields and f"targets_{day}" not in form.fields:
            continue  # its day was over when the form was opened
        try:
            targets = read_targets(form.text(f"targets_{day}"), request.today, own, request.language)
        except Unreadable as error:
            errors[f"targets_{day}"] = field_error(request, error)
        else:
            goals.append(GoalDraft(day, form.text(f"words_{day}"), targets))
    if errors:
        return FormErrors(errors)
    new = NewPlan(goals, read_lines(form.text("items")), form.many("shadows"))
    plan = save_plan(request.acting, person, new)
    return Whisper(page_of(request, plan, person))


def save_checklist(request: Request, form: Form) -> Answers:
    """The workspace's list, where it differs from what is proposed now; emptied it is Koers' own."""
    author = preset_author(request.acting)
    changes = []
    for language in LANGUAGES:
        lines = read_lines(form.text(language))
        shown = [(one.day, one.text) for one in lines_of(request.workspace, "rep", language)]
        if [(one.day, one.text) for one in lines] == shown:
            continue
        try:
            change = set_checklist(author, language, lines)
        except Refusal as refusal:
            raise Refusal(refusal.reason, **{**refusal.values, "field": language}) from None
        if change is not None:
            changes.append((change.id, language, len(lines)))
    return Whisper(answers.list_stored(request.language, changes))


def save_look(request: Request, form: Form) -> Answers:
    """The two answers of one of the two."""
    _, person, side = answers_as(request.acting, form.metadata)
    plan = answer(request.acting, request.secrets, form.metadata, Look(form.text("first"), form.text("second")))
    is_own = side == OWN
    return Whisper(answers.looked_back(request.language, person.name, is_own=is_own, waits=not both_are_in(plan)))


FORMS: dict[str, OnForm] = {forms.FORM: save, forms.CHECKLIST_FORM: save_checklist, forms.LOOK_FORM: save_look}
