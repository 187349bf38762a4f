"""`/review`: what is typed: one's own monthly reviews, those of the team, one read again. The steps are in `steps.py`."""

from datetime import date

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads, reads_when
from handlers.door.who import found
from handlers.phrases.people import read_person
from handlers.phrases.periods import read_period
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.reviews import conversation, lists, shorten
from handlers.reviews.opening import due_review
from handlers.reviews.views import as_both_see, as_the_rep_sees, own_line, readable_line
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
from models.reviews.due import month_due, next_asked_on
from models.reviews.queries import (
    is_shared,
    month_to_review,
    rep_of,
    review_of,
    review_to_read,
    reviewed_by,
    reviews_of,
)
from models.reviews.records import CLOSED, Review
from models.team.calendar import Calendar
from models.team.records import Person
from models.team.reporting_line import people_below, reviewer_of

OVERVIEW = {"", "overview", "overzicht"}
WORDS: dict[str, str] = {
    **dict.fromkeys(("list", "lijst", "team"), "list"),
    **dict.fromkeys(("history", "geschiedenis", "historie", "earlier", "eerder", "eerdere", "vroeger"), "history"),
    **dict.fromkeys(("all", "alle", "alles", "allemaal", "managers", "company", "bedrijf"), "all"),
    **dict.fromkeys(("start", "begin", "go", "verder", "continue"), "start"),
    **dict.fromkeys(("pdf",), "pdf"),
    **dict.fromkeys(("markdown", "md"), "md"),
    **dict.fromkeys(("short", "kort"), "short"),
    **dict.fromkeys(("full", "volledig"), "full"),
}
"""What the first word asks for."""
EVERYBODY = {"all", "alle", "allemaal", "everybody", "iedereen"}


def _only_asks(text: str) -> bool:
    """Whether it only looks: to start the self-review, and to choose the short form, writes."""
    return WORDS.get(text.strip().partition(" ")[0].lower()) not in ("start", "short", "full")


@reads_when(_only_asks)
def command(request: Request, text: str) -> Answers:
    """`/review`, `/review @anna 2026-10`, `/review history`, `/review list`, `/review pdf 2026-10`, `/review short all` …"""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if typed.lower() in OVERVIEW:
        return overview(request, month_to_review(request.today).start)
    word, _, rest = typed.partition(" ")
    if word.lower() in WORDS:
        return _asked_for(request, WORDS[word.lower()], rest.strip())
    person, month = _whose_and_when(request, typed)
    if month is None:
        return of_person(request, person)
    return of_month(request, person, month)


def _asked_for(request: Request, action: str, rest: str) -> Answers:
    """What begins with a word of ours."""
    match action:
        case "start":
            return conversation.go_on(request, due_review(request))
        case "history":
            return Whisper(lists.own_history(request))
        case "short" | "full":
            return _shorten(request, rest, is_short=action == "short")
        case "pdf" | "md":
            person, month = _whose_and_when(request, rest)
            return _file(request, person, month, action)
    month = _whose_and_when(request, rest)[1] if rest else None
    month = month or month_to_review(request.today).start
    if action == "all":
        return Whisper(lists.by_manager(request, month_of(month)))
    reps = reviewed_by(request.session, request.person, request.today)
    if not reps:
        return overview(request, month)
    return Whisper(messages.team_page(request.language, lists.team_page(request, reps, month)))


def _shorten(request: Request, rest: str, *, is_short: bool) -> Answers:
    """`short`, `short @anna`, `short all november`; without a name the list to choose from."""
    first, _, other = rest.partition(" ")
    if first.lower() in EVERYBODY:
        reps = reviewed_by(request.session, request.person, request.today)
        return shorten.by_line(request, _month(request, other) if other else None, reps, is_short=is_short)
    if not rest:
        return shorten.by_line(request, None, None, is_short=None)
    person, month = _whose_and_when(request, rest)
    whom = None if person.id == request.person.id else [person]
    return shorten.by_line(request, month, whom, is_short=is_short)


def _file(request: Request, person: Person, month: date | None, kind: str) -> Answers:
    """A signed review as a file; without a month the newest that was signed."""
    if month is not None:
        review = review_of(request.session, person, month)
    else:
        closed = (one for one in reviews_of(request.session, person, limit=12) if one.state in CLOSED)
        review = next(closed, None)
    if review is None:
        if person.id != request.person.id:
            request.rights.require(Right.READ_SHARED_REVIEW, person)
        raise Refusal("reviews.none_of_month", month=month or month_to_review(request.today).start)
    return lists.file_of(request, review.id, kind)


def _whose_and_when(request: Request, typed: str) -> tuple[Person, date | None]:
    """`@anna 2026-10` in either part alone or both; without a name it is one's own."""
    if not typed:
        return request.person, None
    month = _month(request, typed)
    if month is not None:
        return request.person, month
    name, _, last = typed.rpartition(" ")
    month = _month(request, last) if name else None
    return (_person(request, name), month) if month is not None else (_person(request, typed), None)


def overview(request: Request, month: date) -> Answers:
    """The person's own reviews and, for who writes reviews, those of the team for one month."""
    reps = reviewed_by(request.session, request.person, request.today)
    if not reps and not request.person.is_rep and (held := _by_manager(request, month)):
        return Whisper(held)
    own = [own_line(request, review) for review in reviews_of(request.session, request.person)]
    not_opened = _not_opened(request)
    if not_opened is not None and all(line.month != not_opened.month for line in own):
        own.insert(0, not_opened)
    team = lists.team_page(request, reps, month) if reps else None
    return Whisper(
        messages.overview(request.language, own, team, is_rep=request.person.is_rep, next_on=_next_on(request))
    )


def _by_manager(request: Request, month: date) -> Message | None:
    """Who held theirs, by manager, for who leads managers and reviews nobody."""
    session, workspace = request.session, request.workspace
    if not leads_managers(session, workspace, request.person, request.now):
        return None
    months, people = (month_of(request.today), month_of(month)), people_below(session, request.person)
    standings = standing_of_managers(session, workspace, people, months, request.today)
    told = by_manager(request.language, standings, months[0].start, month)
    return messages.with_more(request.language, told, month)


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
    may_export = review.state in CLOSED and (by_rep or _is_manager_of(request, review))
    return Whisper(steps.read(request.language, view, by_rep=by_rep, may_export=may_export))


def _is_manager_of(request: Request, review: Review) -> bool:
    """Whether the caller is the rep's manager of today."""
    manager = reviewer_of(request.session, rep_of(request.session, review), request.today)
    return manager is not None and manager.id == request.person.id


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
