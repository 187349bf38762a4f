"""What is told by CSV counts as the same things do when they are typed in Slack."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from handlers.deals import command as deals_command
from handlers.door.request import Request
from models.deals.records import Deal
from tests.conftest import Cast
from tests.models.imports.files import Import

AtTheDoor = Callable[..., Request]


def channels(session: Session) -> list[str]:
    session.expire_all()
    return [deal.channel for deal in session.exec(select(Deal).order_by(col(Deal.number)))]


def test_a_deal_of_which_nobody_said_the_channel_is_unknown_through_every_door(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    deals_command.command(request_of(cast.anna), "add Acme 25k")
    session.commit()
    imports("deals", "id,owner,account,stage,created,amount\n1,Anna de Vries,Globex,Discovery,2026-11-02,5000\n")
    assert channels(session) == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("Reseller", "partner"), ("Webshop", "online"), ("Binnendienst", "inside"), ("Fairs", "fairs")]
)
def test_a_channel_is_called_what_it_is_called_in_slack(
    imports: Import, session: Session, cast: Cast, typed: str, kept: str
) -> None:
    head = "id,owner,account,stage,created,amount,channel"
    imports("deals", f"{head}\n1,Anna de Vries,Globex,Discovery,2026-11-02,5000,{typed}\n")
    assert channels(session) == [kept]


def test_a_channel_that_is_not_known_can_be_said_in_slack_too(cast: Cast, request_of: AtTheDoor) -> None:
    at_the_door = request_of(cast.anna)
    deals_command.command(at_the_door, "add Acme 25k channel=partner")
    deals_command.command(at_the_door, "edit Acme channel=unknown")
    assert channels(at_the_door.session) == ["unknown"]
