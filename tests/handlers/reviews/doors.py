"""What the tests of reviews press, type and fill in, as the door looks it up."""

from collections.abc import Iterator
from typing import Any

from handlers.door.answers import Answers
from handlers.door.request import Form, Press, Request
from handlers.reviews import feature
from messages.blocks import Message


def listed(answers: Answers) -> list[Any]:
    """The answers as a list."""
    return list(answers) if isinstance(answers, list | tuple) else [answers] if answers is not None else []


def elements(value: Any) -> Iterator[dict[str, Any]]:
    """Everything with an action id, in messages, views and answers."""
    if isinstance(value, dict):
        if "action_id" in value:
            yield value
        for one in value.values():
            yield from elements(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from elements(one)
    elif isinstance(value, Message):
        yield from elements(value.blocks)
    elif hasattr(value, "message"):
        yield from elements(value.message)
    elif hasattr(value, "view"):
        yield from elements(value.view.json)


def button_of(answers: Any, action_id: str) -> Press:
    """The button with this action id, as it is pressed. An IndexError where there is none."""
    found = [one for one in elements(answers) if one["action_id"] == action_id]
    return Press(action_id, found[0].get("value", ""))


def press(request: Request, at: Press) -> Answers:
    """Press it, as the door looks it up."""
    return feature.presses[at.action_id.partition(":")[0]](request, at)


def submit(request: Request, form_id: str, fields: dict[str, Any], metadata: str) -> Answers:
    """Submit the form."""
    return feature.forms[form_id](request, Form(fields, metadata))


def said(request: Request, text: str) -> Answers:
    """Type it in the DM while something is asked."""
    assert feature.reply is not None
    return feature.reply(request, text)


def texts(answers: Any) -> str:
    """Everything that is said, in one string."""
    return "\n".join(
        f"{one.message.text}\n{one.message.blocks}" if hasattr(one, "message") else repr(getattr(one, "view", one))
        for one in listed(answers)
    )
