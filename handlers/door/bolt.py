"""Connects Bolt to the door: a listener for everything that Slack can send, so that nothing stays unacknowledged."""

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door import visits
from handlers.door.background import in_background, stored_first, until_acknowledged
from handlers.door.door import Door
from handlers.program.installations import Installations
from handlers.program.not_served import NotServed
from handlers.program.roster import Roster

Json: TypeAlias = dict[str, Any]
ANYTHING = re.compile(".*", re.DOTALL)
log = logging.getLogger("koers.slack")
SILENT = logging.getLogger("slack_bolt.silent")
SILENT.setLevel(logging.CRITICAL + 1)
"""What Bolt's own loggers, one for each of its parts, take their level from."""


def bolt_app(door: Door, installations: Installations, roster: Roster, install_url: str = "") -> AsyncApp:
    """The Bolt app, for what is known to come from Slack: `handlers/program/http.py` checks signatures.

    `install_url` is where a workspace can install the app; empty where it cannot.

    Bolt has no say in the log: it would print what people write, whole bodies among it.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult | None:
        # A function: Bolt passes arguments by the names it finds, and finds `self` in a method.
        return await installations.authorize(enterprise_id, team_id, user_id)

    not_served = NotServed(installations, install_url)

    async def served(body: Json, context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]) -> Any:
        return await not_served.look(body, context.team_id, next_)

    app = AsyncApp(
        logger=SILENT,
        signing_secret="checked before Bolt",
        before_authorize=served,
        authorize=authorize,  # type: ignore[arg-type]  # None: not installed there
        client=AsyncWebClient(base_url=installations.api_url, retry_handlers=[installations.counting()]),
        request_verification_enabled=False,
        raise_error_for_unhandled_request=False,
        process_before_response=True,  # our listeners return with the acknowledgement: see `until_acknowledged`
    )

    @app.error
    async def failed(error: Exception) -> BoltResponse:
        reference = visits.REFERENCE.get() or visits.begin()
        log.error("a request failed, reference %s", reference, exc_info=error)
        return BoltResponse(status=500, body="")

    @app.command(ANYTHING)
    async def command(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await until_acknowledged(ack, lambda ack: door.command(ack, body, client))

    @app.action(ANYTHING)
    async def press(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await until_acknowledged(ack, lambda ack: door.press(ack, body, client))

    @app.shortcut(ANYTHING)
    async def shortcut(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await until_acknowledged(ack, lambda ack: door.shortcut(ack, body, client))

    @app.view(ANYTHING)
    async def form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await until_acknowledged(ack, lambda ack: door.form(ack, body, client))

    @app.options(ANYTHING)
    async def query(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await until_acknowledged(ack, lambda ack: door.query(ack, body, client))

    @app.event("app_home_opened")
    async def opened_home(body: Json, client: AsyncWebClient) -> None:
        in_background(door.opened_home(body, client))

    @app.event("message")
    async def message(body: Json, client: AsyncWebClient) -> None:
        await stored_first(door.message(body, client))

    @app.event("app_mention")
    async def mention(body: Json, client: AsyncWebClient) -> None:
        await stored_first(door.mention(body, client))

    @app.event("user_change")
    async def person_changed(body: Json) -> None:
        await stored_first(roster.changed(body["team_id"], body["event"]["user"]))

    @app.event("team_join")
    async def person_joined(body: Json) -> None:
        await stored_first(roster.joined(body["team_id"], body["event"]["user"]))

    @app.event("app_uninstalled")
    async def removed(body: Json) -> None:
        # Acknowledged when it is done, however long it takes: Slack says it again to whoever was killed meanwhile.
        await installations.removed(body["team_id"], _said_at(body))

    @app.event("tokens_revoked")
    async def revoked(body: Json) -> None:
        if body["event"]["tokens"].get("bot"):  # a person's own token is none of ours: the bot goes on
            await installations.removed(body["team_id"], _said_at(body))

    @app.event(ANYTHING)
    async def anything_else(body: Json) -> None:
        # Without this, Socket Mode never acknowledges an event that we do not use, and Slack sends it again.
        log.debug("left alone: %s", body["event"]["type"])

    return app


def _said_at(body: Json) -> datetime | None:
    """When what an event tells happened, where Slack says so."""
    seconds = body.get("event_time")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
