"""A rep's deals over the wire: added, moved, won, taken back, by line, button and form, in both languages."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from handlers import deals
from handlers.program.demo import demo_running
from tests.journeys.test_a_rep_logs import BRAM, PRIYA, Desk, Stopped


@pytest.fixture
async def page(tmp_path: Path, demo_year: Callable[[Path], None]) -> AsyncIterator[aiohttp.ClientSession]:
    demo_year(tmp_path / "koers.db")
    running = demo_running(0, [deals.feature], lambda _: Stopped(), tmp_path / "koers.db", fresh=False)
    async with running as slack, aiohttp.ClientSession(slack.url) as session:
        yield session


async def test_a_deal_goes_from_first_line_to_won_and_back(page: aiohttp.ClientSession) -> None:
    priya = await Desk(page, PRIYA).sit_down()
    await priya.types('/deal add "Blue Heron Ferries" 25k "New line" stage=proposal close=2027-12-15 channel=partner')
    added = await priya.sees("In your pipeline")
    assert "€25,000" in added["text"]
    await priya.types("/deal move Blue Heron Ferries negotiation")
    await priya.sees("moved from Proposal made to *Negotiation*")
    await priya.types("/deal won Blue Heron Ferries 18k")
    won = await priya.sees("Well done")
    await priya.presses(won, "deals.undo")
    undone = await priya.sees("is at Negotiation again")
    await priya.presses(undone, "deals.put_back")
    await priya.sees("Restored")


async def test_two_deals_with_one_account_are_asked_about(page: aiohttp.ClientSession) -> None:
    priya = await Desk(page, PRIYA).sit_down()
    for amount in ("25k", "10k"):
        await priya.types(f'/deal add "Blue Heron Ferries" {amount}')
        await priya.sees("€25,000" if amount == "25k" else "€10,000")
    await priya.types("/deal lost Blue Heron Ferries price")
    question = await priya.sees("Which one?")
    first = next(e["accessory"] for e in question["blocks"] if e.get("accessory"))
    await priya.presses(question, first["action_id"])
    await priya.sees("Lost:")


async def test_the_form_adds_a_deal_in_dutch(page: aiohttp.ClientSession) -> None:
    bram = await Desk(page, BRAM).sit_down()
    await bram.types("/deal")
    form = await bram.form_with("account")
    assert form["title"]["text"] == "Deal toevoegen"
    offered = await bram.post("options", view_id=form["id"], action_id="deals.account", value="Veerdienst Zilt")
    account = offered["options"][-1]["value"]
    assert account == "new:Veerdienst Zilt"
    wrong = await bram.post("submit", view_id=form["id"], values={"account": account, "value": "veel"})
    assert list(wrong["errors"]) == ["value"], wrong
    right = await bram.post("submit", view_id=form["id"], values={"account": account, "value": "12,5k"})
    assert right["ok"], right
    added = await bram.sees("In je pipeline")
    assert "€\u00a012.500" in added["text"]


async def test_a_deal_is_won_from_the_list(page: aiohttp.ClientSession) -> None:
    priya = await Desk(page, PRIYA).sit_down()
    await priya.types("/deal list")
    listed = await priya.sees("Your open deals")
    menu = next(b["accessory"] for b in listed["blocks"] if b.get("accessory"))
    won = next(option["value"] for option in menu["options"] if option["value"].startswith("won:"))
    done = await priya.post("click", channel=priya.channel, ts=listed["ts"], action_id=menu["action_id"], value=won)
    assert done["ok"], done
    form = await priya.form_with("date")
    sent = await priya.post("submit", view_id=form["id"], values={"value": "9k"})
    assert sent["ok"], sent
    await priya.sees("Well done")
