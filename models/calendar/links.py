"""The link to a calendar: given, looked after and forgotten by one person, and sealed like a token."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, or_, update
from sqlmodel import Session, col, select

from models.calendar.records import AbsenceQuestion, CalendarDomain, CalendarLink, LinkKind, Suggestion
from models.delivery.records import Delivery, DeliveryState
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.secrets import SecretError, Secrets

EVERY = timedelta(minutes=30)
LEASE = timedelta(minutes=5)
"""Longer than a calendar may take: who holds it is reading or dead."""
CADENCES = "calendar."
"""With what the keys of its messages begin."""


@dataclass(frozen=True)
class Address:
    """Where a calendar is, and how one comes in. It is in no log and in no text: its repr says nothing."""

    url: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return "Address(…)"


def link_of(session: Session, person: Person) -> CalendarLink | None:
    """The person's calendar."""
    theirs = select(CalendarLink).where(
        CalendarLink.workspace_id == person.workspace_id, CalendarLink.person_id == person.id
    )
    return session.exec(theirs).first()


def add_link(
    session: Session, secrets: Secrets, person: Person, kind: LinkKind, address: Address, now: datetime
) -> CalendarLink:
    """The person's calendar from now on. The one that they had comes back when this one cannot be read.

    It is kept until another one was read: of two that cannot be, the second does not push it out.
    """
    link = link_of(session, person)
    if link is None:
        link = CalendarLink(
            workspace_id=person.workspace_id, person_id=person.id, kind=kind, sealed_link="", added_at=now
        )
    else:
        if link.ok_at is not None or link.sealed_before is None:
            link.sealed_before = _kept_for_later(secrets, link)
        link.added_at = max(now, link.added_at + timedelta(microseconds=1))  # each giving has a moment of its own
    link.sealed_link = secrets.seal(link.workspace_id, _column("sealed_link", link), json.dumps(_values(address)))
    link.kind, link.error = kind, ""
    link.sealed_progress = link.ok_at = link.full_at = link.told_at = None
    link.read_at = now  # whoever gave it waits while it is read: it is not the round's turn too
    link.claimed_until = link.claimed_by = None
    session.add(link)
    session.flush()
    return link


def attempt_of(link: CalendarLink) -> str:
    """The id of a link, and which giving of it this is: what is given after it is another attempt."""
    return f"{link.id}@{link.added_at.astimezone(UTC).isoformat()}"


def link_id_in(attempt: str) -> str:
    """The id of the link that an attempt is of."""
    return attempt.partition("@")[0]


def link_given(session: Session, workspace_id: str, attempt: str) -> CalendarLink | None:
    """The link of an attempt; None when it was forgotten. `attempt_of` says whether another one was given since."""
    return session.get(CalendarLink, (workspace_id, link_id_in(attempt)))


def _kept_for_later(secrets: Secrets, link: CalendarLink) -> str | None:
    """The link as it is now, sealed to come back; None where the key with which it was sealed is lost."""
    try:
        before = {"kind": link.kind, **_values(address_of(secrets, link))}
    except SecretError:
        return None
    return secrets.seal(link.workspace_id, _column("sealed_before", link), json.dumps(before))


def back_to_before(session: Session, secrets: Secrets, person: Person, link: CalendarLink, now: datetime) -> None:
    """The link that was given cannot be read: the one before holds again; without one, nothing is kept."""
    if link.sealed_before is None:
        forget_calendar(session, person)
        return
    before = json.loads(secrets.open(link.workspace_id, _column("sealed_before", link), link.sealed_before))
    kind = LinkKind(before.pop("kind"))
    link = add_link(session, secrets, person, kind, Address(**before), now)
    link.sealed_before = link.read_at = None
    session.flush()


def _values(address: Address) -> dict[str, str]:
    return {"url": address.url, "user": address.user, "password": address.password}


def address_of(secrets: Secrets, link: CalendarLink) -> Address:
    """Raises SecretError when it cannot be opened."""
    return Address(**json.loads(secrets.open(link.workspace_id, _column("sealed_link", link), link.sealed_link)))


def progress_of(secrets: Secrets, link: CalendarLink) -> dict[str, Any]:
    """How far it was read, as its reader left it."""
    if link.sealed_progress is None:
        return {}
    opened = json.loads(secrets.open(link.workspace_id, _column("sealed_progress", link), link.sealed_progress))
    return dict(opened)


def keep_progress(secrets: Secrets, link: CalendarLink, progress: dict[str, Any]) -> None:
    """How far it was read by now."""
    link.sealed_progress = secrets.seal(link.workspace_id, _column("sealed_progress", link), json.dumps(progress))


def forget_calendar(session: Session, person: Person) -> bool:
    """All of it goes: the link, what was read, what was learned for this person, and messages that wait or were sent.

    What they logged stays, as entries of the log; so do accounts of domains, which are everybody's. Returns whether
    there was one.
    """
    had_one = link_of(session, person) is not None
    tables: tuple[Any, ...] = (CalendarLink, Suggestion, CalendarDomain, AbsenceQuestion)
    for table in tables:
        columns = table.__table__.c
        theirs = (columns.workspace_id == person.workspace_id, columns.person_id == person.id)
        session.execute(delete(table).where(*theirs))
    messages = (
        col(Delivery.workspace_id) == person.workspace_id,
        col(Delivery.recipient) == person.id,
        col(Delivery.cadence).startswith(CADENCES),
    )
    session.execute(delete(Delivery).where(*messages, col(Delivery.state) == DeliveryState.PENDING))
    session.execute(update(Delivery).where(*messages).values(message=None, about={}))
    session.expire_all()
    return had_one


# --- whose turn it is ------------------------------------------------------------------------------------


def links_due(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Workspace and id of each link that was not tried for half an hour, the longest waiting first."""
    due = (
        select(CalendarLink.workspace_id, CalendarLink.id)
        .join(Workspace, col(Workspace.workspace_id) == col(CalendarLink.workspace_id))
        .join(
            Person,
            (col(Person.workspace_id) == col(CalendarLink.workspace_id))
            & (col(Person.id) == col(CalendarLink.person_id)),
        )
        .where(
            col(Workspace.uninstalled_at).is_(None),
            or_(col(Person.ends_on).is_(None), col(Person.ends_on) >= now.date()),
            or_(col(CalendarLink.read_at).is_(None), col(CalendarLink.read_at) <= now - EVERY),
            or_(col(CalendarLink.claimed_until).is_(None), col(CalendarLink.claimed_until) <= now),
        )
        .order_by(col(CalendarLink.read_at), col(CalendarLink.id))
    )
    return [(workspace_id, id_) for workspace_id, id_ in session.exec(due)]


def claim(session: Session, workspace_id: str, link_id: str, by: str, now: datetime) -> CalendarLink | None:
    """Take a link for reading; None when somebody else has it, or it is gone. Commit before anything is asked."""
    free = or_(col(CalendarLink.claimed_until).is_(None), col(CalendarLink.claimed_until) <= now)
    mine = update(CalendarLink).where(
        col(CalendarLink.workspace_id) == workspace_id, col(CalendarLink.id) == link_id, free
    )
    taken = cast("CursorResult[Any]", session.execute(mine.values(claimed_until=now + LEASE, claimed_by=by)))
    return session.get(CalendarLink, (workspace_id, link_id), populate_existing=True) if taken.rowcount else None


def held_by(session: Session, workspace_id: str, link_id: str, by: str) -> CalendarLink | None:
    """The link that was claimed, as it is after the reading; None when it was forgotten or taken over meanwhile."""
    link = session.get(CalendarLink, (workspace_id, link_id), populate_existing=True)
    return link if link is not None and link.claimed_by == by else None


def release(link: CalendarLink, now: datetime, error: str = "") -> None:
    """The reading is over; `error` is a key of our words."""
    link.claimed_until = link.claimed_by = None
    link.read_at, link.error = now, error
    if not error:
        link.ok_at, link.told_at, link.sealed_before = now, None, None


def _column(name: str, link: CalendarLink) -> str:
    return f"calendar_link.{name}:{link.id}"
