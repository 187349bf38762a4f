"""The eight situations, one at a time; and what the answers suggest, for the person to confirm."""

from collections.abc import Sequence

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.style.answers import CHOOSE, four_buttons, lines_of
from messages.words import words
from models.style.preference import Style
from models.style.questions import CHOICES

ANSWER = "style.answer"
STOP = "style.stop"


def question(language: str, answers: str) -> Message:
    """The situation after these answers. Its buttons carry the answers, which stand nowhere else."""
    say = words(language)
    told = CHOICES[len(answers)].texts[say.language]
    text = say("style.question", number=len(answers) + 1, of=len(CHOICES), **told)
    row = buttons(
        button("A", f"{ANSWER}:a", answers + "a"),
        button("B", f"{ANSWER}:b", answers + "b"),
        button(say.bare("style.back"), f"{ANSWER}:back", answers[:-1] or "-") if answers else None,
        button(say.bare("style.stop"), STOP),
    )
    note = None if answers else small(say("style.not_kept"))
    return Message(text, rendered(section(text), row, note))


def suggestion(language: str, styles: Sequence[Style], answers: str) -> Message:
    """What eight answers suggest; the person chooses that one, or another."""
    say = words(language)
    text = say("style.suggested", styles=list(styles))
    suggested = [
        button(say.bare("style.choose", style=style), f"{CHOOSE}:{style}", style.value, style="primary")
        for style in styles
    ]
    others = [one for one, style in zip(four_buttons(say), Style, strict=True) if style not in styles]
    back = button(say.bare("style.back"), f"{ANSWER}:back", answers[:-1])
    rest = [small(say("style.other_than_that"))] if others else []
    return Message(
        text,
        rendered(
            section(f"{text}\n{lines_of(say, list(styles))}"),
            buttons(*suggested),
            *rest,
            buttons(*others, back, button(say.bare("style.stop"), STOP)),
            small(say("style.what_it_is")),
        ),
    )


def stopped(language: str) -> Message:
    """They left off; nothing was kept."""
    text = words(language)("style.stopped")
    return Message(text, rendered(section(text)))
