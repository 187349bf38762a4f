"""Somebody left: their manager is told once what is still running."""

from datetime import timedelta

from jobs.cadence import Cadence, Occasion, nobody
from messages import handover as messages
from messages.blocks import Message
from models.acting import Acting
from models.handover.beside import beside
from models.handover.estate import heirs_for, told
from models.team.leaving import LEFT
from models.team.records import Person


def tell(occasion: Occasion) -> Message | None:
    """What is still running; None when they stay after all."""
    leaver = occasion.session.get(Person, (occasion.workspace.workspace_id, str(occasion.about["person"])))
    if leaver is None or leaver.ends_on is None or occasion.person is None:
        return None
    acting = Acting(occasion.session, occasion.workspace, occasion.person, occasion.now, occasion.today)
    heirs = [(person.id, person.name) for person in heirs_for(acting, leaver)]
    counts, worth = told(occasion.session, occasion.workspace, leaver)
    more = beside(occasion.session, occasion.workspace, leaver, occasion.today)
    last_day = leaver.ends_on
    return messages.left(occasion.language, occasion.delivery.id, leaver.name, last_day, counts, worth, heirs, more)


CADENCES = (
    Cadence(
        LEFT,
        nobody,
        tell,
        useful_for=timedelta(days=14),
        when="when somebody gets a last day, by hand or deactivated in Slack",
        to="their manager",
    ),
)
