"""What is put into the outbox for admins: the first steps, once, and a connection with a CRM that does not work."""

from datetime import timedelta

from jobs.cadence import Cadence, Occasion, nobody
from messages import connections
from messages.blocks import Message
from messages.settings import first_steps as messages
from messages.settings.answers import Held
from models.connections.actions import VENDOR_NAMES
from models.connections.records import Connection, State, Vendor
from models.connections.telling import TROUBLE
from models.maturity.first_steps import Step, first_steps_of
from models.workspace.first_admin import FIRST_STEPS
from models.workspace.setting_table import GUESSED, SETTINGS


def first_steps(occasion: Occasion) -> Message | None:
    """What is to be done as things are now; None when everything is done."""
    assert occasion.person is not None
    steps = first_steps_of(occasion.session, occasion.workspace)
    if steps.is_over:
        return None
    settled = occasion.workspace.settled
    guessed = [Held(key, SETTINGS[key].of(occasion.workspace), settled.get(key, "default")) for key in GUESSED]
    view = messages.Checklist(steps.done, guessed, Step.TEAM in steps.done)
    return messages.welcome(occasion.language, occasion.person.name.split()[0], view)


def trouble(occasion: Occasion) -> Message | None:
    """What is the matter; None when it works again, or was removed."""
    key = (occasion.workspace.workspace_id, str(occasion.about["connection"]))
    connection = occasion.session.get(Connection, key)
    if connection is None or connection.state == State.REMOVED or connection.told_at is None:
        return None
    vendor = VENDOR_NAMES[Vendor(connection.vendor)]
    return connections.trouble(occasion.language, connection.name, vendor, str(occasion.about["reason"]))


CADENCES = (
    Cadence(
        FIRST_STEPS,
        nobody,
        first_steps,
        useful_for=timedelta(days=7),
        when="when Koers is installed",
        to="whoever installed it, or the first owner who opens it",
    ),
    Cadence(
        TROUBLE,
        nobody,
        trouble,
        useful_for=timedelta(days=3),
        when="when a CRM no longer takes its key, its day's budget is used, or it is broken for a day; once",
        to="who connected it, else the admins",
    ),
)
