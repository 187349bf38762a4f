"""What people do with a review: look back, judge, share, sign or disagree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.acting import Acting
from models.private_notes.notes import keep_note
from models.refusal import Refusal
from models.reviews.conversation import check_day
from models.reviews.figures import MonthFigures
from models.reviews.promised import make_action, promised_of
from models.reviews.queries import rep_of, review_of, review_to_answer, review_to_write
from models.reviews.questions import Kept
from models.reviews.rating import needs_comment, rating_range
from models.reviews.records import LONGEST_TEXT, Asks, Review
from models.reviews.short import is_chosen_short
from models.reviews.states import Step, require_step
from models.team.records import Person
from models.workspace.secrets import Secrets

BY_MANAGER = ("comment", "strengths", "focus", "agreed")
"""The texts of the manager's part."""


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
    kept: str = ""
    """What became of the commitment of the month before; empty: not said."""


@dataclass(frozen=True)
class Judgement:
    """The manager's part. `private_notes` never reach the review itself."""

    rating: int | None
    """None only of a month without figures to rate by."""
    comment: str
    strengths: str
    focus: str
    agreed: str
    private_notes: str


def open_review(session: Session, person: Person, month: date, today: date, asks: Asks = Asks.FULL) -> Review:
    """The person's review of a month, opened today when it was not yet; `asks` unless the manager chose the short one."""
    known = review_of(session, person, month)
    if known is not None:
        return known
    first = month.replace(day=1)
    asks = Asks.ONE if is_chosen_short(session, person, first) else asks
    review = Review(workspace_id=person.workspace_id, person_id=person.id, month=first, opened_on=today, asks=asks)
    session.add(review)
    session.flush()
    return review


def reflect(acting: Acting, review_id: str, answers: SelfReview) -> Review:
    """Hand in the rep's self-review; it can be changed until the manager shares.

    Refuses one that was shared, a rating outside 1 to 5, and a commitment dated in the past or over a year away.
    """
    today = acting.today
    review = review_to_answer(acting.session, acting.by, review_id)
    then = require_step(Step.HAND_IN, review)
    _check_rating(answers.rating, "self_rating")
    _check_lengths(
        went_well=answers.went_well,
        in_the_way=answers.in_the_way,
        help_needed=answers.help_needed,
        commitment=answers.commitment,
    )
    if not answers.commitment:
        raise Refusal("reviews.nothing_written", field="commitment")
    if answers.kept not in ("", *Kept):
        raise Refusal("reviews.press_one", field="kept")
    check_day(acting, answers.commitment_by)
    review.kept = answers.kept
    review.went_well, review.in_the_way = answers.went_well, answers.in_the_way
    review.self_rating, review.help_needed = answers.rating, answers.help_needed
    review.commitment, review.commitment_kpi = answers.commitment, answers.commitment_kpi
    review.commitment_by = answers.commitment_by
    review.reflected_on = review.reflected_on or today
    review.state, review.draft, review.at, review.asked_at = then, {}, None, None
    if review.promised is not None:  # the manager has written already; what the rep says of it is the rep's
        review.promised = {**review.promised, "kept": answers.kept or review.promised["kept"]}
    acting.session.flush()
    return review


def judge(acting: Acting, secrets: Secrets, review_id: str, judgement: Judgement, figures: MonthFigures) -> Review:
    """Store the manager's part as a draft, with the month's figures as they are now; the rep sees nothing yet.

    Refuses a rating far from the data's without a comment, none where the data give one, and a review that was shared.
    """
    review = review_to_write(acting.session, acting.by, review_id, acting.today)
    then = require_step(Step.WRITE, review)
    given = rating_range(figures.status)
    if judgement.rating is not None or given is not None:
        _check_rating(judgement.rating or 0, "rating")
    if judgement.rating and needs_comment(judgement.rating, figures.status) and not judgement.comment:
        low, high = given or (1, 5)
        raise Refusal("reviews.comment_needed", rating=judgement.rating, low=low, high=high, field="comment")
    _check_lengths(**{name: getattr(judgement, name) for name in BY_MANAGER})
    keep_note(acting, secrets, review.id, judgement.private_notes)
    review.promised = None
    promised = promised_of(acting.session, review, figures)
    review.reviewer_id, review.rating, review.comment = acting.by.id, judgement.rating, judgement.comment
    review.strengths, review.focus, review.agreed = judgement.strengths, judgement.focus, judgement.agreed
    review.figures, review.promised = figures.as_json(), promised.as_json() if promised else None
    review.state, review.half_written = then, {}
    acting.session.flush()
    return review


def keep_judgement(acting: Acting, secrets: Secrets, review_id: str, texts: Mapping[str, str]) -> Review:
    """Keep what stands in the manager's form before it is previewed: whoever loses the form finds it again.

    What was previewed stays as it is until it is previewed again; private notes are kept where these are kept.
    """
    review = review_to_write(acting.session, acting.by, review_id, acting.today)
    require_step(Step.WRITE, review)
    written = {name: texts[name][:LONGEST_TEXT] for name in ("rating", *BY_MANAGER) if name in texts}
    review.half_written = {"by": acting.by.id, **written}
    if "private_notes" in texts:
        keep_note(acting, secrets, review.id, texts["private_notes"])
    acting.session.flush()
    return review


def half_written_by(review: Review, manager: Person) -> Mapping[str, str]:
    """What this manager last had in their form: kept half-way, or previewed. Nothing of what somebody else wrote."""
    if review.half_written.get("by") == manager.id:
        return review.half_written
    if review.reviewer_id != manager.id:
        return {}
    return {"rating": str(review.rating or ""), **{name: getattr(review, name) for name in BY_MANAGER}}


def share(acting: Acting, review_id: str) -> Review:
    """Show the drafted review to the rep, who can then sign. Refuses one that was not drafted, or shared before."""
    review = review_to_write(acting.session, acting.by, review_id, acting.today)
    then = require_step(Step.SHARE, review)
    if review.reviewer_id != acting.by.id:
        raise Refusal("reviews.not_written")
    review.state, review.shared_at, review.half_written = then, acting.now, {}
    acting.session.flush()
    return review


def sign(acting: Acting, review_id: str) -> Review:
    """The rep agrees: the review is frozen with its numbers, and the commitment is an action of the two."""
    review = _close(acting, review_id, Step.SIGN, "")
    make_action(acting, review, rep_of(acting.session, review))
    return review


def disagree(acting: Acting, review_id: str, answer: str) -> Review:
    """The rep disagrees and says why: the review is frozen with its numbers and that answer."""
    if not answer:
        raise Refusal("reviews.nothing_written", field="answer")
    _check_lengths(answer=answer)
    return _close(acting, review_id, Step.DISAGREE, answer)


def _close(acting: Acting, review_id: str, step: Step, answer: str) -> Review:
    review = review_to_answer(acting.session, acting.by, review_id)
    then = require_step(step, review)
    review.state, review.answer, review.closed_at = then, answer, acting.now
    review.draft, review.at, review.asked_at = {}, None, None
    acting.session.flush()
    return review


def _check_rating(rating: int, field: str) -> None:
    if not 1 <= rating <= 5:
        raise Refusal("reviews.rating_out_of_range", field=field)


def _check_lengths(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise Refusal("reviews.too_long", limit=LONGEST_TEXT, length=len(text), field=field)
