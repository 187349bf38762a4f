"""Every line of the threat model names tests, and they are there; what they show stands in their own files."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "audit-privacy.md"
LINES = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and not line.startswith("| who ")]
THERE = {
    name
    for file in HERE.rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", file.read_text(), re.MULTILINE)
}


@pytest.mark.parametrize("line", LINES, ids=[line[2:50] for line in LINES])
def test_each_line_of_the_threat_model_is_shown_by_a_test(line: str) -> None:
    who, what, learns, shown_by = (cell.strip() for cell in line.strip("|").split(" | "))
    assert who, line
    assert what, line
    assert learns, line
    named = re.findall(r"`(test_\w+)`", shown_by)
    assert named, line
    assert set(named) <= THERE


def test_each_attack_has_one_that_works() -> None:
    for line in LINES:
        if "(attack)" in line:
            assert re.search(r"_do_|_does_|_is_found_when_|_attacker_finds_|_exports_before_and_after_", line), line


def test_each_person_of_the_model_has_a_line() -> None:
    whos = {line.strip("| ").split(" | ")[0] for line in LINES}
    assert {
        "colleague",
        "manager",
        "leader",
        "admin with a database copy",
        "operator with the key",
        "somebody with the logs",
        "somebody with exports",
        "somebody with two backups",
    } <= whos
