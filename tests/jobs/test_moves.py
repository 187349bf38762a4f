"""Moves take effect by themselves on their day, in the zone of the workspace."""

import asyncio
from datetime import UTC, date, datetime

from sqlmodel import Session

from jobs.moves import MovesRound
from models.database import Database
from models.team.moves import move_at
from models.team.records import Person, SalesRole
from tests.conftest import NOW, Cast


def test_a_move_takes_effect_on_its_day_where_the_workspace_is(
    session: Session, database: Database, cast: Cast
) -> None:
    values = {"sales_role": SalesRole.FIELD.value}
    move_at(session, cast.anna, values, date(2026, 12, 1), (NOW, cast.dirk, NOW.date()))
    session.commit()
    clock = [datetime(2026, 11, 30, 22, 30, tzinfo=UTC)]
    moves = MovesRound(database, lambda: clock[0])

    def role() -> str | None:
        asyncio.run(moves.look())
        return database.read(lambda fresh: fresh.get_one(Person, ("T1", cast.anna.id)).sales_role)

    assert role() == "account"  # 23:30 in Amsterdam
    clock[0] = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert role() == "field"  # 00:30 on the first


def test_on_that_day_the_homes_of_who_had_them_and_has_them_follow(
    session: Session, database: Database, cast: Cast, joris: Person
) -> None:
    move_at(session, cast.anna, {"manager_id": joris.id}, date(2026, 12, 1), (NOW, cast.dirk, NOW.date()))
    session.commit()
    told: list[tuple[str, frozenset[str]]] = []

    async def moved(workspace_id: str, people: frozenset[str]) -> None:
        told.append((workspace_id, people))

    asyncio.run(MovesRound(database, lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC), moved).look())
    assert [(one, {cast.anna.id, cast.carla.id} <= people) for one, people in told] == [("T1", True)]
