"""A rep's day with `/log`, over the wire: a line, an undo, the form, a plain message, in both languages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from handlers import activity
from handlers.program.demo import demo_running

PRIYA, BRAM = "U0PRIYA", "U0BRAM"


class Stopped:
    """A clock that stands still: nothing happens by itself in these tests."""

    def wake(self) -> None:
        """Nothing is due."""

    async def run(self) -> None:
        """Until the test ends."""
        await asyncio.Event().wait()


class Desk:
    """Somebody at the page of the local Slack, in their DM with Koers."""

    def __init__(self, page: aiohttp.ClientSession, who: str) -> None:
        self.page, self.who = page, who

    async def post(self, path: str, **values: Any) -> dict[str, Any]:
        async with self.page.post(f"/control/{path}", json={"as": self.who, **values}) as reply:
            return await reply.json()  # type: ignore[no-any-return]

    async def get(self, path: str, **values: str) -> dict[str, Any]:
        async with self.page.get(f"/control/{path}", params={"as": self.who, **values}) as reply:
            return await reply.json()  # type: ignore[no-any-return]

    async def sit_down(self) -> "Desk":
        self.channel = (await self.post("open_dm", user="U0KOERS"))["channel"]
        return self

    async def messages(self) -> list[dict[str, Any]]:
        return (await self.get("messages", channel=self.channel))["messages"]  # type: ignore[no-any-return]

    async def sees(self, text: str) -> dict[str, Any]:
        """The latest message with this text; it may take a moment to come."""
        for _ in range(600):
            for message in reversed(await self.messages()):
                if text in message["text"] and message["user"] == "U0KOERS":
                    return message
            await asyncio.sleep(0.1)
        raise AssertionError(f"{text!r} never came; there is {[m['text'] for m in await self.messages()]}")

    async def types(self, text: str) -> None:
        await self.post("type", channel=self.channel, text=text)

    async def presses(self, message: dict[str, Any], action_id: str) -> None:
        done = await self.post("click", channel=self.channel, ts=message["ts"], action_id=action_id)
        assert done["ok"], done

    async def form_with(self, field: str) -> dict[str, Any]:
        """The open form, once it has this field."""
        for _ in range(600):
            for form in (await self.get("views"))["modals"]:
                if field in [block["block_id"] for block in form["blocks"]]:
                    return form  # type: ignore[no-any-return]
            await asyncio.sleep(0.1)
        raise AssertionError(f"no form with {field} opened")


@pytest.fixture
async def page(tmp_path: Path, demo_year: Callable[[Path], None]) -> AsyncIterator[aiohttp.ClientSession]:
    demo_year(tmp_path / "koers.db")
    running = demo_running(0, [activity.feature], lambda _: Stopped(), tmp_path / "koers.db", fresh=False)
    async with running as slack, aiohttp.ClientSession(slack.url) as session:
        yield session


async def test_a_rep_logs_undoes_and_puts_back(page: aiohttp.ClientSession) -> None:
    priya = await Desk(page, PRIYA).sit_down()
    await priya.types("/log meeting Zonnebloem 45m discussed pricing")
    answer = await priya.sees("First meeting with Zonnebloem")
    assert answer["ephemeral"], "only the person who asked sees it"
    await priya.presses(answer, "activity.undo")
    await priya.presses(await priya.sees("no longer counts"), "activity.put_back")
    await priya.sees("Restored, it counts again")


async def test_a_rep_logs_in_dutch_and_in_a_plain_message(page: aiohttp.ClientSession) -> None:
    bram = await Desk(page, BRAM).sit_down()
    await bram.types("/log afspraak Zonnebloem gisteren")
    await bram.sees("Eerste gesprek met Zonnebloem")
    await bram.types("3 belletjes")
    await bram.sees("3 telefoontjes")
    await bram.types("dank je wel!")
    await bram.sees("Graag gedaan")


async def test_a_rep_logs_by_the_form(page: aiohttp.ClientSession) -> None:
    priya = await Desk(page, PRIYA).sit_down()
    await priya.types("/log")
    form = await priya.form_with("order")
    await priya.post("click", view_id=form["id"], block_id="kind", action_id="activity.kind", value="proposal")
    form = await priya.form_with("amount")
    offered = await priya.post("options", view_id=form["id"], action_id="activity.account", value="Zonnebloem")
    account = offered["options"][-1]["value"]
    assert account == "new:Zonnebloem"
    values = {"account": account, "amount": "a lot"}
    wrong = await priya.post("submit", view_id=form["id"], values=values)
    assert list(wrong["errors"]) == ["amount"]
    right = await priya.post("submit", view_id=form["id"], values={**values, "amount": "12.5k"})
    assert right["ok"], right
    await priya.sees("Proposal to Zonnebloem")
