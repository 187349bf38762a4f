"""`/koers who read me`: one's own ledger of readers. Nobody can ask for somebody else's."""

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.who import found
from handlers.phrases import Unreadable, read_person
from handlers.phrases.privacy import whom_read
from handlers.phrases.words import HELP
from messages.blocks import Message
from messages.privacy import ledger as messages
from models.delivery.preferences import preference_of
from models.permissions import Right
from models.privacy.ledger import who_read
from models.refusal import Refusal
from models.team.records import Person


@reads
def who(request: Request, text: str) -> Answers:
    """`/koers who read me`, `/koers wie las mij`; of somebody else it is refused."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(_page(request, 0))
    named = whom_read(typed)
    if named is None:
        raise Refusal("privacy.not_understood", typed=typed[:60])
    if named:
        try:
            person = found(request, read_person(named))
        except Unreadable:
            raise Refusal("privacy.not_understood", typed=typed[:60]) from None
        request.rights.require(Right.SEE_READERS, person, person=person.name)
    return Whisper(_page(request, 0))


@reads
def turn_page(request: Request, press: Press) -> Answers:
    """Newer or earlier ones, in the same place."""
    return Replace(_page(request, int(press.value) if press.value.isdecimal() and len(press.value) < 7 else 0))


def _page(request: Request, first: int) -> Message:
    page = who_read(request.session, request.person, request.now, request.workspace.zone, first)
    return messages.ledger(request.language, page, _digest(request))


def _digest(request: Request) -> messages.Digest | None:
    """Whose digest has their figures without being asked for; None when nobody's."""
    person = request.person
    manager = request.session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
    if manager is None or not person.is_rep:
        return None
    wish = preference_of(request.session, manager, "digest")
    return None if wish.is_off else messages.Digest(manager.name, request.workspace.digest_day, wish.every)
