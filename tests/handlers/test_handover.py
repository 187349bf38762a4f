"""The manager answers “who takes it over?” by a menu, a form, or Undo."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers import handover
from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.team import undo_leaving
from jobs.cadence import Occasion
from jobs.prompts.handover import tell
from messages import handover as messages
from models.deals.records import Deal
from models.delivery.records import Delivery, DeliveryState
from models.refusal import Refusal
from models.team.actions import end_person
from models.team.leaving import LEFT
from tests.conftest import NOW, Cast, acting

AtTheDoor = Callable[..., Request]


@pytest.fixture
def delivery(session: Session, cast: Cast) -> Delivery:
    """Anna left with an open deal of €10,000; Carla was told."""
    session.add(
        Deal(
            workspace_id="T1",
            number=1,
            owner_id=cast.anna.id,
            currency="EUR",
            value_minor=1_000_000,
            reporting_minor=1_000_000,
            stage="proposal",
            opened_on=date(2026, 10, 1),
            created_at=NOW,
        )
    )
    end_person(acting(session, cast.dirk), cast.anna, NOW.date())
    return session.exec(select(Delivery)).one()


def test_the_message_says_what_is_open_and_who_could_take_it(session: Session, cast: Cast, delivery: Delivery) -> None:
    message = tell(Occasion(session, cast.workspace, delivery, NOW, cast.carla))
    assert message is not None
    assert "*Anna de Vries leaves*" in message.text
    assert "one open deal (€10,000)" in message.text
    menu = next(block for block in message.blocks if block["type"] == "actions")["elements"][0]
    assert [option["text"]["text"] for option in menu["options"]] == ["Bram Bakker", "Carla Mulder"]


def test_a_menu_gives_everything_and_undo_takes_it_back(
    request_of: AtTheDoor, session: Session, cast: Cast, delivery: Delivery
) -> None:
    given = handover.give_all(request_of(cast.carla), Press(messages.ALL, f"{delivery.id}|{cast.bram.id}"))
    assert isinstance(given, Replace)
    assert "*Bram Bakker*: one open deal" in given.message.text
    deal = session.exec(select(Deal)).one()
    assert deal.owner_id == cast.bram.id
    undone = handover.undo(request_of(cast.carla), Press(messages.UNDO, delivery.id))
    assert isinstance(undone, Replace)
    assert "one open deal back with Anna de Vries" in undone.message.text
    assert deal.owner_id == cast.anna.id


def test_the_form_asks_for_what_there_is_and_gives_what_was_filled_in(
    request_of: AtTheDoor, session: Session, cast: Cast, delivery: Delivery
) -> None:
    opened = handover.open_form(request_of(cast.carla), Press(messages.DIVIDE, delivery.id))
    assert isinstance(opened, OpenModal)
    fields = [block["block_id"] for block in opened.view.json["blocks"] if block["type"] == "input"]
    assert fields == ["deals"]
    answer = handover.give(request_of(cast.carla), Form({"deals": cast.carla.id}, metadata=delivery.id))
    assert isinstance(answer, Whisper)
    assert session.exec(select(Deal)).one().owner_id == cast.carla.id
    empty = handover.give(request_of(cast.carla), Form({}, metadata=delivery.id))
    assert isinstance(empty, Whisper)
    assert empty.message.text == "Nothing of Anna de Vries changed hands."


def test_whoever_takes_over_is_told(request_of: AtTheDoor, session: Session, cast: Cast, delivery: Delivery) -> None:
    request = request_of(cast.carla)
    handover.give_all(request, Press(messages.ALL, f"{delivery.id}|{cast.bram.id}"))
    [told] = session.exec(select(Delivery).where(Delivery.cadence == "handover.taken")).all()
    assert told.recipient == cast.bram.id
    assert "Carla Mulder heeft je gegeven wat Anna de Vries achterlaat: één open deal." in str(told.message)
    later = request_of(cast.carla, now=NOW.replace(minute=5))
    handover.undo(later, Press(messages.UNDO, delivery.id))
    texts = [str(one.message) for one in session.exec(select(Delivery).where(Delivery.cadence == "handover.taken"))]
    assert any("niet meer bij jou" in text for text in texts)


def test_who_decides_is_not_told_by_themself(
    request_of: AtTheDoor, session: Session, cast: Cast, delivery: Delivery
) -> None:
    handover.give_all(request_of(cast.carla), Press(messages.ALL, f"{delivery.id}|{cast.carla.id}"))
    assert not session.exec(select(Delivery).where(Delivery.cadence == "handover.taken")).all()


def test_who_was_told_hears_that_a_last_day_was_taken_back(
    request_of: AtTheDoor, session: Session, cast: Cast, delivery: Delivery
) -> None:
    """Dirk named the day, Carla was told: she hears that Anna stays and hands nothing over; named again, she is asked again."""
    delivery.state = DeliveryState.SENT
    undo_leaving(request_of(cast.dirk), Press("", f"{cast.anna.id}|"))
    after = session.exec(select(Delivery).where(Delivery.cadence == handover.TAKEN)).one()
    assert (after.recipient, after.message and after.message["text"]) == (
        cast.carla.id,
        "*Anna de Vries* stays: the last day is undone, and there is nothing to hand over.",
    )
    with pytest.raises(Refusal, match="stays_here"):
        handover.give_all(request_of(cast.carla), Press(messages.ALL, f"{delivery.id}|{cast.bram.id}"))
    with pytest.raises(Refusal, match="stays_here"):
        handover.open_form(request_of(cast.carla), Press(messages.DIVIDE, delivery.id))
    end_person(acting(session, cast.dirk), cast.anna, NOW.date())
    again = session.exec(
        select(Delivery).where(Delivery.cadence == LEFT, Delivery.state == DeliveryState.PENDING)
    ).one()
    assert again.recipient == cast.carla.id
    undo_leaving(request_of(cast.dirk), Press("", f"{cast.anna.id}|"))
    assert again.state == DeliveryState.EXPIRED
    assert len(session.exec(select(Delivery).where(Delivery.cadence == handover.TAKEN)).all()) == 1
