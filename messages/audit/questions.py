"""What is asked back about words that were typed under a question of a survey, and what becomes of them."""

from dataclasses import dataclass

from messages.audit.conversation import CONTINUE, Asked, level_text
from messages.blocks import Message, button, buttons, rendered, section, shortened, small
from messages.words import escape, words

TAKE = "audit.take"
"""Followed by `:` and the level; its value names the question and carries the words that become its comment."""
KEEP = "audit.keep"
LOG = "audit.log_it"
LEAVE = "audit.leave_it"
LONGEST_VALUE = 1900
"""Characters that a button may carry, with some room for what else stands in it."""


@dataclass(frozen=True)
class Typed:
    """Words that somebody typed under a question."""

    text: str
    comment: str = ""
    """The part of them that would be the comment of a level."""
    day: str = ""
    """ISO; the day on which they were typed, for what may be something to log."""


def level_asked(language: str, asked: Asked, typed: Typed, levels: tuple[int, ...]) -> Message:
    """No whole number from 1 to 5: the likeliest as buttons, and the words as a comment."""
    say = words(language)
    text = say("audit.asked_back", typed=shortened(typed.text, 300), area=asked.area, has_levels=bool(levels))
    likeliest = [
        button(
            level_text(say, asked.part, level), f"{TAKE}:{level}", carried(asked.ref, typed.comment), style="primary"
        )
        for level in levels
    ]
    return Message(
        text,
        rendered(
            section(text),
            small(say("audit.with_comment", text=shortened(typed.comment, 300))) if typed.comment else None,
            buttons(
                *likeliest,
                button(say.bare("audit.keep_comment"), KEEP, carried(asked.ref, typed.text)),
                button(say.bare("audit.leave_it"), LEAVE, asked.ref),
            ),
        ),
    )


def comment_asked(language: str, asked: Asked, typed: Typed) -> Message:
    """Perhaps a comment on the question, perhaps something to log."""
    say = words(language)
    text = say("audit.as_comment", typed=shortened(typed.text, 300), area=asked.area, may_log=bool(typed.day))
    log = button(say.bare("audit.log_it"), LOG, carried(typed.day, typed.text)) if typed.day else None
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("audit.keep_comment"), KEEP, carried(asked.ref, typed.text), style="primary"),
                log,
                button(say.bare("audit.leave_it"), LEAVE, asked.ref),
            ),
        ),
    )


def comment_kept(language: str, area: str) -> Message:
    """In place of the question about a comment."""
    return _small(words(language)("audit.comment_kept", area=area))


def level_taken(language: str, area: str) -> Message:
    """In place of the question about a level."""
    return _small(words(language)("audit.level_taken", area=area))


def left_out(language: str) -> Message:
    """In place of either, when the words were for nothing."""
    return _small(words(language)("audit.left_out"))


def help_text(language: str, asked: Asked) -> Message:
    """What can be typed while a question is on screen."""
    text = words(language)("audit.survey_help", asked=asked)
    return Message(text, rendered(section(text)))


def put_again(language: str, *, is_undone: bool) -> Message:
    """Before the question of the last answer, for `change` and `undo`."""
    return _small(words(language)("audit.put_again", is_undone=is_undone))


def nothing_before(language: str) -> Message:
    """The same, when nothing was answered yet."""
    return _small(words(language)("audit.nothing_before"))


def who_sees(sentence: str) -> Message:
    """Who sees the answers: the sentence of the invitation."""
    return Message(sentence, rendered(section(sentence)))


def still_waits(language: str, asked: Asked, campaign: str) -> Message:
    """Below whatever else was typed and answered: the question stands."""
    say = words(language)
    text = say("audit.still_waits", asked=asked)
    return Message(text, rendered(small(text), buttons(button(say.bare("audit.put_here"), CONTINUE, campaign))))


def carried(address: str, text: str) -> str:
    """What a button carries: what it is about, and the words, in which nobody is pinged."""
    return f"{address}\n{escape(text)}"


def _small(text: str) -> Message:
    return Message(text, rendered(small(text)))
