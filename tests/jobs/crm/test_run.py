"""What a run makes of a CRM: the rules that are the same of every vendor, each worked out by hand."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.crm import opening
from jobs.crm.adapter import VendorBroken
from jobs.crm.rounds import CrmRounds
from models.activity.records import CreditShare
from models.connections import taking_in
from models.connections.actions import give_key, pause, resume, set_won_date, set_writing, start
from models.connections.mapping import Mapped, answer
from models.connections.preview import sales_of_month
from models.connections.remote import Outcome, Owner, RemoteAccount, RemoteDeal, What
from models.connections.status import status_of
from models.database import Database
from models.deals.records import DealChange, DealShare
from models.delivery.records import Delivery
from models.digest.restating import latest_change
from models.period import week_of
from models.workspace.queries import workspace_of
from models.workspace.trail import Did, TrailEntry
from tests.conftest import NOW, SECRETS, Cast
from tests.jobs.crm.world import World


@pytest.fixture
def world(database: Database, cast: Cast) -> World:
    """A workspace that is connected."""
    return World.of(database, cast)


def test_a_deal_comes_in_once_and_again_changes_nothing(world: World, session: Session) -> None:
    world.company("70", "Acme")
    world.deal("900", 18_000, account_id="70")
    world.sync()
    [deal] = world.deals(session)
    assert (deal.title, deal.stage, deal.value_minor, deal.owner_id) == (
        "Deal 900",
        "qualified",
        1_800_000,
        world.cast.anna.id,
    )
    rows = world.rows()
    for _ in range(2):
        world.full()
        assert world.rows() == rows


def test_a_win_counts_on_the_day_on_which_its_stage_was_entered(world: World, session: Session) -> None:
    # Entered on 11 November at 23:30 UTC: in Amsterdam that is the 12th. The typed close date lies in December.
    entered = datetime(2026, 11, 11, 23, 30, tzinfo=UTC)
    world.deal("900", stage="won", decided_at=entered, close_date=date(2026, 12, 15), created_at=NOW - timedelta(40))
    world.sync()
    [deal] = world.deals(session)
    assert (deal.outcome, deal.closed_on) == ("won", date(2026, 11, 12))


def test_a_win_counts_on_the_typed_date_where_the_workspace_chose_that(world: World, session: Session) -> None:
    entered = datetime(2026, 11, 11, 12, tzinfo=UTC)
    world.deal("900", stage="won", decided_at=entered, close_date=date(2026, 11, 9), created_at=NOW - timedelta(40))
    world.sync()
    for rule, day in (("close_date", date(2026, 11, 9)), ("entered", date(2026, 11, 11))):

        def choose(session: Session, rule: str = rule) -> None:
            set_won_date(world.connecting(session), world.connection(session), rule)

        world.database.write(choose)
        world.later(minutes=5)
        world.sync()
        assert [deal.closed_on for deal in world.deals(session)] == [day]


def test_a_win_that_is_deleted_there_counts_in_no_month_and_its_history_says_since_when(
    world: World, session: Session
) -> None:
    # Won in October, deleted in November: October's sales of 1,000 are nothing, as after an undo.
    world.deal("1", 1000, stage="won", decided_at=datetime(2026, 10, 6, 9, tzinfo=UTC), created_at=NOW - timedelta(60))
    world.sync()
    october = sales_of_month(session, "T1", date(2026, 10, 31))
    session.commit()
    world.crm.delete(What.DEAL, "1")
    world.later(days=1)
    world.sync()
    assert (october, sales_of_month(session, "T1", date(2026, 10, 31))) == (100_000, 0)
    [change] = [one for one in session.exec(select(DealChange)) if one.new.get("removed")]
    assert change.changed_at == world.now
    week = week_of(date(2026, 10, 6))
    assert latest_change(session, workspace_of(session, "T1"), week) == world.now, "a published digest is restated"


def test_edits_wins_deletions_and_returns(world: World, session: Session) -> None:
    world.deal("1", 1000)
    world.deal("2", 2000)
    world.sync()
    world.crm.change(What.DEAL, "1", value=1500, stage_id="s2")
    world.win("2")
    world.later(minutes=5)
    world.sync()
    one, two = world.deals(session)
    assert (one.value_minor, one.stage, two.outcome) == (150_000, "proposal", "won")
    world.crm.archive(What.DEAL, "1")
    world.later(days=1)
    world.sync()
    assert [deal.outcome for deal in world.deals(session)] == ["won"]
    world.crm.restore(What.DEAL, "1")
    world.sync()
    assert len(world.deals(session)) == 2


def test_two_engagements_of_one_meeting_are_one_with_two_people(world: World, session: Session) -> None:
    world.company("70", "Acme")
    for id_, owner in (("m6", "41"), ("m7", "43")):
        world.meeting(id_, "70", owner_id=owner, event_key="https://calendar/e/1")
    world.sync()
    [held] = world.held(session)
    assert held.kind == "meeting"
    world.crm.delete(What.ACTIVITY, "m6")
    world.later(days=1)
    world.sync()
    assert [one.person_id for one in world.held(session)] == [world.cast.bram.id]


def test_a_win_stays_with_whoever_had_the_deal_that_day(world: World, session: Session) -> None:
    world.deal("1", 1000)
    world.deal("2", 2000)
    world.win("1")
    world.sync()
    for id_ in ("1", "2"):
        world.crm.change(What.DEAL, id_, owner_id="43")
    world.sync()
    open_, won = world.deals(session)  # the win was changed last, so it came last
    assert (won.owner_id, open_.owner_id) == (world.cast.anna.id, world.cast.bram.id)
    overruled = session.exec(select(DealChange).where(DealChange.what == "overruled")).one()
    assert overruled.new == {"owner_id": world.cast.bram.id}


def test_an_unknown_stage_waits_and_its_deal_is_not_dropped(world: World, session: Session) -> None:
    world.deal("1", 1000, stage="s9")
    world.sync()
    [deal] = world.deals(session)
    assert (deal.stage, deal.outcome) == ("unknown", None)
    world.deal("2", 500, stage="s1", outcome=Outcome.WON, decided_at=world.now)
    world.sync()
    assert [deal.outcome for deal in world.deals(session)] == [None, "won"]


def test_a_meeting_waits_for_a_company_that_no_list_had(world: World, session: Session) -> None:
    # It was made after the companies were listed: it comes by its id, and the meeting is read once more.
    world.meeting("m1", "70")
    world.crm.records[What.ACCOUNT]["70"] = (0, RemoteAccount("70", "Acme"))
    world.sync()
    assert [one.kind for one in world.held(session)] == ["meeting"]


def test_a_company_that_gets_a_name_gets_its_meetings_and_deals(world: World, session: Session) -> None:
    world.company("70", "")
    world.meeting("m1", "70")
    world.deal("1", account_id="70")
    world.sync()
    assert (world.held(session), [deal.account_id for deal in world.deals(session)]) == ([], [None])
    world.later(minutes=5)
    world.company("70", "Acme")
    world.sync()
    [held], [deal] = world.held(session), world.deals(session)
    assert held.account_id == deal.account_id != None  # noqa: E711


def test_a_deal_that_an_activity_names_first_is_asked_for_and_no_longer_when_there_is_none(
    world: World, session: Session
) -> None:
    world.company("70", "Acme")
    world.meeting("m1", "70", deal_id="900")
    world.meeting("m2", "70", deal_id="900", happened_at=NOW - timedelta(days=3))
    world.sync()
    asked = world.crm.calls
    world.later(minutes=5)
    world.sync()
    assert world.crm.calls == asked + 6  # people, stages, kinds, and a list of each: nothing is read by its id
    assert {one.deal_id for one in world.held(session)} == {None}


def test_a_deal_that_waited_for_its_owner_gets_the_meetings_that_named_it(world: World, session: Session) -> None:
    world.company("70", "Acme")
    world.crm.owners.append(Owner("49", "Somebody", "somebody@elsewhere.example"))
    world.deal("900", account_id="70", owner_id="49")
    world.meeting("m1", "70", deal_id="900")
    world.sync()
    assert [one.deal_id for one in world.held(session)] == [None]
    anna = world.cast.anna.id
    world.database.write(
        lambda session: answer(world.connecting(session), world.connection(session), Mapped.PERSON, "49", anna)
    )
    world.later(minutes=5)
    world.sync()
    [deal] = world.deals(session)
    assert [one.deal_id for one in world.held(session)] == [deal.id]


def test_what_cannot_be_taken_in_is_told_and_comes_in_as_soon_as_it_can(
    world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = taking_in.take_deal

    def trips(taking: object, record: RemoteDeal) -> None:
        if record.id == "2":
            raise ValueError("something that nobody thought of")
        take(taking, record)  # type: ignore[arg-type]

    for id_ in ("1", "2", "3"):
        world.deal(id_)
    monkeypatch.setattr(taking_in, "take_deal", trips)
    for _ in range(2):
        ran = world.sync()
        assert ran is not None
        assert (ran.counts["deal:failed"], len(world.deals(session))) == (1, 2)
        assert status_of(session, world.connection(session)).not_taken == 1
        world.later(minutes=5)
    monkeypatch.setattr(taking_in, "take_deal", take)
    world.sync()
    assert (len(world.deals(session)), status_of(session, world.connection(session)).not_taken) == (3, 0)


def test_a_crm_that_is_away_is_asked_less_and_less_often(world: World) -> None:
    # After 5 minutes, then 10, 20, 40 and 60: at 0, 5, 15, 35, 75 and 135 minutes.
    world.crm.error, asked_at = VendorBroken("hubspot is out of order."), []
    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    for minute in range(0, 180, 5):
        asked_at += [minute] if asyncio.run(rounds.look()) else []
        world.later(minutes=5)
    assert asked_at == [0, 5, 15, 35, 75, 135]


def test_a_connection_that_cannot_even_be_opened_is_told_after_a_day(world: World, session: Session) -> None:
    def cannot(*_: str) -> World:
        raise VendorBroken("That is no address.")

    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, cannot)  # type: ignore[arg-type]
    for _ in range(3):
        asyncio.run(rounds.look())
        world.later(hours=13)
    told = session.exec(select(Delivery).where(Delivery.cadence == "connections.trouble")).all()
    assert [one.about["reason"] for one in told] == ["broken"]


def test_people_that_cannot_be_listed_once_are_no_trouble_of_a_day(world: World, session: Session) -> None:
    # Three days well, then once not: nobody is told. For more than a day not (26 hours): told.
    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    told = select(Delivery).where(Delivery.cadence == "connections.trouble")
    for days, error, count in ((0, None, 0), (3, VendorBroken("out of order"), 0), (26 / 24, VendorBroken("still"), 1)):
        world.later(days=days)
        world.crm.error = error
        asyncio.run(rounds.look())
        assert len(session.exec(told).all()) == count
        session.rollback()


def test_ids_that_cannot_be_listed_are_asked_less_and_less_often_and_told_after_a_day(
    world: World, session: Session
) -> None:
    # Everything else is read each time, so only the daily look at the ids goes wrong: at 0, 5, 15 and 35 minutes.
    def breaks(_what: What) -> None:
        raise VendorBroken("out of order")

    world.crm.ids, asked_at = breaks, []  # type: ignore[method-assign, assignment]
    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    for minute in range(0, 40, 5):
        asked_at += [minute] if asyncio.run(rounds.look()) else []
        world.later(minutes=5)
    told = select(Delivery).where(Delivery.cadence == "connections.trouble")
    assert (asked_at, len(session.exec(told).all())) == ([0, 5, 15, 35], 0)
    session.rollback()
    world.later(days=1)
    asyncio.run(rounds.look())
    assert [one.about["reason"] for one in session.exec(told)] == ["broken"]


def test_what_was_read_counts_no_failures_of_before_also_when_nothing_was_new(world: World) -> None:
    # The companies fail at 0, 5 and 15 minutes; at 35 they are read and the deals fail, for the first time: again at 40.
    changed, broken = world.crm.changed, {What.ACCOUNT}

    def changes(what: What, *about: Any) -> Any:
        if what in broken:
            raise VendorBroken("out of order")
        return changed(what, *about)

    world.crm.changed, asked_at = changes, []  # type: ignore[method-assign, assignment]
    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    for minute in range(0, 45, 5):
        broken = {What.ACCOUNT} if minute < 35 else {What.DEAL}
        asked_at += [minute] if asyncio.run(rounds.look()) else []
        world.later(minutes=5)
    assert asked_at == [0, 5, 15, 35, 40]


def test_who_lets_it_go_on_or_gives_another_key_has_it_tried_at_once(world: World, session: Session) -> None:
    def go_on(session: Session) -> None:
        pause(world.connecting(session), world.connection(session))
        resume(world.connecting(session), world.connection(session))

    def another_key(session: Session) -> None:
        give_key(world.connecting(session), world.connection(session), "another-key", world.crm.facts, SECRETS)

    rounds = CrmRounds(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    world.crm.error = VendorBroken("out of order")
    for _ in range(4):  # at 0, 20, 40 and 60 minutes: the next time would be at 100, and it is 80
        asyncio.run(rounds.look())
        world.later(minutes=20)
    for what in (go_on, another_key):
        world.database.write(what)
        assert len(asyncio.run(rounds.look())) == 1
        assert asyncio.run(rounds.look()) == []


def test_who_counts_no_longer_keeps_deals_and_no_meetings_and_a_share_with_others_stays(
    world: World, session: Session
) -> None:
    # As *People and stages …* says: Bram has two deals and a meeting, and a half of Anna's deal and of her meeting.
    world.company("70", "Acme")
    for id_ in ("1", "2"):
        world.deal(id_, owner_id="43")
    world.win("2")
    world.deal("3", shares=(("41", Decimal(50)), ("43", Decimal(50))))
    world.meeting("m1", "70", owner_id="43", happened_at=NOW - timedelta(days=5))
    world.meeting("m2", "70", other_owner_ids=("43",))
    world.sync()

    def leave_out(session: Session) -> None:
        answer(world.connecting(session), world.connection(session), Mapped.PERSON, "43", None)

    world.database.write(leave_out)
    world.later(minutes=5)
    world.sync()
    anna, bram = world.cast.anna.id, world.cast.bram.id
    assert sorted(deal.title for deal in world.deals(session) if deal.owner_id == bram) == ["Deal 1", "Deal 2"]
    assert [one.person_id for one in world.held(session)] == [anna]
    for shares in (DealShare, CreditShare):
        found = session.exec(select(shares)).all()
        assert {(one.person_id, one.percent) for one in found} == {(anna, 50), (bram, 50)}


@pytest.mark.once
def test_the_trail_says_what_changed_and_no_more(world: World, session: Session) -> None:
    def steer(session: Session) -> None:
        by, one = world.connecting(session), world.connection(session)
        for _ in range(2):
            set_writing(by, one, activities=True, deals=False)
        for does in (pause, pause, resume, resume, start):
            does(by, one)

    world.database.write(steer)
    details = session.exec(select(TrailEntry.detail).where(TrailEntry.did == Did.CONNECTION)).all()
    assert sorted(details) == ["goes on", "key given", "paused", "started", "writes activity"]


@pytest.mark.once
def test_a_preview_looks_at_so_many_of_each_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Pages of three: 3 and 1 of the five companies; all of the four deals.
    monkeypatch.setattr(opening, "MOST_LOOKED_AT", 4)
    for number in range(5):
        world.company(f"7{number}", f"Company {number}")
    for number in range(4):
        world.deal(str(number))
    stock = asyncio.run(opening.look_into(world.crm, world.now))
    seen = {what: sum(len(page.records) for of, page in stock.pages if of is what) for what in What}
    assert (seen, stock.is_complete) == ({What.ACCOUNT: 4, What.DEAL: 4, What.ACTIVITY: 0}, False)
