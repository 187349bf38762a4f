"""Installing: every end of it is a page that says what happened and what to do, and nothing is stored but a good one."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientConnectionError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import select

from handlers.program.install import Install
from handlers.program.install_states import COOKIE, States, Verdict, browser_of
from handlers.program.installations import Installations
from handlers.program.settings import Settings, SettingsError, read_settings
from messages import install as pages
from models.database import Database
from models.team.records import Person
from models.workspace.records import Installation, UsedInstallState, Workspace
from models.workspace.secrets import Secrets
from models.workspace.seen import KEPT_FOR, forget_states

KEY, API = "a key for tests only", "https://slack.test/api/"
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
BROWSER = "a-browser-of-the-tests"
GRANTED = {
    "app_id": "A1",
    "authed_user": {"id": "UBOSS"},
    "scope": "chat:write",
    "access_token": "xoxb-7",
    "bot_user_id": "UB",
    "team": {"id": "T7", "name": "Third <b>& co</b>"},
}


class Slack:
    """What Slack answers in these tests, by method; an exception is raised."""

    def __init__(self) -> None:
        self.access: Any = GRANTED
        self.user: Any = {"user": {"id": "UBOSS", "name": "boss", "real_name": "The Boss", "is_owner": True}}
        self.given_back: list[str] = []

    def plug(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async def access(_: AsyncWebClient, **__: Any) -> Any:
            return said(self.access)

        async def user(_: AsyncWebClient, **__: Any) -> Any:
            return said(self.user)

        async def test(_: AsyncWebClient, **__: Any) -> Any:
            return {"bot_id": "B"}

        async def revoke(client: AsyncWebClient, **_: Any) -> Any:
            self.given_back.append(str(client.token))

        for name, does in (("oauth_v2_access", access), ("users_info", user), ("auth_test", test)):
            monkeypatch.setattr(AsyncWebClient, name, does)
        monkeypatch.setattr(AsyncWebClient, "auth_revoke", revoke)


def said(answer: Any) -> Any:
    if isinstance(answer, Exception):
        raise answer
    return answer


def refusal(code: str) -> SlackApiError:
    return SlackApiError("refused", {"ok": False, "error": code})  # type: ignore[arg-type]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Slack:
    made = Slack()
    made.plug(monkeypatch)
    return made


@pytest.fixture
def clock() -> list[datetime]:
    return [NOON]


@pytest.fixture
def build(tmp_database: Database, clock: list[datetime]) -> Callable[..., Install]:
    """An Install of its own process, by settings."""

    def made(**more: Any) -> Install:
        given = {
            "slack_client_id": "1.2",
            "slack_client_secret": "hush",
            "koers_secret_key": KEY,
            "slack_api_url": API,
            **more,
        }
        settings = Settings(_env_file=None, **given)  # type: ignore[call-arg]
        installations = Installations(
            tmp_database,
            Secrets([KEY]),
            "https://slack.test/api/",
            lambda: clock[0],
            allowed=settings.allowed_workspaces,
        )
        return Install(settings, installations)

    return made


@pytest.fixture
def install(build: Callable[..., Install], slack: Slack) -> Install:
    return build()


async def visited(
    install: Install, path: str, query: str | bytes = b"", language: str = "en", browser: str = BROWSER
) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of a page."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"accept-language", language.encode())]
    if browser:
        headers.append((b"cookie", f"{COOKIE}={browser}".encode("latin-1")))
    asked = query if isinstance(query, bytes) else query.encode()
    scope = {"type": "http", "method": "GET", "path": path, "query_string": asked, "headers": headers}
    await install(scope, None, send)  # type: ignore[arg-type]
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], sent[1]["body"].decode(), told


async def came_back(install: Install, more: str = "&code=1", **how: Any) -> tuple[int, str, dict[str, str]]:
    state = install.states.issue(BROWSER)
    return await visited(install, "/slack/oauth_redirect", f"state={state}{more}", **how)


def title(page: str) -> str:
    return html.unescape(re.findall(r"<h1>(.*?)</h1>", page)[0])


def stored(database: Database) -> list[Installation]:
    return database.read(lambda session: list(session.exec(select(Installation))))


# --- the ends ---------------------------------------------------------------------------------------------


async def test_it_begins_with_a_page_and_a_cookie_for_this_browser(install: Install) -> None:
    status, page, headers = await visited(install, "/slack/install", browser="")
    assert (status, title(page)) == (200, "Add Koers to Slack")
    link = html.unescape(re.findall(r'href="([^"]*oauth/v2/authorize[^"]*)"', page)[0])
    asked = parse_qs(urlsplit(link).query)
    cookie = headers["set-cookie"]
    assert "HttpOnly; SameSite=Lax; Secure" in cookie
    browser = SimpleCookie(cookie)[COOKIE].value
    assert install.states.use(asked["state"][0], browser) is Verdict.GOOD
    assert link.startswith("https://slack.test/oauth/v2/authorize?")
    assert "redirect_uri" not in asked  # no PUBLIC_URL: Slack takes the one of the app


async def test_every_page_is_plain_html_that_runs_nothing(install: Install) -> None:
    for _, page, headers in (await visited(install, "/slack/install"), await came_back(install)):
        assert "<script" not in page
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"


async def test_done_says_what_to_do_next_and_opens_the_app_in_slack(install: Install, tmp_database: Database) -> None:
    status, page, _ = await came_back(install)
    assert (status, title(page)) == (200, "Koers is in Third <b>& co</b>")
    assert 'href="https://slack.test/app_redirect?app=A1&amp;team=T7"' in page
    [row] = stored(tmp_database)
    assert "xoxb" not in row.bot_token
    [boss] = tmp_database.read(lambda session: list(session.exec(select(Person))))
    assert (boss.slack_user_id, boss.is_admin, boss.is_leader) == ("UBOSS", True, True)


async def test_in_dutch_for_a_dutch_browser(install: Install) -> None:
    _, page, _ = await came_back(install, language="nl-NL,nl;q=0.9,en;q=0.8")
    assert '<html lang="nl">' in page
    assert title(page) == "Koers staat in Third <b>& co</b>"


@pytest.mark.parametrize(
    ("query", "status", "heading"),
    [
        ("error=access_denied&state=x", 400, "Koers was not installed"),
        ("error=invalid_team_for_non_distributed_app", 400, "Slack did not install Koers"),
        ("error=%3Cscript%3Ealert(1)%3C/script%3E", 400, "Slack did not install Koers"),
        ("", 401, "Start the installation here"),
        ("state=1.2.3&code=1", 401, "Start the installation here"),
        (b"state=\xff\xfe", 400, "This address cannot be read"),
        ("state=é&code=1".encode(), 401, "Start the installation here"),
        ("state=" + "9" * 4000 + "&code=1", 401, "Start the installation here"),
    ],
)
async def test_what_comes_back_wrong_is_told_and_stores_nothing(
    install: Install, tmp_database: Database, query: str | bytes, status: int, heading: str
) -> None:
    got, page, _ = await visited(install, "/slack/oauth_redirect", query)
    assert (got, title(page)) == (status, heading)
    assert 'href="/slack/install"' in page
    assert "<script" not in page
    assert stored(tmp_database) == []


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("invalid_code", "Start again."),
        ("bad_client_secret", "SLACK_CLIENT_SECRET"),
        ("bad_redirect_uri", "PUBLIC_URL"),
        ("invalid_scope", "python bot.py manifest"),
        ("internal_error", "in a few minutes"),
        ("never_heard_of", "show this page to whoever runs this server"),
    ],
)
async def test_an_error_of_slack_is_named_with_what_to_do(
    install: Install, slack: Slack, code: str, advice: str
) -> None:
    slack.access = refusal(code)
    status, page, _ = await came_back(install)
    assert status == 400
    assert advice in html.unescape(page)
    assert f"Slack’s word for it: {code}." in page


async def test_slack_that_does_not_answer_is_told(install: Install, slack: Slack) -> None:
    slack.access = ClientConnectionError("https://…xoxb-secret")
    status, page, _ = await came_back(install)
    assert (status, title(page)) == (502, "Slack does not answer")


async def test_a_whole_organisation_is_refused_with_what_to_do_and_the_access_goes_back(
    install: Install, slack: Slack, tmp_database: Database
) -> None:
    slack.access = {**GRANTED, "team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}
    status, page, _ = await came_back(install)
    assert (status, title(page)) == (400, "Choose one workspace")
    assert "choose one workspace at the top right" in page
    assert slack.given_back == ["xoxb-7"]
    assert stored(tmp_database) == []


async def test_without_a_bot_nothing_is_stored(install: Install, slack: Slack, tmp_database: Database) -> None:
    slack.access = {**GRANTED, "access_token": None}
    assert title((await came_back(install))[1]) == "Slack gave no token for the bot"
    assert stored(tmp_database) == []


async def test_it_is_installed_also_when_slack_says_nothing_of_the_person(install: Install, slack: Slack) -> None:
    slack.user = refusal("fatal_error")
    assert (await came_back(install))[0] == 200
    found = await install.installations.authorize(None, "T7")
    assert found is not None
    assert found.bot_token == "xoxb-7"


async def test_what_goes_wrong_is_a_page_with_a_reference_that_the_log_has(
    install: Install, slack: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.access = ZeroDivisionError("<script>")
    status, page, _ = await came_back(install)
    assert status == 500
    assert "<script>" not in page
    reference = page.partition("the reference ")[2].partition(":")[0]
    assert len(reference) == 8
    assert reference in caplog.text


# --- the list ---------------------------------------------------------------------------------------------


async def test_a_workspace_that_is_not_on_the_list_is_refused_and_gets_its_access_back(
    build: Callable[..., Install], slack: Slack, tmp_database: Database
) -> None:
    install = build(koers_workspaces="t8, T9")
    status, page, _ = await came_back(install)
    assert (status, title(page)) == (403, "This workspace is not on the list")
    assert "add T7 to KOERS_WORKSPACES" in page
    assert slack.given_back == ["xoxb-7"]
    assert stored(tmp_database) == []
    assert tmp_database.read(lambda session: session.get(Workspace, "T7")) is None
    assert (await visited(install, "/slack/install", "team=T7"))[0] == 403, "said before anybody goes to Slack"
    assert "team=T8" in (await visited(install, "/slack/install", "team=T8"))[1]


async def test_the_list_counts_at_every_visit_too(build: Callable[..., Install], slack: Slack) -> None:
    await came_back(build())
    assert await build().installations.authorize(None, "T7") is not None
    assert await build(koers_workspaces="T8").installations.authorize(None, "T7") is None
    assert await build(koers_workspaces="T8").installations.client_of("T7") is None


@pytest.mark.parametrize("listed", ["E0ABC", "acme", "T1;T2"])
def test_a_list_that_cannot_be_right_is_told_with_an_example(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOERS_WORKSPACES", listed)
    with pytest.raises(SettingsError, match=r"KOERS_WORKSPACES: .*T0ABC123,T0DEF456"):
        read_settings()


# --- the state --------------------------------------------------------------------------------------------


@pytest.fixture
def states(tmp_database: Database, clock: list[datetime]) -> States:
    return States([KEY], tmp_database, lambda: clock[0])


def test_a_state_is_good_once_whichever_process_it_comes_to(
    states: States, tmp_database: Database, clock: list[datetime]
) -> None:
    other = States([KEY], tmp_database, lambda: clock[0])
    state = states.issue(BROWSER)
    assert states.use(state, BROWSER) is Verdict.GOOD
    assert other.use(state, BROWSER) is Verdict.USED
    assert states.use(state, BROWSER) is Verdict.USED


async def test_a_page_that_is_opened_twice_says_so(install: Install) -> None:
    state = install.states.issue(BROWSER)
    for heading in ("Koers is in Third <b>& co</b>", "This installation is over already"):
        assert title((await visited(install, "/slack/oauth_redirect", f"state={state}&code=1"))[1]) == heading


def test_a_state_lasts_ten_minutes(states: States, clock: list[datetime]) -> None:
    first, second = states.issue(BROWSER), states.issue(BROWSER)
    clock[0] += timedelta(minutes=9, seconds=59)
    assert states.use(first, BROWSER) is Verdict.GOOD
    clock[0] += timedelta(seconds=1)
    assert states.use(second, BROWSER) is Verdict.OLD


@pytest.mark.parametrize("browser", ["", "another-browser-of-somebody"])
def test_a_state_is_of_no_use_in_another_browser(states: States, browser: str) -> None:
    assert states.use(states.issue(BROWSER), browser) is Verdict.MISSING


def test_a_state_outlives_a_change_of_the_key(states: States, tmp_database: Database, clock: list[datetime]) -> None:
    state = states.issue(BROWSER)
    assert States(["a newer key", KEY], tmp_database, lambda: clock[0]).use(state, BROWSER) is Verdict.GOOD
    assert States(["a newer key"], tmp_database, lambda: clock[0]).use(state, BROWSER) is Verdict.MISSING


@pytest.mark.parametrize("state", ["", "é", "1.x.é", "abc", "..", "١٢٣.x.y", "1" * 400, "9999999999.x." + "0" * 64])
def test_any_other_state_is_refused_and_never_crashes(states: States, state: str) -> None:
    assert states.use(state, BROWSER) is Verdict.MISSING


@pytest.mark.parametrize("cookies", ["", "é=é", f"{COOKIE}=é", f"{COOKIE}=short", "a;;;=", f'{COOKIE}="' + "x" * 9000])
def test_an_odd_cookie_is_none(cookies: str) -> None:
    assert browser_of(cookies) == ""


def test_used_states_are_dropped_in_time(states: States, tmp_database: Database, clock: list[datetime]) -> None:
    states.use(states.issue(BROWSER), BROWSER)
    tmp_database.write(lambda session: forget_states(session, NOON + KEPT_FOR))
    assert len(tmp_database.read(lambda session: list(session.exec(select(UsedInstallState))))) == 1
    tmp_database.write(lambda session: forget_states(session, NOON + KEPT_FOR + timedelta(seconds=1)))
    assert tmp_database.read(lambda session: list(session.exec(select(UsedInstallState)))) == []


# --- the language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("nl", "nl"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("de-DE,de;q=0.9,en;q=0.2,nl;q=0.7", "nl"),
        ("fr", "en"),
        ("nl;q=0", "en"),
        ("en;q=oops,nl;q=0.1", "nl"),
        ("nl;q=nan", "en"),
    ],
)
def test_the_language_is_the_one_that_the_browser_likes_best(accepted: str, language: str) -> None:
    assert pages.language_of(accepted) == language


def test_every_advice_has_its_words() -> None:
    for language in ("en", "nl"):
        for code in [*pages.ADVICE, "never_heard_of"]:
            assert code in pages.slack_says(language, code)
