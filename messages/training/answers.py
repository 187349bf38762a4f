"""What we answer about training: added, changed, removed, who comes, who was there."""

from collections.abc import Sequence

from messages.blocks import Message, button, buttons, rendered, section
from messages.training.overview import SEE, UNANSWER, hours
from messages.training.views import TrainingView, name_of
from messages.words import words

UNDO = "training.undo"


def stored(language: str, view: TrainingView, what: str, people: Sequence[str] = ()) -> Message:
    """`what`: `added`, `changed`, `removed`, `restored` or `as_before`; `people` were put on it at once."""
    say = words(language)
    name = name_of(say, view)
    text = say("training.stored", what=what, training=view, name=name, hours=hours(say, view.minutes), people=people)
    undo = button(say.bare("training.undo"), UNDO, view.id) if what in ("added", "changed", "removed") else None
    see = button(say.bare("training.see"), f"{SEE}:{view.id}", view.id) if what != "removed" else None
    return Message(text, rendered(section(text), buttons(undo, see) if undo or see else None))


def seats(language: str, view: TrainingView, what: str, people: Sequence[str], *, is_own: bool) -> Message:
    """`what`: `put_on` or `taken_off`."""
    say = words(language)
    text = say("training.seats", what=what, training=view, name=name_of(say, view), people=people, is_own=is_own)
    return Message(text, rendered(section(text, button=button(say.bare("training.see"), f"{SEE}:{view.id}", view.id))))


def answered(
    language: str, view: TrainingView, what: str, people: Sequence[str], person_id: str = "", minutes: int = 0
) -> Message:
    """`what`: `attended`, `missed` or `unanswered`; `people` empty: the reader themself."""
    say = words(language)
    text = say(
        "training.answered", what=what, training=view, name=name_of(say, view), people=people, hours=hours(say, minutes)
    )
    undo = None
    if person_id and what != "unanswered":
        undo = button(say.bare("training.undo"), UNANSWER, f"{view.id} {person_id}")
    return Message(text, rendered(section(text, button=undo)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("training.help")
    return Message(text, rendered(section(text)))
