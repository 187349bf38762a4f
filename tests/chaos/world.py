"""Who is there, and what falls due: workspaces with an app, people and accounts; deliveries put into the outbox."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

import models.every_table  # noqa: F401 - the tables must be known before they are created
from handlers.program.rotation import TOKEN_COLUMN
from messages.blocks import Message
from models.accounts.naming import key_of
from models.accounts.records import Account
from models.database import Database
from models.delivery.outbox import post
from models.migrations import migrate
from models.row_security import serving
from models.team.records import Person
from models.workspace.records import Installation, Workspace
from models.workspace.secrets import Secrets

KEY = "the key of the chaos and of nothing else"
PEOPLE = 25
"""In each workspace."""
ACCOUNTS = [
    f"{name} {what}"
    for name in ("Acme", "Boreas", "Cirrus", "Delta", "Ember", "Fjord", "Gamma", "Helix")
    for what in ("Bakery", "Shipping", "Tools", "Steel", "Farms")
]
"""In each workspace: nobody logs the same meeting twice, which the bot would ask about."""
CADENCE = "reply:chaos"
"""Answers somebody: neither the hour nor the number of messages on a day holds it back."""


def workspace_id(number: int) -> str:
    """The id of one of the workspaces."""
    return f"T{number:03d}"


def user_id(workspace: int, number: int) -> str:
    """The Slack id of one of its people: another in each workspace, so that a message that goes astray is seen."""
    return f"U{workspace:03d}X{number:03d}"


def prepare(url: str, workspaces: int, began: datetime) -> None:
    """Fill an empty database."""
    database = Database(url)
    migrate(database)
    secrets = Secrets([KEY])
    for workspace in range(workspaces):
        id_ = workspace_id(workspace)

        def fill(session: Session, id_: str = id_, workspace: int = workspace) -> None:
            session.add(Workspace(workspace_id=id_, name=f"Chaos {workspace}", created_at=began))
            session.flush()
            token = secrets.seal(id_, TOKEN_COLUMN, f"xoxb-{id_}")
            session.add(Installation(workspace_id=id_, bot_token=token, bot_user_id="UBOT", installed_at=began))
            for number in range(PEOPLE):
                user = user_id(workspace, number)
                session.add(
                    Person(workspace_id=id_, name=f"P {user}", slack_user_id=user, created_at=began, language="en")
                )
            for name in ACCOUNTS:
                session.add(Account(workspace_id=id_, name=name, key=key_of(name), created_at=began))

        with serving(id_):
            database.write(fill)
    database.close()


def put_into_outbox(database: Database, workspace: int, numbers: range, now: datetime) -> None:
    """So many deliveries fall due in this workspace, one after the other to each of its people."""
    id_ = workspace_id(workspace)

    def work(session: Session) -> None:
        people = list(session.exec(select(Person.id).where(Person.workspace_id == id_).order_by(col(Person.id))))
        for number in numbers:
            recipient = people[number % len(people)]
            post(
                session,
                id_,
                recipient=recipient,
                cadence=CADENCE,
                slot=f"{number}",
                now=now,
                message=Message(f"number {number} of {id_}"),
                useful_for=timedelta(days=30),
            )

    with serving(id_):
        database.write(work)
