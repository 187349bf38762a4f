"""`/review`: one's own monthly reviews, those of the team, and one read again. The steps are in `steps.py`."""

from datetime import date

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.who import found
from handlers.phrases.people import read_person
from handlers.phrases.periods import read_period
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.reviews.views import as_both_see, as_the_rep_sees, own_line, readable_line, team_line
from messages.blocks import Message
from messages.digest.company import by_manager
from messages.reviews import overview as messages
from messages.reviews import steps
from models.digest.company_reading import leads_managers
from models.digest.managing import standing_of_managers
from models.period import month_of
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.reviews.due import has_month_to_review, month_due, next_asked_on
from models.reviews.queries import (
    is_shared,
    month_to_review,
    review_of,
    review_to_read,
    reviewed_by,
    reviews_of,
    reviews_of_month,
)
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import people_below

OVERVIEW = {"", "list", "lijst", "overview", "overzicht"}


@reads
def command(request: Request, text: str) -> Answers:
    """`/review`, `/review @anna`, `/review 2026-10`, `/review @anna 2026-10`, `/review help`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if typed.lower() in OVERVIEW:
        return overview(request, month_to_review(request.today).start)
    month = _month(request, typed)
    if month is not None:
        return of_month(request, request.person, month)
    name, _, rest = typed.rpartition(" ")
    month = _month(request, rest) if name else None
    if month is not None:
        return of_month(request, _person(request, name), month)
    return of_person(request, _person(request, typed))


def overview(request: Request, month: date) -> Answers:
    """The person's own reviews and, for who writes reviews, those of the team for one month."""
    reps = reviewed_by(request.session, request.person, request.today)
    if not reps and not request.person.is_rep and (held := _by_manager(request, month)):
        return Whisper(held)
    own = [own_line(request, review) for review in reviews_of(request.session, request.person)]
    not_opened = _not_opened(request)
    if not_opened is not None and all(line.month != not_opened.month for line in own):
        own.insert(0, not_opened)
    return Whisper(
        messages.overview(
            request.language,
            own,
            _team_lines(request, reps, month),
            month,
            is_rep=request.person.is_rep,
            is_manager=bool(reps),
            next_on=_next_on(request),
        )
    )


def _by_manager(request: Request, month: date) -> Message | None:
    """Who held theirs, by manager, for who leads managers and reviews nobody."""
    session, workspace = request.session, request.workspace
    if not leads_managers(session, workspace, request.person, request.now):
        return None
    months, people = (month_of(request.today), month_of(month)), people_below(session, request.person)
    standings = standing_of_managers(session, workspace, people, months, request.today)
    return by_manager(request.language, standings, months[0].start, month)


def of_person(request: Request, person: Person) -> Answers:
    """Somebody's reviews, as far as the caller may read them."""
    if person.id == request.person.id:
        return overview(request, month_to_review(request.today).start)
    request.rights.require(Right.READ_SHARED_REVIEW, person)
    may_write = request.rights.may(Right.WRITE_REVIEW, person)
    lines = [
        readable_line(request, review, may_write=may_write)
        for review in reviews_of(request.session, person, limit=12)
        if may_write or is_shared(review)
    ]
    return Whisper(messages.reviews_of(request.language, person.name, lines))


def of_month(request: Request, person: Person, month: date) -> Answers:
    """One review, read; for a manager without one of their own, the team's of that month."""
    review = review_of(request.session, person, month)
    if review is not None:
        return _read(request, review.id)
    if person.id == request.person.id and reviewed_by(request.session, request.person, request.today):
        return overview(request, month)
    request.rights.require(Right.READ_SHARED_REVIEW, person)
    raise Refusal("reviews.none_of_month", month=month)


@reads
def read(request: Request, press: Press) -> Answers:
    """The button that opens a review to read."""
    return _read(request, press.value)


def _read(request: Request, review_id: str) -> Answers:
    review = review_to_read(request.session, request.person, review_id, request.today)
    by_rep = review.person_id == request.person.id
    is_writer = review.reviewer_id == request.person.id
    request.note_reading(Thing.REVIEW, [review.person_id])
    view = as_both_see(request, review) if is_writer else as_the_rep_sees(request, review)
    return Whisper(steps.read(request.language, view, by_rep=by_rep))


def _team_lines(request: Request, reps: list[Person], month: date) -> list[messages.Line]:
    opened = reviews_of_month(request.session, reps, month)
    calendars = calendars_of(request.session, request.workspace, reps)

    def line(rep: Person) -> messages.Line:
        if rep.id in opened:
            return team_line(request, rep, opened[rep.id])
        is_due = has_month_to_review(rep, calendars[rep.id], month_of(month))
        return messages.Line(rep.name, month, "none" if is_due else "not_due")

    return [line(rep) for rep in reps]


def _not_opened(request: Request) -> messages.Line | None:
    """The review that is due but was not asked for yet: it can be started from the overview."""
    calendar = Calendar.of(request.session, request.person, request.workspace)
    month = month_due(request.person, calendar, request.today)
    if month is None:
        return None
    return messages.Line(request.person.name, month.start, "none", month.start.isoformat(), messages.REFLECT)


def _next_on(request: Request) -> date | None:
    """When the first review comes to a rep who has none yet."""
    if not request.person.is_rep:
        return None
    calendar = Calendar.of(request.session, request.person, request.workspace)
    return next_asked_on(request.person, calendar, request.today)


def _month(request: Request, text: str) -> date | None:
    try:
        phrase = read_period(text, request.today, language=request.language)
    except Unreadable:
        return None
    return phrase.period.start.replace(day=1)


def _person(request: Request, text: str) -> Person:
    try:
        return found(request, read_person(text))
    except Unreadable:
        raise Refusal("reviews.not_understood", typed=text[:80]) from None
