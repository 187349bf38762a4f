"""What somebody types while a survey asks them something: `4`, `vier`, `don't know`, `terug`, `comment: …`.

Both languages are understood, whatever the person's own. Only a text that is such a word and nothing else counts:
`4 calls` is something to log.
"""

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
        "don't know", "dont know", "i don't know", "i dont know", "do not know", "no idea", "dk",
        "weet niet", "weet ik niet", "ik weet het niet", "geen idee", "?",
    ),
    Step.BACK: ("back", "go back", "previous", "terug", "vorige"),
    Step.SKIP: ("skip", "skip it", "next", "sla over", "overslaan", "volgende"),
    Step.PAUSE: ("pause", "later", "stop", "break", "pauze", "pauzeer", "straks"),
    Step.CONTINUE: ("continue", "go on", "resume", "verder", "ga verder", "doorgaan", "ga door"),
    Step.EXPLAIN: ("explain", "explanation", "what does that mean", "uitleg", "leg uit", "wat betekent dat"),
}  # fmt: skip
_STEPS = {word: step for step, words in WORDS.items() for word in words}
_COMMENT = ("comment:", "remark:", "opmerking:", "toelichting:")


def read_answer(text: str) -> Said | None:
    """What the text says to a survey; None when it is anything else."""
    typed = text.strip()
    for beginning in _COMMENT:
        if typed[: len(beginning)].lower() == beginning and typed[len(beginning) :].strip():
            return Said(Step.COMMENT, text=typed[len(beginning) :].strip())
    word = " ".join(folded(typed).replace("’", "'").split())
    word = word if word == "?" else word.rstrip("!?,. ")
    if word in LEVELS:
        return Said(Step.LEVEL, level=LEVELS[word])
    step = _STEPS.get(word)
    return Said(step) if step else None
