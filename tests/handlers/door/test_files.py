"""Reading a dropped file from Slack: only the person's own, with a token that goes to Slack alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.answers import Answer, ReadFile
from handlers.door.callers import Caller
from handlers.door.dropped_file import FileRead, Trouble
from handlers.door.files import dropped_in, read_file, words_are_read
from handlers.door.outside import Asking

pytestmark = pytest.mark.once
Json = dict[str, Any]


class Slack:
    """files.info and a file, as Slack gives them."""

    def __init__(self) -> None:
        self.told: Json = {"id": "F1", "name": "a.csv", "user": "UADA", "user_team": "T1", "size": 4}
        self.error, self.status, self.body, self.tokens = "", 200, b"a,b\n", list[str]()

    async def info(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": self.error} if self.error else {"ok": True, "file": self.told})

    async def content(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization", ""))
        headers = {"Location": "/sign-in"} if self.status == 302 else {}
        return web.Response(status=self.status, body=self.body, content_type="text/csv", headers=headers)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack, app = Slack(), web.Application()
    app.add_routes([web.route("*", "/api/files.info", slack.info), web.get("/file", slack.content)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.address = f"http://127.0.0.1:{runner.addresses[0][1]}"  # type: ignore[attr-defined]
    slack.told["url_private"] = f"{slack.address}/file"  # type: ignore[attr-defined]
    yield slack
    await runner.cleanup()


ADA = Caller("T1", "UADA", "D1", "")


def client_of(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient("xoxb-1", base_url=f"{slack.address}/api/")  # type: ignore[attr-defined]


async def read(slack: Slack, largest: int = 100) -> FileRead:
    return await read_file(client_of(slack), ADA, ReadFile("F1", lambda *_: None, largest))


async def test_a_file_is_read_with_the_bots_token(slack: Slack) -> None:
    got = await read(slack)
    assert (got.data, got.trouble, slack.tokens) == (b"a,b\n", None, ["Bearer xoxb-1"])


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ({"user": "UBRAM"}, Trouble.NOT_YOURS),
        ({"user_team": "T2"}, Trouble.NOT_YOURS),
        ({"mode": "external", "is_external": True}, Trouble.ELSEWHERE),
        ({"url_private": "https://files.slack.com.evil.example/file"}, Trouble.ELSEWHERE),
        ({"url_private": "http://files.slack.com/file"}, Trouble.ELSEWHERE),
        ({"url_private": "https://evil.example/?files.slack.com"}, Trouble.ELSEWHERE),
        ({"mode": "tombstone"}, Trouble.GONE),
        ({"mode": "hidden_by_limit"}, Trouble.GONE),
        ({"size": 101}, Trouble.TOO_LARGE),
    ],
)
async def test_what_is_not_read_gets_no_token(slack: Slack, told: Json, trouble: Trouble) -> None:
    slack.told |= told
    assert (await read(slack)).trouble is trouble
    assert slack.tokens == []


async def test_a_file_that_is_larger_than_slack_said_is_not_read_to_its_end(slack: Slack) -> None:
    slack.body = b"x" * 101
    assert (await read(slack)).trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        ("missing_scope", Trouble.NO_SCOPE),
        ("file_not_found", Trouble.GONE),
        ("file_deleted", Trouble.GONE),
        ("internal_error", Trouble.UNREACHABLE),
    ],
)
async def test_what_slack_refuses_is_told(slack: Slack, error: str, trouble: Trouble) -> None:
    slack.error = error
    assert (await read(slack)).trouble is trouble


@pytest.mark.parametrize(("status", "trouble"), [(302, Trouble.UNREACHABLE), (404, Trouble.GONE)])
async def test_a_page_to_sign_in_is_no_file(slack: Slack, status: int, trouble: Trouble) -> None:
    slack.status = status
    assert (await read(slack)).trouble is trouble


async def test_nothing_of_a_file_is_in_the_log(slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    slack.told["name"], slack.status = "secret-name.csv", 500
    await read(slack)
    assert "status 500" in caplog.text
    assert "secret-name" not in caplog.text
    assert slack.address not in caplog.text  # type: ignore[attr-defined]


async def test_one_file_at_a_time(slack: Slack) -> None:
    under_way, most, got = 0, 0, list[bytes]()

    async def take(_: object, caller: Caller, handler: object, what: FileRead) -> list[Answer]:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.05)
        under_way -= 1
        got.append(what.data)
        return []

    asking = Asking({}, take, client_of(slack), ADA, asyncio.Lock())
    await asyncio.gather(*(asking(ReadFile("F1", lambda *_: None, 100)) for _ in range(3)))
    assert (most, got) == (1, [b"a,b\n"] * 3)


def test_words_beside_a_picture_are_read_and_beside_a_table_not() -> None:
    [table] = dropped_in({"files": [{"id": "F1", "name": "a.csv"}]})
    [picture] = dropped_in({"files": [{"id": "F1", "name": "a.png"}]})
    [unseen] = dropped_in({"files": [{"id": "F1", "file_access": "check_file_info"}]})
    assert [words_are_read(files, "meeting Acme") for files in ([table], [picture], [unseen], [])] == [
        False,
        True,
        False,
        True,
    ]
    assert not words_are_read([picture], "")
