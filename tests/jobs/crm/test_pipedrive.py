"""Pipedrive's adapter against a Pipedrive of our own: the trap cases, and others of their kind."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from jobs.crm.adapter import BudgetGone, SlowDown, TokenRefused, VendorBroken
from models.connections.remote import Change, Gone, MovedTo, Outcome, Refused, RemoteDeal, What, Written
from tests.jobs.crm.asking import TRAPS, changed, ids
from tests.jobs.crm.fakes.common import Fault
from tests.jobs.crm.fakes.pipedrive import FakePipedrive

TEN = datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.fixture
def fake() -> FakePipedrive:
    return FakePipedrive()


async def test_what_was_deleted_is_told_for_30_days_and_after_that_found_by_comparing(fake: FakePipedrive) -> None:
    assert TRAPS["pipedrive: deleted deals are listed for 30 days only"]["steps"][0]
    deal = fake.put("deals", {"title": "x"}, id=6)
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.delete("deals", deal)
    found, later = await changed(crm, What.DEAL, fake.clock.pass_on(hours=1), cursor)
    assert found == [Gone("6")]
    assert await crm.read(What.DEAL, ["6"]) == [Gone("6")]
    fake.clock.pass_on(days=31)  # nobody was there for a month
    found, _ = await changed(crm, What.DEAL, fake.clock(), cursor)
    assert found == []
    assert await ids(crm, What.DEAL) == []
    assert later["looked_at"] == "2026-11-28T10:58:00.000Z"


async def test_archive_and_deletions_are_looked_at_once_an_hour(fake: FakePipedrive) -> None:
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.requests.clear()
    for _ in range(12):
        _, cursor = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    asked = [request.url.path + ("?deleted" if "status" in request.url.params else "") for request in fake.requests]
    assert (
        asked.count("/api/v2/deals"),
        asked.count("/api/v2/deals/archived"),
        asked.count("/api/v2/deals?deleted"),
    ) == (12, 1, 1)


@pytest.mark.parametrize(
    ("shows", "told"), [("404", Gone("8")), ("other", MovedTo("8", "7")), ("mark", MovedTo("8", "7"))]
)
async def test_a_merged_company_is_understood_however_it_shows(fake: FakePipedrive, shows: str, told: object) -> None:
    """The case tells it by a webhook; to who polls, what hangs on it has moved, and the old id answers as it may."""
    assert TRAPS["pipedrive: merged organisations"]
    fake.put("organizations", {"name": "Acme"}, id=7)
    fake.put("organizations", {"name": "Acme BV"}, id=8)
    deal = fake.put("deals", {"title": "x", "org_id": 8})
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.clock.pass_on(minutes=1)
    fake.merge("organizations", "8", into="7", shows=shows)
    [found], _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert (found.id, found.account_id) == (deal, "7")
    assert await ids(crm, What.ACCOUNT) == ["7"]
    assert await crm.read(What.ACCOUNT, ["8"]) == [told]


async def test_nothing_is_held_after_it_was_done(fake: FakePipedrive) -> None:
    row = TRAPS["pipedrive: due_date can be after marked_as_done_time"]["steps"][0]["activity"]
    fake.put("activities", row, id=row["id"])
    [activity], _ = await changed(fake.client(), What.ACTIVITY, TEN)
    assert activity.happened_at == datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert activity.is_held


@pytest.mark.parametrize(
    ("due", "at", "marked", "happened"),
    [
        ("2026-11-27", "13:00:00", "2026-11-27T16:00:00Z", datetime(2026, 11, 27, 13, tzinfo=UTC)),
        ("2026-11-27", "13:00", "2026-11-27T12:00:00Z", datetime(2026, 11, 27, 12, tzinfo=UTC)),
        ("2026-11-20", None, "2026-11-27T16:00:00Z", date(2026, 11, 20)),  # marked later: it was when it was planned
        ("2026-11-27", None, "2026-11-27T16:00:00Z", date(2026, 11, 27)),
        ("2026-11-27", "", None, date(2026, 11, 27)),
        ("2026-11-27", "25:00:00", "2026-11-27T16:00:00Z", date(2026, 11, 27)),
        (None, None, "2026-11-27T16:00:00Z", datetime(2026, 11, 27, 16, tzinfo=UTC)),
    ],
)
async def test_when_a_done_activity_was(
    fake: FakePipedrive, due: str | None, at: str | None, marked: str | None, happened: datetime | date
) -> None:
    fake.put("activities", {"done": True, "due_date": due, "due_time": at, "marked_as_done_time": marked or "x"})
    [activity], _ = await changed(fake.client(), What.ACTIVITY, TEN)
    assert activity.happened_at == happened
    assert type(activity.happened_at) is type(happened)


async def test_a_planned_activity_is_no_fact_yet(fake: FakePipedrive) -> None:
    planned = {
        "due_date": "2026-12-05",
        "due_time": "09:00:00",
        "type": "lunch",
        "duration": "01:30:00",
        "owner_id": 41,
    }
    attendees = [
        {"user_id": 41},
        {"user_id": 42, "status": "accepted"},
        {"user_id": 43, "status": "declined"},
        {"person_id": 9},
    ]
    fake.put("activities", {**planned, "attendees": attendees})
    crm = fake.client()
    [activity], cursor = await changed(crm, What.ACTIVITY, TEN)
    assert (activity.is_held, activity.minutes, activity.other_owner_ids) == (False, 90, ("42",))
    fake.change("activities", activity.id, {"done": True})
    [activity], _ = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5), cursor)
    assert (activity.is_held, activity.happened_at) == (True, TEN)


async def test_who_was_there_is_known_of_activities_that_are_read_many_at_once(fake: FakePipedrive) -> None:
    # More than ten ids are asked for in one list.
    attendees = [{"user_id": 41}, {"user_id": 42, "status": "accepted"}]
    ids = [fake.put("activities", {"type": "meeting", "owner_id": 41, "attendees": attendees}) for _ in range(11)]
    found = await fake.client().read(What.ACTIVITY, ids)
    assert [one.other_owner_ids for one in found] == [("42",)] * 11  # type: ignore[union-attr]


async def test_a_burst_is_waited_for_and_a_day_that_is_used_up_is_over(fake: FakePipedrive) -> None:
    first, second = TRAPS["pipedrive: 429 without Retry-After, budget gone"]["steps"]
    crm = fake.client()
    fake.fail(Fault(first["status"], first["headers"]))
    await crm.kinds()
    assert fake.clock.slept == [2.0]
    fake.fail(Fault(second["status"], second["headers"]))
    with pytest.raises(BudgetGone) as gone:
        await crm.people()
    assert gone.value.until == datetime(2026, 11, 29, tzinfo=UTC)
    fake.is_used_up = True
    for _ in range(50):  # runs that do not know it
        with pytest.raises(BudgetGone):
            await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5))
    assert fake.refusals == 0, "nobody hammers until the door is locked"
    fake.is_used_up, fake.clock.now = False, gone.value.until
    assert await crm.people()


@pytest.mark.parametrize("reset", ["1796083200", "soon", "-1", "nan"])
async def test_a_reset_that_makes_no_sense_is_none(fake: FakePipedrive, reset: str) -> None:
    fake.fail(Fault(429, {"x-ratelimit-reset": reset}))
    with pytest.raises(BudgetGone):
        await fake.client().people()


async def test_a_locked_door_is_left_alone_for_an_hour_and_a_key_without_rights_is_refused(fake: FakePipedrive) -> None:
    fake.fail(Fault(403, body=b"<html>blocked</html>"))
    with pytest.raises(SlowDown) as slow:
        await fake.client().people()
    assert slow.value.until == TEN + timedelta(hours=1)
    fake.fail(Fault(403, body={"success": False, "error": "Scope and URL mismatch"}))
    with pytest.raises(TokenRefused):
        await fake.client().people()
    fake.is_revoked = True
    with pytest.raises(TokenRefused):
        await fake.client().account()


async def test_a_win_is_dated_by_its_time_and_its_status_goes_before_its_stage(fake: FakePipedrive) -> None:
    deal = fake.put(
        "deals", {"title": "Acme", "org_id": 7, "owner_id": 41, "value": 18000.5, "expected_close_date": "2026-12-15"}
    )
    fake.change("deals", deal, {"status": "won"}, at=TEN - timedelta(days=1))
    [found], _ = await changed(fake.client(), What.DEAL, TEN)
    assert isinstance(found, RemoteDeal)
    assert (found.outcome, found.decided_at, found.stage_id) == (Outcome.WON, TEN - timedelta(days=1), "1")
    assert (found.value, found.currency, found.close_date) == (Decimal("18000.5"), "EUR", date(2026, 12, 15))


async def test_a_lost_and_an_open_deal(fake: FakePipedrive) -> None:
    lost = fake.put("deals", {"status": "lost", "lost_reason": "Price"})
    fake.put("deals", {"probability": 40})
    found = {deal.id: deal for deal in (await changed(fake.client(), What.DEAL, TEN))[0]}
    assert (found[lost].outcome, found[lost].decided_at, found[lost].lost_reason) == (Outcome.LOST, TEN, "Price")
    [other] = [deal for deal in found.values() if deal.id != lost]
    assert (other.outcome, other.decided_at, other.probability) == (Outcome.OPEN, None, 40)


async def test_an_archived_deal_is_a_fact_all_the_same(fake: FakePipedrive) -> None:
    deal = fake.put("deals", {"status": "won"})
    fake.archive("deals", deal)
    crm = fake.client()
    [found], _ = await changed(crm, What.DEAL, TEN)
    assert (found.id, found.is_archived, found.outcome) == (deal, True, Outcome.WON)
    assert await ids(crm, What.DEAL) == [deal]


async def test_1200_deals_come_once_each_by_500_and_a_dead_cursor_starts_again(fake: FakePipedrive) -> None:
    wanted = {fake.put("deals", {"title": "x"}) for _ in range(1200)}
    crm = fake.client()
    found, cursor = await changed(crm, What.DEAL, TEN)
    assert [int(deal.id) for deal in found] == sorted(map(int, wanted), reverse=True)
    assert len(fake.requests) == 4  # three pages, and the archive
    broken = {**cursor, "until": "2026-11-28T10:30:00Z", "part": 0, "next": "gibberish", "looks": False}
    found, _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=30), broken)
    assert {deal.id for deal in found} == wanted


async def test_a_run_that_was_killed_goes_on_where_it_was(fake: FakePipedrive) -> None:
    wanted = {fake.put("deals", {"title": "x"}) for _ in range(1200)}
    seen: set[str] = set()
    cursor = None
    for _ in range(8):
        async for page in fake.client().changed(What.DEAL, cursor, fake.clock.pass_on(minutes=1)):
            seen |= {record.id for record in page.records}
            cursor = page.cursor
            break
    assert seen == wanted
    assert cursor is not None
    assert "until" not in cursor


async def test_what_changed_in_the_last_second_is_not_lost(fake: FakePipedrive) -> None:
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    deal = fake.put("deals", {"title": "x"})
    found, cursor = await changed(crm, What.DEAL, fake.clock(), cursor)
    assert found == []
    [found], _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert found.id == deal


async def test_few_are_read_one_by_one_and_many_in_a_list(fake: FakePipedrive) -> None:
    rows = [fake.put("organizations", {"name": "x", "website": "https://www.acme.nl/x"}) for _ in range(250)]
    crm = fake.client()
    fake.delete("organizations", rows[3])
    found = await crm.read(What.ACCOUNT, [*rows, "999", "x1", "../users"])
    assert [record.id for record in found] == [*rows, "999", "x1", "../users"]
    assert [record.id for record in found if isinstance(record, Gone)] == [rows[3], "999", "x1", "../users"]
    assert len(fake.requests) == 5  # three lists, and two that are in none
    assert found[0].domain == "acme.nl"
    assert crm.budget.spent == 32  # 3 × 10 + 2 × 1


async def test_people_seats_kinds_and_stages(fake: FakePipedrive) -> None:
    fake.users[2] |= {"active_flag": False}
    crm = fake.client()
    facts = await crm.account()
    assert (facts.id, facts.name, facts.seats, facts.currency) == ("54", "Northwind", 2, "EUR")
    assert [(owner.id, owner.is_active) for owner in await crm.people()] == [("41", True), ("42", True), ("43", False)]
    assert {kind.id: kind.guess for kind in await crm.kinds()} == {
        "call": "call",
        "meeting": "meeting",
        "lunch": "meeting",
        "email": "email",
        "deadline": None,
    }
    [line] = await crm.pipelines()
    assert [(stage.id, stage.label, stage.probability, stage.outcome) for stage in line.stages] == [
        ("1", "Qualified", 20, Outcome.OPEN),
        ("2", "Offerte", 60, Outcome.OPEN),
    ]
    asked = len(fake.requests)
    await crm.people()
    await crm.pipelines()
    assert len(fake.requests) == asked, "kept for an hour: they are dear"


async def test_a_deal_is_won_and_an_activity_is_written(fake: FakePipedrive) -> None:
    deal = fake.put("deals", {"title": "x", "value": 5})
    crm = fake.client()
    written = await crm.write(
        Change(What.DEAL, deal, {"outcome": "won", "value": Decimal("18000.50"), "stage_id": "2"})
    )
    assert written == Written(deal, {"outcome": Outcome.WON, "value": Decimal("18000.50"), "stage_id": "2"})
    fields = {
        "kind_id": "meeting",
        "owner_id": "41",
        "account_id": "7",
        "happened_at": datetime(2026, 11, 28, 8, tzinfo=UTC),
        "minutes": 45,
        "subject": "Acme",
    }
    written = await crm.write(Change(What.ACTIVITY, None, fields))
    assert isinstance(written, Written)
    assert written.fields == fields
    [activity], _ = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5))
    assert (activity.id, activity.is_held, activity.happened_at) == (written.id, True, fields["happened_at"])


async def test_a_refusal_is_pipedrives_own_words(fake: FakePipedrive) -> None:
    deal = fake.put("deals", {"title": "x"})
    crm = fake.client()
    assert await crm.write(Change(What.DEAL, deal, {"currency": "JPX"})) == Refused(
        "Validation failed: currency: Invalid", ("currency",)
    )
    fake.archive("deals", deal)
    assert await crm.write(Change(What.DEAL, deal, {"outcome": "won"})) == Refused(
        "Archived deals cannot be edited", ()
    )
    assert isinstance(await crm.write(Change(What.DEAL, "9999", {"outcome": "won"})), Refused)
    assert [request.method for request in fake.requests].count("PATCH") == 3


async def test_done_but_answered_502_is_not_done_twice(fake: FakePipedrive) -> None:
    fake.fail(Fault(applied_but=502))
    with pytest.raises(VendorBroken):
        await fake.client().write(Change(What.ACTIVITY, None, {"kind_id": "call", "happened_at": TEN}))
    assert len(fake.rows["activities"]) == 1


async def test_a_list_that_goes_round_in_circles_ends(fake: FakePipedrive) -> None:
    for body in (
        {"data": [{"id": 1}], "additional_data": {"next_cursor": "a"}},
        {"data": {"id": 1}},
        {"data": [{"title": "x"}]},
    ):
        fake.fail(*[Fault(200, body=body)] * 3)
        with pytest.raises(VendorBroken):
            await changed(fake.client(), What.DEAL, TEN)
        fake.faults.clear()
