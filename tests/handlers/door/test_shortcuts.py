"""A shortcut comes in with its message, and what the door may say of it: whether everybody reads it, and where it stands."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot import features
from handlers.door.answers import Answers, Whisper
from handlers.door.door import Door
from handlers.door.request import Feature, Request, SeenMessage, Shortcut
from handlers.program.manifest import manifest, shortcuts_of
from messages.blocks import Message
from models.database import Database
from models.workspace.secrets import Secrets
from tests.conftest import Cast

Json = dict[str, Any]
SEEN: list[SeenMessage | None] = []


class Slack:
    """Knows one public channel, and remembers what was posted."""

    def __init__(self, **channel: Any) -> None:
        self.channel = channel
        self.posted: list[Json] = []

    async def conversations_info(self, channel: str) -> Json:
        if not self.channel:
            raise SlackApiError("no", {"error": "channel_not_found"})
        return {"channel": {"id": channel, **self.channel}}

    async def chat_postMessage(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        self.posted.append(message)
        return {"ok": True}


def read(request: Request, seen: SeenMessage | None) -> Answers:
    SEEN.append(seen)
    return Whisper(Message("read"))


@pytest.fixture
def door(database: Database, cast: Cast) -> Iterator[Door]:
    feature = Feature("figures", shortcuts=(Shortcut("figures.read", read, "Read", "Reads", of_message=True),))
    made = Door(database, [feature], lambda: datetime.now(UTC), secrets=Secrets(["a key for tests only"]))
    SEEN.clear()
    yield made
    made.transactions.queue.close()


async def acknowledged(**body: Any) -> None:
    """Slack is content."""


def action(**more: Any) -> Json:
    return {
        "type": "message_action",
        "callback_id": "figures.read",
        "trigger_id": "1.2",
        "user": {"id": "UANNA", "team_id": "T1"},
        "team": {"id": "T1", "domain": "noordzee"},
        "channel": {"id": "C1", "name": "general"},
        "message": {"ts": "1762727400.000100", "text": "A &amp; B", "user": "UBRAM", **more},
    }


PUBLIC = {"is_channel": True, "is_private": False}


async def test_the_message_comes_with_its_words_its_day_and_its_address(door: Door) -> None:
    slack = Slack(**PUBLIC)
    await door.shortcut(acknowledged, action(thread_ts="1762727000.000200"), slack)  # type: ignore[arg-type]
    [seen] = SEEN
    assert seen is not None
    assert (seen.text, seen.key, seen.is_public) == ("A & B", "C1:1762727400.000100", True)
    assert seen.link == ("https://noordzee.slack.com/archives/C1/p1762727400000100?thread_ts=1762727000.000200&cid=C1")
    assert slack.posted[0]["text"] == "read"


@pytest.mark.parametrize(
    "channel",
    [
        {},
        {"is_im": True},
        {"is_channel": True, "is_private": True},
        PUBLIC | {"is_ext_shared": True},
        {"is_mpim": True},
    ],
)
async def test_what_not_everybody_reads_is_private_and_so_is_what_slack_does_not_show(
    door: Door, channel: Json
) -> None:
    await door.shortcut(acknowledged, action(), Slack(**channel))  # type: ignore[arg-type]
    [seen] = SEEN
    assert seen is not None
    assert not seen.is_public


async def test_a_message_of_an_app_is_read_by_what_it_shows(door: Door) -> None:
    attached = [{"text": "Deal closed", "fallback": "x"}]
    await door.shortcut(acknowledged, action(text="", attachments=attached), Slack(**PUBLIC))  # type: ignore[arg-type]
    assert SEEN[0] is not None
    assert SEEN[0].text == "Deal closed"


async def test_a_shortcut_that_nobody_declares_is_acknowledged(door: Door) -> None:
    await door.shortcut(acknowledged, action() | {"callback_id": "gone"}, Slack())  # type: ignore[arg-type]
    assert SEEN == []


def test_the_manifest_has_what_the_features_declare_within_slacks_limits() -> None:
    declared = manifest(features())["features"]["shortcuts"]
    assert [(one["callback_id"], one["type"], one["name"]) for one in declared] == [
        ("activity.log_message", "message", "Log activity"),
        ("activity.log_new", "global", "Log activity"),
    ]
    assert len(declared) <= 10
    for one in shortcuts_of(features()):
        assert len(one.name) <= 24
        assert len(one.does) <= 150
