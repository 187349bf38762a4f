"""`/koers cost`: a line or a form; the month's list; Undo. For managers and leaders only."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers import costs
from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from models.costs.records import Cost
from models.refusal import Refusal
from tests.conftest import Cast

AsRequest = Callable[..., Request]


def say(request: Request, text: str) -> str:
    answer = costs.command(request, text)
    assert isinstance(answer, Whisper)
    return "\n".join(block["text"]["text"] for block in answer.message.blocks if block["type"] == "section")


@pytest.mark.parametrize(
    ("line", "minor", "currency", "kind", "day", "note"),
    [
        ("12k marketing 2026-11", 1_200_000, "EUR", "marketing", date(2026, 11, 12), ""),
        ("12k marketing 2026-10", 1_200_000, "EUR", "marketing", date(2026, 10, 31), ""),
        ("€ 1.250,50 verkoop 3 nov", 125_050, "EUR", "sales", date(2026, 11, 3), ""),
        ("500 USD sales yesterday train to Utrecht", 50_000, "USD", "sales", date(2026, 11, 11), "train to Utrecht"),
        ('2000 for delivery "spare parts"', 200_000, "EUR", "delivery", date(2026, 11, 12), "spare parts"),
        ("marketing 900 last month", 90_000, "EUR", "marketing", date(2026, 10, 31), ""),
    ],
)
def test_a_cost_in_one_line(
    session: Session,
    cast: Cast,
    request_of: AsRequest,
    line: str,
    minor: int,
    currency: str,
    kind: str,
    day: date,
    note: str,
) -> None:
    say(request_of(cast.carla), line)
    [cost] = session.exec(select(Cost))
    assert (cost.amount_minor, cost.currency, cost.kind, cost.day, cost.note) == (minor, currency, kind, day, note)


def test_the_answer_and_undo(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = costs.command(request_of(cast.carla), "12k marketing 2026-11")
    assert isinstance(answer, Whisper)
    assert answer.message.text == "Noted: €12,000 for marketing, 12 Nov 2026."
    undo = answer.message.blocks[0]["accessory"]
    back = costs.undo(request_of(cast.carla), Press(undo["action_id"], undo["value"]))
    assert isinstance(back, Replace)
    assert back.message.text == "Undone: €12,000 for marketing of 12 Nov 2026 no longer counts."
    with pytest.raises(Refusal, match="nothing_to_undo"):
        costs.command(request_of(cast.carla), "undo")


def test_the_costs_of_this_month(cast: Cast, request_of: AsRequest) -> None:
    assert "No costs this month yet." in say(request_of(cast.carla), "")
    say(request_of(cast.carla), "40 USD delivery 2 nov")
    assert "*\ndelivery (one waits for a rate)\n" in say(request_of(cast.carla), "")  # never €0
    say(request_of(cast.carla), "12k marketing 3 nov fair")
    say(request_of(cast.carla), "500 sales 4 nov")
    say(request_of(cast.carla), "70 USD sales 4 nov")
    told = say(request_of(cast.carla), "")
    assert "sales *€500* (one waits for a rate) · marketing *€12,000* · delivery (one" in told
    assert "3 Nov · *€12,000* marketing · fair · Carla Mulder" in told
    assert "*US$70* sales · Carla Mulder · waits for a rate" in told


@pytest.mark.parametrize("line", ["marketing", "zork", "-5 marketing"])
def test_what_cannot_be_read_stores_nothing(session: Session, cast: Cast, request_of: AsRequest, line: str) -> None:
    answer = costs.command(request_of(cast.carla), line)
    assert isinstance(answer, Whisper)
    assert "/koers cost 12k marketing last month" in str(answer.message.blocks)
    assert session.exec(select(Cost)).all() == []


@pytest.mark.parametrize("line", ["12k", "12k zork"])
def test_what_it_was_for_has_to_be_said(session: Session, cast: Cast, request_of: AsRequest, line: str) -> None:
    with pytest.raises(Refusal, match="which_kind"):
        costs.command(request_of(cast.carla), line)
    assert session.exec(select(Cost)).all() == []


def test_a_form(session: Session, cast: Cast, request_of: AsRequest) -> None:
    assert isinstance(costs.command(request_of(cast.carla), "add"), OpenModal)
    wrong = costs.save(request_of(cast.carla), Form({"amount": "a lot", "kind": "sales", "day": "2026-11-03"}))
    assert isinstance(wrong, FormErrors)
    costs.save(request_of(cast.carla), Form({"amount": "1.250", "kind": "sales", "day": "2026-11-03", "note": None}))
    [cost] = session.exec(select(Cost))
    assert (cost.amount_minor, cost.day) == (125_000, date(2026, 11, 3))


def test_a_rep_neither_sees_nor_enters_costs(cast: Cast, request_of: AsRequest) -> None:
    for line in ("", "12k marketing"):
        with pytest.raises(Refusal, match="managers_only"):
            costs.command(request_of(cast.anna), line)
