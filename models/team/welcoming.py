"""Somebody new is welcomed by a message: it goes out once, when they are at work."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.delivery.outbox import post
from models.team.records import Person

WELCOME = "home.welcome"
"""The cadence of the message."""
USEFUL_FOR = timedelta(days=7)


def welcome(session: Session, person: Person, now: datetime) -> None:
    """Put the welcome into the outbox; twice it is nothing. Who is in no Slack yet is welcomed when they come in."""
    if person.slack_user_id:
        post(
            session,
            person.workspace_id,
            recipient=person.id,
            cadence=WELCOME,
            slot="once",
            now=now,
            useful_for=USEFUL_FOR,
        )
