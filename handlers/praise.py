"""`/praise @bram …`: a kind word from anybody to a colleague; to them alone, or in the channel of their team."""

from collections.abc import Callable

from handlers.door.answers import Answer, Answers, OpenModal, Replace, Tell, Whisper, WithdrawMessage
from handlers.door.request import Command, Feature, Form, Press, Request, reads
from handlers.door.who import found
from handlers.phrases.people import person_expected_at
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import praise as messages
from messages.blocks import Message
from models.delivery.records import Delivery
from models.permissions import Right
from models.praise.actions import Compliment, channel_of, say_in_channel, say_kindly, unsay, words_of
from models.refusal import Refusal
from models.team.enrolment import person_of

IN_CHANNEL = each_of("channel team public kanaal openbaar")
LEADS_IN = each_of("for because voor omdat want")
"""`for the way you …`: what follows the name is what it is for."""


def command(request: Request, text: str) -> Answers:
    """`/praise @bram the way you …`, `/praise channel @bram …`; alone: the form."""
    line = text.strip()
    if line.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not line:
        request.rights.require(Right.SAY_KINDLY)
        return OpenModal(messages.form(request.language))
    first, _, rest = line.partition(" ")
    is_public = first.lower() in IN_CHANNEL and bool(rest)
    return Whisper(said(request, _compliment(request, rest if is_public else line), is_public=is_public))


def send(request: Request, form: Form) -> Answers:
    """The form: whom, what for, and who reads it."""
    to = person_of(request.session, request.workspace.workspace_id, form.text(messages.WHO))
    if to is None:
        raise Refusal("praise.not_in_koers", field=messages.WHO)
    compliment = Compliment(to, form.text(messages.WORDS))
    return Tell(said(request, compliment, is_public=form.text(messages.WHERE) == messages.CHANNEL))


def too_in_channel(request: Request, press: Press) -> Answers:
    """“In #team-north too”: what was said to the colleague alone also stands in the channel of their team."""
    compliment = words_of(request.acting, press.value)
    delivery, channel_id = say_in_channel(request.acting, compliment, _in_channel(request, compliment))
    both = f"{press.value},{delivery.id}"
    return Replace(
        messages.said(request.language, compliment.to.name, compliment.words, both, channel_id=channel_id, is_both=True)
    )


def undo(request: Request, press: Press) -> Answers:
    """Out of Slack again, wherever it stands."""
    places = [unsay(request.acting, delivery_id) for delivery_id in press.value.split(",")]
    gone: list[Answer] = [WithdrawMessage(*place) for place in places if place is not None]
    return [*gone, Replace(messages.undone(request.language))]


@reads
def open_form(request: Request, press: Press) -> Answers:
    """The button that opens the form."""
    return OpenModal(messages.form(request.language))


def said(request: Request, compliment: Compliment, *, is_public: bool) -> Message:
    """Say it, and tell who said it where it goes, with Undo."""
    if is_public:
        delivery, channel_id = say_in_channel(request.acting, compliment, _in_channel(request, compliment))
        return messages.said(request.language, compliment.to.name, compliment.words, delivery.id, channel_id=channel_id)
    language = request.language_of(compliment.to)
    delivery = _alone(request, compliment, language)
    team = channel_of(request.acting, compliment.to)
    offered = team.channel_id if team else None
    return messages.said(request.language, compliment.to.name, compliment.words, delivery.id, offered=offered)


def _alone(request: Request, compliment: Compliment, language: str) -> Delivery:
    return say_kindly(
        request.acting, compliment, messages.to_colleague(language, request.person.name, compliment.words)
    )


def _in_channel(request: Request, compliment: Compliment) -> Callable[[str], Message]:
    by, to = request.person.name, compliment.to
    return lambda language: messages.in_channel(language, by, to.slack_user_id, to.name, compliment.words)


def _compliment(request: Request, line: str) -> Compliment:
    """Whom and what for. A name of several words needs no quotes: the longest one that somebody has is meant."""
    words = typed(line)
    try:
        ref, at = person_expected_at(words, 0)
    except Unreadable:
        raise Refusal("praise.say_whom") from None
    to = found(request, ref)
    names = to.name.lower().split()
    while at < len(words.tokens) and words.low(at) in names:
        at += 1
    if at < len(words.tokens) and words.low(at) in LEADS_IN:
        at += 1
    return Compliment(to, words.rest(at).strip(" ,:–—-"))


feature = Feature(
    "praise",
    commands=(
        Command(
            "praise",
            command,
            does="A kind word to a colleague",
            hint="@bram for the way you …",
            also=("compliment", "complimenten", "lof"),
        ),
    ),
    presses={messages.UNDO: undo, messages.TOO_IN_CHANNEL: too_in_channel, messages.OPEN: open_form},
    forms={messages.FORM: send},
)
