"""Reviews as lists: one's own over time, a manager's people by month, and by manager for who leads managers."""

from datetime import date

from handlers.door.answers import Answers, Replace, SendFile, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.reviews.views import as_both_see, team_line
from messages.blocks import Message
from messages.reviews import history as messages
from messages.reviews import overview, paper, steps
from messages.reviews.history import A_PAGE, Entry
from models.digest.company_reading import leads_managers
from models.period import Period, month_of, months_after
from models.permissions import Right
from models.reviews.due import next_asked_on
from models.reviews.promised import became_of
from models.reviews.queries import is_shared, month_to_review, review_to_export, reviewed_by, reviews_of
from models.reviews.records import CLOSED, Review
from models.reviews.short import chosen_short
from models.reviews.standing import by_manager as standing_by_manager
from models.reviews.standing import ratings_by, standings
from models.scorecard.scope import scope_of_workspace
from models.team.calendar import Calendar
from models.team.records import Person
from models.team.reporting_line import is_at_work, people_below


@reads
def history(request: Request, press: Press) -> Answers:
    """Another page of one's own reviews."""
    shown = own_history(request, int(press.value) if press.value.isdecimal() else 1)
    return Replace(shown) if ":" in press.action_id else Whisper(shown)


def own_history(request: Request, page: int = 1) -> Message:
    """A page of one's own reviews, newest first."""
    page = min(max(1, page), 1000)
    found = reviews_of(request.session, request.person, A_PAGE + 1, (page - 1) * A_PAGE)
    entries = [_entry(request, review) for review in found[:A_PAGE]]
    calendar = Calendar.of(request.session, request.person, request.workspace)
    next_on = next_asked_on(request.person, calendar, request.today) if request.person.is_rep and not entries else None
    return messages.history(request.language, entries, page, more=len(found) > A_PAGE, next_on=next_on)


def _entry(request: Request, review: Review) -> Entry:
    return Entry(
        review_id=review.id,
        month=review.month,
        state=review.state,
        rating=review.rating if is_shared(review) else None,
        commitment=review.commitment,
        kept=became_of(request.session, review),
        is_closed=review.state in CLOSED,
    )


@reads
def team(request: Request, press: Press) -> Answers:
    """Another page, or another month, of a manager's people."""
    day, _, page = press.value.partition(" ")
    reps = reviewed_by(request.session, request.person, request.today)
    at = team_page(request, reps, _month(request, day).start, int(page) if page.isdecimal() else 1)
    return Replace(overview.team_page(request.language, at))


def team_page(request: Request, reps: list[Person], month: date, page: int = 1) -> overview.TeamPage:
    """The reviews of a month of the people whose reviews this manager writes."""
    found = standings(request.session, request.workspace, reps, month_of(month), request.today)
    short = chosen_short(request.session, reps, month)
    later = months_after(month, 1)
    return overview.TeamPage(
        month=month,
        lines=[team_line(request, one, month, short) for one in found],
        page=page,
        later=later if later <= month_to_review(request.today).start else None,
        leads_managers=leads_managers(request.session, request.workspace, request.person, request.now),
    )


@reads
def managers(request: Request, press: Press) -> Answers:
    """Held, late and missed by manager."""
    return Whisper(by_manager(request, _month(request, press.value)))


def by_manager(request: Request, month: Period) -> Message:
    """Held, late, missed, and the spread of ratings, of everybody below, for a leader of all. Never what is in them."""
    request.rights.require(Right.SEE_REVIEWS)
    session, workspace = request.session, request.workspace
    leads_all = request.rights.may(Right.SEE_COMPANY)
    everybody = scope_of_workspace(session, workspace).people if leads_all else people_below(session, request.person)
    people = [person for person in everybody if person.is_rep and is_at_work(person, request.today)]
    rows = standing_by_manager(session, workspace, people, month, request.today)
    keys = [key for key, _ in rows]
    spreads = ratings_by(session, workspace.workspace_id, keys, {person.id for person in people}, month.start)
    return messages.by_manager(request.language, [(row, spreads[key]) for key, row in rows], month.start)


@reads
def pdf(request: Request, press: Press) -> Answers:
    """A signed review as a PDF."""
    return file_of(request, press.value, "pdf")


@reads
def markdown(request: Request, press: Press) -> Answers:
    """A signed review as Markdown."""
    return file_of(request, press.value, "md")


def file_of(request: Request, review_id: str, kind: str) -> Answers:
    """The file, in the person's own conversation; by the rep and their manager of today only."""
    review = review_to_export(request.session, request.person, review_id, request.today)
    view, language = as_both_see(request, review), request.language
    content = paper.pdf(language, request.workspace.name, view) if kind == "pdf" else paper.markdown(language, view)
    file = SendFile(f"review-{review.month:%Y-%m}.{kind}", paper.title(language, view), content)
    return file if request.channel_id.startswith("D") else [file, Whisper(steps.file_sent(language))]


def _month(request: Request, text: str) -> Period:
    """The month that begins on the day; the last one for anything else, and for one that is not over."""
    last = month_to_review(request.today)
    try:
        month = month_of(date.fromisoformat(text))
    except ValueError:
        return last
    return month if month.start <= last.start else last


PRESSES: dict[str, OnPress] = {
    overview.TEAM_PAGE: team,
    overview.HISTORY: history,
    overview.BY_MANAGER: managers,
    steps.PDF: pdf,
    steps.MARKDOWN: markdown,
}
