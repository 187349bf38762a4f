"""What has to be read once more, because something that it rests on is known by now, or is another one.

A reference without a fingerprint is one of which we do not know what its source says: the next run asks for it by its id.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.connections.records import Connection
from models.deals.records import Deal
from models.deals.stages import UNKNOWN_STAGE
from models.references.records import WRITTEN, Fact, Link


class Waits(StrEnum):
    """Why something that a CRM tells of is no fact yet (`Link.reason` of one without a fact)."""

    OWNER = "needs_owner"
    """Whose it is nobody has said."""
    KIND = "needs_kind"
    ACCOUNT = "needs_account"
    """Its kind counts with an account only, and it names none."""
    DAY = "needs_day"
    """The CRM does not say when it was held."""
    PLANNED = "planned"
    """It is still to come: `remote_updated_at` says when."""
    NOT_HELD = "not_held"
    LEFT_OUT = "left_out"
    """An admin said that whose, or what kind, it is is nothing for us."""
    OLDER = "older"
    """From before the year that is read."""
    UNREAD = "unread"
    """Another record names it, and it did not come yet."""
    FAILED = "failed"
    """It came, and could not be taken in."""


def read_again(session: Session, connection: Connection, what: str, was: str | None) -> None:
    """A person, stage or kind (`what`) is another one than it `was`: all that rests on it is read again."""
    session.flush()
    waiting = col(Link.fact_id) == ""
    if what == "kind":
        _forget(session, connection, Fact.ACTIVITY, or_(waiting, _about(Activity, col(Activity.kind) == (was or ""))))
    elif what == "stage":
        stands = _about(Deal, col(Deal.stage).in_((was or UNKNOWN_STAGE, UNKNOWN_STAGE)))
        _forget(session, connection, Fact.DEAL, or_(waiting, stands))
    else:
        asked = col(Link.fingerprint).startswith("w")  # somebody of it is not mapped yet
        for kind, owns in (
            (Fact.DEAL, _about(Deal, col(Deal.owner_id) == (was or ""))),
            (Fact.ACTIVITY, _about(Activity, col(Activity.person_id) == (was or ""))),
        ):
            _forget(session, connection, kind, or_(waiting, asked, owns))


def read_account_again(session: Session, connection: Connection, account_id: str) -> None:
    """A company is another account: what this connection told of the one is read again."""
    session.flush()
    _forget(session, connection, Fact.DEAL, _about(Deal, col(Deal.account_id) == account_id))
    _forget(session, connection, Fact.ACTIVITY, _about(Activity, col(Activity.account_id) == account_id))


def read_again_without_account(session: Session, connection: Connection) -> None:
    """A company is an account by now, and was none: what stands without one may be about it."""
    session.flush()
    _forget(session, connection, Fact.DEAL, _about(Deal, col(Deal.account_id).is_(None)))
    without = _about(Activity, col(Activity.account_id).is_(None))
    _forget(session, connection, Fact.ACTIVITY, or_(col(Link.reason) == Waits.ACCOUNT, without))


def read_again_without_deal(session: Session, connection: Connection, account_ids: Collection[str | None]) -> None:
    """Deals are some by now, and were none: what stands without one, about their accounts or none, may be of them."""
    session.flush()
    about = or_(col(Activity.account_id).in_([id_ for id_ in account_ids if id_]), col(Activity.account_id).is_(None))
    without = _about(Activity, col(Activity.deal_id).is_(None) & about)
    _forget(session, connection, Fact.ACTIVITY, or_(col(Link.reason) == Waits.ACCOUNT, without))


def read_decided_again(session: Session, connection: Connection) -> None:
    """Won and lost deals count by another day."""
    session.flush()
    _forget(session, connection, Fact.DEAL, _about(Deal, col(Deal.outcome).is_not(None)))


def unread(session: Session, connection: Connection, fact: Fact, now: datetime, limit: int) -> list[str]:
    """The ids, in the CRM, of what has to be read once more; what is planned only once its time has come."""
    wanted = select(Link.external_id).where(
        *_of(connection, fact),
        col(Link.fingerprint).is_(None),
        or_(col(Link.reason) != Waits.PLANNED, col(Link.remote_updated_at) <= now),
    )
    return list(session.exec(wanted.order_by(col(Link.id)).limit(limit)))


def _of(connection: Connection, fact: Fact) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Link.workspace_id) == connection.workspace_id,
        col(Link.origin) == connection.id,
        col(Link.kind) == fact,
        col(Link.gone_at).is_(None),
    )


def _about(table: type[Deal] | type[Activity], which: ColumnElement[bool]) -> ColumnElement[bool]:
    return col(Link.fact_id).in_(select(table.id).where(table.workspace_id == Link.workspace_id, which))


def _forget(session: Session, connection: Connection, fact: Fact, which: ColumnElement[bool]) -> None:
    session.execute(
        # What we wrote ourselves is as somebody said it in Slack: no mapping changes that.
        update(Link).where(*_of(connection, fact), which, col(Link.reason) != WRITTEN).values(fingerprint=None),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
