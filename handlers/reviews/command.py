"""`/review`: one's own monthly reviews, those of the team, and one read again. The steps are in `reviewing.py`."""

from datetime import date

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Visit, reads
from handlers.door.who import found
from handlers.phrases.people import read_person
from handlers.phrases.periods import read_period
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.reviews.views import as_both_see, as_the_rep_sees, own_line, readable_line, team_line
from messages.reviews import overview as messages
from messages.reviews import steps
from models.period import month_of, months_after
from models.refusal import Refusal
from models.reviews.due import asked_on, has_month_to_review, month_due
from models.reviews.queries import (
    is_shared,
    month_to_review,
    review_of,
    review_to_read,
    reviewed_by,
    reviews_of,
    reviews_of_month,
)
from models.reviews.reviewer import may_read, may_review
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person

OVERVIEW = {"", "list", "lijst", "overview", "overzicht"}


@reads
def command(visit: Visit, text: str) -> Answers:
    """`/review`, `/review @anna`, `/review 2026-10`, `/review @anna 2026-10`, `/review help`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if typed.lower() in OVERVIEW:
        return overview(visit, month_to_review(visit.today).start)
    month = _month(visit, typed)
    if month is not None:
        return of_month(visit, visit.person, month)
    name, _, rest = typed.rpartition(" ")
    month = _month(visit, rest) if name else None
    if month is not None:
        return of_month(visit, _person(visit, name), month)
    return of_person(visit, _person(visit, typed))


def overview(visit: Visit, month: date) -> Answers:
    """The person's own reviews and, for who writes reviews, those of the team for one month."""
    reps = reviewed_by(visit.session, visit.person, visit.today)
    own = [own_line(visit, review) for review in reviews_of(visit.session, visit.person)]
    not_opened = _not_opened(visit)
    if not_opened is not None and all(line.month != not_opened.month for line in own):
        own.insert(0, not_opened)
    return Whisper(
        messages.overview(
            visit.language, own, _team_lines(visit, reps, month), month,
            is_rep=visit.person.is_rep, is_manager=bool(reps), next_on=_next_on(visit),
        )
    )  # fmt: skip


def of_person(visit: Visit, person: Person) -> Answers:
    """Somebody's reviews, as far as the visitor may read them."""
    if person.id == visit.person.id:
        return overview(visit, month_to_review(visit.today).start)
    if not may_read(visit.session, visit.person, person, visit.today):
        raise Refusal("reviews.not_yours")
    may_write = may_review(visit.session, visit.person, person, visit.today)
    lines = [
        readable_line(visit, review, may_write=may_write)
        for review in reviews_of(visit.session, person, limit=12)
        if may_write or is_shared(review)
    ]
    return Whisper(messages.reviews_of(visit.language, person.name, lines))


def of_month(visit: Visit, person: Person, month: date) -> Answers:
    """One review, read; for a manager without one of their own, the team's of that month."""
    review = review_of(visit.session, person, month)
    if review is not None:
        return _read(visit, review.id)
    if person.id == visit.person.id and reviewed_by(visit.session, visit.person, visit.today):
        return overview(visit, month)
    if not may_read(visit.session, visit.person, person, visit.today):
        raise Refusal("reviews.not_yours")
    raise Refusal("reviews.none_of_month", month=month)


@reads
def read(visit: Visit, press: Press) -> Answers:
    """The button that opens a review to read."""
    return _read(visit, press.value)


def _read(visit: Visit, review_id: str) -> Answers:
    review = review_to_read(visit.session, visit.person, review_id, visit.today)
    by_rep = review.person_id == visit.person.id
    is_writer = review.reviewer_id == visit.person.id
    shown = as_both_see(visit, review) if is_writer else as_the_rep_sees(visit, review)
    return Whisper(steps.read(visit.language, shown, by_rep=by_rep))


def _team_lines(visit: Visit, reps: list[Person], month: date) -> list[messages.Line]:
    opened = reviews_of_month(visit.session, reps, month)
    calendars = calendars_of(visit.session, visit.workspace, reps)

    def line(rep: Person) -> messages.Line:
        if rep.id in opened:
            return team_line(visit, rep, opened[rep.id])
        is_due = has_month_to_review(rep, calendars[rep.id], month_of(month))
        return messages.Line(rep.name, month, "none" if is_due else "not_due")

    return [line(rep) for rep in reps]


def _not_opened(visit: Visit) -> messages.Line | None:
    """The review that is due but was not asked for yet: it can be started from the overview."""
    calendar = Calendar.of(visit.session, visit.person, visit.workspace)
    month = month_due(visit.person, calendar, visit.today)
    if month is None:
        return None
    return messages.Line(
        visit.person.name, month.start, "none", month.start.isoformat(), messages.REFLECT
    )  # fmt: skip


def _next_on(visit: Visit) -> date | None:
    """When the first review comes to a rep who has none yet."""
    if not visit.person.is_rep:
        return None
    calendar = Calendar.of(visit.session, visit.person, visit.workspace)
    this_month = asked_on(calendar, visit.today)
    if this_month is not None and visit.today < this_month:
        return this_month
    return asked_on(calendar, months_after(visit.today.replace(day=1), 1))


def _month(visit: Visit, text: str) -> date | None:
    try:
        phrase = read_period(text, visit.today, language=visit.language)
    except Unreadable:
        return None
    return phrase.period.start.replace(day=1)


def _person(visit: Visit, text: str) -> Person:
    try:
        return found(visit, read_person(text))
    except Unreadable:
        raise Refusal("reviews.not_understood", typed=text[:80]) from None
