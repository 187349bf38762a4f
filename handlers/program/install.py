"""Many workspaces: each installs the app itself at `/slack/install`; its token is stored encrypted.

Whatever becomes of it, whoever waits in the browser reads a page that says so, and what to do.
"""

import asyncio
import logging
import re
import secrets as random
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.door.payloads import profile
from handlers.program.bolt_http import Receive, Scope, Send
from handlers.program.install_states import States, Verdict, browser_of, cookie_for, new_browser
from handlers.program.installations import Installations
from handlers.program.manifest import SCOPES
from handlers.program.rotation import NO_ANSWER
from handlers.program.settings import Settings
from messages import install as pages
from messages.words import words
from models.team.enrolment import Profile, enrol_installer

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
_TEAM = re.compile(r"[TE][A-Z0-9]{1,30}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{1,60}", re.ASCII)
log = logging.getLogger("koers.install")


class Ended(Exception):  # noqa: N818 - it may end well in another try: no mistake of anybody
    """An installation that ends here: with which page of `messages/install.py`, and the values of its words."""

    def __init__(self, page: str, status: int = 400, **values: str) -> None:
        super().__init__(page)
        self.page = page
        self.status = status
        self.values = values


class Install:
    """The two addresses of the OAuth flow, as an ASGI application."""

    def __init__(self, settings: Settings, installations: Installations) -> None:
        self.settings = settings
        self.installations = installations
        self.client = AsyncWebClient(base_url=settings.slack_api_url)
        self.states = States(settings.secret_keys, installations.database, installations.now)
        self.slack = settings.slack_api_url.rstrip("/").removesuffix("/api")
        self.redirect_uri = f"{settings.public_url.rstrip('/')}{REDIRECT}" if settings.public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with a page, whatever happens."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        language = pages.language_of(headers.get("accept-language", ""))
        browser = browser_of(headers.get("cookie", ""))
        status, cookie = 200, ""
        try:
            query = _query(scope.get("query_string", b""))
            if scope["path"] == INSTALL:
                browser = browser or new_browser()
                page = pages.start(language, self._authorize_url(query, browser))
                cookie = cookie_for(browser, is_secure=not self.settings.public_url.startswith("http://"))
            else:
                page = await self._come_back(query, browser, language)
        except Ended as end:
            log.info("not installed: %s", " ".join([end.page, *end.values.values()]))
            status, page = end.status, self._page(end, language)
        except Exception as error:
            # Slack may have installed the app already: who waits in the browser reads what to do.
            reference = random.token_hex(4)
            log.error("an installation failed, reference %s", reference, exc_info=error)
            status, page = 500, self._page(Ended("crashed", reference=reference), language)
        await _send_page(send, status, page, cookie)

    def _page(self, end: Ended, language: str) -> pages.Page:
        if end.page == "slack_says":
            text = pages.slack_says(language, end.values["code"])
        else:
            text = words(language).bare(f"install.{end.page}", **end.values)
        return pages.ended(language, text, INSTALL)

    def _authorize_url(self, query: Mapping[str, str], browser: str) -> str:
        """Slack's page, for the workspace that was asked for, if any. Raises Ended where that one is not served."""
        asked: dict[str, str] = {
            "client_id": self.settings.slack_client_id,
            "scope": ",".join(SCOPES),
            "user_scope": "",
            "state": self.states.issue(browser),
        }
        if self.redirect_uri:
            asked["redirect_uri"] = self.redirect_uri
        if _TEAM.fullmatch(team := query.get("team", "")):
            self._require_served(team)
            asked["team"] = team
        return f"{self.slack}/oauth/v2/authorize?{urlencode(asked)}"

    async def _come_back(self, query: Mapping[str, str], browser: str, language: str) -> pages.Page:
        """The person is back from Slack, with a yes or a no. Raises Ended."""
        if said := query.get("error", ""):
            raise Ended("declined") if said == "access_denied" else _said_by_slack(said)
        verdict = await asyncio.to_thread(self.states.use, query.get("state", ""), browser)
        if verdict is not Verdict.GOOD:
            raise Ended(verdict.value, 401 if verdict is Verdict.MISSING else 400)
        if not query.get("code"):
            raise Ended("unreadable")
        try:
            granted = await self.client.oauth_v2_access(
                client_id=self.settings.slack_client_id,
                client_secret=self.settings.slack_client_secret,
                code=query["code"],
                redirect_uri=self.redirect_uri,
            )
        except SlackApiError as error:
            raise _said_by_slack(str(error.response.get("error", ""))) from None
        except NO_ANSWER as error:
            log.warning("Slack does not answer: %s", type(error).__name__)
            raise Ended("unreachable", 502) from None
        try:
            return await self._keep(granted, language)
        except Ended:
            await self._give_back(granted.get("access_token"))
            raise

    async def _keep(self, granted: AsyncSlackResponse, language: str) -> pages.Page:
        """Store the token, welcome the workspace, and make whoever installed it admin and leader. Raises Ended."""
        team: Mapping[str, str] = granted.get("team") or {}
        if granted.get("is_enterprise_install") or not team.get("id"):
            raise Ended("organisation")
        self._require_served(team["id"])
        if not granted.get("access_token"):
            raise Ended("no_bot")
        client = AsyncWebClient(token=granted["access_token"], base_url=self.settings.slack_api_url)
        installation = await self._installation(client, granted, team)
        who = await self._who_installed(client, str(installation.user_id), team["id"])
        await asyncio.to_thread(
            self.installations.store, installation, lambda session, now: enrol_installer(session, team["id"], who, now)
        )
        log.info("installed in %s", team["id"])
        opens = urlencode({"app": installation.app_id or "", "team": team["id"]})
        return pages.installed(language, team.get("name") or team["id"], f"{self.slack}/app_redirect?{opens}")

    async def _installation(
        self, client: AsyncWebClient, granted: AsyncSlackResponse, team: Mapping[str, str]
    ) -> SlackInstallation:
        try:
            bot_id = (await client.auth_test())["bot_id"]
        except NO_ANSWER as error:
            log.warning("Slack says nothing of the bot: %s", type(error).__name__)
            bot_id = None
        lasts = granted.get("expires_in")
        ends = self.installations.now() + timedelta(seconds=int(lasts)) if lasts else None
        return SlackInstallation(
            app_id=granted.get("app_id"),
            team_id=team["id"],
            team_name=team.get("name"),
            user_id=(granted.get("authed_user") or {}).get("id") or "",
            bot_token=granted["access_token"],
            bot_id=bot_id,
            bot_user_id=granted.get("bot_user_id"),
            bot_scopes=granted.get("scope") or "",
            bot_refresh_token=granted.get("refresh_token"),
            bot_token_expires_at=int(ends.timestamp()) if ends else None,
        )

    async def _who_installed(self, client: AsyncWebClient, user_id: str, workspace_id: str) -> Profile:
        """What Slack says of them; where it says nothing, the app is installed all the same, and the name comes later."""
        try:
            user = (await client.users_info(user=user_id, include_locale=True))["user"]
        except NO_ANSWER as error:
            log.warning("Slack says nothing of whoever installed the app: %s", type(error).__name__)
            return Profile(user_id, user_id, is_told=False)
        return profile(user, workspace_id)

    async def _give_back(self, token: str | None) -> None:
        """Slack has installed the app, and we do not want it: what it gave is given up."""
        if not token:
            return
        try:
            await AsyncWebClient(token=token, base_url=self.settings.slack_api_url).auth_revoke()
        except NO_ANSWER as error:
            log.warning("a token could not be given back: %s", type(error).__name__)

    def _require_served(self, workspace_id: str) -> None:
        if not self.installations.takes(workspace_id):
            raise Ended("not_on_the_list", 403, workspace=workspace_id)


def _said_by_slack(code: str) -> Ended:
    return Ended("slack_says", 400, code=code if _CODE.fullmatch(code) else "unknown_error")


def _query(text: bytes) -> dict[str, str]:
    """The first value of each name. Raises Ended for what cannot be read."""
    try:
        return {name: values[0] for name, values in parse_qs(text.decode(), errors="strict").items()}
    except ValueError:
        raise Ended("unreadable") from None


async def _send_page(send: Send, status: int, page: pages.Page, cookie: str) -> None:
    headers = {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": page.policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "vary": "accept-language",
        **({"set-cookie": cookie} if cookie else {}),
    }
    body = page.html.encode()
    told = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    told.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
