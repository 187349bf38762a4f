"""A connection with a CRM does not work: told once, to whoever can mend it."""

from datetime import timedelta

from sqlmodel import Session

from jobs.cadence import Cadence, Occasion, nobody
from messages import connections as messages
from messages.blocks import Message
from models.accounts.queries import account_with_id
from models.activity.records import Activity
from models.connections.actions import VENDOR_NAMES
from models.connections.records import Connection, State, Vendor
from models.connections.telling import NOT_WRITTEN, TROUBLE
from models.connections.told_by import tellers_of
from models.connections.write_words import NO_STAGE, PAUSED_TOO_LONG, TOO_LONG_AWAY
from models.deals.records import Deal
from models.references.outgoing import CrmWrite, WriteState
from models.references.records import Fact


def trouble(occasion: Occasion) -> Message | None:
    """What is the matter; None when it works again, or was removed."""
    key = (occasion.workspace.workspace_id, str(occasion.about["connection"]))
    connection = occasion.session.get(Connection, key)
    if connection is None or connection.state == State.REMOVED or connection.told_at is None:
        return None
    vendor = VENDOR_NAMES[Vendor(connection.vendor)]
    return messages.trouble(occasion.language, connection.name, vendor, str(occasion.about["reason"]), connection.id)


def not_written(occasion: Occasion) -> Message | None:
    """What somebody did in Slack is not so in the CRM; None when they have changed it since, or nothing is written any more."""
    session, workspace_id = occasion.session, occasion.workspace.workspace_id
    row = session.get(CrmWrite, (workspace_id, str(occasion.about["write"])))
    connection = session.get(Connection, (workspace_id, row.connection_id)) if row else None
    if row is None or connection is None or connection.state == State.REMOVED:
        return None
    what = str(occasion.about["what"])
    if what == WriteState.REFUSED and row.state != WriteState.REFUSED:
        return None
    about, deal_id = _about(session, row)
    tellers = tellers_of(session, workspace_id, Fact.DEAL, [deal_id]).get(deal_id, []) if deal_id else []
    url = next((one.url for one in tellers if one.name == connection.name), "")
    if what == WriteState.REFUSED and row.reason in (NO_STAGE, TOO_LONG_AWAY, PAUSED_TOO_LONG):
        return messages.not_written(occasion.language, connection.name, about, row.reason, url=url)
    said = (row.reason, row.asks_for) if what == WriteState.REFUSED else ("", [])
    return messages.not_written(
        occasion.language, connection.name, about, what, reason=said[0], fields=said[1], url=url
    )


def _about(session: Session, row: CrmWrite) -> tuple[str, str]:
    """What people call the fact, and the deal that it is of."""
    if row.kind == Fact.DEAL:
        deal = session.get(Deal, (row.workspace_id, row.fact_id))
        return (deal.title or f"#{deal.number}" if deal else ""), row.fact_id
    activity = session.get(Activity, (row.workspace_id, row.fact_id))
    account = account_with_id(session, row.workspace_id, activity.account_id) if activity else None
    return (account.name if account else ""), (activity.deal_id or "" if activity else "")


CADENCES = (
    Cadence(
        TROUBLE,
        nobody,
        trouble,
        useful_for=timedelta(days=3),
        when="when a CRM no longer takes its key, its day's budget is used, or it is broken for a day; once",
        to="who connected it, else the admins",
    ),
    Cadence(
        NOT_WRITTEN,
        nobody,
        not_written,
        useful_for=timedelta(days=3),
        when="when a CRM does not take what somebody logged or changed in Slack, where that is written to it; once",
        to="whoever did it",
    ),
)
