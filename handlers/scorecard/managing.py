"""`/scorecard managing`: how somebody manages, for them and for their own manager alone."""

from datetime import date

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.people import read_person
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import each_of
from messages.blocks import Message
from messages.scorecard import managing as messages
from models.digest.managed import KEYS, Managed, managed
from models.period import Period, PeriodType, month_of, previous
from models.permissions import Right
from models.refusal import Refusal
from models.reviews.queries import reviewed_by
from models.team.queries import reports_of
from models.team.records import Person

MANAGING = each_of("managing manage leidinggeven leiding leiden")
LAST = each_of("last previous vorige")
MONTH = each_of("month maand")


def asks_for_managing(text: str) -> bool:
    """Whether it begins with the word."""
    return text.strip().partition(" ")[0].lower() in MANAGING


@reads
def command(request: Request, text: str) -> Answers:
    """`/scorecard managing`, `… managing last month`, `… managing @joris`."""
    words = text.split()[1:]
    month = month_of(request.today)
    rest = [word for word in words if word.lower() not in LAST | MONTH]
    if any(word.lower() in LAST for word in words):
        month = previous(month, PeriodType.MONTH)
    person = request.person
    if rest:
        try:
            person = found(request, read_person(" ".join(rest)))
        except Unreadable as error:
            return unreadable(request, error, "scorecard")
    return Whisper(_page(request, person, month))


@reads
def open_page(request: Request, press: Press) -> Answers:
    """From Home (no value), from that of somebody else, or the month before."""
    if not press.value:
        return Whisper(_page(request, request.person, month_of(request.today)))
    person, month, what = _meant(request, press.value)
    if what == "before":
        return Replace(_page(request, person, previous(month, PeriodType.MONTH)))
    return Whisper(_page(request, person, month))


@reads
def open_why(request: Request, press: Press) -> Answers:
    """What is behind a figure."""
    person, month, key = _meant(request, press.value)
    if key not in KEYS:
        raise Refusal("scorecard.gone")
    view = _managed(request, person, month)
    return OpenModal(messages.why(request.language, view, view.figures[KEYS.index(key)]))


def _page(request: Request, person: Person, month: Period) -> Message:
    view = _managed(request, person, month)
    is_own = person.id == request.person.id
    below = [
        (one.id, one.name)
        for one in reports_of(request.session, request.person)
        if reviewed_by(request.session, one, request.today)
    ]
    return messages.page(request.language, view, is_own=is_own, below=below)


def _managed(request: Request, person: Person, month: Period) -> Managed:
    """Refuses who is neither they nor their manager, and of whom nobody who sells has reviews."""
    request.rights.require(Right.SEE_MANAGING, person)
    view = managed(request.session, request.workspace, person, month, request.now)
    if not view.people:
        raise Refusal("scorecard.manages_nobody", name=person.name, is_own=person.id == request.person.id)
    return view


def _meant(request: Request, value: str) -> tuple[Person, Period, str]:
    person_id, day, what = [*value.split(" "), "", "", ""][:3]
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    try:
        month = month_of(date.fromisoformat(day))
    except ValueError:
        raise Refusal("scorecard.gone") from None
    if person is None:
        raise Refusal("scorecard.gone")
    return person, month, what
