"""The demo company has taken its plan up: the same every time."""

from sqlmodel import Session, select

from models.goals.records import Goal, Objective
from models.plan.order import GOOD_ENOUGH
from models.plan.queries import progress_of_plan
from models.plan.records import ActionState, PlanAction
from tests.models.demo.conftest import TODAY


def test_two_actions_run_and_one_of_them_is_a_goal(demo: Session) -> None:
    actions = demo.exec(select(PlanAction)).all()
    progress = progress_of_plan(actions, TODAY)
    assert (progress.running, progress.done, progress.overdue, progress.proposed) == (2, 1, 0, 0)
    [of_goal] = [action for action in actions if action.goal_id]
    goal = demo.get(Goal, ("T0NOORDER", of_goal.goal_id))
    assert goal is not None
    assert (goal.scope_kind, of_goal.state, goal.title) == ("team", ActionState.ACCEPTED, of_goal.title)
    scores = {action.question_key: action.score for action in actions}
    assert all(score is not None and score < GOOD_ENOUGH for score in scores.values()), "each was low in the audit"
    objective = demo.exec(select(Objective)).one()
    assert [goal.number for goal in demo.exec(select(Goal)) if goal.objective_id == objective.id] == [1]
