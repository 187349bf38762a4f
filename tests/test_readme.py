"""What the README says is there, and what is there is in the README, in both languages; the runbook types what there is."""

import ast
import re
import shlex
from pathlib import Path

import pytest
import typer.main
from prometheus_client import REGISTRY

import jobs.metrics  # noqa: F401 - what it measures is registered
from bot import features, program
from handlers.program.manifest import commands_of
from handlers.program.settings import Settings

ROOT = Path(__file__).parents[1]
README, README_NL, RUNBOOK = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.nl.md", "docs/runbook.md")
)
in_both = pytest.mark.parametrize("readme", [README, README_NL], ids=["en", "nl"])


@in_both
def test_every_setting_is_explained(readme: str) -> None:
    assert [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in readme] == []


@in_both
def test_every_command_of_the_program_is_named(readme: str) -> None:
    names = [
        (command.name or command.callback.__name__).rstrip("_")
        for command in program.registered_commands
        if command.callback
    ]
    assert [name for name in names if name not in readme] == []


@in_both
def test_every_picture_is_there(readme: str) -> None:
    assert [path for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", readme) if not (ROOT / path).is_file()] == []


@in_both
def test_every_slash_command_has_an_example_or_is_named(readme: str) -> None:
    assert [command.word for command in commands_of(features()) if f"/{command.word}" not in readme] == []


@in_both
def test_every_series_is_named(readme: str) -> None:
    measured = {metric.name: metric.type for metric in REGISTRY.collect() if metric.name.startswith("koers_")}
    names = [f"{name}_total" if kind == "counter" else name for name, kind in measured.items()]
    assert names
    assert [name for name in names if f"`{name}`" not in readme] == []


def test_both_readmes_tell_the_same() -> None:
    """The same headings, tables, pictures and blocks of code, in the same order; each links to the other."""

    def shape(readme: str) -> list[str]:
        return re.findall(r"^ *(#+ |```|\||\d\. |!\[(?=.*\])|[*-] )", readme, re.MULTILINE)

    assert shape(README) == shape(README_NL)
    assert "(README.nl.md)" in README
    assert "(README.md)" in README_NL

    def in_tables(readme: str) -> list[str]:
        rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `")]
        return [word for row in rows for word in re.findall(r"`[^`]+`", row)]

    assert in_tables(README) == in_tables(README_NL)


def test_what_the_runbook_types_can_be_typed() -> None:
    commands = typer.main.get_command(program).commands  # type: ignore[attr-defined]
    typed = [shlex.split(line, comments=True) for line in re.findall(r"python bot\.py ([a-z][^`\n'&;]*)", RUNBOOK)]
    assert len(typed) > 10
    for name, *words in typed:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert [word for word in words if word.startswith("--") and word not in options] == [], name


def test_the_runbook_has_what_doctor_says() -> None:
    page = RUNBOOK.partition("## What doctor says")[2].partition("\n## ")[0]
    program_in = ROOT / "handlers" / "program"
    doctor, health = (ast.parse((program_in / name).read_text(encoding="utf-8")) for name in ("doctor.py", "health.py"))
    findings = [
        said
        for one in ast.walk(doctor)
        if isinstance(one, ast.Tuple) and len(one.elts) == 2 and isinstance(one.elts[0], ast.Constant)
        if (said := _beginning(one.elts[1]))
    ]
    problems = [said for one in ast.walk(health) if isinstance(one, ast.JoinedStr) and (said := _beginning(one))]
    assert (len(findings) > 12, len(problems) > 3) == (True, True)
    assert [said for said in [*findings, *problems] if said not in page] == []


def _beginning(said: ast.expr) -> str:
    """A finding up to its colon, or to the first thing that is filled in."""
    first = said.values[0] if isinstance(said, ast.JoinedStr) else said
    text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    return text.partition(":")[0].rstrip(" (")


def test_nothing_imports_the_program() -> None:
    rooms = [path for room in ("handlers", "jobs", "messages", "models") for path in (ROOT / room).rglob("*.py")]
    assert [
        path for path in rooms if re.search(r"^(import|from) bot\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ] == []
