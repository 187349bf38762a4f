"""The program as an admin meets it in a terminal: exit statuses, and errors of one line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from handlers.local_slack.config import AppConfig, Config, UserConfig, WorkspaceConfig
from handlers.local_slack.local_slack import LocalSlack
from tests.copies import Copies

pytestmark = pytest.mark.long(seconds=15)

PROGRAM = Path(__file__).parents[1] / "bot.py"


class Run(Protocol):
    """Runs `bot.py` in a folder, with arguments, and settings in its environment."""

    def __call__(self, folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]: ...


def started(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python bot.py`, from the very beginning."""
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        cwd=folder,
        env=surroundings(folder, settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def surroundings(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **settings}


@pytest.fixture(scope="module")
def copies() -> Iterator[Copies]:
    copies = Copies()
    yield copies
    copies.close()


@pytest.fixture
def copied(copies: Copies) -> Run:
    """`bot.py` in a process that has imported everything: for tests of what it does once it runs."""

    def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return copies.run(folder, surroundings(folder, settings), *arguments)

    return run


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [
        (["serve"], {}, "SLACK_BOT_TOKEN"),
        (["serve"], {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        (["migrate"], {"DATABASE_URL": "zork"}, "DATABASE_URL"),
        (["migrate"], {"DATABASE_URL": "mysql://a:geheim@b/c"}, "DATABASE_URL"),
        (["migrate"], {"DATABASE_URL": "postgresql://a:geheim@127.0.0.1:1/c"}, "DATABASE_URL"),
        (["migrate"], {"PORT": "abc"}, "PORT"),
        (["import", "deals"], {}, "file"),
        (["import", "deals", "nowhere.csv"], {}, "nowhere.csv"),
        (["export", "deals", "--format", "xml"], {}, "json or csv"),
        (["tick", "--at", "zork"], {}, "--at"),
        (["erase"], {}, "--person"),
        (["gallery", "--language", "fr"], {}, "en, nl"),
        (["backup", "copy.db"], {}, "There is no database at koers.db"),
        (["restore", "nowhere.db"], {}, "There is no file nowhere.db"),
        (["move"], {}, "--to"),
        (["move", "--to", "sqlite:///new.db"], {}, "There is no database at koers.db"),
    ],
)
def test_what_cannot_be_done_is_one_line_on_standard_error(
    tmp_path: Path, copied: Run, arguments: list[str], settings: dict[str, str], says: str
) -> None:
    _says_in_one_line(copied(tmp_path, *arguments, **settings), says)


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [(["serve"], {}, "SLACK_BOT_TOKEN"), (["import", "deals", "nowhere.csv"], {}, "nowhere.csv")],
)
def test_it_is_one_line_from_the_very_beginning_too(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], says: str
) -> None:
    """Also with whatever an import may write."""
    _says_in_one_line(started(tmp_path, *arguments, **settings), says)


def _says_in_one_line(done: subprocess.CompletedProcess[str], says: str) -> None:
    lines = [line for line in done.stderr.splitlines() if not line.startswith("There was no workspace yet")]
    assert done.returncode != 0
    assert len(lines) == 1, done.stderr
    assert says in lines[0]
    assert "geheim" not in done.stderr
    assert done.stdout == ""


def test_the_settings_are_read_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///elsewhere.db\n", encoding="utf-8")
    assert started(tmp_path, "migrate").returncode == 0
    assert (tmp_path / "elsewhere.db").is_file()


def test_a_backup_starts_again_with_the_same_data(tmp_path: Path, copied: Run) -> None:
    (tmp_path / "people.csv").write_text("name,email\nAnna de Vries,anna@example.com\n", encoding="utf-8")
    assert copied(tmp_path, "import", "people", "people.csv").returncode == 0
    assert copied(tmp_path, "backup", "copy.db").returncode == 0
    there = copied(tmp_path, "export", "people")
    kept = copied(tmp_path, "export", "people", DATABASE_URL="sqlite:///copy.db")
    assert "Anna de Vries" in there.stdout
    assert kept.stdout == there.stdout
    elsewhere = {"DATABASE_URL": "sqlite:///restored.db"}
    restored = copied(tmp_path, "restore", "copy.db", **elsewhere)
    assert "rows restored from copy.db into sqlite:///restored.db" in restored.stdout, restored.stderr
    assert copied(tmp_path, "export", "people", **elsewhere).stdout == there.stdout
    _says_in_one_line(copied(tmp_path, "restore", "copy.db", **elsewhere), "--replace")
    moved = copied(tmp_path, "move", "--to", "sqlite:///moved.db", **elsewhere)
    assert "each table has as many there as here" in moved.stdout, moved.stderr
    assert copied(tmp_path, "export", "people", DATABASE_URL="sqlite:///moved.db").stdout == there.stdout


@pytest.mark.parametrize("command", [["migrate"], ["export", "people"], ["backup", "copy.db"]])
def test_a_damaged_database_is_one_line_that_says_what_to_do(tmp_path: Path, copied: Run, command: list[str]) -> None:
    (tmp_path / "koers.db").write_text("no database at all\n" * 500, encoding="utf-8")
    _says_in_one_line(copied(tmp_path, *command), "Restore a backup: docs/runbook.md")


@pytest.mark.parametrize(
    ("wrong", "setting"), [("xoxb-wrong-1", "SLACK_BOT_TOKEN"), ("xapp-wrong-1", "SLACK_APP_TOKEN")]
)
def test_a_token_that_slack_refuses_is_named_and_not_shown(tmp_path: Path, wrong: str, setting: str) -> None:
    app = AppConfig(id="A1", name="Koers", bot_token="xoxb-right-1", app_token="xapp-right-1")
    company = WorkspaceConfig(
        id="T1", name="Noordzee", domain="noordzee", app=app, users=[UserConfig(id="U1", name="anna")], channels=[]
    )
    tokens = {"SLACK_BOT_TOKEN": "xoxb-right-1", "SLACK_APP_TOKEN": "xapp-right-1", setting: wrong}
    with LocalSlack(Config([company])).in_thread() as slack:
        done = started(
            tmp_path, "serve", "--port", "0", **tokens, SLACK_API_URL=slack.api_url, KOERS_SECRET_KEY="k" * 16
        )
    assert done.returncode == 1
    assert f"Slack refuses {setting}: invalid_auth" in done.stderr
    assert "Traceback" not in done.stderr
    assert wrong not in done.stderr


def test_a_refused_import_and_a_dry_run_leave_nothing_behind_not_even_a_workspace(tmp_path: Path, copied: Run) -> None:
    (tmp_path / "wrong.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,email\nAnna de Vries,anna@example.com\n", encoding="utf-8")
    assert copied(tmp_path, "import", "people", "wrong.csv").returncode == 1
    assert copied(tmp_path, "import", "people", "people.csv", "--dry-run").returncode == 0
    nothing = copied(tmp_path, "export", "people")
    assert nothing.returncode == 1
    assert "no workspace yet" in nothing.stderr
