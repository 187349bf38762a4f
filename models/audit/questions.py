"""The questions of the self-audit: `questions.toml`, read and checked when the program starts, with their earlier wordings."""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.scorecard.kpis import KPIS
from models.team.records import SalesRole


class Part(StrEnum):
    """What a campaign asks about: the skills of people, or the functions of the organisation."""

    SKILLS = "skills"
    FUNCTIONS = "functions"


class Group(StrEnum):
    """Who somebody is in the audit."""

    REP = "rep"
    MANAGER = "manager"


LANGUAGES = ("en", "nl")
OURS, EARLIER = "questions.toml", "earlier_wordings.toml"
HORIZONS = (30, 60, 90)
WORDING = ("statement", "one", "five")
"""The fields that make a statement the one it is: with other words it is another question, and has another version."""
LONGEST = {
    "statement": 200,
    "one": 150,
    "three": 150,
    "five": 150,
    "explain": 400,
    "recommendation": 300,
    "action": 100,
}
"""Characters of each text, so that it fits a message, a button's dialog and a goal's title."""


class QuestionError(ValueError):
    """What is wrong with the file, with the question and the field."""


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question in one language."""

    statement: str
    explain: str
    one: str
    five: str
    recommendation: str
    three: str = ""
    """What a 3 looks like; empty where nobody wrote it (statements of a workspace's own)."""


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """What the improvement plan proposes when the question scores low. `title` is by language."""

    title: Mapping[str, str]
    kpi: str | None
    horizon_days: int
    impact: int
    effort: int
    is_heavy: bool = False
    """A system project: last in the plan, whatever it may bring."""

    def title_in(self, language: str) -> str:
        """The title in that language, English where there is none."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class Area:
    """A skill, or one of the seven functions."""

    key: str
    name: Mapping[str, str]

    def label(self, language: str) -> str:
        """Its name in that language."""
        return self.name.get(language) or self.name["en"]


@dataclass(frozen=True, slots=True)
class Question:
    """One statement to give a 1 to 5. `for_group` is None where everybody is asked."""

    key: str
    part: Part
    area: str
    for_group: Group | None
    texts: Mapping[str, QuestionText]
    action: ProposedAction
    roles: frozenset[str] = frozenset()
    """The sales roles that are asked about it, unless the workspace chose others (`roles.py`); empty: every role."""
    version: int = 1
    """2, 3 … once it was reworded; figures are compared only between equal versions."""
    earlier: Mapping[int, Mapping[str, QuestionText]] = dataclasses.field(default_factory=dict)
    """By version and language: how it was asked before."""

    def worded(self, version: int) -> "Question":
        """The question as it was asked in that version; as it is now where that is not known."""
        texts = self.earlier.get(version)
        return self if texts is None else replace(self, texts=texts, version=version)

    def text(self, language: str) -> QuestionText:
        """The question in that language, English where there is none."""
        return self.texts.get(language) or self.texts["en"]


@dataclass(frozen=True)
class Questionnaire:
    """Everything that the file says."""

    questions: Mapping[str, Question]
    skills: Mapping[Group, Mapping[str, Area]]
    functions: Mapping[str, Area]


def questionnaire_from(text: str) -> Questionnaire:
    """Read the file. Raises QuestionError."""
    try:
        file = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(f"questions.toml cannot be read: {error}") from error
    for table in ("rep", "manager", "functions"):
        if not isinstance(file.get(table), dict):
            raise QuestionError(f"questions.toml: the part [{table}] is missing")
    if unknown := set(file) - {"rep", "manager", "functions"}:
        raise QuestionError(f"questions.toml: nobody reads the part [{min(unknown)}]")
    skills = {of: {key: area_in(f"{OURS}: {of}.{key}", key, row) for key, row in file[of].items()} for of in Group}
    functions = {key: area_in(f"{OURS}: functions.{key}", key, row) for key, row in file["functions"].items()}
    questions: dict[str, Question] = {}
    for question in questions_in(file, OURS):
        if question.key in questions:
            raise QuestionError(f"questions.toml: the key {question.key} is used twice")
        questions[question.key] = question
    return Questionnaire(questions, skills, functions)


def questions_in(file: dict[str, Any], name: str) -> Iterator[Question]:
    """The questions of a file that was read, in order; `name` is what it is called. Raises QuestionError."""
    for group in Group:
        for key, row in file[group].items():
            yield _question(f"{name}: {group}.{key}", key, Part.SKILLS, key, group, row)
    for area, rows in file["functions"].items():
        for key, row in rows.items():
            if key != "name":
                yield _question(f"{name}: functions.{area}.{key}", key, Part.FUNCTIONS, area, None, row)


def area_in(where: str, key: str, row: Any) -> Area:
    """A skill or function of a file that was read. Raises QuestionError."""
    if not isinstance(row, dict) or not isinstance(row.get("name"), dict):
        raise QuestionError(f"{where} has no name")
    return Area(key, {language: _text(where, row["name"], language, 40) for language in LANGUAGES})


def _question(where: str, key: str, part: Part, area: str, group: Group | None, row: Any) -> Question:
    if not isinstance(row, dict):
        raise QuestionError(f"{where} is no question")
    if unknown := set(row) - {"name", "roles", "kpi", "horizon", "impact", "effort", "heavy", "version", *LANGUAGES}:
        raise QuestionError(f"{where}: nobody reads “{min(unknown)}”")
    titles, texts = {}, {}
    for language in LANGUAGES:
        words = row.get(language)
        if not isinstance(words, dict):
            raise QuestionError(f"{where}: the language {language} is missing")
        if unknown := set(words) - set(LONGEST):
            raise QuestionError(f"{where}.{language}: nobody reads “{min(unknown)}”")
        read = {field: _text(f"{where}.{language}", words, field, most) for field, most in LONGEST.items()}
        titles[language] = read.pop("action")
        texts[language] = QuestionText(**read)
    version = row.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise QuestionError(f"{where}: version is {version!r}; it is 1, 2, 3 …")
    roles = _roles(where, row.get("roles", []))
    return Question(key, part, area, group, texts, _action(where, row, titles), roles, version)


def _roles(where: str, roles: Any) -> frozenset[str]:
    if not isinstance(roles, list) or set(map(str, roles)) - set(SalesRole):
        raise QuestionError(f"{where}: roles is {roles!r}; it is a list of {', '.join(SalesRole)}")
    return frozenset(roles)


def _action(where: str, row: dict[str, Any], titles: dict[str, str]) -> ProposedAction:
    kpi = row.get("kpi")
    if kpi != "" and kpi not in KPIS:
        raise QuestionError(f"{where}: kpi is {kpi!r}; it is the key of a KPI, or “” for none")
    if row.get("horizon") not in HORIZONS:
        raise QuestionError(f"{where}: horizon is {row.get('horizon')!r}; it is 30, 60 or 90")
    for field in ("impact", "effort"):
        if row.get(field) not in (1, 2, 3) or isinstance(row[field], bool):
            raise QuestionError(f"{where}: {field} is {row.get(field)!r}; it is 1, 2 or 3")
    if not isinstance(row.get("heavy"), bool):
        raise QuestionError(f"{where}: heavy is {row.get('heavy')!r}; it is true or false")
    return ProposedAction(titles, kpi or None, row["horizon"], row["impact"], row["effort"], row["heavy"])


def _text(where: str, words: dict[str, Any], field: str, most: int) -> str:
    value = words.get(field)
    if not isinstance(value, str) or not value.strip():
        raise QuestionError(f"{where}: {field} is empty")
    if len(value) > most:
        raise QuestionError(f"{where}: {field} has {len(value)} characters, at most {most} fit")
    return value.strip()


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def with_earlier(questions: Mapping[str, Question], text: str, name: str = EARLIER) -> dict[str, Question]:
    """The questions, each with its earlier wordings. Raises QuestionError where one is missing or too many."""
    file = tomllib.loads(text)
    if unknown := set(file) - set(questions):
        raise QuestionError(f"{name}: nobody asks {min(unknown)}")
    return {key: _with_earlier(f"{name}: {key}", question, file.get(key, {})) for key, question in questions.items()}


def _with_earlier(where: str, question: Question, rows: dict[str, Any]) -> Question:
    if sorted(rows) != [str(version) for version in range(1, question.version)]:
        raise QuestionError(f"{where}: it is at version {question.version}, and every earlier one stands there")
    earlier = {}
    for version, languages in rows.items():
        if set(languages) != set(LANGUAGES) or any(set(words) != set(WORDING) for words in languages.values()):
            raise QuestionError(f"{where}.{version}: it has {', '.join(WORDING)} in each language")
        earlier[int(version)] = {
            language: replace(question.texts[language], three="", **words) for language, words in languages.items()
        }
    return replace(question, earlier=earlier)


_OURS = questionnaire_from(_file(OURS))
QUESTIONS: Mapping[str, Question] = with_earlier(_OURS.questions, _file(EARLIER))
"""Every question of ours, by key, in the order in which they are asked."""
FUNCTIONS: Mapping[str, Area] = _OURS.functions
"""The seven functions, in the order of the domain."""
SKILLS: Mapping[str, Area] = {key: area for areas in _OURS.skills.values() for key, area in areas.items()}
"""The skills of reps, then of managers."""
SKILLS_OF: Mapping[Group, Mapping[str, Area]] = _OURS.skills


def questions_of(part: Part, group: Group | None, among: Mapping[str, Question] = QUESTIONS) -> list[Question]:
    """Our own questions of a part for reps or managers, in order; `questions_for` adds a workspace's statements."""
    return [
        question
        for question in among.values()
        if question.part is part and (question.for_group is None or question.for_group is group)
    ]
