"""SECURITY.md says what the code does: its tables are the code's, its commands and settings are there."""

import re

from bot import program
from handlers.program.manifest import SCOPES
from handlers.program.security_page import PAGE, inventory, written
from handlers.program.settings import Settings
from models.privacy.retention import KEPT
from models.workspace.secrets import SEALED

TEXT = PAGE.read_text(encoding="utf-8")


def test_its_tables_are_those_of_the_code() -> None:
    assert written(TEXT) == TEXT, "run: python -m handlers.program.security_page"
    made = inventory()
    assert all(f"`{table}`" in made for one in KEPT for table in one.tables)
    assert all(f"`{column}`" in made for column in SEALED - {"connection.handed_over"})
    assert all(f"| `{scope}` | {why} |" in TEXT for scope, why in SCOPES.items())


def test_what_it_names_is_there() -> None:
    commands = {(one.name or one.callback.__name__).rstrip("_") for one in program.registered_commands if one.callback}
    assert set(re.findall(r"python bot\.py (\w+)", TEXT)) <= commands
    assert set(re.findall(r"`((?:KOERS|SLACK)_[A-Z_]+)", TEXT)) <= {name.upper() for name in Settings.model_fields}
