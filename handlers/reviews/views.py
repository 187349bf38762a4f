"""Reviews as values for the messages; who may see which part is decided here, from the record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.door.request import Request
from messages.reviews.conversation import Answered
from messages.reviews.overview import READ, REFLECT, WRITE, Line
from messages.reviews.text import ReviewView
from models.reviews.actions import half_written_by
from models.reviews.conversation import Talk, answers_of
from models.reviews.figures import MonthFigures
from models.reviews.promised import promised_of
from models.reviews.queries import is_managers_turn, is_shared, person_with, rep_of
from models.reviews.records import CLOSED, Asks, Review, ReviewState
from models.reviews.restated import restated
from models.reviews.standing import Standing
from models.scorecard.own_kpis import own_kpis_of
from models.team.reporting_line import reviewer_of


def as_both_see(request: Request, review: Review) -> ReviewView:
    """The whole review, manager's part included: what the rep sees once it is shared, and the preview before."""
    figures = MonthFigures.from_json(review.figures) if review.figures else None
    is_closed = review.state in CLOSED
    return replace(
        _self_review(request, review, figures),
        has_managers_part=review.state == ReviewState.DRAFTED or is_shared(review),
        rating=review.rating,
        comment=review.comment,
        strengths=review.strengths,
        focus=review.focus,
        agreed=review.agreed,
        figures=figures,
        answer=review.answer,
        closed_on=review.closed_at.astimezone(request.zone).date() if review.closed_at else None,
        restated=tuple(restated(request.session, request.workspace, review, request.now)) if is_closed else (),
        today=request.today,
    )


def as_the_rep_sees(request: Request, review: Review) -> ReviewView:
    """The review without what has not been shared yet."""
    return as_both_see(request, review) if is_shared(review) else _self_review(request, review, None)


def as_the_rep_writes(request: Request, review: Review, figures: MonthFigures | None = None) -> ReviewView:
    """The rep's own half with the answers so far, handed in or not; of nobody else's reading."""
    answers = answers_of(review)
    day = _day(answers.get("commitment_by", ""))
    return replace(
        _self_review(request, review, figures),
        is_draft=True,
        kept=answers.get("kept", ""),
        went_well=answers.get("went_well", ""),
        in_the_way=answers.get("in_the_way", ""),
        self_rating=_number(answers.get("self_rating", "")),
        help_needed=answers.get("help_needed", ""),
        commitment=answers.get("commitment", ""),
        commitment_kpi=answers.get("commitment_kpi") or None,
        commitment_own=own_kpis_of(request.workspace).get(answers.get("commitment_kpi", "")),
        commitment_by=day if day and day >= request.today else None,
    )


def as_the_manager_writes(request: Request, review: Review, figures: MonthFigures) -> ReviewView:
    """The rep's half as it was handed in, and what this manager wrote so far: nothing of another's."""
    written: Mapping[str, str] = half_written_by(review, request.person)
    return replace(
        _self_review(request, review, figures),
        rating=_number(written.get("rating", "")),
        comment=written.get("comment", ""),
        strengths=written.get("strengths", ""),
        focus=written.get("focus", ""),
        agreed=written.get("agreed", ""),
    )


def own_line(request: Request, review: Review) -> Line:
    """One's own review in a list."""
    can_change = review.state in (ReviewState.OPEN, ReviewState.REFLECTED, ReviewState.DRAFTED)
    return Line(request.person.name, review.month, review.state, review.id, REFLECT if can_change else READ)


def team_line(request: Request, one: Standing, month: date, short: frozenset[str]) -> Line:
    """The review of somebody below, for who writes it."""
    review = request.session.get(Review, (one.person.workspace_id, one.id)) if one.id else None
    if review is None:
        return Line(one.person.name, month, one.state, is_short=one.person.id in short)
    standing = review.state
    action = WRITE if is_managers_turn(request.session, review, request.today) else ""
    if review.state == ReviewState.DRAFTED and review.reviewer_id == request.person.id:
        standing = "drafted_by_you"
    if is_shared(review):
        action = READ
    is_short = review.asks == Asks.ONE
    return Line(one.person.name, month, standing, review.id, action, one.is_missed, is_short, one.turn.value)


def readable_line(request: Request, review: Review, *, may_write: bool) -> Line:
    """A review of somebody below in a list of theirs."""
    if is_shared(review):
        return Line("", review.month, review.state, review.id, READ)
    can_write = may_write and is_managers_turn(request.session, review, request.today)
    return Line("", review.month, review.state, review.id, WRITE if can_write else "")


def answered_line(request: Request, talk: Talk, key: str) -> Answered:
    """A question of the conversation with its answer."""
    text = talk.answers.get(key, "")
    own = own_kpis_of(request.workspace).get(text) if key == "commitment_kpi" else None
    return Answered(f"{talk.review.id}|{key}", key, talk.review.month, text, own)


def manager_name(request: Request, review: Review) -> str:
    """Who wrote the manager's part, or will; empty when nobody is there to."""
    rep = rep_of(request.session, review)
    is_written = is_shared(review) or review.reviewer_id == request.person.id
    writer = person_with(request.session, review.workspace_id, review.reviewer_id) if is_written else None
    manager = writer or reviewer_of(request.session, rep, request.today)
    return manager.name if manager else ""


def _self_review(request: Request, review: Review, figures: MonthFigures | None) -> ReviewView:
    return ReviewView(
        id=review.id,
        rep=rep_of(request.session, review).name,
        manager=manager_name(request, review),
        month=review.month,
        state=review.state,
        asks=review.asks,
        kept=review.kept,
        promised=promised_of(request.session, review, figures),
        went_well=review.went_well,
        in_the_way=review.in_the_way,
        self_rating=review.self_rating,
        help_needed=review.help_needed,
        commitment=review.commitment,
        commitment_kpi=review.commitment_kpi,
        commitment_own=own_kpis_of(request.workspace).get(review.commitment_kpi or ""),
        commitment_by=review.commitment_by,
    )


def _number(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
