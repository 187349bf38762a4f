"""Writing back: claiming what waits, and noting what became of it. One row at a time, each step a transaction.

pending → sending (claimed for two minutes; what is sent is noted before the CRM is called) → written, refused, or unknown:
nobody heard the answer, or the process was killed. What is unknown is looked up before another try: a deal by reading it, an
activity by our id or by what was sent, once the CRM was read through after the call.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from models.connections.own_writes import forget_these, remember_writes
from models.connections.records import Connection, State
from models.connections.remote import Change, Written
from models.connections.telling import tell_of_write
from models.connections.too_late import is_too_late, say_too_late
from models.connections.write_plans import Plan, plan_of
from models.connections.write_words import as_stored
from models.references.links import add_link, link_to, mark_gone
from models.references.outgoing import CrmWrite, WriteState
from models.references.records import WRITTEN, Fact
from models.workspace.records import Workspace

BY_US = "0"
"""The fingerprint of a record of which the CRM said nothing yet besides that it took it."""
LEASE = timedelta(minutes=2)
AGAIN_AFTER = timedelta(minutes=1)
MOST_TRIES = 3
LONGEST_AWAY = timedelta(minutes=30)
"""At least so often a CRM that is away is asked again."""


@dataclass(frozen=True)
class Claimed:
    """A row that is ours until `until`; whoever claims it later has another `until`."""

    workspace_id: str
    id: str
    plan: Plan
    until: datetime


def waiting(session: Session, now: datetime) -> list[tuple[str, str]]:
    """The connections for which something waits, as (workspace, connection)."""
    due = (
        select(CrmWrite.workspace_id, CrmWrite.connection_id)
        .join(
            Connection,
            (col(Connection.workspace_id) == col(CrmWrite.workspace_id))
            & (col(Connection.id) == col(CrmWrite.connection_id)),
        )
        .join(Workspace, col(Workspace.workspace_id) == col(CrmWrite.workspace_id))
        .where(
            _is_due(now),
            Connection.state == State.RUNNING,
            or_(col(Connection.resting_until).is_(None), col(Connection.resting_until) <= now),
            col(Workspace.uninstalled_at).is_(None),
        )
        .distinct()
    )
    return sorted((workspace_id, connection_id) for workspace_id, connection_id in session.exec(due))


def claim_next(session: Session, workspace_id: str, connection_id: str, now: datetime) -> Claimed | None:
    """The next one to bring over, ours for two minutes; what needs nothing any more is dropped on the way."""
    connection = session.get(Connection, (workspace_id, connection_id))
    if connection is None or connection.state != State.RUNNING:
        return None
    of = (CrmWrite.workspace_id == workspace_id, CrmWrite.connection_id == connection_id)
    due = select(CrmWrite).where(*of, _is_due(now)).order_by(col(CrmWrite.due_at), col(CrmWrite.id))
    for row in session.exec(due.with_for_update(skip_locked=True)):
        if row.state == WriteState.SENDING:  # whoever had it is gone
            row.state = WriteState.UNKNOWN if row.attempted_at else WriteState.PENDING
        plan = plan_of(session, connection, row, now)
        if plan is None:
            _nothing_to_do(session, row)
        elif is_too_late(row, now):
            say_too_late(session, row, now)
        elif plan.waits_until is not None:
            row.due_at = plan.waits_until
        elif row.tries >= MOST_TRIES:
            _give_up(session, row, now)
        else:
            row.state, row.claimed_until, row.tries = WriteState.SENDING, now + LEASE, row.tries + 1
            row.wanted, row.asks_again = dict(plan.wanted), False
            session.flush()
            return Claimed(workspace_id, row.id, plan, now + LEASE)
    session.flush()
    return None


def note_sending(session: Session, claimed: Claimed, change: Change, now: datetime) -> Claimed | None:
    """The CRM is called now, with this: the claim, longer. None when somebody else has the row: nothing may be sent."""
    row = _mine(session, claimed)
    if row is None:
        return None
    row.attempted_at, row.claimed_until, row.is_removal = now, now + LEASE, change.is_removal
    if not change.is_removal:
        row.sent = as_stored(change.fields)
    if row.kind == Fact.DEAL and change.id:
        remember_writes(session, _connection(session, row), row.kind, change.id, change.fields, now)
    session.flush()
    return replace(claimed, until=now + LEASE)


def note_written(session: Session, claimed: Claimed, written: Written, now: datetime) -> None:
    """It stands there. What the CRM says of it now is no news when it comes back."""
    row = _mine(session, claimed)
    if row is None:
        return
    connection = _connection(session, row)
    if row.kind == Fact.DEAL:
        remember_writes(session, connection, row.kind, written.id, written.fields, now)
    else:
        _note_activity(session, row, written, now)
    _done(session, row, now)


def note_refused(
    session: Session, claimed: Claimed, reason: str, fields: tuple[str, ...], external_id: str, now: datetime
) -> None:
    """The CRM does not want it: the rep is told once, Koers keeps its own, and it is not tried again."""
    row = _mine(session, claimed)
    if row is None:
        return
    forget_these(session, _connection(session, row), row.kind, external_id, row.sent)
    row.attempted_at = row.claimed_until = None
    if row.asks_again:
        row.state, row.due_at, row.tries, row.asks_again = WriteState.PENDING, now, 0, False
        return
    row.state, row.due_at = WriteState.REFUSED, None
    row.reason, row.asks_for = reason[:500], list(fields)[:10]
    tell_of_write(session, row, "refused", now)


def note_not_done(session: Session, claimed: Claimed, until: datetime, is_sent: bool, now: datetime) -> None:
    """The CRM did nothing, and said so: later again. That is no try.

    Not `is_sent`: it said so before this was sent, and what became of an earlier call is still not known.
    """
    row = _mine(session, claimed)
    if row is not None:
        connection = _connection(session, row)
        if until > now + AGAIN_AFTER:
            connection.resting_until = max(connection.resting_until or until, until)
        row.state, row.claimed_until = WriteState.PENDING, None
        row.attempted_at = None if is_sent else row.attempted_at
        row.tries, row.due_at = max(0, row.tries - 1), max(until, now + AGAIN_AFTER)


def note_not_reached(session: Session, claimed: Claimed, now: datetime) -> None:
    """The CRM is away, and nothing was sent: later again, after as long as it has waited by now. That is no try."""
    row = _mine(session, claimed)
    if row is not None:
        row.state, row.claimed_until, row.tries = WriteState.PENDING, None, max(0, row.tries - 1)
        row.due_at = now + min(max(now - row.asked_at, AGAIN_AFTER), LONGEST_AWAY)


def note_unknown(session: Session, claimed: Claimed, now: datetime) -> None:
    """Nobody heard whether it was done: it is looked up before another try."""
    row = _mine(session, claimed)
    if row is not None:
        row.state, row.claimed_until, row.due_at = WriteState.UNKNOWN, None, now + AGAIN_AFTER


def note_nothing(session: Session, claimed: Claimed, now: datetime) -> None:
    """There is nothing there to write it to, or the CRM takes no such thing."""
    row = _mine(session, claimed)
    if row is not None:
        session.delete(row)


def note_still_there(session: Session, claimed: Claimed, now: datetime) -> None:
    """It was undone here, and the CRM lets nobody take it away: the rep is told that it still stands there."""
    row = _mine(session, claimed)
    if row is not None:
        tell_of_write(session, row, "still_there", now)
        row.state, row.due_at, row.claimed_until, row.attempted_at = WriteState.WRITTEN, None, None, None


def _is_due(now: datetime):  # type: ignore[no-untyped-def]
    waits = col(CrmWrite.state).in_((WriteState.PENDING, WriteState.UNKNOWN)) & (col(CrmWrite.due_at) <= now)
    return or_(waits, (col(CrmWrite.state) == WriteState.SENDING) & (col(CrmWrite.claimed_until) <= now))


def _mine(session: Session, claimed: Claimed) -> CrmWrite | None:
    found = select(CrmWrite).where(CrmWrite.workspace_id == claimed.workspace_id, CrmWrite.id == claimed.id)
    row = session.exec(found.with_for_update().execution_options(populate_existing=True)).first()
    is_mine = row is not None and row.state == WriteState.SENDING and row.claimed_until == claimed.until
    return row if is_mine else None


def _connection(session: Session, row: CrmWrite) -> Connection:
    return session.get_one(Connection, (row.workspace_id, row.connection_id))


def _note_activity(session: Session, row: CrmWrite, written: Written, now: datetime) -> None:
    link = link_to(session, row.workspace_id, row.connection_id, Fact.ACTIVITY, written.id)
    if row.is_removal:
        if link is not None:
            mark_gone(link, now)
        return
    row.sent = {**row.sent, **as_stored(_known(written.fields, row.sent))}
    if link is None:
        add_link(
            session,
            row.workspace_id,
            row.connection_id,
            Fact.ACTIVITY,
            written.id,
            row.fact_id,
            now,
            fingerprint=BY_US,
            reason=WRITTEN,
        )


def _known(said: Mapping[str, object], sent: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if name in sent}


def _done(session: Session, row: CrmWrite, now: datetime) -> None:
    row.attempted_at = row.claimed_until = None
    row.was, row.tries = {**row.was, **row.wanted}, 0
    if row.asks_again:
        row.state, row.due_at, row.asks_again = WriteState.PENDING, now, False
    elif row.kind == Fact.DEAL:
        session.delete(row)
    else:
        row.state, row.due_at = WriteState.WRITTEN, None
    session.flush()


def _nothing_to_do(session: Session, row: CrmWrite) -> None:
    """It is there already, as it is here; or there is nothing there to write it to."""
    row.asks_again = False
    if row.kind == Fact.ACTIVITY and (row.sent or row.is_removal):
        row.state, row.due_at, row.attempted_at, row.tries = WriteState.WRITTEN, None, None, 0
    else:
        session.delete(row)


def _give_up(session: Session, row: CrmWrite, now: datetime) -> None:
    row.state, row.due_at, row.tries = WriteState.UNKNOWN, None, 0
    tell_of_write(session, row, "unknown", now)
