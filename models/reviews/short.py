"""A busy month: the manager has the review of a rep ask one question of each, besides the rating."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, delete, select

from models.acting import Acting
from models.permissions import Right
from models.reviews.queries import is_shared, review_of
from models.reviews.records import Asks, Review, ShortReview
from models.team.records import Person


def make_short(acting: Acting, reps: Sequence[Person], month: date, *, is_short: bool) -> list[Review]:
    """From now on the reviews of these reps of the month ask one question of each, or (`is_short` False) all of them.

    What was written stays. Returns the reviews that were asked for already and changed. Refuses whose reviews this person
    does not write; a review that was shared stays as it is.
    """
    session, first = acting.session, month.replace(day=1)
    for rep in reps:
        acting.rights.require(Right.WRITE_REVIEW, rep)
    ids = [rep.id for rep in reps]
    session.execute(
        delete(ShortReview).where(
            col(ShortReview.workspace_id) == acting.by.workspace_id,
            col(ShortReview.month) == first,
            col(ShortReview.person_id).in_(ids),
        )
    )
    changed = []
    for rep in reps:
        if is_short:
            session.add(
                ShortReview(
                    workspace_id=rep.workspace_id,
                    person_id=rep.id,
                    month=first,
                    chosen_by=acting.by.id,
                    chosen_on=acting.today,
                )
            )
        review, asks = review_of(session, rep, first), Asks.ONE if is_short else Asks.FULL
        if review is not None and not is_shared(review) and review.asks != asks:
            review.asks = asks
            changed.append(review)
    session.flush()
    return changed


def is_chosen_short(session: Session, person: Person, month: date) -> bool:
    """Whether the review of this rep of the month is to be the short one."""
    return person.id in chosen_short(session, [person], month)


def chosen_short(session: Session, people: Sequence[Person], month: date) -> frozenset[str]:
    """Ids of those of these people whose review of the month is the short one."""
    if not people:
        return frozenset()
    chosen = select(ShortReview.person_id).where(
        ShortReview.workspace_id == people[0].workspace_id,
        ShortReview.month == month.replace(day=1),
        col(ShortReview.person_id).in_([person.id for person in people]),
    )
    return frozenset(session.exec(chosen))
