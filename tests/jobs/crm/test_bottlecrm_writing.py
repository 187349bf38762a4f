"""What BottleCRM is sent and how its refusals are read. Its answers are those of BottleCRM 1.x, copied as it gave them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest

from jobs.crm.adapter import TokenRefused
from jobs.crm.bottlecrm import BottleCrm
from jobs.crm.calling import Surroundings
from models.connections.remote import Change, Outcome, Refused, RemoteActivity, What, Written

pytestmark = pytest.mark.once
NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
MADE = {
    "id": "90fef4e0",
    "kind": "meeting",
    "occurred_at": "2026-11-30T12:00:00Z",
    "duration_seconds": 2700,
    "subject": "Meeting: Acme (Koers)",
    "body": "urn:koers:a1",
    "logged_by": "f33",
    "account": "70",
    "opportunity": None,
    "home": "account",
}
DEAL = {"opportunity_obj": {"id": "900", "name": "Acme", "stage": "PROPOSAL", "stage_kind": "open", "pipeline": "p1"}}
PIPELINES = {
    "pipelines": [
        {"id": "p0", "stages": [{"code": "OTHER_WON", "kind": "won", "order": 1}]},
        {"id": "p1", "stages": [{"code": "CLOSED_WON", "kind": "won", "order": 5}]},
    ]
}
NO_AMOUNT = {"error": True, "errors": {"amount": "A won deal has to record what it was worth."}}
WRONG = {"detail": "Given token not valid for any token type", "code": "token_not_valid"}
WITHDRAWN = {"detail": "Organization context is required. Please login again."}


class Server:
    """Answers in order of the path; what was sent is kept."""

    def __init__(self, **answers: tuple[int, object]) -> None:
        self.answers, self.sent = answers, list[tuple[str, str, object]]()

    def crm(self) -> BottleCrm:
        around = Surroundings(clock=lambda: NOW, transport=httpx.MockTransport(self._answer), allows_loopback=True)
        return BottleCrm("a-key", base_url="http://127.0.0.1:8000", around=around)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/")
        if request.method != "GET":
            self.sent.append((request.method, path, json.loads(request.content or b"null")))
        wanted = next(name for name in self.answers if path.strip("/").replace("/", "_").endswith(name))
        status, body = self.answers[wanted]
        return httpx.Response(status, json=body)


async def test_a_meeting_stands_on_the_deal_or_else_the_company_with_our_mark() -> None:
    server = Server(interactions=(201, MADE))
    fields = {
        "kind_id": "meeting",
        "happened_at": date(2026, 11, 30),
        "account_id": "70",
        "our_id": "a1",
        "minutes": 45,
    }
    written = await server.crm().write(Change(What.ACTIVITY, None, fields))
    assert isinstance(written, Written)
    assert written.id == "90fef4e0"
    await server.crm().write(Change(What.ACTIVITY, None, {**fields, "deal_id": "900"}))
    first, second = (body for _, _, body in server.sent)
    assert first == {
        "kind": "meeting",
        "account": "70",
        "subject": "",
        "occurred_at": "2026-11-30T12:00:00.000Z",
        "duration_seconds": 2700,  # 45 min x 60
        "body": "urn:koers:a1",
    }
    assert isinstance(second, dict)
    assert second["opportunity"] == "900"
    assert "account" not in second  # it takes exactly one record


async def test_a_win_sends_the_amount_first_and_the_won_stage_of_the_deals_own_pipeline() -> None:
    server = Server(pipelines=(200, PIPELINES), move=(200, {}), opportunities_900=(200, DEAL))
    change = Change(What.DEAL, "900", {"outcome": Outcome.WON, "value": Decimal("1250.50"), "currency": "EUR"})
    assert isinstance(await server.crm().write(change), Written)
    assert server.sent == [
        ("PATCH", "opportunities/900/", {"amount": "1250.50", "currency": "EUR"}),
        ("PATCH", "opportunities/900/move/", {"column_id": "CLOSED_WON"}),
    ]


async def test_its_refusal_is_told_in_its_words() -> None:
    server = Server(pipelines=(200, PIPELINES), move=(400, NO_AMOUNT), opportunities_900=(200, DEAL))
    said = await server.crm().write(Change(What.DEAL, "900", {"outcome": Outcome.WON}))
    assert said == Refused("A won deal has to record what it was worth.", ("amount",))


@pytest.mark.parametrize(
    "answer", [WRONG, WITHDRAWN, {"detail": "Invalid token"}, {"detail": "Token revoked or expired"}]
)
async def test_a_403_about_the_key_is_a_refused_key_and_nothing_is_gone(answer: object) -> None:
    server = Server(settings=(403, answer), opportunities_900=(403, answer), interactions=(403, answer))
    with pytest.raises(TokenRefused):
        await server.crm().account()
    with pytest.raises(TokenRefused):
        await server.crm().read(What.DEAL, ["900"])
    with pytest.raises(TokenRefused):
        await server.crm().write(Change(What.ACTIVITY, None, {"account_id": "70", "kind_id": "call"}))


async def test_an_interaction_is_read_among_all_of_its_company_since_alone_it_cannot_be() -> None:
    companies = {"active_accounts": {"open_accounts": [{"id": "70", "name": "Acme"}], "open_accounts_count": 1}}
    none = {"opportunities": [], "opportunities_count": 0}
    lists = {
        "accounts": (200, companies),
        "opportunities": (200, none),
        "interactions": (200, {"interactions": [MADE]}),
    }
    server = Server(interactions_90fef4e0=(405, {}), **lists)
    found = await server.crm().read(What.ACTIVITY, ["90fef4e0", "gone"])
    assert [type(one).__name__ for one in found] == ["RemoteActivity", "Gone"]
    assert isinstance(found[0], RemoteActivity)
    assert (found[0].minutes, found[0].event_key) == (45, "urn:koers:a1")  # 2700 s / 60
