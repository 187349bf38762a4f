"""A statement with other words is another question: it has another version, and the words of before are kept."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from models.audit import questions
from models.audit.questions import (
    LANGUAGES,
    QUESTIONS,
    WORDING,
    Group,
    Question,
    QuestionError,
    questions_in,
    with_earlier,
)
from models.audit.ready_made import READY_MADE

EVERY = [*QUESTIONS.values(), *READY_MADE.values()]
KNOWN = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text())
"""The print of each version of each statement, once and for all: lines are added, never changed."""
EARLIER = Path(questions.__file__).with_name("earlier_wordings.toml").read_text(encoding="utf-8")
WORDS_A_STATEMENT = 17
"""Read in five seconds, with what a 1 and a 5 look like still to come."""


def print_of(question: Question) -> str:
    """Changes with any letter of what is read before answering, in either language."""
    words = [[getattr(question.texts[language], field) for field in WORDING] for language in LANGUAGES]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:16]


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.key)
def test_a_reworded_statement_has_another_version(question: Question) -> None:
    for version in range(1, question.version + 1):
        found = print_of(question.worded(version))
        assert KNOWN.get(question.key, {}).get(str(version)) == found, (
            f"The words of {question.key} are not those of its version {version}. If it was reworded: raise `version`, "
            f'keep the words of before in earlier_wordings.toml, and add `{version} = "{found}"` to wordings.toml.'
        )


def test_no_print_is_of_a_statement_or_version_that_is_not_there() -> None:
    assert {key: len(versions) for key, versions in KNOWN.items()} == {one.key: one.version for one in EVERY}


def test_any_letter_of_statement_or_anchors_changes_the_print_and_advice_does_not() -> None:
    changed = EARLIER.replace("Somt kenmerken op", "Somt kenmerken op.")
    again = with_earlier(QUESTIONS, changed)["solution_value"]
    assert print_of(again.worded(1)) != print_of(QUESTIONS["solution_value"].worded(1))
    assert print_of(again) == print_of(QUESTIONS["solution_value"])


def test_the_words_of_before_are_those_that_were_asked() -> None:
    people = QUESTIONS["people_right"]
    assert (people.version, people.text("en").statement) == (2, "Good reps want to come here, and stay.")
    before = people.worded(1).text("nl")
    assert before.statement == "We nemen de juiste verkopers aan, helpen ze groeien en houden wie goed is."
    assert before.recommendation == people.text("nl").recommendation
    assert people.worded(7) is people


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.key)
def test_a_statement_is_read_in_five_seconds(question: Question) -> None:
    for language in LANGUAGES:
        assert len(question.text(language).statement.split()) <= WORDS_A_STATEMENT
        assert question.text(language).three


def test_a_version_without_the_words_of_before_is_refused() -> None:
    for written, instead in (("[closing.1.nl]", "[closing.2.nl]"), ("[closing.1.nl]", "[closing.1.de]")):
        with pytest.raises(QuestionError, match=r"earlier_wordings.toml: closing"):
            with_earlier(QUESTIONS, EARLIER.replace(written, instead))
    with pytest.raises(QuestionError, match="nobody asks shutting"):
        with_earlier(QUESTIONS, EARLIER.replace("[closing.1", "[shutting.1"))


def test_a_mistake_is_said_of_the_file_that_it_stands_in() -> None:
    file = tomllib.loads((Path(questions.__file__).with_name("ready_made.toml")).read_text(encoding="utf-8"))
    group, key = next((group, key) for group in Group for key in file[group])
    file[group][key]["horizon"] = 31
    with pytest.raises(QuestionError, match=rf"^ready_made.toml: {group}.{key}: horizon is 31"):
        list(questions_in(file, "ready_made.toml"))
    with pytest.raises(QuestionError, match=r"^earlier_ready_made.toml: nobody asks shutting"):
        with_earlier(QUESTIONS, "[shutting.1.nl]", "earlier_ready_made.toml")
