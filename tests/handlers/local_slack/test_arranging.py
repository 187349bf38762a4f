"""Arranging the world: clock, people, faults, rate limits, installing, and what the page hears of it."""

import asyncio
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.local_slack.control.moments import MomentUnclear, moment
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

THURSDAY = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)  # 11:00 in Amsterdam, 19:00 in Tokyo


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("next monday 08:30", "2026-11-16T07:30"),
        ("Monday 8:30", "2026-11-16T07:30"),
        ("tomorrow 09:00", "2026-11-13T08:00"),
        ("tomorrow", "2026-11-13T08:00"),
        ("first of the month", "2026-12-01T08:00"),
        ("first of the month at 10:15", "2026-12-01T09:15"),
        ("next thursday 08:00", "2026-11-19T07:00"),
        ("today 17:00", "2026-11-12T16:00"),
        ("first weekday of the month", "2026-12-01T08:00"),
        ("in 3 hours", "2026-11-12T13:00"),
        ("in 1 week", "2026-11-19T10:00"),
        ("16:45", "2026-11-12T15:45"),
    ],
)
def test_moments_in_words_are_in_the_persons_zone(words: str, expected: str):
    assert moment(words, THURSDAY, "Europe/Amsterdam") == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-07-15", "2026-08-03T07:00"),  # the 1st is a Saturday
        ("2026-10-15", "2026-11-02T08:00"),  # the 1st is a Sunday
        ("2026-11-02", "2026-12-01T08:00"),  # today is the first weekday already
    ],
)
def test_the_first_weekday_of_a_month_is_no_saturday(today: str, first: str):
    now = datetime.fromisoformat(today).replace(hour=6, tzinfo=UTC)
    found = moment("first weekday of the month", now, "Europe/Amsterdam")
    assert found == datetime.fromisoformat(first).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["someday", "in 99999 weeks", "today 07:00", "monday 25:00", "first", "in some hours"]
)
def test_unclear_moments_are_answered_with_examples(words: str):
    with pytest.raises(MomentUnclear, match="next monday 08:30"):
        moment(words, THURSDAY, "Europe/Amsterdam")


async def test_what_has_to_come_to_the_new_time_does_so_before_the_move_is_answered(slack: LocalSlack, people: People):
    there: list[datetime] = []

    async def catch_up() -> None:
        await asyncio.sleep(0)
        there.append(slack.now())

    slack.platform.catch_up = catch_up
    await people.do("clock", set="2026-11-12T10:00:00+00:00", freeze=True)
    assert there[1:] == [THURSDAY]


async def test_nobody_does_anything_before_that_is_there(slack: LocalSlack, people: People):
    is_there = asyncio.Event()
    slack.platform.catch_up = is_there.wait
    typing = asyncio.create_task(people.do("type", "UANNA", channel="CSALES", text="hello"))
    await asyncio.sleep(0.05)
    assert await people.texts("UANNA", "CSALES") == []
    is_there.set()
    await typing
    assert await people.texts("UANNA", "CSALES") == ["hello"]


async def test_a_tour_that_was_put_away_is_put_away_for_everybody(people: People):
    assert not (await people.see("tour"))["put_away"]
    await people.do("tour")
    assert (await people.see("tour"))["put_away"]


async def test_the_clock_moves_stands_still_and_comes_back(slack: LocalSlack, people: People):
    await people.do("clock", set="2026-11-12T10:00:00+00:00", freeze=True)
    assert slack.now() == THURSDAY
    await people.do("clock", advance=3600)
    assert slack.now() == datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
    moved = await people.do("clock", "UBRAM", to="tomorrow 08:30")
    assert moved["clock"]["now"] == "2026-11-12T23:30:00+00:00"  # in Tokyo
    await people.do("clock", reset=True)
    assert abs((slack.now() - datetime.now(UTC)).total_seconds()) < 5
    assert not (await people.see("clock"))["clock"]["frozen"]
    assert (await people.do("clock", "UANNA", to="someday"))["error"] == "invalid_moment"
    assert (await people.do("clock", set="yesterday"))["error"] == "invalid_moment"
    assert (await people.do("clock", set="9999-01-01"))["error"] == "invalid_moment"
    assert (await people.do("clock", advance=1e18))["error"] == "invalid_moment"


async def test_a_scheduled_message_comes_when_the_clock_reaches_it(client: AsyncWebClient, people: People, slack):
    at = int(slack.now().timestamp()) + 3600
    await client.chat_scheduleMessage(channel="CSALES", text="later", post_at=at)
    taken_back = await client.chat_scheduleMessage(channel="CSALES", text="never", post_at=at)
    await client.chat_scheduleMessage(
        channel="CSALES", text="dropped", post_at=at, metadata={"event_type": "a", "event_payload": {}}
    )
    assert len((await client.chat_scheduledMessages_list())["scheduled_messages"]) == 3
    await client.chat_deleteScheduledMessage(channel="CSALES", scheduled_message_id=taken_back["scheduled_message_id"])
    assert await people.texts("UANNA", "CSALES") == []
    await people.do("clock", advance=3601)
    async with asyncio.timeout(PATIENCE):
        while not (said := await people.texts("UANNA", "CSALES")):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert said == ["later"]
    for post_at, code in ((at - 7200, "time_in_past"), (at + 121 * 86_400, "time_too_far")):
        with pytest.raises(SlackApiError, match=code):
            await client.chat_scheduleMessage(channel="CSALES", text="x", post_at=post_at)


async def test_people_join_change_and_leave_and_the_app_hears_it(
    slack: LocalSlack, people: People, bolt: AsyncApp, client
):
    heard: asyncio.Queue = asyncio.Queue()

    @bolt.event("team_join")
    @bolt.event("user_change")
    async def changed(event):
        await heard.put(event)

    async with connected(bolt, slack):
        await people.do("user", id="UNEW", name="nina", tz="America/New_York")
        joined = await asyncio.wait_for(heard.get(), PATIENCE)
        await people.do("user", id="UNEW", tz="Asia/Tokyo", locale="nl-NL")
        moved = await asyncio.wait_for(heard.get(), PATIENCE)
        await people.do("user", id="UNEW", deleted=True)
        left = await asyncio.wait_for(heard.get(), PATIENCE)
    assert (joined["type"], joined["user"]["tz"]) == ("team_join", "America/New_York")
    assert (moved["type"], moved["user"]["tz"], moved["user"]["locale"]) == ("user_change", "Asia/Tokyo", "nl-NL")
    assert left["user"]["deleted"]
    assert (await people.do("user", id="UNEW", tz="Mars/Base"))["error"] == "invalid_tz"
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="UNEW", text="x")


async def test_a_connection_can_drop_after_the_message_was_stored(client: AsyncWebClient, people: People):
    await people.do("fault", method="chat.postMessage", after="store", effect="drop")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="CSALES", text="stored, but nobody knows")
    assert await people.texts("UANNA", "CSALES") == ["stored, but nobody knows"]
    await client.chat_postMessage(channel="CSALES", text="all is well")
    assert len(await people.texts("UANNA", "CSALES")) == 2


@pytest.mark.parametrize(("after", "stored"), [("store", 1), ("before", 0)])
async def test_slack_can_fail_before_and_after_storing(client, people: People, after: str, stored: int):
    await people.do("fault", method="chat.postMessage", after=after, effect="500")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="CSALES", text="x")
    assert len(await people.texts("UANNA", "CSALES")) == stored


async def test_faults_answer_429_are_slow_skip_and_run_out(client: AsyncWebClient, people: People):
    await people.do("fault", method="chat.postMessage", effect="429", seconds=7, skip=1, times=2)
    await client.chat_postMessage(channel="CSALES", text="first")
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="CSALES", text="x")
        assert caught.value.response.headers["Retry-After"] == "7"
        assert caught.value.response["error"] == "ratelimited"
    assert (await people.see("faults"))["faults"][0]["spent"]
    await people.do("fault", method="auth.test", effect="slow", seconds=0.15)
    started = asyncio.get_running_loop().time()
    await client.auth_test()
    assert asyncio.get_running_loop().time() - started > 0.14
    assert (await people.do("fault", effect="explode"))["error"] == "invalid_fault"
    assert (await people.do("fault", wording="?"))["error"] == "invalid_fault"
    assert (await people.do("fault", method="chat.shout"))["error"] == "invalid_fault"


async def test_an_event_can_come_twice(slack: LocalSlack, people: People, bolt: AsyncApp):
    heard: asyncio.Queue = asyncio.Queue()

    @bolt.event("message")
    async def message(body):
        await heard.put(body["event_id"])

    channel = await people.app_channel("UANNA")
    await people.do("fault", method="event", effect="duplicate")
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="hi")
        first, second = await asyncio.wait_for(heard.get(), PATIENCE), await asyncio.wait_for(heard.get(), PATIENCE)
    assert first == second


async def test_rate_limits_are_one_message_a_second_per_channel_and_tiers(people: People, client: AsyncWebClient):
    await people.do("rate_limits", enabled=True)
    await client.chat_postMessage(channel="CSALES", text="1")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="CSALES", text="2")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel="UANNA", text="another channel")
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.users_list()


async def test_an_app_is_installed_by_code_and_removed(slack: LocalSlack, people: People, http: aiohttp.ClientSession):
    query = {
        "client_id": "client.1",
        "redirect_uri": "http://app/cb?x=1",
        "state": "s",
        "scope": "chat:write,users:read",
        "team": "T2",
        "as": "URITA",
    }
    async with http.get(slack.url + "/oauth/v2/authorize", params=query, allow_redirects=False) as answer:
        location = answer.headers["Location"]
    assert location.startswith("http://app/cb?x=1&code=")
    code = location.partition("code=")[2].partition("&")[0]
    nobody = AsyncWebClient(base_url=slack.api_url)
    arguments = {"client_id": "client.1", "client_secret": "hush", "code": code}
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await nobody.oauth_v2_access(**arguments | {"client_secret": "wrong"})
    arguments["redirect_uri"] = query["redirect_uri"]
    installed = await nobody.oauth_v2_access(**arguments)
    assert (installed["team"]["id"], installed["access_token"]) == ("T2", "xoxb-zuiderzee")
    assert installed["authed_user"]["id"] == "URITA"
    with pytest.raises(SlackApiError, match="invalid_code"):
        await nobody.oauth_v2_access(**arguments)
    with pytest.raises(SlackApiError, match="invalid_client_id"):
        await nobody.oauth_v2_access(**arguments | {"client_id": "other"})
    await people.do("uninstall", team="T2")
    with pytest.raises(SlackApiError, match="account_inactive"):
        await AsyncWebClient("xoxb-zuiderzee", base_url=slack.api_url).auth_test()


async def test_the_page_hears_what_concerns_its_person(slack: LocalSlack, people: People, client, http):
    url = f"{slack.url}/control/stream?as=UANNA"
    async with http.get(url) as stream:
        await stream.content.readuntil(b"\n\n")
        await client.chat_postEphemeral(channel="CSALES", user="UBRAM", text="not for Anna")
        posted = await client.chat_postMessage(channel="CSALES", text="for all")
        await people.do("clock", advance=60)
        changes = []
        while not changes or changes[-1]["type"] != "clock":
            line = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), PATIENCE)
            changes.append(json.loads(line.removeprefix(b"data: ")))
    kinds = [change["type"] for change in changes if change["type"] != "log"]
    assert kinds == ["message", "clock"]
    assert next(c for c in changes if c["type"] == "message")["ts"] == posted["ts"]


async def test_the_inspector_shows_no_secrets(people: People, client: AsyncWebClient, slack: LocalSlack, http):
    async with http.post(slack.api_url + "auth.test", data={"token": "xoxb-noordzee"}) as answer:
        assert (await answer.json())["ok"]
    rows = await people.log("api")
    assert rows[-1]["name"] == "auth.test"
    assert "xoxb" not in json.dumps(rows)


def test_a_local_slack_runs_in_a_thread_for_plain_code():

    with LocalSlack(config()).in_thread() as slack:
        call = urllib.request.Request(slack.api_url + "auth.test", headers={"Authorization": "Bearer xoxb-noordzee"})
        with urllib.request.urlopen(call) as answer:
            assert json.load(answer)["user_id"] == "UKOERS"
    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(slack.url)


async def test_a_rotating_token_lives_twelve_hours_and_is_refreshed_once(http: aiohttp.ClientSession):
    async with LocalSlack(config(token_rotation=True)).running() as slack:
        people = People(slack, http)
        query = {"client_id": "client.1", "redirect_uri": "http://app/cb", "scope": "chat:write"}
        async with http.get(slack.url + "/oauth/v2/authorize", params=query, allow_redirects=False) as answer:
            code = answer.headers["Location"].partition("code=")[2].partition("&")[0]
        nobody = AsyncWebClient(base_url=slack.api_url)
        client = {"client_id": "client.1", "client_secret": "hush"}
        first = await nobody.oauth_v2_access(**client, code=code, redirect_uri="http://app/cb")
        assert first["expires_in"] == 43_200
        assert (await AsyncWebClient(first["access_token"], base_url=slack.api_url).auth_test())["team_id"] == "T1"
        await people.do("clock", advance=43_201)
        with pytest.raises(SlackApiError, match="token_expired"):
            await AsyncWebClient(first["access_token"], base_url=slack.api_url).auth_test()
        refresh = client | {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = await nobody.oauth_v2_access(**refresh)
        assert (await AsyncWebClient(second["access_token"], base_url=slack.api_url).auth_test())["ok"]
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            await nobody.oauth_v2_access(**refresh)


async def test_events_can_overtake_each_other(slack: LocalSlack, people: People, bolt: AsyncApp):
    heard: asyncio.Queue = asyncio.Queue()

    @bolt.event("message")
    async def message(event):
        await heard.put(event["text"])

    channel = await people.app_channel("UANNA")
    await people.do("fault", method="event", effect="delay", seconds=0.2)
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="first")
        await people.do("type", "UANNA", channel=channel, text="second")
        order = [await asyncio.wait_for(heard.get(), PATIENCE) for _ in range(2)]
    assert order == ["second", "first"]


async def test_a_person_and_their_direct_message_share_one_limit(people: People, client: AsyncWebClient):
    await people.do("rate_limits", enabled=True)
    posted = await client.chat_postMessage(channel="UANNA", text="1")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel=posted["channel"], text="2")


async def test_a_page_that_is_slow_misses_nothing_and_nothing_piles_up(slack: LocalSlack, client: AsyncWebClient):
    with slack.platform.stream.listening("T1", "UANNA") as page:
        for number in range(50):
            posted = await client.chat_postMessage(channel="CSALES", text=str(number))
        await client.chat_postEphemeral(channel="CSALES", user="UANNA", text="psst")
        changes = [await page.next() for _ in range(3)]
    assert [change["type"] for change in changes if change] == ["message", "log", "ephemeral"]
    assert changes[0]["ts"] == posted["ts"]
