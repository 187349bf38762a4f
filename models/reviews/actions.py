"""What people do with a review: look back, judge, share, sign or disagree."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from models.acting import Acting
from models.private_notes.notes import keep_note
from models.refusal import Refusal
from models.reviews.figures import MonthFigures
from models.reviews.queries import review_of, review_to_answer, review_to_write
from models.reviews.rating import needs_comment, rating_range
from models.reviews.records import CLOSED, LONGEST_TEXT, Review, ReviewState
from models.team.records import Person
from models.workspace.secrets import Secrets

LONGEST_COMMITMENT = timedelta(days=366)


@dataclass(frozen=True)
class SelfReview:
    """The rep's answers to the five questions."""

    went_well: str
    in_the_way: str
    rating: int
    help_needed: str
    commitment: str
    commitment_kpi: str | None
    commitment_by: date


@dataclass(frozen=True)
class Judgement:
    """The manager's part. `private_notes` never reach the review itself."""

    rating: int
    comment: str
    strengths: str
    focus: str
    agreed: str
    private_notes: str


def open_review(session: Session, person: Person, month: date, today: date) -> Review:
    """The person's review of a month, opened today when it was not yet."""
    known = review_of(session, person, month)
    if known is not None:
        return known
    review = Review(workspace_id=person.workspace_id, person_id=person.id, month=month.replace(day=1), opened_on=today)
    session.add(review)
    session.flush()
    return review


def reflect(acting: Acting, review_id: str, answers: SelfReview) -> Review:
    """Store the rep's self-review; it can be changed until the manager shares.

    Refuses one that was shared, a rating outside 1 to 5, and a commitment dated in the past or over a year away.
    """
    today = acting.today
    review = review_to_answer(acting.session, acting.by, review_id)
    if review.state in CLOSED or review.state == ReviewState.SHARED:
        raise Refusal("reviews.already_shared", month=review.month)
    _check_rating(answers.rating, "self_rating")
    _check_lengths(
        went_well=answers.went_well,
        in_the_way=answers.in_the_way,
        help_needed=answers.help_needed,
        commitment=answers.commitment,
    )
    if not answers.commitment:
        raise Refusal("reviews.nothing_written", field="commitment")
    if not today <= answers.commitment_by <= today + LONGEST_COMMITMENT:
        raise Refusal("reviews.commitment_date", today=today, field="commitment_by")
    review.went_well, review.in_the_way = answers.went_well, answers.in_the_way
    review.self_rating, review.help_needed = answers.rating, answers.help_needed
    review.commitment, review.commitment_kpi = answers.commitment, answers.commitment_kpi
    review.commitment_by = answers.commitment_by
    review.reflected_on = review.reflected_on or today
    if review.state == ReviewState.OPEN:
        review.state = ReviewState.REFLECTED
    acting.session.flush()
    return review


def judge(acting: Acting, secrets: Secrets, review_id: str, judgement: Judgement, figures: MonthFigures) -> Review:
    """Store the manager's part as a draft, with the month's figures as they are now; the rep sees nothing yet.

    Refuses a rating far from the data's without a comment, and a review that was shared.
    """
    review = review_to_write(acting.session, acting.by, review_id, acting.today)
    if review.state in CLOSED or review.state == ReviewState.SHARED:
        raise Refusal("reviews.already_shared", month=review.month)
    _check_rating(judgement.rating, "rating")
    if needs_comment(judgement.rating, figures.status) and not judgement.comment:
        low, high = rating_range(figures.status) or (1, 5)
        raise Refusal("reviews.comment_needed", rating=judgement.rating, low=low, high=high, field="comment")
    _check_lengths(
        comment=judgement.comment, strengths=judgement.strengths, focus=judgement.focus, agreed=judgement.agreed
    )
    keep_note(acting, secrets, review.id, judgement.private_notes)
    review.reviewer_id, review.rating, review.comment = acting.by.id, judgement.rating, judgement.comment
    review.strengths, review.focus, review.agreed = judgement.strengths, judgement.focus, judgement.agreed
    review.figures = figures.as_json()
    review.state = ReviewState.DRAFTED
    acting.session.flush()
    return review


def share(acting: Acting, review_id: str) -> Review:
    """Show the drafted review to the rep, who can then sign. Refuses one that was not drafted, or shared before."""
    review = review_to_write(acting.session, acting.by, review_id, acting.today)
    if review.state in CLOSED or review.state == ReviewState.SHARED:
        raise Refusal("reviews.already_shared", month=review.month)
    if review.state != ReviewState.DRAFTED or review.reviewer_id != acting.by.id:
        raise Refusal("reviews.not_written")
    review.state, review.shared_at = ReviewState.SHARED, acting.now
    acting.session.flush()
    return review


def sign(acting: Acting, review_id: str) -> Review:
    """The rep agrees: the review is frozen with its numbers."""
    return _close(acting, review_id, ReviewState.SIGNED, "")


def disagree(acting: Acting, review_id: str, answer: str) -> Review:
    """The rep disagrees and says why: the review is frozen with its numbers and that answer."""
    if not answer:
        raise Refusal("reviews.nothing_written", field="answer")
    _check_lengths(answer=answer)
    return _close(acting, review_id, ReviewState.DISAGREED, answer)


def _close(acting: Acting, review_id: str, state: ReviewState, answer: str) -> Review:
    review = review_to_answer(acting.session, acting.by, review_id)
    if review.state in CLOSED:
        raise Refusal("reviews.already_closed", month=review.month)
    if review.state != ReviewState.SHARED:
        raise Refusal("reviews.not_shared_yet", month=review.month)
    review.state, review.answer, review.closed_at = state, answer, acting.now
    acting.session.flush()
    return review


def _check_rating(rating: int, field: str) -> None:
    if not 1 <= rating <= 5:
        raise Refusal("reviews.rating_out_of_range", field=field)


def _check_lengths(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise Refusal("reviews.too_long", limit=LONGEST_TEXT, length=len(text), field=field)
