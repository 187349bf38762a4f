"""Breaking something on purpose: rules that can be seen and taken away, and what the inspector tells of each strike."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, connected


@pytest.fixture
def heard(bolt: AsyncApp) -> "asyncio.Queue[str]":
    """What the app hears people say."""
    queue: asyncio.Queue[str] = asyncio.Queue()

    @bolt.event("message")
    async def message(event):
        await queue.put(event["text"])

    @bolt.command("/log")
    async def log(ack, respond):
        await ack()
        await respond("Logged.")

    return queue


async def test_a_rule_counts_its_strikes_and_is_taken_away_alone(client: AsyncWebClient, people: People):
    first = (await people.do("fault", method="auth.test", effect="500", times=2))["fault"]
    second = (await people.do("fault", method="users.list", effect="slow", seconds=0))["fault"]
    with pytest.raises(SlackApiError):
        await client.auth_test()
    rules = (await people.see("faults"))["faults"]
    assert [(rule["used"], rule["spent"]) for rule in rules] == [(1, False), (0, False)]
    assert rules[0]["struck_at"]
    assert not rules[1]["struck_at"]
    assert (await people.drop("faults", id=first["id"]))["ok"]
    assert [rule["id"] for rule in (await people.see("faults"))["faults"]] == [second["id"]]
    assert (await people.drop("faults", id=first["id"]))["error"] == "fault_not_found"
    assert (await people.drop("faults"))["ok"]
    assert (await people.see("faults"))["faults"] == []


async def test_the_page_hears_of_each_rule_and_each_strike(slack: LocalSlack, people: People, client: AsyncWebClient):
    with slack.platform.stream.listening("T1", "UANNA") as page:
        await people.do("fault", method="auth.test", effect="slow", seconds=0)
        assert (await asyncio.wait_for(page.next(), PATIENCE)) == {"type": "faults"}
        await client.auth_test()
        changes = [await asyncio.wait_for(page.next(), PATIENCE) for _ in range(2)]
    assert [change["type"] for change in changes if change] == ["faults", "log"]


async def test_the_inspector_names_the_fault_also_when_the_call_went_well(client: AsyncWebClient, people: People):
    await people.do("fault", method="auth.test", effect="slow", seconds=0)
    await client.auth_test()
    await people.do("fault", method="auth.test", effect="500", after="store")
    with pytest.raises(SlackApiError):
        await client.auth_test()
    await client.auth_test()
    rows = [row for row in await people.log("api") if row["name"] == "auth.test"]
    assert [(row["fault"], row["ok"]) for row in rows] == [("slow", True), ("500", False), ("", True)]
    assert rows[1]["error"] == "fault: 500, after storing"


@pytest.mark.parametrize(("after", "said"), [("store", ["Logged."]), ("before", [])])
async def test_answers_to_a_command_can_fail_too(
    slack: LocalSlack, people: People, bolt: AsyncApp, heard, after: str, said: list[str]
):
    await people.do("fault", method="response_url", effect="500", after=after)
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log meeting")
        await wait_for_rule(people)
    assert await people.texts("UANNA", "CSALES") == said
    (row,) = await people.log("response_url")
    assert (row["fault"], row["ok"]) == ("500", False)


async def test_a_fault_of_each_method_leaves_answers_to_commands_alone(
    slack: LocalSlack, people: People, bolt: AsyncApp, heard
):
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log meeting")  # Bolt asks who it is, once
        await people.do("fault", method="*", effect="500", times=0)
        await people.do("type", "UANNA", channel="CSALES", text="/log meeting")
        for _ in range(3000):
            if len(await people.log("response_url")) == 2:
                break
            await asyncio.sleep(0.02)
    assert await people.texts("UANNA", "CSALES") == ["Logged.", "Logged."]


async def test_an_event_waits_until_the_next_one_has_overtaken_it(
    slack: LocalSlack, people: People, bolt: AsyncApp, heard
):
    channel = await people.app_channel("UANNA")
    await people.do("fault", method="event", effect="reorder", seconds=60, times=0)
    async with connected(bolt, slack):
        for text in ("first", "second", "third", "fourth"):
            await people.do("type", "UANNA", channel=channel, text=text)
        order = [await asyncio.wait_for(heard.get(), PATIENCE) for _ in range(4)]
    assert order == ["second", "first", "fourth", "third"]
    rows = [row for row in await people.log("event") if row["name"] == "message"]
    assert [row["fault"] for row in rows] == ["", "reorder", "", "reorder"]


async def test_an_event_that_nothing_overtakes_comes_in_the_end(
    slack: LocalSlack, people: People, bolt: AsyncApp, heard
):
    channel = await people.app_channel("UANNA")
    await people.do("fault", method="event", effect="reorder", seconds=0.1)
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="alone")
        assert await asyncio.wait_for(heard.get(), PATIENCE) == "alone"


@pytest.mark.parametrize(("effect", "names"), [("duplicate", ["", "duplicate"]), ("lose", ["lose"])])
async def test_the_inspector_shows_events_that_are_doubled_or_lost(
    slack: LocalSlack, people: People, bolt: AsyncApp, heard, effect: str, names: list[str]
):
    channel = await people.app_channel("UANNA")
    await people.do("fault", method="event", effect=effect)
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="hi")
    rows = [row for row in await people.log("event") if row["name"] == "message"]
    assert [row["fault"] for row in rows] == names


async def test_a_workspace_learns_to_refuse_tables_and_forgets_it_again(client: AsyncWebClient, people: People):
    table = {"type": "data_table", "caption": "Deals", "rows": [[{"type": "raw_text", "text": "Account"}]] * 2}
    message = {"channel": "CSALES", "text": "Deals", "blocks": [table]}
    await people.do("refused_blocks", types=["data_table"])
    assert (await people.see("faults"))["refused_blocks"] == ["data_table"]
    assert (await people.see("faults", team="T2"))["refused_blocks"] == []
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(**message)
    await people.do("refused_blocks", types=[])
    assert (await client.chat_postMessage(**message))["ok"]
    assert (await people.do("refused_blocks", types=["hologram"]))["error"] == "invalid_value"
    assert (await people.do("refused_blocks", types="data_table"))["error"] == "invalid_value"


async def test_a_removed_app_is_brought_back_with_the_token_it_had(client: AsyncWebClient, people: People):
    await people.do("uninstall")
    assert not (await people.see("faults"))["installed"]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()
    await people.do("install")
    assert (await client.auth_test())["ok"]


async def test_a_disconnect_stands_in_the_inspector(slack: LocalSlack, people: People, bolt: AsyncApp):
    async with connected(bolt, slack):
        assert (await people.do("disconnect", reason="warning"))["connections"] == 1
        (row,) = await people.log("socket")
    assert (row["name"], row["fault"], row["ok"]) == ("disconnect: warning", "disconnect", True)


async def wait_for_rule(people: People) -> None:
    """Until the one rule has struck."""
    for _ in range(3000):
        if (await people.see("faults"))["faults"][0]["used"]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the fault never struck")
