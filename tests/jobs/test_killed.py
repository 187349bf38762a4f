"""SIGKILL at random points of a tick: nothing is lost, nothing comes twice."""

import json
import subprocess
import sys

from tests.jobs.killing import PEOPLE

KILLS = 200


def test_a_process_that_is_killed_200_times_loses_nothing_and_sends_nothing_twice(database_url: str) -> None:
    url = database_url if database_url.startswith("postgres") else ""
    finished = subprocess.run(
        [sys.executable, "-m", "tests.jobs.killing", str(KILLS), url],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(finished.stdout)
    assert found["rounds"] == KILLS + 8, "also what was due while nobody lived is planned"
    assert found["deliveries"] == found["rounds"] * PEOPLE
    assert (found["unsent"], found["sent_twice"], found["wrong_ts"]) == (0, 0, 0)
    assert set(found["states"]) <= {"sent", "reconciled"}
    assert found["seen_while_dead"].get("sending", 0) > KILLS / 20, (
        "the kills must fall between claim and answer"
    )
    assert found["states"].get("reconciled", 0) > 0, "some must fall between storing and confirming"
