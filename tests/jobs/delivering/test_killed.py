"""SIGKILL at random points of a tick, and several processes at once: nothing is lost, nothing comes twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from tests.jobs.killing import PEOPLE

pytestmark = pytest.mark.long(seconds=40)

KILLS = int(os.environ.get("KOERS_TEST_KILLS", "200"))
"""On each database, in each run; 1,000 once when delivery changes (CONTRIBUTING.md)."""


def run(program: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.jobs.{program}", *map(str, arguments)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


@pytest.fixture
def url(database: Database, database_url: str, tmp_path: Path) -> str:
    """The PostgreSQL of this run (emptied after the test), or a SQLite file of the program's own."""
    return f"sqlite:///{tmp_path}/koers.db" if database.is_sqlite else database_url


def test_a_process_that_is_killed_again_and_again_loses_nothing_and_sends_nothing_twice(url: str) -> None:
    found = run("killing", KILLS, url)
    assert found["rounds"] == KILLS + 8, "also what was due while nobody lived is planned"
    assert found["deliveries"] == found["rounds"] * PEOPLE
    assert (found["unsent"], found["sent_twice"], found["wrong_ts"]) == (0, 0, 0)
    assert set(found["states"]) <= {"sent", "reconciled"}
    assert found["seen_while_dead"].get("sending", 0) > KILLS / 20, "the kills must fall between claim and answer"
    assert found["states"].get("reconciled", 0) > 0, "some must fall between storing and confirming"


def test_three_processes_that_tick_at_the_same_moment_send_everything_once(url: str) -> None:
    found = run("at_once", 15, 3, url)
    assert found["deliveries"] == 15 * PEOPLE
    assert (found["unsent"], found["sent_twice"]) == (0, 0)
    assert set(found["states"]) == {"sent"}
