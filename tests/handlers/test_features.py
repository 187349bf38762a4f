"""What the features declare does not collide."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import handlers

pytestmark = pytest.mark.once


def test_no_button_and_no_form_is_answered_by_two() -> None:
    """Dictionaries are put together by `**`: of two with one action id the last would win without a word."""
    answers: dict[tuple[str, str], set[object]] = {}
    for module in walk_packages(handlers.__path__, "handlers."):
        if ".local_slack" in module.name:
            continue
        room = import_module(module.name)
        for table in ("PRESSES", "FORMS"):
            for action, handler in getattr(room, table, {}).items():
                answers.setdefault((table, action), set()).add(handler)
    assert {key: found for key, found in answers.items() if len(found) > 1} == {}
    assert len(answers) > 100
