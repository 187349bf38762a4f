"""The page of documentation knows every setting, every address, and only tests that exist."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from handlers.sandbox.config import (
    AppConfig,
    ChannelConfig,
    CommandConfig,
    Config,
    ShortcutConfig,
    UserConfig,
    WorkspaceConfig,
)
from handlers.sandbox.control.routes import DO, READ
from handlers.sandbox.faults import DELIVERY_EFFECTS, EFFECTS, Fault

PAGE = (Path(__file__).parents[3] / "docs" / "local-slack.md").read_text()
TESTS = "\n".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
INTERNAL = {"verification_token", "used"}


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w.]+", text))


@pytest.mark.parametrize(
    "shape",
    [Config, WorkspaceConfig, AppConfig, UserConfig, ChannelConfig, CommandConfig, ShortcutConfig, Fault],
)
def test_every_setting_is_documented(shape: type):
    assert {field.name for field in fields(shape)} - INTERNAL - words_of(PAGE) == set()


def test_every_address_of_the_control_api_is_documented():
    assert {*READ, *DO, "stream"} - words_of(PAGE) == set()


def test_every_effect_of_a_fault_is_documented():
    assert {*EFFECTS, *DELIVERY_EFFECTS} - words_of(PAGE) == set()


def test_the_tests_that_the_page_names_exist():
    table = PAGE.partition("the test that shows it")[2].partition("Waiting for an")[0]
    shown_by = " ".join(row.split("|")[2] for row in table.splitlines() if row.startswith("|"))
    named = re.findall(r"`([a-z_0-9]+…?)`", shown_by)
    assert len(named) > 20
    for name in named:
        assert re.search(rf"def test_{name.removesuffix('…')}", TESTS), name
