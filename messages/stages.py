"""What we say about the stages of deals and their probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.blocks import Message, button, rendered, section, small
from messages.words import Words, words

UNDO = "stages.undo"


@dataclass(frozen=True)
class Step:
    """A stage with its probability (percent) today, and the one that it has from some later day on."""

    key: str
    probability: int
    later: int


def overview(language: str, steps: Sequence[Step]) -> Message:
    """The stages in order."""
    say = words(language)
    title = say("stages.title")
    return Message(title, rendered(section(f"*{title}*\n{_lines(say, steps)}"), small(say("stages.how_to"))))


def noted(language: str, steps: Sequence[Step], day: date, change_id: str) -> Message:
    """They hold from a day on; one press takes it back."""
    say = words(language)
    text = say("stages.noted", day=day)
    undo = button(say.bare("stages.undo_it"), UNDO, change_id)
    return Message(
        text, rendered(section(f"{text}\n{_lines(say, steps)}", button=undo), small(say("stages.past_stays")))
    )


def undone(language: str, steps: Sequence[Step]) -> Message:
    """They are what they were."""
    say = words(language)
    text = say("stages.undone")
    return Message(text, rendered(section(f"{text}\n{_lines(say, steps)}")))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("stages.help")
    return Message(text, rendered(section(text)))


def _lines(say: Words, steps: Sequence[Step]) -> str:
    return "\n".join(say("stages.line", step=step) for step in steps)
