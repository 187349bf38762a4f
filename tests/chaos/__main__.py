"""`make chaos`: bots that are killed and frozen, a database that is restarted, a Slack that is having a bad day.

    make chaos                          three processes on a PostgreSQL that is restarted
    make chaos ARGS=sqlite              one process on a file
    make chaos ARGS=failover            three processes on two PostgreSQLs of which the first one dies, again and again
    make chaos ARGS="sqlite --logs 2000 --deliveries 2000 --seed 7"

At the end it counts: each log that was acknowledged is in the database once, each delivery in Slack once. Status 1 when not.
"""

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from sqlmodel import col, func, select

from models.database import Database
from models.delivery.records import Delivery
from tests.chaos.counting import Found, count
from tests.chaos.databases import Engine, engine_of
from tests.chaos.driver import Driver
from tests.chaos.processes import Bots
from tests.chaos.slack import BadSlack
from tests.chaos.world import prepare, put_into_outbox

BATCHES = 20
"""In so many parts the deliveries fall due, over the time that the logs take."""
IN_BETWEEN = 0.004
"""How likely it is, five times a second, that new trouble waits neither until all bots are well nor until something was sent:
on a slow machine a bot would otherwise be killed at each start, and never come to work."""
OFTEN = {"kill": 6, "freeze": 2, "database": 2}


class Chaos:
    """One run."""

    def __init__(self, asked: argparse.Namespace, folder: Path, engine: Engine) -> None:
        self.asked = asked
        self.folder = folder
        self.engine = engine
        self.rng = random.Random(asked.seed)
        self.speed = float(asked.speed)
        self.began = time.time()
        self.workspaces = max(5, min(60, asked.deliveries // 50))
        self.slack = BadSlack(random.Random(asked.seed + 1), self.speed)

    async def run(self) -> Found:
        """All of it."""
        runner = web.AppRunner(self.slack.app(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        slack = f"http://127.0.0.1:{port}"
        await asyncio.to_thread(prepare, self.engine.url, self.workspaces, datetime.fromtimestamp(self.began, UTC))
        processes = 1 if self.asked.on == "sqlite" else self.asked.processes
        self.bots = Bots(self.folder, processes, self.engine.url, slack, self.speed, self.began)
        self.database = Database(self.engine.url)
        self.driver = Driver(
            random.Random(self.asked.seed + 2), lambda: self.bots.ports, slack, self.asked.logs, self.workspaces
        )
        self.bots.start()
        supervisor = asyncio.create_task(self._supervise())
        try:
            while not all(bot.is_ready for bot in self.bots.bots):  # noqa: ASYNC110 - other processes have no event
                await asyncio.sleep(0.2)
            self._say("all run")
            troubles = asyncio.create_task(self._make_trouble())
            await asyncio.gather(self.driver.type_all(self.asked.clients), self._let_fall_due())
            await self._until_few_wait()
            troubles.cancel()
            for ended in await asyncio.gather(troubles, return_exceptions=True):
                if isinstance(ended, Exception):
                    raise ended  # a run without its trouble proves nothing
            await self._settle()
        finally:
            supervisor.cancel()
            self.statuses = [await asyncio.to_thread(bot.stop) for bot in self.bots.bots]
            await runner.cleanup()
        found = await asyncio.to_thread(count, self.database, self.driver.logs, self.slack, self.asked.deliveries)
        found.wrong["bots that did not stop cleanly"] = [str(status) for status in self.statuses if status != 0]
        self.database.close()
        return found

    async def _supervise(self) -> None:
        while True:
            self.bots.look_after()
            await asyncio.sleep(0.1)

    async def _make_trouble(self) -> None:
        """At random moments, as long as it is let."""
        troubles = self.engine.troubles()
        kinds = [kind for kind in OFTEN if kind != "database" or troubles]
        sent = -1
        first = list(reversed(kinds))  # each once, also where few are asked for
        while self.bots.happened.total() + self.engine.happened.total() < self.asked.most:
            while self.rng.random() > IN_BETWEEN and not (self.bots.are_well and self._sent > sent):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
            await asyncio.sleep(self.rng.uniform(0.3, 1.7) * self.asked.every)
            sent = self._sent + self.asked.deliveries // 100
            kind = first.pop() if first else self.rng.choices(kinds, [OFTEN[kind] for kind in kinds])[0]
            if kind == "kill":
                self.bots.kill_one(self.rng)
            elif kind == "freeze":
                self.bots.freeze_one(self.rng)
            else:
                await asyncio.shield(asyncio.to_thread(self.engine.trouble, self.rng.choice(troubles)))
            self._say(kind)

    async def _let_fall_due(self) -> None:
        """A part each time that as large a part of the logs is done."""
        due = 0
        for batch in range(1, BATCHES + 1):
            while self.driver.done < self.asked.logs * (batch - 1) / BATCHES:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
            until = self.asked.deliveries * batch // BATCHES
            await self._put(due, until)
            due = until

    async def _put(self, first: int, until: int) -> None:
        now = datetime.fromtimestamp(self.began, UTC)
        for workspace in range(self.workspaces):
            numbers = range(first + (workspace - first) % self.workspaces, until, self.workspaces)
            while True:
                try:
                    await asyncio.to_thread(put_into_outbox, self.database, workspace, numbers, now)
                    break
                except Exception:  # the database is being restarted; who is due twice is entered once
                    await asyncio.sleep(0.5)

    async def _until_few_wait(self) -> None:
        """Trouble goes on until a twentieth is left."""
        while await self._waiting() > self.asked.deliveries / 20:  # noqa: ASYNC110
            await asyncio.sleep(1)

    async def _settle(self) -> None:
        """No more trouble: what is left is done as soon as the leases are over."""
        self.bots.settle()
        self.slack.is_well = True
        end = time.monotonic() + self.asked.patience
        while (await self._waiting() or not self.bots.are_well) and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.5)

    async def _waiting(self) -> int:
        """Deliveries that are not finished."""
        try:
            return await asyncio.to_thread(self.database.read_over_all, _unfinished)
        except Exception:
            return self.asked.deliveries

    @property
    def _sent(self) -> int:
        return self.slack.posted.total()

    def _say(self, what: str) -> None:
        if self.asked.verbose:
            seconds = time.time() - self.began
            print(f"{seconds:7.1f} s  {what}; {self.driver.done} logs, {self.slack.posted.total()} posts", flush=True)


def _unfinished(session: object) -> int:
    return int(session.exec(select(func.count()).where(col(Delivery.finished_at).is_(None))).one())


def arguments(words: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("on", nargs="?", default="postgres", choices=("postgres", "sqlite", "failover"))
    parser.add_argument("--logs", type=int, default=20_000)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--clients", type=int, default=16, help="people who type at the same time")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--every", type=float, default=12, help="seconds from one trouble to the next, about")
    parser.add_argument("--most", type=int, default=1_000_000, help="troubles at most")
    parser.add_argument("--speed", type=float, default=1, help="how fast the bots' clock runs")
    parser.add_argument("--patience", type=float, default=1800, help="seconds for all to settle")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Run it, and print the table."""
    asked = arguments(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C does, it takes the bots along
    folder = Path(tempfile.mkdtemp(prefix="koers-chaos-"))
    with engine_of(asked.on, folder) as engine:
        chaos = Chaos(asked, folder, engine)
        found = asyncio.run(chaos.run())
        happened: Counter[str] = chaos.bots.happened + engine.happened
        seconds = time.time() - chaos.began
    print(table(asked, found, happened, chaos.slack, chaos.driver, seconds))
    print(f"\n{row(asked, found, happened, chaos.slack)}")
    if found.is_well:
        shutil.rmtree(folder, ignore_errors=True)
        return 0
    for what, which in found.wrong.items():
        for one in which[:10]:
            print(f"{what}: {one}")
    print(f"the logs of the bots are in {folder}")
    return 1


def table(
    asked: argparse.Namespace, found: Found, happened: Counter[str], slack: BadSlack, driver: Driver, seconds: float
) -> str:
    """In Markdown, for the terminal and for `docs/scaling.md`."""
    lines = {
        "on": asked.on if asked.on == "sqlite" else f"{asked.on}, {asked.processes} processes",
        "seed": asked.seed,
        "seconds": round(seconds),
        **found.figures,
        "kills": happened["kills"],
        "freezes longer than a lease": happened["freezes"],
        **{name: often for name, often in sorted(happened.items()) if "restarts" in name or "failovers" in name},
        "commands sent again": sum(driver.happened.values()),
        **{f"Slack: {name}": often for name, often in sorted(slack.happened.items())},
        **{f"**{name}**": f"**{len(which)}**" for name, which in found.wrong.items()},
    }
    return "\n".join(["| what | |", "|---|---|", *(f"| {name} | {value} |" for name, value in lines.items())])


def row(asked: argparse.Namespace, found: Found, happened: Counter[str], slack: BadSlack) -> str:
    """The run as a row of the table in `docs/scaling.md`."""
    restarts = sum(often for name, often in happened.items() if "restarts" in name or "failovers" in name)
    figures, wrong = found.figures, found.wrong
    cells = [
        asked.on,
        1 if asked.on == "sqlite" else asked.processes,
        asked.seed,
        f"{asked.speed:g}",
        happened["kills"],
        happened["freezes"],
        restarts,
        sum(often for name, often in slack.happened.items() if name != "looked up"),
        f"{figures['logs acknowledged']:,} of {asked.logs:,}",
        f"{asked.deliveries:,}",
        figures["of these found by look-up"],
        len(wrong["logs lost"]) + len(wrong["deliveries lost"]) + len(wrong["deliveries not finished"]),
        len(wrong["logs doubled"]) + len(wrong["deliveries doubled"]),
    ]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
