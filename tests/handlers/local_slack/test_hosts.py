"""The local Slack answers on this machine: not to a name of the internet that was pointed at it."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from handlers.local_slack import server
from handlers.local_slack.server import is_here


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1:3999", True),
        ("localhost:3999", True),
        ("[::1]:3999", True),
        ("192.168.1.9", True),
        ("slack:3999", True),
        ("host.docker.internal:3999", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example:3999", False),
        ("localhost.evil.example", False),
        ("", False),
        ("[", False),
    ],
)
def test_a_name_of_the_internet_is_not_here(host: str, is_ours: bool) -> None:
    assert is_here(host) is is_ours


async def test_it_is_refused_and_each_answer_says_what_a_browser_may_do_with_it() -> None:
    app = web.Application(middlewares=[server._only_here])
    app.on_response_prepare.append(server._always_fresh)
    app.router.add_get("/", lambda request: web.Response(text="here"))  # type: ignore[arg-type,return-value]
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/", headers={"Host": "evil.example"})).status == 403
        answer = await client.get("/")
        assert answer.status == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
