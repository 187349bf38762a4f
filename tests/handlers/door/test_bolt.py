"""What Slack sends is acknowledged when it is stored, and not before."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from handlers.door import background
from handlers.door.bolt import bolt_app
from handlers.door.door import Door
from handlers.program.installations import Installations
from handlers.program.roster import Roster
from models.database import Database
from models.workspace.secrets import Secrets

Json = dict[str, Any]


class Recording(Door):
    """A door at which a plain message takes its time."""

    takes = 0.0
    stored = False

    async def message(self, body: Json, client: object) -> None:
        await asyncio.sleep(self.takes)
        self.stored = True


@pytest.fixture
def door(tmp_database: Database) -> Iterator[Recording]:
    made = Recording(tmp_database, [], lambda: datetime.now(UTC), secrets=Secrets(["a key for tests only"]))
    yield made
    made.transactions.queue.close()


@pytest.fixture
def app(door: Recording, tmp_database: Database) -> AsyncApp:
    installations = Installations(tmp_database, door.secrets, "http://127.0.0.1:9/api/", door.now)
    installations._only = AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_user_id="UB", bot_id="B", bot_token="xoxb"
    )
    return bolt_app(door, installations, Roster(tmp_database, installations, door.now))


def plain_message() -> AsyncBoltRequest:
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": "D1",
        "user": "UANNA",
        "text": "meeting Acme",
        "ts": "1.1",
    }
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
    return AsyncBoltRequest(body=body, mode="socket_mode")


async def test_a_plain_message_is_acknowledged_when_it_is_stored(app: AsyncApp, door: Recording) -> None:
    door.takes = 0.2
    response = await app.async_dispatch(plain_message())
    assert response.status == 200
    assert door.stored


async def test_a_message_that_takes_long_is_acknowledged_in_time(
    app: AsyncApp, door: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "EVENT_WITHIN", 0.1)
    door.takes = 0.5
    response = await app.async_dispatch(plain_message())
    assert response.status == 200
    assert not door.stored
    await asyncio.sleep(0.6)
    assert door.stored


async def test_an_event_that_nobody_uses_is_acknowledged_too(app: AsyncApp) -> None:
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev2", "event": {"type": "channel_rename"}}
    assert (await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))).status == 200


@pytest.mark.parametrize(
    ("event", "forgets"),
    [
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UANNA"], "bot": []}}, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UANNA"]}}, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UB"]}}, True),
        ({"type": "app_uninstalled"}, True),
    ],
)
async def test_a_persons_own_token_takes_none_from_the_bot(
    door: Recording, tmp_database: Database, event: Json, forgets: bool
) -> None:
    forgotten: list[str] = []
    installations = Installations(tmp_database, door.secrets, "http://127.0.0.1:9/api/", door.now)
    installations._only = AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_user_id="UB", bot_id="B", bot_token="xoxb"
    )
    installations.forget = forgotten.append  # type: ignore[method-assign]
    app = bolt_app(door, installations, Roster(tmp_database, installations, door.now))
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev3", "event": event}
    assert (await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))).status == 200
    assert forgotten == (["T1"] if forgets else [])
