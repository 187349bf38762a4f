"""The welcome of somebody new, once: it is put into the outbox when they come in, or are added to the roster."""

from jobs.cadence import Cadence, Occasion, nobody
from messages.blocks import Message
from messages.home import welcome as messages
from models.maturity.beginning import beginning_of
from models.team.reporting_line import is_at_work
from models.team.welcoming import USEFUL_FOR, WELCOME


def welcome(occasion: Occasion) -> Message | None:
    """Three things to do, as things are by then; None when they have begun, lead people, or are not here (any more)."""
    person = occasion.person
    assert person is not None
    found = beginning_of(occasion.session, person, occasion.today)
    if found is None or not is_at_work(person, occasion.today):
        return None
    view = messages.Welcome(found.has_logged, found.has_goal, found.manager, found.helpers)
    return messages.first_message(occasion.language, person.name.split()[0], view)


CADENCES = (
    Cadence(
        WELCOME,
        nobody,
        welcome,
        useful_for=USEFUL_FOR,
        when="when somebody comes in for the first time, or is added, in own working hours",
        to="who is new",
    ),
)
