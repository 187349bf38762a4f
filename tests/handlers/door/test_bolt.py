"""What Slack sends is acknowledged when it is stored, and not before."""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.webhook.async_client import AsyncWebhookClient
from sqlmodel import select

from handlers.door import background
from handlers.door.answers import Whisper
from handlers.door.bolt import bolt_app
from handlers.door.door import Door
from handlers.door.request import Command, Feature
from handlers.program.installations import Installations
from handlers.program.roster import Roster
from messages.blocks import Message
from models.database import Database
from models.team.records import Person
from models.workspace.records import HandledRequest, Installation
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
def installations(door: Recording, tmp_database: Database) -> Installations:
    made = Installations(
        tmp_database, door.secrets, "http://127.0.0.1:9/api/", door.now, allowed=frozenset({"T1", "T2"})
    )
    granted = SlackInstallation(team_id="T1", team_name="One", user_id="UBOSS", bot_token="xoxb", bot_user_id="UB")
    made.store(granted, lambda session, now: None)
    return made


@pytest.fixture
def app(door: Recording, installations: Installations, tmp_database: Database) -> AsyncApp:
    roster = Roster(tmp_database, installations, door.now)
    return bolt_app(door, installations, roster, "https://koers.example.com/slack/install")


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


def event(said: Json, team: str = "T1") -> AsyncBoltRequest:
    body = {"type": "event_callback", "team_id": team, "event_id": "Ev3", "event": said, "event_time": 4_000_000_000}
    return AsyncBoltRequest(body=body, mode="socket_mode")


@pytest.mark.parametrize(
    ("said", "forgets"),
    [
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UANNA"], "bot": []}}, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UANNA"]}}, False),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UB"]}}, True),
        ({"type": "app_uninstalled"}, True),
    ],
)
async def test_a_persons_own_token_takes_none_from_the_bot(
    app: AsyncApp, installations: Installations, said: Json, forgets: bool
) -> None:
    assert (await app.async_dispatch(event(said))).status == 200
    assert (await installations.authorize(None, "T1") is None) == forgets


async def test_a_removal_is_acknowledged_when_the_token_is_gone_however_long_it_takes(
    app: AsyncApp, installations: Installations, tmp_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is acknowledged before could be lost by a kill, and Slack would not say it again."""
    monkeypatch.setattr(background, "EVENT_WITHIN", 0.05)
    forget = installations.forget

    def slowly(workspace_id: str) -> None:
        time.sleep(0.3)
        forget(workspace_id)

    monkeypatch.setattr(installations, "forget", slowly)
    assert (await app.async_dispatch(event({"type": "app_uninstalled"}))).status == 200
    assert tmp_database.read(lambda session: session.exec(select(Installation)).all()) == []


async def test_a_removal_that_could_not_be_stored_is_not_acknowledged(
    app: AsyncApp, installations: Installations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: str) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(installations, "forget", locked)
    assert (await app.async_dispatch(event({"type": "app_uninstalled"}))).status == 500


# --- where the app is not installed -----------------------------------------------------------------------


def asked(team: str, **more: Any) -> AsyncBoltRequest:
    return AsyncBoltRequest(body={"team_id": team, "user_id": "UANNA", **more}, mode="socket_mode")


COMMAND = {"command": "/log", "text": "meeting Acme", "channel_id": "C1", "trigger_id": "1"}
SUBMITTED = {
    "type": "view_submission",
    "team": {"id": "T2"},
    "user": {"id": "UANNA"},
    "view": {"type": "modal", "callback_id": "x"},
}


async def test_a_command_is_told_where_the_app_can_be_installed_in_both_languages(app: AsyncApp) -> None:
    response = await app.async_dispatch(asked("T2", **COMMAND))
    told = json.loads(response.body)
    assert (response.status, told["response_type"]) == (200, "ephemeral")
    assert told["text"].startswith("Koers is not connected with this workspace, so nothing was stored.")
    assert "\n\nKoers is niet verbonden met deze workspace, dus er is niets opgeslagen." in told["text"]
    assert "https://koers.example.com/slack/install" in told["text"]
    assert "before" not in told["text"], "nothing is there to come back: this workspace was never here"
    assert "eerder in stond" not in told["text"]


@pytest.mark.parametrize(
    ("url", "said"), [("https://hooks.slack.com/actions/T2/1/x", 1), ("https://evil.example/actions/T2/1/x", 0)]
)
async def test_a_press_is_answered_at_slacks_own_address_alone(
    app: AsyncApp, monkeypatch: pytest.MonkeyPatch, url: str, said: int
) -> None:
    called: list[str] = []

    async def send(client: AsyncWebhookClient, _: Json) -> None:
        called.append(client.url)

    monkeypatch.setattr(AsyncWebhookClient, "send_dict", send)
    pressed = {"type": "block_actions", "team": {"id": "T2"}, "user": {"id": "UANNA"}, "response_url": url}
    actions = [{"action_id": "x", "block_id": "b", "type": "button", "value": "1"}]
    request = AsyncBoltRequest(body={**pressed, "actions": actions, "trigger_id": "1"}, mode="socket_mode")
    assert (await app.async_dispatch(request)).status == 200
    await asyncio.sleep(0.05)
    assert called == [url] * said


async def test_somebody_who_was_here_before_is_told_in_their_own_language(
    app: AsyncApp, installations: Installations, tmp_database: Database, door: Recording
) -> None:
    anna = Person(workspace_id="T1", slack_user_id="UANNA", name="Anna", language="nl", created_at=door.now())
    tmp_database.write(lambda session: session.add(anna))
    installations.forget("T1")
    told = json.loads((await app.async_dispatch(asked("T1", **COMMAND))).body)
    assert told["text"].startswith("Koers is niet verbonden met deze workspace")
    assert "wat er eerder in stond, is dan weer terug." in told["text"]
    assert "connected" not in told["text"]


async def test_a_workspace_that_is_not_on_the_list_is_told_so(app: AsyncApp) -> None:
    told = json.loads((await app.async_dispatch(asked("T9", **COMMAND))).body)
    assert told["text"].startswith("This server of Koers does not serve this workspace")


async def test_a_form_a_list_and_an_event_get_what_slack_takes(app: AsyncApp) -> None:
    answered = json.loads((await app.async_dispatch(AsyncBoltRequest(body=SUBMITTED, mode="socket_mode"))).body)
    assert answered["response_action"] == "update"
    assert "is not connected" in str(answered["view"])
    options = AsyncBoltRequest(
        body={**SUBMITTED, "type": "block_suggestion", "action_id": "x", "value": ""}, mode="socket_mode"
    )
    assert json.loads((await app.async_dispatch(options)).body) == {"options": []}
    response = await app.async_dispatch(event({"type": "app_home_opened", "user": "UANNA"}, team="T2"))
    assert (response.status, response.body) == (200, "")


async def test_a_process_that_has_not_heard_of_the_removal_stores_nothing(
    tmp_database: Database, installations: Installations
) -> None:
    """Its token is remembered for up to a minute: the workspace's own row says no."""
    now = datetime.now(UTC)
    real = Door(tmp_database, [noting()], lambda: now, secrets=installations.secrets)
    app = bolt_app(real, installations, Roster(tmp_database, installations, real.now))
    anna = Person(workspace_id="T1", slack_user_id="UANNA", name="Anna", created_at=now)
    tmp_database.write(lambda session: session.add(anna))
    assert await installations.authorize(None, "T1") is not None
    other = Installations(tmp_database, installations.secrets, "http://127.0.0.1:9/api/", real.now)
    other.forget("T1")
    told = json.loads((await app.async_dispatch(asked("T1", **COMMAND))).body)
    assert told["text"].startswith("Koers is not connected with this workspace, so nothing was stored.")
    assert tmp_database.read(lambda session: session.exec(select(HandledRequest)).all()) == []
    real.transactions.queue.close()


def noting() -> Feature:
    """A feature that says something to whoever gets that far."""

    def say(*_: object) -> Whisper:
        return Whisper(Message("heard"))

    return Feature("noting", commands=(Command("log", say, "", ""), Command("koers", say, "", "")))
