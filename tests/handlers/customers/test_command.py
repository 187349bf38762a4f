"""`/koers customers`: who sees which, in both languages, with the way to what is behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.customers import feature
from handlers.customers.command import command
from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Press, Request
from models.accounts.actions import open_account
from models.accounts.records import Account
from models.deals.actions import add_deal, decide_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import Cast, acting
from tests.models.pipeline.deals import at

AtTheDoor = Callable[..., Request]


def sold(session: Session, who: Person, name: str, euros: int, sector: str | None = None) -> None:
    day = at(date(2026, 10, 1))
    account = open_account(session, "T1", name, opened_on=None, now=day)
    account.sector = sector
    deal, _ = add_deal(acting(session, who, day), account, DealTerms(value=Money.of(euros, "EUR")))
    decide_deal(acting(session, who, day), deal, Outcome.WON)


def whispered(answer: Any) -> Any:
    assert isinstance(answer, Whisper | Replace)
    return answer


def rows(answer: Any) -> list[list[str]]:
    [found] = [block["rows"] for block in answer.message.blocks if block["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in found]


def press(request: Request, answer: Any, action: str, option: str = "") -> Any:
    elements = [element for block in answer.message.blocks for element in block.get("elements", [])]
    [element] = [one for one in elements if one.get("action_id") == action]
    value = element.get("value") or next(o["value"] for o in element["options"] if o["value"].startswith(option))
    return feature.presses[action](request, Press(action, value))


def test_a_rep_sees_their_own_customers_and_each_table(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    sold(session, cast.anna, "Acme", 60_000, "retail")
    sold(session, cast.anna, "Globex", 20_000, "energy")
    sold(session, cast.bram, "Hooli", 99_000)
    answer = whispered(command(request_of(cast.anna), ""))
    assert "*2* customers, 2 bought in the last twelve months: €80,000" in answer.message.text
    assert "the largest 20% (1 of 2) bought *75%* of it" in answer.message.text
    assert rows(answer)[1][:4] == ["retail", "1", "€60,000", "75%"]
    key = press(request_of(cast.anna), answer, "customers.table", "key")
    assert rows(key)[1] == ["Acme", "€60,000", "75%", "–"]
    why = press(request_of(cast.anna), key, "customers.why")
    assert isinstance(why, OpenModal)
    assert "Acme" in str(why.view.json)
    assert "Hooli" not in str(why.view.json)


def test_in_dutch(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    sold(session, cast.bram, "Hooli", 99_000)
    answer = whispered(command(request_of(cast.bram), "stil 30d"))
    assert answer.message.text.startswith("*Je klanten*\n*1* klant")
    assert "Stil: *1* klant al 30 dagen zonder contact" in answer.message.text
    assert rows(answer)[1][0] == "Hooli"


def test_of_others_who_leads_them_may_see_it(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    sold(session, cast.bram, "Hooli", 99_000)
    for line in ("gaps @bram", "team", "all"):
        with pytest.raises(Refusal):
            command(request_of(cast.anna), line)
    assert "*1* customer" in whispered(command(request_of(cast.carla), "@bram")).message.text
    assert "*1* customer" in whispered(command(request_of(cast.carla), "")).message.text
    assert "*1* customer" in whispered(command(request_of(cast.dirk), "all")).message.text


def test_a_contract_that_ends_is_due_as_long_as_no_renewal_is_open(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    """On 12 November one contract ends on the 30th, in 18 days, so it is at risk; with a renewal deal that stands for it."""
    sold(session, cast.anna, "Acme", 60_000)
    deal = session.exec(select(Deal)).one()
    deal.contract_ends_on = date(2026, 11, 30)
    session.flush()
    answer = whispered(command(request_of(cast.anna), "renewals"))
    assert "Renewals: *1* due within three months or overdue, *1* at risk" in answer.message.text
    ends = "at risk: the contract ends in 18 days, no renewal is open"
    assert rows(answer)[1] == [f"#{deal.number} Acme", "€60,000", "30 Nov 2026", ends]
    why = press(request_of(cast.anna), answer, "customers.why")
    assert "contracts of won deals on their last day" in str(why.view.json)
    renewal, _ = add_deal(
        acting(session, cast.anna, at(date(2026, 11, 2))),
        session.get_one(Account, ("T1", deal.account_id)),
        DealTerms(deal_type="renewal", expected_close=date(2026, 12, 1)),
    )
    assert [row[0] for row in rows(whispered(command(request_of(cast.anna), "renewals")))[1:]] == [
        f"#{renewal.number} Acme"
    ]


def test_bad_input_is_said_with_an_example(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="silent_for_how_long"):
        command(request_of(cast.anna), "silent 3d")
    assert "`/koers customers silent 60d`" in whispered(command(request_of(cast.anna), "12 fish")).message.text
    assert "No deal has been won" in whispered(command(request_of(cast.anna), "")).message.text
    assert "gaps @bram" in whispered(command(request_of(cast.anna), "help")).message.text


def test_a_button_of_an_older_program_is_refused(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="gone"):
        feature.presses["customers.table"](request_of(cast.anna), Press("customers.table", "nonsense"))
