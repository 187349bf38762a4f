"""What we say about a workspace's choices for its surveys: custom statements, best-in-class levels, and k."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.blocks import Message, button, rendered, section, small
from messages.words import words

SET_K = "audit.set_k"
RETIRE = "audit.retire"


@dataclass(frozen=True)
class Statement:
    """A statement of the workspace's own."""

    key: str
    area: str
    text: str


def k_set(language: str, k: int, before: int) -> Message:
    """From how many answers on a figure is shown, from the next campaign on."""
    say = words(language)
    text = say("audit.k_set", k=k)
    undo = button(say.bare("audit.k_back", k=before), SET_K, str(before)) if before != k else None
    return Message(text, rendered(section(text, button=undo)))


def statements(language: str, own: Sequence[Statement], *, added: Statement | None = None) -> Message:
    """The statements that the workspace added."""
    say = words(language)
    text = say("audit.statement_added", statement=added) if added else say("audit.statements", num=len(own))
    lines = [
        section(say("audit.own_statement", statement=one), button=button(say.bare("audit.retire"), RETIRE, one.key))
        for one in own[:40]
    ]
    return Message(text, rendered(section(text), *lines, small(say("audit.statement_how"))))


def statement_retired(language: str, statement: Statement) -> Message:
    """No longer asked from the next campaign on."""
    text = words(language)("audit.statement_retired", statement=statement)
    return Message(text, rendered(section(text)))


def standard_set(language: str, skill: str, level: float) -> Message:
    """What best in class means for a skill."""
    text = words(language)("audit.standard_set", skill=skill, level=level)
    return Message(text, rendered(section(text)))


def roles_chosen(language: str, skills: Sequence[str]) -> Message:
    """Of which skills others are asked now."""
    text = words(language)("audit.roles_chosen", skills=list(skills))
    return Message(text, rendered(section(text)))
