"""What we wrote, or are about to write, when it comes back from the CRM: it is known again, and is no news."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from models.activity.records import Activity
from models.connections.remote import OUR_MARK, RemoteActivity
from models.connections.taking import Taking
from models.connections.write_words import as_stored, is_same
from models.references.outgoing import CrmWrite, WriteState
from models.references.records import WRITTEN, Fact, Link

_COLUMNS = {
    "kind_id": ("kind",),
    "account_id": ("account_id",),
    "deal_id": ("deal_id",),
    "subject": ("note",),
    "owner_id": ("person_id",),
    "minutes": ("minutes",),
    "happened_at": ("happened_at", "happened_on"),
}
"""By field of a `Change` the columns of an entry."""
_PARTS = {"stage": ("stage", "outcome", "closed_on"), "value_minor": ("value_minor", "reporting_minor", "currency")}
_NEVER_TAKEN = ("note", "person_id", "kind")
"""Of a record that we wrote these are what somebody said in Slack, whatever was made of them there."""


def known_again(taking: Taking, record: RemoteActivity, waiting: Link | None) -> Link | None:
    """A record that is no fact yet, and that we made without hearing so: by our id, else by all that was sent of it.

    `waiting` is the reference to it, where it came before and could not be taken in.
    """
    for row in taking.unheard:
        marked = (record.event_key or "").partition("#")[0]
        is_ours = marked == f"{OUR_MARK}{row.fact_id}" if marked.startswith(OUR_MARK) else _says(row, record)
        if is_ours and not _has_record(taking, row.fact_id):
            link = waiting or taking.know(Fact.ACTIVITY, record.id, row.fact_id)
            link.fact_id, link.fingerprint, link.reason = row.fact_id, "0", WRITTEN
            row.sent = {**row.sent, **as_stored({name: getattr(record, name) for name in _COLUMNS if name in row.sent})}
            taking.session.flush()
            return link
    return None


def is_our_mark(key: str | None) -> bool:
    """Whether the key of an event is the id that we gave it: no calendar calls it that."""
    return (key or "").startswith(OUR_MARK)


def columns_of_ours(taking: Taking, record: RemoteActivity, link: Link) -> frozenset[str]:
    """The columns in which a record that we wrote says what we wrote."""
    if link.reason != WRITTEN:
        return frozenset()
    row = taking.session.exec(
        select(CrmWrite).where(
            CrmWrite.workspace_id == taking.workspace_id,
            CrmWrite.connection_id == taking.origin,
            CrmWrite.kind == Fact.ACTIVITY,
            CrmWrite.fact_id == link.fact_id,
        )
    ).first()
    sent = row.sent if row else {}
    own = {name for name in _COLUMNS if is_same(name, sent.get(name), getattr(record, name))}
    return frozenset(column for name in own for column in _COLUMNS[name]) | frozenset(_NEVER_TAKEN)


def columns_on_their_way(taking: Taking, deal_id: str, told: Mapping[str, Any]) -> frozenset[str]:
    """Columns of a deal that Slack changed and that the CRM does not have yet; or did not want: as long as it says the same."""
    rows = taking.session.exec(
        select(CrmWrite).where(
            CrmWrite.workspace_id == taking.workspace_id,
            CrmWrite.connection_id == taking.origin,
            CrmWrite.kind == Fact.DEAL,
            CrmWrite.fact_id == deal_id,
        )
    ).all()
    held: set[str] = set()
    for row in rows:
        for name, before in row.was.items():
            if row.state != WriteState.REFUSED or told.get(name) == before:
                held.update(_PARTS.get(name, (name,)))
    return frozenset(held)


def _says(row: CrmWrite, record: RemoteActivity) -> bool:
    asked = ("subject", "account_id", "deal_id", "owner_id", "happened_at")
    return bool(row.sent) and all(
        is_same(name, row.sent[name], getattr(record, name)) for name in asked if name in row.sent
    )


def _has_record(taking: Taking, activity_id: str) -> bool:
    if taking.session.get(Activity, (taking.workspace_id, activity_id)) is None:
        return True
    found = select(Link.id).where(
        Link.workspace_id == taking.workspace_id,
        Link.origin == taking.origin,
        Link.kind == Fact.ACTIVITY,
        Link.fact_id == activity_id,
        Link.reason == WRITTEN,
        col(Link.gone_at).is_(None),
    )
    return taking.session.exec(found).first() is not None
