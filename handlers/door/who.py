"""Who is meant: a person or a team as typed, found in the roster."""

from handlers.door.request import Request
from handlers.phrases.people import PersonForm, PersonRef
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.queries import person_named, team_named, teams_of
from models.team.records import Person, Team
from models.team.reporting_line import people_below


def found(request: Request, ref: PersonRef) -> Person:
    """The person in the roster. Refuses nobody by that name, and a name that several have."""
    if ref.form is PersonForm.ME:
        return request.person
    people = known(request, ref)
    if not people:
        raise Refusal("team.unknown_person", name=ref.as_read)
    if len(people) > 1:
        raise Refusal("team.several_people", name=ref.as_read, people=[person.name for person in people[:5]])
    return people[0]


def known(request: Request, ref: PersonRef) -> list[Person]:
    """Everybody in the roster whom the typed person could be."""
    if ref.form is PersonForm.SLACK_ID:
        person = person_of(request.session, request.workspace.workspace_id, ref.value)
        return [] if person is None else [person]
    return person_named(request.session, request.workspace.workspace_id, ref.value)


def team_found(request: Request, name: str | None) -> Team:
    """The team of that name; without a name the person's own, or the one that the people below them are in.

    Refuses a team that is not there, somebody without a team, and who leads several and did not say which.
    """
    session, workspace_id = request.session, request.workspace.workspace_id
    teams = teams_of(session, workspace_id)
    if name is not None:
        team = team_named(session, workspace_id, name)
        if team is None:
            raise Refusal("team.no_such_team", name=name, teams=[team.name for team in teams[:10]])
        return team
    ids = {request.person.team_id} - {None}
    if not ids:
        ids = {person.team_id for person in people_below(session, request.person)} - {None}
    own = [team for team in teams if team.id in ids]
    if len(own) > 1:
        raise Refusal("team.which_team", teams=[team.name for team in own[:10]])
    if not own:
        raise Refusal("team.no_team")
    return own[0]
