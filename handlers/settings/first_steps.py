"""The first steps: what is done of them, and the form that sets up a team with its people, manager and channel."""

from handlers import targets
from handlers.door.answers import Answers, FormErrors, LookAtChannel, OpenModal, Whisper
from handlers.door.request import Form, Press, Request, reads
from handlers.door.unreadable import field_error
from handlers.phrases.amounts import read_amount
from handlers.phrases.unreadable import Unreadable
from handlers.settings.channels import teller_of
from handlers.settings.views import held
from messages.settings import first_steps as messages
from models.maturity.first_steps import Step, first_steps_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.actions import Details, add_person
from models.team.enrolment import person_of
from models.team.queries import team_named, teams_of
from models.team.records import Person, SalesRole
from models.workspace.setting_table import GUESSED
from models.workspace.settings import author_of, close_first_steps
from models.workspace.team_channels import set_channel


def checklist_view(request: Request) -> messages.Checklist | None:
    """The list for an admin; None for everybody else, and when it is over."""
    if not request.rights.may(Right.CHANGE_SETTINGS):
        return None
    steps = first_steps_of(request.session, request.workspace)
    if steps.is_over:
        return None
    return messages.Checklist(steps.done, [held(request, key) for key in GUESSED], Step.TEAM in steps.done)


def put_away(request: Request) -> None:
    """Nobody sees the list again."""
    close_first_steps(author_of(request.acting))


def open_team(request: Request, press: Press) -> Answers:
    """The form of a team; from Home it shows Home again afterwards."""
    author_of(request.acting)
    from_home = not press.message_ts
    return OpenModal(messages.team_form(request.language, request.workspace.language, from_home=from_home))


def open_target(request: Request, press: Press) -> Answers:
    """The form of a first target of a team."""
    author_of(request.acting)
    teams = [team.name for team in teams_of(request.session, request.workspace.workspace_id)]
    if not teams:
        raise Refusal("settings.no_team_yet")
    currency, from_home = request.workspace.currency, not press.message_ts
    return OpenModal(messages.target_form(request.language, teams, currency, from_home=from_home))


def save_target(request: Request, form: Form) -> Answers:
    """The same as the line `/target sales_by_channel 100k/month team "West"`."""
    try:
        read_amount(form.text("value"))
    except Unreadable as error:
        return FormErrors({"value": field_error(request, error)})
    team = form.text("team").replace('"', "")
    return targets.command(request, f'{form.text("kpi")} {form.text("value")}/{form.text("per")} team "{team}"')


@reads
def how(request: Request, press: Press) -> Answers:
    """How an import is done: at the machine where Koers runs."""
    return Whisper(messages.how(request.language, Step.IMPORT))


def save_team(request: Request, form: Form) -> list[Whisper | LookAtChannel]:
    """Everybody who was picked is in the team and has the role; all but the manager report to the manager."""
    author = author_of(request.acting)
    name, people = form.text("name").strip(), form.many("people")
    if not name:
        raise Refusal("settings.no_team_name", field="name")
    if not people:
        raise Refusal("settings.no_people", field="people")
    manager = _known(request, form.text("manager")) if form.text("manager") else None
    for user_id in people:
        above = manager if manager is not None and manager.slack_user_id != user_id else None
        details = Details(sales_role=SalesRole(form.text("role")), team=name, manager=above)
        add_person(request.acting, user_id, _name(request, user_id), details)
    team = team_named(request.session, request.workspace.workspace_id, name)
    assert team is not None
    told = Whisper(messages.team_set_up(request.language, team.name, len(people), form.text("manager") or None))
    if not form.text("channel"):
        return [told]
    change = set_channel(author, team, form.text("channel"), form.text("language") or None)
    return [told, LookAtChannel(form.text("channel"), teller_of(request, team, change.id if change else ""))]


def _known(request: Request, user_id: str) -> Person:
    """The manager, added to the roster when they were not there; they sell themselves only when they are picked."""
    person = person_of(request.session, request.workspace.workspace_id, user_id)
    if person is not None:
        return person
    added = add_person(request.acting, user_id, user_id, Details())
    added.is_rep = False
    return added


def _name(request: Request, user_id: str) -> str:
    """Their name, or their id until Slack has told it."""
    person = person_of(request.session, request.workspace.workspace_id, user_id)
    return person.name if person else user_id
