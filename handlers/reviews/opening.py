"""The review that a button names, opened when it was not yet."""

from datetime import date

from handlers.door.request import Request
from models.maturity.practice import chosen_of
from models.maturity.recommended import Depth
from models.refusal import Refusal
from models.reviews.actions import open_review
from models.reviews.due import month_due
from models.reviews.queries import review_of, review_to_answer
from models.reviews.records import Asks, Review
from models.team.calendar import Calendar


def own_review(request: Request, value: str) -> Review:
    """The person's own review by its id, or, before it was asked for, by its month.

    Refuses somebody else's, and a month that is not to be reviewed now.
    """
    try:
        month = date.fromisoformat(value) if len(value) == len("2026-10-01") else None
    except ValueError:
        month = None
    if month is None:
        return review_to_answer(request.session, request.person, value)
    due = month_due(request.person, Calendar.of(request.session, request.person, request.workspace), request.today)
    if due is None or due.start != month:
        raise Refusal("reviews.no_month_to_review")
    return open_review(request.session, request.person, month, request.today, asks(request))


def due_review(request: Request) -> Review:
    """The person's review that is due now, opened when it was not yet. Refuses who has none."""
    due = month_due(request.person, Calendar.of(request.session, request.person, request.workspace), request.today)
    if due is None:
        raise Refusal("reviews.no_month_to_review")
    known = review_of(request.session, request.person, due.start)
    return known or open_review(request.session, request.person, due.start, request.today, asks(request))


def asks(request: Request) -> Asks:
    """How much a review asks in this workspace."""
    depth = chosen_of(request.session, request.workspace.workspace_id).depth
    return Asks.SHORT if depth is Depth.SHORT else Asks.FULL
