"""Pipedrive's own description judges every request that the adapter sends, where it and Prism are there.

Neither comes with the project: the description has no licence in it, and Prism is 60 MB of Node.js.
`npm i @stoplight/prism-cli` and `KOERS_TEST_PIPEDRIVE_SPEC=v2.yaml:v1.yaml` (and the folder of `prism` in PATH).
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import yaml

from models.connections.remote import Change, What
from tests.jobs.crm.asking import changed
from tests.jobs.crm.fakes.pipedrive import FakePipedrive

SPECS = [Path(path) for path in os.environ.get("KOERS_TEST_PIPEDRIVE_SPEC", "").split(os.pathsep) if path]
PRISM = shutil.which("prism")

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        not SPECS or not PRISM,
        reason="Pipedrive's requests are not judged: no `prism` in PATH, or no KOERS_TEST_PIPEDRIVE_SPEC",
    ),
]


@pytest.fixture(scope="module")
def judges() -> Iterator[dict[str, str]]:
    """The address of a Prism for each description, by what paths begin with there."""
    found, running = {}, []
    for spec in SPECS:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        prefix = urlsplit(yaml.safe_load(spec.read_text())["servers"][0]["url"]).path
        command = [PRISM, "mock", "--errors", "-h", "127.0.0.1", "-p", str(port), str(spec)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        found[prefix] = f"http://127.0.0.1:{port}"
    try:
        for address in found.values():
            until = time.monotonic() + 90
            while time.monotonic() < until:
                try:
                    httpx.get(address, timeout=5)
                    break
                except httpx.TransportError:
                    time.sleep(0.5)
        yield found
    finally:
        for process in running:
            process.terminate()
            process.wait(10)


async def every_request() -> list[httpx.Request]:
    """What an adapter sends in its life: set-up, everything, changes, comparing, reading again, writing."""
    fake = FakePipedrive()
    for part in ("deals", "activities", "organizations"):
        for _ in range(1001):
            fake.put(part, {"title": "x", "org_id": 7})
    crm = fake.client()
    await crm.account()
    await crm.pipelines()
    await crm.kinds()
    for what in What:
        _, cursor = await changed(crm, what, fake.clock())
        await changed(crm, what, fake.clock.pass_on(hours=2), cursor)
        found = [record_id async for record_id in crm.ids(what)]
        await crm.read(what, found[:3])
        await crm.read(what, found[:150])
    at = fake.clock()
    deal = next(iter(fake.rows["deals"]))
    for fields in (
        {"outcome": "won", "value": 18000},
        {"stage_id": "2"},
        {"outcome": "lost", "lost_reason": "Price", "currency": "EUR"},
    ):
        await crm.write(Change(What.DEAL, str(deal), fields))
    who = {"owner_id": "41", "account_id": "7", "deal_id": str(deal), "kind_id": "meeting", "subject": "Acme"}
    for fields in ({"happened_at": at, "minutes": 45}, {"happened_at": at.date()}):
        written = await crm.write(Change(What.ACTIVITY, None, {**who, **fields}))
        await crm.write(Change(What.ACTIVITY, written.id, {"minutes": 30}))
    return fake.requests


def is_about_its_own_example(answer: httpx.Response) -> bool:
    """Prism also finds fault with the answer, which it makes up from the description's own examples."""
    faults = answer.json().get("validation") or [{"location": ["request"]}]
    return all(fault["location"][0] == "response" for fault in faults)


async def test_pipedrives_own_description_takes_every_request(judges: dict[str, str]) -> None:
    judged, said = 0, set()
    async with httpx.AsyncClient(timeout=30) as client:
        for request in await every_request():
            prefix = next((prefix for prefix in judges if request.url.path.startswith(prefix + "/")), None)
            if prefix is None:
                continue
            address = judges[prefix] + request.url.raw_path.decode().removeprefix(prefix)
            headers = {
                name: request.headers[name]
                for name in ("x-api-token", "accept", "content-type")
                if name in request.headers
            }
            answer = await client.request(request.method, address, headers=headers, content=request.content)
            judged += 1
            if answer.status_code >= 300 and not is_about_its_own_example(answer):
                said.add((request.method, request.url.path, answer.status_code, answer.text[:300]))
    assert not said
    assert judged > 25
    print(f"{judged} requests judged by {', '.join(judges)}")


async def test_the_judge_does_judge(judges: dict[str, str]) -> None:
    """A wrong word is refused: otherwise the test above would say nothing."""
    async with httpx.AsyncClient(timeout=30) as client:
        wrong = await client.get(judges["/api/v2"] + "/deals?sort_by=updated", headers={"x-api-token": "x"})
        nobody = await client.get(judges["/api/v2"] + "/deals")
    assert (wrong.status_code, nobody.status_code) == (422, 401)
