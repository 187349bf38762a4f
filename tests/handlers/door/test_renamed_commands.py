"""Two bots in one process may call their commands differently; each says what can be typed to it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.door.answers import (
    Answer,
    Answers,
    FormErrors,
    OpenModal,
    Options,
    Replace,
    Say,
    SendFile,
    Settle,
    ShowHome,
    Tell,
    UpdateModal,
    Whisper,
    renamed,
)
from handlers.door.door import Door
from handlers.door.request import Command, Feature, Request
from messages.blocks import Message, View
from messages.command_names import USUAL_NAMES, CommandNames
from models.database import Database
from models.refusal import Refusal
from models.workspace.secrets import Secrets
from tests.conftest import Cast
from tests.handlers.door.test_door import Slack, command

TEXT = "Try `/log meeting Acme`."
RENAMED = "Try `/koers-log meeting Acme`."
NAMES = CommandNames("/koers-", ["log"])
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": TEXT}}]


def log(request: Request, text: str) -> Answers:
    """A command of this test: says how it is called, or refuses."""
    if text == "refused":
        raise Refusal("leave.not_there")
    return Whisper(Message(TEXT, BLOCKS, BLOCKS if text == "table" else None))


def door(database: Database, names: CommandNames) -> Door:
    features = [Feature("activity", (Command("log", log, does="Logs", hint="meeting Acme"),))]
    secrets = Secrets(["a key for tests only"])
    return Door(database, features, lambda: datetime.now(UTC), secrets=secrets, names=names)


async def test_each_bot_is_called_by_its_own_names(database: Database, cast: Cast) -> None:
    slack = Slack()
    ours, theirs = door(database, USUAL_NAMES), door(database, NAMES)
    await asyncio.gather(
        ours.command(slack.ack, command("", trigger="1", word="/log"), slack),  # type: ignore[arg-type]
        theirs.command(slack.ack, command("", trigger="2", word="/koers-log"), slack),  # type: ignore[arg-type]
    )
    assert {ack["text"] for ack in slack.acks} == {TEXT, RENAMED}
    assert {ack["blocks"][0]["text"]["text"] for ack in slack.acks} == {TEXT, RENAMED}
    for one in (ours, theirs):
        one.transactions.queue.close()


MESSAGE, VIEW = Message(TEXT, BLOCKS, BLOCKS), View({"type": "modal", "blocks": BLOCKS})


@pytest.mark.parametrize(
    "answer",
    [
        Whisper(MESSAGE),
        Say(MESSAGE),
        Tell(MESSAGE),
        Replace(MESSAGE),
        Settle(("mark",), MESSAGE),
        OpenModal(VIEW),
        UpdateModal(VIEW),
        ShowHome(VIEW),
        FormErrors({"name": TEXT}),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_every_kind_of_answer_has_the_names_of_its_bot(answer: Answer) -> None:
    said = str(renamed(answer, NAMES))
    assert TEXT not in said
    assert said == str(answer).replace("`/log", "`/koers-log")


def test_files_and_menus_are_left_as_they_are() -> None:
    as_they_are: list[Any] = [SendFile("a.csv", "A", b"`/log"), Options([{"value": "`/log"}])]
    assert [renamed(answer, NAMES) for answer in as_they_are] == as_they_are
