"""`/koers calendar`: link one, how it stands, forget it. Answered to the person alone."""

from dataclasses import replace

from handlers.calendar.views import link_view
from handlers.door.answers import Answers, AskOutside, UpdateModal, Whisper
from handlers.door.request import Request
from handlers.phrases.words import HELP
from messages.blocks import Message, View
from messages.calendar import answers as messages
from messages.calendar.views import LinkView
from models.calendar.given import read_link
from models.calendar.links import Address, add_link, attempt_of, back_to_before, forget_calendar, link_given, link_of
from models.calendar.records import LinkKind
from models.refusal import Refusal
from models.vocabulary import vocabulary

FORGET = vocabulary().words("calendar_words", "forget")


def command(request: Request, text: str) -> Answers:
    """`/koers calendar https://…`, `/koers calendar forget`; bare: how it stands."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed:
        return Whisper(status(request))
    if typed.lower().strip(" .!") in FORGET:
        return Whisper(forgotten(request))
    return linked(request, *read_link(typed), messages.trying(request.language))


def status(request: Request) -> Message:
    """How the person's calendar stands."""
    link = link_of(request.session, request.person)
    return messages.status(request.language, link_view(request, link) if link else None)


def forgotten(request: Request) -> Message:
    """Everything about it is gone."""
    return messages.forgotten(request.language, had_one=forget_calendar(request.session, request.person))


def linked(request: Request, kind: LinkKind, address: Address, meanwhile: View | Message) -> AskOutside:
    """The link is read at once, while the person waits."""
    link = add_link(request.session, request.secrets, request.person, kind, address, request.now)
    then = tried_in_modal if isinstance(meanwhile, View) else tried
    return AskOutside("calendar", attempt_of(link), meanwhile, then)


def tried(request: Request, attempt: str) -> Answers:
    """What came of it."""
    return Whisper(messages.tried(request.language, _outcome(request, attempt)))


def tried_in_modal(request: Request, attempt: str) -> Answers:
    """The same, in the form that is still open."""
    return UpdateModal(messages.tried_view(request.language, _outcome(request, attempt)))


def _outcome(request: Request, attempt: str) -> LinkView:
    """How the link stands now; one that was not read, for whatever reason, is not kept."""
    link = link_given(request.session, request.workspace.workspace_id, attempt)
    if link is None or link.person_id != request.person.id:
        raise Refusal("calendar.link_gone")
    if attempt_of(link) != attempt:
        raise Refusal("calendar.other_link_since")
    view = link_view(request, link)
    if link.ok_at is not None and not link.error:
        return view
    back_to_before(request.session, request.secrets, request.person, link, request.now)
    return replace(view, trouble=view.trouble or "too_slow")
