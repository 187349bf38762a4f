"""Every statement names the workspace that it is about; those over all of them stand in a list here, with their reasons.

That statements do is seen by `tests/handlers/privacy/test_two_workspaces.py`, which watches all features.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
OVER_ALL = {
    "handlers/door/homes.py:catch_up": "at the start: whose Home tabs may be on a screen",
    "handlers/door/write_queue.py:read_over_all": "the same in a thread",
    "handlers/program/doctor.py:_listed": "`doctor`: which workspaces there are, beside those on the list",
    "handlers/program/health.py:health_of": "when the clock ticked last, anywhere",
    "handlers/program/health.py:_closed": "one sealed text of each kind, to try the keys on",
    "jobs/housekeeping.py:_look_at_removed": "which workspaces removed the app",
    "handlers/program/crm.py:workspace_id": "which workspace is meant at a terminal",
    "handlers/program/crm_standing.py:stand_of_connections": "`doctor`: how connections stand",
    "handlers/program/doctor.py:_deliveries": "`doctor`: what could not be delivered",
    "handlers/program/importing.py:_workspace_to_fill": "which workspace is meant at a terminal, and whether there is one",
    "handlers/program/set_up.py:unsettled": "`doctor`: what nobody has set",
    "handlers/program/terminal.py:serving_meant": "which workspace is meant at a terminal",
    "handlers/program/warm_up.py:warm_up": "at the start: the calendars of which countries are wanted",
    "jobs/audit_round.py:look": "a tick: in which workspaces a survey is due",
    "jobs/calendars/round.py:look": "a tick: which calendars are due",
    "jobs/crm/rounds.py:look": "each minute: which connections are due, untold, and how late",
    "jobs/crm/sending.py:look": "each minute: which connections have something to write",
    "jobs/delivering/run.py:ask": "a tick: in which workspaces something waits, or whose time has come",
    "jobs/delivering/run.py:note_tick": "each quarter of an hour: in which workspace it is noted that the clock ticks",
    "jobs/housekeeping.py:once_a_day": "a tick: which workspaces were not tidied today",
    "jobs/moves.py:look": "a tick: which day it is in each workspace",
}
"""The questions over all workspaces, by the function that asks: they read, and what follows serves one workspace alone."""
COPIES = {f"models/workspace/{name}.py" for name in ("backup", "moving", "restoring")}
"""Copies of all data are made by the owner of the tables, who passes the wall."""
OPENS_ANOTHER = {"handlers/program/demo.py"}
"""The demo has a SQLite file of its own."""


def product() -> dict[str, ast.Module]:
    files = [
        ROOT / "bot.py",
        *(file for room in ("handlers", "jobs", "models") for file in (ROOT / room).rglob("*.py")),
    ]
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text()) for file in files}


def test_who_asks_over_all_workspaces_stands_in_the_list_with_the_reason() -> None:
    found = set()
    for name, tree in product().items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = (node for node in ast.walk(function) if isinstance(node, ast.Attribute))
                if any(node.attr == "read_over_all" for node in inside):
                    found.add(f"{name}:{function.name}")
    assert found == set(OVER_ALL)


def test_the_database_is_opened_as_the_settings_say() -> None:
    """Else a command would pass the wall, or stand before it without a word."""
    found = {
        name
        for name, tree in product().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Database"
    }
    assert found - {"handlers/program/settings.py", "models/migrations/env.py"} - COPIES == OPENS_ANOTHER
