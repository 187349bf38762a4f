"""`make chaos`, short: two processes on PostgreSQL; the long runs stand in `docs/scaling.md`.

One process on SQLite is killed at random in `tests/jobs/delivering/test_killed.py`.
"""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.long(seconds=60), pytest.mark.postgres]


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    short = ["--logs", "150", "--deliveries", "150", "--processes", "2", "--most", "3", "--every", "2", "--speed", "20"]
    command = [sys.executable, "-m", "tests.chaos", "postgres", *short, "--patience", "300", "--seed", "15"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    rows = (line.strip("| ").split(" | ") for line in finished.stdout.split("\n\n")[0].splitlines()[2:])
    figures = {row[0]: row[-1] for row in rows}
    assert int(figures["kills"]) >= 1
    assert int(figures["logs acknowledged"]) > 75, "most of them, for the one who types four times"
    assert int(figures["of these found by look-up"]) > 0, "what was taken without an answer was looked up"
