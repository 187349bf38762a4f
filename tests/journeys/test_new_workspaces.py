"""Two companies install the app themselves; each gets its own answers over signed HTTP, and one leaves again."""

import html
import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlmodel import select

from bot import features
from handlers.local_slack import LocalSlack
from handlers.program.serving import House
from handlers.program.settings import Settings
from models.team.records import Person
from models.workspace.records import Installation, Workspace

Json = dict[str, Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def two_companies(bot_port: int) -> Json:
    def workspace(letter: str, owner: str, token: str) -> Json:
        return {
            "id": f"T{letter}",
            "name": f"Company {letter}",
            "users": [
                {"id": f"U{letter}1", "name": owner, "real_name": owner, "is_owner": True, "tz": "Europe/Amsterdam"}
            ],
            "channels": [{"id": f"C{letter}", "name": "sales"}],
            "app": {
                "id": "A1",
                "name": "Koers",
                "bot_token": token,
                "bot_user_id": f"UBOT{letter}",
                "bot_id": f"BBOT{letter}",
                "signing_secret": "shh",
                "client_id": "client.1",
                "client_secret": "hush",
                "installed": False,
                "request_url": f"http://127.0.0.1:{bot_port}/slack/events",
                "commands": [{"command": "/log"}, {"command": "/koers"}],
            },
        }

    return {"workspaces": [workspace("A", "Anna", "xoxb-a"), workspace("B", "Bo", "xoxb-b")]}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[House, LocalSlack, str]]:
    port = free_port()
    async with LocalSlack(two_companies(port)).running() as slack:
        settings = Settings(
            _env_file=None,
            slack_client_id="client.1",
            slack_client_secret="hush",
            slack_signing_secret="shh",
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{tmp_path}/koers.db",
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            koers_secret_key="a key for tests that is long enough",
        )  # type: ignore[call-arg]
        house = House(settings, features(), now=lambda: datetime.now(UTC))
        async with house.running(None):
            yield house, slack, f"http://127.0.0.1:{port}"


async def install(address: str, team: str, more: str = "", language: str = "en") -> str:
    """Somebody presses "Add to Slack" and allows it; the text of the page they end on."""
    jar = aiohttp.CookieJar(unsafe=True)  # it would take no cookie of an address in figures
    async with aiohttp.ClientSession(headers={"Accept-Language": language}, cookie_jar=jar) as browser:
        page = await browser.get(f"{address}/slack/install")
        link = html.unescape(re.findall(r'href="([^"]*oauth/v2/authorize[^"]*)"', await page.text())[0])
        done = await browser.get(f"{link}&team={team}{more}")
        return html.unescape(await done.text())


async def typed(slack: LocalSlack, team: str, person: str, text: str) -> Json:
    async with aiohttp.ClientSession() as session:
        asked = {"as": person, "team": team, "channel": f"C{team[1]}", "text": text}
        answer = await session.post(f"{slack.url}/control/type", json=asked)
        return dict(await answer.json())


async def test_whoever_installs_is_admin_and_each_company_has_its_own_log(house: tuple[House, LocalSlack, str]) -> None:
    koers, slack, address = house
    for team in ("TA", "TB"):
        assert f"Koers is in Company {team[1]}" in await install(address, team)
    for team, person, customer in (("TA", "UA1", "Acme"), ("TB", "UB1", "Globex")):
        answer = await typed(slack, team, person, f"/log meeting {customer}")
        assert customer in answer["response"]["text"]
    assert "Acme" not in str((await typed(slack, "TB", "UB1", "/log list"))["response"])

    people = koers.database.read(lambda session: session.exec(select(Person)).all())
    assert {(person.workspace_id, person.is_admin, person.is_leader) for person in people} == {
        ("TA", True, True),
        ("TB", True, True),
    }
    stored = koers.database.read(lambda session: session.exec(select(Installation)).all())
    assert all("xoxb" not in installation.bot_token for installation in stored), "tokens are encrypted"


async def test_a_state_that_is_not_ours_installs_nothing(house: tuple[House, LocalSlack, str]) -> None:
    koers, _, address = house
    async with aiohttp.ClientSession() as browser:
        forged = f"{address}/slack/oauth_redirect?code=abc&state=1.2.3"
        page = await browser.get(forged, headers={"Cookie": "slack-app-oauth-state=1.2.3"})
        assert page.status == 401
    assert koers.database.read(lambda session: session.exec(select(Installation)).all()) == []


@pytest.mark.parametrize(
    ("more", "heading"),
    [
        ("&deny=1", "Koers was not installed"),
        ("&error=invalid_scope", "Slack’s word for it: invalid_scope."),
        ("&enterprise=E0ORG", "Choose one workspace"),
    ],
)
async def test_what_is_refused_leaves_nothing_behind(
    house: tuple[House, LocalSlack, str], more: str, heading: str
) -> None:
    koers, _, address = house
    assert heading in await install(address, "TA", more)
    assert koers.database.read(lambda session: session.exec(select(Workspace)).all()) == []


async def test_the_page_at_the_end_opens_the_app_in_slack(house: tuple[House, LocalSlack, str]) -> None:
    _, slack, address = house
    page = await install(address, "TB", language="nl")
    assert "Koers staat in Company B" in page
    [link] = re.findall(r'class="button" href="([^"]*)"', page)
    assert link == f"{slack.url}/app_redirect?app=A1&team=TB"
    async with aiohttp.ClientSession() as browser:
        opened = await browser.get(link, allow_redirects=False)
        assert (opened.status, opened.headers["Location"]) == (302, "/#team=TB")


async def test_an_app_that_is_removed_in_slack_forgets_its_token_and_comes_back(
    house: tuple[House, LocalSlack, str],
) -> None:
    koers, slack, address = house
    await install(address, "TA")
    assert "Acme" in (await typed(slack, "TA", "UA1", "/log meeting Acme"))["response"]["text"]
    async with aiohttp.ClientSession() as people:
        await people.post(f"{slack.url}/control/uninstall", json={"as": "UA1", "team": "TA"})
    assert koers.database.read(lambda session: session.exec(select(Installation)).all()) == []
    workspace = koers.database.read(lambda session: session.exec(select(Workspace)).one())
    assert workspace.uninstalled_at is not None
    assert await koers.installations.client_of("TA") is None
    assert "Koers is in Company A" in await install(address, "TA")
    assert "Acme" in str((await typed(slack, "TA", "UA1", "/log list"))["response"]), "what was stored is there again"


async def test_health_readiness_and_metrics_answer(house: tuple[House, LocalSlack, str]) -> None:
    _, _, address = house
    async with aiohttp.ClientSession() as session:
        for path, part in (
            ("healthz", "true"),
            ("readyz", "true"),
            ("metrics", "python_info"),
            ("metrics", "koers_visits"),
        ):
            answer = await session.get(f"{address}/{path}")
            assert answer.status == 200
            assert part in await answer.text()


async def test_a_request_with_a_wrong_signature_is_refused(house: tuple[House, LocalSlack, str]) -> None:
    _, _, address = house
    async with aiohttp.ClientSession() as session:
        headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=no"}
        answer = await session.post(f"{address}/slack/events", data="command=/log", headers=headers)
        assert answer.status == 401
