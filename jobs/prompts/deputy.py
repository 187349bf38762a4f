"""What is due for a manager who is away goes to who stands in, said so, and not to both."""

from datetime import date

from jobs.cadence import Occasion, Window
from messages.blocks import Message
from messages.deputy import in_place_of
from models.team.deputy import stands_in_for
from models.team.records import Person

FOR = "for"
"""In what a delivery is about: the id of the manager whose it is."""


def stand_in(window: Window, manager: Person, day: date) -> Person | None:
    """Who gets what is due for the manager on that day; None: the manager."""
    return stands_in_for(window.session, manager, day, window.calendars)


def slot_for(slot: str, manager: Person) -> str:
    """The slot of what was the manager's: who stands in has one of their own besides."""
    return f"{slot}:for:{manager.id[-12:]}"


def whose(occasion: Occasion) -> Person:
    """The manager whom the message is about; usually who gets it."""
    absent = occasion.about.get(FOR)
    found = occasion.session.get(Person, (occasion.workspace.workspace_id, str(absent))) if absent else occasion.person
    assert found is not None  # these cadences go to people only
    return found


def said_so(occasion: Occasion, message: Message | None) -> Message | None:
    """With a line on top when it comes to who stands in."""
    if message is None or FOR not in occasion.about:
        return message
    return in_place_of(occasion.language, message, whose(occasion).name)
