"""What was started stops when it is asked to, however it was started; nothing stays behind."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.program.demo import DATABASE
from tests.journeys.demo_process import IN_BACKGROUND, demo_address, stop
from tests.journeys.page_app import CONFIG

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"
)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_stops_also_as_a_job_in_the_background(
    tmp_path: Path, by: signal.Signals, demo_year: Callable[[Path], None]
) -> None:
    demo_year(tmp_path / DATABASE)
    with demo_address(tmp_path, by, IN_BACKGROUND) as address:
        assert address


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_the_local_slack_stops_also_as_a_job_in_the_background(tmp_path: Path, by: signal.Signals) -> None:
    file = tmp_path / "slack.json"
    file.write_text(json.dumps(CONFIG))
    command = [sys.executable, "-m", "handlers.local_slack", "--port", "0", "--config", str(file)]
    with subprocess.Popen([*IN_BACKGROUND, *command], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Local Slack: http://")
        assert stop(process, by) == 0


def test_a_process_that_does_not_stop_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        assert stop(process, signal.SIGTERM, seconds=0.5) == -signal.SIGKILL
