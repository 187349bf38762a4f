"""What is counted of requests and of our calls to Slack."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import REGISTRY
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.activity import feature as activity
from handlers.digest import feature as digest
from handlers.door.direct_message import addressed
from handlers.door.metrics import CountErrors, feature_of


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


class Grown:
    """How much some counters grew since."""

    def __init__(self, *names: tuple[str, dict[str, str]]) -> None:
        self.names = names
        self.before = self._now()

    def by(self) -> list[float]:
        return [now - before for now, before in zip(self._now(), self.before, strict=True)]

    def _now(self) -> list[float]:
        return [counted(name, **labels) for name, labels in self.names]


@pytest.fixture
async def slack() -> AsyncIterator[tuple[AsyncWebClient, list[str]]]:
    """A Slack that answers every method with an error of that name, and what it was asked."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        asked.append(method)
        if method == "busy":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        return web.json_response({"ok": method == "fine", **({} if method == "fine" else {"error": method})})

    app = web.Application()
    app.router.add_post("/api/{method}", answer)
    async with TestServer(app) as server:
        url = str(server.make_url("/api/"))
        yield AsyncWebClient(token="xoxb-test", base_url=url, retry_handlers=[CountErrors()]), asked


async def test_what_slack_refuses_is_counted_and_asked_once(slack: tuple[AsyncWebClient, list[str]]) -> None:
    client, asked = slack
    grown = Grown(
        ("koers_slack_errors_total", {"error": "channel_not_found"}),
        ("koers_slack_errors_total", {"error": "ratelimited"}),
        ("koers_rate_limited_total", {}),
    )
    await client.api_call("fine")
    for method in ("channel_not_found", "busy"):
        with pytest.raises(SlackApiError):
            await client.api_call(method)
    assert grown.by() == [1, 1, 1]
    assert asked == ["fine", "channel_not_found", "busy"]


async def test_a_connection_that_fails_is_counted_and_not_tried_again() -> None:
    client = AsyncWebClient(base_url="http://127.0.0.1:9/api/", retry_handlers=[CountErrors()])
    grown = Grown(("koers_slack_errors_total", {"error": "ClientConnectorError"}))
    with pytest.raises(OSError):  # noqa: PT011
        await client.api_call("auth.test")
    assert grown.by() == [1]


def test_a_request_counts_for_the_feature_that_answers_it() -> None:
    for feature in (activity, digest):
        assert {feature_of(command.answer) for command in feature.commands} == {feature.name}
    assert activity.direct_message is not None
    for reply in (None, lambda request, text: None):
        handler, _ = addressed({}, activity.direct_message, "meeting Acme", reply)
        assert feature_of(handler) == "activity"
