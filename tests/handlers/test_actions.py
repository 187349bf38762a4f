"""Each button and form has one handler: of two with the same id the later one would answer for both."""

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Mapping

import pytest

import handlers


@pytest.mark.once
@pytest.mark.parametrize("table", ["PRESSES", "FORMS"])
def test_no_two_modules_answer_the_same_button_or_form(table: str) -> None:
    answer: dict[str, set[object]] = defaultdict(set)
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        found = getattr(importlib.import_module(module.name), table, None)
        for id_, handler in found.items() if isinstance(found, Mapping) else ():
            answer[id_].add(handler)
    assert len(answer) > 50
    assert [id_ for id_, answers in answer.items() if len(answers) > 1] == []
