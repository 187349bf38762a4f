"""What the README says is there, and what is there is in the README."""

import re
from pathlib import Path

from bot import features, program
from handlers.program.manifest import commands_of
from handlers.program.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    assert [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in README] == []


def test_every_command_of_the_program_is_named() -> None:
    names = [
        (command.name or command.callback.__name__).rstrip("_")
        for command in program.registered_commands
        if command.callback
    ]
    assert [name for name in names if name not in README] == []


def test_every_picture_is_there() -> None:
    assert [path for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", README) if not (ROOT / path).is_file()] == []


def test_every_slash_command_has_an_example_or_is_named() -> None:
    assert [command.word for command in commands_of(features()) if f"/{command.word}" not in README] == []


def test_nothing_imports_the_program() -> None:
    rooms = [path for room in ("handlers", "jobs", "messages", "models") for path in (ROOT / room).rglob("*.py")]
    assert [
        path for path in rooms if re.search(r"^(import|from) bot\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ] == []
