"""Claiming the next delivery of a workspace: quiet hours, its words, and the claim, in one short transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs.cadence import Cadence, Occasion
from jobs.delivering.outcome import Outcome
from messages.delivery import together
from messages.together import fits_into_one
from models.database import has_lost_connection
from models.delivery import ledger
from models.delivery.content import as_stored
from models.delivery.quiet_hours import ENOUGH, has_had_enough, hold, may_come_at, next_morning
from models.delivery.records import Delivery
from models.delivery.recurrence import WorksOn
from models.delivery.together import bring_along, waited_too
from models.prepared import WroteWhileReadingError
from models.team.calendar import Calendar, calendar_of_company
from models.team.enrolment import comes_in
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from models.zones import zone_named

CHANNEL = "channel:"


@dataclass(frozen=True)
class Claimed:
    """A claimed delivery, ready to be sent."""

    id: str
    recipient: str
    cadence: str
    slot: str
    channel: str
    """Where Slack should put it: a channel's or a user's id."""
    message: dict[str, Any]
    rich: bool
    thread_ts: str | None
    posted_after: datetime
    claims: int
    """Which claim of it this is; of a look-up, the claim that got no answer."""


class CannotComposeError(Exception):
    """The words for this delivery could not be made."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(delivery_id)
        self.delivery_id = delivery_id


@dataclass(frozen=True)
class Words:
    """What a delivery says, found before it is claimed."""

    delivery_id: str
    about_before: dict[str, Any]
    about: dict[str, Any]
    message: dict[str, Any] | None
    """None: there is nothing to say."""

    def are_of(self, delivery: Delivery) -> bool:
        """Whether they are this one's, as it still is."""
        return self.delivery_id == delivery.id and self.about_before == delivery.about


@dataclass(frozen=True)
class Recipient:
    """Who gets it: where in Slack, and when they are at work."""

    channel: str
    zone: ZoneInfo
    works_on: WorksOn
    person: Person | None = None


def words_ahead(
    session: Session,
    workspace_id: str,
    cadences: Mapping[str, Cadence],
    now: datetime,
    leave_out: Collection[str],
    secrets: Secrets | None = None,
) -> Words | None:
    """The words of the next delivery if its cadence only reads, and it may go out now. Raises CannotComposeError.

    A digest takes long: in the transaction of its claim, everybody's log would wait for it.
    """
    workspace = workspace_of(session, workspace_id)
    delivery = ledger.next_pending(session, workspace_id, now, leave_out)
    if delivery is None or delivery.message is not None or delivery.expires_at <= now:
        return None
    cadence = cadences.get(delivery.cadence)
    if cadence is None or not cadence.only_reads:
        return None
    recipient = recipient_of(session, workspace, delivery, now, locks=False)
    if recipient is None or _held_until(session, delivery, recipient, now)[0] > now:
        return None
    session.expunge(delivery)  # what it remembers is stored with the claim
    before = delivery.about
    message = _composed(session, workspace, delivery, recipient, cadences, now, secrets)
    try:
        session.flush()
    except WroteWhileReadingError as error:
        raise CannotComposeError(delivery.id) from error
    return Words(delivery.id, before, delivery.about, message)


def claim_next(
    session: Session,
    workspace_id: str,
    cadences: Mapping[str, Cadence],
    now: datetime,
    leave_out: Collection[str],
    outcomes: list[Outcome],
    secrets: Secrets | None = None,
    ahead: Words | None = None,
) -> Claimed | None:
    """Claim the next delivery that may go out now, with the words found `ahead` if they are its; None when there is none.

    What may not go out is held or ended on the way, and noted in `outcomes`. Raises CannotComposeError.
    """
    workspace = workspace_of(session, workspace_id)
    while delivery := ledger.next_pending(session, workspace_id, now, leave_out):
        if delivery.expires_at <= now:
            _end(delivery, delivery.error or "it waited too long", now, outcomes)
        elif (recipient := recipient_of(session, workspace, delivery, now)) is None:
            _end(delivery, "the recipient is no longer here", now, outcomes)
        elif not _is_held(session, delivery, recipient, now, outcomes):
            if ahead is not None and ahead.are_of(delivery):
                message, delivery.about = ahead.message, ahead.about
            else:
                message = delivery.message or _composed(session, workspace, delivery, recipient, cadences, now, secrets)
            if message is None:
                _end(delivery, "nothing to say", now, outcomes)
                continue
            message = _with_what_waited(session, workspace, delivery, message, recipient, cadences, now, secrets)
            ledger.claim(delivery, message, now, datetime.now(UTC))
            return claimed(session, workspace, delivery, recipient)
        session.flush()
    return None


def recipient_of(
    session: Session, workspace: Workspace, delivery: Delivery, now: datetime, *, locks: bool = True
) -> Recipient | None:
    """Where and when this delivery's recipient can be reached; None for somebody who has left, or became a guest.

    `locks` them, so that two processes cannot both count a budget that has one message left.
    """
    if delivery.recipient.startswith(CHANNEL):
        calendar = calendar_of_company(workspace)
        zone = zone_named(workspace.zone)
        return Recipient(delivery.recipient.removeprefix(CHANNEL), zone, lambda day: calendar.works_on(day) > 0)
    person = session.get(Person, (workspace.workspace_id, delivery.recipient), with_for_update=locks or None)
    if person is None or not person.slack_user_id or not comes_in(workspace, person.standing):
        return None
    zone = zone_named(person.zone, workspace.zone)
    if person.ends_on is not None and person.ends_on < now.astimezone(zone).date():
        return None
    own = Calendar.of(session, person, workspace)
    return Recipient(person.slack_user_id, zone, lambda day: own.works_on(day) > 0, person)


def claimed(session: Session, workspace: Workspace, delivery: Delivery, recipient: Recipient) -> Claimed:
    """The claimed delivery as a value that outlives the transaction."""
    assert delivery.message is not None
    assert delivery.posted_after is not None
    parent = session.get(Delivery, (workspace.workspace_id, delivery.thread_of)) if delivery.thread_of else None
    return Claimed(
        id=delivery.id,
        recipient=delivery.recipient,
        cadence=delivery.cadence,
        slot=delivery.slot,
        channel=(parent and parent.channel_id) or recipient.channel,
        message=dict(delivery.message),
        rich=workspace.takes_rich_blocks,
        thread_ts=parent.ts if parent else None,
        posted_after=delivery.posted_after,
        claims=delivery.claims,
    )


def _is_held(
    session: Session, delivery: Delivery, recipient: Recipient, now: datetime, outcomes: list[Outcome]
) -> bool:
    until, why = _held_until(session, delivery, recipient, now)
    if until <= now:
        return False
    hold(delivery, until, why)
    outcomes.append(Outcome.of(delivery, "held", f"{why}, until {until:%Y-%m-%d %H:%M} UTC"))
    return True


def _held_until(session: Session, delivery: Delivery, recipient: Recipient, now: datetime) -> tuple[datetime, str]:
    """From when on it may come (now or before: at once), and why not yet."""
    until = may_come_at(delivery, recipient.zone, recipient.works_on, now)
    if until <= now and has_had_enough(session, delivery, recipient.zone, now):
        return next_morning(recipient.zone, recipient.works_on, now), ENOUGH
    return until, "not at this hour"


def _with_what_waited(
    session: Session,
    workspace: Workspace,
    delivery: Delivery,
    message: dict[str, Any],
    recipient: Recipient,
    cadences: Mapping[str, Cadence],
    now: datetime,
    secrets: Secrets | None,
) -> dict[str, Any]:
    """The message, with the others that were held back: as many as fit into one."""
    parts, along = [message], []
    for other in waited_too(session, delivery, now):
        said = other.message or _composed(session, workspace, other, recipient, cadences, now, secrets)
        if said is None:
            ledger.let_expire(other, "nothing to say", now)
        elif fits_into_one([*parts, said]):
            parts.append(said)
            along.append(other)
    if not along:
        return message
    bring_along(delivery, along)
    language = (recipient.person and recipient.person.language) or workspace.language
    return as_stored(together(language, parts))


def _composed(
    session: Session,
    workspace: Workspace,
    delivery: Delivery,
    recipient: Recipient,
    cadences: Mapping[str, Cadence],
    now: datetime,
    secrets: Secrets | None,
) -> dict[str, Any] | None:
    try:
        cadence = cadences[delivery.cadence]
        message = cadence.compose(Occasion(session, workspace, delivery, now, recipient.person, secrets))
        return None if message is None else as_stored(message)
    except Exception as error:  # whatever is wrong with one message, the next one still goes out
        if has_lost_connection(error):
            raise  # this one too, at the next tick
        raise CannotComposeError(delivery.id) from error


def _end(delivery: Delivery, why: str, now: datetime, outcomes: list[Outcome]) -> None:
    ledger.let_expire(delivery, why, now)
    outcomes.append(Outcome.of(delivery, delivery.state, why))
