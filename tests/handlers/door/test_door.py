"""The door: one request is one transaction, answered after the commit, once, whatever happens."""

import asyncio
import logging
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from prometheus_client import REGISTRY
from slack_sdk.errors import SlackApiError
from sqlmodel import Session, select

from handlers.door import door as door_module
from handlers.door.answers import Answers, FormErrors, Say, Whisper
from handlers.door.door import Door
from handlers.door.request import Command, Feature, Form, Press, Request, reads
from messages.blocks import Message
from models.database import Database
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.conftest import Cast

Json = dict[str, Any]
VISITS = "koers_visits_total"
BUSY = 5
"""Seconds that a busy machine may take on top."""


class Slack:
    """What Bolt hands along: remembers what was acknowledged and called."""

    def __init__(self) -> None:
        self.acks: list[Json] = []
        self.acked_after: list[float] = []
        self.posts: list[Json] = []
        self.refuses: set[str] = set()
        self.started = time.monotonic()

    async def ack(self, **body: Any) -> None:
        self.acks.append(body)
        self.acked_after.append(time.monotonic() - self.started)

    async def users_info(self, user: str, include_locale: bool) -> Json:
        profile = {"real_name": "Eva Smit", "email": "EVA@example.com"}
        return {"user": {"id": user, "tz": "Europe/Brussels", "locale": "nl-NL", "profile": profile}}

    async def chat_postMessage(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        kinds = {block["type"] for block in message.get("blocks", [])}
        if kinds & self.refuses:
            raise SlackApiError("refused", {"ok": False, "error": "invalid_blocks"})
        self.posts.append(message)
        return {"ok": True}


def team_named(request: Request, text: str) -> Answers:
    """A command of this test: stores a team, and answers."""
    request.session.add(Team(workspace_id=request.workspace.workspace_id, name=text))
    request.session.flush()
    match text:
        case "refused":
            raise Refusal("leave.not_there")
        case "broken":
            raise ZeroDivisionError("of a test")
        case "slow":
            time.sleep(0.5)
    return Whisper(Message(f"{request.person.name} made {text}"))


@reads
def look(request: Request, text: str) -> Answers:
    """A command of this test that says it only reads, and does not keep to it."""
    request.session.add(Team(workspace_id=request.workspace.workspace_id, name=text))
    return Whisper(Message("stored"))


def team_form(request: Request, form: Form) -> Answers:
    """A form of this test: stores, and then finds something wrong."""
    request.session.add(Team(workspace_id=request.workspace.workspace_id, name=form.text("name")))
    request.session.flush()
    return FormErrors({"name": "too short"}) if len(form.text("name")) < 3 else None


def chart(request: Request, press: Press) -> Answers:
    """A button of this test: answers with a native chart."""
    return Say(Message("figures", [{"type": "data_visualization"}], [{"type": "section"}]))


@pytest.fixture
def door(database: Database, cast: Cast) -> Iterator[Door]:
    makes = [Command(word, team_named, does="Makes a team", hint="its name") for word in ("make", "koers")]
    commands = (*makes, Command("look", look, does="Looks at teams", hint="nothing"))
    feature = Feature("teams", commands, presses={"chart": chart}, forms={"form": team_form})
    made = Door(database, [feature], lambda: datetime.now(UTC), secrets=Secrets(["a key for tests only"]))
    yield made
    made.transactions.queue.close()


def command(text: str, user: str = "UANNA", trigger: str = "1.1", word: str = "/make") -> Json:
    return {
        "command": word,
        "text": text,
        "team_id": "T1",
        "user_id": user,
        "user": {"id": user},
        "channel_id": "C1",
        "trigger_id": trigger,
        "response_url": "",
    }


def submission(name: str, hash_: str = "h1") -> Json:
    return {
        "team": {"id": "T1"},
        "user": {"id": "UANNA"},
        "trigger_id": "9",
        "view": {
            "id": "V1",
            "hash": hash_,
            "callback_id": "form",
            "type": "modal",
            "private_metadata": "",
            "blocks": [{"type": "input", "block_id": "name"}],
            "state": {"values": {"name": {"x": {"type": "plain_text_input", "value": name}}}},
        },
    }


def teams(session: Session) -> set[str]:
    session.rollback()  # to see what others have committed
    return {team.name for team in session.exec(select(Team))} - {"North"}


async def sent(door: Door, body: Json) -> Slack:
    slack = Slack()
    await door.command(slack.ack, body, slack)  # type: ignore[arg-type]
    return slack


async def test_the_acknowledgement_carries_the_answer_of_what_is_stored(door: Door, session: Session) -> None:
    slack = await sent(door, command("South"))
    assert [ack["text"] for ack in slack.acks] == ["Anna de Vries made South"]
    assert teams(session) == {"South"}


async def test_one_command_for_all_does_the_same(door: Door, session: Session) -> None:
    slack = await sent(door, command("make South", word="/koers"))
    assert slack.acks[0]["text"] == "Anna de Vries made South"


async def test_the_same_delivery_twice_takes_effect_once(door: Door, session: Session) -> None:
    await sent(door, command("South", trigger="7.7"))
    again = await sent(door, command("South", trigger="7.7"))
    assert again.acks == [{}]
    assert teams(session) == {"South"}


async def test_the_same_delivery_twice_at_the_same_moment_takes_effect_once(door: Door, session: Session) -> None:
    both = await asyncio.gather(*(sent(door, command("South", trigger="7.7")) for _ in range(8)))
    assert sorted(len(slack.acks[0]) for slack in both) == [0] * 7 + [len(max((s.acks[0] for s in both), key=len))]
    assert teams(session) == {"South"}


async def test_a_refusal_stores_nothing_and_speaks_the_persons_language(door: Door, session: Session) -> None:
    english, dutch = (await sent(door, command("refused")), await sent(door, command("refused", "UBRAM", "1.2")))
    assert "not there any more" in english.acks[0]["text"]
    assert "niet meer" in dutch.acks[0]["text"]
    assert teams(session) == set()


async def test_a_crash_stores_nothing_and_is_answered_with_a_reference_that_stands_in_the_log(
    door: Door, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        slack = await sent(door, command("broken", "UBRAM"))
    text = slack.acks[0]["text"]
    assert "Er ging bij ons iets mis" in text
    reference = text.split("`")[1]
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert teams(session) == set()


async def test_a_handler_that_only_reads_and_writes_all_the_same_says_not_that_it_is_stored(
    door: Door, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        slack = await sent(door, command("South", "UBRAM", word="/look"))
    assert "Er ging bij ons iets mis" in slack.acks[0]["text"]
    assert "WroteWhileReadingError: Team" in caplog.text
    assert teams(session) == set()


async def test_requests_are_counted_by_what_became_of_them(door: Door) -> None:
    def counts() -> list[float]:
        names = ("answered", "refused", "crashed", "form_errors")
        found = [REGISTRY.get_sample_value(VISITS, {"feature": "handlers", "outcome": name}) for name in names]
        return [*(count or 0 for count in found), REGISTRY.get_sample_value("koers_visit_seconds_count") or 0]

    before = counts()
    for number, text in enumerate(["South", "East", "refused", "broken"]):
        await sent(door, command(text, trigger=f"3.{number}"))
    await door.form(Slack().ack, submission("x"), Slack())  # type: ignore[arg-type]
    assert [now - then for now, then in zip(counts(), before, strict=True)] == [2, 1, 1, 1, 5]


async def test_a_slow_visit_is_acknowledged_in_time_and_answered_later(
    door: Door, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door_module, "ACK_WITHIN", 0.1)
    slack = await sent(door, command("slow"))
    assert slack.acks == [{}]
    assert slack.acked_after[0] < 0.1 + BUSY
    assert [post["text"] for post in slack.posts] == ["Anna de Vries made slow"]
    assert teams(session) == {"slow"}


async def test_whoever_has_left_is_told_so_and_stores_nothing(door: Door, session: Session, cast: Cast) -> None:
    cast.anna.ends_on = date(2020, 10, 31)
    session.commit()
    slack = await sent(door, command("South"))
    assert slack.acks[0]["text"].startswith("Your last day was 31 October 2020")
    assert teams(session) == set()


async def test_somebody_new_is_enrolled_with_what_slack_knows(door: Door, session: Session) -> None:
    slack = await sent(door, command("South", user="UEVA"))
    assert slack.acks[0]["text"] == "Eva Smit made South"
    eva = person_of(session, "T1", "UEVA")
    assert eva is not None
    assert (eva.zone, eva.language, eva.email) == ("Europe/Brussels", "nl", "eva@example.com")


async def test_a_form_with_errors_stores_nothing_and_may_come_again(door: Door, session: Session) -> None:
    wrong, right, again = Slack(), Slack(), Slack()
    await door.form(wrong.ack, submission("x"), wrong)  # type: ignore[arg-type]
    assert wrong.acks == [{"response_action": "errors", "errors": {"name": "too short"}}]
    assert teams(session) == set()
    await door.form(right.ack, submission("South"), right)  # type: ignore[arg-type]
    await door.form(again.ack, submission("South"), again)  # type: ignore[arg-type]
    assert right.acks == again.acks == [{}]
    assert teams(session) == {"South"}


async def test_a_workspace_that_refuses_charts_gets_plain_blocks_and_that_is_remembered(
    door: Door, session: Session, cast: Cast
) -> None:
    slack = Slack()
    slack.refuses = {"data_visualization"}
    body = {
        "team": {"id": "T1"},
        "user": {"id": "UANNA"},
        "trigger_id": "3.3",
        "container": {"message_ts": "1.0"},
        "channel": {"id": "C1"},
        "actions": [{"type": "button", "action_id": "chart:7", "value": "x"}],
    }
    await door.press(slack.ack, body, slack)  # type: ignore[arg-type]
    assert [post["blocks"] for post in slack.posts] == [[{"type": "section"}]]
    session.rollback()  # to see what others have committed
    session.expire_all()
    workspace = session.get(Workspace, "T1")
    assert workspace is not None
    assert workspace.takes_rich_blocks is False


async def test_nobody_reaches_another_company(door: Door, session: Session) -> None:
    """Anna's id in Zuiderzee's workspace is somebody else: she is not Anna there."""
    body = {**command("South"), "team_id": "T2"}
    await sent(door, body)
    stored = session.exec(select(Person).where(Person.slack_user_id == "UANNA", Person.workspace_id == "T2")).one()
    assert stored.name == "Eva Smit"
    assert session.exec(select(Team).where(Team.name == "South")).one().workspace_id == "T2"
