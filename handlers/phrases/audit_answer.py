"""What somebody types while a survey asks them something: `4`, `vier`, `don't know`, `terug`, `3 but it depends`.

Both languages are understood, whatever the person's own. `read_answer` takes only a text that is such a word and
nothing else, as other conversations need it; `read_under_question` whatever is said in more words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.audit_levels import read_corrected, read_misspelled, read_rated
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
        *("later verder", "geen tijd nu", "nu geen tijd", "vanavond verder", "morgen verder", "kan dit later"),
        *("kan dit morgen", "ik doe dit morgen", "ik doe dit vanavond", "ik doe dit straks verder"),
        *("ik doe dit later verder", "ik doe dit morgen verder", "ik doe dit vanavond verder", "brb"),
        *("be right back", "can we do this later", "can we do this tomorrow", "i'll do this tomorrow"),
    ),
    Step.CONTINUE: ("continue", "go on", "resume", "verder", "ga verder", "doorgaan", "ga door"),
    Step.EXPLAIN: ("explain", "explanation", "what does that mean", "uitleg", "leg uit", "wat betekent dat"),
}
_STEPS = {word: step for step, words in WORDS.items() for word in words}
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
    if f"{beginning.lower().rstrip(':')}:" in _COMMENT and rest.strip():
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


_SUBJECT = re.compile(r"(?:is|zit op|krijgt|scoort|scores|gets) ", re.IGNORECASE)
_SO = re.compile(r"(?:^|[\s,;])(?:dus|so|therefore),? ", re.IGNORECASE)


def _without_subject(typed: str, about: str) -> str:
    """`4` of `Anna is 4` and `she is 4`."""
    first, _, rest = typed.partition(" ")
    names = {name.lower() for name in (about, *about.split()[:1]) if name} | {"she", "he", "ze", "zij", "hij"}
    is_subject = bool(about) and first.lower() in names and _SUBJECT.match(rest)
    return rest[is_subject.end() :] if is_subject else typed


def _concluded(typed: str, labels: Mapping[str, int]) -> Said | None:
    """A sentence that ends in its answer: `…, so a 4`, `…, dus ik geef een 4`; all of it is the comment."""
    ends = [found.end() for found in _SO.finditer(typed)]
    rated = read_rated(typed[ends[-1] :], labels) if ends else None
    if rated is None or rated.comment or rated.word or not rated.is_plain:
        return None
    return Said(Step.LEVEL, level=rated.levels[0], text=typed)


_SURVEY = vocabulary().section("survey_words")
_ASKS = frozenset(
    {"who", "is", "are", "does", "do", "can", "will", "wie", "kan", "ziet", "leest", "zijn", "mag", "wordt", "krijgt"}
)
_READERS = frozenset(
    [
        "baas",
        "manager",
        "directie",
        "iemand",
        "invul",
        "antwoord",
        "antwoorden",
        "boss",
        "anyone",
        "anybody",
        "answers",
        "answer",
    ]
)
"""Without a question mark: whom, or what, such a question is about."""
_POLITE = frozenset(
    ["aub", "svp", "alsjeblieft", "pls", "plz", "please", "graag", "eens", "even", "sorry", "maar", "eventjes"]
)
_WHAT_IT_MEANS = (
    *("wat betekent", "wat is het verschil", "wat bedoel"),
    *("what does", "what is the difference", "what's the difference", "what do you mean"),
)
_HOW_MANY = ("hoeveel vragen", "hoe lang nog", "how many questions", "how many more", "how much longer")
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
    if word.startswith(_HOW_MANY):
        return Step.HELP
    if word.startswith(_WHAT_IT_MEANS):
        return Step.EXPLAIN
    if any(one in _SURVEY["change"] for one in words) and any(one in _SURVEY["answer"] for one in words):
        return Step.CHANGE
    asks = typed.rstrip().endswith("?") or words[0] in ("who", "wie") or not _READERS.isdisjoint(words)
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
    if last is Step.PAUSE or (said[0] is Step.PAUSE and "brb" in typed.lower()):
        return Step.PAUSE
    return last if all(one in (Step.UNDO, last) for one in before) else None


def _politely(clause: str) -> Step | None:
    word = " ".join(one for one in _word(clause).split() if one not in _POLITE)
    step = _STEPS.get(word) or _survey_word(word)
    return step if step in (Step.PAUSE, Step.BACK, Step.SKIP, Step.UNDO, Step.EXPLAIN, Step.HELP) else None


def _word(typed: str) -> str:
    word = " ".join(folded(cleaned(typed)).split())
    return word if not word.strip("!?,. ") else word.rstrip("!?,. ")
