"""Questions about reviews; each says who may ask it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Integer, bindparam
from sqlmodel import Session, col, select

from models.period import Period, PeriodType, month_of, previous
from models.permissions import Right
from models.refusal import Refusal
from models.reviews.records import CLOSED, Review, ReviewState
from models.reviews.turns import SELF_REVIEW_WITHIN
from models.rights import rights_of
from models.team.calendar import Calendar
from models.team.records import Person
from models.team.reporting_line import is_at_work, people_below, reviewer_of


def month_to_review(today: date) -> Period:
    """The month before today's."""
    return previous(month_of(today), PeriodType.MONTH)


def review_of(session: Session, person: Person, month: date) -> Review | None:
    """The person's review of the month that holds the day, if it was opened."""
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    return session.exec(_OF_MONTH, params={**whose, "month": month.replace(day=1)}).first()


def reviews_of(session: Session, person: Person, limit: int = 6, after: int = 0) -> list[Review]:
    """The person's own reviews, newest first; without the first `after`."""
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    return list(session.exec(_NEWEST, params={**whose, "limit": limit, "after": after}))


# Built once: each Home asks these.
_OWN = select(Review).where(
    col(Review.workspace_id) == bindparam("workspace_id"), col(Review.person_id) == bindparam("person_id")
)
_OF_MONTH = _OWN.where(col(Review.month) == bindparam("month"))
_NEWEST = (
    _OWN.order_by(col(Review.month).desc())
    .limit(bindparam("limit", type_=Integer()))
    .offset(bindparam("after", type_=Integer()))
)


def reviews_of_month(session: Session, people: Sequence[Person], month: date) -> dict[str, Review]:
    """The opened reviews of these people of one month, by person."""
    if not people:
        return {}
    found = select(Review).where(
        Review.workspace_id == people[0].workspace_id,
        Review.month == month.replace(day=1),
        col(Review.person_id).in_([person.id for person in people]),
    )
    return {review.person_id: review for review in session.exec(found)}


def reviewed_by(session: Session, manager: Person, today: date) -> list[Person]:
    """The reps whose reviews this person writes, by name: of those below them, and for a leader of who has no manager."""
    below = people_below(session, manager)
    if manager.is_leader:
        everybody = select(Person).where(Person.workspace_id == manager.workspace_id)
        below = list(session.exec(everybody.order_by(col(Person.name))))
    return [
        rep for rep in below if rep.is_rep and is_at_work(rep, today) and _is(reviewer_of(session, rep, today), manager)
    ]


def review_to_answer(session: Session, person: Person, review_id: str) -> Review:
    """The person's own review. Refuses somebody else's and one that does not exist, in the same words."""
    review = session.get(Review, (person.workspace_id, review_id))
    if review is None or review.person_id != person.id:
        raise Refusal("reviews.not_yours")
    return review


def review_to_write(session: Session, manager: Person, review_id: str, today: date) -> Review:
    """A review that this manager may write now.

    Refuses any other, while the rep still looks back, and one that another manager is writing.
    """
    review = session.get(Review, (manager.workspace_id, review_id))
    if review is None or not rights_of(session, manager, today).may(Right.WRITE_REVIEW, rep_of(session, review)):
        raise Refusal("reviews.not_yours_to_write")
    if not is_managers_turn(session, review, today):
        until = self_review_until(session, review)
        raise Refusal("reviews.rep_is_writing", person=rep_of(session, review).name, until=until)
    other = other_writer(session, review.reviewer_id, manager, rep_of(session, review), Right.WRITE_REVIEW, today)
    if other is not None and not is_shared(review):
        raise Refusal("reviews.somebody_else_writes", person=other.name, rep=rep_of(session, review).name)
    return review


def other_writer(
    session: Session, writer_id: str | None, manager: Person, rep: Person, right: Right, today: date
) -> Person | None:
    """Who else has begun to write the rep's review and still may; a draft of who may not any more, or is away, is nobody's."""
    writer = person_with(session, rep.workspace_id, writer_id if writer_id != manager.id else None)
    if writer is None or not rights_of(session, writer, today).may(right, rep):
        return None
    return writer if Calendar.of(session, writer).works_on(today) > 0 else None


def review_to_export(session: Session, viewer: Person, review_id: str, today: date) -> Review:
    """A closed review that the viewer may take along: their own, or as who is the rep's manager by now. Refuses others."""
    review = review_to_read(session, viewer, review_id, today)
    if review.person_id != viewer.id and not _is(reviewer_of(session, rep_of(session, review), today), viewer):
        raise Refusal("reviews.not_yours_to_export")
    if review.state not in CLOSED:
        raise Refusal("reviews.not_signed_yet", month=review.month)
    return review


def review_to_read(session: Session, viewer: Person, review_id: str, today: date) -> Review:
    """A review that the viewer may read: their own; one to write; or, shared, one of somebody below. Refuses others."""
    review = session.get(Review, (viewer.workspace_id, review_id))
    if review is None:
        raise Refusal("reviews.not_yours")
    rights, rep = rights_of(session, viewer, today), rep_of(session, review)
    rights.require(Right.READ_SHARED_REVIEW if is_shared(review) else Right.READ_REVIEW, rep)
    return review


def self_review_until(session: Session, review: Review) -> date:
    """The last day that is the rep's alone, plus one: from then on the manager may write without a self-review."""
    calendar = Calendar.of(session, rep_of(session, review))
    return calendar.working_days_after(review.opened_on, SELF_REVIEW_WITHIN)


def is_managers_turn(session: Session, review: Review, today: date) -> bool:
    """Whether the manager may write: the self-review is in, or its deadline has come."""
    if review.state != ReviewState.OPEN or review.reflected_on is not None:
        return True
    return today >= self_review_until(session, review)


def is_shared(review: Review) -> bool:
    """Whether the rep has seen the manager's part."""
    return review.state == ReviewState.SHARED or review.state in CLOSED


def rep_of(session: Session, review: Review) -> Person:
    """The person whom the review is about."""
    rep = session.get(Person, (review.workspace_id, review.person_id))
    assert rep is not None  # a foreign key sees to it
    return rep


def person_with(session: Session, workspace_id: str, person_id: str | None) -> Person | None:
    """The person with this id."""
    return session.get(Person, (workspace_id, person_id)) if person_id else None


def who_hears(session: Session, writer_id: str | None, rep: Person, right: Right, today: date) -> Person | None:
    """Who is told what the rep answered: who wrote the manager's half, while they may still read it (`right`); after a
    change of manager, or when they have left, who writes the rep's reviews by now."""
    writer = person_with(session, rep.workspace_id, writer_id)
    if writer is None or rights_of(session, writer, today).may(right, rep):
        return writer
    return reviewer_of(session, rep, today)


def unfinished_reviews(session: Session, workspace_id: str, since: date) -> list[Review]:
    """Reviews of months from `since` on that still wait for somebody, oldest first."""
    waiting = select(Review).where(
        Review.workspace_id == workspace_id, col(Review.month) >= since, col(Review.state).not_in(list(CLOSED))
    )
    return list(session.exec(waiting.order_by(col(Review.month), col(Review.id))))


def last_commitment(session: Session, person: Person) -> Review | None:
    """The newest review in which the person committed to something."""
    made = select(Review).where(
        Review.workspace_id == person.workspace_id, Review.person_id == person.id, Review.commitment != ""
    )
    return session.exec(made.order_by(col(Review.month).desc())).first()


def _is(one: Person | None, other: Person) -> bool:
    return one is not None and one.id == other.id
