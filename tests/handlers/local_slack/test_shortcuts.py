"""Shortcuts: global ones, and those of a message."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import Config, ConfigError, LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

SHORTCUTS = [
    {"callback_id": "log.new", "name": "Log an activity"},
    {"callback_id": "log.from", "name": "Log from this message", "type": "message"},
]
VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "Log"}, "blocks": [{"type": "divider"}]}


@pytest.fixture
async def slack():
    async with LocalSlack(config(shortcuts=SHORTCUTS)).running() as running:
        yield running


async def test_a_global_shortcut_opens_a_modal(slack: LocalSlack, people: People, bolt: AsyncApp):
    told: asyncio.Queue = asyncio.Queue()

    @bolt.global_shortcut("log.new")
    async def run(ack, shortcut, client):
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=VIEW)
        await told.put(shortcut)

    async with connected(bolt, slack):
        assert (await people.do("shortcut", "UANNA", callback_id="log.new"))["ok"]
        payload = await asyncio.wait_for(told.get(), PATIENCE)
    assert (payload["type"], payload["team"]["id"]) == ("shortcut", "T1")
    assert payload["user"] == {"id": "UANNA", "username": "anna", "team_id": "T1"}
    assert {"channel", "message", "response_url"} & set(payload) == set()
    (modal,) = (await people.see("views", "UANNA"))["modals"]
    assert modal["title"]["text"] == "Log"


async def test_a_shortcut_of_a_message_comes_with_the_message(slack: LocalSlack, people: People, bolt: AsyncApp):
    told: asyncio.Queue = asyncio.Queue()

    @bolt.message_shortcut("log.from")
    async def run(ack, shortcut, respond):
        await ack()
        await respond("logged")
        await told.put(shortcut)

    said = await people.do("type", "UBRAM", channel="CSALES", text="Acme signed")
    async with connected(bolt, slack):
        await people.do("shortcut", "UANNA", callback_id="log.from", channel="CSALES", ts=said["ts"])
        payload = await asyncio.wait_for(told.get(), PATIENCE)
    assert (payload["type"], payload["message_ts"]) == ("message_action", said["ts"])
    assert (payload["message"]["text"], payload["message"]["user"]) == ("Acme signed", "UBRAM")
    assert payload["user"] == {"id": "UANNA", "name": "anna", "team_id": "T1"}
    assert payload["channel"] == {"id": "CSALES", "name": "sales"}
    assert await people.texts("UANNA", "CSALES") == ["Acme signed", "logged"]
    assert await people.texts("UBRAM", "CSALES") == ["Acme signed"]


async def test_a_shortcut_runs_only_where_it_belongs(slack: LocalSlack, people: People, client: AsyncWebClient):
    said = await people.do("type", "UBRAM", channel="CSALES", text="x")
    place = {"channel": "CSALES", "ts": said["ts"]}
    for wrong in ({"callback_id": "other"}, {"callback_id": "log.from"}, {"callback_id": "log.new", **place}):
        assert (await people.do("shortcut", "UANNA", **wrong))["error"] == "shortcut_not_found"
    assert (await people.do("shortcut", "UANNA", callback_id="log.new"))["error"] == "dispatch_failed"
    shown = (await people.see("state", "UANNA"))["app"]["shortcuts"]
    assert [s["type"] for s in shown] == ["global", "message"]


@pytest.mark.usefixtures("impatient")
async def test_a_shortcut_that_is_not_acknowledged_times_out(slack, people: People, bolt: AsyncApp):
    async with connected(bolt, slack):
        answer = await people.do("shortcut", "UANNA", callback_id="log.new")
    assert answer["error"] == "operation_timeout"


def test_an_unknown_kind_of_shortcut_is_a_mistake():
    with pytest.raises(ConfigError, match=r'shortcuts\[0\].type: "page" is not "global" or "message"'):
        Config.from_dict(config(shortcuts=[{"callback_id": "x", "type": "page"}]))
