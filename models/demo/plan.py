"""What the demo company took up after its audit: an objective, two running actions of which one is a goal, one done."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, func, select

from models.audit.questions import QUESTIONS
from models.audit.records import AuditCampaign
from models.demo.company import WORKSPACE_ID
from models.goals.records import Goal, Milestone, Objective
from models.plan.from_audit import scored_in
from models.plan.records import ActionState, PlanAction
from models.team.records import Person

AUDIT = 1
OBJECTIVE = {"en": "First choice of logistics in the Benelux", "nl": "Eerste keus voor de logistiek in de Benelux"}
MONTHS, DAYS_AGO = 24, 120
SERVED_BY = 1
"""The number of the goal that stands under it."""
TAKEN_UP = (
    # statement, who, days ago, state, target of its goal
    ("people_reviewed", "U0CARLA", 25, ActionState.ACCEPTED, 18),
    ("process_defined", "U0JORIS", 25, ActionState.ACCEPTED, None),
    ("process_followed", "U0GRACE", 70, ActionState.DONE, None),
)


def take_up_the_plan(session: Session, people: dict[str, Person], today: date) -> None:
    """Add objective, actions and goal, as they stand on `today`."""
    started = today - timedelta(days=DAYS_AGO)
    objective = Objective(
        workspace_id=WORKSPACE_ID,
        number=1,
        title=OBJECTIVE["en"],
        months=MONTHS,
        starts_on=started,
        owner_id=people["U0MARIJKE"].id,
        kpi="new_customers",
        created_at=_at(started),
    )
    session.add(objective)
    session.flush()
    served = session.exec(select(Goal).where(Goal.workspace_id == WORKSPACE_ID, Goal.number == SERVED_BY)).one()
    served.objective_id = objective.id
    scores = _scores(session)
    for number, (key, owner, ago, state, target) in enumerate(TAKEN_UP, start=1):
        wanted = QUESTIONS[key].action
        starts = today - timedelta(days=ago)
        days = max(wanted.horizon_days, 60)
        action = PlanAction(
            workspace_id=WORKSPACE_ID,
            number=number,
            title=wanted.title_in(people[owner].language or "en"),
            campaign_number=AUDIT,
            question_key=key,
            score=scores[key],
            impact=wanted.impact,
            effort=wanted.effort,
            is_heavy=wanted.is_heavy,
            horizon_days=days,
            kpi=wanted.kpi,
            owner_id=people[owner].id,
            starts_on=starts,
            ends_on=starts + timedelta(days=days - 1),
            state=state,
            changed_at=_at(starts),
        )
        session.add(action)
        if target is not None:
            action.goal_id = _goal(session, people[owner], action, target).id
    session.flush()


def _scores(session: Session) -> dict[str, float]:
    """What each statement scored in the audit."""
    audit = select(AuditCampaign).where(AuditCampaign.workspace_id == WORKSPACE_ID, AuditCampaign.number == AUDIT)
    return {one.question.key: one.score for one in scored_in(session, session.exec(audit).one())}


def _goal(session: Session, owner: Person, action: PlanAction, target: int) -> Goal:
    """Of the owner's team: a manager does not sell."""
    assert owner.team_id is not None
    assert action.starts_on is not None
    assert action.ends_on is not None
    assert action.kpi is not None
    highest = session.exec(select(func.max(col(Goal.number))).where(Goal.workspace_id == WORKSPACE_ID)).one()
    goal = Goal(
        workspace_id=WORKSPACE_ID,
        number=(highest or 0) + 1,
        title=action.title,
        scope_kind="team",
        scope_id=owner.team_id,
        horizon=f"{action.horizon_days}d",
        starts_on=action.starts_on,
        ends_on=action.ends_on,
        set_by=owner.id,
        created_at=_at(action.starts_on),
    )
    session.add(goal)
    session.flush()
    session.add(Milestone(workspace_id=WORKSPACE_ID, goal_id=goal.id, kpi=action.kpi, target=str(target)))
    session.flush()
    return goal


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
