"""What we say about a workspace's choices for its surveys: custom statements, best-in-class levels, and k."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.blocks import Message, button, divider, rendered, section, small
from messages.words import words

SET_K = "audit.set_k"
RETIRE = "audit.retire"
SWITCH = "audit.switch"
"""Followed by `:` and `on` or `off`."""


@dataclass(frozen=True)
class Statement:
    """A statement of the workspace's own."""

    key: str
    area: str
    text: str
    is_on: bool = True
    """Of a ready-made one: whether it is asked."""


def k_set(language: str, k: int, before: int) -> Message:
    """From how many answers on a figure is shown, from the next campaign on."""
    say = words(language)
    text = say("audit.k_set", k=k)
    undo = button(say.bare("audit.k_back", k=before), SET_K, str(before)) if before != k else None
    return Message(text, rendered(section(text, button=undo)))


def statements(
    language: str, own: Sequence[Statement], ready_made: Sequence[Statement] = (), *, added: Statement | None = None
) -> Message:
    """The statements that the workspace added, and the ready-made ones, each with its switch."""
    say = words(language)
    text = say("audit.statement_added", statement=added) if added else say("audit.statements", num=len(own))
    lines = [
        section(say("audit.own_statement", statement=one), button=button(say.bare("audit.retire"), RETIRE, one.key))
        for one in own[:40]
    ]
    offered = [
        section(
            say("audit.ready_made", statement=one),
            button=button(
                say.bare("audit.switch_off" if one.is_on else "audit.switch_on"),
                f"{SWITCH}:{'off' if one.is_on else 'on'}",
                one.key,
            ),
        )
        for one in ready_made
    ]
    head = [divider(), section(say("audit.ready_made_title"))] if offered else []
    blocks = rendered(section(text), *lines, small(say("audit.statement_how")), *head, *offered)
    return Message(text, blocks)


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
