"""Do not disturb, and whether somebody is there."""

import asyncio

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from handlers.local_slack.config import DEFAULT_EVENTS, DEFAULT_SCOPES
from tests.handlers.local_slack.conftest import PATIENCE, People, config, connected

NOON = 1_795_086_000  # Thursday 19 November 2026, 12:00 in Amsterdam, 20:00 in Tokyo
HOUR = 3600


@pytest.fixture
async def slack():
    """Noon in Amsterdam, the clock standing still; the app may know of quiet hours."""
    app = {"scopes": [*DEFAULT_SCOPES, "dnd:read"], "events": [*DEFAULT_EVENTS, "dnd_updated_user"]}
    async with LocalSlack(config(**app) | {"start": "2026-11-19T11:00:00+00:00"}).running() as running:
        running.platform.clock.freeze()
        running.platform.clock.set(running.now().replace(microsecond=0))
        yield running


async def test_quiet_hours_are_in_the_persons_zone(client: AsyncWebClient, people: People):
    for who in ("UANNA", "UBRAM"):
        await people.do("dnd", who, **{"from": "19:00", "until": "08:00"})
    anna, bram = await client.dnd_info(user="UANNA"), await client.dnd_info(user="UBRAM")
    assert (anna["next_dnd_start_ts"], anna["next_dnd_end_ts"]) == (NOON + 7 * HOUR, NOON + 20 * HOUR)
    assert (bram["next_dnd_start_ts"], bram["next_dnd_end_ts"]) == (NOON - HOUR, NOON + 12 * HOUR)  # already asleep


async def test_after_midnight_the_night_that_began_yesterday_is_told(client: AsyncWebClient, people: People):
    await people.do("dnd", "UANNA", **{"from": "22:00", "until": "08:00"})
    await people.do("clock", "UANNA", to="tomorrow 02:00")
    night = await client.dnd_info(user="UANNA")
    assert (night["next_dnd_start_ts"], night["next_dnd_end_ts"]) == (NOON + 10 * HOUR, NOON + 20 * HOUR)


async def test_a_snooze_lasts_its_minutes_and_can_be_ended(client: AsyncWebClient, people: People):
    assert (await client.dnd_info(user="UANNA")).data | {"ok": 1} == {
        "ok": 1,
        "dnd_enabled": False,
        "next_dnd_start_ts": 1,
        "next_dnd_end_ts": 1,
    }
    await people.do("dnd", "UANNA", snooze=30)
    snoozed = await client.dnd_info(user="UANNA")
    assert (snoozed["dnd_enabled"], snoozed["next_dnd_end_ts"]) == (True, NOON + 1800)
    await people.do("clock", advance=1800)
    assert not (await client.dnd_info(user="UANNA"))["dnd_enabled"]
    await people.do("dnd", "UANNA", snooze=30)
    await people.do("dnd", "UANNA", snooze=0)
    assert not (await client.dnd_info(user="UANNA"))["dnd_enabled"]
    assert (await people.do("dnd", "UANNA", snooze="long"))["error"] == "invalid_value"
    assert (await people.do("dnd", "UANNA", **{"from": "late"}))["error"] == "invalid_value"


async def test_a_team_is_asked_about_at_once_up_to_fifty(client: AsyncWebClient, people: People):
    await people.do("dnd", "UBRAM", snooze=10)
    team = (await client.dnd_teamInfo(users=["UANNA", "UBRAM", "UNOBODY"]))["users"]
    assert {user: one["dnd_enabled"] for user, one in team.items()} == {"UANNA": False, "UBRAM": True}
    with pytest.raises(SlackApiError, match="too_many_users"):
        await client.dnd_teamInfo(users=["UANNA"] * 51)


async def test_the_app_hears_of_it_and_cannot_change_it(slack, client: AsyncWebClient, people: People, bolt: AsyncApp):
    heard: asyncio.Queue = asyncio.Queue()

    @bolt.event("dnd_updated_user")
    async def hear(event):
        await heard.put(event)

    async with connected(bolt, slack):
        await people.do("dnd", "UANNA", snooze=10)
        event = await asyncio.wait_for(heard.get(), PATIENCE)
    assert (event["user"], event["dnd_status"]["dnd_enabled"]) == ("UANNA", True)
    for method in ("setSnooze", "endSnooze", "endDnd"):
        with pytest.raises(SlackApiError, match="not_allowed_token_type"):
            await client.api_call(f"dnd.{method}", params={"num_minutes": 5})


async def test_somebody_is_there_unless_away_or_deactivated(client: AsyncWebClient, people: People):
    assert (await client.users_getPresence(user="UANNA"))["presence"] == "active"
    await people.do("user", id="UANNA", is_away=True)
    assert (await client.users_getPresence(user="UANNA"))["presence"] == "away"
    assert (await client.users_getPresence(user="UGONE"))["presence"] == "away"
