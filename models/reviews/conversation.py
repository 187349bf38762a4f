"""The self-review by conversation: one question at a time, every answer saved at once, resumed where it stopped.

The answers are a draft that only the rep sees, until they hand it in; what is typed within an hour of a question answers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.refusal import Refusal
from models.reviews.promised import commitment_before
from models.reviews.queries import review_to_answer
from models.reviews.questions import LISTENS_FOR, Kept, before, next_open, position
from models.reviews.records import LONGEST_TEXT, Asks, Review, ReviewState
from models.reviews.states import Step, require_step
from models.team.records import Person

KEPT, RATING, COMMITMENT, KPI, BY = "kept", "self_rating", "commitment", "commitment_kpi", "commitment_by"
TEXTS = ("went_well", "in_the_way", "help_needed", COMMITMENT)
"""The questions that are answered in words."""
QUESTIONS: dict[Asks, tuple[str, ...]] = {
    Asks.FULL: ("went_well", "in_the_way", RATING, "help_needed", COMMITMENT, KPI, BY),
    Asks.SHORT: ("went_well", RATING, COMMITMENT, KPI, BY),
    Asks.ONE: (RATING, COMMITMENT),
}
"""What is asked, after what became of the last commitment."""
RATINGS = frozenset("12345")
LONGEST_COMMITMENT = timedelta(days=366)


@dataclass(frozen=True)
class Talk:
    """Where somebody is in their self-review."""

    review: Review
    keys: tuple[str, ...]
    """Of the questions, in order."""
    key: str | None
    """Of the one on screen; None when none is left."""
    answers: Mapping[str, str]
    """By question, as far as they are there."""

    @property
    def position(self) -> int:
        """1 for the first question; the number of questions when there is none left."""
        return position(self.keys, self.key)

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be answered before it can be handed in."""
        needed = (RATING, COMMITMENT) if self.review.asks == Asks.ONE else ("went_well", RATING, COMMITMENT)
        return tuple(key for key in needed if not self.answers.get(key))


def talk_of(session: Session, review: Review) -> Talk:
    """Where the self-review is."""
    asked = QUESTIONS[Asks(review.asks)]
    keys = (KEPT, *asked) if commitment_before(session, review) is not None else asked
    return Talk(review, keys, review.at if review.at in keys else None, answers_of(review))


def answers_of(review: Review) -> dict[str, str]:
    """What was answered so far: the draft; of what was handed in and is not being changed, that."""
    if review.draft or review.reflected_on is None:
        return dict(review.draft)
    handed_in = {name: getattr(review, name) for name in (KEPT, *TEXTS, RATING, KPI, BY)}
    return {name: str(value) for name, value in handed_in.items() if value is not None}


def begin(acting: Acting, review_id: str) -> Talk:
    """Start, or go on where it stopped; when everything is said, the end. Refuses what was shared."""
    talk = _to_answer(acting, review_id)
    return _put(acting, talk, talk.key or _next_open(talk, None))


def go_to(acting: Acting, review_id: str, key: str) -> Talk:
    """Put this question on screen, answered or not."""
    return _put(acting, _known(acting, review_id, key), key)


def give(acting: Acting, review_id: str, key: str, text: str) -> Talk:
    """Keep the answer to a question, in place of an earlier one; the one on screen makes place for the next that is open.

    Refuses an answer that is too long, a rating or day that is none, and what is no answer to a question of one press.
    """
    talk = _known(acting, review_id, key)
    _check(acting, key, text)
    talk.review.draft = {**talk.answers, key: text}
    after = talk_of(acting.session, talk.review)
    on_screen = after.key if after.key not in (None, key) else _next_open(after, key)
    return _put(acting, after, on_screen)


def skip(acting: Acting, review_id: str, key: str) -> Talk:
    """Leave a question out; an answer that is there already stays."""
    return give(acting, review_id, key, _known(acting, review_id, key).answers.get(key, ""))


def take_out(acting: Acting, review_id: str, key: str) -> Talk:
    """What was kept as an answer was none: the question is open again, and on screen."""
    talk = _known(acting, review_id, key)
    talk.review.draft = {name: text for name, text in talk.answers.items() if name != key}
    return _put(acting, talk_of(acting.session, talk.review), key)


def back(acting: Acting, review_id: str) -> Talk:
    """The question before the one on screen; from the end the last one."""
    talk = _to_answer(acting, review_id)
    return _put(acting, talk, before(talk.keys, talk.key))


def pause(acting: Acting, review_id: str) -> Talk:
    """Stop for now: what is typed is about the review no more, until they go on. Also when it was shared meanwhile."""
    review = review_to_answer(acting.session, acting.by, review_id)
    review.asked_at = None
    acting.session.flush()
    return talk_of(acting.session, review)


def keep(acting: Acting, review_id: str, answers: Mapping[str, str]) -> Review:
    """Keep what stands in a form that is not handed in: whoever loses it finds it again. It refuses nothing but a review
    that was shared; what does not fit is told when it is handed in."""
    talk = _to_answer(acting, review_id)
    known = {key: text[:LONGEST_TEXT] for key, text in answers.items() if key in (KEPT, RATING, KPI, BY, *TEXTS)}
    kept = {key: text for key, text in known.items() if text or key in talk.answers}
    if kept:
        talk.review.draft = {**talk.answers, **kept}
        acting.session.flush()
    return talk.review


def listening(session: Session, person: Person, now: datetime) -> Talk | None:
    """The self-review of which a question was put within the hour; None: what the person types is not for it.

    The manager may have shared without it meanwhile: what is typed is still meant for it, and is no entry of the log.
    """
    asked = select(Review).where(
        Review.workspace_id == person.workspace_id,
        Review.person_id == person.id,
        col(Review.state).in_([*Step.ANSWER.value.leads, ReviewState.SHARED.value]),
        col(Review.asked_at) > now - LISTENS_FOR,
    )
    review = session.exec(asked.order_by(col(Review.asked_at).desc())).first()
    talk = talk_of(session, review) if review else None
    return talk if talk is not None and talk.key is not None else None


def check_day(acting: Acting, day: date | None) -> None:
    """Refuses a day of a commitment that is past, or over a year away."""
    if day is None or not acting.today <= day <= acting.today + LONGEST_COMMITMENT:
        raise Refusal("reviews.commitment_date", today=acting.today, field=BY)


def _check(acting: Acting, key: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refusal("reviews.too_long", limit=LONGEST_TEXT, length=len(text), field="text")
    if not text:
        return
    if key == RATING and text not in RATINGS:
        raise Refusal("reviews.rating_out_of_range", field="text")
    if key == KEPT and text not in list(Kept):
        raise Refusal("reviews.press_one")
    if key == BY:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        check_day(acting, day)


def _to_answer(acting: Acting, review_id: str) -> Talk:
    review = review_to_answer(acting.session, acting.by, review_id)
    require_step(Step.ANSWER, review)
    return talk_of(acting.session, review)


def _known(acting: Acting, review_id: str, key: str) -> Talk:
    talk = _to_answer(acting, review_id)
    if key not in talk.keys:
        raise Refusal("reviews.unknown_question")
    return talk


def _put(acting: Acting, talk: Talk, key: str | None) -> Talk:
    """This question is on screen from now on; None: the end."""
    talk.review.at, talk.review.asked_at = key, acting.now if key else None
    acting.session.flush()
    return talk_of(acting.session, talk.review)


def _next_open(talk: Talk, after: str | None) -> str | None:
    return next_open(talk.keys, after, lambda key: key in talk.answers)
