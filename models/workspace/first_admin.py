"""Somebody becomes the first admin of a workspace: its settings are guessed, and the first steps come as a message."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.delivery.outbox import post
from models.team.records import Person
from models.workspace.guessing import guess_settings
from models.workspace.queries import workspace_of
from models.workspace.recounting import amounts_in

FIRST_STEPS = "settings.first_steps"


def welcome_first_admin(session: Session, person: Person, zone: str | None, locale: str | None, now: datetime) -> None:
    """Guess from what Slack says of them, and put the checklist into the outbox, once."""
    workspace = workspace_of(session, person.workspace_id)
    has_amounts = amounts_in(session, workspace) > 0
    guess_settings(workspace, zone, locale, now.date(), has_amounts=has_amounts)
    delivery = post(
        session,
        person.workspace_id,
        recipient=person.id,
        cadence=FIRST_STEPS,
        slot="installed",
        now=now,
        useful_for=timedelta(days=7),
    )
    if delivery is not None:
        delivery.at_own_time = True  # they are at the screen, also on a Sunday
