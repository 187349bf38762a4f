"""Installing: the state that comes back with the person, and what they read when it does not work out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from handlers.program.install import Install, NotInstalledError, SignedStates, StoredInstallations
from handlers.program.installations import Installations
from handlers.program.settings import Settings
from models.database import Database
from models.team.records import Person
from models.workspace.secrets import Secrets

KEY = "a key for tests only"


@pytest.fixture
def installations(tmp_database: Database) -> Installations:
    return Installations(tmp_database, Secrets([KEY]), "http://127.0.0.1:9/api/", lambda: datetime.now(UTC))


@pytest.fixture
def install(installations: Installations) -> Install:
    settings = Settings(slack_client_id="1.2", slack_client_secret="hush", koers_secret_key=KEY)
    return Install(settings, installations)


def granted(**more: Any) -> SlackInstallation:
    values: dict[str, Any] = {"app_id": "A1", "team_id": "T7", "team_name": "Third", "user_id": "UBOSS"}
    return SlackInstallation(**{**values, "bot_token": "xoxb-7", "bot_user_id": "UB", "bot_id": "B", **more})


async def visited(install: Install, path: str, query: bytes = b"") -> tuple[int, str]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await install({"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}, None, send)
    return sent[0]["status"], sent[1]["body"].decode()


async def test_a_state_of_ours_is_taken() -> None:
    states = SignedStates(KEY)
    assert await states.async_consume(await states.async_issue())


@pytest.mark.parametrize("state", ["", "é", "1.x.é", "abc", "..", "١٢٣.x.y", "1" * 400, "9999999999.x." + "0" * 64])
async def test_any_other_state_is_refused_and_never_crashes(state: str) -> None:
    assert not await SignedStates(KEY).async_consume(state)


async def test_a_whole_organisation_is_told_that_it_is_not_possible_yet(
    install: Install, installations: Installations, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def come_back(_: Any) -> Any:
        await StoredInstallations(installations).async_save(granted(team_id=None, is_enterprise_install=True))

    monkeypatch.setattr(install.flow, "handle_callback", come_back)
    status, body = await visited(install, "/slack/oauth_redirect")
    assert status == 400
    assert "cannot be installed for a whole organisation yet" in body
    assert await installations.authorize(None, "T7") is None


async def test_without_a_bot_nothing_is_stored(installations: Installations) -> None:
    with pytest.raises(NotInstalledError, match="no token for the bot"):
        await StoredInstallations(installations).async_save(granted(bot_token=None))


async def test_it_is_installed_also_when_slack_says_nothing_of_the_person(
    installations: Installations, tmp_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: Any, **__: Any) -> Any:
        raise SlackApiError("refused", {"ok": False, "error": "fatal_error"})

    monkeypatch.setattr(AsyncWebClient, "users_info", refused)
    await StoredInstallations(installations).async_save(granted())
    found = await installations.authorize(None, "T7")
    assert found is not None
    assert found.bot_token == "xoxb-7"
    [boss] = tmp_database.read(lambda session: list(session.exec(select(Person))))
    assert (boss.slack_user_id, boss.is_admin, boss.is_leader) == ("UBOSS", True, True)


async def test_what_goes_wrong_is_a_page_with_a_reference_that_the_log_has(
    install: Install, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def come_back(_: Any) -> Any:
        raise ZeroDivisionError("<script>")

    monkeypatch.setattr(install.flow, "handle_callback", come_back)
    status, body = await visited(install, "/slack/oauth_redirect")
    assert status == 500
    assert "<script>" not in body
    reference = body.partition("The reference is ")[2].partition(".")[0]
    assert len(reference) == 8
    assert reference in caplog.text


async def test_an_address_that_cannot_be_read_is_a_page_too(install: Install) -> None:
    status, body = await visited(install, "/slack/oauth_redirect", b"state=\xff\xfe")
    assert status == 400
    assert "cannot be read" in body
    status, _ = await visited(install, "/slack/oauth_redirect", "state=é&code=1".encode())
    assert status in (400, 401)
