"""Conversations as an app makes, fills, reads and closes them, with the scopes that each kind needs."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.local_slack.config import DEFAULT_EVENTS, DEFAULT_SCOPES
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

SCOPES = ["groups:write", "mpim:read", "mpim:write", "mpim:history"]
EVENTS = [
    "channel_archive",
    "channel_created",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_rename",
    "member_left_channel",
    "message.mpim",
]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """The app may do everything with conversations here."""
    app = {"scopes": [*DEFAULT_SCOPES, *SCOPES], "events": [*DEFAULT_EVENTS, *EVENTS]}
    async with LocalSlack(config(**app)).running() as running:
        yield running


@pytest.fixture
def heard(bolt: AsyncApp) -> asyncio.Queue:
    """The events that the app hears."""
    events: asyncio.Queue = asyncio.Queue()

    async def hear(event):
        await events.put(event)

    for name in (*EVENTS[:-1], "member_joined_channel", "message"):
        bolt.event(name)(hear)
    return events


async def refused(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_a_group_direct_message_is_opened_heard_and_answered(
    slack, people: People, client: AsyncWebClient, bolt: AsyncApp, heard
):
    opened = await client.conversations_open(users="UANNA,UBRAM", return_im=True)
    group = opened["channel"]["id"]
    assert (opened["channel"]["is_mpim"], opened["channel"]["name"]) == (True, "mpdm-anna--bram--koers-1")
    assert "already_open" not in opened.data
    again = await client.conversations_open(users=["UBRAM", "UANNA"])
    assert (again["channel"]["id"], again["already_open"]) == (group, True)
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=group, text="the three of us")
        event = await asyncio.wait_for(heard.get(), PATIENCE)
    assert (event["channel_type"], event["text"]) == ("mpim", "the three of us")
    await client.chat_postMessage(channel=group, text="hello both")
    assert (await people.texts("UBRAM", group))[-1] == "hello both"
    assert (await people.see("messages", "UCARLA", channel=group))["error"] == "channel_not_found"
    shown = next(c for c in (await people.see("state", "UANNA"))["channels"] if c["id"] == group)
    assert (shown["type"], shown["name"]) == ("mpim", "Bram Bakker, Koers")
    listed = await client.users_conversations(types="mpim")
    assert [c["id"] for c in listed["channels"]] == [group]


async def test_people_talk_in_a_group_without_the_app(people: People):
    group = (await people.do("open_dm", "UANNA", users=["UBRAM", "UCARLA"]))["channel"]
    await people.do("type", "UANNA", channel=group, text="just us")
    assert await people.texts("UCARLA", group) == ["just us"]
    assert await people.log("event") == []
    assert (await people.do("open_dm", "UANNA", users=["UNOBODY"]))["error"] == "user_not_found"


@pytest.mark.parametrize(
    ("users", "code"),
    [
        ("UNOBODY", "user_not_found"),
        ("UGONE", "user_disabled"),
        ("USLACKBOT", "cannot_dm_bot"),
        ("UKOERS", "cannot_dm_bot"),
        ("", "users_list_not_supplied"),
        (",".join(["UANNA"] * 9), "too_many_users"),
    ],
)
async def test_who_cannot_be_written_to(client: AsyncWebClient, users: str, code: str):
    assert await refused(client.conversations_open(users=users)) == code


async def test_only_direct_messages_are_opened(client: AsyncWebClient):
    assert await refused(client.conversations_open(channel="CSALES")) == "method_not_supported_for_channel_type"


async def test_a_channel_is_made_filled_renamed_and_put_away(
    slack, people: People, client: AsyncWebClient, bolt: AsyncApp, heard
):
    async with connected(bolt, slack):
        made = (await client.conversations_create(name="team-north"))["channel"]
        await client.conversations_invite(channel=made["id"], users="UANNA,UBRAM")
        await client.conversations_setTopic(channel=made["id"], topic="The north")
        await client.conversations_setPurpose(channel=made["id"], purpose="Selling there")
        await client.conversations_rename(channel=made["id"], name="team-east")
        await client.conversations_kick(channel=made["id"], user="UBRAM")
        await client.conversations_archive(channel=made["id"])
        await client.conversations_unarchive(channel=made["id"])
        events = [await asyncio.wait_for(heard.get(), PATIENCE) for _ in range(7)]
    kinds = {event["type"] for event in events}
    assert kinds == {
        "channel_created",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "member_joined_channel",
        "member_left_channel",
    }
    joined = [event for event in events if event["type"] == "member_joined_channel"]
    assert {event["user"] for event in joined} == {"UANNA", "UBRAM"}
    assert joined[0]["inviter"] == "UKOERS"
    info = (await client.conversations_info(channel=made["id"], include_num_members=True))["channel"]
    assert (info["name"], info["topic"]["value"], info["num_members"]) == ("team-east", "The north", 2)
    assert info["purpose"]["value"] == "Selling there"
    assert "team-east" in [c["name"] for c in (await people.see("state", "UANNA"))["channels"]]
    assert "team-east" not in [c["name"] for c in (await people.see("state", "UBRAM"))["channels"]]


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("create", {"name": "sales"}, "name_taken"),
        ("create", {"name": "Big Deals"}, "invalid_name_specials"),
        ("create", {"name": "x" * 81}, "invalid_name_maxlength"),
        ("create", {}, "invalid_name_required"),
        ("invite", {"channel": "CSALES", "users": "UANNA"}, "already_in_channel"),
        ("invite", {"channel": "CSALES", "users": "UKOERS"}, "cant_invite_self"),
        ("invite", {"channel": "CSALES", "users": "UGONE"}, "user_not_found"),
        ("invite", {"channel": "CSALES"}, "no_user"),
        ("invite", {"channel": "CELSE", "users": "UCARLA"}, "not_in_channel"),
        ("invite", {"channel": "COLD", "users": "UCARLA"}, "is_archived"),
        ("kick", {"channel": "CSALES", "user": "UKOERS"}, "cant_kick_self"),
        ("kick", {"channel": "CSALES", "user": "UGONE"}, "not_in_channel"),
        ("archive", {"channel": "COLD"}, "already_archived"),
        ("archive", {"channel": "CELSE"}, "not_in_channel"),
        ("unarchive", {"channel": "CSALES"}, "not_archived"),
        ("rename", {"channel": "CSALES", "name": "elsewhere"}, "name_taken"),
        ("setTopic", {"channel": "CSALES", "topic": "x" * 251}, "too_long"),
        ("setPurpose", {"channel": "CELSE", "purpose": "x"}, "not_in_channel"),
        ("mark", {"channel": "CSALES", "ts": "now"}, "invalid_timestamp"),
        ("close", {"channel": "CSALES"}, "method_not_supported_for_channel_type"),
        ("join", {"channel": "COLD"}, "is_archived"),
    ],
)
async def test_what_cannot_be_done_with_a_channel_is_refused(
    client: AsyncWebClient, method: str, arguments: dict, code: str
):
    assert await refused(client.api_call(f"conversations.{method}", json=arguments)) == code


async def test_the_bot_leaves_once_and_never_the_general_channel(client: AsyncWebClient):
    assert (await client.conversations_leave(channel="CSALES"))["ok"]
    assert (await client.conversations_leave(channel="CSALES"))["not_in_channel"]
    assert await refused(client.chat_postMessage(channel="CSALES", text="x")) == "not_in_channel"
    general = (await client.conversations_create(name="general"))["channel"]["id"]
    assert await refused(client.conversations_leave(channel=general)) == "cant_leave_general"
    assert await refused(client.conversations_archive(channel=general)) == "cant_archive_general"


async def test_members_are_counted_only_on_request(client: AsyncWebClient):
    assert "num_members" not in (await client.conversations_info(channel="CSALES"))["channel"]
    counted = await client.conversations_info(channel="CSALES", include_num_members=True, include_locale=True)
    assert (counted["channel"]["num_members"], counted["channel"]["locale"]) == (4, "en-US")
    members = (await client.conversations_members(channel="CSALES"))["members"]
    assert sorted(members) == ["UANNA", "UBRAM", "UCARLA", "UKOERS"]


async def test_the_conversations_of_somebody_are_those_that_the_app_knows_of(client: AsyncWebClient):
    mine = await client.users_conversations(exclude_archived=True)
    assert [c["name"] for c in mine["channels"]] == ["sales"]
    theirs = await client.users_conversations(user="UCARLA", types="public_channel,private_channel")
    assert [c["name"] for c in theirs["channels"]] == ["sales", "old"]
    assert await refused(client.users_conversations(types="everything")) == "invalid_types"
    assert await refused(client.users_conversations(user="UNOBODY")) == "user_not_found"


@pytest.mark.parametrize(
    ("granted", "method", "arguments", "needed"),
    [
        (["im:write"], "conversations.open", {"users": "UANNA,UBRAM"}, "mpim:write"),
        (["mpim:write"], "conversations.open", {"users": "UANNA"}, "im:write"),
        (["groups:write"], "conversations.create", {"name": "x"}, "channels:manage"),
        (["channels:manage"], "conversations.create", {"name": "x", "is_private": True}, "groups:write"),
        (["channels:manage"], "conversations.join", {"channel": "CELSE"}, "channels:join"),
        (["im:read"], "conversations.members", {"channel": "CSALES"}, "channels:read"),
        (["im:read"], "users.conversations", {"types": "im,mpim"}, "mpim:read"),
        (["chat:write"], "conversations.info", {"channel": "CSALES"}, "channels:read,groups:read,im:read,mpim:read"),
    ],
)
async def test_each_kind_of_conversation_is_under_its_own_scope(granted, method, arguments, needed):
    async with LocalSlack(config(scopes=granted)).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        with pytest.raises(SlackApiError) as caught:
            await client.api_call(method, params=arguments)
    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", needed, ",".join(granted))


async def test_a_deleted_root_leaves_a_tombstone_above_its_answers(client: AsyncWebClient, people: People):
    root = await client.chat_postMessage(channel="CSALES", text="root")
    await people.do("type", "UBRAM", channel="CSALES", text="answer", thread_ts=root["ts"])
    await client.chat_delete(channel="CSALES", ts=root["ts"])
    (stone,) = (await client.conversations_history(channel="CSALES"))["messages"]
    assert (stone["subtype"], stone["user"], stone["reply_count"]) == ("tombstone", "USLACKBOT", 1)
    replies = (await client.conversations_replies(channel="CSALES", ts=root["ts"]))["messages"]
    assert [m["text"] for m in replies] == ["This message was deleted.", "answer"]
