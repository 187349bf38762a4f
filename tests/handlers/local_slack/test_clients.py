"""The clients that Slack itself makes, against the local Slack: each goes through the same morning."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.client_apps import CLIENTS, Connected, Hello
from tests.handlers.local_slack.conftest import PATIENCE, People
from tests.node_js import FOLDER, node

JAVASCRIPT_AWAY = "500"  # milliseconds that Bolt for JavaScript stays away after a disconnect; 5000 by itself


@asynccontextmanager
async def javascript(slack: LocalSlack, hello: Hello) -> AsyncIterator[None]:
    """The same app on Bolt for JavaScript, in a process of its own."""
    program = await asyncio.to_thread(node)
    process = await asyncio.create_subprocess_exec(
        program, str(FOLDER / "bolt_app.mjs"), slack.api_url, JAVASCRIPT_AWAY, stdout=asyncio.subprocess.PIPE
    )

    async def read() -> None:
        async for line in process.stdout:
            if line.strip() == b"hello":
                hello()

    reading = asyncio.create_task(read())
    try:
        yield
    finally:
        process.terminate()
        await process.wait()
        await reading


EACH = CLIENTS | {"Bolt for JavaScript": javascript}
IN_FULL_RUNS = pytest.mark.skipif(
    os.environ.get("KOERS_TEST_ALL") != "1", reason="this client needs ten seconds to come back from anywhere"
)
MARKS = {"plain Bolt, websocket_client": IN_FULL_RUNS}


async def until(fact: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Waits for something that comes after an acknowledgement."""
    async with asyncio.timeout(seconds):
        while not fact():  # noqa: ASYNC110 - the clients have no event for it
            await asyncio.sleep(0.01)


async def until_read(people: People, channel: str, text: str) -> None:
    """Waits until Anna reads this as the last message of the conversation."""
    async with asyncio.timeout(PATIENCE):
        while (await people.texts("UANNA", channel))[-1:] != [text]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def the_modal(people: People) -> str:
    """The id of the modal that Anna has open."""
    async with asyncio.timeout(PATIENCE):
        while not (modals := (await people.see("views", "UANNA"))["modals"]):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return modals[0]["id"]


@pytest.mark.parametrize(
    "connected", [pytest.param(client, id=name, marks=MARKS.get(name, ())) for name, client in EACH.items()]
)
async def test_a_client_shakes_hands_works_and_comes_back_after_a_refresh(
    slack: LocalSlack, people: People, connected: Connected
):
    hellos: list[int] = []
    direct = await people.app_channel("UANNA")
    async with connected(slack, lambda: hellos.append(1)):
        await until(lambda: len(hellos) == 1)

        said = await people.do("type", "UANNA", channel="CSALES", text="/log meeting Acme")
        assert said["response"]["text"] == "noted: meeting Acme"
        assert (await people.do("click", "UANNA", channel="CSALES", action_id="undo"))["ok"]
        await until_read(people, "CSALES", "taken back")

        assert (await people.do("type", "UANNA", channel="CSALES", text="/raw"))["ok"]
        modal = await the_modal(people)
        wrong = await people.do("submit", "UANNA", view_id=modal, values={"typed": "no"})
        assert wrong["errors"] == {"note": "That is too short."}
        right = await people.do("submit", "UANNA", view_id=modal, values={"typed": "about pricing"})
        assert right["ok"]
        assert (await people.see("views", "UANNA"))["modals"] == []
        await until_read(people, direct, "saved: about pricing")

        assert (await people.do("disconnect", reason="refresh_requested"))["connections"] == 1
        await until(lambda: len(hellos) == 2)
        again = await people.do("type", "UANNA", channel="CSALES", text="/log call Globex")
        assert again["response"]["text"] == "noted: call Globex"
