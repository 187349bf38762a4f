"""Which record of which source tells of which fact: finding, adding, re-pointing, and marking what a source no longer has."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from models.database import new_id
from models.references.records import Fact, Link

FILES = "csv"
"""The origin of files of which nobody knows whose they are; `csv:hubspot` where it is known."""
LONGEST_ID = 200
MERGED = "merged"
"""Why a record tells of its fact: it, or another one, was merged into it."""
AT_ONCE = 500
"""Ids in one question."""
_OF_ANOTHER = " +"
"""Between the key of an event and the fact, where one origin has several engagements of one event."""


def files_of(vendor: str) -> str:
    """The origin of the files of a vendor's CRM; of files of nobody knows whose for an empty one."""
    return f"{FILES}:{vendor}" if vendor else FILES


def link_to(session: Session, workspace_id: str, origin: str, kind: str, external_id: str) -> Link | None:
    """What an origin calls `external_id`, also when it no longer has it; None when nothing was told of it."""
    found = select(Link).where(
        Link.workspace_id == workspace_id, Link.origin == origin, Link.kind == kind, Link.external_id == external_id
    )
    return session.exec(found).first()


def links_from(session: Session, workspace_id: str, origin: str, kind: str) -> dict[str, Link]:
    """Everything of a kind that an origin told of, by its ids there; also what it no longer has."""
    told = select(Link).where(Link.workspace_id == workspace_id, Link.origin == origin, Link.kind == kind)
    return {link.external_id: link for link in session.exec(told)}


def links_of(session: Session, workspace_id: str, kind: str, fact_ids: Collection[str]) -> dict[str, list[Link]]:
    """Who tells of these facts, each fact's links in the order in which they came."""
    told: dict[str, list[Link]] = defaultdict(list)
    for ids in batched_ids(fact_ids):
        of_them = select(Link).where(Link.workspace_id == workspace_id, Link.kind == kind, col(Link.fact_id).in_(ids))
        for link in session.exec(of_them.order_by(col(Link.created_at), col(Link.id))):
            told[link.fact_id].append(link)
    return told


def add_link(
    session: Session,
    workspace_id: str,
    origin: str,
    kind: str,
    external_id: str,
    fact_id: str,
    now: datetime,
    *,
    fingerprint: str | None = None,
    remote_updated_at: datetime | None = None,
    reason: str = "",
) -> Link:
    """A record of a source tells of a fact. Nothing of (origin, kind, external id) may be told yet: see `link_to`."""
    link = Link(
        workspace_id=workspace_id,
        id=new_id(),
        origin=origin,
        kind=kind,
        external_id=external_id,
        fact_id=fact_id,
        fingerprint=fingerprint,
        remote_updated_at=remote_updated_at,
        reason=reason,
        created_at=now,
    )
    session.add(link)
    return link


def re_point(link: Link, fact_id: str, reason: str = MERGED) -> None:
    """The record tells of another fact from now on: it was merged there, or somebody said so."""
    link.fact_id, link.reason, link.gone_at = fact_id, reason, None


def is_merged(old: Link, into: Link | None) -> bool:
    """Whether the record `old` has become part of the record `into` already.

    One that tells of the same fact and is still there has not: it may tell so because another one became part of it.
    """
    return old.gone_at is not None and old.reason == MERGED and into is not None and old.fact_id == into.fact_id


def mark_gone(link: Link, now: datetime) -> None:
    """The source no longer has it; since when stays as it was first seen."""
    link.gone_at = link.gone_at or now


def name_event(
    session: Session, workspace_id: str, origin: str, event_key: str, activity_id: str, now: datetime
) -> Link:
    """Remember what every calendar and engagement calls the meeting of an entry (iCalUID#start): the strong key.

    Entries with the same key are one event (`settle` joins them), also of one origin.
    """
    key = event_key[: LONGEST_ID - len(_OF_ANOTHER) - len(activity_id)]
    first = link_to(session, workspace_id, origin, Fact.EVENT, key)
    if first is not None and first.fact_id != activity_id:
        key = f"{key}{_OF_ANOTHER}{activity_id}"
        first = link_to(session, workspace_id, origin, Fact.EVENT, key)
    if first is not None:
        return first
    link = add_link(session, workspace_id, origin, Fact.EVENT, key, activity_id, now)
    session.flush()
    return link


def event_key_of(link: Link) -> str:
    """The key of the event, the same for everybody who was there."""
    return link.external_id.partition(_OF_ANOTHER)[0]


def spelled(link: Link) -> str:
    """How an export calls the fact, so that an import knows it again: the id of a file, or `hubspot:17`."""
    origin = link.origin.removeprefix(f"{FILES}:")
    return link.external_id if origin == FILES else f"{origin}:{link.external_id}"


def spelled_ids(session: Session, workspace_id: str, kind: str) -> dict[str, str]:
    """What an export calls the facts of a kind: that of a file before the others, and the first one of several."""
    told = select(Link).where(Link.workspace_id == workspace_id, Link.kind == kind)
    in_order = session.exec(told.order_by(col(Link.created_at), col(Link.id))).all()
    ids: dict[str, str] = {}
    for link in sorted(in_order, key=lambda link: link.origin != FILES):
        ids.setdefault(link.fact_id, spelled(link))
    return ids


def batched_ids(ids: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Ids, as many as fit into one question."""
    in_order = sorted(ids)
    for at in range(0, len(in_order), AT_ONCE):
        yield tuple(in_order[at : at + AT_ONCE])
