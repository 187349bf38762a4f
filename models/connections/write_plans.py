"""What a waiting row comes to now: what is to be made, changed or taken away in the CRM, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity, Source
from models.connections.mapping import Mapped, rows_of
from models.connections.records import Connection, CrmMapping, SyncCursor
from models.connections.remote import Change, What
from models.connections.write_words import StageThere, as_fields, as_stored, is_same
from models.deals.records import Deal
from models.references.outgoing import KINDS_WRITTEN, CrmWrite
from models.references.records import WRITTEN, Fact, Link

INDEX_LAG = timedelta(minutes=5)
"""So long after a call a list may not show yet what it made."""
NOT_YET = timedelta(minutes=1)
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Plan:
    """What is to be done."""

    kind: Fact
    change: Change | None = None
    """Of an activity: ready to be sent."""
    deal_id: str = ""
    """Of a deal: its record there, to be read first."""
    wanted: Mapping[str, Any] = field(default_factory=dict)
    """Of a deal: by column what stands here."""
    currency: str = ""
    stages: Sequence[StageThere] = ()
    waits_until: datetime | None = None
    """It cannot be known yet whether the last try arrived."""


def plan_of(session: Session, connection: Connection, row: CrmWrite, now: datetime) -> Plan | None:
    """What is to be done for a row; None: nothing (any more)."""
    if row.kind not in _switched_on(connection):
        return None
    return _deal(session, connection, row) if row.kind == Fact.DEAL else _activity(session, connection, row, now)


def written_link(session: Session, connection: Connection, activity_id: str) -> Link | None:
    """The record that we wrote of an entry last, also when it is gone."""
    links = [link for link in _links(session, connection, Fact.ACTIVITY, activity_id) if link.reason == WRITTEN]
    return links[-1] if links else None


def _switched_on(connection: Connection) -> set[str]:
    names = {Fact.ACTIVITY: "writes_activities", Fact.DEAL: "writes_deals"}
    return {kind.value for kind, name in names.items() if connection.settings.get(name)}


def _deal(session: Session, connection: Connection, row: CrmWrite) -> Plan | None:
    deal = session.get(Deal, (row.workspace_id, row.fact_id))
    links = [link for link in _links(session, connection, Fact.DEAL, row.fact_id) if link.gone_at is None]
    if deal is None or deal.removed_at is not None or not links:
        return None
    may_be_there = row.tries > 0 or row.attempted_at is not None
    was = {**row.was, **(row.wanted if may_be_there else {})}
    wanted = {name: getattr(deal, name) for name in was}
    if not may_be_there and wanted == row.was:
        return None  # undone before it was sent
    if {"value_minor", "currency"} & wanted.keys():
        wanted |= {"value_minor": deal.value_minor, "currency": deal.currency}
    if "stage" in wanted:
        wanted["reason"] = deal.reason
    stages = [
        StageThere(
            one.remote_id,
            one.local,
            str(one.facts["outcome"]) if one.facts.get("outcome") else None,
            str(one.facts.get("pipeline") or ""),
            _order(one),
        )
        for one in _mapped(session, connection, Mapped.STAGE)
        if not one.is_left_out
    ]
    return Plan(Fact.DEAL, deal_id=links[-1].external_id, wanted=wanted, currency=deal.currency, stages=stages)


def _activity(session: Session, connection: Connection, row: CrmWrite, now: datetime) -> Plan | None:
    activity = session.get(Activity, (row.workspace_id, row.fact_id))
    link = written_link(session, connection, row.fact_id)
    is_there = link is not None and link.gone_at is None
    wanted = _fields(session, connection, activity) if activity and _counts(session, connection, activity) else None
    is_unheard = row.attempted_at is not None and not row.is_removal and link is None  # made there, or not
    if is_unheard and not _was_read_since(session, connection, row.attempted_at):
        return Plan(Fact.ACTIVITY, waits_until=now + NOT_YET)
    if wanted is None:
        if link is None or not is_there:
            return None
        return Plan(Fact.ACTIVITY, Change(What.ACTIVITY, link.external_id, {}, is_removal=True))
    if link is None or (link.gone_at is not None and row.is_removal):
        return Plan(Fact.ACTIVITY, Change(What.ACTIVITY, None, wanted))
    if not is_there:
        return None  # somebody took it away there: that is theirs to say
    known = as_fields(row.sent)
    changed = {
        name: value
        for name, value in wanted.items()
        if name not in known or not is_same(name, as_stored({name: value})[name], known[name])
    }
    changed.pop("our_id", None)
    if not changed or changed.keys() <= {"subject"}:
        return None
    return Plan(Fact.ACTIVITY, Change(What.ACTIVITY, link.external_id, {**wanted, **changed}))


def _counts(session: Session, connection: Connection, activity: Activity) -> bool:
    """Whether it stands, is ours to tell of, and the CRM does not tell of it itself."""
    if activity.undone_at is not None or activity.same_as is not None or activity.source != Source.SLACK:
        return False
    if activity.kind not in KINDS_WRITTEN:
        return False
    same = select(Activity.id).where(
        Activity.workspace_id == activity.workspace_id,
        col(Activity.same_as) == activity.id,
        col(Activity.undone_at).is_(None),
    )
    ids = [activity.id, *session.exec(same)]
    theirs = select(Link.id).where(
        Link.workspace_id == activity.workspace_id,
        Link.origin == connection.id,
        Link.kind == Fact.ACTIVITY,
        col(Link.fact_id).in_(ids),
        col(Link.gone_at).is_(None),
        col(Link.reason) != WRITTEN,
    )
    return session.exec(theirs.limit(1)).first() is None


def _fields(session: Session, connection: Connection, activity: Activity) -> dict[str, object] | None:
    """What is written of an entry; None where the CRM knows neither its account nor its deal, or has no such kind.

    Never its note, its contact or its score: they are Koers' own.
    """
    account_link = _there(session, connection, Fact.ACCOUNT, activity.account_id)
    deal_link = _there(session, connection, Fact.DEAL, activity.deal_id)
    kind = _kind_there(session, connection, activity.kind)
    if kind is None or (account_link is None and deal_link is None):
        return None
    account = session.get(Account, (activity.workspace_id, activity.account_id)) if activity.account_id else None
    people = [one for one in _mapped(session, connection, Mapped.PERSON) if one.local == activity.person_id]
    people.sort(key=lambda one: (one.facts.get("is_active") is False, one.remote_id))
    named = f"{kind.label or kind.remote_id}: {account.name}" if account else (kind.label or kind.remote_id)
    times = f"{activity.quantity} × " if activity.quantity > 1 else ""
    fields: dict[str, object] = {
        "kind_id": kind.remote_id,
        "happened_at": activity.happened_at or activity.happened_on,
        "subject": f"{times}{named}"[:LONGEST_SUBJECT] + " (Koers)",
        "our_id": activity.id,
    }
    if people:
        fields["owner_id"] = people[0].remote_id
    if account_link:
        fields["account_id"] = account_link.external_id
    if deal_link:
        fields["deal_id"] = deal_link.external_id
    if activity.minutes:
        fields["minutes"] = activity.minutes
    return fields


def _kind_there(session: Session, connection: Connection, kind: str) -> CrmMapping | None:
    """The CRM's own kind; for a visit or a demo that it does not know, a meeting."""
    rows = [one for one in _mapped(session, connection, Mapped.KIND) if not one.is_left_out]
    for wanted in (kind,) if kind == "call" else (kind, "meeting"):
        fitting = [one for one in rows if one.local == wanted]
        if fitting:
            return min(fitting, key=lambda one: ("/" in one.remote_id, one.remote_id))
    return None


def _was_read_since(session: Session, connection: Connection, called_at: datetime | None) -> bool:
    """Whether a run that began well after the call has read all activities: then what we made has come back."""
    found = select(SyncCursor.ok_at).where(
        SyncCursor.workspace_id == connection.workspace_id,
        SyncCursor.connection_id == connection.id,
        SyncCursor.what == What.ACTIVITY,
    )
    ok_at = session.exec(found).first()
    return ok_at is not None and called_at is not None and ok_at >= called_at + INDEX_LAG


def _there(session: Session, connection: Connection, kind: Fact, fact_id: str | None) -> Link | None:
    links = _links(session, connection, kind, fact_id) if fact_id else []
    return next((link for link in reversed(links) if link.gone_at is None), None)


def _links(session: Session, connection: Connection, kind: Fact, fact_id: str) -> Sequence[Link]:
    found = select(Link).where(
        Link.workspace_id == connection.workspace_id,
        Link.origin == connection.id,
        Link.kind == kind,
        Link.fact_id == fact_id,
    )
    return session.exec(found.order_by(col(Link.created_at), col(Link.id))).all()


def _mapped(session: Session, connection: Connection, what: Mapped) -> list[CrmMapping]:
    return [row for (of, _), row in rows_of(session, connection).items() if of == what]


def _order(one: CrmMapping) -> int:
    said = one.facts.get("order")
    return said if isinstance(said, int) else 0
