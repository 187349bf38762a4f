"""Whose quarter it is: a rep's or a team's; who leads a team, and so reports for it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.qbr.records import Qbr
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work, line_above
from models.workspace.records import Workspace

FEWEST_REPS = 2
"""Of one rep the team's would be that rep's own."""
PERSON, TEAM = "person", "team"


def reps_of_team(session: Session, team: Team, today: date) -> list[Person]:
    """Who sells in the team today, by name."""
    members = select(Person).where(
        Person.workspace_id == team.workspace_id, Person.team_id == team.id, col(Person.is_rep).is_(True)
    )
    found = session.exec(members.order_by(col(Person.name), col(Person.id)))
    return [person for person in found if is_at_work(person, today)]


def lead_of(session: Session, reps: Sequence[Person], today: date) -> Person | None:
    """Who leads a team: whom most of its reps report to, the nearest above who is still here; of a tie, by name.

    None where nobody is above them, and of a team of one.
    """
    if len(reps) < FEWEST_REPS:
        return None
    above = [found[0] for rep in reps if (found := line_above(session, rep, today))]
    votes = Counter(person.id for person in above)
    leads = sorted({person.id: person for person in above}.values(), key=lambda one: (-votes[one.id], one.name, one.id))
    return leads[0] if leads else None


def teams_led_by(session: Session, person: Person, today: date) -> list[Team]:
    """The teams for which this person reports, by name."""
    teams = select(Team).where(Team.workspace_id == person.workspace_id).order_by(col(Team.name))
    return [
        team
        for team in session.exec(teams)
        if (lead := lead_of(session, reps_of_team(session, team, today), today)) and lead.id == person.id
    ]


def scope_of(session: Session, workspace: Workspace, qbr: Qbr) -> Scope:
    """Whose figures it shows."""
    if qbr.scope_kind == TEAM:
        return scope_of_team(session, workspace, session.get_one(Team, (qbr.workspace_id, qbr.scope_id)))
    return scope_of_person(session, workspace, session.get_one(Person, (qbr.workspace_id, qbr.scope_id)))


def team_of(session: Session, qbr: Qbr) -> Team | None:
    """The team whose it is; None of a rep's."""
    return session.get(Team, (qbr.workspace_id, qbr.scope_id)) if qbr.scope_kind == TEAM else None
