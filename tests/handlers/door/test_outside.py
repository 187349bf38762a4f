"""Something outside is asked while somebody waits: whatever happens, what came of it takes the place of “I am reading”."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import Session

from handlers.door import visits
from handlers.door.answers import AskOutside, Whisper
from handlers.door.door import Door
from handlers.door.pace import A_MINUTE, Pace
from handlers.door.request import Command, Feature, Form, Press, Request
from messages.blocks import ANSWER, Message, View
from models.database import Database
from tests.conftest import NOW, SECRETS, Cast

pytestmark = pytest.mark.once
MODAL = View({"type": "modal", "callback_id": ANSWER, "title": {"type": "plain_text", "text": "Reading"}, "blocks": []})


class Slack:
    """What is said to the person, and what their modal shows, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shown: list[str] = []

    async def chat_postMessage(self, **message: Any) -> None:  # noqa: N802 - Slack's name
        self.said.append(message["text"])

    async def chat_postEphemeral(self, **message: Any) -> None:  # noqa: N802 - Slack's name
        self.said.append(message["text"])

    async def views_update(self, view_id: str, view: Any) -> None:
        self.shown.append(str(view))


def in_modal(request: Request, _: Press | Form) -> AskOutside:
    return AskOutside("crm", "a1", MODAL, told)


def below(request: Request, _: str) -> AskOutside:
    return AskOutside("crm", "a1", Message("I am reading"), told)


def told(request: Request, about: str) -> Whisper:
    if about == "wrong":
        raise LookupError(about)
    return Whisper(Message(f"{request.person.name}: {about}"))


@pytest.fixture
def door(database: Database, session: Session, cast: Cast) -> Door:
    feature = Feature(
        "sync",
        commands=(Command("sync", below, does="", hint=""),),
        presses={"look": in_modal},
        forms={"key": in_modal},
        direct_message=below,
    )
    return Door(database, [feature], lambda: NOW, SECRETS)


async def breaks(workspace_id: str, about: str) -> str:
    raise ValueError("secret of the other side")


async def answers(workspace_id: str, about: str) -> str:
    return f"{workspace_id} {about}"


async def goes_wrong_later(workspace_id: str, about: str) -> str:
    return "wrong"


def by(user: str, **more: Any) -> dict[str, Any]:
    return {"team_id": "T1", "team": {"id": "T1"}, "user": {"id": user}, "trigger_id": "1.2", **more}


async def pressed(door: Door, user: str = "UANNA") -> Slack:
    slack: Any = Slack()

    async def ack(**_: Any) -> None: ...

    view = {"id": "V1", "type": "modal", "callback_id": ANSWER, "hash": "h", "blocks": [], "state": {"values": {}}}
    action = {"action_id": "look", "block_id": "b", "value": "1", "type": "button"}
    await door.press(ack, by(user, actions=[action], view=view), slack)
    return slack  # type: ignore[no-any-return]


async def submitted(door: Door) -> tuple[Slack, dict[str, Any]]:
    slack: Any = Slack()
    acknowledged: dict[str, Any] = {}

    async def ack(**said: Any) -> None:
        acknowledged.update(said)

    view = {"id": "V1", "type": "modal", "callback_id": "key", "hash": "h", "blocks": [], "state": {"values": {}}}
    await door.form(ack, by("UANNA", view=view), slack)
    return slack, acknowledged


async def mentioned(door: Door, user: str = "UANNA") -> Slack:
    slack: Any = Slack()
    event = {"type": "app_mention", "user": user, "channel": "C1", "text": "<@UKOERS> sync", "ts": "1.1"}
    await door.mention(by(user, event_id="E1", event=event, authorizations=[{"user_id": "UKOERS"}]), slack)
    return slack  # type: ignore[no-any-return]


async def test_a_modal_shows_that_it_is_read_and_then_what_came_of_it(door: Door) -> None:
    door.outside["crm"] = answers
    slack = await pressed(door)
    assert [("Reading" in one, "Anna de Vries: T1 a1" in one) for one in slack.shown] == [(True, False), (False, True)]
    slack, acknowledged = await submitted(door)
    assert acknowledged["view"]["title"]["text"] == "Reading"  # in the acknowledgement, so not once more
    assert ["Anna de Vries: T1 a1" in one for one in slack.shown] == [True]


async def test_who_closed_the_modal_meanwhile_is_left_alone(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.outside["crm"] = answers
    slack: Any = Slack()

    async def is_closed(**_: Any) -> None:
        raise SlackApiError("no", {"ok": False, "error": "not_found"})

    async def ack(**_: Any) -> None: ...

    slack.views_update = is_closed
    view = {"id": "V1", "type": "modal", "callback_id": "key", "hash": "h", "blocks": [], "state": {"values": {}}}
    await door.form(ack, by("UANNA", view=view), slack)
    assert (slack.said, caplog.text) == ([], "")


@pytest.mark.parametrize("outside", [breaks, goes_wrong_later])
async def test_an_error_takes_the_place_of_what_is_being_read(
    door: Door, outside: Any, caplog: pytest.LogCaptureFixture
) -> None:
    door.outside["crm"] = outside
    for slack in (await pressed(door), (await submitted(door))[0]):
        reference = slack.shown[-1].partition("this reference: `")[2][:8]
        assert len(reference) == 8
        assert reference in caplog.text
        assert slack.said == []


async def test_what_follows_is_the_same_visit(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    """One reference in what the person reads, and in each line of the log, of the question and of what came of it."""
    references: list[str] = []

    async def outside(workspace_id: str, about: str) -> str:
        references.append(visits.REFERENCE.get())
        return "wrong"

    door.outside["crm"] = outside
    slack = await pressed(door)
    assert slack.shown[-1].partition("this reference: `")[2][:8] == references[0] != ""
    assert f"request failed, reference {references[0]}" in caplog.text


async def test_what_follows_is_no_request_of_theirs(door: Door) -> None:
    door.outside["crm"] = answers
    door.transactions.pace = Pace(lambda: 0.0)
    for _ in range(A_MINUTE - 1):
        assert door.transactions.pace.allows("T1", "UANNA")
    assert "Anna de Vries: T1 a1" in (await pressed(door)).shown[-1], "the press is the sixtieth, and this follows it"


async def test_below_a_command_it_is_said_in_the_persons_language(door: Door) -> None:
    door.outside["crm"] = breaks
    slack = await mentioned(door, "UBRAM")
    assert slack.said[0] == "I am reading"
    assert slack.said[1].startswith("Er ging bij ons iets mis")


async def test_who_names_the_bot_in_a_channel_is_answered_too(door: Door) -> None:
    door.outside["crm"] = answers
    assert (await mentioned(door)).said == ["I am reading", "Anna de Vries: T1 a1"]


async def test_nobody_is_plugged_in_and_a_message_in_the_dm_is_answered(door: Door) -> None:
    slack: Any = Slack()
    event = {"type": "message", "channel_type": "im", "user": "UBRAM", "channel": "D1", "text": "what", "ts": "1.1"}
    await door.message(by("UBRAM", event_id="E2", event=event), slack)
    assert slack.said == ["I am reading", "Bram Bakker: a1"]
    door.outside["crm"] = breaks
    await door.message(by("UBRAM", event_id="E3", event=event), slack)
    assert slack.said[-1].startswith("Er ging bij ons iets mis")
