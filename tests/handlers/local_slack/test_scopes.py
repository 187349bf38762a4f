"""What an app may: scopes at installation, scopes of events, tokens that were given up, people who are gone."""

import asyncio

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

ASKED = {"client_id": "client.1", "redirect_uri": "http://app/cb", "state": "s", "team": "T1"}
CLIENT = {"client_id": "client.1", "client_secret": "hush", "redirect_uri": "http://app/cb"}


async def consent(slack: LocalSlack, http: aiohttp.ClientSession, **more: str) -> aiohttp.ClientResponse:
    address = slack.url + "/oauth/v2/authorize"
    async with http.get(address, params=ASKED | more, allow_redirects=False) as answer:
        await answer.read()
        return answer


async def code_for(slack: LocalSlack, http: aiohttp.ClientSession, scope: str) -> str:
    answer = await consent(slack, http, scope=scope)
    return answer.headers["Location"].partition("code=")[2].partition("&")[0]


async def test_an_installation_gives_what_was_asked_and_adds_to_what_was_there(http: aiohttp.ClientSession):
    async with LocalSlack(config(installed=False)).running() as slack:
        nobody = AsyncWebClient(base_url=slack.api_url)
        first = await nobody.oauth_v2_access(**CLIENT, code=await code_for(slack, http, "users:read"))
        assert first["scope"] == "users:read"
        app = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await app.chat_postMessage(channel="CSALES", text="x")
        second = await nobody.oauth_v2_access(**CLIENT, code=await code_for(slack, http, "chat:write"))
        assert second["scope"] == "users:read,chat:write"
        assert (await app.chat_postMessage(channel="CSALES", text="x"))["ok"]


async def test_a_consent_without_scopes_or_that_is_refused_gives_no_code(slack: LocalSlack, http):
    assert (await consent(slack, http)).status == 400
    denied = await consent(slack, http, scope="chat:write", deny="1")
    assert denied.headers["Location"] == "http://app/cb?error=access_denied&state=s"


async def test_the_address_of_the_code_must_be_the_one_of_the_consent(slack: LocalSlack, http):
    nobody = AsyncWebClient(base_url=slack.api_url)
    for wrong in ("http://app/other", ""):
        code = await code_for(slack, http, "chat:write")
        with pytest.raises(SlackApiError, match="bad_redirect_uri"):
            await nobody.oauth_v2_access(**CLIENT | {"redirect_uri": wrong}, code=code)


async def test_a_refresh_token_dies_with_the_installation(http: aiohttp.ClientSession):
    async with LocalSlack(config(token_rotation=True)).running() as slack:
        nobody = AsyncWebClient(base_url=slack.api_url)
        token = await nobody.oauth_v2_access(**CLIENT, code=await code_for(slack, http, "chat:write"))
        await People(slack, http).do("uninstall")
        refresh = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            await nobody.oauth_v2_access(**CLIENT, **refresh)


async def test_a_token_that_was_given_up_is_revoked_until_the_next_installation(
    slack: LocalSlack, http, client: AsyncWebClient
):
    assert not (await client.auth_revoke(test=True))["revoked"]
    assert (await client.auth_revoke())["revoked"]
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    nobody = AsyncWebClient(base_url=slack.api_url)
    await nobody.oauth_v2_access(**CLIENT, code=await code_for(slack, http, "chat:write"))
    assert (await client.auth_test())["ok"]


async def test_an_event_without_its_scope_is_not_sent(http: aiohttp.ClientSession):
    async with LocalSlack(config(scopes=["chat:write", "users:read"])).running() as slack:
        people, heard = People(slack, http), asyncio.Queue()
        app = AsyncApp(client=AsyncWebClient("xoxb-noordzee", base_url=slack.api_url))

        async def hear(event):
            await heard.put(event["type"])

        app.event("message")(hear)
        app.event("team_join")(hear)
        async with connected(app, slack):
            await people.do("type", "UANNA", channel=await people.app_channel("UANNA"), text="hi")
            await people.do("user", id="UNEW", name="nina")
            assert await asyncio.wait_for(heard.get(), PATIENCE) == "team_join"
        assert heard.empty()
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
        assert answer["error"] == "unknown_command"  # without the scope "commands" there are none


@pytest.mark.usefixtures("impatient")
async def test_a_removed_app_is_not_told_of_clicks(
    slack: LocalSlack, people: People, client: AsyncWebClient, bolt: AsyncApp
):
    clicked: list[str] = []

    @bolt.action("go")
    async def go(ack):
        clicked.append("go")
        await ack()

    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    await client.chat_postMessage(channel="CSALES", text="x", blocks=[{"type": "actions", "elements": [button]}])
    async with connected(bolt, slack):
        await people.do("uninstall")
        answer = await people.do("click", "UANNA", channel="CSALES", action_id="go")
    assert (answer["error"], clicked) == ("dispatch_failed", [])


async def test_who_is_deactivated_can_do_nothing(slack: LocalSlack, people: People, client: AsyncWebClient):
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    view = {"type": "home", "blocks": [section]}
    home = (await client.views_publish(user_id="UANNA", view=view))["view"]["id"]
    await people.do("user", id="UANNA", deleted=True)
    for action, arguments in (
        ("type", {"channel": "CSALES", "text": "hi"}),
        ("open_home", {}),
        ("click", {"view_id": home, "action_id": "go"}),
        ("fill", {"view_id": home, "action_id": "a", "value": "x"}),
        ("open_dm", {"user": "UBRAM"}),
        ("shortcut", {"callback_id": "x"}),
    ):
        assert (await people.do(action, "UANNA", **arguments))["error"] == "account_inactive", action
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_publish(user_id="UANNA", view=view)


async def test_an_app_level_token_has_limits_too(people: People, slack: LocalSlack):
    await people.do("rate_limits", enabled=True)
    app = AsyncWebClient("xapp-koers", base_url=slack.api_url)
    for _ in range(50):
        await app.apps_connections_open(app_token="xapp-koers")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await app.apps_connections_open(app_token="xapp-koers")
