"""Who is meant: a person as typed, found in the roster."""

from handlers.phrases.people import PersonForm, PersonRef
from handlers.visit import Visit
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.queries import person_named
from models.team.records import Person


def found(visit: Visit, ref: PersonRef) -> Person:
    """The person in the roster. Refuses nobody by that name, and a name that several have."""
    if ref.form is PersonForm.ME:
        return visit.person
    people = known(visit, ref)
    if not people:
        raise Refusal("team.unknown_person", name=ref.shown)
    if len(people) > 1:
        raise Refusal("team.several_people", name=ref.shown, people=[person.name for person in people[:5]])
    return people[0]


def known(visit: Visit, ref: PersonRef) -> list[Person]:
    """Everybody in the roster whom the typed person could be."""
    if ref.form is PersonForm.SLACK_ID:
        person = person_of(visit.session, visit.workspace.workspace_id, ref.value)
        return [] if person is None else [person]
    return person_named(visit.session, visit.workspace.workspace_id, ref.value)
