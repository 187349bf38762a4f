"""What is asked outside Slack while somebody waits: a modal stays open for it, and shows what came of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.answers import Answer, AskOutside
from handlers.door.transaction import Caller
from messages.blocks import View

Outside: TypeAlias = Callable[[str, str], Awaitable[None]]
"""Asks, with a workspace's id and what it is about; what came of it stands in the database."""


def asking(
    outside: Mapping[str, Outside], take: Callable[..., Awaitable[list[Answer]]], client: AsyncWebClient, caller: Caller
) -> Callable[[AskOutside], Awaitable[list[Answer]]]:
    """How this caller's questions are asked, and what there is to say then."""

    async def ask(asked: AskOutside) -> list[Answer]:
        if (by := outside.get(asked.name)) is not None:
            await by(asked.workspace_id, asked.about)
        return await take(client, replace(caller, key=""), asked.then, asked.about)

    return ask


def waiting(answers: Sequence[Answer]) -> dict[str, Any]:
    """The acknowledgement of a form: it closes, or says what it waits for."""
    views = (one.meanwhile for one in answers if isinstance(one, AskOutside))
    view = next((view for view in views if isinstance(view, View)), None)
    return {} if view is None else {"response_action": "update", "view": view.json}
