"""What a survey asks of each person: questions about themself, and a form for each person whom they rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.audit.audience import Invited
from models.audit.custom_statements import questions_for
from models.audit.duration import minutes_of
from models.audit.questions import Part
from models.audit.roles import AskedSkills
from models.audit.steps import role_on
from models.team.records import Person


@dataclass(frozen=True)
class Load:
    """Of one person."""

    person: Person
    part: Part
    own: int
    """Questions about themself, or about the organisation."""
    forms: tuple[int, ...] = ()
    """Rows of the form of each person whom they rate."""

    @property
    def minutes(self) -> int:
        """About how long it takes them."""
        return minutes_of(self.part, self.own, self.forms)


def loads_of(session: Session, part: Part, invited: Invited, today: date) -> list[Load]:
    """Of everybody who would be invited today, longest first."""
    rows = _own_questions(session, part, invited, today)
    forms: dict[str, list[int]] = {id_: [] for id_ in invited.people}
    if part is Part.SKILLS:
        for id_ in invited.asked:
            manager_id = invited.people[id_].manager_id
            if manager_id in forms:
                forms[manager_id].append(rows[id_])
    loads = [Load(person, part, rows[id_], tuple(forms[id_])) for id_, person in invited.people.items()]
    return sorted(loads, key=lambda load: (-load.minutes, load.person.name))


def _own_questions(session: Session, part: Part, invited: Invited, today: date) -> Mapping[str, int]:
    workspace_id = next(iter(invited.people.values())).workspace_id
    if part is Part.FUNCTIONS:
        return dict.fromkeys(invited.people, len(questions_for(session, workspace_id, part, None)))
    asked = AskedSkills(session, workspace_id)
    return {
        id_: len(asked.of(invited.groups[id_], role_on(session, person, today)))
        for id_, person in invited.people.items()
    }
