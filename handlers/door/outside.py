"""What is asked outside Slack while somebody waits: a modal stays open for it, and shows what came of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.answers import Answer, AskOutside, FormErrors, UpdateModal
from handlers.door.origin import from_message
from handlers.door.transaction import Caller
from messages.blocks import View

Outside: TypeAlias = Callable[[str, str], Awaitable[str | None]]
"""Asks, with a workspace's id and what it is about. What came of it stands in the database (None), or is told."""


def asking(
    outside: Mapping[str, Outside], take: Callable[..., Awaitable[list[Answer]]], client: AsyncWebClient, caller: Caller
) -> Callable[[AskOutside], Awaitable[list[Answer]]]:
    """How this caller's questions are asked, and what there is to say then."""

    async def ask(asked: AskOutside) -> list[Answer]:
        by = outside.get(asked.name)
        told = None if by is None else await by(asked.workspace_id, asked.about)
        return await take(client, replace(caller, key=""), asked.then, asked.about if told is None else told)

    return ask


def waiting(answers: Sequence[Answer], body: dict[str, Any]) -> tuple[dict[str, Any], list[Answer]]:
    """The acknowledgement of a form, and what is left to say: it closes, has errors, is another one, or says what it waits for."""
    errors = next((one.errors for one in answers if isinstance(one, FormErrors)), None)
    if errors is not None:
        return {"response_action": "errors", "errors": errors}, []
    shown = next((one for one in answers if isinstance(one, UpdateModal)), None)
    waits = (one.meanwhile for one in answers if isinstance(one, AskOutside))
    view = shown.view if shown else next((one for one in waits if isinstance(one, View)), None)
    rest = [one for one in answers if one is not shown]
    return ({"response_action": "update", "view": from_message(view.json, body)} if view else {}), rest
