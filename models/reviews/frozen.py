"""A closed review stays as it was signed: no code path can change or delete it.

Only the erasure of a whole person goes around this, with statements of its own.
"""

from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper

from models.reviews.records import CLOSED, Review


class FrozenReviewError(Exception):
    """Something tried to change or delete a review that was signed or disagreed with."""


@event.listens_for(Review, "before_update")
def _refuse_change(mapper: Mapper[Review], connection: Connection, review: Review) -> None:
    history = inspect(review).attrs.state.history
    before = history.deleted[0] if history.deleted else review.state
    changed = any(attribute.history.has_changes() for attribute in inspect(review).attrs)
    if changed and before in CLOSED:
        raise FrozenReviewError(review.id)


@event.listens_for(Review, "before_delete")
def _refuse_delete(mapper: Mapper[Review], connection: Connection, review: Review) -> None:
    if review.state in CLOSED:
        raise FrozenReviewError(review.id)
