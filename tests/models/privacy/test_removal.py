"""All of a workspace that removed the app goes after its term, and nothing of another one."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from jobs import housekeeping
from jobs.housekeeping import Housekeeping
from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.privacy import removal
from models.privacy.removal import delete_some
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast

TERM = timedelta(days=90)


def rows_of(database: Database, workspace_id: str) -> dict[str, int]:
    """How many rows each table has of a workspace; those without any left out."""

    def count(session: Session) -> dict[str, int]:
        found = {}
        for table in database.metadata.sorted_tables:
            asked = select(func.count()).select_from(table).where(table.c.workspace_id == workspace_id)
            found[table.name] = int(session.execute(asked).scalar_one())
        return {name: number for name, number in found.items() if number}

    return database.read(count)


@pytest.fixture
def company(cast: Cast, session: Session, database: Database) -> Cast:
    """T1 with rows that refer to rows of the same table, and to each other; T2 with some of its own."""
    for person in (cast.anna, cast.rival):
        kept = Account(workspace_id=person.workspace_id, name="Acme", key="acme", created_at=NOW)
        merged = Account(
            workspace_id=person.workspace_id,
            name="Acme BV",
            key="acme bv",
            created_at=NOW,
            removed_at=NOW,
            merged_into_id=kept.id,
        )
        session.add(kept)
        session.flush()
        session.add(merged)
        for _ in range(5):
            session.add(
                Activity(
                    workspace_id=person.workspace_id,
                    person_id=person.id,
                    account_id=kept.id,
                    kind="call",
                    happened_on=NOW.date(),
                    created_at=NOW,
                )
            )
    session.commit()
    return cast


def remove(database: Database, at: datetime | None) -> None:
    def work(session: Session) -> None:
        workspace = session.get(Workspace, "T1")
        assert workspace is not None
        workspace.uninstalled_at = at

    database.write(work)


@pytest.fixture
def day_of(database: Database) -> Callable[[datetime], Housekeeping]:
    return lambda now: Housekeeping(database, lambda: now, [], TERM)


async def test_it_is_kept_for_its_term_and_then_all_of_it_goes(
    company: Cast, database: Database, day_of: Callable[[datetime], Housekeeping]
) -> None:
    removed_at = NOW - timedelta(days=1)
    remove(database, removed_at)
    before, rival = rows_of(database, "T1"), rows_of(database, "T2")
    await day_of(removed_at + TERM).once_a_day()
    assert rows_of(database, "T1") == before, "to the second its last moment is its own"
    await day_of(removed_at + TERM + timedelta(seconds=1)).once_a_day()
    assert rows_of(database, "T1") == {}
    after = rows_of(database, "T2")
    assert {name: after[name] for name in ("person", "account", "activity", "workspace")} == {
        name: rival[name] for name in ("person", "account", "activity", "workspace")
    }


async def test_one_that_cannot_be_deleted_holds_up_no_other_and_is_tried_again(
    company: Cast,
    database: Database,
    day_of: Callable[[datetime], Housekeeping],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def both_gone(session: Session) -> None:
        for name in ("T1", "T2"):
            session.get_one(Workspace, name).uninstalled_at = NOW - TERM - timedelta(days=1)

    database.write(both_gone)
    delete, broken = housekeeping.delete_some, {"T1"}

    def of_one(session: Session, workspace_id: str, removed_before: datetime) -> bool | None:
        if workspace_id in broken:
            raise LookupError(workspace_id)
        return delete(session, workspace_id, removed_before)

    monkeypatch.setattr(housekeeping, "delete_some", of_one)
    day = day_of(NOW)
    await day.once_a_day()
    assert "forgetting a removed workspace failed in workspace T1" in caplog.text
    assert rows_of(database, "T2") == {}
    assert rows_of(database, "T1")
    broken.clear()
    await day.once_a_day()  # the next tick of the same day
    assert rows_of(database, "T1") == {}


async def test_a_large_one_goes_in_parts_and_other_ticks_have_their_turn(
    company: Cast, database: Database, day_of: Callable[[datetime], Housekeeping], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "PARTS_A_TICK", 2)
    monkeypatch.setattr(removal.delete_some, "__defaults__", (3,))
    remove(database, NOW - TERM - timedelta(days=1))
    total = sum(rows_of(database, "T1").values())  # with the workspace's own
    one_day, left = day_of(NOW), []
    for _ in range(12):
        await one_day.once_a_day()
        left.append(sum(rows_of(database, "T1").values()))
    assert left[0] == total - 6, "two parts of three rows"
    assert left[-1] == 0


def test_one_that_came_back_keeps_what_is_left(company: Cast, database: Database) -> None:
    remove(database, NOW - TERM)
    before = NOW - timedelta(days=1)
    assert database.write(lambda session: delete_some(session, "T1", before, 3)) is False
    left = rows_of(database, "T1")
    remove(database, None)
    assert database.write(lambda session: delete_some(session, "T1", before, 3)) is None
    assert rows_of(database, "T1") == left


def test_what_refers_to_its_own_table_goes_too(company: Cast, database: Database) -> None:
    assert company.anna.manager_id == company.carla.id
    remove(database, NOW - TERM)
    while not database.write(lambda session: delete_some(session, "T1", NOW, 1)):
        pass
    assert rows_of(database, "T1") == {}
