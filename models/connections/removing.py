"""A connection is removed together with what only it told of."""

from datetime import date, datetime

from sqlmodel import Session, select

from models.activity.records import Activity, ActivityChange, Source
from models.activity.settling import settle
from models.connections.records import Connection
from models.deals.leaving import remove_deal
from models.deals.records import Deal
from models.references.links import links_from, links_of
from models.references.records import Fact, Link
from models.workspace.records import Workspace

BY_THE_CRM = "crm"
"""What a change is called that a CRM told of."""


def remove_what_came(
    session: Session, workspace: Workspace, connection: Connection, now: datetime, today: date
) -> None:
    """Deals and activities that only this connection told of go, out of all months, and its references; what others tell of stays.

    Each change says when. A digest of a closed month is restated with a notice, and a signed review stays as it was signed.
    """
    workspace_id = workspace.workspace_id
    for kind in (Fact.DEAL, Fact.ACTIVITY):
        its_own = _only_its_own(session, connection, kind)
        if kind is Fact.DEAL:
            _remove_deals(session, workspace_id, its_own, now, today)
        else:
            _remove_activities(session, workspace_id, its_own, now)
    for link in session.exec(select(Link).where(Link.workspace_id == workspace_id, Link.origin == connection.id)):
        session.delete(link)
    session.flush()


def would_go(session: Session, connection: Connection) -> tuple[int, int]:
    """How many deals and activities that count go when what came is removed."""
    workspace_id = connection.workspace_id
    deals = [session.get(Deal, (workspace_id, id_)) for id_ in _only_its_own(session, connection, Fact.DEAL)]
    activities = [
        session.get(Activity, (workspace_id, id_)) for id_ in _only_its_own(session, connection, Fact.ACTIVITY)
    ]
    return (
        sum(1 for one in deals if one and one.source == Source.CRM and one.removed_at is None),
        sum(1 for one in activities if one and one.source == Source.CRM and one.undone_at is None),
    )


def _only_its_own(session: Session, connection: Connection, kind: Fact) -> set[str]:
    """What this connection told of, and no other source tells of now."""
    told = links_from(session, connection.workspace_id, connection.id, kind)
    facts = {link.fact_id for link in told.values() if link.fact_id}
    also = {
        fact_id
        for fact_id, links in links_of(session, connection.workspace_id, kind, facts).items()
        if any(link.origin != connection.id and link.gone_at is None for link in links)
    }
    return facts - also


def undo_activity(session: Session, activity: Activity, now: datetime) -> None:
    """It did not happen after all, as its source says by now."""
    activity.undone_at, activity.same_as = now, None
    session.add(
        ActivityChange(
            workspace_id=activity.workspace_id,
            activity_id=activity.id,
            changed_at=now,
            what=BY_THE_CRM,
            old={"undone": False},
            new={"undone": True},
        )
    )


def _remove_deals(session: Session, workspace_id: str, ids: set[str], now: datetime, today: date) -> None:
    for deal_id in sorted(ids):
        deal = session.get(Deal, (workspace_id, deal_id))
        if deal is not None and deal.source == Source.CRM and deal.removed_at is None:
            remove_deal(session, deal, BY_THE_CRM, now, today)


def _remove_activities(session: Session, workspace_id: str, ids: set[str], now: datetime) -> None:
    gone = []
    for activity_id in sorted(ids):
        activity = session.get(Activity, (workspace_id, activity_id))
        if activity is not None and activity.source == Source.CRM and activity.undone_at is None:
            undo_activity(session, activity, now)
            gone.append(activity)
    settle(session, workspace_id, gone, now=now)
