"""How people come in: by their first request, as who they are in Slack.

A person is a Slack user, or the row of an import with the e-mail address that Slack has confirmed. A name only
proposes (`proposals.py`): whoever takes a colleague's name is a new person until an admin says otherwise.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.prepared import Prepared, fetch, loaded
from models.refusal import Refusal
from models.team.proposals import Reason, propose, propose_by_name
from models.team.records import Person
from models.team.welcoming import welcome
from models.workspace.first_admin import welcome_first_admin
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.workspace.trail import Did, Way, level, note
from models.zones import is_zone

SPOKEN = ("en", "nl")


class Standing(StrEnum):
    """What somebody is to the Slack workspace."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    """From another workspace, in a channel that both share (Slack Connect)."""
    BOT = "bot"
    GONE = "gone"
    """Deactivated."""


OUTSIDE = frozenset({Standing.GUEST, Standing.STRANGER})
"""They keep their row when they became one of these, and it says so."""


NOT_LET_IN = {
    Standing.GUEST: "access.no_guest",
    Standing.STRANGER: "access.no_stranger",
    Standing.BOT: "access.no_bot",
    Standing.GONE: "access.no_gone",
}
"""What who is no member is told."""


@dataclass(frozen=True)
class Profile:
    """What Slack knows of a person."""

    slack_user_id: str
    name: str
    email: str | None = None
    """In small letters; None as long as Slack has not confirmed it."""
    zone: str | None = None
    language: str | None = None
    is_owner: bool = False
    standing: Standing = Standing.MEMBER
    locale: str | None = None
    """In full: `en-US`."""
    is_told: bool = True
    """False when Slack said nothing of them: only the Slack user is known, and whoever is known here stays as they are."""

    @property
    def spoken(self) -> str | None:
        """Their language, if we speak it."""
        return self.language if self.language in SPOKEN else None


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


def person_with_email(session: Session, workspace_id: str, email: str | None) -> Person | None:
    """Whose address this is, whatever its case."""
    if not email:
        return None
    found = select(Person).where(Person.workspace_id == workspace_id, sa.func.lower(Person.email) == email.lower())
    return session.exec(found.order_by(col(Person.id))).first()


def require_comes_in(workspace: Workspace, standing: str | None) -> None:
    """Refuses guests (unless the workspace takes them), people of other workspaces, bots and who was deactivated.

    And everybody, where the app was removed: a process may hear of it later than another.
    """
    if workspace.uninstalled_at is not None:
        raise Refusal("access.not_installed")
    if not comes_in(workspace, standing):
        raise Refusal(NOT_LET_IN[Standing(str(standing))])


def comes_in(workspace: Workspace, standing: str | None) -> bool:
    """Whether Koers is for somebody of this standing."""
    return standing in (None, Standing.MEMBER) or (standing == Standing.GUEST and workspace.enrols_guests)


def enrol(session: Session, workspace_id: str, profile: Profile, now: datetime, *, installs: bool = False) -> Person:
    """Add the person, or connect them with the row of an import that has their confirmed e-mail address.

    An owner of the Slack workspace starts as admin and leader while there is no admin yet; so does, always, whoever
    `installs` the app. Where somebody may be who
    is on the roster already, the admins are asked. Refuses who is no member of the workspace.
    """
    if not installs:
        require_comes_in(workspace_of(session, workspace_id), profile.standing)
    person = person_of(session, workspace_id, profile.slack_user_id)
    if person is None:
        same = person_with_email(session, workspace_id, profile.email)
        person = same if same is not None and same.slack_user_id is None else None
    is_new = person is None
    if person is None:
        person = Person(workspace_id=workspace_id, name=profile.name[:120], is_rep=False, created_at=now)
        session.add(person)
    person.slack_user_id = profile.slack_user_id
    if profile.is_told:
        refresh(person, profile)
    is_first = not _has_admin(session, workspace_id)
    if installs or (profile.is_owner and is_first):
        was = level(is_leader=person.is_leader, is_admin=person.is_admin)
        person.is_admin = person.is_leader = True
        session.flush()
        if was != "leader admin":
            note(
                session,
                workspace_id,
                Did.RIGHTS,
                by=None,
                at=now,
                person_id=person.id,
                detail=f"{was} -> leader admin",
                way=Way.BY_ITSELF,
            )
        if is_first:
            welcome_first_admin(session, person, profile.zone, profile.locale, now)
    session.flush()
    if not person.is_admin:
        welcome(session, person, now)
    if is_new:
        get_acquainted(session, person, profile, now)
    return person


def enrol_installer(session: Session, workspace_id: str, profile: Profile, now: datetime) -> Person:
    """Whoever installs the app is admin and leader."""
    return enrol(session, workspace_id, profile, now, installs=True)


def get_acquainted(session: Session, person: Person, profile: Profile, now: datetime) -> None:
    """Take the address of somebody new; where it, or the name, is on the roster already, ask the admins who it is."""
    holder = None if person.email else person_with_email(session, person.workspace_id, profile.email)
    if holder is not None and holder.id != person.id:
        propose(session, person, holder, Reason.EMAIL, now)
        return
    person.email = person.email or profile.email
    session.flush()
    propose_by_name(session, person, now)


def refresh(person: Person, profile: Profile) -> None:
    """Take over what changed in Slack: the name, the zone (unless chosen here), a language that we speak, the standing."""
    person.name = profile.name[:120]
    if profile.zone and not person.zone_is_chosen and is_zone(profile.zone):
        person.zone = profile.zone
    person.language = profile.spoken or person.language
    if profile.standing in {Standing.MEMBER, *OUTSIDE}:
        person.standing = profile.standing.value if profile.standing in OUTSIDE else None


def _has_admin(session: Session, workspace_id: str) -> bool:
    admins = select(Person.id).where(Person.workspace_id == workspace_id, col(Person.is_admin).is_(True))
    return session.exec(admins).first() is not None
