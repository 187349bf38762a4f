"""One message when a connection does not work: to whoever connected it, else to the admins; then silence until it works again."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.connections.records import Connection
from models.delivery.outbox import post
from models.references.outgoing import CrmWrite
from models.team.records import Person

TROUBLE = "connections.trouble"
NOT_WRITTEN = "connections.not_written"


def tell_of_trouble(session: Session, workspace_id: str, connection_id: str, reason: str, now: datetime) -> None:
    """Put it into the outbox: `reason` is `refused`, `budget` or `broken`."""
    connection = session.get_one(Connection, (workspace_id, connection_id))
    if connection.told_at is not None:
        return
    connection.told_at = now
    for person in _whom(session, connection, now):
        post(
            session,
            workspace_id,
            recipient=person.id,
            cadence=TROUBLE,
            slot=f"{connection.id[-12:]}@{now:%Y-%m-%dT%H:%M}",
            now=now,
            about={"connection": connection.id, "reason": reason},
            useful_for=timedelta(days=3),
        )


def tell_of_write(session: Session, row: CrmWrite, what: str, now: datetime) -> None:
    """Tell whoever did it in Slack, once: `refused`, `unknown`, or `still_there` of what was undone."""
    person = session.get(Person, (row.workspace_id, row.asked_by)) if row.asked_by else None
    if person is None or not person.slack_user_id:
        return
    post(
        session,
        row.workspace_id,
        recipient=person.id,
        cadence=NOT_WRITTEN,
        slot=f"{row.id[-12:]}@{now:%Y-%m-%dT%H:%M:%S}",
        now=now,
        about={"write": row.id, "what": what},
        useful_for=timedelta(days=3),
    )


def _whom(session: Session, connection: Connection, now: datetime) -> list[Person]:
    who = session.get(Person, (connection.workspace_id, connection.connected_by)) if connection.connected_by else None
    if who is not None and who.slack_user_id and (who.ends_on is None or who.ends_on >= now.date()):
        return [who]
    admins = select(Person).where(
        Person.workspace_id == connection.workspace_id,
        col(Person.is_admin),
        col(Person.slack_user_id).is_not(None),
        col(Person.ends_on).is_(None),
    )
    return list(session.exec(admins.order_by(col(Person.name))))
