"""An answer that Slack is too busy for waits its turn; it is never dropped in silence."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers.answers import Whisper
from handlers.speaking import Speaker
from messages.blocks import Message


class Refused(dict[str, Any]):
    """What Slack answers with a 429."""

    def __init__(self, error: str) -> None:
        super().__init__(ok=False, error=error)
        self.headers = {"Retry-After": "0"}


class Slack:
    """A client that says no as often as it is told to."""

    def __init__(self, *errors: str) -> None:
        self.errors = list(errors)
        self.posted: list[str] = []

    async def chat_postMessage(self, channel: str, text: str) -> None:  # noqa: N802 - Slack's name
        if self.errors:
            raise SlackApiError("no", Refused(self.errors.pop(0)))
        self.posted.append(text)


async def say(slack: Slack) -> None:
    body = {"user": {"id": "U1"}, "view": {"type": "modal"}}
    await Speaker(slack, body).say_all([Whisper(Message("hello"))])  # type: ignore[arg-type]


async def test_an_answer_waits_when_slack_asks_for_it() -> None:
    slack = Slack("ratelimited", "ratelimited")
    await say(slack)
    assert slack.posted == ["hello"]


async def test_another_refusal_is_not_tried_again() -> None:
    slack = Slack("channel_not_found")
    with pytest.raises(RuntimeError, match="channel_not_found"):
        await say(slack)
    assert slack.posted == []


async def test_it_gives_up_at_last_and_says_so_in_the_log() -> None:
    with pytest.raises(RuntimeError, match="ratelimited"):
        await say(Slack(*["ratelimited"] * 9))
