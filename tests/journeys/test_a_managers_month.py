"""A month's end over the wire: Bram looks back, Carla writes and shares, Bram signs; and their talk is planned and held."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from handlers import coaching, reviews
from handlers.program.demo import demo_running
from handlers.program.serving import House
from jobs.delivering.run import Runner
from jobs.prompts import coaching as coaching_prompts
from jobs.prompts import reviews as review_prompts
from models.period import month_of
from models.team.calendar import Calendar
from tests.journeys.test_a_rep_logs import BRAM, Desk

CARLA, MARIJKE, FEMKE = "U0CARLA", "U0MARIJKE", "U0FEMKE"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SECRET = "Thinks of leaving"
ONLY = tuple(
    cadence
    for cadence in (*review_prompts.CADENCES, *coaching_prompts.CADENCES)
    if cadence.key in ("review.prompt", "coaching.agenda", "coaching.record")
)


class Prompts:
    """A clock that knows these prompts only, and ticks when it is woken."""

    def __init__(self, house: House) -> None:
        self.runner = Runner(house.database, house.installations.client_of, house.now, ONLY)
        self.woken = asyncio.Event()

    def wake(self) -> None:
        """Tick soon."""
        self.woken.set()

    async def run(self) -> None:
        """Until the test ends."""
        while True:
            await self.woken.wait()
            self.woken.clear()
            await self.runner.tick()


@pytest.fixture
async def page(tmp_path: Path, demo_year: Callable[[Path], None]) -> AsyncIterator[aiohttp.ClientSession]:
    demo_year(tmp_path / "koers.db")
    features = [reviews.feature, coaching.feature]
    async with (
        demo_running(0, features, Prompts, tmp_path / "koers.db", fresh=False) as slack,
        aiohttp.ClientSession(slack.url) as session,
    ):
        yield session


def working_morning(number: int) -> datetime:
    """09:05 in Amsterdam on the first, second … working day of the next month."""
    next_month = month_of(month_of(datetime.now(UTC).date()).end)
    day = Calendar(country="NL").working_days_after(next_month.start - timedelta(days=1), number)
    return datetime.combine(day, time(9, 5), tzinfo=AMSTERDAM)


async def it_is(desk: Desk, moment: datetime) -> None:
    moved = await desk.post("clock", set=moment.isoformat())
    assert moved["ok"], moved


async def test_a_month_is_looked_back_on_judged_shared_and_signed(page: aiohttp.ClientSession) -> None:
    bram, carla = await Desk(page, BRAM).sit_down(), await Desk(page, CARLA).sit_down()
    morning = working_morning(1)
    await it_is(bram, morning)
    await bram.presses(await bram.sees("Een paar korte vragen"), "reviews.reflect")
    form = await bram.form_with("went_well")
    answers = {
        "went_well": "Twee nieuwe klanten",
        "self_rating": "4",
        "commitment": "Vijf eerste gesprekken",
        "commitment_kpi": "first_meetings",
        "commitment_by": "2020-01-01",
    }
    wrong = await bram.post("submit", view_id=form["id"], values=answers)
    assert "Kies een dag" in wrong["errors"]["commitment_by"]
    by = (morning.date() + timedelta(days=20)).isoformat()
    right = await bram.post("submit", view_id=form["id"], values={"commitment_by": by})
    assert right["ok"], "what was typed before is still in the form"
    await bram.sees("Carla Mulder schrijft nu de andere helft")

    await carla.types("/review")
    await carla.presses(await carla.sees("De maandgesprekken van je team"), "reviews.write")
    form = await carla.form_with("private_notes")
    half = {"rating": "3", "comment": "Een prima maand", "strengths": "Bereidt zich voor", "focus": "Budget"}
    written = await carla.post("submit", view_id=form["id"], values={**half, "private_notes": SECRET})
    assert written["ok"], written
    await carla.presses(await carla.sees("Nog niet gedeeld"), "reviews.share")
    await bram.presses(await bram.sees("Het verslag van je maandgesprek over"), "reviews.sign")
    await bram.sees("ligt nu vast")
    await carla.sees("ondertekend")
    everybody = [bram, carla, *[await Desk(page, who).sit_down() for who in (MARIJKE, FEMKE)]]
    assert SECRET not in json.dumps([await desk.messages() for desk in everybody])


async def test_a_talk_is_planned_prepared_held_and_confirmed(page: aiohttp.ClientSession) -> None:
    bram, carla = await Desk(page, BRAM).sit_down(), await Desk(page, CARLA).sit_down()
    talk_at = working_morning(3)
    await it_is(bram, working_morning(1))
    await carla.types(f"/coach @bram {talk_at:%Y-%m-%d %H:%M}")
    await carla.sees("Gepland: je gesprek met")
    await bram.sees("heeft jullie coachingsgesprek gepland")
    await bram.types("/coach onderwerp tender van Zonnebloem")
    await it_is(bram, talk_at - timedelta(minutes=30))
    agenda = await carla.sees("Je gesprek met Bram Bakker")
    assert "tender van Zonnebloem" in json.dumps(agenda)
    await it_is(bram, talk_at + timedelta(hours=1, minutes=5))
    await carla.presses(await carla.sees("Hoe was je gesprek met Bram Bakker?"), "coaching.record")
    form = await carla.form_with("agreed")
    held = await carla.post(
        "submit", view_id=form["id"], values={"agreed": "Eerst het budget", "private_notes": SECRET}
    )
    assert held["ok"], held
    await bram.presses(await bram.sees("heeft opgeschreven wat er uit jullie gesprek"), "coaching.confirm")
    await bram.sees("telt")
    assert SECRET not in json.dumps([await desk.messages() for desk in (bram, carla)])
