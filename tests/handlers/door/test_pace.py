"""Who asks faster than hands can is told that nothing was stored; others, and they a moment later, go on."""

from typing import Any

import pytest

from handlers.coaching import command as coaching
from handlers.door.answers import FormErrors, Whisper
from handlers.door.callers import Caller
from handlers.door.pace import A_MINUTE, Pace
from handlers.door.request import Request, reads
from handlers.door.response_hosts import goes_to_slack
from handlers.door.transaction import Transactions
from messages.blocks import Message
from models.database import Database
from tests.conftest import NOW, SECRETS, Cast

SLACK = "https://slack.com/api/"


def test_sixty_at_once_and_then_one_a_second() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert [pace.allows("T1", "U1") for _ in range(A_MINUTE + 1)] == [True] * 60 + [False]
    assert pace.allows("T1", "U2"), "a bucket for each person"
    assert pace.allows("T2", "U1"), "and workspace"
    now[0] = 2.0  # two seconds: two more
    assert [pace.allows("T1", "U1") for _ in range(3)] == [True, True, False]
    now[0] = 1_000.0  # never more than sixty at once
    assert sum(pace.allows("T1", "U1") for _ in range(100)) == 60


@pytest.mark.once
async def test_it_is_told_in_their_language_and_nothing_is_done(database: Database, session: Any, cast: Cast) -> None:
    session.commit()
    done: list[str] = []

    def log(request: Request, what: str) -> Whisper:
        done.append(what)
        return Whisper(Message("logged"))

    transactions = Transactions(database, lambda: NOW, SECRETS, lambda: None)
    transactions.pace = Pace(lambda: 0.0)

    async def ask(handler: Any, number: int, field: str = "") -> list[Any]:
        caller = Caller("T1", "UBRAM", "C1", f"trigger:{number}")
        return await transactions.take(None, caller, handler, "x", field)  # type: ignore[arg-type]

    for number in range(A_MINUTE):
        assert await ask(log, number) == [Whisper(Message("logged"))]
    for number in (60, 61):  # each log is told that it was not stored
        [told] = await ask(log, number)
        assert "meer dan 60 verzoeken in een minuut" in told.message.text
        assert "er is niets opgeslagen" in told.message.text
    assert await ask(reads(lambda request, what: []), 62) == [], "of what stores nothing they are told once"
    assert isinstance((await ask(log, 63, "note"))[0], FormErrors)
    assert len(done) == A_MINUTE
    transactions.queue.close()


@pytest.mark.once
async def test_what_was_stored_already_does_not_read_that_nothing_was(
    database: Database, session: Any, cast: Cast
) -> None:
    """Slack delivers once more what it thinks was not acknowledged; meanwhile the bucket has run empty."""
    session.commit()
    transactions = Transactions(database, lambda: NOW, SECRETS, lambda: None)
    transactions.pace = Pace(lambda: 0.0)

    def log(request: Request, what: str) -> Whisper:
        return Whisper(Message("logged"))

    async def ask(key: str, **more: Any) -> list[Any]:
        caller = Caller("T1", "UBRAM", "C1", key, **more)
        return await transactions.take(None, caller, log, "x")  # type: ignore[arg-type]

    for number in range(A_MINUTE):
        await ask(f"event:{number}")
    assert await ask("event:7") == []
    assert "er is niets opgeslagen" in (await ask("event:60"))[0].message.text
    # What the program does next for them, and what they type in a menu, are no requests of theirs.
    assert await ask("", visit="0badcafe") == [Whisper(Message("logged"))]
    assert await ask("", is_typing=True) == [Whisper(Message("logged"))]
    transactions.queue.close()


@pytest.mark.once
async def test_trouble_while_saying_so_is_answered_too(
    database: Database, session: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit()
    transactions = Transactions(database, lambda: NOW, SECRETS, lambda: None)
    monkeypatch.setattr(transactions.pace, "allows", lambda *_: False)

    async def breaks(_: Any) -> Any:
        raise ConnectionResetError

    monkeypatch.setattr(transactions.queue, "read", breaks)
    caller = Caller("T1", "UANNA", "C1", "trigger:1")
    [told] = await transactions.take(None, caller, coaching.command, "x")  # type: ignore[arg-type]
    assert isinstance(told, Whisper)
    assert caller.visit in told.message.text
    transactions.queue.close()


@pytest.mark.parametrize(
    ("url", "api", "goes"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", SLACK, True),
        ("https://hooks.slack-gov.com/actions/T1/2/x", "https://slack-gov.com/api/", True),
        ("http://127.0.0.1:3999/response/abc", "http://127.0.0.1:3999/api/", True),
        ("http://hooks.slack.com/commands/x", SLACK, False),
        ("https://hooks.slack.com:8443/commands/x", SLACK, False),
        ("https://hooks.slack.com.evil.example/x", SLACK, False),
        ("https://hooks.slack.com@evil.example/x", SLACK, False),
        ("https://evil.example/hooks.slack.com", SLACK, False),
        ("http://127.0.0.1:5432/", SLACK, False),
        ("http://127.0.0.1:5432/", "http://127.0.0.1:3999/api/", False),
        ("file:///etc/passwd", SLACK, False),
        ("https://[", SLACK, False),
        ("", SLACK, False),
    ],
)
def test_answers_go_to_slack_alone(url: str, api: str, goes: bool) -> None:
    assert goes_to_slack(url, api) is goes


async def test_six_thousand_characters_are_no_crash(database: Database, session: Any, cast: Cast) -> None:
    session.commit()
    transactions = Transactions(database, lambda: NOW, SECRETS, lambda: None)
    caller = Caller("T1", "UCARLA", "C1", "trigger:long")
    [told] = await transactions.take(None, caller, coaching.command, "x " * 3500)  # type: ignore[arg-type]
    assert isinstance(told, Whisper)
    assert "went wrong on our side" not in told.message.text
    assert "/koers" not in told.message.text, "there is no example to give"
    transactions.queue.close()
