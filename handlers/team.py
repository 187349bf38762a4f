"""`/team`: the roster. People are added, changed and ended, with their role, team, manager and rights."""

from collections.abc import Callable
from datetime import date, timedelta

from handlers import deputy
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.door.who import found, known
from handlers.handover import tell_that_stays
from handlers.newcomers import command as newcomers
from handlers.phrases import TeamPhrase, read_team
from handlers.phrases.channels import CHANNEL
from handlers.phrases.deputy import DEPUTY
from handlers.phrases.newcomers import PLAN
from handlers.phrases.people import PersonForm
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import HELP
from handlers.settings import channels
from messages import team as messages
from messages.blocks import Message
from models.acting import Acting
from models.permissions import Right
from models.refusal import Refusal
from models.team.actions import Details, add_person, change_person, end_person, keep_person
from models.team.compared import Question, question_of
from models.team.membership import BEGINNING
from models.team.moves import months_restated, undo_move
from models.team.proposals import ASKED, TOLD, open_proposals, proposal_with_id, same_person, two_people, undo_decision
from models.team.queries import people_at_work, reports_of, teams_of
from models.team.records import Move, Person, PersonProposal, ProposalState, SalesRole
from models.team.reporting_line import has_reports


def command(request: Request, text: str) -> Answers:
    """`/team`, `/team add @anna role=account manager=@carla`, `/team change …`, `/team leave @anna 2026-12-31`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not text.strip():
        return _roster(request, 0)
    first, _, rest = text.strip().partition(" ")
    if first.lower() in CHANNEL:
        return channels.command(request, rest)
    if first.lower() in DEPUTY:
        return deputy.command(request, rest)
    if first.lower() in PLAN:
        return newcomers.command(request, rest)
    try:
        phrase = read_team(text, request.today, language=request.language)
        if phrase.action == "list":
            return _roster(request, 0)
        if phrase.person is None:
            raise Unreadable(Reason.PERSON_MISSING)
    except Unreadable as error:
        return unreadable(request, error, "team")
    match phrase.action:
        case "add":
            return _add(request, phrase)
        case "leave":
            return _end(request, phrase)
        case _:
            return _change(request, phrase)


@reads
def more(request: Request, press: Press) -> Answers:
    """The next part of a long roster."""
    return _roster(request, int(press.value) if press.value.isdigit() else 0)


def _roster(request: Request, first: int) -> Answers:
    people = people_at_work(request.session, request.workspace.workspace_id, request.today)
    members = sorted(
        (_member_view(request, person) for person in people), key=lambda one: (one.team or "\uffff", one.name)
    )
    may_change = request.rights.may(Right.CHANGE_ROSTER)
    waiting = len(_questions(request)) if may_change else 0
    return Whisper(messages.roster(request.language, members, first, may_change, waiting))


@reads
def questions(request: Request, press: Press) -> Answers:
    """Who may be one person, with a button for each answer."""
    request.rights.require(Right.CHANGE_ROSTER)
    return Whisper(messages.asked(request.language, _questions(request)))


def say_same(request: Request, press: Press) -> Answers:
    """The two are one person."""
    return Replace(_decided(request, press.value, same_person))


def say_two(request: Request, press: Press) -> Answers:
    """The two are two people."""
    return Replace(_decided(request, press.value, two_people))


def undo(request: Request, press: Press) -> Answers:
    """Take the decision back, and ask again."""
    proposal = undo_decision(request.acting, press.value)
    question = question_of(request.session, proposal)
    if question is None:
        raise Refusal("team.cannot_join")
    return Replace(messages.asked_again(request.language, question))


def _questions(request: Request) -> list[Question]:
    proposals = open_proposals(request.session, request.workspace.workspace_id)
    return [found for one in proposals if (found := question_of(request.session, one)) is not None]


def _decided(request: Request, proposal_id: str, decide: Callable[[Acting, str], PersonProposal]) -> Message:
    before = proposal_with_id(request.session, request.workspace.workspace_id, proposal_id)
    question = question_of(request.session, before) if before else None
    proposal = decide(request.acting, proposal_id)
    if question is None:
        raise Refusal("team.cannot_join")
    is_same, other = proposal.state == ProposalState.SAME, question.other
    goes = question.person if other.slack_user_id else other
    return messages.decided(
        request.language, proposal.id, is_same, question.person.name, other.name, (goes.entries, goes.deals)
    )


def _add(request: Request, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    existing = known(request, phrase.person)
    if len(existing) == 1:
        return _changed(request, existing[0], phrase)
    if phrase.person.form is not PersonForm.SLACK_ID:
        raise Refusal("team.pick_from_slack", name=phrase.person.as_read)
    name = phrase.name or phrase.person.label or phrase.person.value
    details = _details(request, phrase)
    person = add_person(request.acting, phrase.person.value, name, details)
    return Whisper(messages.added(request.language, _member_view(request, person)))


def _change(request: Request, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    return _changed(request, found(request, phrase.person), phrase)


def _changed(request: Request, person: Person, phrase: TeamPhrase) -> Answers:
    moved = change_person(request.acting, person, _details(request, phrase))
    view = moved_view(request, moved) if moved else None
    return Whisper(messages.changed(request.language, _member_view(request, person), view))


def undo_a_move(request: Request, press: Press) -> Answers:
    """Take back a change that held from a day on."""
    moved, person = undo_move(request.acting, press.value)
    return Replace(messages.move_undone(request.language, _member_view(request, person), moved_view(request, moved)))


def _end(request: Request, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    person = found(request, phrase.person)
    reports = [report.name for report in reports_of(request.session, person)]
    manager = _named(request, person.manager_id)
    last_day, before = phrase.ends_on or request.today, person.ends_on
    end_person(request.acting, person, last_day)
    later = last_day + timedelta(days=1) if last_day > request.today else None
    undo_value = None if reports else f"{person.id}|{before or ''}"
    member = _member_view(request, person)
    return Whisper(messages.ended(request.language, member, reports, manager, later, undo_value))


def undo_leaving(request: Request, press: Press) -> Answers:
    """They stay, or leave on the day that was named before."""
    person_id, _, before = press.value.partition("|")
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("team.unknown_person", name="?")
    told = keep_person(request.acting, person, date.fromisoformat(before) if before else None)
    tell_that_stays(request, person, told)
    return Replace(messages.stays(request.language, _member_view(request, person)))


def _details(request: Request, phrase: TeamPhrase) -> Details:
    return Details(
        sales_role=SalesRole(phrase.role) if phrase.role else None,
        manager=found(request, phrase.manager) if phrase.manager else None,
        team=phrase.team,
        access=frozenset(phrase.access) if phrase.access else None,
        country=phrase.country,
        region=phrase.region,
        zone=phrase.zone,
        language=phrase.language,
        working_days=phrase.working_days,
        starts_on=phrase.starts_on,
        ends_on=phrase.ends_on,
        ramp_months=phrase.ramp_months,
        from_day=phrase.from_day,
    )


def _member_view(request: Request, person: Person) -> messages.Member:
    teams = {team.id: team.name for team in teams_of(request.session, request.workspace.workspace_id)}
    levels = {
        "rep": person.is_rep,
        "manager": has_reports(request.session, person),
        "leader": person.is_leader,
        "admin": person.is_admin,
    }
    return messages.Member(
        name=person.name,
        slack_user_id=person.slack_user_id,
        sales_role=person.sales_role,
        team=teams.get(person.team_id or ""),
        manager=_named(request, person.manager_id),
        access=tuple(level for level, has in levels.items() if has),
        zone=person.zone,
        working_days=person.working_days,
        starts_on=person.starts_on,
        ends_on=person.ends_on,
    )


def moved_view(request: Request, moved: Move) -> messages.Moved:
    """A move with names for ids; an import's as well."""
    session, workspace_id = request.session, request.workspace.workspace_id
    teams = {team.id: team.name for team in teams_of(session, workspace_id)}

    def name_of(what: str, value: object) -> str | None:
        if what == "team_id":
            return teams.get(str(value))
        return _named(request, str(value)) if what == "manager_id" and value else str(value) if value else None

    names = [name for name in moved.new if name != "is_rep" or "sales_role" not in moved.new]
    changes = [messages.PlaceChange(n, name_of(n, moved.old[n]), name_of(n, moved.new[n])) for n in names]
    day = None if moved.from_day == BEGINNING else moved.from_day
    is_today = moved.from_day == request.today
    return messages.Moved(moved.id, changes, day, months_restated(moved) if day else (), is_today)


def _named(request: Request, person_id: str | None) -> str | None:
    person = request.session.get(Person, (request.workspace.workspace_id, person_id)) if person_id else None
    return person.name if person else None


feature = Feature(
    "team",
    commands=(Command("team", command, does="People, teams and roles", hint="add @anna role=account manager=@carla"),),
    prompts=(ASKED, TOLD),
    presses={
        messages.MORE: more,
        messages.QUESTIONS: questions,
        messages.SAME: say_same,
        messages.TWO: say_two,
        messages.UNDO: undo,
        messages.UNDO_MOVE: undo_a_move,
        messages.UNDO_LEAVING: undo_leaving,
    },
)
