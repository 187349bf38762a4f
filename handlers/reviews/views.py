"""Reviews as values for the messages; who may see which part is decided here, from the record."""

from dataclasses import replace

from handlers.door.request import Request
from messages.reviews.overview import READ, REFLECT, WRITE, Line
from messages.reviews.text import ReviewView
from models.reviews.figures import MonthFigures
from models.reviews.queries import is_managers_turn, is_shared, person_with, rep_of
from models.reviews.records import Review, ReviewState
from models.scorecard.own_kpis import own_kpis_of
from models.team.records import Person
from models.team.reporting_line import reviewer_of


def as_both_see(request: Request, review: Review) -> ReviewView:
    """The whole review, manager's part included: what the rep sees once it is shared, and the preview before."""
    return replace(
        _self_review(request, review),
        rating=review.rating,
        comment=review.comment,
        strengths=review.strengths,
        focus=review.focus,
        agreed=review.agreed,
        figures=MonthFigures.from_json(review.figures) if review.figures else None,
        answer=review.answer,
        closed_on=review.closed_at.astimezone(request.zone).date() if review.closed_at else None,
    )


def as_the_rep_sees(request: Request, review: Review) -> ReviewView:
    """The review without what has not been shared yet."""
    return as_both_see(request, review) if is_shared(review) else _self_review(request, review)


def own_line(request: Request, review: Review) -> Line:
    """One's own review in a list."""
    can_change = review.state in (ReviewState.OPEN, ReviewState.REFLECTED, ReviewState.DRAFTED)
    action = REFLECT if can_change else READ
    return Line(request.person.name, review.month, review.state, review.id, action)


def team_line(request: Request, rep: Person, review: Review) -> Line:
    """The review of somebody below, for who writes it."""
    standing = review.state
    action = WRITE if is_managers_turn(request.session, review, request.today) else ""
    if review.state == ReviewState.DRAFTED and review.reviewer_id == request.person.id:
        standing = "drafted_by_you"
    if is_shared(review):
        action = READ
    is_missed = review.missed_on is not None and not is_shared(review)
    return Line(rep.name, review.month, standing, review.id, action, is_missed)


def readable_line(request: Request, review: Review, *, may_write: bool) -> Line:
    """A review of somebody below in a list of theirs."""
    if is_shared(review):
        return Line("", review.month, review.state, review.id, READ)
    can_write = may_write and is_managers_turn(request.session, review, request.today)
    return Line("", review.month, review.state, review.id, WRITE if can_write else "")


def manager_name(request: Request, review: Review) -> str:
    """Who wrote the manager's part, or will; empty when nobody is there to."""
    rep = rep_of(request.session, review)
    writer = person_with(request.session, review.workspace_id, review.reviewer_id)
    manager = writer or reviewer_of(request.session, rep, request.today)
    return manager.name if manager else ""


def _self_review(request: Request, review: Review) -> ReviewView:
    return ReviewView(
        id=review.id,
        rep=rep_of(request.session, review).name,
        manager=manager_name(request, review),
        month=review.month,
        state=review.state,
        went_well=review.went_well,
        in_the_way=review.in_the_way,
        self_rating=review.self_rating,
        help_needed=review.help_needed,
        commitment=review.commitment,
        commitment_kpi=review.commitment_kpi,
        commitment_own=own_kpis_of(request.workspace).get(review.commitment_kpi or ""),
        commitment_by=review.commitment_by,
    )
