"""One message when a connection does not work: to whoever connected it, else to the admins; then silence until it works again."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.connections.records import Connection, State
from models.delivery.outbox import post
from models.references.outgoing import CrmWrite
from models.team.records import Person
from models.team.reporting_line import admins_in, is_at_work
from models.workspace.queries import workspace_of
from models.zones import zone_named

TROUBLE = "connections.trouble"
NOT_WRITTEN = "connections.not_written"


def tell_of_trouble(session: Session, workspace_id: str, connection_id: str, reason: str, now: datetime) -> None:
    """Put it into the outbox: `reason` is `refused`, `budget` or `broken`. While nobody can be told it stays to be told."""
    connection = session.get_one(Connection, (workspace_id, connection_id))
    if connection.told_at is not None:
        return
    whom = _whom(session, connection, now)
    connection.told_at = now if whom else None
    for person in whom:
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


def refused_and_untold(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Of whose key is not taken nobody could be told, and now somebody can: as (workspace, connection)."""
    waiting = select(Connection).where(Connection.state == State.REFUSED, col(Connection.told_at).is_(None))
    found = session.exec(waiting.order_by(col(Connection.id)))
    return [(one.workspace_id, one.id) for one in found if _whom(session, one, now)]


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
    zone = workspace_of(session, connection.workspace_id).zone

    def is_reached(person: Person | None) -> bool:
        if person is None or not person.slack_user_id:
            return False
        return is_at_work(person, now.astimezone(zone_named(person.zone, zone)).date())

    who = session.get(Person, (connection.workspace_id, connection.connected_by)) if connection.connected_by else None
    if who is not None and is_reached(who):
        return [who]
    return [admin for admin in admins_in(session, connection.workspace_id) if is_reached(admin)]
