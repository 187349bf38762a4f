"""What is logged and changed in Slack goes to the CRM: once, never twice, and what comes back is no news."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.crm.adapter import SlowDown, TokenRefused, VendorBroken
from jobs.crm.sending import CrmSending
from models.activity.actions import log_activities
from models.activity.corrections import edit_entry, put_back, undo_entry
from models.activity.entry import NewActivity
from models.activity.records import Activity, ActivityChange
from models.activity.storing import Logged
from models.connections.actions import pause, resume, set_writing
from models.connections.remote import Change, Refused, What
from models.connections.writing import claim_next, note_sending
from models.database import Database
from models.deals.actions import decide_deal, edit_deal, move_deal
from models.deals.history import undo
from models.deals.records import Deal, DealChange, Outcome
from models.deals.terms import DealTerms
from models.delivery.records import Delivery
from models.money import Money
from models.privacy.erasure import erase
from models.references.outgoing import CrmWrite
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast, acting
from tests.jobs.crm.simple import Killed
from tests.jobs.crm.world import World


@pytest.fixture
def world(database: Database, cast: Cast) -> World:
    """Connected, writing, with Acme and a deal of it."""
    world = World.of(database, cast)
    world.company("70", "Acme")
    world.deal("900", 1000, account_id="70")
    world.sync()
    switch(world, activities=True, deals=True)
    return world


def switch(world: World, **how: bool) -> None:
    world.database.write(lambda session: set_writing(world.connecting(session), world.connection(session), **how))


def by_anna(world: World, work: Callable[[Any], Any]) -> Any:
    """What Anna does in Slack."""

    def at_work(session: Session) -> Any:
        return work(acting(session, session.get_one(Person, ("T1", world.cast.anna.id)), world.now))

    return world.database.write(at_work)


def log(world: World, kind: str = "meeting", account: str = "Acme", **more: Any) -> str:
    """Anna logs; the id of the entry."""

    def work(by: Any) -> str:
        logged = log_activities(by, [NewActivity(kind, happened_on=by.today, account=account, **more)])
        assert isinstance(logged, Logged)
        return logged.batch_id

    return str(by_anna(world, work))


def on_deal(world: World, work: Callable[[Any, Deal], Any]) -> Any:
    return by_anna(world, lambda by: work(by, by.session.exec(select(Deal)).one()))


def send(world: World) -> int:
    """The quick look of the clock; with a kill, as if the process were gone."""
    sending = CrmSending(world.database, SECRETS, lambda: world.now, lambda *_: world.crm)
    try:
        return asyncio.run(sending.look())
    except Killed:
        return -1


def states(session: Session) -> list[str]:
    session.commit()
    session.expire_all()
    return [row.state for row in session.exec(select(CrmWrite))]


def told(session: Session) -> list[tuple[str, str]]:
    session.commit()
    rows = session.exec(select(Delivery).where(Delivery.cadence == "connections.not_written")).all()
    return [(row.recipient, row.about["what"]) for row in rows]


def meetings(world: World) -> list[Any]:
    return [record for _, record in world.crm.records[What.ACTIVITY].values()]


def figures(world: World) -> str:
    """All of them, but not the time at which they were asked."""
    return re.sub(r'"as_of": "[^"]*"', "", world.figures())


def histories(world: World) -> tuple[int, int]:
    tables = (DealChange, ActivityChange)
    a, b = world.database.read(lambda session: [len(session.exec(select(table)).all()) for table in tables])
    return a, b


@pytest.mark.parametrize("kind", ["meeting", "visit", "demo", "call"])
def test_what_was_logged_stands_in_the_crm_and_its_echo_is_no_news(world: World, session: Session, kind: str) -> None:
    log(world, kind, note="they may leave us", minutes=45)
    assert send(world) == 1
    [there] = meetings(world)
    # A visit and a demo are meetings there: it has no such kinds. The note is Koers' own.
    assert (there.kind_id, there.account_id, there.owner_id, there.minutes) == (
        "c" if kind == "call" else "m",
        "70",
        "41",
        45,
    )
    assert "leave" not in there.subject
    before, counted = histories(world), figures(world)
    for _ in range(2):
        world.later(minutes=5)
        world.sync()
        assert send(world) == 0
    assert figures(world) == counted
    world.later(days=2)
    world.full()
    [held] = world.held(session)
    assert (held.kind, held.note, held.happened_at, histories(world)) == (kind, "they may leave us", None, before)
    assert len(session.exec(select(Activity)).all()) == 1
    assert told(session) == []


def test_what_changes_there_afterwards_is_measured_and_the_rest_stays_as_it_was_said(
    world: World, session: Session
) -> None:
    log(world, "visit", note="mine")
    send(world)
    [there] = meetings(world)
    world.later(minutes=5)
    world.crm.change(What.ACTIVITY, there.id, subject="Their own title")
    world.sync()
    assert world.held(session)[0].happened_at is None
    starts = datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    world.later(minutes=5)
    world.crm.change(What.ACTIVITY, there.id, happened_at=starts, minutes=30)
    world.sync()
    [held] = world.held(session)
    assert (held.kind, held.note, held.happened_at, held.minutes) == ("visit", "mine", starts, 30)


def test_nothing_is_written_where_it_is_off_or_where_nothing_is_linked(world: World, session: Session) -> None:
    log(world, account="Globex")
    log(world, "email")
    switch(world, activities=False)
    log(world)
    assert send(world) == 0
    assert (meetings(world), states(session)) == ([], [])


def test_undone_before_it_was_sent_costs_nothing_and_afterwards_it_goes_and_comes_back(
    world: World, session: Session
) -> None:
    first = log(world)
    by_anna(world, lambda by: undo_entry(by, first))
    assert (send(world), meetings(world), states(session)) == (0, [], [])
    by_anna(world, lambda by: put_back(by, [first]))
    send(world)
    assert len(meetings(world)) == 1
    by_anna(world, lambda by: undo_entry(by, first))
    assert (send(world), meetings(world)) == (1, [])
    world.later(days=1)
    world.sync()
    assert world.held(session) == []
    by_anna(world, lambda by: put_back(by, [first]))
    send(world)
    world.later(days=1)
    world.sync()
    assert (len(meetings(world)), len(world.held(session))) == (1, 1)


def test_an_edit_is_written_to_the_same_record(world: World, session: Session) -> None:
    first = log(world)
    send(world)
    changed = NewActivity("meeting", happened_on=NOW.date() - timedelta(days=1), account="Acme", minutes=60)
    by_anna(world, lambda by: edit_entry(by, first, changed))
    assert send(world) == 1
    [there] = meetings(world)
    assert (there.happened_at.date(), there.minutes) == (NOW.date() - timedelta(days=1), 60)
    before = histories(world)
    world.later(minutes=5)
    world.sync()
    assert (len(world.held(session)), histories(world)) == (1, before)


def test_where_it_cannot_be_taken_away_the_rep_is_told(world: World, session: Session) -> None:
    first = log(world)
    send(world)
    world.crm.can = frozenset(can for can in world.crm.can if can != "remove_activity")
    by_anna(world, lambda by: undo_entry(by, first))
    for _ in range(2):
        send(world)
        world.later(minutes=5)
    assert told(session) == [(world.cast.anna.id, "still_there")]


def test_somebody_who_deletes_it_there_has_the_last_word_there(world: World, session: Session) -> None:
    first = log(world)
    send(world)
    world.crm.delete(What.ACTIVITY, meetings(world)[0].id)
    world.later(days=1)
    world.sync()
    assert len(world.held(session)) == 1
    by_anna(
        world,
        lambda by: edit_entry(by, first, NewActivity("meeting", happened_on=NOW.date(), account="Acme", minutes=9)),
    )
    assert (send(world), meetings(world)) == (0, [])


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("how", ["502", "502 but done", "killed before", "killed after"])
def test_whatever_becomes_of_the_call_it_is_there_once_and_counts_once(
    world: World, session: Session, how: str, marks: bool
) -> None:
    world.crm.marks = marks
    world.crm.breaks = Killed() if "killed" in how else VendorBroken("502")
    world.crm.breaks_after = how in ("502 but done", "killed after")
    log(world, minutes=20)
    send(world)
    assert len(meetings(world)) == (1 if world.crm.breaks_after else 0)
    for _ in range(6):  # half an hour: read every five minutes, looked at every five
        world.later(minutes=5)
        world.sync()
        send(world)
    assert len(meetings(world)) == 1
    assert (len(world.held(session)), len(session.exec(select(Activity)).all())) == (1, 1)
    assert (states(session), told(session)) == (["written"], [])


def test_what_never_answers_is_tried_three_times_and_then_said_plainly(world: World, session: Session) -> None:
    log(world)
    for _ in range(40):
        world.crm.breaks = VendorBroken("502")
        send(world)
        world.later(minutes=5)
        world.sync()
    assert told(session) == [(world.cast.anna.id, "unknown")]
    assert states(session) == ["unknown"]


def test_a_crm_that_wants_a_rest_or_refuses_the_key_did_nothing_and_gets_it_later(
    world: World, session: Session
) -> None:
    log(world)
    world.crm.breaks = SlowDown(world.now + timedelta(minutes=10))
    assert send(world) == 0
    world.later(minutes=5)
    assert send(world) == 0
    world.later(minutes=6)
    world.crm.breaks = TokenRefused("no")
    assert send(world) == 0
    world.later(minutes=2)
    assert send(world) == 1
    assert len(meetings(world)) == 1


def test_two_meetings_with_two_accounts_are_two_there(world: World, session: Session) -> None:
    world.company("71", "Globex")
    world.sync()
    log(world)
    log(world, account="Globex")
    assert send(world) == 2
    assert {one.account_id for one in meetings(world)} == {"70", "71"}


def test_a_meeting_that_the_crm_has_itself_is_not_written(world: World, session: Session) -> None:
    world.meeting("m1", "70")
    world.sync()
    log(world)
    assert (send(world), len(meetings(world))) == (0, 1)


# --- deals -------------------------------------------------------------------------------------------------------


def test_a_deal_that_is_moved_given_another_value_and_won_is_so_there(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    assert (send(world), world.crm.get(What.DEAL, "900").stage_id) == (1, "s2")
    on_deal(world, lambda by, deal: edit_deal(by, deal, DealTerms(value=Money(1_800_000, "EUR"))))
    on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON))
    assert send(world) == 1
    there = world.crm.get(What.DEAL, "900")
    assert (there.stage_id, there.value) == ("won", 18_000)
    before, counted = histories(world), figures(world)
    for _ in range(2):
        world.later(minutes=5)
        world.sync()
        assert send(world) == 0
    [deal] = world.deals(session)
    assert (deal.outcome, deal.value_minor) == ("won", 1_800_000)
    assert (histories(world), figures(world), states(session)) == (before, counted, [])


def test_a_change_that_is_undone_before_it_was_sent_is_none_and_afterwards_it_is_written_back(
    world: World, session: Session
) -> None:
    change = on_deal(world, lambda by, deal: move_deal(by, deal, "proposal").id)
    by_anna(world, lambda by: undo(by, change))
    assert (send(world), world.crm.writes) == (0, [])
    won = on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON).id)
    send(world)
    by_anna(world, lambda by: undo(by, won))
    assert (send(world), world.crm.get(What.DEAL, "900").stage_id) == (1, "s1")
    world.later(minutes=5)
    world.sync()
    assert [(deal.outcome, deal.stage) for deal in world.deals(session)] == [(None, "qualified")]


def test_a_win_that_the_crm_refuses_stays_ours_is_told_once_and_never_tried_again(
    world: World, session: Session
) -> None:
    world.crm.refuses = Refused("closed_won_reason is required", ("closed_won_reason",))
    on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON))
    for _ in range(4):
        send(world)
        world.later(minutes=5)
        world.sync()
    assert told(session) == [(world.cast.anna.id, "refused")]
    # Somebody there changes something else of it: it is open there still, and won here.
    world.crm.change(What.DEAL, "900", title="Acme line 2")
    world.sync()
    [deal] = world.deals(session)
    assert (deal.outcome, deal.title, world.crm.writes) == ("won", "Acme line 2", [])
    [row] = session.exec(select(CrmWrite)).all()
    assert (row.state, row.reason, row.asks_for) == ("refused", "closed_won_reason is required", ["closed_won_reason"])


@pytest.mark.parametrize("how", ["502", "502 but done", "killed before", "killed after"])
def test_whatever_becomes_of_the_call_a_win_is_won_there_once(world: World, session: Session, how: str) -> None:
    world.crm.breaks = Killed() if "killed" in how else VendorBroken("502")
    world.crm.breaks_after = how in ("502 but done", "killed after")
    on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON))
    send(world)
    before = histories(world)
    world.sync()  # what it says by now, whatever that is, does not overrule what is on its way
    assert (world.deals(session)[0].outcome, histories(world)) == ("won", before)
    for _ in range(2):
        world.later(minutes=5)
        send(world)
        world.sync()
    assert (len(world.crm.writes), world.crm.get(What.DEAL, "900").stage_id) == (1, "won")
    assert (histories(world), states(session), world.deals(session)[0].outcome) == (before, [], "won")


def test_a_crm_that_is_away_gets_a_deal_as_soon_as_it_is_back(world: World, session: Session) -> None:
    # Asked at 0, 1, 2 and 4 minutes: each time it waits as long again as it has waited. Nothing was sent, so none is a try.
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    asked_at = []
    for minute in range(7):
        world.crm.error, calls = VendorBroken("it does not answer"), world.crm.calls
        send(world)
        asked_at += [minute] if world.crm.calls > calls else []
        world.later(minutes=1)
    assert (asked_at, states(session), told(session)) == ([0, 1, 2, 4], ["pending"], [])
    world.crm.error = None
    world.later(minutes=1)
    assert (send(world), world.crm.get(What.DEAL, "900").stage_id, states(session)) == (1, "s2", [])


def test_what_was_given_up_is_brought_over_when_it_is_changed_again(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    for _ in range(4):
        world.crm.breaks = VendorBroken("502")
        send(world)
        world.later(minutes=2)
    assert (told(session), states(session)) == ([(world.cast.anna.id, "unknown")], ["unknown"])
    world.crm.breaks = None
    on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON))
    assert (send(world), world.crm.get(What.DEAL, "900").stage_id, states(session)) == (1, "won", [])


def test_what_could_not_be_brought_over_for_a_week_is_told(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    world.later(days=8)
    assert (send(world), told(session)) == (0, [(world.cast.anna.id, "refused")])
    assert [row.reason for row in session.exec(select(CrmWrite))] == ["too_long_away"]
    on_deal(world, lambda by, deal: decide_deal(by, deal, Outcome.WON))
    assert (send(world), world.crm.get(What.DEAL, "900").stage_id) == (1, "won")


def test_who_was_held_up_writes_nothing_over_what_another_process_has_by_now(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    first, second = (
        world.database.write(lambda session, at=at: claim_next(session, "T1", world.connection_id, at))
        for at in (world.now, world.now + timedelta(minutes=3))
    )
    assert first is not None
    assert second is not None
    change = Change(What.DEAL, "900", {"stage_id": "s2"})
    now = world.now + timedelta(minutes=3)
    for claimed, may in ((first, False), (second, True)):
        got = world.database.write(lambda session, one=claimed: note_sending(session, one, change, now))
        assert (got is not None) is may


def test_a_stage_that_the_crm_does_not_have_is_told(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "negotiation"))
    send(world)
    assert (told(session), world.crm.writes) == ([(world.cast.anna.id, "refused")], [])


def test_a_change_of_what_is_not_written_asks_nothing(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: edit_deal(by, deal, DealTerms(title="Another title")))
    assert states(session) == []


def test_switched_off_and_removed_nothing_waits(world: World, session: Session) -> None:
    log(world)
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    switch(world, deals=False)
    assert len(states(session)) == 1
    switch(world, activities=False)
    assert (states(session), send(world)) == ([], 0)


def test_who_is_erased_leaves_nothing_that_waits(world: World, session: Session) -> None:
    log(world)
    send(world)
    anna = world.cast.anna.id
    world.database.write(lambda session: erase(session, session.get_one(Person, ("T1", anna)), world.now))
    assert states(session) == []


def test_another_column_that_changes_while_one_is_sent_is_sent_after_it(world: World, session: Session) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    write, meanwhile = world.crm.write, [lambda by, deal: edit_deal(by, deal, DealTerms(value=Money.of(2500, "EUR")))]

    async def writes(change: Change) -> Any:
        if meanwhile:
            await asyncio.to_thread(on_deal, world, meanwhile.pop())
        return await write(change)

    world.crm.write = writes  # type: ignore[method-assign]
    assert send(world) == 2
    assert [set(change.fields) for change in world.crm.writes] == [{"stage_id"}, {"value"}]
    there = world.crm.get(What.DEAL, "900")
    assert (there.stage_id, there.value, states(session)) == ("s2", 2500, [])


def test_a_rest_before_anything_was_sent_forgets_no_call_that_nobody_heard_of(world: World, session: Session) -> None:
    # It was moved there, and nobody heard so. Then the CRM wants a rest; then it is taken back here: there too.
    world.crm.breaks, world.crm.breaks_after = VendorBroken("502"), True
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    send(world)
    world.later(minutes=2)
    world.crm.error = SlowDown(world.now + timedelta(minutes=2))
    send(world)
    world.crm.error = None
    on_deal(world, lambda by, deal: move_deal(by, deal, "qualified"))
    world.later(minutes=5)
    send(world)
    assert (world.crm.get(What.DEAL, "900").stage_id, states(session)) == ("s1", [])


def test_what_is_undone_by_the_time_it_is_too_late_is_told_to_nobody(world: World, session: Session) -> None:
    first = log(world)
    by_anna(world, lambda by: undo_entry(by, first))
    world.later(days=8)
    assert (send(world), told(session), states(session)) == (0, [], [])


def test_who_paused_it_for_a_week_is_why_it_is_too_late_and_not_that_the_crm_was_away(
    world: World, session: Session
) -> None:
    on_deal(world, lambda by, deal: move_deal(by, deal, "proposal"))
    world.database.write(lambda session: pause(world.connecting(session), world.connection(session)))
    world.later(days=8)
    world.database.write(lambda session: resume(world.connecting(session), world.connection(session)))
    assert (send(world), told(session)) == (0, [(world.cast.anna.id, "refused")])
    assert [row.reason for row in session.exec(select(CrmWrite))] == ["paused_too_long"]


def test_what_we_made_unheard_and_could_not_be_taken_in_at_first_is_known_again(
    world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trips(*_: object) -> None:
        raise ValueError("something that nobody thought of")

    world.crm.breaks, world.crm.breaks_after = VendorBroken("502"), True
    log(world)
    send(world)
    with monkeypatch.context() as patched:
        patched.setattr("models.connections.taking_in.take_activity", trips)
        world.sync()
    for _ in range(3):
        world.later(minutes=5)
        world.sync()
        send(world)
    assert (len(meetings(world)), len(session.exec(select(Activity)).all())) == (1, 1)
    assert (states(session), told(session)) == (["written"], [])
