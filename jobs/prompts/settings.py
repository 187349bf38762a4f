"""The first steps, once, to whoever becomes the first admin: it is put into the outbox when that happens."""

from datetime import timedelta

from jobs.cadence import Cadence, Occasion, nobody
from messages.blocks import Message
from messages.settings import first_steps as messages
from messages.settings.answers import Held
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


CADENCES = (
    Cadence(
        FIRST_STEPS,
        nobody,
        first_steps,
        useful_for=timedelta(days=7),
        when="when Koers is installed",
        to="whoever installed it, or the first owner who opens it",
    ),
)
