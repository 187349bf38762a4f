"""The Web API as slack_sdk speaks to it."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import People, config


async def refused(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_auth_test_says_who_the_token_is(client: AsyncWebClient):
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T1", "UKOERS", "BKOERS")


async def test_each_token_opens_its_own_workspace_only(slack: LocalSlack):
    other = AsyncWebClient("xoxb-zuiderzee", base_url=slack.api_url)
    assert (await other.auth_test())["team"] == "Zuiderzee"
    assert await refused(other.users_info(user="UANNA")) == "user_not_found"
    assert await refused(other.chat_postMessage(channel="CSALES", text="hello")) == "channel_not_found"


async def test_tokens_that_do_not_fit_are_refused_with_slacks_codes(slack: LocalSlack, http: aiohttp.ClientSession):
    assert await refused(AsyncWebClient("xoxb-wrong", base_url=slack.api_url).auth_test()) == "invalid_auth"
    assert await refused(AsyncWebClient("xapp-koers", base_url=slack.api_url).auth_test()) == "not_allowed_token_type"
    async with http.post(slack.api_url + "auth.test") as answer:
        assert (await answer.json())["error"] == "not_authed"


async def test_an_unknown_method_is_called_so(client: AsyncWebClient):
    assert await refused(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_scope_is_named_with_those_that_are_there(http: aiohttp.ClientSession):
    async with LocalSlack(config(scopes=["commands", "users:read"])).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="CSALES", text="hello")
        answer = caught.value.response
        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            "chat:write",
            "commands,users:read",
        )
        assert "email" not in (await client.users_info(user="UANNA"))["user"]["profile"]


async def test_another_name_above_a_message_needs_its_scope_and_is_left_out_without():
    for scopes, expected in ((["chat:write"], None), (["chat:write", "chat:write.customize"], "Carla Mulder")):
        async with LocalSlack(config(scopes=[*scopes, "chat:write.public"])).running() as slack:
            client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
            answer = await client.chat_postMessage(channel="CSALES", text="Well done", username="Carla Mulder")
            message = answer["message"]
            assert message.get("username") == expected
            assert ("user" in message, message.get("subtype")) == ((False, "bot_message") if expected else (True, None))


async def test_a_message_under_another_name_is_nobodys_in_its_thread_and_to_who_hears_of_it(
    slack: LocalSlack, client: AsyncWebClient, people: People
):
    said = await client.chat_postMessage(channel="CSALES", text="Well done", username="Carla Mulder")
    answer = await people.do("type", "UANNA", channel="CSALES", text="Thanks", thread_ts=said["ts"])
    await client.chat_postMessage(channel="CSALES", text="!", username="Carla Mulder", thread_ts=said["ts"])
    root, thanks, _ = (await client.conversations_replies(channel="CSALES", ts=said["ts"]))["messages"]
    assert root["reply_users"] == ["UANNA", "BKOERS"]
    assert (thanks["ts"], "parent_user_id" in thanks) == (answer["ts"], False)
    assert (await people.do("react", "UANNA", channel="CSALES", ts=said["ts"], name="tada"))["reactions"]


async def test_arguments_come_by_form_json_multipart_or_query(slack: LocalSlack, http: aiohttp.ClientSession):
    url, token = slack.api_url + "chat.postMessage", {"Authorization": "Bearer xoxb-noordzee"}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]
    form = {"token": "xoxb-noordzee", "channel": "CSALES", "text": "form", "blocks": json.dumps(blocks)}
    multipart = aiohttp.FormData({"channel": "CSALES", "text": "multipart"}, default_to_multipart=True)
    for sent in (
        http.post(url, data=form),
        http.post(url, json={"channel": "CSALES", "text": "json", "blocks": blocks}, headers=token),
        http.post(url, data=multipart, headers=token),
        http.get(url, params={"channel": "CSALES", "text": "query"}, headers=token),
    ):
        async with sent as answer:
            said = await answer.json()
            assert said["ok"], said


async def test_methods_that_read_take_no_json(slack: LocalSlack, http: aiohttp.ClientSession):
    token = {"Authorization": "Bearer xoxb-noordzee"}
    async with http.post(slack.api_url + "users.info", json={"user": "UANNA"}, headers=token) as answer:
        assert (await answer.json())["error"] == "user_not_found"


async def test_a_person_has_zone_offset_and_locale(client: AsyncWebClient):
    plain = (await client.users_info(user="UBRAM"))["user"]
    assert (plain["tz"], plain["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert "locale" not in plain
    assert (await client.users_info(user="UBRAM", include_locale=True))["user"]["locale"] == "nl-NL"


async def test_a_deactivated_person_has_no_zone(client: AsyncWebClient):
    gone = (await client.users_info(user="UGONE"))["user"]
    assert gone["deleted"]
    assert "tz" not in gone


async def test_the_list_of_people_comes_in_pages_with_slackbot_and_the_bot(client: AsyncWebClient):
    names: list[str] = []
    async for page in await client.users_list(limit=2):
        assert len(page["members"]) <= 2
        names += [member["name"] for member in page["members"]]
    assert names == ["anna", "bram", "carla", "gone", "koers", "slackbot"]
    assert await refused(client.users_list(cursor="nonsense")) == "invalid_cursor"


async def test_people_are_found_by_their_address(client: AsyncWebClient):
    assert (await client.users_lookupByEmail(email="ANNA@example.com"))["user"]["id"] == "UANNA"
    assert await refused(client.users_lookupByEmail(email="nobody@example.com")) == "users_not_found"


async def test_posting_to_a_person_opens_their_direct_message(client: AsyncWebClient, people: People):
    posted = await client.chat_postMessage(channel="UANNA", text="Hello <Anna> & co")
    assert posted["channel"].startswith("D")
    assert posted["channel"] == (await client.conversations_open(users="UANNA"))["channel"]["id"]
    assert await people.texts("UANNA", posted["channel"]) == ["Hello <Anna> & co"]


async def test_updating_and_deleting_need_the_conversations_own_id(client: AsyncWebClient, people: People):
    posted = await client.chat_postMessage(channel="UANNA", text="one")
    assert await refused(client.chat_update(channel="UANNA", ts=posted["ts"], text="two")) == "channel_not_found"
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    (shown,) = (await people.see("messages", "UANNA", channel=posted["channel"]))["messages"]
    assert shown["text"] == "two"
    assert shown["edited"]["user"] == "UKOERS"
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert await people.texts("UANNA", posted["channel"]) == []
    assert await refused(client.chat_delete(channel=posted["channel"], ts=posted["ts"])) == "message_not_found"


async def test_the_app_cannot_change_what_a_person_said(client: AsyncWebClient, people: People):
    said = await people.do("type", "UANNA", channel="CSALES", text="mine")
    assert await refused(client.chat_update(channel="CSALES", ts=said["ts"], text="no")) == "cant_update_message"
    assert await refused(client.chat_delete(channel="CSALES", ts=said["ts"])) == "cant_delete_message"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "CNONE", "text": "x"}, "channel_not_found"),
        ({"channel": "CSECRET", "text": "x"}, "channel_not_found"),
        ({"channel": "CELSE", "text": "x"}, "not_in_channel"),
        ({"channel": "COLD", "text": "x"}, "is_archived"),
        ({"channel": "UGONE", "text": "x"}, "channel_not_found"),
        ({"channel": "CSALES", "text": ""}, "no_text"),
        ({"channel": "CSALES", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "CSALES", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"channel": "CSALES", "text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    ],
)
async def test_what_cannot_be_posted_is_refused(client: AsyncWebClient, arguments: dict, code: str):
    assert await refused(client.api_call("chat.postMessage", json=arguments)) == code


async def test_a_very_long_text_is_cut_with_a_warning_but_refused_in_an_update(client: AsyncWebClient):
    posted = await client.chat_postMessage(channel="CSALES", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert posted["warning"] == "message_truncated"
    assert await refused(client.chat_update(channel="CSALES", ts=posted["ts"], text="x" * 40_001)) == "msg_too_long"


async def test_a_public_channel_can_be_joined(client: AsyncWebClient):
    await client.conversations_join(channel="CELSE")
    await client.chat_postMessage(channel="CELSE", text="here")
    assert await refused(client.conversations_join(channel="CSECRET")) == "channel_not_found"


async def test_timestamps_are_unique_and_growing_even_when_the_clock_goes_back(client: AsyncWebClient, people: People):
    stamps = [(await client.chat_postMessage(channel="CSALES", text=str(n)))["ts"] for n in range(5)]
    await people.do("clock", advance=-3600)
    stamps.append((await client.chat_postMessage(channel="CSALES", text="later"))["ts"])
    assert stamps == sorted(set(stamps), key=float)


async def test_history_is_newest_first_in_pages_and_bounded(client: AsyncWebClient):
    stamps = [(await client.chat_postMessage(channel="CSALES", text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel="CSALES", limit=2)
    assert [m["text"] for m in first["messages"]] == ["4", "3"]
    assert first["has_more"]
    second = await client.conversations_history(
        channel="CSALES", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [m["text"] for m in second["messages"]] == ["2", "1"]
    between = await client.conversations_history(channel="CSALES", oldest=stamps[1], latest=stamps[3])
    assert [m["text"] for m in between["messages"]] == ["2"]
    inclusive = await client.conversations_history(channel="CSALES", oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [m["text"] for m in inclusive["messages"]] == ["3", "2", "1"]


async def test_metadata_is_in_the_history_only_on_request(client: AsyncWebClient):
    metadata = {"event_type": "digest", "event_payload": {"delivery": "d1"}}
    await client.chat_postMessage(channel="UANNA", text="your week", metadata=metadata)
    channel = (await client.conversations_open(users="UANNA"))["channel"]["id"]
    assert "metadata" not in (await client.conversations_history(channel=channel))["messages"][0]
    shown = (await client.conversations_history(channel=channel, include_all_metadata=True))["messages"][0]
    assert shown["metadata"] == metadata


async def test_a_thread_counts_its_answers_and_stays_out_of_the_channel(client: AsyncWebClient, people: People):
    root = await client.chat_postMessage(channel="CSALES", text="root")
    await people.do("type", "UBRAM", channel="CSALES", text="answer", thread_ts=root["ts"])
    await client.chat_postMessage(channel="CSALES", text="and mine", thread_ts=root["ts"])
    (shown,) = (await client.conversations_history(channel="CSALES"))["messages"]
    assert (shown["reply_count"], shown["reply_users"]) == (2, ["UBRAM", "UKOERS"])
    replies = (await client.conversations_replies(channel="CSALES", ts=root["ts"]))["messages"]
    assert [m["text"] for m in replies] == ["root", "answer", "and mine"]
    thread = await people.see("thread", "UANNA", channel="CSALES", ts=root["ts"])
    assert [m["text"] for m in thread["messages"]] == ["root", "answer", "and mine"]


async def test_an_ephemeral_message_is_for_its_reader_and_in_no_history(client: AsyncWebClient, people: People):
    await client.chat_postEphemeral(channel="CSALES", user="UANNA", text="only you")
    (seen,) = (await people.see("messages", "UANNA", channel="CSALES"))["messages"]
    assert (seen["text"], seen["ephemeral"]) == ("only you", True)
    assert await people.texts("UBRAM", "CSALES") == []
    assert (await client.conversations_history(channel="CSALES"))["messages"] == []
    assert await refused(client.chat_postEphemeral(channel="CSALES", user="UGONE", text="x")) == "user_not_in_channel"


async def test_invalid_blocks_come_with_the_place(client: AsyncWebClient):
    long = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="CSALES", text="x", blocks=long)
    answer = caught.value.response
    complaint = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [complaint]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {complaint}"]


async def test_blocks_are_kept_with_the_ids_that_were_left_out(client: AsyncWebClient):
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    posted = await client.chat_postMessage(
        channel="CSALES", text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    (block,) = posted["message"]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][0]["text"]["emoji"] is True


async def test_a_workspace_can_refuse_a_block_that_others_know():
    refusing = config()
    refusing["workspaces"][0]["refused_blocks"] = ["data_visualization"]
    chart = {"type": "pie", "segments": [{"label": "won", "value": 3}]}
    blocks = [{"type": "data_visualization", "title": "Deals", "chart": chart}]
    async with LocalSlack(refusing).running() as slack:
        here = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        there = AsyncWebClient("xoxb-zuiderzee", base_url=slack.api_url)
        assert await refused(here.chat_postMessage(channel="CSALES", text="x", blocks=blocks)) == "invalid_blocks"
        assert (await there.chat_postMessage(channel="CZUID", text="x", blocks=blocks))["ok"]


async def test_reactions_are_added_once(client: AsyncWebClient, people: People):
    posted = await client.chat_postMessage(channel="CSALES", text="x")
    await client.reactions_add(channel="CSALES", timestamp=posted["ts"], name="tada")
    assert (
        await refused(client.reactions_add(channel="CSALES", timestamp=posted["ts"], name="tada")) == "already_reacted"
    )
    (shown,) = (await people.see("messages", "UANNA", channel="CSALES"))["messages"]
    assert shown["reactions"] == [{"name": "tada", "users": ["UKOERS"], "count": 1}]
    await client.reactions_remove(channel="CSALES", timestamp=posted["ts"], name="tada")
    assert (
        await refused(client.reactions_remove(channel="CSALES", timestamp=posted["ts"], name="tada")) == "no_reaction"
    )


async def test_a_file_is_uploaded_and_shared_in_three_steps(client: AsyncWebClient, people: People, http):
    channel = (await client.conversations_open(users="UANNA"))["channel"]["id"]
    await client.files_upload_v2(
        channel=channel, filename="week.csv", content="a;b\n1;2\n", initial_comment="Your week"
    )
    (shown,) = (await people.see("messages", "UANNA", channel=channel))["messages"]
    assert (shown["text"], shown["files"][0]["name"]) == ("Your week", "week.csv")
    address = shown["files"][0]["url_private"]
    async with http.get(address) as answer:
        assert answer.status == 403
    async with http.get(address, headers={"Authorization": "Bearer xoxb-noordzee"}) as answer:
        assert await answer.read() == b"a;b\n1;2\n"


async def test_a_person_id_is_no_place_to_share_a_file(client: AsyncWebClient):
    assert await refused(client.files_upload_v2(channel="UANNA", filename="a.csv", content="x")) == "channel_not_found"


async def test_a_permalink_leads_to_a_message(client: AsyncWebClient):
    posted = await client.chat_postMessage(channel="CSALES", text="x")
    link = (await client.chat_getPermalink(channel="CSALES", message_ts=posted["ts"]))["permalink"]
    assert link == f"https://noordzee.slack.com/archives/CSALES/p{posted['ts'].replace('.', '')}"


async def test_the_messages_tab_can_be_switched_off():
    async with LocalSlack(config(messages_tab=False)).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        assert await refused(client.chat_postMessage(channel="UANNA", text="x")) == "messages_tab_disabled"


async def test_an_answer_in_a_thread_can_be_sent_to_the_channel_too(client: AsyncWebClient, people: People):
    root = (await client.chat_postMessage(channel="CSALES", text="root"))["ts"]
    await client.chat_postMessage(channel="CSALES", text="for all", thread_ts=root, reply_broadcast=True)
    await client.chat_postMessage(channel="CSALES", text="for the thread", thread_ts=root)
    assert await people.texts("UANNA", "CSALES") == ["root", "for all"]


async def test_blocks_in_attachments_are_judged_too(client: AsyncWebClient):
    wrong = [{"blocks": [{"type": "header", "text": {"type": "plain_text", "text": ""}}]}]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="CSALES", text="x", attachments=wrong)
    place = "/attachments/0/blocks/0/text/text"
    assert caught.value.response["errors"] == [f"must be more than 0 characters [json-pointer:{place}]"]


async def test_each_kind_of_conversation_needs_its_own_scope():
    async with LocalSlack(config(scopes=["channels:read", "channels:history"])).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        channels = (await client.conversations_list())["channels"]
        assert [c["name"] for c in channels] == ["sales", "elsewhere", "old"]
        with pytest.raises(SlackApiError) as caught:
            await client.conversations_list(types="public_channel,im")
        assert caught.value.response["needed"] == "im:read"


async def test_the_team_and_its_people_are_described():
    plain = config(scopes=["team:read", "users:read", "users.profile:read"])
    plain["workspaces"][0]["users"][1]["is_restricted"] = True
    async with LocalSlack(plain).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)
        team = (await client.team_info())["team"]
        assert (team["id"], team["name"], team["domain"]) == ("T1", "Noordzee", "noordzee")
        assert await refused(client.team_info(team="T2")) == "team_not_found"
        assert (await client.users_info(user="UBRAM"))["user"]["is_restricted"]
        profile = (await client.users_profile_get(user="UANNA"))["profile"]
        assert (profile["real_name"], "email" in profile) == ("Anna de Vries", False)


async def test_guests_strangers_and_bots_look_as_slack_shows_them():
    plain = config(scopes=["users:read", "users:read.email"])
    users = plain["workspaces"][0]["users"]
    users += [
        {"id": "UGUEST", "name": "gerda", "is_restricted": True},
        {"id": "USINGLE", "name": "simon", "is_ultra_restricted": True},
        {"id": "USTRANGE", "name": "stan", "home_team": "T9"},
        {"id": "UROBOT", "name": "robot", "is_bot": True},
    ]
    async with LocalSlack(plain).running() as slack:
        client = AsyncWebClient("xoxb-noordzee", base_url=slack.api_url)

        async def seen(user: str) -> list[Any]:
            found = (await client.users_info(user=user))["user"]
            fields = ("is_restricted", "is_ultra_restricted", "is_bot", "team_id")
            return [*(found[name] for name in fields), found.get("is_stranger", False)]

        assert await seen("UANNA") == [False, False, False, "T1", False]
        assert await seen("UGUEST") == [True, False, False, "T1", False]
        assert await seen("USINGLE") == [True, True, False, "T1", False]
        assert await seen("USTRANGE") == [False, False, False, "T9", True]
        assert await seen("UROBOT") == [False, False, True, "T1", False]
        listed = {user["id"] for user in (await client.users_list())["members"]}
        assert {"UGUEST", "USINGLE", "UROBOT"} <= listed
        assert "USTRANGE" not in listed, "a stranger is no user of the workspace"
