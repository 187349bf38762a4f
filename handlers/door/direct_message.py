"""A plain message to the bot in its DM: `scorecard team` is `/scorecard team`; anything else is something to log."""

from collections.abc import Collection, Mapping, Sequence
from functools import wraps

from handlers.door.answers import Answer, Answers, OpenModal, Whisper
from handlers.door.request import OnCommand, Request
from messages.blocks import Message

LOG = "log"


def addressed(
    commands: Mapping[str, OnCommand],
    otherwise: OnCommand,
    text: str,
    reply: OnCommand | None = None,
    alone: Collection[str] = (),
) -> tuple[OnCommand, str]:
    """Which handler a message is for, and what is left for it to read.

    `reply` sees what is no command first: somebody whom a survey asks something may answer with a word. Of the commands
    in `alone` the word begins other sentences too: `ik` is one, `ik heb Acme gebeld` is something to log.
    """
    line = text.strip().removeprefix("/")
    word, _, rest = line.partition(" ")
    is_ours = word.lower() == "koers" and bool(rest)
    if is_ours:
        word, _, rest = rest.strip().partition(" ")
    word = word.lower()
    handler = commands.get(word)
    begins_a_sentence = word in alone and bool(rest) and not is_ours
    if handler is None or word == LOG or begins_a_sentence:
        return otherwise if reply is None else _reply_or(reply, otherwise), text
    return _without_forms(handler, word), rest.strip()


def first_reply(replies: Sequence[OnCommand]) -> OnCommand | None:
    """What several features may ask somebody: the first that takes the message for an answer has it."""
    if not replies:
        return None

    def answering(request: Request, text: str) -> Answers:
        answers = (reply(request, text) for reply in replies)
        return next((found for found in answers if found is not None), None)

    return answering


def _reply_or(reply: OnCommand, otherwise: OnCommand) -> OnCommand:
    """`reply` when the message is one, else what a message otherwise is."""

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
        listed: list[Answer] = list(answers) if isinstance(answers, list | tuple) else [answers]  # type: ignore[list-item]
        return [_by_command(request, word) if isinstance(each, OpenModal) else each for each in listed]

    return answering


def _by_command(request: Request, word: str) -> Whisper:
    return Whisper(Message(request.words("common.form_needs_command", command=word)))
