"""What somebody types while a survey asks them something: `4`, `vier`, `don't know`, `terug`, `3 but it depends`.

Both languages are understood, whatever the person's own. `read_answer` takes only a text that is such a word and
nothing else, as other conversations need it; `read_under_question` whatever is said in more words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.audit_levels import read_rated
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


LEVELS: dict[str, int] = {
    word: level
    for level, words in enumerate(("one een", "two twee", "three drie", "four vier", "five vijf"), start=1)
    for word in (str(level), f"{level}.", f":{words.split()[0]}:", *words.split())
}
WORDS: dict[Step, tuple[str, ...]] = {
    Step.DONT_KNOW: (
        "don't know",
        "dont know",
        "i don't know",
        "i dont know",
        "do not know",
        "no idea",
        "dk",
        "weet niet",
        "weet ik niet",
        "ik weet het niet",
        "geen idee",
    ),
    Step.BACK: ("back", "go back", "previous", "terug", "ga terug", "vorige", "vorige vraag"),
    Step.SKIP: ("skip", "skip it", "next", "sla over", "overslaan", "volgende"),
    Step.PAUSE: (
        *("pause", "later", "stop", "break", "not now", "i'll do this later", "continue later", "no time now"),
        *("pauze", "pauzeer", "straks", "nu niet", "nu even niet", "even niet", "ik doe dit later", "straks verder"),
        *("later verder", "geen tijd nu", "nu geen tijd"),
    ),
    Step.CONTINUE: ("continue", "go on", "resume", "verder", "ga verder", "doorgaan", "ga door"),
    Step.EXPLAIN: ("explain", "explanation", "what does that mean", "uitleg", "leg uit", "wat betekent dat"),
}
_STEPS = {word: step for step, words in WORDS.items() for word in words}
_KEYCAP = re.compile("[\ufe0f\u20e3]")
_COMMENT = ("comment:", "remark:", "opmerking:", "toelichting:")


def read_answer(text: str) -> Said | None:
    """What the text says to a survey; None when it is anything else."""
    typed = text.strip()
    for beginning in _COMMENT:
        if typed[: len(beginning)].lower() == beginning and typed[len(beginning) :].strip():
            return Said(Step.COMMENT, text=typed[len(beginning) :].strip())
    word = _word(typed)
    if word in LEVELS:
        return Said(Step.LEVEL, level=LEVELS[word])
    step = _STEPS.get(word)
    return Said(step) if step else None


def read_under_question(text: str, labels: Mapping[str, int], area: str = "") -> Said:
    """What the text says to the question on screen; `REMARK` for anything else.

    `labels` are the words on its buttons; `area` its name, which may stand before the answer: `Prospecting: 4`.
    """
    if said := read_answer(text):
        return said
    typed = text.strip()
    if asked := _about_the_survey(_word(typed), typed):
        return Said(asked)
    beginning, _, rest = typed.partition(" ")
    if f"{beginning.lower().rstrip(':')}:" in _COMMENT and rest.strip():
        return Said(Step.COMMENT, text=rest.strip())
    is_named = bool(area) and typed.lower().startswith(area.lower())
    rated = read_rated(typed[len(area) :].lstrip(" :=-") if is_named else typed, labels)
    if rated is None:
        return Said(Step.REMARK, text=typed)
    if rated.word:
        return Said(Step(rated.word), text=rated.comment)
    if rated.is_plain:
        return Said(Step.LEVEL, level=rated.levels[0], text=rated.comment)
    return Said(Step.NEAR, text=rated.comment, near=rated.levels)


_SURVEY = vocabulary().section("survey_words")
_ASKS = frozenset(
    {"who", "is", "are", "does", "do", "can", "will", "wie", "kan", "ziet", "leest", "zijn", "mag", "wordt"}
)
MOST_WORDS = 9
"""Of a question about the survey itself; in a longer text its words stand for something else."""


def _about_the_survey(word: str, typed: str) -> Step | None:
    """Help, undo, change, why, who sees this: the same words in a sentence of a few."""
    for step in (Step.HELP, Step.UNDO, Step.CHANGE):
        if word in _SURVEY[step.value]:
            return step
    if word in _SURVEY["why"]:
        return Step.EXPLAIN
    words = word.split()
    if len(words) > MOST_WORDS or not words:
        return None
    if any(one in _SURVEY["change"] for one in words) and any(one in _SURVEY["answer"] for one in words):
        return Step.CHANGE
    asks = typed.rstrip().endswith("?") or words[0] in ("who", "wie")
    return Step.WHO if asks and words[0] in _ASKS and any(one in _SURVEY["who"] for one in words) else None


def _word(typed: str) -> str:
    word = " ".join(folded(_KEYCAP.sub("", typed)).replace("’", "'").split())
    return word if not word.strip("!?,. ") else word.rstrip("!?,. ")
