"""A CRM is connected by presses on Home, over the wire, in both languages; its key is nowhere as it was typed."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from handlers import connections, home
from handlers.program.demo import demo_running
from handlers.program.serving import House
from jobs.clock import Clock
from tests.handlers.connections.fake_crm import GOOD_KEY, FakeCrm
from tests.journeys.test_a_rep_logs import Desk

FEMKE, MARIJKE = "U0FEMKE", "U0MARIJKE"


def clock_of(house: House) -> Clock:
    """The bot's clock, whose CRM is a fake."""
    chores, more = [house.roster.reconcile], (house.secrets, house.names, house.show_moved, house.outward)
    clock = Clock(house.database, house.installations.client_of, house.now, chores, *more)
    clock.connections.opens = lambda vendor, key, address: FakeCrm(key, address)
    return clock


class Admin(Desk):
    """A leader at their Home."""

    async def looks(self, which: str, *texts: str) -> dict[str, Any]:
        """Their Home (`home`), or the modal on top (`modals`), once it says all of this."""
        said = ""
        for _ in range(600):
            views = (await self.get("views"))[which]
            view: dict[str, Any] = (views[-1] if views else {}) if which == "modals" else (views or {})
            said = json.dumps(view, ensure_ascii=False).replace("\xa0", " ")
            if view and all(text in said for text in texts):
                return view
            await asyncio.sleep(0.1)
        raise AssertionError(f"{texts} never came; there is {said[:3000]}")

    async def clicks(self, view: dict[str, Any], action_id: str) -> None:
        buttons = [one for b in view["blocks"] for one in [*b.get("elements", []), b.get("accessory") or {}]]
        wanted = next(one["action_id"] for one in buttons if str(one.get("action_id", "")).startswith(action_id))
        done = await self.post("click", view_id=view["id"], action_id=wanted)
        assert done.get("ok", True), done

    async def submits(self, view: dict[str, Any], **values: str) -> None:
        sent = await self.post("submit", view_id=view["id"], values=values)
        assert sent.get("ok", True), sent


@pytest.fixture
async def page(tmp_path: Path, demo_year: Callable[[Path], None]) -> AsyncIterator[aiohttp.ClientSession]:
    demo_year(tmp_path / "koers.db")
    running = demo_running(0, [home.feature, connections.feature], clock_of, tmp_path / "koers.db", fresh=False)
    async with running as slack, aiohttp.ClientSession(slack.url) as session:
        yield session


@pytest.mark.parametrize(
    ("who", "wrong", "people", "sales", "started", "synced"),
    [
        (
            FEMKE,
            "HubSpot does not take this key",
            "Who are these people of HubSpot in Slack?",
            "This month’s sales",
            "HubSpot is started",
            "synced just now",
        ),
        (
            MARIJKE,
            "HubSpot accepteert deze sleutel niet",
            "Wie zijn deze mensen uit HubSpot in Slack?",
            "De omzet van deze maand",
            "HubSpot is gestart",
            "net bijgewerkt",
        ),
    ],
)
async def test_a_crm_is_connected_from_home_and_read(
    page: aiohttp.ClientSession,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    who: str,
    wrong: str,
    people: str,
    sales: str,
    started: str,
    synced: str,
) -> None:
    caplog.set_level(logging.DEBUG, logger="koers")
    admin = Admin(page, who)
    await admin.post("open_home")
    await admin.clicks(await admin.looks("home", "connections.connect"), "connections.connect")
    await admin.clicks(await admin.looks("modals", "Salesforce"), "connections.choose:hubspot")
    form = await admin.looks("modals", "crm.objects.deals.read")
    await admin.submits(form, key="a-wrong-key")
    await admin.submits(await admin.looks("modals", wrong), key=GOOD_KEY)
    await admin.submits(await admin.looks("modals", people))
    await admin.submits(await admin.looks("modals", "stage:s1"))
    preview = await admin.looks("modals", sales)
    await admin.submits(preview)
    await admin.looks("modals", started)
    for _ in range(40):
        await admin.post("open_home")
        await asyncio.sleep(2)  # Slack lets nobody publish a Home faster
        if synced in json.dumps(await admin.looks("home", "HubSpot"), ensure_ascii=False):
            break
    await admin.looks("home", "HubSpot", synced, "connections.needs", "connections.pause")
    assert GOOD_KEY.encode() not in _stored(tmp_path)
    assert GOOD_KEY not in caplog.text


def _stored(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("koers.db*"))
