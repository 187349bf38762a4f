"""`/praise`: anybody to a colleague, to them alone or in the channel of their team, and taken back by who said it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from handlers import praise
from handlers.door.answers import OpenModal, Replace, Tell, Whisper, WithdrawMessage
from handlers.door.request import Form, Press, Request
from models.delivery.records import Delivery, DeliveryState
from models.refusal import Refusal
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


@pytest.fixture(autouse=True)
def channel(session: Session, cast: Cast) -> None:
    cast.team.channel_id, cast.team.language = "C0NORTH", "nl"
    session.flush()


def sent(session: Session) -> list[Delivery]:
    return list(session.exec(select(Delivery).order_by(Delivery.id)))


def button(answer: object, action: str) -> Press:
    assert isinstance(answer, Whisper | Replace | Tell)
    elements = [e for b in answer.message.blocks if b["type"] == "actions" for e in b["elements"]]
    return Press(action, next(e["value"] for e in elements if e["action_id"] == action))


@pytest.mark.parametrize(
    "line",
    [
        "@bram for the way you asked on",
        "<@UBRAM> the way you asked on",
        "Bram Bakker: the way you asked on",
        "bram voor the way you asked on",
    ],
)
def test_a_rep_says_it_to_a_colleague_alone_in_the_colleagues_language(
    request_of: AtTheDoor, cast: Cast, session: Session, line: str
) -> None:
    answer = praise.command(request_of(cast.anna), line)
    assert isinstance(answer, Whisper)
    assert answer.message.text == "Your compliment goes to Bram Bakker alone: “the way you asked on”"
    [delivery] = sent(session)
    assert delivery.recipient == cast.bram.id
    assert delivery.message is not None
    assert delivery.message["text"] == "👏 *Een compliment van Anna de Vries*: the way you asked on"


def test_a_button_puts_it_in_the_channel_too_and_undo_takes_both_away(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    answer = praise.command(request_of(cast.anna), "@bram the way you asked on")
    both = praise.too_in_channel(request_of(cast.anna), button(answer, "praise.too_in_channel"))
    assert [one.recipient for one in sent(session)] == [cast.bram.id, "channel:C0NORTH"]
    for number, one in enumerate(sent(session)):
        one.state, one.channel_id, one.ts = DeliveryState.SENT, f"D{number}", f"{number}.1"
    undone = praise.undo(request_of(cast.anna), button(both, "praise.undo"))
    assert isinstance(undone, list)
    assert undone[:2] == [WithdrawMessage("D0", "0.1"), WithdrawMessage("D1", "1.1")]


def test_straight_to_the_channel(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    answer = praise.command(request_of(cast.bram), "kanaal @anna drie eerste gesprekken in een week <!channel>")
    assert isinstance(answer, Whisper)
    assert "gaat naar <#C0NORTH>" in answer.message.text
    [delivery] = sent(session)
    assert delivery.recipient == "channel:C0NORTH"
    assert "<!channel>" not in str(delivery.message)


def test_undone_before_it_was_read_it_is_never_sent_and_may_be_said_again(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    line = "@bram the way you asked on"
    answer = praise.command(request_of(cast.anna), line)
    with pytest.raises(Refusal, match="said_already"):
        praise.command(request_of(cast.anna), line)
    praise.undo(request_of(cast.anna), button(answer, "praise.undo"))
    assert sent(session)[0].state == DeliveryState.EXPIRED
    praise.command(request_of(cast.anna), line)
    assert [one.state for one in sent(session)] == [DeliveryState.EXPIRED, DeliveryState.PENDING]


def test_somebody_else_cannot_undo_it_or_put_it_in_the_channel(request_of: AtTheDoor, cast: Cast) -> None:
    answer = praise.command(request_of(cast.anna), "@bram the way you asked on")
    for act in (praise.undo, praise.too_in_channel):
        with pytest.raises(Refusal, match="not_yours"):
            act(request_of(cast.carla), button(answer, "praise.undo"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("@anna well done", "not_oneself"),
        ("@bram", "say_why"),
        ("!!", "say_whom"),
        ("@nobody well done", "unknown_person"),
        ("@bram " + "x" * 601, "too_long"),
    ],
)
def test_what_cannot_be_said_is_refused_with_an_example(request_of: AtTheDoor, cast: Cast, line: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        praise.command(request_of(cast.anna), line)


def test_without_a_channel_it_goes_to_the_person_and_no_channel_is_offered(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    cast.team.channel_id = None
    answer = praise.command(request_of(cast.anna), "@bram well done")
    assert "too_in_channel" not in str(answer)
    with pytest.raises(Refusal, match="no_channel"):
        praise.command(request_of(cast.anna), "channel @bram well done")


def test_the_form_asks_whom_what_for_and_who_reads_it(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    assert isinstance(praise.command(request_of(cast.anna), ""), OpenModal)
    form = Form({"who": "UBRAM", "words": "Well done", "where": "channel"}, view_id="V1")
    answer = praise.send(request_of(cast.anna), form)
    assert isinstance(answer, Tell)
    assert sent(session)[0].recipient == "channel:C0NORTH"
    with pytest.raises(Refusal, match="not_in_koers"):
        praise.send(request_of(cast.anna), Form({"who": "UNEW", "words": "Hi", "where": "alone"}))
