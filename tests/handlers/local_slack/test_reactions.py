"""Emoji under messages."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.local_slack.config import DEFAULT_EVENTS, DEFAULT_SCOPES
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected


@pytest.fixture
async def slack():
    app = {
        "scopes": [*DEFAULT_SCOPES, "reactions:read"],
        "events": [*DEFAULT_EVENTS, "reaction_added", "reaction_removed"],
    }
    async with LocalSlack(config(**app)).running() as running:
        yield running


async def test_a_person_reacts_and_takes_it_back_and_the_app_hears_both(
    slack, people: People, client: AsyncWebClient, bolt: AsyncApp
):
    heard: asyncio.Queue = asyncio.Queue()

    async def hear(event):
        await heard.put(event)

    bolt.event("reaction_added")(hear)
    bolt.event("reaction_removed")(hear)
    posted = await client.chat_postMessage(channel="CSALES", text="Acme signed")
    place = {"channel": "CSALES", "ts": posted["ts"], "name": "tada"}
    async with connected(bolt, slack):
        await people.do("react", "UANNA", **place)
        added = await asyncio.wait_for(heard.get(), PATIENCE)
        shown = (await client.reactions_get(channel="CSALES", timestamp=posted["ts"]))["message"]
        listed = (await client.reactions_list(user="UANNA"))["items"]
        await people.do("react", "UANNA", **place)
        removed = await asyncio.wait_for(heard.get(), PATIENCE)
    assert shown["reactions"] == [{"name": "tada", "users": ["UANNA"], "count": 1}]
    assert [item["message"]["ts"] for item in listed] == [posted["ts"]]
    assert (added["type"], removed["type"]) == ("reaction_added", "reaction_removed")
    assert (added["user"], added["item_user"], added["reaction"]) == ("UANNA", "UKOERS", "tada")
    assert added["item"] == {"type": "message", "channel": "CSALES", "ts": posted["ts"]}
    assert (await client.reactions_list(user="UANNA"))["items"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "CELSE"}, "not_in_channel"),
        ({"channel": "COLD"}, "is_archived"),
        ({"channel": "CSECRET"}, "channel_not_found"),
        ({"channel": "CSALES", "timestamp": "1.000000"}, "message_not_found"),
        ({"channel": "CSALES"}, "no_item_specified"),
    ],
)
async def test_what_cannot_be_reacted_to_is_refused(client: AsyncWebClient, arguments: dict, code: str):
    with pytest.raises(SlackApiError, match=code):
        await client.api_call("reactions.add", json={"name": "tada", **arguments})
