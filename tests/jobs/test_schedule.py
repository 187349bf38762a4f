"""The table of what comes by itself is printed in the documentation, and says what the code does."""

from datetime import time
from pathlib import Path

import pytest

from bot import features
from jobs.prompts import audit, coaching, coaching_actions, digest, goals, plan, reviews
from jobs.schedule import SCHEDULE, schedule_table
from models.digest.recurrence import for_channels, for_managers
from models.workspace.records import Workspace
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
USUAL = Workspace(workspace_id="T1", created_at=NOW)
"""Nobody set another day or time of the digest."""
WORDS = {cadence.key: cadence.when for cadence in SCHEDULE}


def test_the_page_shows_the_schedule() -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    assert schedule_table() in page, "Renew the table in docs/how-it-works.md: `python -m jobs.schedule` prints it."


@pytest.mark.parametrize("cadence", SCHEDULE, ids=lambda cadence: cadence.key)
def test_every_row_says_when_and_to_whom(cadence: object) -> None:
    assert cadence.when  # type: ignore[attr-defined]
    assert cadence.to  # type: ignore[attr-defined]


def test_no_two_rows_have_the_same_key() -> None:
    assert len(WORDS) == len(SCHEDULE)


def test_every_file_of_prompts_is_in_the_schedule() -> None:
    there = {cadence.compose.__module__ for cadence in SCHEDULE}
    files = (ROOT / "jobs" / "prompts").glob("*.py")
    with_rows = {f"jobs.prompts.{file.stem}" for file in files if "CADENCES" in file.read_text(encoding="utf-8")}
    assert there == with_rows


def test_what_comes_by_itself_is_what_the_features_say_they_send() -> None:
    assert {prompt for feature in features() for prompt in feature.prompts} == set(WORDS)


@pytest.mark.parametrize(
    ("key", "at"),
    [
        (digest.MANAGER, for_managers(USUAL).at),
        (digest.CHANNEL, for_channels(USUAL).at),
        (digest.RESTATED, digest.CHANGES_ARE_TOLD_AT),
        (reviews.PROMPT, reviews.FIRST_OF_MONTH.at),
        (reviews.TO_WRITE, reviews.MORNING),
        (reviews.REMINDER, reviews.MORNING),
        (reviews.MISSED, reviews.MORNING),
        (coaching.PLAN, coaching.START_OF_MONTH.at),
        (coaching.CONFIRM, coaching.MORNING),
        (coaching_actions.CHECK, coaching.MORNING),
        (audit.REMINDER, audit.MORNING),
        (goals.GOAL_ENDED.key, goals.AT),
        (plan.AUDIT_AGAIN.key, plan.AT),
    ],
)
def test_the_words_name_the_time_at_which_it_comes(key: str, at: time) -> None:
    assert f"{at:%H:%M}" in WORDS[key]
