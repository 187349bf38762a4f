"""The strategy page (stage, objectives, goals, actions) as values for the messages."""

from collections.abc import Sequence

from sqlmodel import col, select

from handlers.door.request import Request
from handlers.goals.views import goal_views
from messages.figures import value_text
from messages.goals.answers import LISTED
from messages.plan.views import Action, Confidence, Objective, Page, Practice, Stage
from models.audit.campaigns import open_campaigns_of
from models.audit.questions import QUESTIONS, Part
from models.audit.records import ShareForm
from models.goals.queries import goals_seen_by
from models.goals.records import Goal, ObjectiveConfidence
from models.goals.records import Objective as ObjectiveRecord
from models.maturity.history import StageOfAudit, stages_seen_by
from models.maturity.practice import Chosen
from models.period import Period
from models.permissions import Right
from models.plan.actions import actions_of_owner
from models.plan.confidence import confidence_of, is_asked
from models.plan.objectives import is_strategic, last_day_of, open_objectives
from models.plan.order import is_quick_win
from models.plan.progress import ObjectiveProgress, progress_of_objectives
from models.plan.queries import actions_seen_by, forms_seen_by, progress_of_plan, title_of
from models.plan.records import ActionState, PlanAction
from models.scorecard.scope import scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person

MOST_OWN = 3


def page(request: Request) -> Page:
    """Everything on the page that the person may see."""
    session, person, today = request.session, request.person, request.today
    rights = request.rights
    actions = actions_seen_by(session, person, today)
    progress = progress_of_plan(actions, today)
    goals = goals_seen_by(session, person, today)
    objectives = open_objectives(session, person.workspace_id)
    said = confidence_of(session, objectives)
    done = progress_of_objectives(session, request.workspace, objectives, person, request.now)
    under = {one.id for one in objectives}
    stages = stages_seen_by(session, person, today)
    return Page(
        stages=[stage_view(one) for one in stages],
        objectives=[objective_view(request, one, goals, said[one.id], done[one.id]) for one in objectives],
        other_goals=sum(goal.objective_id not in under for goal in goals),
        actions=action_views(request, actions),
        can_change=rights.may(Right.CHANGE_PLAN),
        is_leader=rights.may(Right.LEAD_COMPANY),
        audit_is_open=not stages and any(one.part == Part.FUNCTIONS for one in open_campaigns_of(session, person)),
        done=progress.done,
        running=progress.running,
        overdue=progress.overdue,
    )


def action_view(request: Request, action: PlanAction) -> Action:
    """One action as a value for the messages."""
    return action_views(request, [action])[0]


def action_views(request: Request, actions: Sequence[PlanAction]) -> list[Action]:
    """Actions with their owners and goals. Of a goal of somebody else's only what the person may see."""
    language = request.language
    people = _people(request, {action.owner_id for action in actions if action.owner_id})
    steers = request.rights.may(Right.CHANGE_PLAN)
    seen = {goal.id: goal for goal in goals_seen_by(request.session, request.person, request.today)}
    wanted = [seen[action.goal_id] for action in actions if action.goal_id in seen]
    goals_by_id = {goal.id: goal for goal in goal_views(request, wanted)} if wanted else {}
    forms = forms_seen_by(request.session, request.person, actions, request.today)
    found = []
    for action in actions:
        owner = people.get(action.owner_id or "")
        question = QUESTIONS.get(action.question_key or "")
        found.append(
            Action(
                id=action.id,
                number=action.number,
                title=title_of(action, language),
                state=action.state,
                horizon_days=action.horizon_days,
                owner=owner.name if owner else "",
                owner_user=(owner.slack_user_id or "") if owner else "",
                last_day=action.ends_on,
                kpi=action.kpi,
                score=action.score if forms.get(action.campaign_number or 0) is ShareForm.FULL else None,
                is_quick_win=is_quick_win(action.impact, action.effort, action.is_heavy),
                is_heavy=action.is_heavy,
                is_overdue=action.state == ActionState.ACCEPTED
                and action.ends_on is not None
                and action.ends_on < request.today,
                goal=goals_by_id.get(action.goal_id or ""),
                is_goal=action.goal_id is not None,
                can_change=steers,
                can_finish=steers or action.owner_id == request.person.id,
                recommendation=question.text(language).recommendation if question and steers else "",
            )
        )
    return found


def own_actions(request: Request) -> list[Action]:
    """What the person has running, the next to end first: for a short list, without figures."""
    return [
        Action(
            one.id,
            one.number,
            title_of(one, request.language),
            one.state,
            one.horizon_days,
            last_day=one.ends_on,
            is_overdue=one.ends_on is not None and one.ends_on < request.today,
        )
        for one in actions_of_owner(request.session, request.person)[:MOST_OWN]
    ]


def objective_view(
    request: Request,
    objective: ObjectiveRecord,
    goals: Sequence[Goal],
    said: Sequence[ObjectiveConfidence] = (),
    done: ObjectiveProgress | None = None,
) -> Objective:
    """An objective with those of `goals` that stand under it, and how sure who leads said that they are, newest first."""
    people = _people(request, {one.said_by for one in said} | ({objective.owner_id} if objective.owner_id else set()))
    owner = people.get(objective.owner_id or "")
    confidence = [
        Confidence(one.level, one.said_on, people[one.said_by].name if one.said_by in people else "") for one in said
    ]
    under = [goal for goal in goals if goal.objective_id == objective.id]
    return Objective(
        objective.id,
        objective.number,
        objective.title,
        is_strategic(objective),
        last_day_of(objective),
        goal_views(request, under[:LISTED]),
        confidence,
        asks=is_asked(said, request.today) and request.rights.may(Right.LEAD_COMPANY),
        owner=owner.name if owner else "",
        owner_user=(owner.slack_user_id or "") if owner else "",
        kpi=objective.kpi,
        figure=key_figure(request, objective) if done is not None else "",
        progress=done,
    )


def key_figure(request: Request, objective: ObjectiveRecord) -> str:
    """The company's figure since the objective began; empty for who may not read it, and while there is none."""
    if objective.kpi is None or not request.rights.may(Right.SEE_COMPANY):
        return ""
    session, workspace = request.session, request.workspace
    period = Period(objective.starts_on, last_day_of(objective))
    scope = scope_of_workspace(session, workspace)
    card = scorecard_of(session, workspace, scope, period, request.now, kpis=[objective.kpi])
    line = card.lines.get(objective.kpi)
    if line is None or line.figure.value is None:
        return ""
    return value_text(request.words, line.figure.value, line.kpi.unit, workspace.currency)


def open_objective_views(request: Request) -> list[Objective]:
    """The objectives for a menu: without their goals."""
    return [
        objective_view(request, one, ()) for one in open_objectives(request.session, request.workspace.workspace_id)
    ]


def stage_view(found: StageOfAudit) -> Stage:
    """A stage as a value for the messages."""
    stage = found.stage
    told = (stage.value, stage.capped_by, found.lowest, stage.by_mean, stage.reason)
    return Stage(found.audit, found.closed_on, *told, found.mean, found.next)


def practice_view(chosen: Chosen) -> Practice:
    """What is switched on, as a value for the messages."""
    return Practice(chosen.focus, chosen.prompts, chosen.depth.value, chosen.stage)


def _people(request: Request, ids: set[str]) -> dict[str, Person]:
    if not ids:
        return {}
    wanted = select(Person).where(Person.workspace_id == request.workspace.workspace_id, col(Person.id).in_(ids))
    return {person.id: person for person in request.session.exec(wanted)}
