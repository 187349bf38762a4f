"""What is asked outside, of a CRM, a calendar or Slack's files, while somebody waits: in a modal that stays open, or below.

Whatever happens, there is something to say then, in the place where it says that it is being read.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door import visits
from handlers.door.answers import Answer, AskOutside, FormErrors, ReadFile, UpdateModal, in_place
from handlers.door.callers import Caller
from handlers.door.files import read_file
from handlers.door.origin import from_message
from handlers.door.refusing import crashed
from messages.blocks import View

Outside: TypeAlias = Callable[[str, str], Awaitable[str | None]]
"""Asks, with a workspace's id and what it is about. What came of it stands in the database (None), or is told."""
log = logging.getLogger("koers.door")


@dataclass(frozen=True)
class Asking:
    """Asks for one caller. `take` brings a handler and what it is given to the database and back."""

    outside: Mapping[str, Outside]
    take: Callable[..., Awaitable[list[Answer]]]
    client: AsyncWebClient
    caller: Caller
    one_file: asyncio.Lock
    """Large files that are read together would fill the memory."""

    async def __call__(self, asked: AskOutside | ReadFile) -> list[Answer]:
        """What there is to say of it: what follows is a request of its own, by the same person."""
        if isinstance(asked, ReadFile):
            async with self.one_file:
                return await self._answers(asked)
        is_modal, answers = isinstance(asked.meanwhile, View | None), await self._answers(asked)
        return [in_place(answer, self.caller.language) for answer in answers] if is_modal else answers

    async def _answers(self, asked: AskOutside | ReadFile) -> list[Answer]:
        visits.begin(self.caller.visit)
        try:
            found = await self._found(asked)
        except Exception:
            # The edge of one question: whoever is waiting in Slack gets an answer, and the log the rest.
            reference = visits.REFERENCE.get()
            log.exception("asking outside failed, reference %s", reference)
            return [crashed(self.caller.language, reference)]
        return await self.take(self.client, replace(self.caller, key=""), asked.then, found)

    async def _found(self, asked: AskOutside | ReadFile) -> Any:
        if isinstance(asked, ReadFile):
            return await read_file(self.client, self.caller, asked)
        by = self.outside.get(asked.name)
        told = None if by is None else await by(self.caller.workspace_id, asked.about)
        return asked.about if told is None else told


async def update_open(client: AsyncWebClient, view_id: str, view: View) -> None:
    """Another view in a modal. Who closed it meanwhile is left alone: what came of it stands where it always does."""
    try:
        await client.views_update(view_id=view_id, view=view.json)
    except SlackApiError as error:
        if error.response["error"] != "not_found":
            raise


async def unless_gone(call: Awaitable[Any]) -> None:
    """A call about a message; what somebody deleted meanwhile needs nothing any more."""
    try:
        await call
    except SlackApiError as error:
        if error.response["error"] != "message_not_found":
            raise


def waiting(answers: Sequence[Answer], body: dict[str, Any]) -> tuple[dict[str, Any], list[Answer]]:
    """The acknowledgement of a form, and what is left to say: it closes, has errors, is another one, or says what it waits for."""
    errors = next((one.errors for one in answers if isinstance(one, FormErrors)), None)
    if errors is not None:
        return {"response_action": "errors", "errors": errors}, []
    for at, one in enumerate(answers):
        view = one.view if isinstance(one, UpdateModal) else one.meanwhile if isinstance(one, AskOutside) else None
        if isinstance(view, View):
            rest = [replace(one, meanwhile=None)] if isinstance(one, AskOutside) else []
            shown = {"response_action": "update", "view": from_message(view.json, body)}
            return shown, [*answers[:at], *rest, *answers[at + 1 :]]
    return {}, list(answers)
