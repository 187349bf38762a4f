"""The bots as processes: started, killed, frozen, thawed and started again."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.chaos.driver import SECRET
from tests.chaos.world import KEY

ROOT = Path(__file__).parents[2]
LEASE = 180.0
"""Seconds, by the clock of the bot."""


IN_THE_START = 0.1


class Bot:
    """One `bot.py serve`, at one port, again and again."""

    def __init__(self, folder: Path, number: int, settings: dict[str, str], speed: float) -> None:
        self.port = _free_port()
        program = ROOT / ("bot.py" if speed == 1 else "tests/chaos/hurried.py")
        self.command = [sys.executable, str(program), "serve", "--port", str(self.port)]
        self.log = folder / f"bot{number}.log"
        self.folder = folder
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self.frozen_until = 0.0
        self.starts_at = 0.0
        self.is_ready = False
        """It has taken calls since it was started."""

    @property
    def is_alive(self) -> bool:
        """It runs, or it stands still."""
        return self.process is not None and self.process.poll() is None

    @property
    def is_frozen(self) -> bool:
        """It stands still."""
        return self.frozen_until > 0

    def look(self) -> None:
        """Whether it takes calls by now."""
        if self.is_ready or not self.is_alive or self.is_frozen:
            return
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            self.is_ready = True

    def start(self) -> None:
        """As its supervisor would."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, env=self.settings, stdout=log, stderr=log)
        self.frozen_until, self.is_ready = 0.0, False

    def kill(self) -> None:
        """SIGKILL, wherever it is."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.frozen_until = 0.0

    def freeze(self, seconds: float) -> None:
        """SIGSTOP, for a while."""
        if self.is_alive and self.process is not None:
            self.process.send_signal(signal.SIGSTOP)
            self.frozen_until = time.monotonic() + seconds

    def thaw(self) -> None:
        """SIGCONT."""
        if self.is_alive and self.process is not None:
            self.process.send_signal(signal.SIGCONT)
        self.frozen_until = 0.0

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        if self.process is None:
            return 0
        self.thaw()
        self.process.terminate()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Bots:
    """All of them, with a supervisor that starts again what has died."""

    def __init__(self, folder: Path, count: int, url: str, slack: str, speed: float, began: float) -> None:
        settings = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("KOERS_", "SLACK_"))},
            "DATABASE_URL": url,
            "SLACK_API_URL": f"{slack}/api/",
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "chaos",
            "SLACK_SIGNING_SECRET": SECRET,
            "KOERS_SECRET_KEY": KEY,
            "KOERS_CHAOS_BEGAN": str(began),
            "KOERS_CHAOS_SPEED": str(speed),
            "PYTHONPATH": str(ROOT),
        }
        self.speed = speed
        self.bots = [Bot(folder, number, settings, speed) for number in range(count)]
        self.happened: Counter[str] = Counter()

    @property
    def ports(self) -> list[int]:
        """Where one may be."""
        return [bot.port for bot in self.bots]

    @property
    def are_well(self) -> bool:
        """All of them run, and none stands still."""
        return all(bot.is_alive and bot.is_ready and not bot.is_frozen for bot in self.bots)

    def start(self) -> None:
        """All of them."""
        for bot in self.bots:
            bot.start()

    def look_after(self) -> None:
        """Start again what has died, and let go on what stood still for long enough."""
        now = time.monotonic()
        for bot in self.bots:
            bot.look()
            if bot.is_frozen and now >= bot.frozen_until:
                bot.thaw()
            elif not bot.is_alive:
                if bot.starts_at == 0:
                    bot.starts_at = now + 0.5
                    if bot.process is not None and bot.process.returncode != -signal.SIGKILL:
                        self.happened["ended by themselves"] += 1
                elif now >= bot.starts_at:
                    bot.starts_at = 0
                    bot.start()

    def kill_one(self, rng: random.Random) -> None:
        """SIGKILL to one of them, frozen or not; while it starts one time in ten."""
        bot = rng.choice(self.bots)
        if bot.is_alive and (bot.is_ready or rng.random() < IN_THE_START):
            bot.kill()
            self.happened["kills"] += 1

    def freeze_one(self, rng: random.Random) -> None:
        """SIGSTOP to one of them, for longer than a lease, when no other stands still."""
        bot = rng.choice(self.bots)
        if bot.is_alive and bot.is_ready and not any(one.is_frozen for one in self.bots):
            bot.freeze(LEASE / self.speed * rng.uniform(1.02, 1.4))
            self.happened["freezes"] += 1

    def settle(self) -> None:
        """Nobody stands still any more."""
        for bot in self.bots:
            if bot.is_frozen:
                bot.thaw()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
