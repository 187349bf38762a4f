"""The roster as data, with headings that an import recognises."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from models.exports.names import Names
from models.exports.writing import Row
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

COLUMNS = (
    "id",
    "name",
    "email",
    "slack_id",
    "role",
    "manager",
    "team",
    "start",
    "end",
    "is_rep",
    "is_leader",
    "is_admin",
    "zone",
    "language",
    "country",
    "region",
    "working_days",
    "ramp_months",
)


def people_rows(session: Session, workspace: Workspace, scope: Scope, at: date | None) -> Iterator[Row]:
    """Everybody in the scope, by name; with `at` those who were there on that day."""
    names = Names(session, workspace.workspace_id)
    for person in sorted(scope.people, key=lambda person: (person.name, person.id)):
        if at and ((person.starts_on and person.starts_on > at) or (person.ends_on and person.ends_on < at)):
            continue
        yield {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "slack_id": person.slack_user_id,
            "role": person.sales_role,
            "manager": names.person(person.manager_id),
            "team": names.team(person.team_id),
            "start": person.starts_on,
            "end": person.ends_on,
            "is_rep": person.is_rep,
            "is_leader": person.is_leader,
            "is_admin": person.is_admin,
            "zone": person.zone,
            "language": person.language,
            "country": person.country,
            "region": person.region,
            "working_days": person.working_days,
            "ramp_months": person.ramp_months,
        }
