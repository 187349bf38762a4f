"""The trap cases that are the business's: whose, when, what counts, and what nobody may ever read in a log."""

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from jobs.crm.adapter import BudgetGone, TokenRefused, VendorBroken
from jobs.crm.rounds import CrmRounds
from models.connections import actions
from models.connections.mapping import Mapped, answer, questions
from models.connections.own_writes import remember_writes
from models.connections.preview import Stock, preview
from models.connections.records import Connection, CrmMapping, State
from models.connections.remote import AccountFacts, Owner, RemoteStage, What
from models.connections.status import lags, status_of
from models.database import Database
from models.deals.records import DealChange
from models.delivery.records import Delivery
from models.privacy.erasure import erase
from models.references.links import add_link
from models.references.records import Fact, Link
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast
from tests.jobs.crm.world import World
from tests.models.scorecard.facts import opened


@pytest.fixture
def world(database: Database, cast: Cast) -> World:
    """A workspace that is connected."""
    return World.of(database, cast)


def rounds(world: World) -> CrmRounds:
    return CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)


def look(world: World) -> int:
    """The clock's look; how many connections it read."""
    return len(asyncio.run(rounds(world).look()))


def test_a_close_date_is_a_day_and_an_instant_is_one_where_the_workspace_is(world: World, session: Session) -> None:
    # 04:59:59 UTC on 1 December is 05:59 in Amsterdam: the 1st. In New York it would be 30 November.
    world.deal("1", close_date=datetime(2026, 12, 1, 4, 59, 59, tzinfo=UTC))
    world.deal("2", close_date=date(2026, 12, 1))
    world.sync()
    assert [deal.expected_close for deal in world.deals(session)] == [date(2026, 12, 1)] * 2


def test_who_has_left_and_is_known_by_e_mail_keeps_their_deals(world: World, session: Session) -> None:
    anna = session.get_one(Person, ("T1", world.cast.anna.id))
    anna.ends_on = date(2026, 10, 31)
    session.commit()
    world.crm.owners[0] = Owner("41", "Anna", "anna@example.com", is_active=False)
    world.deal("914")
    world.sync()
    assert [deal.owner_id for deal in world.deals(session)] == [anna.id]


def test_an_e_mail_address_that_nobody_has_is_asked_and_never_guessed_by_name(world: World, session: Session) -> None:
    world.crm.owners.append(Owner("42", "Carla Mulder", "carla.mulder@elsewhere.example"))
    world.deal("1", owner_id="42")
    world.sync()
    assert world.deals(session) == []
    [asked] = [one for one in questions(session, world.connection(session), only_open=True) if one.what == "person"]
    assert (asked.label, asked.facts["email"]) == ("Carla Mulder", "carla.mulder@elsewhere.example")
    assert session.exec(select(Link.reason).where(Link.external_id == "1")).all() == ["needs_owner"]
    session.commit()

    def say(session: Session) -> None:
        answer(world.connecting(session), world.connection(session), Mapped.PERSON, "42", world.cast.carla.id)

    world.database.write(say)
    world.sync()
    assert [deal.owner_id for deal in world.deals(session)] == [world.cast.carla.id]


def test_merged_companies_have_one_first_meeting(world: World, session: Session) -> None:
    # Acme was met on 10 November and Acme West on the 11th: two first meetings. They are one company: the second follows.
    world.company("7", "Acme")
    world.company("8", "Acme West")
    world.meeting("1", "7", happened_at=NOW - timedelta(days=2))
    world.meeting("2", "8", happened_at=NOW - timedelta(days=1))
    world.deal("9", account_id="8")
    world.sync()
    assert [one.is_first for one in world.held(session)] == [True, True]
    world.crm.merge(What.ACCOUNT, "8", "7")
    world.later(days=1)
    world.sync()
    held = world.held(session)
    assert [one.is_first for one in held] == [True, False]
    assert {one.account_id for one in held} == {world.deals(session)[0].account_id}


def test_our_own_write_comes_back_and_is_no_news(world: World, session: Session) -> None:
    world.deal("900", 1000)
    world.sync()

    def write(session: Session) -> None:
        fields = {"value": Decimal("18000.00")}
        remember_writes(session, world.connection(session), "deal", "900", fields, world.now)

    world.database.write(write)
    world.crm.change(What.DEAL, "900", value=Decimal(18000))
    before = world.rows()
    world.sync()
    assert world.rows() == before
    # Somebody there changes it to something else, and back: that is news.
    for value in (20_000, 18_000):
        world.later(minutes=5)
        world.crm.change(What.DEAL, "900", value=Decimal(value))
        world.sync()
        assert world.deals(session)[0].value_minor == value * 100


def test_a_revoked_key_is_told_once_and_not_tried_again(world: World, session: Session) -> None:
    world.crm.error = TokenRefused("hubspot does not take the key.")
    assert look(world) == 1
    calls = world.crm.calls
    for _ in range(3):
        world.later(minutes=6)
        look(world)
    assert world.crm.calls == calls
    assert world.connection(session).state == State.REFUSED
    [told] = session.exec(select(Delivery).where(Delivery.cadence == "connections.trouble")).all()
    assert (told.recipient, told.about["reason"]) == (world.cast.dirk.id, "refused")
    session.commit()

    def other_key(session: Session) -> None:
        actions.give_key(world.connecting(session), world.connection(session), "another-key", world.crm.facts, SECRETS)

    world.crm.error = None
    world.database.write(other_key)
    assert look(world) == 1


def test_nobody_to_tell_yet_is_told_once_somebody_is_there(world: World, session: Session) -> None:
    world.crm.error = TokenRefused("hubspot does not take the key.")
    dirk, bram = (session.get_one(Person, ("T1", who.id)) for who in (world.cast.dirk, world.cast.bram))
    dirk.ends_on = date.fromisoformat(f"{world.now:%Y-%m-%d}") - timedelta(days=1)  # who connected it has left
    bram.is_admin, bram.starts_on = (
        True,
        dirk.ends_on + timedelta(days=3),
    )  # the other admin begins the day after tomorrow
    session.commit()
    told = select(Delivery.recipient).where(Delivery.cadence == "connections.trouble")
    for hours, recipients in ((0, []), (24, []), (24, [bram.id]), (24, [bram.id])):
        world.later(hours=hours)
        look(world)
        assert session.exec(told).all() == recipients
        session.rollback()


def test_an_admin_whose_last_day_is_to_come_is_told(world: World, session: Session) -> None:
    world.crm.error = TokenRefused("hubspot does not take the key.")
    dirk, bram = (session.get_one(Person, ("T1", who.id)) for who in (world.cast.dirk, world.cast.bram))
    dirk.slack_user_id, bram.is_admin, bram.ends_on = None, True, world.now.date() + timedelta(days=30)
    session.commit()
    look(world)
    told = select(Delivery.recipient).where(Delivery.cadence == "connections.trouble")
    assert session.exec(told).all() == [bram.id]


def test_a_budget_that_is_gone_rests_until_it_is_there_again(world: World, session: Session) -> None:
    world.crm.error = BudgetGone(NOW + timedelta(hours=14))
    look(world)
    world.crm.error = None
    world.later(hours=13)
    assert look(world) == 0
    world.later(hours=2)
    assert look(world) == 1


def test_a_vendor_that_is_down_for_a_day_is_told_once_and_read_again(world: World, session: Session) -> None:
    world.crm.error = VendorBroken("hubspot is out of order.")
    for _ in range(3):
        look(world)
        world.later(hours=13)
    told = session.exec(select(Delivery).where(Delivery.cadence == "connections.trouble")).all()
    assert [one.about["reason"] for one in told] == ["broken"]
    assert status_of(session, world.connection(session)).error == "hubspot is out of order."
    assert round(next(iter(lags(session, world.now).values()))) == 39 * 3600  # since it was started
    session.commit()
    world.crm.error = None
    world.deal("1")
    look(world)
    assert len(world.deals(session)) == 1


def test_a_process_that_lost_its_claim_writes_nothing(world: World, session: Session) -> None:
    world.deal("1")
    world.sync(dies_after=3, token="one")  # killed with the claim in its hands
    assert world.sync(token="two") is None
    world.later(minutes=3)
    assert world.sync(token="two") is not None
    assert len(world.deals(session)) == 1


def test_nothing_counts_before_the_start_and_a_preview_stores_nothing(
    database: Database, cast: Cast, session: Session
) -> None:
    world = World.of(database, cast, starts=False)
    world.deal("1", 13_500, stage="won", decided_at=NOW - timedelta(days=2), created_at=NOW - timedelta(days=9))
    world.deal("2", 500, owner_id="44")
    assert look(world) == 0
    before = world.rows()

    seen = preview(database, "T1", world.connection_id, asyncio.run(_everything(world)), NOW)
    assert (seen.deals, seen.sales_before, seen.sales_after) == (1, 0, 1_350_000)
    assert [one.remote_id for one in seen.unknown(Mapped.PERSON)] == ["44"]
    assert [one.label for one in seen.unknown(Mapped.KIND)] == ["Lunch"]
    assert world.rows() == before


def test_who_connects_again_reads_that_all_of_it_is_known_already(world: World) -> None:
    world.deal("1", 13_500, stage="won", decided_at=NOW - timedelta(days=2))
    world.deal("2", 500)
    world.sync()

    seen = preview(world.database, "T1", world.connection_id, asyncio.run(_everything(world)), NOW)
    assert (seen.deals, seen.deals_known, seen.sales_after - seen.sales_before) == (2, 2, 0)


def test_only_an_admin_connects_and_no_account_twice(world: World, session: Session) -> None:
    def again(session: Session) -> None:
        actions.connect(world.connecting(session), "hubspot", "key", world.crm.facts, SECRETS)

    with pytest.raises(Refusal, match="connected_already"):
        world.database.write(again)

    def by_anna(session: Session) -> None:
        connecting = world.connecting(session)
        anna = session.get_one(Person, ("T1", world.cast.anna.id))
        facts = AccountFacts("another", "Other")
        actions.connect(type(connecting)(session, connecting.workspace, NOW, anna), "hubspot", "key", facts, SECRETS)

    with pytest.raises(Refusal, match="admins_only"):
        world.database.write(by_anna)


@pytest.mark.parametrize("keeps_facts", [True, False])
def test_a_removed_connection_leaves_its_facts_or_takes_them_along(
    keeps_facts: bool, world: World, session: Session
) -> None:
    world.company("70", "Acme")
    world.deal("1", account_id="70")
    world.meeting("2", "70")
    world.sync()

    def remove(session: Session) -> None:
        actions.remove(world.connecting(session), world.connection(session), keeps_facts=keeps_facts)

    world.database.write(remove)
    left = 1 if keeps_facts else 0
    assert (len(world.deals(session)), len(world.held(session))) == (left, left)
    assert world.connection(session).sealed_key is None
    session.commit()
    world.connect()  # the same account once more: nothing is there twice
    world.full()
    assert (len(world.deals(session)), len(world.held(session))) == (1, 1)


def test_another_probability_holds_for_the_deals_that_stand_there(world: World, session: Session) -> None:
    world.deal("1", stage="s2")
    world.sync()
    world.crm.stages[1] = RemoteStage("s2", "Offerte", 2, probability=60)
    world.later(days=1)
    world.sync()
    [deal] = world.deals(session)
    assert (deal.stage, deal.probability) == ("proposal", 60)
    [row] = session.exec(select(CrmMapping).where(CrmMapping.remote_id == "s2")).all()
    assert (row.label, row.facts["probability"]) == ("Offerte", 60)


def test_who_was_erased_comes_back_by_no_name_and_no_entry(world: World, session: Session) -> None:
    world.company("70", "Acme")
    world.meeting("1", "70")
    world.sync()
    world.database.write(lambda session: erase(session, session.get_one(Person, ("T1", world.cast.anna.id)), NOW))
    world.later(days=1)
    world.full()
    assert len(world.held(session)) == 1
    row = session.exec(select(CrmMapping).where(CrmMapping.remote_id == "41")).one()
    assert (row.label, row.facts, row.local) == ("", {}, None)


def test_no_key_no_address_and_no_title_is_in_any_log(
    world: World, session: Session, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    world.deal("1", title="A secret merger with Acme")
    world.deal("2", title="An open one")

    def breaks(*_: object, **__: object) -> None:
        raise ValueError("A secret merger with Acme, anna@example.com, a-key-of-the-tests")

    with monkeypatch.context() as patched:
        patched.setattr("models.connections.taking_in.take_deal", breaks)
        look(world)
    world.later(minutes=6)
    look(world)
    world.crm.error = TokenRefused("hubspot does not take the key.")
    world.later(minutes=6)
    look(world)
    assert "cannot be taken in" in caplog.text
    for secret in ("secret merger", "anna@example.com", "a-key-of-the-tests", "An open one"):
        assert secret not in caplog.text
    stored = session.exec(select(Connection.sealed_key)).one()
    assert stored is not None
    assert "a-key" not in stored
    assert session.exec(select(DealChange)).all() == []


def test_a_deal_that_is_joined_is_one_deal_in_the_preview(database: Database, cast: Cast) -> None:
    # The file of the same CRM told of deal 1 before; deal 2 is new: two deals, of which one is known.
    world = World.of(database, cast, starts=False)
    world.deal("1", 500)
    world.deal("2", 700)

    def from_a_file(session: Session) -> None:
        deal = opened(session, cast.anna, NOW.date(), 400)
        add_link(session, "T1", "csv:hubspot", Fact.DEAL, "1", deal.id, NOW)

    world.database.write(from_a_file)
    seen = preview(database, "T1", world.connection_id, asyncio.run(_everything(world)), NOW)
    assert (seen.deals, seen.deals_known) == (2, 1)


async def _everything(world: World) -> Stock:
    found = [(what, page) for what in What async for page in world.crm.changed(what, None, NOW)]
    return Stock(world.crm.owners, await world.crm.pipelines(), world.crm.activity_kinds, found)
