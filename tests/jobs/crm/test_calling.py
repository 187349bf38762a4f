"""How CRMs are called: with patience where it does no harm, within limits, and in silence."""

import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from jobs.crm.adapter import BudgetGone, SlowDown, TokenRefused, VendorBroken
from jobs.crm.calling import Calling, checked_base
from jobs.crm.guarding import Guarded
from jobs.crm.limits import Bucket, Budget
from tests.jobs.crm.fakes.common import Fake, Fault

SECRET = "pat-very-secret"


class Echo(Fake):
    """Answers everything with 200."""

    def respond(self, request: httpx.Request, body: dict) -> tuple[int, object, dict[str, str]]:
        return 200, {"ok": True}, {}


@pytest.fixture
def fake() -> Echo:
    return Echo()


def calling(fake: Echo, *, limit: int = 1000, bucket: Bucket | None = None) -> Calling:
    headers = {"Authorization": f"Bearer {SECRET}"}
    return Calling(
        "Vendor", "https://api.example", headers, Budget(limit), {"": bucket or Bucket(1000, 1000)}, fake.around
    )


@pytest.mark.parametrize("fault", [Fault(500), Fault(502), Fault(429), Fault(no_answer=True)])
async def test_a_question_is_asked_again_and_a_write_is_not(fake: Echo, fault: Fault) -> None:
    fake.fail(fault)
    assert (await calling(fake).get("/deals/17")).body == {"ok": True}
    assert len(fake.requests) == 2
    fake.fail(fault)
    if fault.status == 429:  # it did nothing, so it may be said again
        assert (await calling(fake).call("POST", "/deals", body={"a": 1})).status == 200
        return
    with pytest.raises(VendorBroken):
        await calling(fake).call("POST", "/deals", body={"a": 1})
    assert len(fake.requests) == 3


async def test_who_never_answers_is_given_up_after_four_tries(fake: Echo) -> None:
    fake.fail(*[Fault(503)] * 9)
    with pytest.raises(VendorBroken):
        await calling(fake).get("/deals")
    assert len(fake.requests) == 4
    assert fake.clock.slept == [1.0, 2.0, 4.0]  # doubled each time; the jitter of the test is in the middle


async def test_who_is_too_busy_for_long_is_left_alone(fake: Echo) -> None:
    fake.fail(*[Fault(429)] * 9)
    with pytest.raises(SlowDown) as slow:
        await calling(fake).get("/deals")
    assert len(fake.requests) == 4
    assert slow.value.until == fake.clock() + timedelta(seconds=30)


@pytest.mark.parametrize("said", ["7", "Sat, 28 Nov 2026 10:00:07 GMT"])
async def test_retry_after_is_honoured_as_seconds_and_as_an_instant(fake: Echo, said: str) -> None:
    fake.fail(Fault(429, {"Retry-After": said}))
    await calling(fake).get("/deals")
    assert fake.clock.slept == [7.0]
    fake.fail(Fault(429, {"Retry-After": "900"}))
    with pytest.raises(SlowDown) as slow:
        await calling(fake).get("/deals")
    assert slow.value.until == fake.clock() + timedelta(seconds=900)


@pytest.mark.parametrize("said", ["soon", "-5", "nan", "inf", "1e300", ""])
async def test_a_retry_after_that_makes_no_sense_is_none(fake: Echo, said: str) -> None:
    fake.fail(Fault(429, {"Retry-After": said}))
    await calling(fake).get("/deals")
    assert fake.clock.slept == [1.0]


async def test_a_quarter_of_a_day_is_ours_and_then_it_is_tomorrow(fake: Echo) -> None:
    calls = calling(fake, limit=40)
    for _ in range(10):  # 25 % of 40
        await calls.get("/deals")
    with pytest.raises(BudgetGone) as gone:
        await calls.get("/deals")
    assert gone.value.until == datetime(2026, 11, 29, tzinfo=UTC)
    assert len(fake.requests) == 10
    fake.clock.now = gone.value.until
    await calls.get("/deals")
    assert (calls.budget.day, calls.budget.spent) == (gone.value.until.date(), 1)


async def test_a_refused_key_is_not_tried_again(fake: Echo) -> None:
    fake.fail(Fault(401))
    calls = calling(fake)
    for _ in range(2):
        with pytest.raises(TokenRefused):
            await calls.get("/deals")
    assert len(fake.requests) == 1


async def test_the_bucket_lets_through_what_the_vendor_does(fake: Echo) -> None:
    calls = calling(fake, bucket=Bucket(2, 3))
    for _ in range(7):
        await calls.get("/deals")
    # three at once, the other four half a second apart
    assert fake.clock.slept == [0.5] * 4


@pytest.mark.parametrize("body", [b"<html>", b'{"a": ', b"[" * 100_000, b"\xff\xfe", b"9" * 5000])
async def test_what_cannot_be_read_is_said_in_a_sentence(fake: Echo, body: bytes) -> None:
    fake.fail(Fault(200, body=body))
    with pytest.raises(VendorBroken, match=r"^What Vendor answers cannot be read\.$"):
        await calling(fake).get("/deals")


async def test_an_answer_without_an_end_is_cut_off(fake: Echo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.crm.calling.LARGEST_ANSWER", 1000)
    fake.fail(Fault(200, body=b" " * 1001))
    with pytest.raises(VendorBroken, match="too large"):
        await calling(fake).get("/deals")


async def test_an_answer_that_sends_us_elsewhere_is_not_followed(fake: Echo) -> None:
    fake.fail(Fault(302, {"Location": "https://evil.example/"}))
    with pytest.raises(VendorBroken):
        await calling(fake).get("/deals")
    assert [request.url.host for request in fake.requests] == ["api.example"]


async def test_nothing_of_what_is_carried_is_logged(fake: Echo, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fake.fail(
        Fault(500, body={"email": "anna@acme.nl"}), Fault(no_answer=True), Fault(429, body={"title": "Acme line"})
    )
    with pytest.raises(VendorBroken) as broken:
        await calling(fake).call("POST", "/deals/90210", params={"q": "anna@acme.nl"}, body={"title": "Acme line"})
    assert broken.value.__cause__ is None
    await calling(fake).get("/deals/90210", {"q": "anna@acme.nl"})
    said = caplog.text + str(broken.value)
    for word in (SECRET, "90210", "anna@acme.nl", "Acme line", "api.example"):
        assert word not in said


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://acme.my.salesforce.com/", True),
        ("https://ACME.my.salesforce.com", True),
        ("http://acme.my.salesforce.com", False),
        ("https://salesforce.com.evil.example", False),
        ("https://evilsalesforce.com", False),
        ("https://acme@evil.example", False),
        ("https://key:secret@acme.my.salesforce.com", False),
        ("https://acme.my.salesforce.com?x=1", False),
        ("https://acme.my.salesforce.com#x", False),
        ("https://127.0.0.1", False),
        ("http://localhost:8080", False),
        ("https://[::1", False),
        ("https://acme.my.salesforce.com:port", False),
        ("acme", False),
        ("", False),
    ],
)
def test_a_key_goes_only_where_it_belongs(url: str, fits: bool) -> None:
    if fits:
        assert checked_base(url, ("salesforce.com",)) == url.rstrip("/")
        return
    with pytest.raises(VendorBroken):
        checked_base(url, ("salesforce.com",))


def test_a_crm_on_this_machine_wants_a_setting() -> None:
    for url in ("http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"):
        with pytest.raises(VendorBroken):
            checked_base(url, ())
        assert checked_base(url, (), allows_loopback=True) == url
    with pytest.raises(VendorBroken):
        checked_base("http://crm.acme.nl", (), allows_loopback=True)
    assert checked_base("https://crm.acme.nl/", ()) == "https://crm.acme.nl"


def test_midnight_is_the_vendors_own_also_when_the_clock_changes() -> None:
    from models.zones import zone_named

    budget = Budget(100, zone_named("Europe/Amsterdam"))
    # 25 October 2026 has 25 hours in Amsterdam: it ends at 23:00 UTC
    assert budget.next_day(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == datetime(2026, 10, 25, 23, tzinfo=UTC)


@pytest.mark.once
@pytest.mark.parametrize("found", [["10.0.0.5"], ["93.184.216.34", "169.254.169.254"], ["::ffff:127.0.0.1"]])
async def test_a_name_that_stands_for_an_address_of_our_own_network_is_not_called(found: list[str]) -> None:
    called = list[str]()

    async def look_up(host: str, port: int) -> list[str]:
        return found

    transport = Guarded(
        httpx.MockTransport(lambda asked: called.append(str(asked.url)) or httpx.Response(200)), look_up
    )
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(VendorBroken, match="private network"):
            await client.get("https://crm.example.com/api")
    assert called == []


@pytest.mark.once
@pytest.mark.parametrize(("address", "there"), [("93.184.216.34", "93.184.216.34"), ("2606:4700::1", "[2606:4700::1]")])
async def test_what_is_called_is_the_very_address_that_was_looked_at(address: str, there: str) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return [address]

    seen = list[httpx.Request]()
    transport = Guarded(httpx.MockTransport(lambda asked: seen.append(asked) or httpx.Response(200)), look_up)
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get("https://crm.example.com:8443/api?x=1")
    [asked] = seen
    assert str(asked.url) == f"https://{there}:8443/api?x=1"
    assert (asked.headers["host"], asked.extensions["sni_hostname"]) == ("crm.example.com:8443", "crm.example.com")


@pytest.mark.once
@pytest.mark.parametrize(
    "url", ["https://10.0.0.5", "https://169.254.169.254/x", "https://[fd00::1]", "https://[::ffff:a00:5]"]
)
def test_an_address_of_a_private_network_takes_no_key_unless_the_settings_say_so(url: str) -> None:
    with pytest.raises(VendorBroken, match="private network"):
        checked_base(url, ())
    assert checked_base(url, (), allows_loopback=True) == url
