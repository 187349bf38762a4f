"""A day of polling every five minutes costs less than a quarter of what each plan has, as each vendor counts it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from jobs.crm import limits
from jobs.crm.adapter import Crm
from jobs.crm.hubspot import HubSpot
from jobs.crm.pipedrive import Pipedrive
from jobs.crm.salesforce import Salesforce
from models.connections.remote import Change, What
from tests.jobs.crm.asking import changed
from tests.jobs.crm.fakes.common import Fake
from tests.jobs.crm.fakes.hubspot import FakeHubSpot
from tests.jobs.crm.fakes.pipedrive import FakePipedrive
from tests.jobs.crm.fakes.salesforce import FakeSalesforce, stamp

COMES = {"deal": (0, 7), "activity": (2, 6, 9)}
"""In which runs of an hour: 48 deals and 72 activities on one day, as much as ten people do in a week."""

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MEMORIES", {})


async def a_day(fake: Fake, opens: Callable[[], Crm], busy: Callable[[str], None], spent: Callable[[], int]) -> int:
    """What a day costs: set up, the first reading of everything, and twelve runs an hour; at noon all ids are compared.

    Each run opens an adapter of its own, as the program does, and asks for people, stages and kinds first.
    As much comes in each hour, and nothing is kept for other times than one hour or six: so an hour of a kind that was run
    costs what it cost then. Run are the first two, one of those that fetch what is kept for six hours, and noon's.
    """
    crm = opens()
    await crm.account()
    cursors = {what: (await changed(crm, what, fake.clock()))[1] for what in What}
    midnight = fake.clock()
    begun = spent()

    async def an_hour(hour: int) -> int:
        fake.clock.now, so_far = midnight + timedelta(hours=hour), spent()
        for run in range(12):
            for name, runs in COMES.items():
                if run in runs:
                    busy(name)
            crm = opens()
            await crm.people()
            await crm.pipelines()
            await crm.kinds()
            for what in What:
                _, cursors[what] = await changed(crm, what, fake.clock(), cursors[what])
            fake.clock.pass_on(minutes=5)
        if hour == 12:
            for what in What:
                _ = [record_id async for record_id in opens().ids(what)]
        return spent() - so_far

    cost = {hour: await an_hour(hour) for hour in (0, 1, 2, 6, 12)}
    assert cost[1] == cost[2], "an hour is like the one before"
    return begun + cost[0] + cost[1] * 20 + cost[6] * 2 + cost[12]


async def test_a_day_of_hubspot() -> None:
    """Of the smallest plan; the larger ones have more for the same."""
    fake = FakeHubSpot(daily=250_000)
    fake.clock.now = fake.clock.now.replace(hour=0)  # midnight of the day in London
    fake.zone = "Europe/London"
    for _ in range(500):
        fake.put("deals", {"dealname": "x", "dealstage": "contractsent"}, at=fake.clock() - timedelta(days=9))

    def busy(came: str) -> None:
        if came == "deal":
            fake.put("deals", {"dealname": "x", "dealstage": "closedwon"})
        if came == "activity":
            fake.put("meetings", {"hs_timestamp": "2026-11-28T09:00:00Z", "hs_meeting_outcome": "COMPLETED"})

    def opens() -> HubSpot:
        return HubSpot("pat-eu1-secret", around=fake.around)

    spent = await a_day(fake, opens, busy, lambda: len(fake.requests))
    assert spent < 250_000 * 0.25
    assert spent < 4_000, "and far less than that"


@pytest.mark.parametrize(("plan", "seats"), [(1, 1), (2, 1), (1, 3)])
async def test_a_day_of_pipedrive(plan: int, seats: int) -> None:
    """One seat of the cheapest plan, where reading everything every five minutes would cost too much; two; three."""
    fake = FakePipedrive(plan=plan, seats=seats)
    fake.clock.now = fake.clock.now.replace(hour=0)
    for _ in range(2000):
        fake.put("deals", {"title": "x"}, at=fake.clock() - timedelta(days=9))

    def opens() -> Pipedrive:
        return Pipedrive("pipe-secret", around=fake.around)

    def busy(came: str) -> None:
        if came == "deal":
            deal = fake.put("deals", {"title": "x"})
            fake.change("deals", deal, {"status": "won"})
        if came == "activity":
            fake.put("activities", {"done": True, "due_date": "2026-11-28"})

    of_day = await a_day(fake, opens, busy, lambda: fake.spent["2026-11-28"])
    read = fake.spent["2026-11-28"]
    for _ in range(10):
        await opens().write(Change(What.ACTIVITY, None, {"kind_id": "call", "happened_at": fake.clock()}))
    spent = fake.spent["2026-11-28"]
    assert of_day + spent - read < 30_000 * plan * seats * 0.25
    assert opens().budget.spent == spent, "the adapter counts as the vendor does"


async def test_a_day_of_salesforce() -> None:
    """15,000: the smallest organisations with an interface (unverified); the others have 100,000 and more."""
    fake = FakeSalesforce(limit=15_000)
    fake.clock.now = fake.clock.now.replace(hour=0)
    fake.hidden, fake.absent = set(), set()
    for _ in range(40):
        fake.put("Opportunity", {"Name": "x", "StageName": "Proposal"}, at=fake.clock() - timedelta(days=9))

    def busy(came: str) -> None:
        if came == "deal":
            fake.put("Opportunity", {"Name": "x", "StageName": "Closed Won"})
        if came == "activity":
            at = stamp(fake.clock())
            fake.put("Event", {"StartDateTime": at, "EndDateTime": at, "IsGroupEvent": True, "OwnerId": "0051"})

    def opens() -> Salesforce:
        return Salesforce("3MVG9:secret", base_url="https://northwind.my.salesforce.com", around=fake.around)

    assert await a_day(fake, opens, busy, lambda: fake.used) < 15_000 * 0.25


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
