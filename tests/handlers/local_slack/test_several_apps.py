"""Several apps in one workspace: each with its own token, commands, direct message, Home, modals and events."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import Config, ConfigError, LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

CLICK = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "elements": [CLICK]}]


def two_apps() -> dict[str, Any]:
    """Noordzee with Koers and, beside it, a lunch app; both have /log and a shortcut `new`, the lunch app's came later."""
    plain = config()
    koers = plain["workspaces"][0].pop("app")
    lunch = koers | {
        "id": "A2",
        "name": "Lunch",
        "bot_user_id": "ULUNCH",
        "bot_id": "BLUNCH",
        "bot_token": "xoxb-lunch",
        "app_token": "xapp-lunch",
        "client_id": "client.2",
        "commands": [{"command": "/lunch"}, {"command": "/log"}],
    }
    koers["shortcuts"] = lunch["shortcuts"] = [{"callback_id": "new", "name": "New"}]
    plain["workspaces"][0]["apps"] = [koers, lunch]
    return plain


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(two_apps()).running() as running:
        yield running


@pytest.fixture
def lunch_client(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient("xoxb-lunch", base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def lunch(lunch_client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=lunch_client, signing_secret="x")


def direct_messages(state: dict[str, Any]) -> dict[str, str]:
    return {c["name"]: c["id"] for c in state["channels"] if c["type"] == "app"}


async def test_each_token_is_its_own_app(client: AsyncWebClient, lunch_client: AsyncWebClient):
    ours, theirs = await client.auth_test(), await lunch_client.auth_test()
    assert (ours["user_id"], ours["bot_id"]) == ("UKOERS", "BKOERS")
    assert (theirs["user_id"], theirs["bot_id"], theirs["team_id"]) == ("ULUNCH", "BLUNCH", "T1")
    assert (await client.bots_info(bot="BLUNCH"))["bot"]["name"] == "Lunch"


async def test_each_app_has_its_own_direct_message(
    client: AsyncWebClient, lunch_client: AsyncWebClient, people: People
):
    await client.chat_postMessage(channel="UANNA", text="your pace")
    posted = await lunch_client.chat_postMessage(channel="UANNA", text="soup today")
    mine = direct_messages(await people.see("state", "UANNA"))
    assert mine["Lunch"] == posted["channel"]
    assert await people.texts("UANNA", mine["Koers"]) == ["your pace"]
    assert await people.texts("UANNA", mine["Lunch"]) == ["soup today"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_history(channel=posted["channel"])


async def test_no_app_changes_what_another_one_said(client: AsyncWebClient, lunch_client: AsyncWebClient):
    posted = await lunch_client.chat_postMessage(channel="CSALES", text="soup")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel="CSALES", ts=posted["ts"], text="stew")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel="CSALES", ts=posted["ts"])


async def test_each_app_has_its_own_home(
    slack: LocalSlack, client: AsyncWebClient, lunch_client: AsyncWebClient, people: People
):
    for app, text in ((client, "Your week"), (lunch_client, "The menu")):
        section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
        await app.views_publish(user_id="UANNA", view={"type": "home", "blocks": [section]})
    homes = [(await people.see("views", "UANNA", app=app))["home"] for app in ("A1", "A2")]
    assert [home["blocks"][0]["text"]["text"] for home in homes] == ["Your week", "The menu"]
    assert [home["app_id"] for home in homes] == ["A1", "A2"]
    assert (await people.see("views", "UANNA", app="A9"))["error"] == "app_not_found"


@pytest.mark.usefixtures("impatient")
async def test_of_two_commands_with_one_name_the_later_apps_is_run(
    slack: LocalSlack, people: People, bolt: AsyncApp, lunch: AsyncApp
):
    @bolt.command("/log")
    @bolt.command("/raw")
    async def ours(ack):
        await ack("Koers")

    @lunch.command("/log")
    @lunch.command("/lunch")
    async def theirs(ack):
        await ack("Lunch")

    async with connected(bolt, slack), connected(lunch, slack, "xapp-lunch"):
        for text in ("/raw", "/lunch", "/log"):
            await people.do("type", "UANNA", channel="CSALES", text=text)
        assert await people.texts("UANNA", "CSALES") == ["Koers", "Lunch", "Lunch"]
        await people.do("uninstall", app="A2")
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert (await people.texts("UANNA", "CSALES"))[-1] == "Koers"


@pytest.mark.usefixtures("impatient")
async def test_of_two_shortcuts_with_one_id_the_named_apps_is_run_while_it_is_installed(
    slack: LocalSlack, people: People, bolt: AsyncApp, lunch: AsyncApp
):
    run: list[str] = []

    @bolt.shortcut("new")
    async def ours(ack):
        await ack()
        run.append("Koers")

    @lunch.shortcut("new")
    async def theirs(ack):
        await ack()
        run.append("Lunch")

    async with connected(bolt, slack), connected(lunch, slack, "xapp-lunch"):
        for app in ("A2", "A1"):
            assert (await people.do("shortcut", "UANNA", app=app, callback_id="new"))["ok"]
        await people.do("uninstall", app="A2")
        answer = await people.do("shortcut", "UANNA", app="A2", callback_id="new")
    assert (run, answer["error"]) == (["Lunch", "Koers"], "shortcut_not_found")


async def test_a_click_goes_to_the_app_whose_button_it_is(
    slack: LocalSlack, people: People, bolt: AsyncApp, lunch: AsyncApp, lunch_client: AsyncWebClient
):
    clicked: list[str] = []

    @bolt.action("go")
    async def ours(ack):
        await ack()
        clicked.append("Koers")

    @lunch.action("go")
    async def theirs(ack, body, respond):
        await ack()
        clicked.append(body["api_app_id"])
        await respond(text="gone", replace_original=True)

    posted = await lunch_client.chat_postMessage(channel="CSALES", text="soup", blocks=BLOCKS)
    async with connected(bolt, slack), connected(lunch, slack, "xapp-lunch"):
        await people.do("click", "UANNA", channel="CSALES", ts=posted["ts"], action_id="go")
        while (await people.texts("UANNA", "CSALES")) != ["gone"]:  # noqa: ASYNC110 - the answer comes later
            await asyncio.sleep(0.01)
    assert clicked == ["A2"]


async def test_a_trigger_is_good_only_for_the_app_that_was_told(
    slack: LocalSlack, client: AsyncWebClient, lunch_client: AsyncWebClient
):
    view = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}
    trigger = slack.platform.triggers.issue("T1", "A2", "UANNA")
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id=trigger, view=view)
    opened = (await lunch_client.views_open(trigger_id=trigger, view=view | {"external_id": "x"}))["view"]
    assert opened["app_id"] == "A2"
    for name in ({"view_id": opened["id"]}, {"external_id": "x"}):
        with pytest.raises(SlackApiError, match="not_found"):
            await client.views_update(view=view, **name)


async def test_both_apps_hear_what_is_said_where_both_are(
    slack: LocalSlack, people: People, bolt: AsyncApp, lunch: AsyncApp
):
    heard: asyncio.Queue = asyncio.Queue()

    async def hear(event, body):
        name = {"A1": "Koers", "A2": "Lunch"}[body["api_app_id"]]
        await heard.put((name, event["type"], event.get("text")))

    for app in (bolt, lunch):
        for event in ("team_join", "app_mention", "message"):
            app.event(event)(hear)
    mine = direct_messages(await people.see("state", "UANNA"))
    async with connected(bolt, slack), connected(lunch, slack, "xapp-lunch"):
        await people.do("type", "UANNA", channel=mine["Lunch"], text="soup?")
        assert await asyncio.wait_for(heard.get(), PATIENCE) == ("Lunch", "message", "soup?")
        await people.do("type", "UANNA", channel="CSALES", text="@Koers hi")
        assert await asyncio.wait_for(heard.get(), PATIENCE) == ("Koers", "app_mention", "<@UKOERS> hi")
        await people.do("user", id="UNEW", name="nina")
        both = {(await asyncio.wait_for(heard.get(), PATIENCE))[:2] for _ in range(2)}
    assert both == {("Koers", "team_join"), ("Lunch", "team_join")}
    assert heard.empty()


async def test_removing_one_app_leaves_the_other(client: AsyncWebClient, lunch_client: AsyncWebClient, people: People):
    await people.do("uninstall", app="A2")
    with pytest.raises(SlackApiError, match="account_inactive"):
        await lunch_client.auth_test()
    assert (await client.auth_test())["ok"]


async def test_each_app_is_installed_by_its_own_client(slack: LocalSlack, http: aiohttp.ClientSession):
    query = {"client_id": "client.2", "redirect_uri": "http://lunch/cb", "team": "T1", "scope": "chat:write"}
    async with http.get(slack.url + "/oauth/v2/authorize", params=query, allow_redirects=False) as answer:
        code = answer.headers["Location"].partition("code=")[2].partition("&")[0]
    nobody = AsyncWebClient(base_url=slack.api_url)
    asked = {"client_secret": "hush", "code": code, "redirect_uri": "http://lunch/cb"}
    installed = await nobody.oauth_v2_access(client_id="client.2", **asked)
    assert (installed["app_id"], installed["access_token"]) == ("A2", "xoxb-lunch")


async def test_limits_are_counted_for_each_app(client: AsyncWebClient, lunch_client: AsyncWebClient, people: People):
    await people.do("rate_limits", enabled=True)
    for app in (client, lunch_client):
        for _ in range(20):
            await app.users_list()
        with pytest.raises(SlackApiError, match="ratelimited"):
            await app.users_list()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda w: w.update(app=w["apps"][0]), r"workspaces\[0\].app: either `app` or `apps` is needed"),
        (lambda w: w.pop("apps"), r"workspaces\[0\].app: either `app` or `apps` is needed"),
        (lambda w: w["apps"][1].update(id="A1"), r'workspaces\[0\].apps: the id "A1" is used twice'),
        (lambda w: w["apps"][1].update(bot_id="BKOERS"), 'the bot_id "BKOERS" is used twice'),
        (lambda w: w["apps"][1].update(bot_user_id="UANNA"), 'users: the id "UANNA" is used twice'),
        (lambda w: w["apps"][1]["commands"][0].update(command="x"), r"apps\[1\].commands\[0\].command: "),
    ],
)
def test_what_cannot_be_in_a_workspace_of_several_apps_is_told(change, complaint: str):
    plain = two_apps()
    change(plain["workspaces"][0])
    with pytest.raises(ConfigError, match=complaint):
        Config.from_dict(plain)
