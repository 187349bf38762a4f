"""`bot.py serve` by a clock that runs faster: a lease of three minutes is over within seconds, a tick comes each few."""

import os
import time
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

import bot

BEGAN = float(os.environ["KOERS_CHAOS_BEGAN"])
SPEED = float(os.environ["KOERS_CHAOS_SPEED"])


def now() -> datetime:
    """The same in each process."""
    return datetime.fromtimestamp(BEGAN + (time.time() - BEGAN) * SPEED, UTC)


class _Hurried(AsyncIOScheduler):
    def add_job(self, *what: Any, minutes: float, **how: Any) -> Any:
        return super().add_job(*what, seconds=minutes * 60 / SPEED, **how)


def main() -> None:
    """What `bot.py` does, sooner."""
    import jobs.clock

    bot._now = now
    jobs.clock.AsyncIOScheduler = _Hurried
    bot.main()


if __name__ == "__main__":
    main()
