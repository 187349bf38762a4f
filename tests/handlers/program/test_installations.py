"""Two workspaces, two processes, one database: what one does to an installation the other sees."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from handlers.program.installations import FRESH_FOR, Installations, NotOnTheListError
from handlers.program.rotation import Rotation
from models.database import Database
from models.workspace.records import Installation, Workspace
from models.workspace.secrets import Secrets

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECRETS = Secrets(["a key for tests only"])
API = "http://127.0.0.1:9/api/"


class Time:
    """The clock of both processes: the wall's, and the one that counts seconds."""

    def __init__(self) -> None:
        self.now = NOON

    def pass_by(self, **how: float) -> None:
        self.now += timedelta(**how)

    def seconds(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def process(database: Database, time: Time) -> Callable[..., Installations]:
    """The Installations of a process of its own."""

    def started(**more: Any) -> Installations:
        return Installations(database, SECRETS, API, lambda: time.now, seconds=time.seconds, **more)

    return started


def granted(team: str, token: str, **more: Any) -> SlackInstallation:
    values = {"app_id": "A1", "team_id": team, "team_name": f"Company {team}", "user_id": "UBOSS"}
    return SlackInstallation(**{**values, "bot_token": token, "bot_user_id": "UB", "bot_id": "B", **more})


def install(installations: Installations, team: str, token: str, **more: Any) -> None:
    installations.store(granted(team, token, **more), lambda session, now: None)


async def token_of(installations: Installations, team: str) -> str | None:
    found = await installations.authorize(None, team)
    return None if found is None else found.bot_token


def rows(database: Database) -> list[Installation]:
    return database.read(lambda session: list(session.exec(select(Installation))))


async def test_what_is_installed_again_in_one_process_the_other_takes_within_a_minute(
    process: Callable[..., Installations], time: Time
) -> None:
    one, other = process(), process()
    for team in ("TA", "TB"):
        install(one, team, f"xoxb-{team}-old")
    assert [await token_of(other, team) for team in ("TA", "TB")] == ["xoxb-TA-old", "xoxb-TB-old"]
    install(one, "TA", "xoxb-TA-new")
    assert await token_of(one, "TA") == "xoxb-TA-new"
    time.pass_by(seconds=FRESH_FOR - 1)
    assert await token_of(other, "TA") == "xoxb-TA-old"
    time.pass_by(seconds=1)
    assert await token_of(other, "TA") == "xoxb-TA-new"
    assert await token_of(other, "TB") == "xoxb-TB-old"


async def test_a_token_that_slack_refuses_is_looked_up_at_once(
    process: Callable[..., Installations], time: Time
) -> None:
    one, other = process(), process()
    install(one, "TA", "xoxb-old")
    install(one, "TB", "xoxb-b")
    assert await token_of(other, "TA") == "xoxb-old"
    install(one, "TA", "xoxb-new")
    errors = other.counting().on_error
    errors("channel_not_found", "xoxb-old")
    assert await token_of(other, "TA") == "xoxb-old", "an error about something else says nothing of the token"
    errors("token_revoked", "xoxb-b")
    assert await token_of(other, "TA") == "xoxb-old", "nor does one about the token of another workspace"
    errors("token_revoked", "xoxb-old")
    assert await token_of(other, "TA") == "xoxb-new"


async def test_what_was_removed_in_one_process_no_other_serves(
    process: Callable[..., Installations], time: Time, database: Database
) -> None:
    one, other = process(), process()
    install(one, "TA", "xoxb-a")
    install(one, "TB", "xoxb-b")
    assert await token_of(other, "TA") == "xoxb-a"
    await one.removed("TA", time.now + timedelta(seconds=5))
    assert await token_of(one, "TA") is None
    time.pass_by(seconds=FRESH_FOR)
    assert await token_of(other, "TA") is None
    assert await other.client_of("TA") is None
    assert await token_of(other, "TB") == "xoxb-b"
    assert [row.workspace_id for row in rows(database)] == ["TB"]
    install(other, "TA", "xoxb-again")
    assert await token_of(one, "TA") == "xoxb-again"
    workspace = database.read(lambda session: session.get(Workspace, "TA"))
    assert workspace is not None
    assert workspace.uninstalled_at is None


@pytest.mark.parametrize(("works", "left"), [(True, "xoxb-new"), (False, None)])
async def test_an_event_of_before_the_installation_is_tried_on_the_token(
    process: Callable[..., Installations], time: Time, monkeypatch: pytest.MonkeyPatch, works: bool, left: str | None
) -> None:
    async def test(_: AsyncWebClient, **__: Any) -> Any:
        if works:
            return {"ok": True}
        raise SlackApiError("dead", {"ok": False, "error": "account_inactive"})  # type: ignore[arg-type]

    monkeypatch.setattr(AsyncWebClient, "auth_test", test)
    one = process()
    install(one, "TA", "xoxb-old")
    removed_at = time.now + timedelta(seconds=10)
    await one.removed("TA", removed_at)
    time.pass_by(seconds=60)
    install(one, "TA", "xoxb-new")
    await one.removed("TA", removed_at)  # Slack sends it again, for it was acknowledged too late
    assert await token_of(one, "TA") == left


@pytest.mark.parametrize(
    "trouble",
    [SlackApiError("busy", {"ok": False, "error": "ratelimited"}), ConnectionResetError()],  # type: ignore[arg-type]
)
async def test_trouble_on_the_way_is_no_dead_token(
    process: Callable[..., Installations], time: Time, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    async def test(_: AsyncWebClient, **__: Any) -> Any:
        raise trouble

    monkeypatch.setattr(AsyncWebClient, "auth_test", test)
    one = process()
    install(one, "TA", "xoxb-new")
    with pytest.raises(type(trouble)):  # not acknowledged: Slack sends the event again
        await one.removed("TA", time.now - timedelta(seconds=60))
    assert await token_of(one, "TA") == "xoxb-new"


async def test_an_old_event_is_tried_on_the_token_that_is_stored_by_now(
    process: Callable[..., Installations], time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(client: AsyncWebClient, **__: Any) -> Any:
        if client.token == "xoxb-new":
            return {"ok": True}
        raise SlackApiError("dead", {"ok": False, "error": "token_revoked"})  # type: ignore[arg-type]

    monkeypatch.setattr(AsyncWebClient, "auth_test", test)
    one, other = process(), process()
    install(one, "TA", "xoxb-old")
    assert await token_of(other, "TA") == "xoxb-old"
    install(one, "TA", "xoxb-new")
    await other.removed("TA", time.now - timedelta(seconds=60))  # it remembers the old one still
    assert await token_of(other, "TA") == "xoxb-new"


async def test_what_was_read_before_it_was_forgotten_is_not_remembered(
    process: Callable[..., Installations], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = process()
    install(one, "TA", "xoxb-a")
    look = one._look

    async def slow(*asked: Any) -> Any:
        found = await look(*asked)
        one.forget("TA")
        return found

    monkeypatch.setattr(one, "_look", slow)
    await token_of(one, "TA")
    monkeypatch.setattr(one, "_look", look)
    assert await token_of(one, "TA") is None


# --- one workspace, by the token of the settings ----------------------------------------------------------


class OneWorkspace:
    """Slack for a token of the settings: the app can be taken out and put back."""

    def __init__(self) -> None:
        self.is_there = True

    async def auth_test(self, _: AsyncWebClient, **__: Any) -> Any:
        if self.is_there:
            return {"team_id": "TA", "team": "Company A", "user_id": "UB", "bot_id": "B"}
        raise SlackApiError("gone", {"ok": False, "error": "account_inactive"})  # type: ignore[arg-type]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> OneWorkspace:
    made = OneWorkspace()
    monkeypatch.setattr(AsyncWebClient, "auth_test", lambda client, **more: made.auth_test(client, **more))
    return made


async def test_the_only_workspace_is_served_again_as_soon_as_its_token_works_again(
    process: Callable[..., Installations], slack: OneWorkspace, time: Time, database: Database
) -> None:
    one, other = process(), process()
    for each in (one, other):
        assert await each.use_token("xoxb-only") == "TA"
    assert await token_of(other, "TA") == "xoxb-only"
    slack.is_there = False
    await one.removed("TA", time.now)
    assert await token_of(one, "TA") is None
    time.pass_by(seconds=FRESH_FOR)
    assert await token_of(other, "TA") is None
    slack.is_there = True
    assert await token_of(one, "TA") == "xoxb-only"
    assert await token_of(one, "TB") is None
    workspace = database.read(lambda session: session.get(Workspace, "TA"))
    assert workspace is not None
    assert workspace.uninstalled_at is None


async def test_a_token_of_a_workspace_that_is_not_on_the_list_is_refused(
    process: Callable[..., Installations], slack: OneWorkspace, database: Database
) -> None:
    with pytest.raises(NotOnTheListError, match="TA"):
        await process(allowed=frozenset({"TB"})).use_token("xoxb-only")
    assert database.read(lambda session: session.get(Workspace, "TA")) is None


# --- tokens that rotate -----------------------------------------------------------------------------------


class Rotating:
    """Slack where tokens last twelve hours; each refresh token is good once."""

    def __init__(self) -> None:
        self.good = {"xoxe-1"}
        self.given = 1
        self.asked = 0
        self.fails = ""

    async def access(self, _: AsyncWebClient, **asked: Any) -> Any:
        self.asked += 1
        await asyncio.sleep(0.05)
        if self.fails or asked["refresh_token"] not in self.good:
            error = self.fails or "invalid_refresh_token"
            raise SlackApiError("refused", {"ok": False, "error": error})  # type: ignore[arg-type]
        self.good.remove(asked["refresh_token"])
        self.given += 1
        self.good.add(f"xoxe-{self.given}")
        return {"access_token": f"xoxb-{self.given}", "refresh_token": f"xoxe-{self.given}", "expires_in": 43_200}


@pytest.fixture
def rotating(monkeypatch: pytest.MonkeyPatch) -> Rotating:
    made = Rotating()
    monkeypatch.setattr(AsyncWebClient, "oauth_v2_access", lambda client, **more: made.access(client, **more))
    return made


@pytest.fixture
def two(
    process: Callable[..., Installations], database: Database, time: Time, rotating: Rotating
) -> list[Installations]:
    """Two processes where tokens rotate; installed at noon, with a token that lasts until midnight."""
    both = [
        process(rotation=Rotation(database, SECRETS, lambda: time.now, AsyncWebClient(base_url=API), "1.2", "hush"))
        for _ in range(2)
    ]
    midnight = int((NOON + timedelta(hours=12)).timestamp())
    install(both[0], "TA", "xoxb-1", bot_refresh_token="xoxe-1", bot_token_expires_at=midnight)
    return both


async def until_renewed(two: list[Installations]) -> None:
    for each in two:
        assert each.rotation is not None
        await asyncio.gather(*each.rotation._under_way)


async def test_two_processes_use_a_refresh_token_once(
    two: list[Installations], rotating: Rotating, time: Time, database: Database
) -> None:
    assert await token_of(two[0], "TA") == "xoxb-1"
    assert rotating.asked == 0
    time.pass_by(hours=10)  # 22:00: two hours before its end
    assert await asyncio.gather(*(token_of(each, "TA") for each in two)) == ["xoxb-1", "xoxb-1"], "nobody waits for it"
    await until_renewed(two)
    assert rotating.asked == 1
    time.pass_by(seconds=FRESH_FOR)
    assert [await token_of(each, "TA") for each in two] == ["xoxb-2", "xoxb-2"]
    [row] = rows(database)
    assert row.expires_at == NOON + timedelta(hours=22)
    assert "xoxe" not in str(row.refresh_token), "it is sealed"


async def test_after_a_long_weekend_the_first_ones_wait_for_the_next_token(
    two: list[Installations], rotating: Rotating, time: Time
) -> None:
    time.pass_by(days=3)
    assert await asyncio.gather(*(token_of(each, "TA") for each in two)) == ["xoxb-2", "xoxb-2"]
    assert rotating.asked == 1


async def test_a_process_that_died_on_the_way_holds_nobody_up_for_long(
    two: list[Installations], rotating: Rotating, time: Time, database: Database
) -> None:
    time.pass_by(hours=10)
    assert two[0].rotation is not None
    assert database.write(lambda session: two[0].rotation._claim(session, "TA")) == "xoxe-1"  # type: ignore[union-attr]
    await token_of(two[1], "TA")
    await until_renewed(two)
    assert rotating.asked == 0
    time.pass_by(seconds=FRESH_FOR)
    await token_of(two[1], "TA")
    await until_renewed(two)
    assert rotating.asked == 1


async def test_slack_that_refuses_is_asked_again_later_and_the_token_is_used_until_its_end(
    two: list[Installations], rotating: Rotating, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    rotating.fails = "internal_error"
    time.pass_by(hours=10)
    assert await token_of(two[0], "TA") == "xoxb-1"
    await until_renewed(two)
    assert "could not be renewed (internal_error)" in caplog.text
    rotating.fails = ""
    time.pass_by(minutes=4)
    await token_of(two[0], "TA")
    await until_renewed(two)
    assert rotating.asked == 1
    time.pass_by(minutes=1)
    await token_of(two[0], "TA")
    await until_renewed(two)
    time.pass_by(seconds=FRESH_FOR)
    assert await token_of(two[0], "TA") == "xoxb-2"


async def test_who_waits_for_a_token_of_what_is_removed_meanwhile_is_not_served(
    two: list[Installations], rotating: Rotating, time: Time
) -> None:
    """Both waited: the one that asked Slack, and the one that looks whether the other has it."""
    time.pass_by(days=3)
    waiting = [asyncio.create_task(token_of(each, "TA")) for each in two]
    await asyncio.sleep(0.02)
    two[1].forget("TA")
    assert await asyncio.gather(*waiting) == [None, None]


async def test_an_answer_of_slack_that_breaks_off_is_asked_for_again(
    two: list[Installations], time: Time, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(*_: Any, **__: Any) -> Any:
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(AsyncWebClient, "oauth_v2_access", breaks)
    time.pass_by(hours=10)
    assert await token_of(two[0], "TA") == "xoxb-1"
    await until_renewed(two)
    assert "could not be renewed (ServerDisconnectedError); it lasts until" in caplog.text


async def test_what_is_removed_while_it_is_renewed_stays_removed(
    two: list[Installations], rotating: Rotating, time: Time, database: Database
) -> None:
    time.pass_by(hours=10)
    await token_of(two[0], "TA")
    await asyncio.sleep(0.02)
    two[1].forget("TA")
    await until_renewed(two)
    assert rows(database) == []
    time.pass_by(seconds=FRESH_FOR)
    assert await token_of(two[0], "TA") is None
