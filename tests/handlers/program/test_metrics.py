"""Who may see the metrics."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from handlers.program.health import Health
from handlers.program.http import Http
from handlers.program.metrics import may_measure

TOKEN = "a token for tests"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "172.17.0.1", "::ffff:10.0.0.1"])
def test_the_own_network_may(address: str) -> None:
    assert may_measure(address, {}, "")
    assert may_measure(address, {}, TOKEN)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001::1", "::ffff:8.8.8.8", ""])
def test_anybody_else_needs_the_token(address: str) -> None:
    assert not may_measure(address, {}, TOKEN)
    assert not may_measure(address, {"authorization": "Bearer wrong"}, TOKEN)
    assert may_measure(address, {"authorization": f"Bearer {TOKEN}"}, TOKEN)


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer None"])
def test_without_a_token_set_none_opens(given: str) -> None:
    assert not may_measure("8.8.8.8", {"authorization": given}, "")


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({"x-forwarded-for": "10.0.0.5"}, True),
        ({"x-forwarded-for": "8.8.8.8"}, False),
        ({"x-forwarded-for": "10.0.0.5, 8.8.8.8"}, False),
        ({"x-forwarded-for": "nonsense"}, False),
        ({"forwarded": "for=10.0.0.5"}, False),
    ],
)
def test_a_proxy_in_the_own_network_opens_nothing_to_the_world(headers: dict[str, str], may: bool) -> None:
    assert may_measure("172.17.0.1", headers, "") is may


@pytest.mark.parametrize(("client", "status"), [(("127.0.0.1", 1), 200), (("8.8.8.8", 1), 403), (None, 403)])
async def test_they_are_answered_to_those_alone(client: tuple[str, int] | None, status: int) -> None:
    answered: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    http = Http(AsyncApp(token="xoxb-x", signing_secret="x"), lambda: Health(None), signing_secret="")
    scope = {"type": "http", "method": "GET", "path": "/metrics", "headers": [], "client": client}
    await http(scope, None, send)  # type: ignore[arg-type]
    assert answered[0]["status"] == status
    assert (b"python_info" in answered[1]["body"]) is (status == 200)
