"""What is done in a list, or in a form opened from it, is told below it, and the list shows it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from handlers.deals import forms as deal_forms
from handlers.deals import line as deal_line
from handlers.deals.finding import Line
from handlers.door.answers import FormErrors, OpenModal, Refresh, Replace, Whisper
from handlers.door.lists import and_its_list
from handlers.door.origin import from_message, list_of, origin_of, own_metadata
from handlers.door.request import Form, Press, Request, reads
from handlers.territories import coverage, feature, forms, visits
from messages.blocks import Message
from models.accounts.records import Account
from models.deals.actions import add_deal
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from tests.conftest import Cast
from tests.handlers.territories.conftest import words_of

AtTheDoor = Callable[..., Request]
URL = "https://hooks.slack.com/actions/T1/1"
LISTS = {coverage.LIST: coverage.show_again, deal_line.LIST: deal_line.list_again}


def rows_of(message: Message) -> list[str]:
    return [block["block_id"] for block in message.blocks if str(block.get("block_id")).startswith("listed~")]


def pressed_in(block_id: str) -> dict[str, Any]:
    return {"actions": [{"block_id": block_id}], "container": {"type": "message"}, "response_url": URL}


def form_of(view: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    return {"view": from_message(view, body)}


def test_a_visit_planned_from_the_due_list_stands_in_it(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    anna = request_of(cast.anna)
    shown = coverage.of_person(anna, cast.anna)
    ref = f"{cast.anna.id}|0"
    if not rows_of(shown):  # nobody's list is empty of buttons in a company without cadences
        shown = Message("", [{"type": "actions", "elements": []}]).in_list(coverage.LIST, ref)
    body = pressed_in(rows_of(shown)[-1])
    assert list_of(body) == (coverage.LIST, ref)
    opened = and_its_list(visits.open_plan, LISTS, body)(anna, Press("", acme.id))
    assert [type(answer) for answer in opened] == [OpenModal], "the list waits until the form is sent"  # type: ignore[union-attr]
    sent = form_of({"private_metadata": "own"}, body)
    assert (own_metadata(sent["view"]), origin_of(sent), list_of(sent)) == ("own", URL, (coverage.LIST, ref))
    told, again = and_its_list(forms.plan, LISTS, sent)(anna, Form({"account": acme.id, "day": "2026-11-17"}))  # type: ignore[misc]
    assert isinstance(told, Whisper)
    assert isinstance(again, Refresh)
    assert not again.or_anew
    assert "*Planned*: Tue 17 Nov Acme" in words_of(again)
    assert feature.lists == {coverage.LIST: coverage.show_again}


def test_a_deal_lost_from_the_list_is_out_of_it(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    anna = request_of(cast.anna)
    deal, _ = add_deal(anna.acting, acme, DealTerms(value=Money.of(5_000, "EUR"), title="Pumps"))
    session.flush()
    shown = deal_line.carry_out(anna, Line("list", anna.today))
    assert isinstance(shown, Whisper)
    [row] = rows_of(shown.message)
    sent = form_of({"private_metadata": f"lost:{deal.id}"}, pressed_in(row))
    lost = Form({"value": "", "date": "2026-11-12", "reason": "price", "contract": ""}, own_metadata(sent["view"]))
    told, again = and_its_list(deal_forms.decided, LISTS, sent)(anna, lost)  # type: ignore[misc]
    assert "Pumps" in words_of(told)
    assert "Pumps" not in words_of(again)
    wrong = Form({"value": "much", "date": "", "reason": "", "contract": ""}, lost.metadata)
    [errors] = and_its_list(deal_forms.decided, LISTS, sent)(anna, wrong)  # type: ignore[misc]
    assert isinstance(errors, FormErrors), "the form stays open, and the list as it is"


def test_the_list_of_an_account_that_is_gone_becomes_no_list_of_everybodys_deals(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    carla = request_of(cast.carla)
    other = Account(workspace_id="T1", name="Globex", key="globex", created_at=carla.now)
    session.add(other)
    session.flush()
    add_deal(request_of(cast.anna).acting, other, DealTerms(value=Money.of(5_000, "EUR"), title="Pumps"))
    session.flush()
    ref = f"{cast.carla.id}|{acme.id}|all"
    assert "Pumps" not in str(deal_line.list_again(carla, ref).blocks)
    acme.removed_at = carla.now
    session.flush()
    with pytest.raises(Refusal, match=r"accounts\.gone"):
        deal_line.list_again(carla, ref)


def test_what_would_take_its_place_stands_below_it_and_looking_changes_nothing(
    request_of: AtTheDoor, cast: Cast
) -> None:
    anna, body = request_of(cast.anna), pressed_in("listed~some.list~7~2")
    lists = {"some.list": lambda _request, ref: Message(f"list {ref}")}
    told, again = and_its_list(lambda *_: Replace(Message("held")), lists, body)(anna, Press("", ""))  # type: ignore[misc]
    assert (told, again) == (Whisper(Message("held")), Refresh(Message("list 7"), or_anew=False))
    page = reads(lambda *_: Replace(Message("next page")))
    assert and_its_list(page, lists, body) is page
    assert and_its_list(visits.held, lists, pressed_in("another")) is visits.held


def test_of_several_messages_in_one_the_others_stay() -> None:
    joined = {"blocks": [{"type": "divider", "block_id": "together.1"}], "ts": "1"}
    view = from_message({"private_metadata": "own"}, {"message": joined, "response_url": URL, "actions": [{}]})
    assert view == {"private_metadata": "own"}


def test_the_marks_of_a_list_fit_into_a_name_of_slack() -> None:
    rows = Message("", [{"type": "actions", "elements": []}] * 50).in_list(
        deal_line.LIST, f"{'a' * 32}|{'b' * 32}|theirs"
    )
    assert max(len(name) for name in rows_of(rows)) <= 255
