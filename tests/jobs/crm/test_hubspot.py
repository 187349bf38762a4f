"""HubSpot's adapter against a HubSpot of our own: the trap cases, and others of their kind."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from jobs.crm.adapter import BudgetGone, SlowDown, TokenRefused, VendorBroken
from models.connections.remote import Change, Gone, MovedTo, Outcome, Owner, Refused, RemoteDeal, What, Written
from tests.jobs.crm.asking import TRAPS, changed, ids, pages
from tests.jobs.crm.fakes.common import Fault
from tests.jobs.crm.fakes.hubspot import FakeHubSpot

TEN = datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.fixture
def fake() -> FakeHubSpot:
    return FakeHubSpot()


def put_case(fake: FakeHubSpot, row: dict, part: str = "deals") -> str:
    companies = [one["id"] for one in row.get("associations", {}).get("companies", {}).get("results", [])]
    row_id = fake.put(part, row["properties"], id=row["id"], company=companies[0] if companies else None)
    fake.rows[part][row_id].properties.update(row["properties"])
    return row_id


async def test_a_win_is_dated_by_the_day_its_stage_was_entered_and_has_one_company(fake: FakeHubSpot) -> None:
    [row] = TRAPS["hubspot: won deal whose closedate lies in the future"]["steps"]
    fake.put("companies", {"name": "Acme", "domain": "acme.nl"}, id="70")
    put_case(fake, row)
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert (deal.id, deal.outcome, deal.value, deal.currency) == ("900", Outcome.WON, Decimal(18000), "EUR")
    assert deal.decided_at == datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert deal.close_date == datetime(2026, 12, 15, 23, tzinfo=UTC), "the plan stays, and is no win"
    assert deal.account_id == "70"


async def test_a_date_is_a_day_and_a_datetime_an_instant_by_their_type(fake: FakeHubSpot) -> None:
    case = TRAPS["hubspot: a date is a day, a datetime is an instant"]
    put_case(fake, case["steps"][0])
    fake.types = case["property_types"]
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert deal.close_date == datetime(2026, 12, 1, 4, 59, 59, tzinfo=UTC)  # 30 November in New York
    fake.types["closedate"] = "date"
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert deal.close_date == date(2026, 12, 1)
    assert type(deal.close_date) is date
    fake.change(
        "deals", "901", {"closedate": "1796083200000"}
    )  # midnight UTC of 1 December 2026, as older answers have it
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert deal.close_date == date(2026, 12, 1)


async def test_10450_records_of_one_moment_come_once_each_and_it_ends(fake: FakeHubSpot) -> None:
    case = TRAPS["hubspot: the same hs_lastmodifieddate on more than 10,000 records"]["make"]
    at = datetime.fromisoformat(case["hs_lastmodifieddate"])
    for _ in range(case["records"]):
        fake.put("companies", {"name": "A"}, at=at)
    found, cursor = await changed(fake.client(), What.ACCOUNT, TEN, {"since": "2026-11-01T00:00:05.000Z"})
    assert len(found) == len({company.id for company in found}) == 10_450
    assert fake.deepest <= 200
    assert cursor == {"since": "2026-11-28T09:55:00.000Z"}


async def test_everything_comes_with_the_newest_first(fake: FakeHubSpot) -> None:
    for _ in range(250):
        fake.put("companies", {"name": "A"})
    found, _ = await changed(fake.client(), What.ACCOUNT, TEN)
    assert [int(company.id) for company in found] == list(range(1150, 900, -1))  # the fake counts from 901


async def test_what_the_index_shows_late_the_next_run_has(fake: FakeHubSpot) -> None:
    made = TRAPS["hubspot: the search index lags"]["make"]
    fake.lag = timedelta(seconds=30)
    first, second = (datetime.fromisoformat(at) for at in made["runs"])
    fake.clock.now = datetime.fromisoformat(made["changed_at"])
    deal = fake.put("deals", {"dealname": "Late"})
    crm = fake.client()
    fake.clock.now = first
    found, cursor = await changed(crm, What.DEAL, first, {"since": "2026-11-28T09:50:00Z"})
    assert found == []
    fake.clock.now = second
    found, _ = await changed(crm, What.DEAL, second, cursor)
    assert [record.id for record in found] == [deal]


async def test_a_merged_id_is_told_as_moved(fake: FakeHubSpot) -> None:
    a, b = fake.put("deals", {"dealname": "D"}, id="910"), fake.put("deals", {"dealname": "E"}, id="911")
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.next_id = 911
    fake.merge("deals", a, into=b)
    found = await crm.read(What.DEAL, ["910", "911"])
    assert [(type(one).__name__, one.id) for one in found] == [
        ("RemoteDeal", "912"),
        ("MovedTo", "910"),
        ("MovedTo", "911"),
    ]
    assert MovedTo("910", "912") in found
    found, _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert [(deal.id, set(deal.merged_ids)) for deal in found] == [("912", {"910", "911"})]


async def test_archived_is_gone_and_restored_is_there_again(fake: FakeHubSpot) -> None:
    for row in TRAPS["hubspot: archived, then restored"]["steps"][:1]:
        put_case(fake, row)
    crm = fake.client()
    _, cursor = await changed(crm, What.DEAL, TEN)
    fake.archive("deals", "913")
    found, cursor = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert found == [], "a search never has it"
    assert await ids(crm, What.DEAL) == [], "so the nightly comparison misses it"
    assert await crm.read(What.DEAL, ["913"]) == [Gone("913")]
    fake.restore("deals", "913")
    assert await ids(crm, What.DEAL) == ["913"]
    [deal], _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor)
    assert (deal.id, deal.value) == ("913", Decimal(7))


async def test_50_archived_at_once_are_asked_for_together(fake: FakeHubSpot) -> None:
    rows = [fake.put("deals", {"dealname": "x"}) for _ in range(50)]
    for row in rows:
        fake.archive("deals", row)
    assert await fake.client().read(What.DEAL, rows) == [Gone(row) for row in rows]
    assert len([request for request in fake.requests if "objects" in request.url.path]) == 2


async def test_whoever_has_left_is_still_somebody(fake: FakeHubSpot) -> None:
    steps = TRAPS["hubspot: owner has left"]["steps"]
    fake.owners = [*steps[0]["owners?archived=true"], {"id": "42", "email": "b@northwind.example", "archived": False}]
    put_case(fake, steps[1])
    people = await fake.client().people()
    assert people == [
        Owner("41", "old@northwind.example", "old@northwind.example", is_active=False),
        Owner("42", "b@northwind.example", "b@northwind.example", is_active=True),
    ]
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert deal.owner_id == "41"


async def test_an_owner_has_the_address_that_the_crm_has(fake: FakeHubSpot) -> None:
    fake.owners = [
        {**TRAPS["hubspot: owner e-mail differs from Slack e-mail"]["steps"][0]["owners"][0], "archived": False}
    ]
    [owner] = await fake.client().people()
    assert owner.email == "anna.devries@northwind.example"


async def test_two_engagements_of_one_meeting_have_one_key(fake: FakeHubSpot) -> None:
    for row in TRAPS["hubspot: one meeting, two reps, two engagements"]["steps"]:
        put_case(fake, {**row, "id": row["id"].removeprefix("m")}, "meetings")
    found, _ = await changed(fake.client(), What.ACTIVITY, TEN)
    one, other = sorted(found, key=lambda activity: activity.id)
    assert (one.owner_id, other.owner_id) == ("41", "43")
    assert one.event_key == other.event_key is not None
    assert one.happened_at == other.happened_at == datetime(2026, 11, 27, 13, tzinfo=UTC)
    assert one.account_id == other.account_id == "70"


async def test_next_weeks_meeting_of_a_series_is_another_one(fake: FakeHubSpot) -> None:
    for day in ("20", "27"):
        at = f"2026-11-{day}T13:00:00Z"
        fake.put(
            "meetings",
            {"hs_timestamp": at, "hs_meeting_outcome": "COMPLETED", "hs_meeting_external_url": "https://zoom.us/j/1"},
        )
    found, _ = await changed(fake.client(), What.ACTIVITY, TEN)
    assert len({activity.event_key for activity in found}) == 2


@pytest.mark.parametrize(
    ("outcome", "held"),
    [
        ("COMPLETED", True),
        ("SCHEDULED", False),
        ("RESCHEDULED", False),
        ("NO_SHOW", False),
        ("CANCELED", False),
        ("Cancelled by client", False),
        (None, True),
        ("Qualified", True),
    ],
)
async def test_which_meetings_were_held(fake: FakeHubSpot, outcome: str | None, held: bool) -> None:
    fake.put("meetings", {"hs_timestamp": "2026-11-27T13:00:00Z", "hs_meeting_outcome": outcome})
    [meeting], _ = await changed(fake.client(), What.ACTIVITY, TEN)
    assert meeting.is_held is held


@pytest.mark.parametrize(("status", "held"), [("COMPLETED", True), (None, True), ("NO_ANSWER", False), ("BUSY", False)])
async def test_which_calls_were_held(fake: FakeHubSpot, status: str | None, held: bool) -> None:
    properties = {"hs_timestamp": "2026-11-27T13:00:00Z", "hs_call_status": status, "hs_call_duration": "610000"}
    fake.put("calls", properties)
    [call], _ = await changed(fake.client(), What.ACTIVITY, TEN)
    assert (call.id, call.kind_id, call.minutes, call.is_held) == (
        "call:901",
        "call",
        11,
        held,
    )  # 610 s: 10 minutes and some


async def test_a_meeting_without_an_outcome_is_read_again_once_it_is_over(fake: FakeHubSpot) -> None:
    fake.put("meetings", {"hs_timestamp": "2026-11-28T10:03:00Z"}, at=datetime(2026, 11, 20, tzinfo=UTC))
    crm = fake.client()
    [meeting], cursor = await changed(crm, What.ACTIVITY, TEN)
    assert not meeting.is_held
    [meeting], cursor = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5), cursor)
    assert meeting.is_held, "nobody touched it: its time has come"
    _, cursor = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5), cursor)  # the overlap has it once more
    assert (await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5), cursor))[0] == []


async def test_a_meeting_and_a_call_of_one_number_are_two(fake: FakeHubSpot) -> None:
    for part in ("meetings", "calls"):
        fake.put(part, {"hs_timestamp": "2026-11-27T13:00:00Z"}, id="17")
    crm = fake.client()
    assert sorted(await ids(crm, What.ACTIVITY)) == ["call:17", "meeting:17"]
    assert {one.id for one in await crm.read(What.ACTIVITY, ["call:17", "meeting:17"])} == {"call:17", "meeting:17"}


async def test_a_win_stays_where_it_was_when_it_goes_on_to_another_won_stage(fake: FakeHubSpot) -> None:
    fake.stages.append({"id": "invoiced", "label": "Invoiced", "p": "1.0", "closed": True})
    deal = fake.put("deals", {"dealstage": "contractsent"}, at=TEN - timedelta(days=40))
    fake.change("deals", deal, {"dealstage": "closedwon"}, at=TEN - timedelta(days=30))
    fake.change("deals", deal, {"dealstage": "invoiced"}, at=TEN - timedelta(days=2))
    [found], _ = await changed(fake.client(), What.DEAL, TEN)
    assert found.decided_at == TEN - timedelta(days=30)
    fake.change("deals", deal, {"dealstage": "contractsent"}, at=TEN - timedelta(days=1))  # and won for a second time
    fake.change("deals", deal, {"dealstage": "invoiced"}, at=TEN - timedelta(hours=1))
    [found], _ = await changed(fake.client(), What.DEAL, TEN)
    assert found.decided_at == TEN - timedelta(hours=1)


async def test_an_open_deal_has_no_day_and_a_lost_one_has(fake: FakeHubSpot) -> None:
    open_one = fake.put("deals", {"dealstage": "contractsent", "closedate": "2026-12-01T00:00:00Z"})
    lost = fake.put("deals", {"dealstage": "closedlost", "closed_lost_reason": "Price"})
    found = {deal.id: deal for deal in (await changed(fake.client(), What.DEAL, TEN))[0]}
    assert (found[open_one].outcome, found[open_one].decided_at) == (None, None)
    assert (found[lost].outcome, found[lost].decided_at, found[lost].lost_reason) == (Outcome.LOST, TEN, "Price")


async def test_the_primary_company_goes_before_the_others(fake: FakeHubSpot) -> None:
    fake.put("deals", {"dealname": "x"}, company="70", other_companies=["12", "99"])
    [deal], _ = await changed(fake.client(), What.DEAL, TEN)
    assert deal.account_id == "70"


async def test_splits_are_percent_and_nobody_needs_the_plan_that_has_them(fake: FakeHubSpot) -> None:
    deal = fake.put("deals", {"dealname": "x"}, splits=[("41", "0.6"), ("43", "0.4")])
    [found], _ = await changed(fake.client(), What.DEAL, TEN)
    assert found.shares == ()
    fake.has_splits = True
    [found], _ = await changed(fake.client(), What.DEAL, TEN)
    assert (found.id, found.shares) == (deal, (("41", Decimal(60)), ("43", Decimal(40))))


async def test_a_missing_currency_is_the_accounts_and_a_value_that_is_none_is_none(fake: FakeHubSpot) -> None:
    for amount in ("1250.50", "", "abc", "NaN", None):
        fake.put("deals", {"amount": amount, "deal_currency_code": "USD" if amount == "1250.50" else None})
    found = sorted((await changed(fake.client(), What.DEAL, TEN))[0], key=lambda deal: deal.id)
    assert [(deal.value, deal.currency) for deal in found] == [(Decimal("1250.50"), "USD"), *[(None, "EUR")] * 4]


async def test_a_run_that_was_killed_goes_on_where_it_was(fake: FakeHubSpot) -> None:
    wanted = {fake.put("deals", {"dealname": "x"}) for _ in range(250)}
    seen: list[str] = []
    cursor = None
    for _ in range(10):  # each run is killed after its first page
        async for page in fake.client().changed(What.DEAL, cursor, fake.clock.pass_on(minutes=1)):
            seen += [record.id for record in page.records]
            cursor = page.cursor
            break
    assert set(seen) >= wanted
    assert "until" not in cursor


async def test_what_changes_while_it_is_read_is_not_lost(fake: FakeHubSpot) -> None:
    wanted = [fake.put("deals", {"dealname": "old"}) for _ in range(150)]
    crm = fake.client()

    def meddle(request) -> None:
        if request.url.path.endswith("/search"):
            fake.clock.pass_on(seconds=1)
            fake.change("deals", wanted[-1], {"dealname": "new"})

    fake.before.append(meddle)
    found, cursor = await changed(crm, What.DEAL, TEN + timedelta(seconds=1), {"since": "2026-11-28T09:00:00Z"})
    fake.before.clear()
    found += (await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5), cursor))[0]
    assert {deal.id for deal in found} == set(wanted)
    assert [deal.title for deal in found if deal.id == wanted[-1]][-1] == "new"


async def test_a_refused_write_says_which_field_is_missing_and_is_not_tried_again(fake: FakeHubSpot) -> None:
    case = TRAPS["hubspot: write refused by an admin's rule (2026-09)"]["steps"][0]
    fake.put("deals", {"dealstage": "contractsent"}, id="900")
    fake.required = {"closedwon": "closed_won_reason"}
    crm = fake.client()
    change = Change(What.DEAL, "900", {"stage_id": "closedwon"})
    assert await crm.write(change) == Refused(case["answer"]["message"], ("closed_won_reason",))
    assert [request.method for request in fake.requests].count("PATCH") == 1
    assert await crm.write(Change(What.DEAL, "900", {"outcome": "won"})) == Refused(
        "closed_won_reason is required", ("closed_won_reason",)
    )


async def test_a_refusal_that_lists_its_faults_is_said_in_words(fake: FakeHubSpot) -> None:
    deal = fake.put("deals", {"dealstage": "contractsent"})
    message = (
        'Property values were not valid: [{"isValid":false,"message":"JPX is no currency","name":"deal_currency_code"}]'
    )
    fake.fail(
        Fault(400, body={"status": "error", "message": message, "category": "VALIDATION_ERROR"}, only=f"deals/{deal}")
    )
    said = await fake.client().write(Change(What.DEAL, deal, {"currency": "JPX"}))
    assert said == Refused("JPX is no currency", ("deal_currency_code",))


async def test_a_deal_is_won_and_changed(fake: FakeHubSpot) -> None:
    deal = fake.put("deals", {"dealstage": "contractsent", "amount": "5"})
    written = await fake.client().write(
        Change(What.DEAL, deal, {"outcome": "won", "value": Decimal("18000.50"), "currency": "EUR"})
    )
    assert written == Written(deal, {"outcome": Outcome.WON, "value": Decimal("18000.50"), "currency": "EUR"})
    assert fake.rows["deals"][deal].properties["dealstage"] == "closedwon"


@pytest.mark.parametrize("kind", ["meeting", "call", "meeting/Demo"])
async def test_an_activity_is_written_and_comes_back_as_ours(fake: FakeHubSpot, kind: str) -> None:
    crm = fake.client()
    fields = {
        "kind_id": kind,
        "owner_id": "41",
        "account_id": "70",
        "deal_id": "900",
        "happened_at": datetime(2026, 11, 28, 8, tzinfo=UTC),
        "minutes": 45,
        "subject": "Acme",
        "our_id": "0a1b",
    }
    written = await crm.write(Change(What.ACTIVITY, None, fields))
    assert isinstance(written, Written)
    [activity], _ = await changed(crm, What.ACTIVITY, fake.clock.pass_on(minutes=5))
    assert (activity.id, activity.kind_id, activity.account_id, activity.deal_id) == (written.id, kind, "70", "900")
    assert (activity.happened_at, activity.minutes, activity.is_held) == (fields["happened_at"], 45, True)
    assert activity.event_key == (None if kind == "call" else "urn:koers:0a1b")
    assert written.fields == {name: fields[name] for name in fields if name != "our_id"}


async def test_done_but_answered_502_is_not_known_and_not_done_twice(fake: FakeHubSpot) -> None:
    fake.fail(Fault(applied_but=502, only="objects/2026-09/meetings"))
    with pytest.raises(VendorBroken):
        await fake.client().write(Change(What.ACTIVITY, None, {"happened_at": TEN, "our_id": "0a1b"}))
    assert len(fake.rows["meetings"]) == 1
    [meeting], _ = await changed(fake.client(), What.ACTIVITY, fake.clock.pass_on(minutes=5))
    assert meeting.event_key == "urn:koers:0a1b", "the next run knows it again"


async def test_a_refused_key_is_asked_once(fake: FakeHubSpot) -> None:
    fake.is_revoked = True
    crm = fake.client()
    for _ in range(3):
        with pytest.raises(TokenRefused):
            await crm.account()
    assert len(fake.requests) == 1


async def test_the_account_and_what_its_day_holds(fake: FakeHubSpot) -> None:
    fake.daily = 1_000_000
    crm = fake.client()
    facts = await crm.account()
    assert (facts.id, facts.zone, facts.currency, facts.version) == ("77", "Europe/Amsterdam", "EUR", "2026-09")
    assert crm.budget.limit == 1_000_000


async def test_429_means_what_its_policy_says(fake: FakeHubSpot) -> None:
    crm = fake.client()
    fake.fail(Fault(429, body={"policyName": "TEN_SECONDLY_ROLLING"}))
    await crm.account()
    assert fake.clock.slept == [10.0]
    fake.fail(Fault(429, body={"message": "You have reached your secondly limit."}, only="search"))
    fake.clock.slept.clear()
    await changed(crm, What.DEAL, TEN)
    assert 1.0 in fake.clock.slept
    fake.fail(Fault(429, body={"policyName": "DAILY"}))
    with pytest.raises(BudgetGone) as gone:
        await crm.people()
    assert gone.value.until == datetime(2026, 11, 28, 23, tzinfo=UTC), "midnight in Amsterdam"
    asked = len(fake.requests)
    with pytest.raises(BudgetGone):
        await crm.people()
    assert len(fake.requests) == asked
    fake.clock.now = gone.value.until
    assert await crm.people()


async def test_locked_and_moving_house(fake: FakeHubSpot) -> None:
    crm = fake.client()
    fake.fail(Fault(423, body={}))
    await crm.account()
    assert fake.clock.slept == [2.0]
    fake.fail(Fault(477, {"Retry-After": "3600"}, {}))
    with pytest.raises(SlowDown) as slow:
        await crm.account()
    assert slow.value.until == fake.clock() + timedelta(hours=1)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(200, body=b"<html>maintenance</html>"),
        Fault(200, body=b'{"results": "none"}'),
        Fault(200, body=b'{"results": [7]}'),
        Fault(200, body=b'{"results": [{"properties": {}}]}'),
        Fault(302, {"Location": "https://evil.example/"}),
        Fault(404, body={"message": "no"}),
    ],
)
async def test_an_answer_that_makes_no_sense_is_said_in_a_sentence(fake: FakeHubSpot, fault: Fault) -> None:
    fake.fail(fault)
    with pytest.raises(VendorBroken) as broken:
        await fake.client().people()
    assert str(broken.value).startswith(("HubSpot ", "What HubSpot "))
    assert str(broken.value).endswith(".")


async def test_a_stage_that_is_new_is_known_at_the_next_run(fake: FakeHubSpot) -> None:
    crm = fake.client()
    await crm.pipelines()
    fake.stages.append({"id": "77001", "label": "Getekend", "p": "1.0", "closed": True})
    deal = fake.put("deals", {"dealstage": "77001"}, at=TEN - timedelta(days=3))
    [found], _ = await changed(crm, What.DEAL, fake.clock.pass_on(minutes=5))
    assert isinstance(found, RemoteDeal)
    assert (found.id, found.outcome, found.decided_at) == (deal, Outcome.WON, TEN - timedelta(days=3))
    assert [stage.label for stage in (await crm.pipelines())[0].stages][-1] == "Getekend"


async def test_the_pages_say_how_many_there_are(fake: FakeHubSpot) -> None:
    for _ in range(250):
        fake.put("deals", {"dealname": "x"})
    found = await pages(fake.client(), What.DEAL, TEN)
    assert [(len(page.records), page.total) for page in found] == [(100, 250), (100, 250), (50, 250)]
