"""A plain message to the bot in its DM: `scorecard team` is `/scorecard team`; anything else is something to log."""

from collections.abc import Collection, Mapping, Sequence
from functools import wraps
from types import MappingProxyType

from handlers.door.answers import Answers, OpenModal, Whisper, listed
from handlers.door.request import OnCommand, Request
from handlers.phrases.remarks import is_a_remark
from messages.blocks import Message

LOG = "log"


def addressed(
    commands: Mapping[str, OnCommand],
    otherwise: OnCommand,
    text: str,
    reply: OnCommand | None = None,
    alone: Collection[str] = (),
    stands: OnCommand | None = None,
    actions: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[OnCommand, str]:
    """Which handler a message is for, and what is left for it to read.

    `reply` sees what is no command first: somebody whom a survey asks something may answer with a word. Of the commands
    in `alone` the word begins other sentences too: `ik` is one, `ik heb Acme gebeld` is something to log. While a question
    is on screen every command word may begin its answer: `Training took long`, but not with one of its `actions` behind
    it: `deal won Acme`. `/log call Acme` is for the log, `log call Acme` is asked about. `stands` tells, below the answer
    to anything else, that the question still waits.
    """
    line = text.strip().removeprefix("/")
    word, _, rest = line.partition(" ")
    is_ours = word.lower() == "koers" and bool(rest)
    if is_ours:
        word, _, rest = rest.strip().partition(" ")
    word = word.lower()
    handler = commands.get(word)
    begins_a_sentence = word in alone and bool(rest) and not is_ours
    is_typed_as_one = is_ours or text.strip().startswith("/")
    if word == LOG and is_typed_as_one:
        return _and_what_stands(otherwise, stands, text), text
    if handler is None or word == LOG or begins_a_sentence:
        return _reply_or(reply, _and_what_stands(otherwise, stands, text)), text
    command = _and_what_stands(_without_forms(handler, word), stands, text)
    if reply is not None and not is_typed_as_one and is_a_remark(rest, actions.get(word, ())):
        return _answer_or(reply, command, rest.strip()), text
    return command, rest.strip()


def first_reply(replies: Sequence[OnCommand]) -> OnCommand | None:
    """What several features may ask somebody: the first that takes the message for an answer has it."""
    if not replies:
        return None

    def answering(request: Request, text: str) -> Answers:
        answers = (reply(request, text) for reply in replies)
        return next((found for found in answers if found is not None), None)

    return answering


def _answer_or(reply: OnCommand, command: OnCommand, rest: str) -> OnCommand:
    """`reply` to a sentence that begins with the word of a command, else that command."""

    def answering(request: Request, text: str) -> Answers:
        answers = reply(request, text)
        return command(request, rest) if answers is None else answers

    answering.__module__ = command.__module__  # counted as the command
    return answering


def _and_what_stands(handler: OnCommand, stands: OnCommand | None, typed: str) -> OnCommand:
    """The answer, and below it that a question still waits, if one does."""
    if stands is None:
        return handler

    @wraps(handler)
    def answering(request: Request, text: str) -> Answers:
        return [*listed(handler(request, text)), *listed(stands(request, typed))]

    return answering


def _reply_or(reply: OnCommand | None, otherwise: OnCommand) -> OnCommand:
    """`reply` when the message is one, else what a message otherwise is."""
    if reply is None:
        return otherwise

    @wraps(otherwise)  # counted as what it otherwise is
    def answering(request: Request, text: str) -> Answers:
        answers = reply(request, text)
        return otherwise(request, text) if answers is None else answers

    return answering


def _without_forms(handler: OnCommand, word: str) -> OnCommand:
    """A form cannot open from a message (Slack wants a command or a button for it): say which command opens it."""

    @wraps(handler)  # keeps the mark of a handler that only reads
    def answering(request: Request, text: str) -> Answers:
        answers = handler(request, text)
        if answers is None:
            return None
        return [_by_command(request, word) if isinstance(each, OpenModal) else each for each in listed(answers)]

    return answering


def _by_command(request: Request, word: str) -> Whisper:
    return Whisper(Message(request.words("common.form_needs_command", command=word)))
