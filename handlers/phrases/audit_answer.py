"""What somebody types while a survey asks them something: `4`, `vier`, `don't know`, `terug`, `comment: …`.

Both languages are understood, whatever the person's own. Only a text that is such a word and nothing else counts:
`4 calls` is something to log.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.tokens import folded


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


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a conversation."""

    step: Step
    level: int | None = None
    """1 to 5, with `LEVEL`."""
    text: str = ""
    """With `COMMENT`."""


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
        "?",
    ),
    Step.BACK: ("back", "go back", "previous", "terug", "vorige"),
    Step.SKIP: ("skip", "skip it", "next", "sla over", "overslaan", "volgende"),
    Step.PAUSE: ("pause", "later", "stop", "break", "pauze", "pauzeer", "straks"),
    Step.CONTINUE: ("continue", "go on", "resume", "verder", "ga verder", "doorgaan", "ga door"),
    Step.EXPLAIN: ("explain", "explanation", "what does that mean", "uitleg", "leg uit", "wat betekent dat"),
}
_STEPS = {word: step for step, words in WORDS.items() for word in words}
_BESIDE = re.compile(
    r"[-+]?\d{1,3}([.,]\d+)?( ?(-|/|a|of|or|tot|to) ?\d{1,3})?|:[a-z0-9_+'-]+:|[^\w\s]+"
    r"|(zero|nul|six|zes|seven|zeven|eight|acht|nine|negen|ten|tien)"
    r"|(\d|\w+) (en een|and a) (half|halve)|\w+enhalf|anderhalf|anderhalve"
)
"""What cannot be meant for anything but a question that asks for 1 to 5, and is no answer to it."""
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


def is_beside_the_levels(text: str) -> bool:
    """Whether a text that is no answer was meant as one: `6`, `3,5`, `nul`, `4 or 5`, an emoji."""
    return read_answer(text) is None and _BESIDE.fullmatch(_word(text.strip())) is not None


def _word(typed: str) -> str:
    word = " ".join(folded(_KEYCAP.sub("", typed)).replace("’", "'").split())
    return word if not word.strip("!?,. ") else word.rstrip("!?,. ")
