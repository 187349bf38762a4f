"""How people come in: by their first request, with their name, zone and language from Slack."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.prepared import Prepared, fetch, loaded
from models.team.records import Person
from models.workspace.records import Workspace

SPOKEN = ("en", "nl")


@dataclass(frozen=True)
class Profile:
    """What Slack knows of a person."""

    slack_user_id: str
    name: str
    email: str | None = None
    zone: str | None = None
    language: str | None = None
    is_owner: bool = False
    is_gone: bool = False
    is_bot: bool = False


_PERSON, _WORKSPACE = Person.__table__.columns, Workspace.__table__.columns  # type: ignore[attr-defined]
_CALLER = Prepared(
    sa.select(*_PERSON, *_WORKSPACE)
    .join_from(Person.__table__, Workspace.__table__, _WORKSPACE.workspace_id == _PERSON.workspace_id)  # type: ignore[attr-defined]
    .where(_PERSON.workspace_id == sa.bindparam("workspace"), _PERSON.slack_user_id == sa.bindparam("user"))
)
"""Built once: this is part of every request."""


def caller_of(session: Session, workspace_id: str, slack_user_id: str) -> tuple[Person, Workspace] | None:
    """The person behind a Slack user and their workspace, in one question; None for somebody new."""
    found = fetch(session, _CALLER, {"workspace": workspace_id, "user": slack_user_id})
    if not found:
        return None
    [row] = found
    columns = len(_PERSON)
    return loaded(session, Person, row[:columns]), loaded(session, Workspace, row[columns:])


def person_of(session: Session, workspace_id: str, slack_user_id: str) -> Person | None:
    """The person behind a Slack user, if they were here before."""
    found = select(Person).where(Person.workspace_id == workspace_id, Person.slack_user_id == slack_user_id)
    return session.exec(found).first()


def enrol(session: Session, workspace_id: str, profile: Profile, now: datetime) -> Person:
    """Add the person, or connect them with the row an import made (same e-mail, or same name without a Slack user).

    An owner of the Slack workspace starts as admin and leader while there is no admin yet.
    """
    known = person_of(session, workspace_id, profile.slack_user_id)
    person = known or _imported(session, workspace_id, profile)
    if person is None:
        person = Person(workspace_id=workspace_id, name=profile.name[:120], is_rep=False, created_at=now)
        session.add(person)
    person.slack_user_id = profile.slack_user_id
    person.email = person.email or profile.email
    refresh(person, profile)
    if profile.is_owner and not _has_admin(session, workspace_id):
        person.is_admin = person.is_leader = True
    session.flush()
    return person


def enrol_installer(session: Session, workspace_id: str, profile: Profile, now: datetime) -> Person:
    """Whoever installs the app is admin and leader."""
    person = enrol(session, workspace_id, profile, now)
    person.is_admin = person.is_leader = True
    session.flush()
    return person


def refresh(person: Person, profile: Profile) -> None:
    """Take over what changed in Slack: the name, the zone (unless chosen here) and a language we speak."""
    person.name = profile.name[:120]
    if profile.zone and not person.zone_is_chosen:
        person.zone = profile.zone
    if person.language is None and profile.language in SPOKEN:
        person.language = profile.language


def _imported(session: Session, workspace_id: str, profile: Profile) -> Person | None:
    waiting = select(Person).where(Person.workspace_id == workspace_id, col(Person.slack_user_id).is_(None))
    for same in (Person.email == profile.email if profile.email else None, Person.name == profile.name):
        if same is not None and (person := session.exec(waiting.where(same)).first()):
            return person
    return None


def _has_admin(session: Session, workspace_id: str) -> bool:
    admins = select(Person.id).where(Person.workspace_id == workspace_id, col(Person.is_admin).is_(True))
    return session.exec(admins).first() is not None
