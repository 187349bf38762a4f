"""The page for the works council is what the code says: a table, a right or a prompt that is new is missing there, and fails."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel

import models.every_table  # noqa: F401
from jobs.schedule import SCHEDULE
from jobs.works_council import page
from messages.words import LANGUAGES, words
from models.permissions import Right, Who

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": "works-council.md", "nl": "works-council.nl.md"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_as_the_code_prints_it(language: str) -> None:
    assert (DOCS / PAGES[language]).read_text(encoding="utf-8") == page(language), (
        f"python -m jobs.works_council {language} > docs/{PAGES[language]}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_right_and_prompt_is_on_it(language: str) -> None:
    text, say = page(language), words(language)
    assert [table for table in SQLModel.metadata.tables if f"`{table}`" not in text] == []
    assert [right.name for right in Right if f"| {say.bare(f'privacy.right_{right.name.lower()}')} |" not in text] == []
    assert [cadence.key for cadence in SCHEDULE if f"`{cadence.key}`" not in text] == []
    assert all(say.has(f"privacy.who_{str(one.name).lower()}") for one in Who)


def test_the_english_of_a_right_is_that_of_the_table() -> None:
    say = words("en")
    for right in Right:
        assert say.bare(f"privacy.right_{right.name.lower()}") == right.value.what.replace("'", "’")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_law_asks_after_is_said(language: str) -> None:
    text = page(language)
    assert ("article 27" in text and "article 22" in text) or ("artikel 27" in text and "artikel 22" in text)
    assert "bot.py erase" in text
    assert "bot.py export everything" in text
