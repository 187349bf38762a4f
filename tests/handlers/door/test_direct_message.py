"""A plain message is taken for the command it begins with, else for something to log."""

from collections.abc import Callable

import pytest

from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.direct_message import addressed, first_reply
from handlers.door.request import Request, reads
from messages.blocks import Message, View
from tests.conftest import Cast


@reads
def scorecard(request: Request, text: str) -> Answers:
    return Whisper(Message(f"scorecard of {text}"))


def deal(request: Request, text: str) -> Answers:
    return OpenModal(View({}))


def log(request: Request, text: str) -> Answers:
    return None


COMMANDS = {"scorecard": scorecard, "deal": deal, "log": log}


@pytest.mark.parametrize("text", ["scorecard team", "/scorecard team", "koers scorecard team", " Scorecard  team"])
def test_the_first_word_is_the_command(request_of: Callable[..., Request], cast: Cast, text: str) -> None:
    handler, rest = addressed(COMMANDS, log, text)
    [answer] = handler(request_of(cast.anna), rest)  # type: ignore[misc]
    assert answer.message.text == "scorecard of team"
    assert getattr(handler, "only_reads", False), "it still only reads"


@pytest.mark.parametrize("text", ["meeting Acme", "log meeting Acme", "hello", "", "koers"])
def test_anything_else_is_for_the_log(text: str) -> None:
    assert addressed(COMMANDS, log, text) == (log, text)


def test_instead_of_a_form_the_command_is_named(request_of: Callable[..., Request], cast: Cast) -> None:
    handler, rest = addressed(COMMANDS, log, "deal")
    [answer] = handler(request_of(cast.bram), rest)  # type: ignore[misc]
    assert "typ `/deal`" in answer.message.text


def reply(request: Request, text: str) -> Answers:
    return Whisper(Message("noted: 4")) if text == "4" else None


@pytest.mark.parametrize(("text", "said"), [("4", "noted: 4"), ("scorecard team", "scorecard of team")])
def test_a_word_of_a_conversation_is_a_reply_and_a_command_a_command(
    request_of: Callable[..., Request], cast: Cast, text: str, said: str
) -> None:
    handler, rest = addressed(COMMANDS, log, text, reply)
    answered = handler(request_of(cast.anna), rest)
    [answer] = answered if isinstance(answered, list) else [answered]
    assert answer.message.text == said  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["4 calls", "log 4", "meeting Acme"])
def test_what_is_no_reply_is_still_for_the_log(request_of: Callable[..., Request], cast: Cast, text: str) -> None:
    logged: list[str] = []

    def note(request: Request, text: str) -> Answers:
        logged.append(text)
        return None

    handler, rest = addressed({"log": note}, note, text, reply)
    assert handler(request_of(cast.anna), rest) is None
    assert logged == [text]


@pytest.mark.parametrize(("text", "is_command"), [("deal won Acme is done", True), ("deal with Acme is done", False)])
def test_a_command_says_itself_which_words_it_goes_on_with(
    request_of: Callable[..., Request], cast: Cast, text: str, is_command: bool
) -> None:
    def takes_all(request: Request, text: str) -> Answers:
        return Whisper(Message("noted"))

    said = {}
    for word in ("deal", "scorecard"):  # the words of one are none of another
        handler, rest = addressed(
            {"deal": scorecard, "scorecard": scorecard},
            log,
            text.replace("deal", word),
            takes_all,
            actions={"deal": {"won"}},
        )
        answered = handler(request_of(cast.anna), rest)
        [answer] = answered if isinstance(answered, list) else [answered]
        said[word] = answer.message.text  # type: ignore[union-attr]
    assert said["deal"] == ("scorecard of won Acme is done" if is_command else "noted")
    assert said["scorecard"] == "noted"


def test_of_several_that_ask_the_first_that_takes_it_has_the_answer() -> None:
    def takes_numbers(request: object, text: str) -> str | None:
        return f"number {text}" if text.isdecimal() else None

    def takes_all(request: object, text: str) -> str | None:
        return None if text == "log it" else f"text {text}"

    assert first_reply([]) is None
    asked = first_reply([takes_numbers, takes_all])  # type: ignore[list-item]
    assert asked is not None
    assert [asked(None, text) for text in ("4", "four", "log it")] == ["number 4", "text four", None]  # type: ignore[arg-type]
