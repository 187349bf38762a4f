"""`/team`: who is who, and who may what."""

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Feature, Press, Visit, reads
from handlers.door.unreadable import unreadable
from handlers.door.who import found, known
from handlers.phrases import TeamPhrase, read_team
from handlers.phrases.people import PersonForm
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import HELP
from messages import team as messages
from models.refusal import Refusal
from models.team.access import has_reports
from models.team.actions import Details, add_person, change_person, end_person
from models.team.queries import people_at_work, reports_of, teams_of
from models.team.records import Person, SalesRole


def command(visit: Visit, text: str) -> Answers:
    """`/team`, `/team add @anna role=account manager=@carla`, `/team change …`, `/team leave @anna 2026-12-31`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if not text.strip():
        return _roster(visit, 0)
    try:
        phrase = read_team(text, visit.today, language=visit.language)
        if phrase.action == "list":
            return _roster(visit, 0)
        if phrase.person is None:
            raise Unreadable(Reason.PERSON_MISSING)
    except Unreadable as error:
        return unreadable(visit, error, "team")
    match phrase.action:
        case "add":
            return _add(visit, phrase)
        case "leave":
            return _end(visit, phrase)
        case _:
            return _change(visit, phrase)


@reads
def more(visit: Visit, press: Press) -> Answers:
    """The next part of a long roster."""
    return _roster(visit, int(press.value) if press.value.isdigit() else 0)


def _roster(visit: Visit, first: int) -> Answers:
    people = people_at_work(visit.session, visit.workspace.workspace_id, visit.today)
    members = sorted(
        (_shown(visit, person) for person in people), key=lambda one: (one.team or "\uffff", one.name)
    )
    may_change = visit.person.is_admin or visit.person.is_leader
    return Whisper(messages.roster(visit.language, members, first, may_change))


def _add(visit: Visit, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    existing = known(visit, phrase.person)
    if len(existing) == 1:
        person = change_person(visit.session, visit.person, existing[0], _details(visit, phrase))
        return Whisper(messages.changed(visit.language, _shown(visit, person)))
    if phrase.person.form is not PersonForm.SLACK_ID:
        raise Refusal("team.pick_from_slack", name=phrase.person.shown)
    name = phrase.name or phrase.person.label or phrase.person.value
    details = _details(visit, phrase)
    person = add_person(visit.session, visit.person, phrase.person.value, name, details, visit.now)
    return Whisper(messages.added(visit.language, _shown(visit, person)))


def _change(visit: Visit, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    person = found(visit, phrase.person)
    change_person(visit.session, visit.person, person, _details(visit, phrase))
    return Whisper(messages.changed(visit.language, _shown(visit, person)))


def _end(visit: Visit, phrase: TeamPhrase) -> Answers:
    assert phrase.person is not None
    person = found(visit, phrase.person)
    reports = [report.name for report in reports_of(visit.session, person)]
    manager = _named(visit, person.manager_id)
    end_person(visit.session, visit.person, person, phrase.ends_on or visit.today)
    return Whisper(messages.ended(visit.language, _shown(visit, person), reports, manager))


def _details(visit: Visit, phrase: TeamPhrase) -> Details:
    return Details(
        sales_role=SalesRole(phrase.role) if phrase.role else None,
        manager=found(visit, phrase.manager) if phrase.manager else None,
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
    )


def _shown(visit: Visit, person: Person) -> messages.Member:
    teams = {team.id: team.name for team in teams_of(visit.session, visit.workspace.workspace_id)}
    levels = {
        "rep": person.is_rep,
        "manager": has_reports(visit.session, person),
        "leader": person.is_leader,
        "admin": person.is_admin,
    }
    return messages.Member(
        name=person.name,
        slack_user_id=person.slack_user_id,
        sales_role=person.sales_role,
        team=teams.get(person.team_id or ""),
        manager=_named(visit, person.manager_id),
        access=tuple(level for level, has in levels.items() if has),
        zone=person.zone,
        working_days=person.working_days,
        starts_on=person.starts_on,
        ends_on=person.ends_on,
    )


def _named(visit: Visit, person_id: str | None) -> str | None:
    person = visit.session.get(Person, (visit.workspace.workspace_id, person_id)) if person_id else None
    return person.name if person else None


feature = Feature(commands={"team": command}, presses={messages.MORE: more})
