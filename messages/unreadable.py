"""What we say to typed text that cannot be read: one sentence, what was understood, an example."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from messages.blocks import Message, rendered, section, small
from messages.words import Markup, Words, escape, words
from models.money import Money

Value: TypeAlias = str | int | date | Money

_SPEAKS_FOR_ITSELF = frozenset({"kind", "order", "account", "date", "amount", "action"})
_TWO_READINGS = frozenset({"amount_unclear", "date_ambiguous"})


@dataclass(frozen=True)
class Unread:
    """A reason of `handlers/phrases/unreadable.py` with what belongs to it."""

    reason: str
    rest: str = ""
    """The part that was not understood, as typed."""
    suggestions: Sequence[str] = ()
    understood: Sequence[tuple[str, Value]] = field(default_factory=tuple)
    """A label and its value."""
    example: str = ""
    """A whole line to type instead, with its command."""


def unreadable(language: str, unread: Unread) -> Message:
    """Why nothing was stored, and how to say it."""
    say = words(language)
    text = Markup(f"{_sentence(say, unread)} {say('unreadable.nothing_stored')}")
    extra = []
    if unread.understood:
        parts = " · ".join(_part(say, label, value) for label, value in unread.understood)
        extra.append(say("unreadable.understood", parts=Markup(parts)))
    if unread.example:
        extra.append(say("unreadable.example", line=code(unread.example)))
    return Message("\n".join([text, *extra]), rendered(section(text), *(small(line) for line in extra)))


def sentence(language: str, unread: Unread) -> str:
    """The one sentence alone, as plain text: for the error under a field of a form."""
    say = words(language)
    bare = say.bare(f"unreadable.{unread.reason}", rest=unread.rest)
    return f"{bare} {_choice(say, unread)}".replace("`", "").strip()


def code(line: str) -> Markup:
    """A line that can be typed over, in Slack's code marks."""
    return Markup(f"`{escape(line).replace('`', '')}`")


def _sentence(say: Words, unread: Unread) -> str:
    return f"{say(f'unreadable.{unread.reason}', rest=unread.rest)} {_choice(say, unread)}".strip()


def _choice(say: Words, unread: Unread) -> str:
    """What may have been meant."""
    if not unread.suggestions:
        return ""
    macro = "readings" if unread.reason in _TWO_READINGS else "did_you_mean"
    return say(f"unreadable.{macro}", options=Markup(", ".join(code(each) for each in unread.suggestions)))


def _part(say: Words, label: str, value: Value) -> str:
    view = _in_words(say, label, value)
    return view if label in _SPEAKS_FOR_ITSELF else f"{say(f'unreadable.label_{label}')}: {view}"


def _in_words(say: Words, label: str, value: Value) -> str:
    if label == "kind" and say.has(f"activity.kind_{value}"):
        return say(f"activity.kind_{value}")
    if label == "order":
        return say(f"unreadable.order_{value}")
    if label == "duration":
        return say("unreadable.minutes", minutes=value)
    if isinstance(value, Money):
        return say.money(value)
    if isinstance(value, date):
        return say.day(value)
    return escape(str(value))
