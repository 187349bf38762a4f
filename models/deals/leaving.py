"""A deal leaves the pipeline because its source no longer has it, comes back, or goes on as part of another."""

from datetime import date, datetime

from sqlmodel import Session, select

from models.activity.records import Activity, Source
from models.deals.history import changing
from models.deals.records import Deal
from models.references.links import MERGED, re_point
from models.references.records import Fact, Link


def remove_deal(session: Session, deal: Deal, what: str, now: datetime, today: date) -> None:
    """It is no deal any more from today on; `what` says who told so, as in `DealChange.what`."""
    with changing(session, deal, what, None, now, today) as change:
        deal.removed_at = now
    change.old, change.new = {**change.old, "removed": False}, {**change.new, "removed": True}
    session.flush()


def bring_back(session: Session, deal: Deal, what: str, now: datetime, today: date) -> None:
    """It is a deal again: its source has it after all."""
    with changing(session, deal, what, None, now, today) as change:
        deal.removed_at = None
    change.old, change.new = {**change.old, "removed": True}, {**change.new, "removed": False}
    session.flush()


def move_deal(session: Session, old: Link, into: Link, what: str, now: datetime, today: date) -> list[Activity]:
    """The record `old` became part of `into`: of their two deals one stays, and whatever is told of the other is told of it.

    One that is there stays before one that was removed, that which somebody told of here before one that only sources
    know, else that of `into`. Returns the activities that are about another deal now: `settle` has to see them.
    """
    touched: list[Activity] = []
    if old.fact_id != into.fact_id:
        one, other = (session.get_one(Deal, (link.workspace_id, link.fact_id)) for link in (into, old))
        stays, goes = sorted((one, other), key=lambda deal: (deal.removed_at is not None, deal.source != Source.SLACK))
        touched = _supersede(session, goes, stays, what, now, today)
        if into.fact_id != stays.id:
            into.fact_id, into.reason = stays.id, MERGED
        into.fingerprint = None
    re_point(old, into.fact_id, MERGED)
    old.gone_at = now
    session.flush()
    return touched


def _supersede(session: Session, goes: Deal, stays: Deal, what: str, now: datetime, today: date) -> list[Activity]:
    if goes.removed_at is None:
        remove_deal(session, goes, what, now, today)
    about = select(Activity).where(Activity.workspace_id == goes.workspace_id, Activity.deal_id == goes.id)
    touched = list(session.exec(about).all())
    for activity in touched:
        activity.deal_id = stays.id
    told = select(Link).where(Link.workspace_id == goes.workspace_id, Link.kind == Fact.DEAL, Link.fact_id == goes.id)
    for link in session.exec(told).all():
        link.fact_id, link.reason = stays.id, MERGED
    return touched
