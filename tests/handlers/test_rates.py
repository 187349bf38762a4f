"""`/koers rate`: what was waiting is counted at once, from the day on which it was first needed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from handlers import rates
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from models.deals.actions import add_deal
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast, acting

AsRequest = Callable[..., Request]


@pytest.fixture(autouse=True)
def dirk_is_admin(cast: Cast) -> None:
    assert cast.dirk.is_admin


def say(request: Request, text: str) -> str:
    answer = rates.command(request, text)
    assert isinstance(answer, Whisper)
    blocks = [block["text"]["text"] for block in answer.message.blocks if block["type"] == "section"]
    return "\n".join(blocks)


def dollars(session: Session, cast: Cast, amount: int = 10_000, day: int = 9) -> None:
    on = NOW.replace(day=day)
    add_deal(acting(session, cast.anna, on), None, DealTerms(value=Money.of(Decimal(amount), "USD")))


def test_the_first_rate_holds_from_the_day_on_which_one_was_needed(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    dollars(session, cast)
    # 10,000 × 0.92 = 9,200.
    assert say(request_of(cast.dirk), "USD 0.92") == (
        "Noted: 1 USD = 0.92 EUR, from 9 Nov 2026. That is the first day on which one was needed.\n"
        "Now counted, after waiting for a rate: 1 deal, together €9,200."
    )


@pytest.mark.parametrize("line", ["USD 0,92 from 1 nov", "1 USD = 0.92 EUR vanaf 2026-11-01", "$ 0.92 since 1 nov"])
def test_a_day_may_be_said(session: Session, cast: Cast, request_of: AsRequest, line: str) -> None:
    dollars(session, cast)
    say(request_of(cast.dirk), line)
    [stored] = session.exec(select(ExchangeRate))
    assert (stored.currency, stored.into, stored.day, stored.rate) == ("USD", "EUR", date(2026, 11, 1), "0.92")


def test_the_next_rate_holds_from_today(session: Session, cast: Cast, request_of: AsRequest) -> None:
    say(request_of(cast.dirk), "USD 0.92 from 2026-11-01")
    assert "from 12 Nov 2026" in say(request_of(cast.dirk), "USD 0.95")


def test_in_dutch(session: Session, cast: Cast, request_of: AsRequest) -> None:
    cast.dirk.language = "nl"
    dollars(session, cast)
    assert "Nu meegeteld, na het wachten op een wisselkoers: 1 deal, samen €\u00a09.200." in say(
        request_of(cast.dirk), "USD 0,92"
    )


def test_undo_by_button_and_by_word(session: Session, cast: Cast, request_of: AsRequest) -> None:
    dollars(session, cast)
    answer = rates.command(request_of(cast.dirk), "USD 0.92")
    assert isinstance(answer, Whisper)
    undo = answer.message.blocks[0]["accessory"]
    back = rates.undo(request_of(cast.dirk), Press(undo["action_id"], undo["value"]))
    assert isinstance(back, Replace)
    assert back.message.text == "Undone: the rate of USD from 9 Nov 2026 is gone."
    say(request_of(cast.dirk), "USD 0.92")
    assert "Still without a rate: one amount, in USD." in say(request_of(cast.dirk), "undo")
    with pytest.raises(Refusal, match="nothing_to_undo"):
        rates.command(request_of(cast.dirk), "undo")


def test_what_waits_is_on_the_overview_which_everybody_may_see(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    dollars(session, cast)
    said = say(request_of(cast.anna), "")
    assert "One amount in USD waits for a rate, and is in no total." in said


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("USD 0", "not_positive"),
        ("USD -0.92", "not_positive"),
        ("EUR 1", "is_reporting"),
        ("XQX 2", "unknown_currency"),
        ("USD 0.92 GBP", "other_reporting"),
    ],
)
def test_what_is_no_rate_is_refused(cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        rates.command(request_of(cast.dirk), line)


def test_what_cannot_be_read_gets_an_example(cast: Cast, request_of: AsRequest) -> None:
    answer = rates.command(request_of(cast.dirk), "dollars please")
    assert isinstance(answer, Whisper)
    assert "/koers rate USD 0.92 from 1 nov" in str(answer.message.blocks)


def test_who_is_no_admin_is_told_who_is(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="admins_only") as refused:
        rates.command(request_of(cast.carla), "USD 0.92")
    assert refused.value.values == {"admins": ["Dirk Visser"]}
