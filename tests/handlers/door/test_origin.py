"""A form that was opened from a message knows which, and its answer takes that message's place."""

from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from handlers.door import payloads
from handlers.door.answers import OpenModal, Refresh
from handlers.door.origin import from_message, origin_of
from handlers.door.replying import Replier
from messages.blocks import Message, View

URL = "https://hooks.slack.com/actions/T1/1/abc"
PRESS = {"user": {"id": "U1"}, "trigger_id": "t", "message": {"ts": "1"}, "response_url": URL}


class Slack:
    """A client that opens modals and posts."""

    base_url = "https://slack.com/api/"

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []
        self.posted: list[str] = []

    async def views_open(self, trigger_id: str, view: dict[str, Any]) -> None:
        self.opened.append(view)

    async def chat_postMessage(self, channel: str, text: str, **more: Any) -> None:  # noqa: N802
        self.posted.append(text)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What went over a response_url; the second time Slack says that it is used up."""
    heard: list[tuple[str, dict[str, Any]]] = []

    async def send_dict(self: AsyncWebhookClient, body: dict[str, Any], headers: Any = None) -> WebhookResponse:
        heard.append((self.url, body))
        return WebhookResponse(url=self.url, status_code=200 if len(heard) < 2 else 404, body="ok", headers={})

    monkeypatch.setattr(AsyncWebhookClient, "send_dict", send_dict)
    return heard


async def test_the_answer_of_a_form_takes_the_place_of_the_message_and_stands_below_when_that_is_too_late(
    sent: list[tuple[str, dict[str, Any]]],
) -> None:
    slack = Slack()
    view = View({"type": "modal", "private_metadata": "12~person:a~12", "blocks": []})
    await Replier(slack, PRESS, None).say_all([OpenModal(view)])  # type: ignore[arg-type]
    submitted = {"user": {"id": "U1"}, "view": {**slack.opened[0], "id": "V1", "state": {"values": {}}}}
    assert payloads.form(submitted).metadata == "12~person:a~12"
    replier = Replier(slack, submitted, None)  # type: ignore[arg-type]
    await replier.say_all([Refresh(Message("fresh"))])
    assert sent == [(URL, {"replace_original": True, "text": "fresh"})]
    assert slack.posted == []
    await replier.say_all([Refresh(Message("late"))])
    assert slack.posted == ["late"]


def test_a_form_of_home_or_of_a_command_has_no_message() -> None:
    view = {"private_metadata": "x"}
    assert from_message(view, {"view": {"type": "home"}}) == view
    assert from_message(view, {"command": "/deal", "response_url": URL}) == view
    pushed = from_message({"private_metadata": "y"}, {"view": from_message(view, PRESS)})
    assert origin_of({"view": pushed}) == URL
