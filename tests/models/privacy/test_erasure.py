"""Whoever is erased leaves figures without a name, and not a word."""

from datetime import date, timedelta

from sqlmodel import Session, select

from messages.blocks import Message
from models.activity.records import Activity
from models.database import Database
from models.delivery.outbox import post
from models.goals.records import Goal
from models.privacy.erasure import erase
from models.team.leave import take_leave
from tests.conftest import NOW, Cast

SECRET = "Quibbleworth"


def everything_stored(database: Database) -> str:
    with database.engine.connect() as connection:
        return "\n".join(
            str(tuple(row)) for table in database.metadata.sorted_tables for row in connection.execute(table.select())
        )


def test_nothing_that_they_were_or_wrote_is_left_anywhere(database: Database, session: Session, cast: Cast) -> None:
    cast.anna.name, cast.anna.email = f"Anna {SECRET}", f"{SECRET}@example.com"
    entry = Activity(
        workspace_id="T1",
        person_id=cast.anna.id,
        kind="meeting",
        happened_on=date(2026, 11, 10),
        note=SECRET,
        contact=SECRET,
        created_at=NOW,
    )
    goal = Goal(
        workspace_id="T1",
        number=1,
        title=SECRET,
        scope_kind="person",
        scope_id=cast.anna.id,
        horizon="30d",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        set_by=cast.anna.id,
        created_at=NOW,
    )
    session.add_all([entry, goal])
    take_leave(session, cast.anna, date(2026, 12, 24), date(2026, 12, 31), NOW)
    for slot, due in (("1", NOW), ("2", NOW + timedelta(days=1))):
        post(
            session, "T1", recipient=cast.anna.id, cadence="x", slot=slot, now=NOW, due_at=due, message=Message(SECRET)
        )
    session.commit()
    assert SECRET in everything_stored(database)

    assert erase(session, cast.anna, NOW) == f"Anna {SECRET}"
    session.commit()

    assert SECRET not in everything_stored(database)
    assert "UANNA" not in everything_stored(database)
    assert len(session.exec(select(Activity)).all()) == 1, "the team's figures stay"


def test_whoever_reported_to_them_reports_to_their_manager(session: Session, cast: Cast) -> None:
    erase(session, cast.carla, NOW)
    assert cast.anna.manager_id == cast.dirk.id
