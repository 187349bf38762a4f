"""How far somebody new has come: three things to do, until two are done or two weeks are over."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from models.activity.daily import has_logged
from models.goals.records import Goal
from models.permissions import Right
from models.rights import rights_of
from models.team.records import Person
from models.team.reporting_line import line_above, who_could_help
from models.workspace.queries import workspace_of
from models.zones import zone_named

NEW_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Beginning:
    """What a newcomer has done, and whom to turn to."""

    has_logged: bool
    has_goal: bool
    manager: str
    """Empty: nobody yet."""
    helpers: list[str]
    """Without a manager: who can give them one."""


def beginning_of(session: Session, person: Person, today: date) -> Beginning | None:
    """Where somebody new stands; None for who has begun, who has been here for two weeks, and who leads or looks after
    the settings: they find other things to do on their Home.
    """
    zone = zone_named(person.zone, workspace_of(session, person.workspace_id).zone)
    if today - person.created_at.astimezone(zone).date() >= NEW_FOR:
        return None
    rights = rights_of(session, person, today)
    if rights.may(Right.MANAGE) or rights.may(Right.ADMINISTER):
        return None
    is_logged = has_logged(session, person)
    goals = select(Goal.id).where(Goal.workspace_id == person.workspace_id, Goal.scope_id == person.id)
    has_goal = session.exec(goals.limit(1)).first() is not None
    if is_logged and has_goal:
        return None
    above = line_above(session, person, today)
    manager = above[0].name if above else ""
    return Beginning(is_logged, has_goal, manager, [] if manager else who_could_help(session, person))
