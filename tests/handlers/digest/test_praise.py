"""Praise in the channel of a team: in the manager's own words, once, and it can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from handlers import praise as compliments
from handlers.digest import praise
from handlers.digest.command import command
from handlers.door.answers import OpenModal, Replace, Tell, Whisper, WithdrawMessage
from handlers.door.request import Form, Press, Request
from messages.digest import praise as messages
from messages.praise import UNDO
from models.activity.records import Activity
from models.delivery.records import Delivery, DeliveryState
from models.refusal import Refusal
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]


@pytest.fixture(autouse=True)
def channel(session: Session, cast: Cast) -> None:
    cast.team.channel_id, cast.team.language = "C0NORTH", "nl"
    session.add(cast.team)
    session.commit()


def filled(person_id: str, text: str, view_id: str = "V1") -> Form:
    return Form({messages.WHO: person_id, messages.WORDS: text}, view_id=view_id)


def sent(session: Session) -> list[Delivery]:
    return list(session.exec(select(Delivery)))


def test_the_form_begins_with_who_deserves_it_and_names_the_channel(request_of: AtTheDoor, cast: Cast) -> None:
    answer = praise.open_form(request_of(cast.carla), Press(messages.OPEN, cast.bram.id))
    assert isinstance(answer, OpenModal)
    assert "<#C0NORTH>" in str(answer.view.json)
    menu = next(b["element"] for b in answer.view.json["blocks"] if b.get("block_id") == messages.WHO)
    assert menu["initial_option"]["value"] == cast.bram.id
    assert {option["value"] for option in menu["options"]} == {cast.anna.id, cast.bram.id}


def test_it_reaches_the_channel_in_the_managers_words_and_the_channels_language(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    answer = praise.send(request_of(cast.carla), filled(cast.anna.id, "Three new customers <!channel>"))
    assert isinstance(answer, Tell)
    assert "goes to <#C0NORTH>" in answer.message.text
    [delivery] = sent(session)
    assert delivery.recipient == "channel:C0NORTH"
    assert delivery.message is not None
    text = delivery.message["text"]
    assert text.startswith("👏 *Een compliment voor <@UANNA>*: Three new customers")
    assert "<!channel>" not in text
    assert delivery.message["author"] == "Carla Mulder", "it stands under the manager's own name"


def test_a_form_that_arrives_twice_praises_once(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    praise.send(request_of(cast.carla), filled(cast.anna.id, "Well done"))
    with pytest.raises(Refusal, match="said_already"):
        praise.send(request_of(cast.carla), filled(cast.anna.id, "Well done"))
    assert len(sent(session)) == 1


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.PENDING])
def test_undo_takes_it_out_of_the_channel_or_keeps_it_from_getting_there(
    request_of: AtTheDoor, cast: Cast, session: Session, state: DeliveryState
) -> None:
    praise.send(request_of(cast.carla), filled(cast.anna.id, "Well done"))
    [delivery] = sent(session)
    if state is DeliveryState.SENT:
        delivery.state, delivery.channel_id, delivery.ts, delivery.finished_at = state, "C0NORTH", "17.5", NOW
    answer = compliments.undo(request_of(cast.carla), Press(UNDO, delivery.id))
    assert isinstance(answer, list)
    assert isinstance(answer[-1], Replace)
    if state is DeliveryState.SENT:
        assert answer[0] == WithdrawMessage("C0NORTH", "17.5")
    else:
        assert delivery.state == DeliveryState.EXPIRED
    again = compliments.undo(request_of(cast.carla), Press(UNDO, delivery.id))
    assert isinstance(again, list)
    assert [type(one) for one in again] == [Replace], "pressed twice it is still undone"


def test_only_who_leads_somebody_praises_them_and_only_they_take_it_back(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    with pytest.raises(Refusal, match="not_below"):
        praise.send(request_of(cast.bram), filled(cast.anna.id, "Hi"))
    with pytest.raises(Refusal, match="nobody_to_praise"):
        praise.send(request_of(cast.carla), filled(cast.rival.id, "Hi"))
    praise.send(request_of(cast.carla), filled(cast.anna.id, "Well done"))
    with pytest.raises(Refusal, match="not_yours"):
        compliments.undo(request_of(cast.dirk), Press(UNDO, sent(session)[0].id))


def test_a_team_without_a_channel_and_a_form_without_words_are_told_so(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    with pytest.raises(Refusal, match="say_why"):
        praise.send(request_of(cast.carla), filled(cast.anna.id, " "))
    cast.team.channel_id = None
    session.flush()
    with pytest.raises(Refusal, match="no_channel"):
        praise.send(request_of(cast.carla), filled(cast.anna.id, "Well done"))
    with pytest.raises(Refusal, match="nobody_to_praise"):
        praise.open_form(request_of(cast.carla), Press(messages.OPEN))


def test_the_button_stands_in_the_digest_when_there_is_a_channel(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    session.add(
        Activity(
            workspace_id="T1",
            person_id=cast.anna.id,
            kind="meeting",
            happened_on=date(2026, 11, 3),
            created_at=NOW - timedelta(days=9),
        )
    )
    session.flush()
    with_channel = command(request_of(cast.carla), "now")
    cast.team.channel_id = None
    session.flush()
    without = command(request_of(cast.carla), "now")
    assert isinstance(with_channel, Whisper)
    assert isinstance(without, Whisper)
    assert messages.OPEN in str(with_channel.message.blocks)
    assert messages.OPEN not in str(without.message.blocks)
