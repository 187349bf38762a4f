"""What was promised for a quarter, and whether it was kept: commitments, goals, actions of coaching, decisions.

What was due in the quarter counts, and of what runs on how far it is. Of a commitment only who made it can say it; a goal
was kept when all its milestones were reached; an action and a decision when somebody ticked it off. Of one that is still
open after its day nobody has said anything: that is not the same as not kept.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from models.coaching.records import ActionState, PairAction
from models.goals.progress import progress_of
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.period import Period, PeriodType, first_instant, previous
from models.qbr.pack import Promise
from models.qbr.queries import decisions_of, quarter_of_qbr
from models.qbr.records import CLOSED, DecisionState, Qbr, QbrDecision, QbrState
from models.qbr.subjects import PERSON
from models.reviews.promised import became_of
from models.reviews.records import CLOSED as REVIEWED
from models.reviews.records import Review, ReviewState
from models.scorecard.scope import Scope
from models.workspace.records import Workspace
from models.zones import zone_named

MOST_GOALS = 8
"""More of one quarter are not computed: what is said of each fits no page."""
SAID_BY_REP = "kept:"


def promises_of(session: Session, workspace: Workspace, scope: Scope, qbr: Qbr, now: datetime) -> tuple[Promise, ...]:
    """Everything that was promised, in the order in which it was due; without what was handed in of it by nobody yet."""
    today = scope.today(now)
    found = [*_goals(session, workspace, qbr, today, now), *_decisions(session, workspace, qbr, today)]
    if qbr.scope_kind == PERSON:
        found += [*_commitments(session, qbr), *_actions(session, qbr, today)]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.kind, one.text)))


def commitments_of(session: Session, qbr: Qbr) -> list[Review]:
    """The monthly reviews of which the commitment was due in the quarter, oldest first. A team has none."""
    if qbr.scope_kind != PERSON:
        return []
    quarter = quarter_of_qbr(qbr)
    made = select(Review).where(
        Review.workspace_id == qbr.workspace_id,
        Review.person_id == qbr.scope_id,
        Review.commitment != "",
        col(Review.state).in_([ReviewState.SHARED.value, *REVIEWED]),
        col(Review.commitment_by) >= quarter.start,
        col(Review.commitment_by) < quarter.end,
    )
    return list(session.exec(made.order_by(col(Review.commitment_by), col(Review.month)).limit(3)))


def _commitments(session: Session, qbr: Qbr) -> list[Promise]:
    """What became of one is part of the report: until it is handed in nobody else reads it."""
    told = qbr.answers if qbr.reported_on else {}
    return [
        Promise(
            "commitment",
            review.commitment,
            told.get(f"{SAID_BY_REP}{review.id}") or became_of(session, review) or "unknown",
            review.commitment_by,
            kpi=review.commitment_kpi or "",
        )
        for review in commitments_of(session, qbr)
    ]


def _goals(session: Session, workspace: Workspace, qbr: Qbr, today: date, now: datetime) -> list[Promise]:
    quarter = quarter_of_qbr(qbr)
    goals = _running_in(session, qbr, quarter, zone=workspace.zone)
    steps = milestones_of(session, goals)
    found = []
    for goal in goals:
        progress = progress_of(session, workspace, goal, steps[goal.id], now)
        reached = sum(step.is_reached for step in progress.steps)
        is_over = goal.ends_on < today or goal.closed_at is not None
        state = "unknown" if not progress.steps else "kept" if progress.is_reached else "not" if is_over else "running"
        kpis = ",".join(step.kpi.key for step in progress.steps)
        found.append(Promise("goal", goal.title, state, goal.ends_on, kpi=kpis, steps=(reached, len(progress.steps))))
    return found


def _running_in(session: Session, qbr: Qbr, quarter: Period, zone: str) -> Sequence[Goal]:
    """The goals that ran in the quarter, and were not given up before it; what the plan of this review became is none."""
    goals = select(Goal).where(
        Goal.workspace_id == qbr.workspace_id,
        Goal.scope_kind == qbr.scope_kind,
        Goal.scope_id == qbr.scope_id,
        col(Goal.starts_on) < quarter.end,
        col(Goal.ends_on) >= quarter.start,
        or_(col(Goal.closed_at).is_(None), col(Goal.closed_at) >= first_instant(quarter.start, zone_named(zone))),
        col(Goal.id).not_in(list(qbr.goals.values())),
    )
    return session.exec(goals.order_by(col(Goal.ends_on), col(Goal.number)).limit(MOST_GOALS)).all()


def _actions(session: Session, qbr: Qbr, today: date) -> list[Promise]:
    """What rep and coach agreed in the quarter, or were to look at in it; what was committed to stands there already."""
    quarter = quarter_of_qbr(qbr)
    agreed = select(PairAction).where(
        PairAction.workspace_id == qbr.workspace_id,
        PairAction.rep_id == qbr.scope_id,
        col(PairAction.id).not_in(select(Review.id).where(Review.workspace_id == qbr.workspace_id)),
        or_(
            col(PairAction.added_on).between(quarter.start, quarter.last_day),
            col(PairAction.check_on).between(quarter.start, quarter.last_day),
        ),
    )
    return [
        Promise(
            "action",
            action.text,
            _kept(action, today),
            action.check_on,
            kpi=action.kpi or "",
            between=(action.coach_id, action.rep_id),
        )
        for action in session.exec(agreed.order_by(col(PairAction.added_on), col(PairAction.id)))
    ]


def _kept(action: PairAction, today: date) -> str:
    if action.state != ActionState.OPEN:
        return "kept" if action.state == ActionState.DONE else "not"
    return "unknown" if action.check_on and action.check_on < today else "running"


def _decisions(session: Session, workspace: Workspace, qbr: Qbr, today: date) -> list[Promise]:
    """What the review of the quarter before decided: it was made in this one."""
    before = previous(quarter_of_qbr(qbr), PeriodType.QUARTER, workspace.fiscal_start_month)
    held = select(Qbr).where(
        Qbr.workspace_id == qbr.workspace_id,
        Qbr.scope_kind == qbr.scope_kind,
        Qbr.scope_id == qbr.scope_id,
        Qbr.quarter == before.start,
        col(Qbr.state).in_([QbrState.SHARED.value, *CLOSED]),
    )
    decisions = decisions_of(session, list(session.exec(held)))
    return [Promise("decision", one.text, _became(one, today), one.due_on, one.doer_id) for one in decisions]


def _became(decision: QbrDecision, today: date) -> str:
    if decision.state == DecisionState.DONE:
        return "kept"
    if decision.state == DecisionState.DROPPED:
        return "not"
    return "unknown" if decision.due_on < today else "running"
