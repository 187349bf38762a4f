"""Where a stand-in is easily kinder than Slack: each of these Slack refuses, and so does the local one."""

import asyncio
import json

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.local_slack.config import DEFAULT_SCOPES
from tests.handlers.local_slack.conftest import PATIENCE, SHORT, People, config, connected
from tests.handlers.local_slack.test_delivery import link
from tests.handlers.local_slack.test_touching import field, modal, open_form

META = {"event_type": "digest", "event_payload": {"delivery": {"id": 1}}}
OPTION = {"text": {"type": "plain_text", "text": "x"}, "value": "x"}
WRONG_OPTION = {"text": {"type": "plain_text", "text": "x" * 76}, "value": "x"}


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("chat.postMessage", {"channel": "USLACKBOT", "text": "x"}, "cannot_dm_bot"),
        ("chat.postMessage", {"channel": "CSALES", "text": {"a": 1}}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "CSALES", "text": "x", "metadata": META}, "invalid_metadata_schema"),
        ("chat.scheduleMessage", {"channel": "UANNA", "text": "x", "post_at": 4_000_000_000}, "channel_not_found"),
        ("chat.postMessage", {"channel": "CSALES", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "CSALES", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ("chat.postMessage", {"channel": "CSALES", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ("chat.postMessage", {"channel": "CSALES", "markdown_text": "y" * 12_001}, "invalid_blocks"),
        ("chat.postEphemeral", {"channel": "CELSE", "user": "UANNA", "text": "x"}, "not_in_channel"),
        ("chat.postEphemeral", {"channel": "CSALES", "text": "x"}, "user_not_found"),
        ("chat.postEphemeral", {"channel": "CSALES", "user": "UANNA", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.deleteScheduledMessage", {"channel": "CSALES"}, "invalid_scheduled_message_id"),
        ("chat.getPermalink", {"channel": "CSALES", "message_ts": "1.000000"}, "channel_not_found"),
        ("conversations.info", {"channel": "CSALES"}, "channel_not_found"),  # as JSON its arguments are not read
        ("conversations.members", {"channel": "CSALES"}, "channel_not_found"),
        ("views.publish", {"user_id": "USLACKBOT", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ("views.update", {"view": modal()}, "not_found"),
        ("views.open", {"view": modal()}, "invalid_arguments"),
        ("bots.info", {}, "missing_scope"),
        ("files.info", {"file": "F1"}, "file_not_found"),
    ],
)
async def test_slack_refuses_it_as_json(http: aiohttp.ClientSession, method: str, arguments: dict, code: str):
    scopes = [s for s in DEFAULT_SCOPES if s != "users:read"]
    async with LocalSlack(config(scopes=scopes)).running() as slack:
        token = {"Authorization": "Bearer xoxb-noordzee"}
        async with http.post(slack.api_url + method, json=arguments, headers=token) as answer:
            assert (await answer.json())["error"] == code


async def test_a_command_cannot_be_given_in_a_thread(people: People, client: AsyncWebClient):
    root = await client.chat_postMessage(channel="CSALES", text="root")
    answer = await people.do("type", "UANNA", channel="CSALES", text="/log x", thread_ts=root["ts"])
    assert (answer["error"], answer["message"]) == (
        "not_supported_in_threads",
        "/log is not supported in threads. Sorry!",
    )


async def test_nothing_is_pushed_where_nothing_is_open(slack: LocalSlack, client: AsyncWebClient):
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_push(trigger_id=slack.platform.triggers.issue("T1", "A1", "UANNA"), view=modal())


async def test_a_home_without_its_tab_is_not_published():
    async with LocalSlack(config(home_tab=False)).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="not_enabled"):
            await client.views_publish(user_id="UANNA", view={"type": "home", "blocks": []})


async def test_an_external_id_is_one_views_only_and_finds_it_again(slack: LocalSlack, client: AsyncWebClient):
    def trigger() -> str:
        return slack.platform.triggers.issue("T1", "A1", "UANNA")

    await client.views_open(trigger_id=trigger(), view=modal(external_id="log-1"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_push(trigger_id=trigger(), view=modal(external_id="log-1"))
    updated = await client.views_update(external_id="log-1", view=modal("Next", external_id="log-1"))
    assert updated["view"]["title"]["text"] == "Next"
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(external_id="log-2", view=modal())


@pytest.mark.parametrize("answer", [{"options": [WRONG_OPTION]}, {"options": [OPTION] * 101}, {}])
async def test_wrong_options_are_not_shown(slack, people: People, bolt: AsyncApp, answer: dict):
    @bolt.options("account")
    async def accounts(ack):
        await ack(**answer or {"response_type": "x"})

    async with connected(bolt, slack):
        form = modal("Log", field("account", {"type": "external_select", "action_id": "account"}))
        view = (await open_form(people, bolt, form))["id"]
        offered = await people.do("options", "UANNA", view_id=view, action_id="account", value="ac")
    assert (offered["error"], offered.get("options")) == ("invalid_options", None)


async def test_an_error_that_is_no_text_is_trouble(slack, people: People, bolt: AsyncApp):
    @bolt.view("log.form")
    async def save(ack):
        await ack({"response_action": "errors", "errors": {"account": 3}})

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        answer = await people.do("submit", "UANNA", view_id=view["id"], values={"account": "Acme"})
    assert answer["message"] == "We had some trouble connecting. Try again?"


async def test_a_closed_stack_tells_of_every_view_that_asked(
    slack, people: People, bolt: AsyncApp, client: AsyncWebClient
):
    closed: list[tuple[str, bool]] = []

    @bolt.view_closed("log.form")
    async def gone(ack, body, view):
        await ack()
        closed.append((view["title"]["text"], body["is_cleared"]))

    async with connected(bolt, slack):
        await open_form(people, bolt, modal("First", notify_on_close=True))
        trigger = slack.platform.triggers.issue("T1", "A1", "UANNA")
        top = modal("Second", notify_on_close=True, clear_on_close=True)
        second = (await client.views_push(trigger_id=trigger, view=top))["view"]["id"]
        await people.do("close", "UANNA", view_id=second)
    assert closed == [("Second", True), ("First", True)]
    assert (await people.see("views", "UANNA"))["modals"] == []


@pytest.mark.usefixtures("impatient")
async def test_an_event_is_given_up_after_three_repetitions(slack: LocalSlack, people: People, http):
    socket = await link(slack, http)
    await socket.receive_json()
    await people.do("type", "UANNA", channel=await people.app_channel("UANNA"), text="anybody?")
    attempts = [(await socket.receive_json())["retry_attempt"] for _ in range(2)]
    for seconds in (61, 301):
        await asyncio.sleep(3 * SHORT)
        await people.do("clock", advance=seconds)
        envelope = await socket.receive_json()
        attempts.append(envelope["retry_attempt"])
        assert envelope["retry_reason"] == "timeout"
    assert attempts == [0, 1, 2, 3]
    await asyncio.sleep(3 * SHORT)
    await people.do("clock", advance=3600)
    with pytest.raises(TimeoutError):
        await socket.receive_json(timeout=0.2)


async def test_an_event_waits_for_the_app_and_says_timeout(slack: LocalSlack, people: People, http):
    await people.do("type", "UANNA", channel=await people.app_channel("UANNA"), text="anybody?")
    await asyncio.sleep(SHORT)
    socket = await link(slack, http)
    await socket.receive_json()
    await people.do("clock", advance=61)
    envelope = await socket.receive_json(timeout=PATIENCE)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (2, "timeout")


async def test_a_files_text_wins_from_its_blocks_and_it_is_its_own_apps(http: aiohttp.ClientSession):
    async with LocalSlack(config(scopes=[*DEFAULT_SCOPES, "files:read"])).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        asked = await client.files_getUploadURLExternal(filename="week.csv", length=3)
        async with http.post(asked["upload_url"], data=b"a;b") as answer:
            assert answer.status == 200
        shared = {"files": [{"id": asked["file_id"]}], "channel_id": "CSALES"}
        with pytest.raises(SlackApiError, match="thread_not_found"):
            await client.files_completeUploadExternal(**shared, thread_ts="1.000000")
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "blocks"}}]
        await client.files_completeUploadExternal(**shared, initial_comment="Your week", blocks=json.dumps(blocks))
        (message,) = (await client.conversations_history(channel="CSALES"))["messages"]
        assert (message["text"], message.get("blocks")) == ("Your week", None)
        assert (await client.files_info(file=asked["file_id"]))["file"]["size"] == 3
        other = AsyncWebClient("xoxb-zuiderzee", base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="file_not_found"):
            await other.files_info(file=asked["file_id"])
        await client.files_delete(file=asked["file_id"])
        assert (await client.conversations_history(channel="CSALES"))["messages"][0]["files"] == []


async def test_blocks_are_validated_without_posting(client: AsyncWebClient, people: People):
    good = [{"type": "divider"}]
    bad = [{"type": "section", "text": {"type": "invalid", "text": "x"}}]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": good}
    for arguments in ({"blocks": good}, {"message": {"blocks": good}}, {"view": modal()}):
        assert (await client.blocks_validate(**arguments))["ok"]
    for arguments, code, pointer in (
        ({"blocks": bad}, "invalid_blocks", "/0/text/type"),
        ({"message": {"blocks": bad}}, "invalid_message", "/blocks/0/text/type"),
        ({"view": view}, "invalid_view", "/title/text"),
    ):
        with pytest.raises(SlackApiError) as caught:
            await client.blocks_validate(**arguments)
        assert caught.value.response["error"] == code
        assert pointer in [mistake["pointer"] for mistake in caught.value.response["errors"]]
    for arguments in ({}, {"blocks": good, "view": view}):
        with pytest.raises(SlackApiError) as caught:
            await client.blocks_validate(**arguments)
        assert caught.value.response["response_metadata"]["messages"] == [
            "must provide exactly one of `blocks`, `view`, or `message`"
        ]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.blocks_validate(blocks="[" + " " * 100_000 + "]")
    assert await people.texts("UANNA", "CSALES") == []


async def test_scheduled_messages_are_listed_between_two_moments(slack, client: AsyncWebClient):
    now = int(slack.now().timestamp())
    for hours in (1, 2, 3):
        await client.chat_scheduleMessage(channel="CSALES", text=str(hours), post_at=now + hours * 3600)
    listed = await client.chat_scheduledMessages_list(oldest=str(now + 3700), latest=str(now + 7300))
    assert [one["text"] for one in listed["scheduled_messages"]] == ["2"]
    for _ in range(29):
        await client.chat_scheduleMessage(channel="CSALES", text="x", post_at=now + 36_000)
    await client.chat_scheduleMessage(channel="CSALES", text="x", post_at=now + 36_000)
    with pytest.raises(SlackApiError, match="restricted_too_many"):
        await client.chat_scheduleMessage(channel="CSALES", text="x", post_at=now + 36_000)
    soon = await client.chat_scheduleMessage(channel="CSALES", text="soon", post_at=now + 50)
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        await client.chat_deleteScheduledMessage(channel="CSALES", scheduled_message_id=soon["scheduled_message_id"])


async def test_the_first_owner_is_the_primary_one():
    plain = config()
    plain["workspaces"][0]["users"][0]["is_owner"] = True
    async with LocalSlack(plain).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        members = (await client.users_list())["members"]
    owners = {m["id"]: m["is_primary_owner"] for m in members if m.get("is_owner")}
    assert owners == {"UANNA": True, "UCARLA": False}
