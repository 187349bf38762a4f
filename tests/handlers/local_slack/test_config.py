"""The configuration says what is wrong with it, and where."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.local_slack import Config, ConfigError
from handlers.local_slack.__main__ import main
from tests.handlers.local_slack.conftest import config


def changed(change) -> dict:
    plain = json.loads(json.dumps(config()))
    change(plain)
    return plain


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda c: c.pop("workspaces"), "workspaces: is missing"),
        (lambda c: c.update(workspaces=[]), "workspaces: at least one workspace is needed"),
        (lambda c: c["workspaces"][0].update(nmae="x"), r"workspaces\[0\].nmae: unknown field"),
        (lambda c: c["workspaces"][0]["app"].pop("bot_token"), r"workspaces\[0\].app.bot_token: is missing"),
        (lambda c: c["workspaces"][0]["users"][1].update(tz="Mars"), r'users\[1\].tz: "Mars" is not a time zone'),
        (lambda c: c["workspaces"][0]["users"][1].update(id="UANNA"), 'users: the id "UANNA" is used twice'),
        (
            lambda c: c["workspaces"][0]["users"][0].update(deleted="no"),
            r'users\[0\].deleted: must be true or false, not "no"',
        ),
        (lambda c: c["workspaces"][0]["channels"][1].update(members=["UX"]), r'channels\[1\].members: "UX" is nobody'),
        (lambda c: c["workspaces"][0]["app"]["commands"][0].update(command="log"), 'must start with "/"'),
        (lambda c: c["workspaces"][1]["app"].update(bot_token="xoxb-noordzee"), "app.bot_token .* is used twice"),
        (lambda c: c.update(start="soon"), 'start: "soon" is not an ISO 8601 instant'),
        (lambda c: c.update(workspaces={}), "workspaces: must be a list"),
    ],
)
def test_each_mistake_is_told_with_its_place(change, complaint: str):
    with pytest.raises(ConfigError, match=complaint):
        Config.from_dict(changed(change))


def test_a_file_that_is_not_json_is_told_by_line(tmp_path: Path, capsys):
    file = tmp_path / "slack.json"
    file.write_text('{\n  "workspaces": [\n    oops\n  ]\n}')
    assert main(["--config", str(file)]) == 1
    assert capsys.readouterr().err.strip() == f"{file}, line 3, column 5: Expecting value"
    assert main(["--config", str(tmp_path / "none.json")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_it_starts_alone(tmp_path: Path):
    file = tmp_path / "slack.json"
    file.write_text(json.dumps(config()))
    command = [sys.executable, "-m", "handlers.local_slack", "--port", "0", "--config", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        process.terminate()
    assert line.startswith("Local Slack: http://127.0.0.1:")
