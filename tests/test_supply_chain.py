"""What runs can be listed, and where nobody can be asked for weaknesses, that is said and nothing fails."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import known_weaknesses

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")


@pytest.mark.skipif(not UV.exists(), reason="uv is put into the environment by make")
def test_the_list_has_what_is_locked_for_running_with_its_versions(tmp_path: Path) -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nsbom:")[1].split("\n")[1]
    words = recipe.strip("\t@").replace("$(VENV)/bin/uv", str(UV)).replace("sbom.cdx.json", str(tmp_path / "list"))
    subprocess.run(words.split(" >")[0].split(), cwd=ROOT, check=True, capture_output=True)
    made = json.loads((tmp_path / "list").read_text(encoding="utf-8"))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    listed = {one["name"]: one["version"] for one in made["components"]}
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    versions = {one["name"]: one.get("version") for one in locked}
    assert {"slack-bolt", "sqlalchemy", "cryptography"} <= set(listed)
    assert "pytest" not in listed
    assert all(versions[name] == version for name, version in listed.items() if name != "koers")


def test_where_nobody_can_be_asked_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(known_weaknesses, "can_be_asked", lambda: False)
    assert known_weaknesses.look() == 0
    assert capsys.readouterr().err.startswith("SKIPPED: known weaknesses of packages")


WEAK = {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "PYSEC-2024-1", "fix_versions": ["3.1.3"]}]}


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        ({"dependencies": [{"name": "alembic", "version": "1.14", "vulns": []}]}, 0, ""),
        ({"dependencies": [WEAK]}, 1, "jinja2 3.1.2: PYSEC-2024-1, mended in 3.1.3\n"),
        (None, 0, "SKIPPED: known weaknesses of packages (error: no such wheel)\n"),
    ],
)
def test_only_a_weakness_that_is_named_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: object, status: int, says: str
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        said = json.dumps(answer) if answer else ""
        return subprocess.CompletedProcess(command, 1, said, "warning: slow\nerror: no such wheel\n")

    monkeypatch.setattr(known_weaknesses, "can_be_asked", lambda: True)
    monkeypatch.setattr(subprocess, "run", run)
    assert known_weaknesses.look() == status
    assert capsys.readouterr().err == says
    assert any(re.fullmatch(r"pip-audit==[\d.]+", word) for word in asked[-1])
