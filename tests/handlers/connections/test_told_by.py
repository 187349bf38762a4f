"""A deal says which CRM tells of it, how fresh that is, and leads there; so does what stands behind a figure."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.deals import command as deals
from handlers.door.answers import Whisper
from handlers.door.request import Request
from models.accounts.records import Account
from models.connections.records import Connection, State, SyncCursor
from models.connections.told_by import address_in, tellers_of
from models.deals.records import Deal, DealShare
from models.references.links import add_link
from models.references.records import Fact
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
HERE = {"workspace_id": "T1"}


@pytest.fixture
def connection(session: Session, cast: Cast) -> Connection:
    """HubSpot, read five minutes ago: at 10:55 in Amsterdam."""
    one = Connection(
        **HERE, vendor="hubspot", name="HubSpot", remote_account="4711", state=State.RUNNING, created_at=NOW
    )
    session.add(one)
    session.flush()
    session.add(SyncCursor(**HERE, connection_id=one.id, what="deal", ok_at=NOW - timedelta(minutes=5)))
    return one


@pytest.fixture
def deal(session: Session, cast: Cast, connection: Connection) -> Deal:
    account = Account(**HERE, name="Globex", key="globex", created_at=NOW)
    session.add(account)
    session.flush()
    one = Deal(
        **HERE, number=1, account_id=account.id, owner_id=cast.anna.id, stage="proposal", currency="EUR", source="crm", created_at=NOW,
        opened_on=NOW.date(),
    )  # fmt: skip
    session.add(one)
    session.flush()
    session.add(DealShare(**HERE, deal_id=one.id, person_id=cast.anna.id, percent=100))
    add_link(session, "T1", connection.id, Fact.DEAL, "17", one.id, NOW)
    session.flush()
    return one


def listed(request: Request) -> str:
    answer = deals.command(request, "list")
    assert isinstance(answer, Whisper)
    return str(answer.message.blocks)


def test_a_deal_in_the_list_says_where_it_is_from_and_as_of_when(
    request_of: AtTheDoor, cast: Cast, deal: Deal, connection: Connection, session: Session
) -> None:
    link = "<https://app.hubspot.com/contacts/4711/record/0-3/17|HubSpot ↗>"
    assert f"{link} · as of 10:55" in listed(request_of(cast.anna))
    connection.state = State.PAUSED
    session.flush()
    assert f"{link} · not synced since 10:55" in listed(request_of(cast.anna))
    tomorrow = request_of(cast.anna, NOW + timedelta(days=1))
    assert "not synced since Thu 12 Nov, 10:55" in listed(tomorrow)


def test_another_company_is_told_nothing_of_it(session: Session, deal: Deal) -> None:
    assert set(tellers_of(session, "T1", Fact.DEAL, [deal.id])) == {deal.id}
    assert tellers_of(session, "T2", Fact.DEAL, [deal.id]) == {}


@pytest.mark.once
@pytest.mark.parametrize(
    ("vendor", "base", "account", "address"),
    [
        ("pipedrive", "https://acme.pipedrive.com", "9", "https://acme.pipedrive.com/deal/17"),
        ("pipedrive", "", "9", ""),
        (
            "salesforce",
            "https://acme.my.salesforce.com",
            "00D",
            "https://acme.my.salesforce.com/lightning/r/Opportunity/17/view",
        ),
        ("bottlecrm", "https://crm.example.com", "x", ""),
        ("hubspot", "", "not a portal|>", ""),
    ],
)
def test_the_way_to_a_deal_is_known_where_its_address_is(vendor: str, base: str, account: str, address: str) -> None:
    one = Connection(**HERE, vendor=vendor, name=vendor, base_url=base, remote_account=account, created_at=NOW)
    assert address_in(one, Fact.DEAL, "17") == address
