"""Somebody writes, types or presses in a workspace that is not installed, or not on the list: they are told so."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from slack_bolt.response import BoltResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient
from sqlmodel import Session, select

from handlers.door.background import in_background
from handlers.door.response_hosts import goes_to_slack
from handlers.program.installations import Installations
from messages import install
from messages.blocks import Message
from models.row_security import serving
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.seen import NONE_YET

Json: TypeAlias = dict[str, Any]
NEEDS_NO_TOKEN = frozenset({"app_uninstalled", "tokens_revoked"})
"""Events that come after the token is gone."""
FORMS = frozenset({"view_submission", "view_closed"})


class NotServed:
    """What is asked before anything of a request is done: whether its workspace is served."""

    def __init__(self, installations: Installations, install_url: str = "") -> None:
        self.installations = installations
        self.install_url = install_url
        """Where it can be installed; empty where it cannot."""

    async def look(self, body: Json, team_id: str | None, go_on: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Goes on, or answers in place of what was asked."""
        event = body.get("event") or {}
        if body.get("type") in ("url_verification", "ssl_check") or event.get("type") in NEEDS_NO_TOKEN:
            return await go_on()
        if await self.installations.authorize(None, team_id) is not None:
            return await go_on()
        if event:
            return BoltResponse(status=200, body="")
        return await self._told(body, team_id or "")

    async def _told(self, body: Json, workspace_id: str) -> BoltResponse:
        if body.get("type") == "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        user_id = str(body.get("user_id") or (body.get("user") or {}).get("id") or "")
        read = self.installations.database.read
        with serving(workspace_id or NONE_YET):
            found = await asyncio.to_thread(read, lambda session: _known_of(session, workspace_id, user_id))
        language, was_here = found
        message = self._message(workspace_id, language, was_here=was_here)
        if "command" in body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": message.text})
        if body.get("type") in FORMS:
            view = install.not_served_view(language, message)
            return BoltResponse(status=200, body={"response_action": "update", "view": view})
        url = str(body.get("response_url") or "")
        if goes_to_slack(url, self.installations.api_url):
            in_background(_say(url, message))
        return BoltResponse(status=200, body="")

    def _message(self, workspace_id: str, language: str | None, *, was_here: bool) -> Message:
        if not self.installations.takes(workspace_id):
            return install.not_allowed(language)
        return install.not_installed(language, self.install_url, was_here=was_here)


async def _say(url: str, message: Message) -> None:
    content = {"response_type": "ephemeral", "replace_original": False, "text": message.text}
    await AsyncWebhookClient(url).send_dict(content)


def _known_of(session: Session, workspace_id: str, user_id: str) -> tuple[str | None, bool]:
    """Their language, or the workspace's; and whether it was here before, and what it stored still is."""
    person = select(Person.language).where(Person.workspace_id == workspace_id, Person.slack_user_id == user_id)
    workspace = session.get(Workspace, workspace_id)
    language = session.exec(person).first() or (workspace.language if workspace is not None else None)
    return language, workspace is not None
