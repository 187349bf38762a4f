"""The page of documentation knows every setting, every address, and only tests that exist."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from handlers.local_slack.config import (
    AppConfig,
    ChannelConfig,
    CommandConfig,
    Config,
    ShortcutConfig,
    UserConfig,
    WorkspaceConfig,
)
from handlers.local_slack.control.routes import DO, READ
from handlers.local_slack.faults import DELIVERY_EFFECTS, EFFECTS, Fault
from handlers.local_slack.tour import Deed, Seen, Step, Tour

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "local-slack.md").read_text()
INTERNAL = {"verification_token", "used"}


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w.]+", text))


@pytest.mark.parametrize(
    "shape",
    [
        Config,
        WorkspaceConfig,
        AppConfig,
        UserConfig,
        ChannelConfig,
        CommandConfig,
        ShortcutConfig,
        Fault,
        Tour,
        Step,
        Deed,
        Seen,
    ],
)
def test_every_setting_is_documented(shape: type):
    assert {field.name for field in fields(shape)} - INTERNAL - words_of(PAGE) == set()


def test_every_address_of_the_control_api_is_documented():
    assert {*READ, *DO, "stream"} - words_of(PAGE) == set()


def test_every_effect_of_a_fault_is_documented():
    assert {*EFFECTS, *DELIVERY_EFFECTS} - words_of(PAGE) == set()


def rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """The rows of the table: a behaviour, and the tests that show it, each with its file."""
    table = PAGE.partition("the test that shows it")[2].partition("Waiting for an")[0]
    found = []
    for line in table.splitlines():
        behaviour, _, shown_by = line.strip("| ").partition(" | ")
        file, tests = "", []
        for word in re.findall(r"`([^`]+)`", shown_by):
            if word.endswith(".py"):
                file = word
            else:
                tests.append((file, word))
        if tests:
            found.append((behaviour, tests))
    return found


def test_the_table_names_a_test_for_each_behaviour():
    assert len(rows()) > 40
    said = [line for line in PAGE.splitlines() if line.startswith("| ") and "`test_" in line]
    assert len(said) == len(rows())


@pytest.mark.parametrize(("behaviour", "tests"), rows(), ids=[row[0] for row in rows()])
def test_the_tests_that_the_page_names_exist(behaviour: str, tests: list[tuple[str, str]]):
    for file, name in tests:
        path = ROOT / file if "/" in file else Path(__file__).parent / file
        assert re.search(rf"^(async )?def test_{name}\(", path.read_text(), re.MULTILINE), (file, name)
