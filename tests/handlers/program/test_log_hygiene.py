"""What people write is not logged: a planted word in every kind of request, good and bad, and the whole log read for it."""

import asyncio
import io
import json
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import pytest

from bot import features
from handlers.door.answers import Answers
from handlers.door.request import Command, Feature, Request
from handlers.local_slack import LocalSlack
from handlers.local_slack.http_delivery import signature
from handlers.program.logs import prepare
from handlers.program.serving import House
from handlers.program.settings import Settings
from tests.handlers.local_slack.conftest import PATIENCE, SIGNING_SECRET, config

pytestmark = pytest.mark.long(seconds=40)

WORD = "VERYPRIVATE"
ROOT = Path(__file__).parents[3]
Json = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """The bot as a process of its own, with HTTP."""

    pid: int
    port: int
    log: Path


def crash(request: Request, text: str) -> Answers:
    """A handler that fails with what was typed in the text of its error."""
    return {text: None}[f"{text}!"] or int(text)  # type: ignore[return-value]


CRASHES = Feature("crashes", (Command("crash", crash, does="Crashes", hint=""),))


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """The log as the program makes it, at DEBUG of our own loggers; restored after the test."""
    loggers = [logging.getLogger(name) for name in ("", "koers", "koers.visits")]
    before = [(one.level, list(one.handlers)) for one in loggers]
    written = io.StringIO()
    prepare(getattr(request, "param", "text"), logging.DEBUG)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(written)
    yield written
    for one, (level, handlers) in zip(loggers, before, strict=True):
        one.setLevel(level)
        one.handlers = handlers


measures_memory = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="asks /proc how much memory a process took"
)
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def database_in(folder: Path, kind: str) -> Iterator[str]:
    """The URL of an empty database of that kind."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/koers.db"
        return
    from tests.postgres import running_postgres

    with running_postgres() as found:
        yield found


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database_in(tmp_path, request.param) as found:
        yield found


@asynccontextmanager
async def served(url: str) -> AsyncIterator[tuple[str, str]]:
    """The bot's HTTP side with a local Slack behind it: the address of events, and of the bot."""
    async with LocalSlack(config()).running() as slack:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = Settings(
            slack_bot_token="xoxb-noordzee",
            slack_app_token="",
            slack_signing_secret=SIGNING_SECRET,
            slack_api_url=slack.api_url,
            database_url=url,
            koers_secret_key="a key for tests only",
            port=port,
        )
        house = House(settings, [*features(), CRASHES], lambda: datetime.now(UTC))
        await house.connect()
        async with house.running(None):
            yield f"http://127.0.0.1:{port}/slack/events", f"http://127.0.0.1:{port}"


def signed(body: bytes, late: float = 0, secret: str = SIGNING_SECRET, **more: str) -> dict[str, str]:
    at = str(int(time.time() - late))
    kind = "application/json" if body[:1] in b"{[" else "application/x-www-form-urlencoded"
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature(secret, at, body)}
    return {**headers, "Content-Type": kind, **more}


def form(**fields: Any) -> bytes:
    return urlencode(fields).encode()


def payload(**fields: Any) -> bytes:
    who = {"id": "UANNA", "name": "anna", "team_id": "T1"}
    return form(payload=json.dumps({"team": {"id": "T1"}, "user": who, "trigger_id": "1.2", **fields}))


def command(word: str, text: str) -> bytes:
    fields = {"team_id": "T1", "user_id": "UANNA", "channel_id": "CSALES", "trigger_id": f"{time.time_ns()}"}
    return form(command=f"/{word}", text=text, response_url="", **fields)


def event(number: int, **fields: Any) -> bytes:
    said = {"user": "UANNA", "ts": "1.1", "channel": "D1", **fields}
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": said}
    return json.dumps(body).encode()


def view(callback: str) -> Json:
    note = {"note": {"x": {"type": "plain_text_input", "value": f"{WORD} thinks of firing Anna"}}}
    block = {"type": "input", "block_id": "note", "element": {"type": "plain_text_input", "action_id": "x"}}
    ids = {"id": "V1", "hash": "h", "type": "modal", "callback_id": callback, "private_metadata": WORD}
    return {**ids, "state": {"values": note}, "blocks": [block], "app_installed_team_id": "T1"}


def requests() -> dict[str, bytes]:
    """Every kind of thing that Slack sends, with the word in it; some of them nobody here can answer."""
    button = {"type": "button", "action_id": "team.same", "block_id": "b", "value": WORD}
    other = {"type": "button", "action_id": "no.such.button", "block_id": "b", "value": WORD}
    return {
        "log": command("log", f"note {WORD}"),
        "meeting": command("log", f"meeting {WORD} yesterday"),
        "unreadable": command("target", f"{WORD} {WORD}"),
        "unknown command": command("nonsense", WORD),
        "crash": command("crash", WORD),
        "direct message": event(1, type="message", channel_type="im", text=f"meeting {WORD} today"),
        "mention": event(2, type="app_mention", text=f"<@UKOERS> {WORD}"),
        "event of no use": event(3, type="channel_rename", text=WORD),
        "event without a user": event(4, type="app_mention", text=WORD, user=None),
        "press": payload(type="block_actions", actions=[button], response_url=""),
        "press of nobody": payload(type="block_actions", actions=[other]),
        "form": payload(type="view_submission", view=view("reviews.write")),
        "form of nobody": payload(type="view_submission", view=view(f"no.{WORD}")),
        "closed form": payload(type="view_closed", view=view("reviews.write")),
        "query": payload(type="block_suggestion", action_id="accounts.same_as", block_id="b", value=WORD),
        "shortcut": payload(type="shortcut", callback_id=WORD),
        "message shortcut": payload(type="message_action", callback_id="x", message={"text": WORD}),
        "dialog": payload(type="dialog_submission", callback_id="x", submission={"x": WORD}),
        "old button": payload(type="interactive_message", callback_id="x", actions=[{"name": WORD, "value": WORD}]),
        "without fields": payload(type="view_submission", view={"id": WORD}),
        "broken JSON": b'{"text": "' + WORD.encode(),
        "a list": json.dumps([WORD]).encode(),
        "a text": b"payload=" + quote(json.dumps(WORD)).encode(),
        "no UTF-8": b"text=" + WORD.encode() + b"\xff\xfe",
        "nothing known": form(text=WORD),
    }


BAD_HEADERS: dict[str, dict[str, str]] = {
    "no number": {"X-Slack-Request-Timestamp": "abc"},
    "no whole number": {"X-Slack-Request-Timestamp": "1.5"},
    "400 digits": {"X-Slack-Request-Timestamp": "1" * 400},
    "negative": {"X-Slack-Request-Timestamp": "-5"},
    "other digits": {"X-Slack-Request-Timestamp": "١٢٣"},
    "no time": {"X-Slack-Request-Timestamp": ""},
    "no ASCII": {"X-Slack-Signature": "v0=é"},
    "the word": {"X-Slack-Signature": WORD, "X-Slack-Request-Timestamp": WORD},
    "no signature": {"X-Slack-Signature": ""},
}


async def test_the_word_is_in_no_line_of_the_log(url: str, log: io.StringIO) -> None:
    statuses: dict[str, int] = {}
    async with served(url) as (events, _), aiohttp.ClientSession() as client:

        async def post(name: str, body: bytes, headers: dict[str, str]) -> None:
            async with client.post(events, data=body, headers=headers) as answer:
                statuses[name] = answer.status

        for name, body in requests().items():
            await post(name, body, signed(body))
            await post(f"{name}, forged", body, signed(body, secret="another"))
            await post(f"{name}, late", body, signed(body, late=301))
        for name, wrong in BAD_HEADERS.items():
            body = command("log", WORD)
            await post(f"header {name}", body, {**signed(body), **wrong})
        await asyncio.sleep(0.3)
    written = log.getvalue()
    assert WORD not in written, [line for line in written.splitlines() if WORD in line][:3]
    assert {name: status for name, status in statuses.items() if "forged" in name or "late" in name} == {
        f"{name}, {how}": 401 for name in requests() for how in ("forged", "late")
    }
    assert {statuses[f"header {name}"] for name in BAD_HEADERS} == {401}
    answered = {"log", "meeting", "unreadable", "unknown command", "crash", "direct message", "mention", "press"}
    assert {statuses[name] for name in answered} == {200}, statuses
    unreadable = {"broken JSON", "a list", "a text", "no UTF-8"}
    assert {statuses[name] for name in unreadable} == {400}, statuses
    refused = [line for line in written.splitlines() if "refused a request of" in line]
    assert len(refused) == 2 * len(requests()) + len(BAD_HEADERS), "one line each"
    assert any("your clock is 30" in line and "s off (ahead)" in line for line in refused)
    assert any("is SLACK_SIGNING_SECRET the app's?" in line for line in refused)
    assert "KeyError" in written, "the crash stands in the log, without what was typed"
    assert "request failed, reference" in written


VISIT = {"at", "level", "logger", "message", "reference", "workspace", "feature", "outcome", "milliseconds"}


@pytest.mark.parametrize("log", ["json"], indirect=True)
async def test_as_json_each_visit_is_a_line_with_its_reference_and_no_content(tmp_path: Path, log: io.StringIO) -> None:
    bodies, sent = requests(), ["log", "unreadable", "crash", "other crash"]
    bodies["other crash"] = command("crash", f"{WORD} again")
    answers: list[str] = []
    url = f"sqlite:///{tmp_path}/koers.db"
    async with served(url) as (events, _), aiohttp.ClientSession() as client:
        for name in sent:
            async with client.post(events, data=bodies[name], headers=signed(bodies[name])) as answer:
                answers.append(await answer.text())
    written = log.getvalue()
    assert WORD not in written
    lines = [json.loads(line) for line in written.splitlines()]
    visits = [line for line in lines if line["logger"] == "koers.visits"]
    # `/log note …`, a target that cannot be read, and two crashes: one line each, in their order.
    told = [(one["feature"], one["outcome"]) for one in visits]
    assert told[0] == ("activity", "answered")
    assert [outcome for _, outcome in told[2:]] == ["crashed", "crashed"]
    assert len(told) == len(sent)
    assert all(set(one) == VISIT for one in visits)
    assert all(one["workspace"] == "T1" and 0 < one["milliseconds"] < 60_000 for one in visits)
    references = [one["reference"] for one in visits]
    assert len(set(references)) == len(sent)
    # What the person reads, the line with the traceback and the line of the visit have one reference.
    crashes = [line for line in lines if "traceback" in line]
    assert [line["reference"] for line in crashes] == references[2:]
    assert [reference in text for reference, text in zip(references, answers, strict=True)] == [
        False,
        False,
        True,
        True,
    ]


async def test_malformed_heads_are_one_line_each_and_no_traceback(tmp_path: Path, log: io.StringIO) -> None:
    async with served(f"sqlite:///{tmp_path}/koers.db") as (events, _), aiohttp.ClientSession() as client:
        start = log.tell()
        for wrong in BAD_HEADERS.values():
            body = command("log", "x")
            async with client.post(events, data=body, headers={**signed(body), **wrong}) as answer:
                assert answer.status == 401
    lines = log.getvalue()[start:].splitlines()
    assert len(lines) == len(BAD_HEADERS), lines
    assert "Traceback" not in log.getvalue()


async def test_connections_that_end_in_the_middle_are_one_quiet_line(tmp_path: Path, log: io.StringIO) -> None:
    async with served(f"sqlite:///{tmp_path}/koers.db") as (_, address):
        port = int(address.rpartition(":")[2])
        for _ in range(20):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf")
            await writer.drain()
            writer.close()
        await asyncio.sleep(0.5)
    written = log.getvalue()
    assert "Traceback" not in written
    ended = [line for line in written.splitlines() if "ended before its body" in line]
    assert ended
    assert all(" DEBUG " in line for line in ended)


async def test_other_addresses_and_ways_are_not_found(tmp_path: Path) -> None:
    async with served(f"sqlite:///{tmp_path}/koers.db") as (events, address), aiohttp.ClientSession() as client:
        for way, where in (("GET", events), ("POST", f"{address}/"), ("PUT", events)):
            async with client.request(way, where, data=WORD) as answer:
                assert answer.status == 404


@pytest.mark.parametrize("way", ["said", "chunked"])
async def test_a_body_that_is_too_large_is_answered_before_it_is_read(tmp_path: Path, way: str) -> None:
    said = "Content-Length: 200000000" if way == "said" else "Transfer-Encoding: chunked"
    async with served(f"sqlite:///{tmp_path}/koers.db") as (_, address):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{said}\r\n\r\n".encode())
        sent = 0
        head = asyncio.create_task(reader.readline())
        while not head.done() and sent < 200_000_000:
            writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n" if way == "chunked" else b"x" * 65536)
            await writer.drain()
            sent += 65536
            await asyncio.sleep(0)
        assert b"413" in await asyncio.wait_for(head, 5)
        writer.close()
    assert sent < 20_000_000, "answered early"


@pytest.mark.parametrize("shape", ["text", "json"])
def test_what_a_task_says_of_its_error_is_left_out(log: io.StringIO, shape: str) -> None:
    """As asyncio tells of an exception that nobody fetched."""
    prepare(shape, logging.DEBUG)
    [handler] = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log)
    logging.getLogger("asyncio").error("future: <Task name='x' exception=ValueError('%s')>", WORD)
    try:
        raise ValueError(WORD)
    except ValueError:
        logging.getLogger("koers").exception("it failed")
    assert WORD not in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "test_log_hygiene.py" in log.getvalue(), "where it went wrong is there"


def test_libraries_say_nothing_at_debug(log: io.StringIO) -> None:
    for name in ("slack_sdk.web", "slack_bolt.RequestVerification", "sqlalchemy.engine.Engine", "aiohttp", "httpx"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO), name
    assert logging.getLogger("koers.door").isEnabledFor(logging.DEBUG)


@measures_memory
@pytest.mark.parametrize("server", BOTH, indirect=True)
@pytest.mark.parametrize("way", ["said", "chunked"])
async def test_200_mb_without_a_signature_cost_no_memory_and_no_log(server: Server, way: str) -> None:
    """Before, 200 MB took 980 MB of memory and a line of 200 MB in the log, and held everybody up for two seconds."""
    before, written_before = peak_from_now(server.pid), server.log.read_text()
    tries = 4
    for _ in range(tries):
        await flood(server.port, way, 50_000_000)
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{server.port}/healthz") as answer:
        assert answer.status == 200
    grown = peak_of(server.pid) - before
    written = server.log.read_text()[len(written_before) :]
    assert grown < 20_000_000, f"{grown / 1e6:.0f} MB"
    assert len(written) < 5_000
    assert written.count("refused a request of more than 1000000 bytes") == tries


@measures_memory
@pytest.mark.parametrize("server", BOTH[:1], indirect=True)
@pytest.mark.parametrize(
    "begin",
    [
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Endless: ",
        b"GET /",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-Endless: ",
    ],
    ids=["header", "address", "trailer"],
)
async def test_a_head_without_an_end_costs_no_memory(server: Server, begin: bytes) -> None:
    """With `httptools`, 100 MB of a header took 210 MB of memory."""
    before = peak_from_now(server.pid)
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(begin)
    sent = 0
    try:
        while sent < 50_000_000:
            writer.write(b"x" * 65536)
            await writer.drain()
            sent += 65536
    except ConnectionError:
        pass
    writer.close()
    grown = peak_of(server.pid) - before
    assert grown < 20_000_000, f"{grown / 1e6:.0f} MB"
    assert sent < 20_000_000


async def flood(port: int, way: str, size: int) -> None:
    """Send `size` bytes whatever is answered, until the other side closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = f"Content-Length: {size}" if way == "said" else "Transfer-Encoding: chunked"
    writer.write(f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{said}\r\n\r\n".encode())
    piece = b"x" * 65536
    try:
        for _ in range(size // len(piece)):
            writer.write(b"10000\r\n" + piece + b"\r\n" if way == "chunked" else piece)
            await writer.drain()
        assert b"413" in await asyncio.wait_for(reader.readline(), 10)
    except ConnectionError:
        pass  # it was told, and did not listen
    finally:
        writer.close()


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for the tests of its memory: each of them counts from what it holds by then."""
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = (sys.executable, "bot.py", "serve", "--no-scheduler", "--port", str(port))
    with (
        LocalSlack(config()).in_thread() as slack,
        database_in(folder, request.param) as url,
        (folder / "bot.log").open("w") as log,
    ):
        given = {
            "SLACK_BOT_TOKEN": "xoxb-noordzee",
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_APP_TOKEN": "",
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url,
            "KOERS_SECRET_KEY": "a key for tests only",
        }
        process = subprocess.Popen(arguments, env={**os.environ, **given}, cwd=ROOT, stderr=log)
        try:
            wait_until_it_answers(port)
            yield Server(process.pid, port, folder / "bot.log")
        finally:
            process.terminate()
            process.wait()


def wait_until_it_answers(port: int) -> None:
    for _ in range(int(PATIENCE * 10)):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the bot does not start")


def peak_from_now(pid: int) -> int:
    """Lets the most that a process ever held be what it holds now; that, in bytes."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak_of(pid)


def peak_of(pid: int) -> int:
    """The most memory that the process held since then, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
