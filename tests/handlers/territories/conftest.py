"""What is said to and by `/territory`."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from handlers.door.answers import Refresh, Replace, Whisper
from handlers.door.request import Request
from handlers.territories import command
from models.accounts.records import Account
from tests.conftest import LONG_AGO, Cast

Say = Callable[..., str]


def words_of(answer: object) -> str:
    """Everything that an answer says, block by block; buttons in brackets."""
    first = answer[0] if isinstance(answer, list) else answer
    assert isinstance(first, Whisper | Replace | Refresh)
    told: list[str] = []
    for block in first.message.blocks:
        if block["type"] == "section":
            told.append(block["text"]["text"])
        elif block["type"] == "actions":
            told.append(" ".join(f"[{element['text']['text']}]" for element in block["elements"]))
        elif block["type"] == "context":
            told.append(block["elements"][0]["text"])
    return "\n".join(told)


@pytest.fixture
def say(request_of: Callable[..., Request]) -> Say:
    """`say(cast.anna, "set Acme tier=A")`: what `/territory` answers."""
    return lambda person, text, **more: words_of(command.command(request_of(person, **more), text))


@pytest.fixture
def acme(session: Session, cast: Cast) -> Account:
    """An account on nobody's list."""
    account = Account(workspace_id="T1", name="Acme", key="acme", created_at=LONG_AGO)
    session.add(account)
    session.flush()
    return account
