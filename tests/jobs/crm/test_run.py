"""What a run makes of a CRM: the rules that are the same of every vendor, each worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.connections.remote import Outcome, What
from models.database import Database
from models.deals.records import DealChange
from tests.conftest import NOW, Cast
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
