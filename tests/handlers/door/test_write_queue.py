"""Requests that write at the same moment wait together, each for its own answer."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import event
from sqlmodel import Session, select

from handlers.door.write_queue import WriteQueue
from models.database import Database
from models.group_commit import LARGEST_GROUP
from models.workspace.records import Workspace
from tests.conftest import NOW


@pytest.fixture
def queue(tmp_database: Database) -> Iterator[WriteQueue]:
    made = WriteQueue(tmp_database)
    yield made
    made.close()


def adding(name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.add(Workspace(workspace_id=name, name=name, created_at=NOW))
        if name == "T3":
            raise ValueError(name)
        return name

    return work


def stored(database: Database) -> set[str]:
    return database.read(lambda session: set(session.exec(select(Workspace.workspace_id))))


async def test_each_gets_its_own_answer_or_error(queue: WriteQueue) -> None:
    names = [f"T{n}" for n in range(2 * LARGEST_GROUP + 5)]
    answers = await asyncio.gather(*(queue.write(adding(name)) for name in names), return_exceptions=True)
    assert [str(answer) for answer in answers] == names
    assert [name for name, answer in zip(names, answers, strict=True) if isinstance(answer, ValueError)] == ["T3"]
    assert stored(queue.database) == {*names} - {"T3"}


async def test_all_that_wait_share_a_commit(queue: WriteQueue) -> None:
    if not queue.database.is_sqlite:
        pytest.skip("PostgreSQL groups commits by itself")
    commits: list[object] = []
    event.listen(queue.database.engine, "commit", commits.append)
    await asyncio.gather(*(queue.write(adding(f"A{n}")) for n in range(20)))
    assert len(commits) <= 2  # the first may have gone alone, while the others came


async def test_whoever_stops_waiting_takes_nobody_along(queue: WriteQueue) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        inside.set()
        go_on.wait(5)

    holding = asyncio.create_task(queue.write(hold))
    await asyncio.to_thread(inside.wait, 5)
    first, second = (asyncio.create_task(queue.write(adding(name))) for name in ("A1", "A2"))
    await asyncio.sleep(0.05)
    holding.cancel()
    first.cancel()
    await asyncio.sleep(0.05)
    go_on.set()
    assert await second == "A2"
    assert first.cancelled()
    assert stored(queue.database) == {"A1", "A2"}  # it was on its way already


async def test_a_thread_of_the_clock_may_commit_for_a_request(queue: WriteQueue) -> None:
    ticks = [asyncio.to_thread(queue.database.write, adding(f"C{n}")) for n in range(30)]
    requests = [queue.write(adding(f"R{n}")) for n in range(30)]
    answers = await asyncio.gather(*ticks, *requests)
    assert answers == [f"C{n}" for n in range(30)] + [f"R{n}" for n in range(30)]
    assert stored(queue.database) == {*answers}


async def test_a_request_may_come_at_any_moment_of_a_commit(queue: WriteQueue) -> None:
    """Also at the one at which a commit is over and its others have not heard of it: one comes at each turn of the loop."""
    coming = []
    for number in range(300):
        coming.append(asyncio.create_task(queue.write(adding(f"A{number}"))))
        await asyncio.sleep(0)
    assert await asyncio.gather(*coming) == [f"A{number}" for number in range(300)]


async def test_who_waits_and_who_shared_a_commit_can_be_measured(queue: WriteQueue) -> None:
    def measured(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, labels) or 0.0

    before = [measured("koers_group_size_count"), measured("koers_group_size_sum"), measured("koers_queue_depth")]
    inside, go_on = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        inside.set()
        go_on.wait(5)

    holding = asyncio.create_task(queue.write(hold))
    await asyncio.to_thread(inside.wait, 5)
    others = [asyncio.create_task(queue.write(adding(f"A{n}"))) for n in range(3)]
    await asyncio.sleep(0.05)
    assert measured("koers_queue_depth") - before[2] == 4  # the one inside, and three behind it
    go_on.set()
    await asyncio.gather(holding, *others)
    assert measured("koers_queue_depth") == before[2]
    # Two commits: one writer alone, then the three that waited.
    grown = [measured("koers_group_size_count") - before[0], measured("koers_group_size_sum") - before[1]]
    assert grown == [2, 4]
