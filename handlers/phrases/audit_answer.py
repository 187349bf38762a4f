"""What somebody types while a survey asks them something: `4`, `vier`, `don't know`, `terug`, `3 but it depends`.

Both languages are understood, whatever the person's own. `read_answer` takes only a text that is such a word and
nothing else, as other conversations need it; `read_under_question` whatever is said in more words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.audit_levels import DIGITS, read_corrected, read_misspelled, read_rated
from handlers.phrases.cut_words import cleaned
from handlers.phrases.tokens import folded
from models.vocabulary import vocabulary


class Step(StrEnum):
    """What a word asks of the conversation."""

    LEVEL = "level"
    DONT_KNOW = "dont_know"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    CONTINUE = "continue"
    EXPLAIN = "explain"
    COMMENT = "comment"
    NOT_MY_JOB = "not_my_job"
    NEAR = "near"
    """A rating that is no plain 1 to 5: asked back."""
    HELP = "help"
    UNDO = "undo"
    CHANGE = "change"
    WHO = "who"
    """Who sees the answers."""
    REMARK = "remark"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a conversation."""

    step: Step
    level: int | None = None
    """1 to 5, with `LEVEL`."""
    text: str = ""
    """A comment: with `COMMENT`, or typed behind an answer."""
    near: tuple[int, ...] = ()
    """The likeliest levels, with `NEAR`."""


_WORDS = vocabulary()
_SURVEY = _WORDS.section("survey_words")
_ASKS, _READERS, _POLITE = (_WORDS.words("survey_words", key) for key in ("asks", "readers", "polite"))
"""Words with which a question about the survey begins, whom or what it is about, and what is only polite."""
_STEPS = {word: Step(step) for word, step in _WORDS.table("plain_steps").items()}
_KEYCAPS = {":one:": 1, ":two:": 2, ":three:": 3, ":four:": 4, ":five:": 5}
"""As Slack calls them, in every language."""
_LEVELS = DIGITS | {f"{level}.": level for level in range(1, 6)} | _KEYCAPS


def read_answer(text: str) -> Said | None:
    """What the text says to a survey; None when it is anything else."""
    typed = text.strip()
    for beginning in _SURVEY["comment"]:
        if typed[: len(beginning)].lower() == beginning and typed[len(beginning) :].strip():
            return Said(Step.COMMENT, text=typed[len(beginning) :].strip())
    word = _word(typed)
    if word in _LEVELS:
        return Said(Step.LEVEL, level=_LEVELS[word])
    step = _STEPS.get(word)
    return Said(step) if step else None


def read_under_question(text: str, labels: Mapping[str, int], area: str = "", about: str = "") -> Said:
    """What the text says to the question on screen; `REMARK` for anything else.

    `labels` are the words on its buttons; `area` its name, which may stand before the answer: `Prospecting: 4`;
    `about` the name of the person whom it is about, if any: `Anna is een 4`.
    """
    if said := read_answer(text):
        return said
    typed = text.strip()
    if asked := _about_the_survey(_word(typed), typed):
        return Said(asked)
    beginning, _, rest = typed.partition(" ")
    if f"{beginning.lower().rstrip(':')}:" in _SURVEY["comment"] and rest.strip():
        return Said(Step.COMMENT, text=rest.strip())
    is_named = bool(area) and typed.lower().startswith(area.lower())
    said_of = typed[len(area) :].lstrip(" :=-") if is_named else _without_subject(typed, about)
    if corrected := read_corrected(said_of):
        return Said(Step.NEAR, near=corrected)
    rated = read_rated(said_of, labels)
    if (rated is None or not rated.is_plain) and (concluded := _concluded(typed, labels)):
        return concluded
    if rated is None:
        likely = read_misspelled(said_of)
        return Said(Step.NEAR, near=likely) if likely else Said(Step.REMARK, text=typed)
    if rated.word:
        return Said(Step(rated.word), text=rated.comment)
    if rated.is_plain:
        return Said(Step.LEVEL, level=rated.levels[0], text=rated.comment)
    return Said(Step.NEAR, text=rated.comment, near=rated.levels)


_GETS = re.compile(rf"(?:{'|'.join(_SURVEY['gets'])}) ", re.IGNORECASE)
_SO = re.compile(rf"(?:^|[\s,;])(?:{'|'.join(_SURVEY['concludes'])}),? ", re.IGNORECASE)


def _without_subject(typed: str, about: str) -> str:
    """`4` of `Anna is 4` and `she is 4`."""
    first, _, rest = typed.partition(" ")
    names = {name.lower() for name in (about, *about.split()[:1]) if name}.union(_SURVEY["subjects"])
    is_subject = bool(about) and first.lower() in names and _GETS.match(rest)
    return rest[is_subject.end() :] if is_subject else typed


def _concluded(typed: str, labels: Mapping[str, int]) -> Said | None:
    """A sentence that ends in its answer: `…, so a 4`, `…, dus ik geef een 4`; all of it is the comment."""
    ends = [found.end() for found in _SO.finditer(typed)]
    rated = read_rated(typed[ends[-1] :], labels) if ends else None
    if rated is None or rated.comment or rated.word or not rated.is_plain:
        return None
    return Said(Step.LEVEL, level=rated.levels[0], text=typed)


MOST_WORDS = 9
"""Of a question about the survey itself; in a longer text its words stand for something else."""


def _about_the_survey(word: str, typed: str) -> Step | None:
    """Help, undo, change, why, who sees this: the same words in a sentence of a few."""
    if step := _survey_word(word):
        return step
    words = word.split()
    if len(words) > MOST_WORDS or not words:
        return None
    if step := _in_clauses(typed):
        return step
    if word.startswith(_SURVEY["how_many"]):
        return Step.HELP
    if word.startswith(_SURVEY["what_it_means"]):
        return Step.EXPLAIN
    if any(one in _SURVEY["change"] for one in words) and any(one in _SURVEY["answer"] for one in words):
        return Step.CHANGE
    asks = (
        typed.rstrip().endswith("?")
        or words[0] in _WORDS.words("survey_words", "who_asks")
        or not _READERS.isdisjoint(words)
    )
    return Step.WHO if asks and words[0] in _ASKS and any(one in _SURVEY["who"] for one in words) else None


def _survey_word(word: str) -> Step | None:
    for step in (Step.HELP, Step.UNDO, Step.CHANGE):
        if word in _SURVEY[step.value]:
            return step
    return Step.EXPLAIN if word in _SURVEY["why"] else None


def _in_clauses(typed: str) -> Step | None:
    """`next pls`, `oei verkeerd, ga eens terug`, `ik zit bij een klant, later`, `brb, customer on the phone`.

    A reason may stand beside a wish to stop for now; whatever else stands beside a word is a remark.
    """
    said = [_politely(clause) for clause in re.split(r"[,;:.…!?]+", typed) if clause.strip()]
    if not said:
        return None
    *before, last = said
    if last is Step.PAUSE or (said[0] is Step.PAUSE and any(away in typed.lower() for away in _SURVEY["away"])):
        return Step.PAUSE
    return last if all(one in (Step.UNDO, last) for one in before) else None


def _politely(clause: str) -> Step | None:
    word = " ".join(one for one in _word(clause).split() if one not in _POLITE)
    step = _STEPS.get(word) or _survey_word(word)
    return step if step in (Step.PAUSE, Step.BACK, Step.SKIP, Step.UNDO, Step.EXPLAIN, Step.HELP) else None


def _word(typed: str) -> str:
    word = " ".join(folded(cleaned(typed)).split())
    return word if not word.strip("!?,. ") else word.rstrip("!?,. ")
