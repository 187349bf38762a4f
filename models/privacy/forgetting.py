"""Once a day: the words that were kept long enough go. What figures rest on stays."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Text, delete, or_, update
from sqlalchemy import cast as as_type
from sqlmodel import Session, col, select

from models.activity.records import Activity, ActivityChange
from models.calendar.noting import forget_old_meetings
from models.coaching.records import PairAction, Talk, TalkState, Topic
from models.delivery.records import Delivery
from models.period import months_after
from models.privacy.ledger import forget_old_readings
from models.privacy.retention import DAYS_OF_A_MONTH, IN_DAYS
from models.privacy.terms import terms_in_force
from models.private_notes.records import PrivateNote
from models.workspace.trail import forget_old_trail

GONE = "–"
_WORDS_OF_ENTRY = ("note", "contact")


def forget_what_is_old(session: Session, workspace_id: str, now: datetime) -> dict[str, int]:
    """Apply every term; returns how many rows lost their words, by kind."""
    gone = {
        "readers": forget_old_readings(session, workspace_id, now),
        "trail": forget_old_trail(session, workspace_id, now),
        "calendar_meetings": forget_old_meetings(session, workspace_id, now),
    }
    for kind, months in terms_in_force(session, workspace_id, now).items():
        if months is not None:
            gone[kind] = _FORGET[kind](session, workspace_id, _first_kept(kind, months, now.date()))
    return gone


def _first_kept(kind: str, months: int, today: date) -> date:
    """What is older than this day goes."""
    return today - timedelta(days=DAYS_OF_A_MONTH * months) if kind in IN_DAYS else months_after(today, -months)


def _forget_messages(session: Session, workspace_id: str, before: date) -> int:
    """That they were sent stays, so that none is sent twice; what they said goes."""
    old = update(Delivery).where(
        col(Delivery.workspace_id) == workspace_id,
        col(Delivery.finished_at) < _instant(before),
        col(Delivery.message).is_not(None),
        as_type(col(Delivery.message), Text) != "null",
    )
    return _count(session, old.values(message=None))


def _forget_log(session: Session, workspace_id: str, before: date) -> int:
    """Notes and contacts of entries, also in their history; day, kind, account and amounts stay."""
    old = update(Activity).where(
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) < before,
        or_(col(Activity.note) != "", col(Activity.contact).is_not(None)),
    )
    number = _count(session, old.values(note="", contact=None))
    changes = (
        select(ActivityChange)
        .join(
            Activity,
            (col(Activity.workspace_id) == col(ActivityChange.workspace_id))
            & (col(Activity.id) == col(ActivityChange.activity_id)),
        )
        .where(
            ActivityChange.workspace_id == workspace_id,
            Activity.happened_on < before,
            or_(
                *(
                    as_type(column, Text).contains(f'"{word}"')
                    for column in (col(ActivityChange.old), col(ActivityChange.new))
                    for word in _WORDS_OF_ENTRY
                ),
                col(ActivityChange.reason) != "",
            ),
        )
    )
    for change in session.exec(changes):
        change.old, change.new = (
            {key: value for key, value in told.items() if key not in _WORDS_OF_ENTRY}
            for told in (change.old, change.new)
        )
        change.reason = ""
    session.flush()
    return number


def _forget_coaching(session: Session, workspace_id: str, before: date) -> int:
    """What was said in talks that are over, and actions that are done; that a talk was held stays, for it is counted."""
    over = (TalkState.HELD, TalkState.DENIED, TalkState.CANCELLED)
    talks = update(Talk).where(
        col(Talk.workspace_id) == workspace_id,
        col(Talk.planned_at) < _instant(before),
        col(Talk.state).in_(over),
        col(Talk.outcome) != "",
    )
    actions = update(PairAction).where(
        col(PairAction.workspace_id) == workspace_id, col(PairAction.done_on) < before, col(PairAction.text) != GONE
    )
    topics = delete(Topic).where(
        col(Topic.workspace_id) == workspace_id, col(Topic.added_at) < _instant(before), col(Topic.talk_id).is_not(None)
    )
    return sum(_count(session, one) for one in (talks.values(outcome=""), actions.values(text=GONE), topics))


def _forget_notes(session: Session, workspace_id: str, before: date) -> int:
    """Private notes that were written, or rewritten, before."""
    old = delete(PrivateNote).where(
        col(PrivateNote.workspace_id) == workspace_id, col(PrivateNote.written_at) < _instant(before)
    )
    return _count(session, old)


_FORGET = {"log": _forget_log, "coaching": _forget_coaching, "notes": _forget_notes, "messages": _forget_messages}


def _count(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _instant(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)
