"""How long `bot.py --help` takes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.result import Result

BOT = Path(__file__).parents[2] / "bot.py"


def measure() -> Iterator[Result]:
    """The median of seven runs, as a whole process; the baseline is Python doing nothing."""
    helping = median(_seconds([sys.executable, str(BOT), "--help"]) for _ in range(7))
    nothing = median(_seconds([sys.executable, "-c", "pass"]) for _ in range(7))
    yield Result("bot.py --help", helping, " s", 0.6, at_least=False, details=f"(python itself: {nothing:.2f} s)")


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start
