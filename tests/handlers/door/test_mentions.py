"""The bot answers where it is spoken to: in a channel that names it to who wrote alone, in a thread in that thread."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.door.answers import Answers, Tell, Whisper
from handlers.door.door import Door
from handlers.door.payloads import without_mention
from handlers.door.request import Command, Feature, Request
from messages.blocks import Message
from models.database import Database
from models.workspace.secrets import Secrets
from tests.conftest import Cast

Json = dict[str, Any]


class Slack:
    """Remembers what was posted, and how."""

    def __init__(self) -> None:
        self.posted: list[Json] = []
        self.whispered: list[Json] = []

    async def chat_postMessage(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        self.posted.append(message)
        return {"ok": True}

    async def chat_postEphemeral(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        self.whispered.append(message)
        return {"ok": True}


def heard(request: Request, text: str) -> Answers:
    """What a message is otherwise."""
    return Tell(Message(text)) if text == "in person" else Whisper(Message(f"heard: {text}"))


def scorecard(request: Request, text: str) -> Answers:
    """A command."""
    return Whisper(Message(f"scorecard of {text}"))


@pytest.fixture
def door(database: Database, cast: Cast) -> Iterator[Door]:
    command = Command("scorecard", scorecard, does="Figures", hint="team")
    feature = Feature("figures", (command,), direct_message=heard)
    made = Door(database, [feature], lambda: datetime.now(UTC), secrets=Secrets(["a key for tests only"]))
    yield made
    made.transactions.queue.close()


def mention(text: str, number: int = 1, **more: Any) -> Json:
    event = {"type": "app_mention", "user": "UANNA", "channel": "C1", "text": text, "ts": "1.1", **more}
    who = [{"user_id": "UKOERS", "is_bot": True}]
    return {"team_id": "T1", "event_id": f"Ev{number}", "event": event, "authorizations": who}


async def test_a_mention_is_read_like_a_message_and_answered_to_who_wrote_alone(door: Door) -> None:
    slack = Slack()
    await door.mention(mention("<@UKOERS> meeting Wessex Labs yesterday"), slack)  # type: ignore[arg-type]
    [answer] = slack.whispered
    assert (answer["channel"], answer["user"], answer["text"]) == (
        "C1",
        "UANNA",
        "heard: meeting Wessex Labs yesterday",
    )
    assert slack.posted == []


async def test_a_mention_with_a_command_is_that_command(door: Door) -> None:
    slack = Slack()
    await door.mention(mention("<@UKOERS>: scorecard team"), slack)  # type: ignore[arg-type]
    assert slack.whispered[0]["text"] == "scorecard of team"


async def test_what_is_for_the_person_goes_into_their_own_conversation(door: Door) -> None:
    slack = Slack()
    await door.mention(mention("<@UKOERS> in person", thread_ts="0.9"), slack)  # type: ignore[arg-type]
    assert [(each["channel"], "thread_ts" in each) for each in slack.posted] == [("UANNA", False)]
    assert slack.whispered == []


async def test_a_mention_in_a_thread_is_answered_in_that_thread(door: Door) -> None:
    slack = Slack()
    await door.mention(mention("<@UKOERS> call Acme", thread_ts="0.9"), slack)  # type: ignore[arg-type]
    assert slack.whispered[0]["thread_ts"] == "0.9"


async def test_the_same_mention_twice_takes_effect_once(door: Door) -> None:
    slack = Slack()
    for _ in range(2):
        await door.mention(mention("<@UKOERS> call Acme"), slack)  # type: ignore[arg-type]
    assert len(slack.whispered) == 1


async def test_a_message_in_a_thread_of_the_own_conversation_is_answered_there(door: Door) -> None:
    slack = Slack()
    event = {"type": "message", "user": "UANNA", "channel": "D1", "channel_type": "im", "text": "call Acme"}
    body = {"team_id": "T1", "event_id": "Ev9", "event": event | {"thread_ts": "0.5"}}
    await door.message(body, slack)  # type: ignore[arg-type]
    assert [(each["channel"], each["thread_ts"]) for each in slack.posted] == [("D1", "0.5")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@UKOERS> call Acme", "call Acme"),
        ("call Acme <@UKOERS>", "call Acme"),
        ("<@UKOERS>, call Acme with <@UBRAM>", "call Acme with <@UBRAM>"),
        ("<@UKOERS>", ""),
    ],
)
def test_only_the_name_of_the_bot_is_left_out(typed: str, read: str) -> None:
    assert without_mention(mention(typed)) == read


def test_without_the_bots_id_the_first_name_is_taken_for_it() -> None:
    body = mention("<@UKOERS> call Acme with <@UBRAM>")
    del body["authorizations"]
    assert without_mention(body) == "call Acme with <@UBRAM>"
