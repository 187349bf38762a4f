"""Whatever happens in a CRM, and wherever a run is killed: what was read bit by bit is what a clean reading finds.

Changes, merges, deletions, archiving and restoring in any order, runs of five minutes that are killed after any page,
and the comparison of ids at the end, as a sync does it. The same seeds each time, so that a failure can be repeated.
"""

import contextlib
import random
from datetime import timedelta

import pytest

from jobs.crm.adapter import CrmError
from models.connections.remote import Gone, MovedTo, What
from tests.jobs.crm.asking import ids
from tests.jobs.crm.fakes.common import Fault
from tests.jobs.crm.fakes.hubspot import FakeHubSpot
from tests.jobs.crm.fakes.pipedrive import FakePipedrive
from tests.jobs.crm.fakes.salesforce import FakeSalesforce

pytestmark = pytest.mark.once

FAKES = {"hubspot": FakeHubSpot, "pipedrive": FakePipedrive, "salesforce": FakeSalesforce}
PARTS = {
    "hubspot": {What.ACCOUNT: "companies", What.DEAL: "deals"},
    "pipedrive": {What.ACCOUNT: "organizations", What.DEAL: "deals"},
    "salesforce": {What.ACCOUNT: "Account", What.DEAL: "Opportunity"},
}
NAMES = {"hubspot": ("name", "dealname"), "pipedrive": ("name", "title"), "salesforce": ("Name", "Name")}
STAGE = {
    "hubspot": ("dealstage", "closedwon"),
    "pipedrive": ("status", "won"),
    "salesforce": ("StageName", "Closed Won"),
}


class Reader:
    """As much of a sync as an adapter needs: what it knows, and how far it has read."""

    def __init__(self) -> None:
        self.known: dict[What, dict] = {what: {} for what in PARTS["hubspot"]}
        self.moved: dict[str, str] = {}
        self.cursors: dict[What, object] = {}

    def take(self, what: What, records) -> None:
        for record in records:
            if isinstance(record, Gone | MovedTo):
                self.known[what].pop(record.id, None)
                continue
            self.known[what][record.id] = record
            for merged in getattr(record, "merged_ids", ()):
                self.known[what].pop(merged, None)

    async def run(self, crm, now, dies_after: int) -> None:
        """Dies after so many pages, each of which is kept together with its cursor."""
        for what in self.known:
            async for page in crm.changed(what, self.cursors.get(what), now):
                self.take(what, page.records)
                self.cursors[what] = page.cursor
                dies_after -= 1
                if dies_after < 0:
                    return

    async def compare(self, crm) -> None:
        for what in self.known:
            there = set(await ids(crm, what))
            self.take(what, await crm.read(what, sorted(set(self.known[what]) ^ there)))


def something_happens(fake, vendor: str, chance: random.Random) -> None:
    what = chance.choice(list(PARTS[vendor]))
    part, (account_name, deal_name) = PARTS[vendor][what], NAMES[vendor]
    name, rows = account_name if what is What.ACCOUNT else deal_name, list(fake.rows[part])
    there = [row for row in rows if row not in fake_gone(fake, part)]
    word = f"{name}{chance.randrange(1000)}"
    does = chance.random()
    if does < 0.35 or len(there) < 2:
        more = {STAGE[vendor][0]: STAGE[vendor][1]} if what is What.DEAL and chance.random() < 0.3 else {}
        fake.put(part, {name: word, **more})
    elif does < 0.65:
        fake.change(part, str(chance.choice(there)), {name: word})
    elif does < 0.75:
        one = str(chance.choice(there))
        fake.archive(part, one)
        if chance.random() < 0.5:
            fake.clock.pass_on(seconds=chance.randrange(200))
            fake.restore(part, one)
    elif does < 0.85:
        fake.delete(part, str(chance.choice(there)))
    elif what is What.ACCOUNT or vendor == "hubspot":
        one, other = chance.sample(there, 2)
        fake.merge(part, str(one), into=str(other))


def fake_gone(fake, part: str) -> set:
    """What nobody can do anything with any more."""
    return {
        row_id
        for row_id, row in fake.rows[part].items()
        if (
            getattr(row, "is_archived", False)
            if not isinstance(row, dict)
            else row.get("is_deleted") or row.get("IsDeleted")
        )
    }


FAULTS = (
    Fault(500),
    Fault(429, {"Retry-After": "2"}),
    Fault(502),
    Fault(no_answer=True),
    Fault(503),
    Fault(429, {"Retry-After": "600"}),
)


@pytest.mark.parametrize("vendor", FAKES)
@pytest.mark.parametrize("seed", range(25))
async def test_bit_by_bit_is_what_a_clean_reading_finds(
    vendor: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in (
        ("hubspot_walk", "PAGE"),
        ("hubspot_reading", "PAGE"),
        ("salesforce_walk", "PAGE"),
        ("pipedrive_walk", "LIMIT"),
    ):
        monkeypatch.setattr(f"jobs.crm.{module}.{name}", 3)  # so that there are pages
    chance = random.Random(seed)
    fake, reader = FAKES[vendor](), Reader()
    if vendor == "hubspot":
        fake.lag = timedelta(seconds=chance.choice([0, 40, 200]))
    for _ in range(chance.randrange(12)):
        fake.put(PARTS[vendor][What.DEAL], {NAMES[vendor][1]: "old"})
    fake.clock.pass_on(minutes=10)
    crm = fake.client()
    for _ in range(12):
        for _ in range(chance.randrange(4)):
            something_happens(fake, vendor, chance)
            fake.clock.pass_on(seconds=chance.randrange(100))
        if chance.random() < 0.3:
            fake.fail(*chance.choices(FAULTS, k=chance.randrange(1, 6)))
        if chance.random() < 0.3:  # somebody else goes on while it is read
            fake.before.append(lambda _: something_happens(fake, vendor, chance) if chance.random() < 0.1 else None)
        with contextlib.suppress(CrmError):
            await reader.run(crm, fake.clock(), dies_after=chance.choice([0, 1, 2, 5, 99]))
        fake.before.clear()
        fake.faults.clear()
        fake.clock.pass_on(minutes=5)
    fake.clock.pass_on(minutes=61)  # Pipedrive's archive is looked at once an hour
    await reader.run(crm, fake.clock(), dies_after=999)
    await reader.compare(crm)
    again, requests = {what: dict(known) for what, known in reader.known.items()}, len(fake.requests)
    clean = Reader()
    await clean.run(fake.client(), fake.clock(), dies_after=999)
    await clean.compare(crm)
    for what, found in clean.known.items():
        assert again[what] == found
    await reader.run(crm, fake.clock.pass_on(minutes=5), dies_after=999)
    await reader.compare(crm)
    assert reader.known == again, "twice changes nothing"
    assert len(fake.requests) - requests < 200
