"""`/koers style`, and “plain, please” in the DM."""

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.who import found
from handlers.phrases.people import PersonRef
from handlers.phrases.style import Wish, is_plain_please, read_style
from handlers.phrases.words import HELP
from messages.blocks import Message
from messages.style import answers as messages
from messages.style import questions
from messages.style.answers import Mine
from models.permissions import Right
from models.refusal import Refusal
from models.style.preference import Style, be_plain, choose, forget, hide_hint, preference_of, style_told_of
from models.team.records import Person


def command(request: Request, text: str) -> Answers:
    """`/koers style`, `style D`, `style plain`, `style hint off`, `style delete`, `style @anna`; bare: all of it."""
    if not text.strip() or text.strip().lower() in HELP:
        return Whisper(messages.everything(request.language, mine(request)))
    asked = read_style(text)
    if isinstance(asked, Style):
        return Whisper(chosen(request, asked))
    if isinstance(asked, Wish):
        return Whisper(wished(request, asked))
    if isinstance(asked, PersonRef):
        return _of_other(request, asked)
    raise Refusal("style.not_understood", typed=text.strip()[:40])


@reads
def show(request: Request, press: Press) -> Answers:
    """All of it, from a button on another page."""
    return Whisper(messages.everything(request.language, mine(request)))


def plain_please(request: Request, text: str) -> Answers:
    """“Plain, please” or “gewoon graag” to the bot; None for everything else."""
    return Whisper(wished(request, Wish.PLAIN)) if is_plain_please(text) else None


def chosen(request: Request, style: Style) -> Message:
    """They chose one."""
    before = choose(request.session, request.person, style)
    return messages.chosen(request.language, mine(request), before)


def wished(request: Request, wish: Wish) -> Message:
    """What was asked about their style is done; who has none is told so."""
    if wish is Wish.EIGHT:
        return questions.question(request.language, "")
    if preference_of(request.person).style is None:
        return messages.nothing_there(request.language)
    session, person = request.session, request.person
    if wish is Wish.DELETE:
        forget(session, person)
        return messages.deleted(request.language)
    if wish in (Wish.HINT, Wish.NO_HINT):
        before = hide_hint(session, person, hides=wish is Wish.NO_HINT)
        return messages.hint_changed(request.language, mine(request), before)
    before = be_plain(session, person, is_plain=wish is Wish.PLAIN)
    return messages.form_changed(request.language, preference_of(person), before)


def mine(request: Request) -> Mine:
    """The person's own, with the name of who manages them now."""
    manager_id = request.person.manager_id
    manager = request.session.get(Person, (request.workspace.workspace_id, manager_id)) if manager_id else None
    return Mine(preference_of(request.person), manager.name if manager else None)


def _of_other(request: Request, asked: PersonRef) -> Answers:
    person = found(request, asked)
    if person.id == request.person.id:
        return Whisper(messages.everything(request.language, mine(request)))
    request.rights.require(Right.SEE_STYLE, person)
    return Whisper(messages.of_other(request.language, person.name, style_told_of(person)))
