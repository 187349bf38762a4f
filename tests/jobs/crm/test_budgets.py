"""A day of polling every five minutes costs less than a quarter of what each plan has, as each vendor counts it."""

from datetime import timedelta

import pytest

from jobs.crm.adapter import Crm
from jobs.crm.pipedrive import Pipedrive
from models.connections.remote import Change, What
from tests.jobs.crm.asking import changed
from tests.jobs.crm.fakes.common import Fake
from tests.jobs.crm.fakes.hubspot import FakeHubSpot
from tests.jobs.crm.fakes.pipedrive import FakePipedrive
from tests.jobs.crm.fakes.salesforce import FakeSalesforce, stamp

RUNS = 24 * 12 - 1
"""From five past midnight to five to midnight: all on one day."""
DEALS_A_DAY, ACTIVITIES_A_DAY = 40, 60
"""300 activities a week of ten people, and some: all of them come on one day."""

pytestmark = pytest.mark.once


async def a_day(fake: Fake, crm: Crm, busy) -> None:
    """Set up, the first reading of everything, and 288 runs; at night all ids are compared."""
    await crm.account()
    cursors = {what: (await changed(crm, what, fake.clock()))[1] for what in What}
    for run in range(RUNS):
        fake.clock.pass_on(minutes=5)
        busy(run)
        await crm.people()
        await crm.pipelines()
        for what in What:
            _, cursors[what] = await changed(crm, what, fake.clock(), cursors[what])
        if run == RUNS // 2:
            for what in What:
                _ = [record_id async for record_id in crm.ids(what)]


async def test_a_day_of_hubspot() -> None:
    """Of the smallest plan; the larger ones have more for the same."""
    fake = FakeHubSpot(daily=250_000)
    fake.clock.now = fake.clock.now.replace(hour=0)  # midnight of the day in London
    fake.zone = "Europe/London"
    for _ in range(500):
        fake.put("deals", {"dealname": "x", "dealstage": "contractsent"}, at=fake.clock() - timedelta(days=9))

    def busy(run: int) -> None:
        if run % (RUNS // DEALS_A_DAY) == 0:
            fake.put("deals", {"dealname": "x", "dealstage": "closedwon"})
        if run % (RUNS // ACTIVITIES_A_DAY) == 0:
            fake.put("meetings", {"hs_timestamp": "2026-11-28T09:00:00Z", "hs_meeting_outcome": "COMPLETED"})

    await a_day(fake, fake.client(), busy)
    assert len(fake.requests) < 250_000 * 0.25
    assert len(fake.requests) < 4_000, "and far less than that"


@pytest.mark.parametrize(("plan", "seats"), [(1, 1), (2, 1), (1, 3)])
async def test_a_day_of_pipedrive(plan: int, seats: int) -> None:
    """One seat of the cheapest plan, where reading everything every five minutes would cost too much; two; three."""
    fake = FakePipedrive(plan=plan, seats=seats)
    fake.clock.now = fake.clock.now.replace(hour=0)
    for _ in range(2000):
        fake.put("deals", {"title": "x"}, at=fake.clock() - timedelta(days=9))
    crm = fake.client()

    def busy(run: int) -> None:
        if run % (RUNS // DEALS_A_DAY) == 0:
            deal = fake.put("deals", {"title": "x"})
            fake.change("deals", deal, {"status": "won"})
        if run % (RUNS // ACTIVITIES_A_DAY) == 0:
            fake.put("activities", {"done": True, "due_date": "2026-11-28"})

    await a_day(fake, crm, busy)
    for _ in range(10):
        await crm.write(Change(What.ACTIVITY, None, {"kind_id": "call", "happened_at": fake.clock()}))
    spent = fake.spent["2026-11-28"]
    assert spent < 30_000 * plan * seats * 0.25
    assert crm.budget.spent == spent, "the adapter counts as the vendor does"


async def test_a_day_of_salesforce() -> None:
    """15,000: the smallest organisations with an interface (unverified); the others have 100,000 and more."""
    fake = FakeSalesforce(limit=15_000)
    fake.clock.now = fake.clock.now.replace(hour=0)
    fake.hidden, fake.absent = set(), set()
    for _ in range(40):
        fake.put("Opportunity", {"Name": "x", "StageName": "Proposal"}, at=fake.clock() - timedelta(days=9))

    def busy(run: int) -> None:
        if run % (RUNS // DEALS_A_DAY) == 0:
            fake.put("Opportunity", {"Name": "x", "StageName": "Closed Won"})
        if run % (RUNS // ACTIVITIES_A_DAY) == 0:
            at = stamp(fake.clock())
            fake.put("Event", {"StartDateTime": at, "EndDateTime": at, "IsGroupEvent": True, "OwnerId": "0051"})

    await a_day(fake, fake.client(), busy)
    assert fake.used < 15_000 * 0.25


async def test_a_new_adapter_for_each_run_counts_on_and_asks_no_dear_things_again() -> None:
    fake = FakePipedrive()
    spent = 0
    for run in range(5):
        crm = Pipedrive("pipe-secret", around=fake.around)
        await crm.account()
        await crm.pipelines()
        spent += 20 + 2 + 5 + 5 if run == 0 else 2  # users, me, pipelines, stages; later only me
        assert crm.budget.spent == spent == fake.spent["2026-11-28"]
    another = Pipedrive("another-key", around=fake.around)
    assert another.budget is not crm.budget
