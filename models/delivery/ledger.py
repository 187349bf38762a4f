"""The ledger: who may send a delivery now, and what became of it.

`pending → sending` (a lease, committed before Slack is called) `→ sent`. An answer that never came makes it
`unknown`: it is looked up in Slack before anything is sent again, and becomes `reconciled` or `pending`.
Any number of processes may work on the same ledger.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, case, update
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import object_session
from sqlmodel import Session, col, or_, select

from models.delivery.quiet_hours import REPLY, WITH_AN_END
from models.delivery.records import Delivery, DeliveryState
from models.delivery.together import share_fate
from models.touching import touch

LEASE = timedelta(minutes=3)
"""Much longer than a call to Slack may take: who holds it is sending or dead."""
LOOK_UP_AFTER = timedelta(minutes=1)
"""So that a message Slack is still storing can be found."""
MOST_ATTEMPTS = 6
FOLLOWED = ("digest.", "audit.invitation")
"""How cadences begin after which something else may be due, by when they went out: the clock looks again."""


def next_pending(
    session: Session, workspace_id: str, now: datetime, leave_out: Collection[str] = ()
) -> Delivery | None:
    """The next delivery to send, locked until the transaction ends; `leave_out` are recipients to pass by.

    First what answers somebody, then what a survey sends (its last day is fixed, and somebody was told when it comes);
    then what is useless soonest, so that it is not what the daily budget leaves for later.
    """
    waiting = (
        select(Delivery)
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.state == DeliveryState.PENDING,
            Delivery.due_at <= now,
            col(Delivery.recipient).not_in(leave_out),
        )
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    cadence = col(Delivery.cadence)
    first = waiting.where(or_(cadence.startswith(REPLY), cadence.startswith(WITH_AN_END)))
    first = first.order_by(case((cadence.startswith(REPLY), 0), else_=1), col(Delivery.due_at), col(Delivery.id))
    by_use = waiting.order_by(col(Delivery.expires_at), col(Delivery.due_at), col(Delivery.id))
    return session.exec(first).first() or session.exec(by_use).first()


def claim(delivery: Delivery, message: dict[str, Any], now: datetime, wall_clock: datetime) -> None:
    """Take it for sending. Commit before calling Slack: who dies after that leaves a lease that runs out.

    `wall_clock` is the real time; `now` may be moved. The look-up starts at the earlier of the two.
    """
    delivery.state = DeliveryState.SENDING
    delivery.lease_until = now + LEASE
    delivery.claimed_at = now
    delivery.posted_after = min(filter(None, (delivery.posted_after, now, wall_clock)))
    delivery.message = message
    delivery.attempts += 1
    delivery.claims += 1
    delivery.error = ""


def still_holds(session: Session, workspace_id: str, delivery_id: str, claims: int, now: datetime) -> bool:
    """Whether who claimed it as number `claims` may still send it; if so, the lease begins again.

    Asked just before a post that comes late: a process that was frozen finds that another has taken over.
    """
    row = update(Delivery).where(
        col(Delivery.workspace_id) == workspace_id,
        col(Delivery.id) == delivery_id,
        col(Delivery.state) == DeliveryState.SENDING,
        col(Delivery.claims) == claims,
    )
    held = session.execute(row.values(lease_until=now + LEASE), execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", held).rowcount == 1


def confirm(session: Session, workspace_id: str, delivery_id: str, channel_id: str, ts: str, now: datetime) -> None:
    """Slack has it. Whatever was thought of it meanwhile, it is sent."""
    delivery = _of(session, workspace_id, delivery_id)
    delivery.state, delivery.channel_id, delivery.ts = DeliveryState.SENT, channel_id, ts
    _finish(delivery, "", now)


def lose(session: Session, workspace_id: str, delivery_id: str, claims: int, why: str, now: datetime) -> None:
    """No answer came to who took it as number `claims`: Slack may or may not have it."""
    if (delivery := _held(session, workspace_id, delivery_id, claims)) is not None:
        _make_unknown(delivery, why, now)


def refuse(session: Session, workspace_id: str, delivery_id: str, claims: int, why: str, now: datetime) -> None:
    """Slack does not want it, and said so to who took it as number `claims`: visibly not sent."""
    if (delivery := _held(session, workspace_id, delivery_id, claims)) is not None:
        delivery.state = DeliveryState.FAILED
        _finish(delivery, why, now)


def fail(session: Session, workspace_id: str, delivery_id: str, why: str, now: datetime) -> None:
    """It cannot be sent, and will not be: visibly not sent."""
    delivery = _of(session, workspace_id, delivery_id)
    delivery.state = DeliveryState.FAILED
    _finish(delivery, why, now)


def let_expire(delivery: Delivery, why: str, now: datetime) -> None:
    """It is no use any more: visibly not sent."""
    delivery.state = DeliveryState.EXPIRED
    _finish(delivery, why, now)


def give_back(session: Session, workspace_id: str, delivery_id: str, claims: int, until: datetime, why: str) -> None:
    """Slack refused it for now, as number `claims`, and does not have it: again from `until` on."""
    if (delivery := _held(session, workspace_id, delivery_id, claims)) is None:
        return
    delivery.state, delivery.lease_until, delivery.error = DeliveryState.PENDING, None, why
    delivery.due_at = max(delivery.due_at, until)
    delivery.attempts -= 1


def tidy(session: Session, workspace_id: str, now: datetime) -> list[Delivery]:
    """Leases that ran out become `unknown`, what waited too long `expired`. Returns those expired."""
    abandoned = select(Delivery).where(
        Delivery.workspace_id == workspace_id, Delivery.state == DeliveryState.SENDING, col(Delivery.lease_until) <= now
    )
    for delivery in session.exec(abandoned.with_for_update(skip_locked=True)):
        _make_unknown(delivery, "the process stopped while sending", now)
    too_late = select(Delivery).where(
        Delivery.workspace_id == workspace_id, Delivery.state == DeliveryState.PENDING, Delivery.expires_at <= now
    )
    expired = list(session.exec(too_late.with_for_update(skip_locked=True)))
    for delivery in expired:
        let_expire(delivery, delivery.error or "it waited too long", now)
    return expired


# --- the look-up ---------------------------------------------------------------------------------------


def claim_look_up(session: Session, workspace_id: str, now: datetime) -> Delivery | None:
    """An unknown delivery to look up, leased to the caller."""
    unknown = (
        select(Delivery)
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.state == DeliveryState.UNKNOWN,
            Delivery.due_at <= now,
            col(Delivery.finished_at).is_(None),
            col(Delivery.lease_until).is_(None) | (col(Delivery.lease_until) <= now),
        )
        .order_by(col(Delivery.due_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    delivery = session.exec(unknown).first()
    if delivery is not None:
        delivery.lease_until = now + LEASE
    return delivery


def found(session: Session, workspace_id: str, delivery_id: str, channel_id: str, ts: str, now: datetime) -> bool:
    """Slack has it after all. False when somebody else settled it meanwhile."""
    values = {"state": DeliveryState.RECONCILED.value, "channel_id": channel_id, "ts": ts, "finished_at": now}
    return _settle_unknown(session, workspace_id, delivery_id, None, **values, lease_until=None, error="")


def not_there(session: Session, workspace_id: str, delivery_id: str, claims: int, now: datetime) -> bool:
    """Slack does not have it, as of claim number `claims`: it is sent again, or given up after `MOST_ATTEMPTS`."""
    delivery = _of(session, workspace_id, delivery_id)
    if delivery.attempts >= MOST_ATTEMPTS:
        values = {
            "state": DeliveryState.FAILED.value,
            "finished_at": now,
            "error": f"no answer {delivery.attempts} times",
        }
    else:
        values = {"state": DeliveryState.PENDING.value, "due_at": now}
    return _settle_unknown(session, workspace_id, delivery_id, claims, **values, lease_until=None)


def cannot_look(
    session: Session, workspace_id: str, delivery_id: str, claims: int, why: str, again_at: datetime, now: datetime
) -> None:
    """Slack does not let us read: it is not sent again, and stays `unknown` with its reason for the admin.

    The look-up is tried again from `again_at` until the delivery expires.
    """
    delivery = _of(session, workspace_id, delivery_id)
    if delivery.state != DeliveryState.UNKNOWN or delivery.claims != claims:
        return
    delivery.due_at, delivery.lease_until, delivery.error = again_at, None, f"cannot be looked up: {why}"
    if delivery.expires_at <= now:
        _finish(delivery, delivery.error, now)


def _settle_unknown(session: Session, workspace_id: str, delivery_id: str, claims: int | None, **values: Any) -> bool:
    """False when somebody else settled it meanwhile, or sent it once more since claim number `claims` (None: whichever)."""
    row = update(Delivery).where(
        col(Delivery.workspace_id) == workspace_id,
        col(Delivery.id) == delivery_id,
        col(Delivery.state) == DeliveryState.UNKNOWN,
        *([] if claims is None else [col(Delivery.claims) == claims]),
    )
    settled = session.execute(row.values(**values), execution_options={"synchronize_session": False})
    is_ours = cast("CursorResult[Any]", settled).rowcount == 1
    if is_ours and values.get("finished_at"):
        _tell_the_clock(session, _of(session, workspace_id, delivery_id))
        fate = {name: values[name] for name in ("state", "channel_id", "ts", "finished_at", "error") if name in values}
        share_fate(session, _of(session, workspace_id, delivery_id), **fate)
    return is_ours


def _tell_the_clock(session: AnySession, delivery: Delivery) -> None:
    if delivery.cadence.startswith(FOLLOWED) or delivery.has_waited:  # others may have come with it
        touch(session.connection(), delivery.workspace_id)


def _make_unknown(delivery: Delivery, why: str, now: datetime) -> None:
    delivery.state, delivery.error = DeliveryState.UNKNOWN, why[:300]
    delivery.lease_until, delivery.due_at = None, now + LOOK_UP_AFTER


def _finish(delivery: Delivery, why: str, now: datetime) -> None:
    delivery.lease_until, delivery.finished_at, delivery.error = None, now, why[:300]
    if (session := object_session(delivery)) is not None:
        _tell_the_clock(session, delivery)
        fate = {"state": delivery.state, "channel_id": delivery.channel_id, "ts": delivery.ts, "error": delivery.error}
        share_fate(session, delivery, finished_at=now, **fate)


def _held(session: Session, workspace_id: str, delivery_id: str, claims: int) -> Delivery | None:
    """The delivery, locked, while it is being sent by who took it as number `claims`; else what they heard is no news."""
    delivery = _of(session, workspace_id, delivery_id)
    return delivery if delivery.state == DeliveryState.SENDING and delivery.claims == claims else None


def _of(session: Session, workspace_id: str, delivery_id: str) -> Delivery:
    delivery = session.get(Delivery, (workspace_id, delivery_id), with_for_update=True)
    if delivery is None:
        raise KeyError(delivery_id)
    return delivery
