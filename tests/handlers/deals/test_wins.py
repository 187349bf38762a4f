"""A won deal is told in the team's channel where the team wants that: once, rewritten with the deal, gone at undo."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers import team as team_handler
from handlers.deals import command, forms
from handlers.door.answers import LookAtChannel, Replace, RewriteMessage, Whisper, WithdrawMessage
from handlers.door.request import Form, Press, Request
from handlers.settings import channels
from messages.settings.channels import ChannelState
from models.deals.records import Deal
from models.delivery.records import Delivery, DeliveryState
from models.refusal import Refusal
from models.team.records import Team
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


@pytest.fixture(autouse=True)
def channel(session: Session, cast: Cast) -> None:
    cast.team.channel_id, cast.team.language, cast.team.wins = "C0NORTH", "nl", "with"
    session.flush()


def told(session: Session) -> list[Delivery]:
    return list(session.exec(select(Delivery).where(Delivery.cadence == "reply:win").order_by(Delivery.slot)))


def texts(session: Session) -> list[str]:
    return [str((one.message or {})["text"]) for one in told(session)]


def in_slack(session: Session) -> None:
    for one in told(session):
        one.state, one.channel_id, one.ts = DeliveryState.SENT, "C0NORTH", "1.1"


def win(request: Request, line: str = "Acme 18k") -> Whisper:
    command.command(request, f"add {line}")
    answer = command.command(request, f"won {line}")
    assert isinstance(answer, Whisper)
    return answer


def button(answer: object, action: str) -> Press:
    assert isinstance(answer, Whisper | Replace)
    found = [block.get("accessory") for block in answer.message.blocks]
    found += [e for b in answer.message.blocks if b["type"] == "actions" for e in b["elements"]]
    return Press(action, next(e["value"] for e in found if e and e["action_id"] == action))


def test_who_which_customer_and_how_much_in_the_channels_language_and_the_rep_reads_where(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    answer = win(request_of(cast.anna))
    assert texts(session) == ["🎉 *Anna de Vries* won een deal met *Acme*: €\u00a018.000."]
    assert told(session)[0].recipient == "channel:C0NORTH"
    assert "Posted in <#C0NORTH>; undo it here, and it is gone there too." in str(answer.message.blocks)


def test_without_the_amount_when_the_team_wants_none(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    cast.team.wins = "without"
    win(request_of(cast.anna))
    assert texts(session) == ["🎉 *Anna de Vries* won een deal met *Acme*."]


@pytest.mark.parametrize("why", ["off", "no channel", "no team", "long ago"])
def test_nothing_is_told_where_nobody_wants_it_or_it_is_no_news(
    request_of: AtTheDoor, cast: Cast, session: Session, why: str
) -> None:
    if why == "off":
        cast.team.wins = "off"
    elif why == "no channel":
        cast.team.channel_id = None
    elif why == "no team":
        cast.anna.team_id = None
    request = request_of(cast.anna)
    command.command(request, "add Acme 18k opened=2026-09-01")
    command.command(request, "won Acme 18k" + (" 1 oct" if why == "long ago" else ""))
    assert told(session) == []


def test_a_team_does_not_tell_by_itself() -> None:
    assert Team(workspace_id="T1", name="New").wins == "off"


def test_undone_it_is_gone_and_put_back_it_is_told_again(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    answer = win(request_of(cast.anna))
    in_slack(session)
    undone = command.undo_change(request_of(cast.anna), button(answer, "deals.undo"))
    assert isinstance(undone, list)
    assert undone[1:] == [WithdrawMessage("C0NORTH", "1.1")]
    command.put_back(request_of(cast.anna), button(undone[0], "deals.put_back"))
    assert [one.state for one in told(session)] == [DeliveryState.SENT, DeliveryState.PENDING]
    command.command(request_of(cast.anna), "undo")
    assert told(session)[1].state == DeliveryState.EXPIRED, "nobody has read it yet"


def test_what_it_was_worth_is_rewritten_where_it_stands_and_nothing_else_is(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    win(request_of(cast.anna), "Acme")
    assert texts(session) == ["🎉 *Anna de Vries* won een deal met *Acme*."]
    in_slack(session)
    answer = command.command(request_of(cast.anna), "edit Acme 20k")
    assert isinstance(answer, list)
    [rewritten] = [one for one in answer if isinstance(one, RewriteMessage)]
    assert (rewritten.channel_id, rewritten.ts) == ("C0NORTH", "1.1")
    assert rewritten.message.text.endswith("*Acme*: €\u00a020.000.")
    same = command.command(request_of(cast.anna), "edit Acme product=Scanner")
    assert isinstance(same, Whisper)
    assert len(told(session)) == 1


def test_what_is_being_sent_stays_as_it_is_and_is_rewritten_at_the_next_change(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    win(request_of(cast.anna), "Acme 18k")
    told(session)[0].state = DeliveryState.SENDING
    assert isinstance(command.command(request_of(cast.anna), "edit Acme 20k"), Whisper)
    assert texts(session)[0].endswith("€\u00a018.000."), "the row says what was sent: by that it is looked for"
    in_slack(session)
    answer = command.command(request_of(cast.anna), "edit Acme product=Scanner")
    assert isinstance(answer, list)
    assert [one.message.text[-8:] for one in answer if isinstance(one, RewriteMessage)] == ["€\u00a020.000."[-8:]]


def test_one_deal_is_told_once_whichever_door_it_is_won_by(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    request = request_of(cast.anna)
    command.command(request, "add Acme 18k")
    deal = session.exec(select(Deal)).one()
    forms.decided(request, Form({"date": "2026-11-12", "value": "18000", "reason": ""}, f"won:{deal.id}", "V1"))
    assert len(told(session)) == 1
    assert deal.closed_on == date(2026, 11, 12)


def test_an_admin_chooses_in_a_line_and_can_undo_it(request_of: AtTheDoor, cast: Cast) -> None:
    dirk = request_of(cast.dirk)
    answer = team_handler.command(dirk, "channel North wins=no amounts")
    assert isinstance(answer, LookAtChannel)
    assert (cast.team.wins, cast.team.channel_id) == ("without", "C0NORTH")
    message = answer.tell(ChannelState.INSIDE)
    assert "without the amount" in str(message.blocks)
    undo = message.blocks[0]["accessory"]
    channels.undo(dirk, Press(undo["action_id"], undo["value"]))
    assert cast.team.wins == "with"
    for line, wins in (("wins=uit", "off"), ("wins=aan", "with"), ("wins=zonder bedrag", "without")):
        team_handler.command(dirk, f"channel North {line}")
        assert cast.team.wins == wins
    with pytest.raises(Refusal, match="which_wins"):
        team_handler.command(dirk, "channel North wins=loud")
    with pytest.raises(Refusal, match="admins_only"):
        team_handler.command(request_of(cast.anna), "channel North wins=on")
