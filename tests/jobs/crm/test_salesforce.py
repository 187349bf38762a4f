"""Salesforce's adapter against a Salesforce of our own: the trap cases, and others of their kind."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from jobs.crm.adapter import BudgetGone, SlowDown, TokenRefused, VendorBroken
from jobs.crm.salesforce import Salesforce
from models.connections.remote import Change, Gone, MovedTo, Outcome, Owner, Refused, What, Written
from tests.jobs.crm.asking import TRAPS, changed, ids, pages
from tests.jobs.crm.fakes.common import Fault
from tests.jobs.crm.fakes.salesforce import FakeSalesforce, stamp

TEN = datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.fixture
def fake() -> FakeSalesforce:
    return FakeSalesforce()


@pytest.mark.parametrize("backwards", [True, False])
async def test_5000_rows_of_one_stamp_come_once_each(fake: FakeSalesforce, backwards: bool) -> None:
    assert TRAPS["salesforce: many rows with one SystemModstamp"]
    at = TEN - timedelta(days=1)
    for _ in range(4500):
        fake.put("Account", {"Name": "A"}, at=at)
    fake.put("Account", {"Name": "before"}, at=at - timedelta(seconds=1))
    fake.put("Account", {"Name": "after"}, at=at + timedelta(seconds=1))
    since = None if backwards else {"since": stamp(TEN - timedelta(days=7))}
    found, cursor = await changed(fake.client(), What.ACCOUNT, TEN, since)
    assert len(found) == len({account.id for account in found}) == 4502
    assert {found[0].name, found[-1].name} == {"before", "after"}
    assert (found[0].name == "after") is backwards, "the newest first, where everything is read"
    assert cursor == {"since": "2026-11-28T09:50:00.000Z"}


async def test_a_row_that_shows_late_with_an_earlier_stamp_is_not_lost(fake: FakeSalesforce) -> None:
    crm = fake.client()
    _, cursor = await changed(crm, What.ACCOUNT, TEN)
    late = fake.put("Account", {"Name": "Late"}, at=TEN - timedelta(minutes=8), visible_from=TEN + timedelta(minutes=1))
    [found], _ = await changed(crm, What.ACCOUNT, fake.clock.pass_on(minutes=5), cursor)
    assert found.id == late


async def test_a_merged_account_says_into_which(fake: FakeSalesforce) -> None:
    row = TRAPS["salesforce: merged accounts"]["steps"][0]["queryAll"]
    for name in ("001A", "001B"):
        fake.put("Account", {"Name": name}, id=name)
    deal = fake.put("Opportunity", {"Name": "x", "StageName": "Proposal", "AccountId": "001A"})
    crm = fake.client()
    _, cursor = await changed(crm, What.ACCOUNT, TEN)
    fake.merge("Account", row["Id"], into=row["MasterRecordId"])
    found, _ = await changed(crm, What.ACCOUNT, fake.clock.pass_on(minutes=5), cursor)
    assert MovedTo("001A", "001B") in found
    assert [record.id for record in found if not isinstance(record, MovedTo)] == ["001B"]
    assert await crm.read(What.ACCOUNT, ["001A"]) == [MovedTo("001A", "001B")]
    [moved] = await crm.read(What.DEAL, [deal])
    assert moved.account_id == "001B"
    assert await ids(crm, What.ACCOUNT) == ["001B"]


async def test_close_date_is_a_plan_and_the_history_says_when(fake: FakeSalesforce) -> None:
    case = TRAPS["salesforce: CloseDate is a plan"]["steps"][0]
    fake.put("Opportunity", {**case["Opportunity"], "Amount": Decimal("18000.5").__float__()}, id="006A")
    fake.rows["OpportunityHistory"].clear()
    fake.put("OpportunityHistory", {"OpportunityId": "006A", **case["OpportunityHistory"][0]})
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert (deal.outcome, deal.value, deal.currency) == (Outcome.WON, Decimal("18000.5"), "EUR")
    assert deal.decided_at == datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert deal.close_date == date(2026, 12, 31)


@pytest.mark.parametrize("label", [None, "Gewonnen"])
async def test_a_renamed_stage_is_the_same_stage_in_histories_too(fake: FakeSalesforce, label: str | None) -> None:
    case = TRAPS["salesforce: renamed stage rewrites history"]["steps"][0]["OpportunityStage"]
    deal = fake.put("Opportunity", {"Name": "x", "StageName": "Proposal"}, at=TEN - timedelta(days=9))
    fake.change("Opportunity", deal, {"StageName": "Closed Won"}, at=TEN - timedelta(days=5))
    fake.change(
        "Opportunity", deal, {"Amount": 7}, at=TEN - timedelta(days=2)
    )  # a row of history, and no news of the stage
    fake.rename("Closed Won", "Won2026", label)
    crm = fake.client()
    [found], _ = await changed(crm, What.DEAL, TEN)
    assert (found.stage_id, found.decided_at) == ("Won2026", TEN - timedelta(days=5))
    [line] = await crm.pipelines()
    offer = next(stage for stage in line.stages if stage.id == case["ApiName"])
    assert (offer.label, offer.probability, offer.outcome) == (
        case["MasterLabel"],
        case["DefaultProbability"],
        Outcome.OPEN,
    )
    assert set(offer.other_names) == {case["MasterLabel"], "01J2"}


async def test_won_reopened_and_won_again_is_won_again(fake: FakeSalesforce) -> None:
    deal = fake.put("Opportunity", {"Name": "x", "StageName": "Closed Won"}, at=TEN - timedelta(days=9))
    fake.change("Opportunity", deal, {"StageName": "Proposal"}, at=TEN - timedelta(days=5))
    crm = fake.client()
    [found], _ = await changed(crm, What.DEAL, TEN)
    assert (found.outcome, found.decided_at) == (None, None)
    fake.change("Opportunity", deal, {"StageName": "Closed Won"}, at=TEN - timedelta(days=1))
    [found] = await crm.read(What.DEAL, [deal])
    assert found.decided_at == TEN - timedelta(days=1)


async def test_invitations_and_patterns_of_series_are_no_meetings(fake: FakeSalesforce) -> None:
    for step in TRAPS["salesforce: recurring and archived events"]["steps"]:
        fake.put("Event", {"OwnerId": "0051", **step["Event"]}, id=step["Event"]["Id"])
    crm = fake.client()
    found, _ = await changed(crm, What.ACTIVITY, TEN)
    assert sorted(record.id for record in found if isinstance(record, Gone)) == ["00U1", "00U2"]
    [old] = [record for record in found if not isinstance(record, Gone)]
    assert (old.id, old.is_held, old.happened_at) == ("00U3", True, datetime(2025, 10, 1, 9, tzinfo=UTC))
    assert await ids(crm, What.ACTIVITY) == ["00U3"], "also what is archived"


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"IsRecurrence": True}, False),  # the pattern of a classic series
        ({"RecurrenceActivityId": "00U9", "GroupEventType": "0"}, True),  # and one of its occurrences
        ({"GroupEventType": "3", "IsRecurrence2": True}, False),
        ({"GroupEventType": "0", "IsRecurrence2": True}, True),
        ({"IsRecurrence2": True, "IsRecurrence2Exception": True}, True),
        ({"IsChild": True, "GroupEventType": "1"}, False),
    ],
)
async def test_which_events_of_a_series_count(fake: FakeSalesforce, fields: dict, counts: bool) -> None:
    event = fake.put("Event", {"ActivityDateTime": stamp(TEN - timedelta(days=1)), "DurationInMinutes": 30, **fields})
    found = await fake.client().read(What.ACTIVITY, [event])
    assert (not isinstance(found[0], Gone)) is counts


async def test_an_event_is_held_once_it_is_over_though_nobody_touches_it(fake: FakeSalesforce) -> None:
    start, end = stamp(TEN + timedelta(minutes=1)), stamp(TEN + timedelta(minutes=4))
    times = {"StartDateTime": start, "EndDateTime": end, "DurationInMinutes": 3, "WhatId": "006A", "AccountId": "001A"}
    fake.put("Event", {"Subject": "Acme", "IsGroupEvent": True, **times}, id="00U7", at=TEN - timedelta(days=20))
    for guest, status in (("0052", "Accepted"), ("0053", "Declined"), ("003C", "New")):
        fake.put("EventRelation", {"EventId": "00U7", "RelationId": guest, "Status": status})
    crm = fake.client()
    [event], cursor = await changed(crm, What.ACTIVITY, TEN)
    assert not event.is_held
    [event], _ = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5), cursor)
    assert (event.is_held, event.minutes, event.deal_id, event.account_id) == (True, 3, "006A", "001A")
    assert event.other_owner_ids == ("0052",)


async def test_a_day_long_event_is_its_day_in_every_zone(fake: FakeSalesforce) -> None:
    midnight = "2026-11-28T00:00:00.000+0000"
    fields = {
        "IsAllDayEvent": True,
        "ActivityDate": "2026-11-28",
        "StartDateTime": midnight,
        "EndDateTime": midnight,
        "DurationInMinutes": 1440,
    }
    [event] = await fake.client().read(What.ACTIVITY, [fake.put("Event", fields)])
    assert (event.happened_at, type(event.happened_at), event.minutes, event.is_held) == (
        date(2026, 11, 28),
        date,
        None,
        True,
    )


@pytest.mark.parametrize(
    ("fields", "kind", "happened", "held"),
    [
        ({"IsClosed": True, "ActivityDate": "2026-11-27", "TaskSubtype": "Call"}, "call", date(2026, 11, 27), True),
        ({"IsClosed": False, "ActivityDate": "2026-12-05", "TaskSubtype": "Call"}, "call", date(2026, 12, 5), False),
        (
            {"IsClosed": True, "ActivityDate": "2026-12-05", "CompletedDateTime": stamp(TEN), "Type": "Demo"},
            "task/Demo",
            TEN,
            True,
        ),
        ({"IsClosed": True, "ActivityDate": None, "CompletedDateTime": stamp(TEN)}, "task", TEN, True),
        ({"IsClosed": True, "TaskSubtype": "ListEmail", "Type": "Demo"}, "email", None, False),
    ],
)
async def test_when_a_task_was(fake: FakeSalesforce, fields: dict, kind: str, happened: object, held: bool) -> None:
    [task] = await fake.client().read(What.ACTIVITY, [fake.put("Task", {"CallDurationInSeconds": 61, **fields})])
    assert (task.kind_id, task.happened_at, task.is_held, task.minutes) == (kind, happened, held, 2)


async def test_a_deleted_deal_is_gone_restored_is_there_and_purged_is_gone(fake: FakeSalesforce) -> None:
    deal = fake.put("Opportunity", {"Name": "x", "StageName": "Proposal"})
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.delete("Opportunity", deal)
    found, cursor = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert found == [Gone(deal)]
    assert await ids(crm, What.DEAL) == []
    fake.restore("Opportunity", deal)
    [again], _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert again.id == deal
    fake.purge("Opportunity", deal)
    assert await crm.read(What.DEAL, [deal, "006'; DROP"]) == [Gone(deal), Gone("006'; DROP")]


async def test_long_answers_come_in_parts_and_ids_in_addresses_that_are_not_too_long(fake: FakeSalesforce) -> None:
    fake.batch = 200
    wanted = [fake.put("Opportunity", {"Name": "x", "StageName": "Closed Won"}) for _ in range(2300)]
    crm = fake.client()
    found, _ = await changed(crm, What.DEAL, TEN)
    assert {deal.id for deal in found} == set(wanted)
    assert all(deal.decided_at == TEN for deal in found)
    assert sorted(await ids(crm, What.DEAL)) == sorted(wanted)


async def test_a_run_that_was_killed_goes_on_where_it_was(fake: FakeSalesforce) -> None:
    wanted = {fake.put("Account", {"Name": "x"}) for _ in range(4500)}
    seen: set[str] = set()
    cursor = None
    for _ in range(3):
        async for page in fake.client().changed(What.ACCOUNT, cursor, fake.clock.pass_on(minutes=1)):
            seen |= {record.id for record in page.records}
            cursor = page.cursor
            break
    assert seen == wanted
    assert cursor is not None
    assert "until" not in cursor


async def test_fields_and_objects_that_an_organisation_has_not_are_not_asked_for(fake: FakeSalesforce) -> None:
    deal = fake.put(
        "Opportunity",
        {"Name": "x", "StageName": "Closed Won", "CurrencyIsoCode": "USD", "LastStageChangeDate": stamp(TEN)},
    )
    for owner, share in (("0051", 60), ("0052", 40)):
        fake.put(
            "OpportunitySplit",
            {
                "OpportunityId": deal,
                "SplitOwnerId": owner,
                "SplitPercentage": share,
                "SplitType.IsTotalValidated": True,
            },
        )
    fake.hidden |= {"LeadSource", "Type"}
    crm = fake.client()
    [found] = await crm.read(What.DEAL, [deal])
    assert (found.currency, found.shares) == ("EUR", ())
    fake.hidden, fake.absent = set(), {"OpportunityHistory"}
    [found] = await fake.client().read(What.DEAL, [deal])
    assert (found.currency, found.shares) == ("USD", (("0051", Decimal(60)), ("0052", Decimal(40))))
    assert found.decided_at == TEN, "without a history, when the stage last changed"


async def test_a_session_that_ended_is_renewed_once(fake: FakeSalesforce) -> None:
    crm = fake.client()
    await crm.people()
    fake.token = "00Dxx!2"
    assert await crm.people() == [Owner("0051", "Anna", "anna@northwind.example")]
    assert fake.signed_in == 2
    fake.fail(Fault(401, body=[{"errorCode": "INVALID_SESSION_ID"}]), Fault(401, body=[], only="queryAll"))
    with pytest.raises(TokenRefused):
        await crm.people()
    asked = len(fake.requests)
    with pytest.raises(TokenRefused):
        await crm.people()
    assert len(fake.requests) == asked


async def test_a_secret_that_is_not_taken_is_tried_once(fake: FakeSalesforce) -> None:
    fake.is_revoked = True
    crm = fake.client()
    for _ in range(3):
        with pytest.raises(TokenRefused):
            await crm.account()
    assert len(fake.requests) == 1
    for url in ("https://evil.example", "http://northwind.my.salesforce.com"):
        with pytest.raises(VendorBroken):
            Salesforce("3MVG9:secret", base_url=url, around=fake.around)


async def test_a_day_that_is_used_up_is_over_and_one_that_nearly_is_belongs_to_others(fake: FakeSalesforce) -> None:
    crm = fake.client()
    await crm.people()
    fake.fail(Fault(403, body=[{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]))
    with pytest.raises(BudgetGone) as gone:
        await crm.people()
    assert gone.value.until == datetime(2026, 11, 29, tzinfo=UTC)
    crm = fake.client()
    fake.used = 95_000
    await crm.people()
    with pytest.raises(BudgetGone) as gone:
        await crm.people()
    assert gone.value.until == TEN + timedelta(hours=1)
    assert crm.budget.limit == 100_000


async def test_an_edition_without_an_interface_says_so(fake: FakeSalesforce) -> None:
    fake.fail(Fault(403, body=[{"errorCode": "API_DISABLED_FOR_ORG"}], only="services/data"))
    with pytest.raises(TokenRefused, match="no interface"):
        await fake.client().account()


async def test_account_and_kinds(fake: FakeSalesforce) -> None:
    crm = fake.client()
    facts = await crm.account()
    assert (facts.id, facts.name, facts.zone, facts.currency, facts.seats) == (
        "00D1",
        "Northwind",
        "Europe/Amsterdam",
        "EUR",
        1,
    )
    assert {kind.id: kind.guess for kind in await crm.kinds()} == {
        "event": "meeting",
        "call": "call",
        "email": "email",
        "task": None,
        "event/Demo": "demo",
        "event/Visit": "visit",
        "task/Demo": "demo",
        "task/Visit": "visit",
    }


async def test_a_deal_is_won_and_a_refusal_is_salesforces_own_words(fake: FakeSalesforce) -> None:
    deal = fake.put("Opportunity", {"Name": "x", "StageName": "Proposal"})
    crm = fake.client()
    fake.required = {"Closed Won": "Win_Reason__c"}
    change = Change(What.DEAL, deal, {"outcome": "won", "value": Decimal("18000.5")})
    assert await crm.write(change) == Refused("Win_Reason__c is required", ("Win_Reason__c",))
    fake.required = {}
    assert await crm.write(change) == Written(deal, {"outcome": Outcome.WON, "value": Decimal("18000.5")})
    fake.fail(Fault(400, body=[{"errorCode": "UNABLE_TO_LOCK_ROW"}], only=deal))
    with pytest.raises(SlowDown):
        await crm.write(change)
    fake.fail(Fault(403, body=[{"errorCode": "REQUEST_LIMIT_EXCEEDED"}], only=deal))
    with pytest.raises(BudgetGone):
        await crm.write(change)


@pytest.mark.parametrize(("kind", "name"), [("event", "Event"), ("event/Demo", "Event"), ("call", "Task")])
async def test_an_activity_is_written_and_comes_back(fake: FakeSalesforce, kind: str, name: str) -> None:
    fields = {
        "kind_id": kind,
        "owner_id": "0051",
        "deal_id": "006A",
        "happened_at": TEN - timedelta(hours=2),
        "minutes": 45,
        "subject": "Acme",
    }
    crm = fake.client()
    written = await crm.write(Change(What.ACTIVITY, None, fields))
    assert isinstance(written, Written)
    row = fake.rows[name][written.id]
    assert (row["Subject"], row["OwnerId"], row["WhatId"]) == ("Acme", "0051", "006A")
    assert (row.get("Status"), row.get("Type")) == (
        "Afgerond" if name == "Task" else None,
        "Demo" if "/" in kind else None,
    )
    assert (written.fields["kind_id"], written.fields["minutes"], written.fields["deal_id"]) == (kind, 45, "006A")


async def test_done_but_answered_502_is_not_done_twice(fake: FakeSalesforce) -> None:
    fake.fail(Fault(applied_but=502, only="sobjects/Event"))
    with pytest.raises(VendorBroken):
        await fake.client().write(Change(What.ACTIVITY, None, {"kind_id": "event", "happened_at": TEN}))
    assert len(fake.rows["Event"]) == 1


async def test_an_answer_that_sends_the_next_page_elsewhere_is_not_followed(fake: FakeSalesforce) -> None:
    body = {"done": False, "records": [], "nextRecordsUrl": "@evil.example/x"}
    fake.fail(Fault(200, body=body, only="queryAll"))
    with pytest.raises(VendorBroken):
        await fake.client().people()
    assert {request.url.host for request in fake.requests} == {"northwind.my.salesforce.com"}


async def test_each_page_ends_where_the_next_begins(fake: FakeSalesforce) -> None:
    for _ in range(4001):
        fake.put("Account", {"Name": "x"})
    found = await pages(fake.client(), What.ACCOUNT, TEN)
    assert [len(page.records) for page in found] == [2000, 2000, 1]
