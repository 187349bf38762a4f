"""Two people beside each other, so that somebody can tell whether they are one."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from models.activity.records import Activity
from models.deals.records import Deal
from models.team.records import Person, PersonProposal, Team


@dataclass(frozen=True)
class Side:
    """What one of the two has."""

    name: str
    slack_user_id: str | None = None
    email: str | None = None
    team: str | None = None
    manager: str | None = None
    entries: int = 0
    deals: int = 0
    access: tuple[str, ...] = ()
    """Of `leader` and `admin`."""
    ends_on: date | None = None


@dataclass(frozen=True)
class Question:
    """Whether two are one: who came by Slack, who was on the roster, and why it is asked."""

    id: str
    person: Side
    other: Side
    reason: str = "name"
    """`name` or `email`."""


def question_of(session: Session, proposal: PersonProposal) -> Question | None:
    """The proposal with what each has; None when one of the two is gone by now."""
    both = both_of(session, proposal)
    if both is None:
        return None
    person, other = both
    return Question(proposal.id, side_of(session, person), side_of(session, other), proposal.reason)


def both_of(session: Session, proposal: PersonProposal) -> tuple[Person, Person] | None:
    """Who came by Slack, and who was there; None when one of them is gone by now."""
    person, other = (
        session.get(Person, (proposal.workspace_id, id_)) for id_ in (proposal.person_id, proposal.other_id)
    )
    return None if person is None or other is None else (person, other)


def side_of(session: Session, person: Person) -> Side:
    """What somebody has."""
    team = session.get(Team, (person.workspace_id, person.team_id)) if person.team_id else None
    manager = session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
    entries = select(func.count()).where(
        Activity.workspace_id == person.workspace_id, Activity.person_id == person.id, col(Activity.undone_at).is_(None)
    )
    deals = select(func.count()).where(
        Deal.workspace_id == person.workspace_id, Deal.owner_id == person.id, col(Deal.removed_at).is_(None)
    )
    return Side(
        person.name,
        person.slack_user_id,
        person.email,
        team.name if team else None,
        manager.name if manager else None,
        session.exec(entries).one(),
        session.exec(deals).one(),
        tuple(level for level, has in (("leader", person.is_leader), ("admin", person.is_admin)) if has),
        person.ends_on,
    )
