"""What is asked once, comes once: deals of whoever was erased, lists of a CRM, deals of others, days of companies."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import httpx
import pytest
from sqlmodel import Session, select

from jobs.crm.bottlecrm import BottleCrm
from jobs.crm.calling import Surroundings
from jobs.crm.run import Run
from models.accounts.records import Account
from models.connections import actions, taking
from models.connections.mapping import Mapped, answer
from models.connections.preview import Stock, keep_stock
from models.connections.progress import Reading
from models.connections.remote import Gone, Owner, What
from models.connections.splitting import split_company
from models.database import Database
from models.deals.records import Deal, DealChange
from models.privacy.erasure import erase
from models.references.links import MERGED, add_link
from models.references.records import Fact, Link
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast
from tests.jobs.crm.world import World


@pytest.fixture
def world(database: Database, cast: Cast) -> World:
    """A workspace that is connected."""
    return World.of(database, cast)


def test_a_deal_of_whoever_was_erased_does_not_come_in_a_second_time(world: World, session: Session) -> None:
    world.company("70", "Acme")
    world.deal("914", 5000, account_id="70")
    world.win("914")
    world.deal("915", 2000, account_id="70")
    world.meeting("m1", "70", event_key="https://calendar/e/1")
    world.sync()
    erase(session, session.get_one(Person, ("T1", world.cast.anna.id)), world.now)
    session.commit()
    assert {link.kind for link in session.exec(select(Link))} == {"account", "deal"}
    world.later(minutes=5)
    for id_ in ("914", "915"):
        world.crm.change(What.DEAL, id_, owner_id="43")
    world.sync()
    # Two deals, as before: the win stays with whoever had it that day, and the open one is Bram's.
    owners = {deal.title: deal.owner_id for deal in world.deals(session)}
    assert owners == {"Deal 914": world.cast.anna.id, "Deal 915": world.cast.bram.id}
    assert len(world.deals(session)) == 2


def test_a_company_is_one_of_ours_since_the_day_on_which_the_crm_made_it(world: World, session: Session) -> None:
    # 23:30 UTC on 3 November is half past midnight on the 4th in Amsterdam.
    world.company("70", "Acme", created_at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC))
    world.company("71", "Globex")
    world.sync()
    opened = dict(session.exec(select(Account.name, Account.opened_on)).all())
    assert opened == {"Acme": date(2026, 11, 4), "Globex": None}


def test_deals_of_others_are_looked_up_once_for_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.crm.size = 20
    world.company("70", "Acme")
    for number in range(60):
        world.deal(f"{number}", account_id="70")
    looked, usual = [], taking.DealsOfOthers
    monkeypatch.setattr(taking, "DealsOfOthers", lambda *a, **b: looked.append(1) or usual(*a, **b))
    world.sync()
    assert len(looked) == 3


def test_what_stands_without_a_deal_is_looked_up_once_for_a_page(
    world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.crm.owners.append(Owner("49", "Somebody", "somebody@elsewhere.example"))
    world.company("70", "Acme")
    for number in range(5):
        world.deal(f"{number}", account_id="70", owner_id="49")
    world.meeting("m1", "70", deal_id="3")
    world.sync()

    def say(session: Session) -> None:
        answer(world.connecting(session), world.connection(session), Mapped.PERSON, "49", world.cast.anna.id)

    world.database.write(say)
    looked, usual = [], taking.read_again_without_deal
    monkeypatch.setattr(taking, "read_again_without_deal", lambda *a: looked.append(1) or usual(*a))
    world.later(minutes=5)
    world.sync()
    [held] = world.held(session)
    assert (len(looked), held.deal_id) == (1, {deal.title: deal.id for deal in world.deals(session)}["Deal 3"])


def test_a_deal_that_comes_back_with_another_in_it_was_not_gone_in_between(world: World, session: Session) -> None:
    # 2 is deleted; a day later it is there again, and 1 was merged into it. One deal is open, and was all the time.
    world.deal("1")
    world.deal("2")
    world.sync()
    two = world.crm.get(What.DEAL, "2")
    world.crm.delete(What.DEAL, "2")
    world.later(days=1)
    world.sync()
    world.later(days=1)
    world.crm.delete(What.DEAL, "1")
    world.crm.put(replace(two, merged_ids=("1",)))
    world.sync()
    [deal] = world.deals(session)
    removals = [one.deal_id for one in session.exec(select(DealChange)) if "removed" in one.new]
    assert (len(removals), deal.id in removals) == (1, False)


def test_what_tells_of_a_deal_for_a_merge_of_before_is_merged_once_more(world: World, session: Session) -> None:
    # 2 tells of the deal of 1 since a third one became part of it. It becomes part of 1, and 1 is deleted: no deal is left.
    world.deal("1")
    world.sync()

    def third(session: Session) -> None:
        [deal] = session.exec(select(Deal)).all()
        add_link(session, "T1", world.connection_id, Fact.DEAL, "2", deal.id, world.now, reason=MERGED)

    world.database.write(third)
    world.crm.moved[What.DEAL, "2"] = "1"
    world.later(days=1)
    world.sync()
    world.crm.delete(What.DEAL, "1")
    world.later(days=1)
    world.sync()
    assert world.deals(session) == []


def test_bottlecrm_lists_companies_and_deals_once_in_a_run(database: Database, cast: Cast, session: Session) -> None:
    session.close()
    world, bottle = World(database, cast, None), Bottle()  # type: ignore[arg-type]
    crm = bottle.client()

    def connected(session: Session) -> str:
        connecting = world.connecting(session)
        facts = asyncio.run(bottle.client().account())
        connection = actions.connect(connecting, "bottlecrm", "key", facts, SECRETS)
        keep_stock(session, connection, Stock([], [], asyncio.run(crm.kinds())))
        actions.start(connecting, connection)
        return connection.id

    world.connection_id = database.write(connected)

    def run() -> Counter[str]:
        bottle.asked.clear()
        reading = Reading("T1", world.connection_id, "me")
        assert database.write(lambda session: reading.take(session, world.now))
        ran = asyncio.run(Run(database, bottle.client(), reading, lambda: world.now).go())
        assert ran.error is None
        assert ran.is_read_through
        return Counter({path: count for path, count in bottle.asked.items() if path in LISTS})

    # 150 companies are two pages of a hundred at most, three deals are one: each of them is asked for once.
    assert run() == {"/api/accounts/": 2, "/api/opportunities/": 1, "/api/interactions/": 153}
    gone = bottle.companies.pop()
    world.later(minutes=5)
    assert run()["/api/accounts/"] == 2
    with Session(database.engine) as again:
        [link] = again.exec(select(Link).where(Link.kind == "account", Link.gone_at.is_not(None)))  # type: ignore[union-attr]
        assert link.external_id == gone["id"], "what is no longer in the pages is gone"


@pytest.mark.once
async def test_bottlecrm_is_not_walked_through_again_for_activities_that_are_asked_for() -> None:
    # 153 companies and deals are asked what was logged on them; ids that are asked for afterwards cost nothing more.
    bottle = Bottle()
    crm = bottle.client()
    async for _ in crm.changed(What.ACTIVITY, None, NOW):
        pass
    for some in (["i1", "i2"], ["i3"]):
        assert await crm.read(What.ACTIVITY, some) == [Gone(id_) for id_ in some]
    assert bottle.asked["/api/interactions/"] == 153


LISTS = ("/api/accounts/", "/api/opportunities/", "/api/interactions/")


class Bottle:
    """As much of a BottleCRM as lists need."""

    def __init__(self) -> None:
        self.companies = [{"id": f"c{number}", "name": f"Company {number}"} for number in range(150)]
        self.deals = [{"id": f"d{number}", "name": "x", "stage": "s1", "stage_kind": "open"} for number in range(3)]
        self.asked: Counter[str] = Counter()

    def client(self) -> BottleCrm:
        around = Surroundings(transport=httpx.MockTransport(self.answer), allows_loopback=True)
        return BottleCrm("key", base_url="http://127.0.0.1:9", around=around)

    def answer(self, request: httpx.Request) -> httpx.Response:
        path, at = request.url.path, int(request.url.params.get("offset", 0))
        self.asked[path] += 1
        if path == "/api/org/settings/":
            return httpx.Response(200, json={"id": "o1", "name": "Noordzee"})
        if path == "/api/accounts/":
            some = self.companies[at : at + 100]
            part = {"open_accounts": some, "open_accounts_count": len(self.companies)}
            return httpx.Response(200, json={"active_accounts": part})
        if path == "/api/opportunities/":
            return httpx.Response(200, json={"opportunities": self.deals, "opportunities_count": len(self.deals)})
        known = {"/api/users/": {}, "/api/opportunities/pipelines/": [], "/api/interactions/": {"interactions": []}}
        return httpx.Response(200, json=known[path]) if path in known else httpx.Response(404)


def test_two_companies_of_one_name_are_split_and_what_is_about_each_follows(world: World, session: Session) -> None:
    world.company("70", "Acme")
    world.company("71", "Acme")
    for id_ in ("70", "71"):
        world.deal(f"9{id_}", account_id=id_)
        world.meeting(f"m{id_}", id_)
    world.sync()
    assert len({deal.account_id for deal in world.deals(session)}) == 1

    def split(session: Session) -> str:
        own = split_company(world.connecting(session), world.connection(session), "71")
        assert own.name == "Acme (2)"
        return own.id

    own = world.database.write(split)
    world.later(minutes=5)
    world.full()
    world.crm.change(What.ACCOUNT, "71", name="Acme B.V.")
    world.full()
    by_title = {deal.title: deal.account_id for deal in world.deals(session)}
    assert (by_title["Deal 971"], by_title["Deal 970"] != own) == (own, True)
    assert sum(one.account_id == own for one in world.held(session)) == 1
    with pytest.raises(Refusal):
        world.database.write(split)
