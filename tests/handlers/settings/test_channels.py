"""`/team channel`: where a team's digest goes, whether the bot is in there, and in which language."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from handlers import team
from handlers.door.answers import LookAtChannel, OpenModal, Replace, Whisper
from handlers.door.channel_state import state_of
from handlers.door.request import Form, Press, Request
from handlers.settings import channels
from messages.settings.channels import ChannelState
from models.refusal import Refusal
from tests.conftest import Cast

AsRequest = Callable[..., Request]
SALES = "<#C0SALES|sales>"


def looked_at(answer: Any, state: ChannelState = ChannelState.INSIDE) -> Any:
    assert isinstance(answer, LookAtChannel)
    return answer.tell(state)


@pytest.mark.parametrize("line", [f"channel North {SALES}", f"channel {SALES} north", f'kanaal team "North" {SALES}'])
def test_a_team_gets_a_channel(cast: Cast, request_of: AsRequest, line: str) -> None:
    # Manager 1: the team's digest never came, since no door gave it a channel. (Currency, zone …: test_elsewhere.py.)
    told = looked_at(team.command(request_of(cast.dirk), line))
    assert cast.team.channel_id == "C0SALES"
    assert (
        told.text
        == "The weekly digest of North comes in <#C0SALES> on Monday at 09:00, in English; if that is a day off, on the next working day."
    )


def test_and_a_language(cast: Cast, request_of: AsRequest) -> None:
    told = looked_at(team.command(request_of(cast.dirk), f"channel North {SALES} language=nl"))
    assert (cast.team.channel_id, cast.team.language) == ("C0SALES", "nl")
    assert "in Dutch" in told.text


def test_the_language_alone_leaves_the_channel(cast: Cast, request_of: AsRequest) -> None:
    team.command(request_of(cast.dirk), f"channel North {SALES}")
    team.command(request_of(cast.dirk), "channel North taal=nederlands")
    assert (cast.team.channel_id, cast.team.language) == ("C0SALES", "nl")


def test_no_channel_any_more_and_undo(session: Session, cast: Cast, request_of: AsRequest) -> None:
    team.command(request_of(cast.dirk), f"channel North {SALES} language=nl")
    answer = team.command(request_of(cast.dirk), "channel North none")
    assert cast.team.channel_id is None
    assert isinstance(answer, Whisper)
    undo = answer.message.blocks[0]["accessory"]
    back = channels.undo(request_of(cast.dirk), Press(undo["action_id"], undo["value"]))
    assert isinstance(back, Replace)
    assert (cast.team.channel_id, cast.team.language) == ("C0SALES", "nl")


def test_outside_a_public_channel_it_offers_to_join_and_before_a_private_one_it_asks_to_be_invited(
    cast: Cast, request_of: AsRequest
) -> None:
    answer = team.command(request_of(cast.dirk), f"channel North {SALES}")
    outside, hidden = looked_at(answer, ChannelState.OUTSIDE), looked_at(answer, ChannelState.HIDDEN)
    [join] = outside.blocks[-1]["elements"]
    assert (join["text"]["text"], join["value"]) == ("Join the channel", cast.team.id)
    assert "`/invite @Koers`" in hidden.blocks[-1]["text"]["text"]
    joining = channels.join(request_of(cast.dirk), Press(join["action_id"], join["value"]))
    assert isinstance(joining, LookAtChannel)
    assert (joining.channel_id, joining.joins, joining.replaces) == ("C0SALES", True, True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("channel North #sales", "pick_channel"),
        ("channel North", "which_channel"),
        (f"channel West {SALES}", "no_such_team"),
        (f"channel North {SALES} language=fr", "wrong_language"),
    ],
)
def test_what_is_not_clear_is_refused(cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        team.command(request_of(cast.dirk), line)
    assert cast.team.channel_id is None


def test_only_an_admin(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="admins_only"):
        team.command(request_of(cast.carla), f"channel North {SALES}")


def test_alone_it_is_a_form(cast: Cast, request_of: AsRequest) -> None:
    assert isinstance(team.command(request_of(cast.dirk), "channel"), OpenModal)
    channels.save(request_of(cast.dirk), Form({"team": cast.team.id, "channel": "C9", "language": "nl"}))
    assert (cast.team.channel_id, cast.team.language) == ("C9", "nl")


class FakeSlack:
    """Answers `conversations.info` with a channel."""

    def __init__(self, channel: dict[str, Any]) -> None:
        self.channel = channel
        self.joined = False

    async def conversations_info(self, channel: str) -> dict[str, Any]:
        return {"channel": self.channel}

    async def conversations_join(self, channel: str) -> None:
        self.joined = True
        self.channel["is_member"] = True


@pytest.mark.parametrize(
    ("channel", "state"),
    [
        ({"is_member": True}, ChannelState.INSIDE),
        ({"is_member": False, "is_private": False}, ChannelState.OUTSIDE),
        ({"is_member": False, "is_private": True}, ChannelState.HIDDEN),
    ],
)
async def test_how_the_bot_stands_to_a_channel(channel: dict[str, Any], state: ChannelState) -> None:
    assert await state_of(FakeSlack(channel), "C1") is state  # type: ignore[arg-type]


async def test_it_joins_when_asked() -> None:
    slack = FakeSlack({"is_member": False})
    assert await state_of(slack, "C1", joins=True) is ChannelState.INSIDE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "state"), [("channel_not_found", ChannelState.HIDDEN), ("missing_scope", ChannelState.UNKNOWN)]
)
async def test_where_slack_does_not_say(error: str, state: ChannelState) -> None:
    class Refusing(FakeSlack):
        async def conversations_info(self, channel: str) -> dict[str, Any]:
            raise SlackApiError("no", {"error": error})  # type: ignore[arg-type]

    assert await state_of(Refusing({}), "C1") is state  # type: ignore[arg-type]
