"""A connection with a CRM does not work: told once, to whoever can mend it."""

from datetime import timedelta

from jobs.cadence import Cadence, Occasion, nobody
from messages import connections as messages
from messages.blocks import Message
from models.connections.actions import VENDOR_NAMES
from models.connections.records import Connection, State, Vendor
from models.connections.telling import TROUBLE


def trouble(occasion: Occasion) -> Message | None:
    """What is the matter; None when it works again, or was removed."""
    key = (occasion.workspace.workspace_id, str(occasion.about["connection"]))
    connection = occasion.session.get(Connection, key)
    if connection is None or connection.state == State.REMOVED or connection.told_at is None:
        return None
    vendor = VENDOR_NAMES[Vendor(connection.vendor)]
    return messages.trouble(occasion.language, connection.name, vendor, str(occasion.about["reason"]), connection.id)


CADENCES = (
    Cadence(
        TROUBLE,
        nobody,
        trouble,
        useful_for=timedelta(days=3),
        when="when a CRM no longer takes its key, its day's budget is used, or it is broken for a day; once",
        to="who connected it, else the admins",
    ),
)
