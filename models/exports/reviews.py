"""Monthly reviews as data. Private notes live in a table of their own and are in no export."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.exports.names import Names
from models.exports.writing import Row
from models.period import Period, first_instant
from models.reviews.records import Review, ReviewState
from models.scorecard.scope import Scope
from models.workspace.records import Workspace
from models.zones import zone_named

COLUMNS = (
    "id",
    "person",
    "month",
    "state",
    "self_rating",
    "went_well",
    "in_the_way",
    "help_needed",
    "commitment",
    "commitment_kpi",
    "commitment_by",
    "reviewer",
    "rating",
    "comment",
    "strengths",
    "focus",
    "agreed",
    "answer",
    "closed_at",
    "figures",
)
_OWN = (
    "month",
    "self_rating",
    "went_well",
    "in_the_way",
    "help_needed",
    "commitment",
    "commitment_kpi",
    "commitment_by",
)
_BY_MANAGER = ("rating", "comment", "strengths", "focus", "agreed", "figures")


def review_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None
) -> Iterator[Row]:
    """The reviews of the people in the scope, by month; with `period` of the months that begin in it.

    What a manager has written and not yet shared is left out; with `at`, what was shared or signed after that day too.
    """
    found = select(Review).where(Review.workspace_id == workspace.workspace_id)
    if scope.ids is not None:
        found = found.where(col(Review.person_id).in_(scope.ids))
    if period:
        found = found.where(col(Review.month) >= period.start, col(Review.month) < period.end)
    if at:
        found = found.where(col(Review.opened_on) <= at)
    names = Names(session, workspace.workspace_id)
    end = first_instant(at + timedelta(days=1), zone_named(workspace.zone)) if at else None
    for review in session.exec(found.order_by(col(Review.month), col(Review.person_id))):
        yield _row(review, names, end)


def _row(review: Review, names: Names, end: datetime | None) -> Row:
    is_shared = review.shared_at is not None and (end is None or review.shared_at < end)
    is_closed = review.closed_at is not None and (end is None or review.closed_at < end)
    row: Row = {column: getattr(review, column) for column in _OWN}
    row |= {"id": review.id, "person": names.person(review.person_id), "state": _state(review, is_shared, is_closed)}
    row["reviewer"] = names.person(review.reviewer_id) if is_shared else None
    row |= {column: getattr(review, column) if is_shared else None for column in _BY_MANAGER}
    row |= {"answer": review.answer if is_closed else "", "closed_at": review.closed_at if is_closed else None}
    return {column: row[column] for column in COLUMNS}


def _state(review: Review, is_shared: bool, is_closed: bool) -> str:
    if is_closed:
        return review.state
    if is_shared:
        return ReviewState.SHARED
    return ReviewState.OPEN if review.reflected_on is None else ReviewState.REFLECTED
