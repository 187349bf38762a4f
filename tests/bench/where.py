"""Where the processor's time goes in a visit, a tick and a digest: by room of the house, and by what it is built on."""

import asyncio
import cProfile
import pstats
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models.database import Database
from models.demo.history import seed
from tests.bench import digest, ticks
from tests.bench.logging_ import NAMES, request

PLACES = (
    ("handlers/phrases/", "reading the line (`handlers/phrases`)"),
    ("handlers/", "the doors and the features (`handlers`)"),
    ("jobs/", "the clock (`jobs`)"),
    ("messages/", "words and blocks (`messages`)"),
    ("slackblocks/", "words and blocks (`messages`)"),
    ("jinja2/", "words and blocks (`messages`)"),
    ("models/", "the rules and their questions (`models`)"),
    ("sqlite3", "SQLite"),
    ("sqlalchemy/", "SQLAlchemy, SQLModel"),
    ("sqlmodel/", "SQLAlchemy, SQLModel"),
    ("slack_bolt/", "Bolt and Slack's SDK"),
    ("slack_sdk/", "Bolt and Slack's SDK"),
)
"""The first that stands in the path of a function's file is its place."""
REST = "Python and everything else"
VISITS = 300


def tables() -> Iterator[str]:
    """For each of the three a table in Markdown, in percent of its own time."""
    with tempfile.TemporaryDirectory() as folder:
        yield _table("A `/log` that stores", _of_visits(folder))
        yield _table("A tick that looks at 200 people, of whom 50 are due", _of_a_tick(folder))
        yield _table("A manager's digest", _of_a_digest(folder))


class Watch:
    """A profile for each thread, by the time of the processor alone: who waits takes none."""

    def __init__(self) -> None:
        self.profiles: list[cProfile.Profile] = []
        self._mine = threading.local()

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, watched in whichever thread it runs."""

        def watched(*given: Any, **named: Any) -> Any:
            profile = getattr(self._mine, "profile", None)
            if profile is None:
                profile = self._mine.profile = cProfile.Profile(time.thread_time)
                self.profiles.append(profile)
            return profile.runcall(work, *given, **named)

        return watched

    def shares(self) -> Counter[str]:
        """Seconds by place."""
        found: Counter[str] = Counter()
        for (file, _, name), (_, _, own, _, _) in _figures(self.profiles).items():
            found[_place(file, name)] += own
        return found


def _figures(profiles: Sequence[cProfile.Profile]) -> dict[Any, Any]:
    figures: Any = pstats.Stats(*profiles)
    found: dict[Any, Any] = figures.stats
    return found


def _place(file: str, name: str) -> str:
    path = f"{name} {file}" if file == "~" else file.partition("site-packages/")[2] or file
    if file != "~" and "site-packages" not in file:
        root = str(Path(__file__).parents[2])
        path = file.removeprefix(f"{root}/") if file.startswith(root) else ""
    return next((place for start, place in PLACES if path.startswith(start) or (file == "~" and start in path)), REST)


def _of_visits(folder: str) -> Counter[str]:
    from tests.bench.server import log_app

    app, watch = log_app(Path(folder) / "log.db"), Watch()

    async def visit(number: int) -> None:
        head, _, body = request(number).partition(b"\r\n\r\n")
        headers = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/slack/events",
            "query_string": b"",
            "headers": [(name.lower(), value) for name, value in headers],
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(_: dict[str, Any]) -> None:
            """What is answered is nobody's here."""

        await app(scope, receive, send)  # type: ignore[arg-type]

    async def all_of_them() -> None:
        for number in range(VISITS):
            await visit(number)

    asyncio.run(all_of_them())  # what is compiled at the first visit is not a visit's
    assert len(NAMES) > 2 * VISITS

    async def watched() -> None:
        here = cProfile.Profile(time.thread_time)
        watch.profiles.append(here)
        here.enable()
        for number in range(VISITS, 2 * VISITS):
            await visit(number)
        here.disable()

    with _watched(watch, "finish", "read"):
        asyncio.run(watched())
    return watch.shares()


def _of_a_tick(folder: str) -> Counter[str]:
    house, watch = ticks.House(folder, 1, 200, 50), Watch()
    house.tick()
    house.now = ticks.WHEN_DUE
    with _watched(watch, "read", "write", "read_over_all"):
        house.tick()
    return watch.shares()


def _of_a_digest(folder: str) -> Counter[str]:
    database, watch = Database(f"sqlite:///{folder}/demo.db"), Watch()
    database.metadata.create_all(database.engine)
    database.write(lambda session: seed(session, date(2026, 11, 30)))
    database.read(digest.of_manager)
    for _ in range(10):
        watch.around(database.read)(digest.of_manager)
    database.close()
    return watch.shares()


class _watched:  # noqa: N801 - reads as a statement
    """Within the block these ways into the database are watched."""

    def __init__(self, watch: Watch, *names: str) -> None:
        self._before = {name: getattr(Database, name) for name in names}
        self._watch = watch

    def __enter__(self) -> None:
        for name, way in self._before.items():
            setattr(Database, name, self._watch.around(way))

    def __exit__(self, *_: object) -> None:
        for name, way in self._before.items():
            setattr(Database, name, way)


def _table(title: str, shares: Counter[str]) -> str:
    whole = sum(shares.values())
    rows = [f"| {place} | {seconds / whole:.0%} |" for place, seconds in shares.most_common() if seconds > whole / 200]
    return "\n".join([f"**{title}**", "", "| where | of its time |", "|---|---|", *rows])
