"""What people do with the improvement plan: take up, hand over, finish, drop, add, and take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.goals.actions import close_goal
from models.goals.records import Goal
from models.plan.order import Scored, worth_doing
from models.plan.queries import HORIZONS, may_change_plan, next_number
from models.plan.records import LONGEST_TITLE, ActionState, PlanAction
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.team.access import leaders, sight_of
from models.team.records import Person
from models.workspace.records import Workspace

_TAKEN_BACK = ("state", "owner_id", "horizon_days", "kpi", "starts_on", "ends_on", "goal_id")


@dataclass(frozen=True, slots=True)
class Terms:
    """Who takes an action up, for how long, and by which KPI it is followed."""

    owner: Person
    horizon_days: int
    kpi: str | None


def propose(
    session: Session, workspace: Workspace, campaign_number: int, scored: Sequence[Scored], now: datetime
) -> list[PlanAction]:
    """What an audit suggests, once; proposals of earlier audits that nobody took up give way.

    A statement for which an action is running is not proposed again.
    """
    earlier = list(session.exec(select(PlanAction).where(PlanAction.workspace_id == workspace.workspace_id)))
    running = {action.question_key for action in earlier if action.state == ActionState.ACCEPTED}
    known = {action.question_key for action in earlier if action.campaign_number == campaign_number}
    for action in earlier:
        is_older = action.campaign_number is not None and action.campaign_number < campaign_number
        if action.state == ActionState.PROPOSED and is_older:
            action.state, action.changed_at, action.before = ActionState.DROPPED, now, None
    number = next_number(session, workspace.workspace_id)
    added: list[PlanAction] = []
    for one in worth_doing(scored):
        question = one.question
        if question.key in running | known:
            continue
        wanted = question.action
        added.append(
            PlanAction(
                workspace_id=workspace.workspace_id, number=number + len(added), title=wanted.title_in(workspace.language),
                campaign_number=campaign_number, question_key=question.key, score=one.score, impact=wanted.impact,
                effort=wanted.effort, is_heavy=wanted.is_heavy, horizon_days=wanted.horizon_days, kpi=wanted.kpi,
                state=ActionState.PROPOSED, changed_at=now,
            )
        )  # fmt: skip
    session.add_all(added)
    session.flush()
    return added


def take_up(
    session: Session, by: Person, action: PlanAction, terms: Terms, today: date, now: datetime
) -> PlanAction:
    """Accept a proposal, or change the terms of one that is running: its date counts from today when they are new."""
    _steers(session, by)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _check(by, terms)
    _remember(action, now)
    if action.state == ActionState.PROPOSED or action.horizon_days != terms.horizon_days:
        action.starts_on, action.ends_on = today, _last_day(today, terms.horizon_days)
    action.state = ActionState.ACCEPTED
    action.owner_id, action.horizon_days, action.kpi = terms.owner.id, terms.horizon_days, terms.kpi
    session.flush()
    return action


def add_own(session: Session, by: Person, title: str, terms: Terms, today: date, now: datetime) -> PlanAction:
    """An action of one's own. Refuses an empty or long title, and who does not steer the plan."""
    _steers(session, by)
    if not title.strip():
        raise Refusal("plan.no_title", field="title")
    if len(title) > LONGEST_TITLE:
        raise Refusal("plan.title_too_long", most=LONGEST_TITLE, field="title")
    _check(by, terms)
    action = PlanAction(
        workspace_id=by.workspace_id, number=next_number(session, by.workspace_id), title=title.strip(),
        horizon_days=terms.horizon_days, kpi=terms.kpi, owner_id=terms.owner.id, starts_on=today,
        ends_on=_last_day(today, terms.horizon_days), state=ActionState.ACCEPTED, added_by=by.id, changed_at=now,
        before={"state": ActionState.DROPPED.value},
    )  # fmt: skip
    session.add(action)
    session.flush()
    return action


def finish(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """Done. Its owner may say so too. Refuses what is not running."""
    if action.owner_id != by.id:
        _steers(session, by)
    _is_one_of(action, ActionState.ACCEPTED)
    _remember(action, now)
    action.state = ActionState.DONE
    session.flush()
    return action


def drop(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """Not, or no longer. A goal that it became stays: it is closed by itself. Refuses what is done or dropped."""
    _steers(session, by)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _remember(action, now)
    action.state = ActionState.DROPPED
    session.flush()
    return action


def take_back(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """As it was before the last change; a goal that it became in that change is closed."""
    if action.owner_id != by.id or action.state != ActionState.DONE:
        _steers(session, by)
    if action.before is None:
        raise Refusal("plan.nothing_to_undo")
    before, goal_id = action.before, action.goal_id
    for name, value in before.items():
        is_day = name in ("starts_on", "ends_on") and isinstance(value, str)
        setattr(action, name, date.fromisoformat(str(value)) if is_day else value)
    if goal_id is not None and "goal_id" in before and action.goal_id != goal_id:
        goal = session.get(Goal, (by.workspace_id, goal_id))
        if goal is not None and goal.closed_at is None:
            close_goal(session, sight_of(session, by), goal, now)
    action.before, action.changed_at = None, now
    session.flush()
    return action


def became(action: PlanAction, goal: Goal, kpi: str, now: datetime) -> None:
    """The action is followed by this goal from now on."""
    before = action.before if action.changed_at == now else None
    _remember(action, now)
    if before is not None:  # added or taken up in the same breath: one undo takes back both
        action.before = {**before, "goal_id": None}
    action.goal_id, action.kpi = goal.id, kpi


def actions_of_owner(session: Session, person: Person) -> list[PlanAction]:
    """What somebody has running, the next to end first."""
    mine = select(PlanAction).where(
        PlanAction.workspace_id == person.workspace_id, PlanAction.owner_id == person.id,
        PlanAction.state == ActionState.ACCEPTED,
    )  # fmt: skip
    return list(session.exec(mine.order_by(col(PlanAction.ends_on), col(PlanAction.number))))


def hand_over(session: Session, workspace_id: str, today: date) -> int:
    """What people who left had running goes to their manager, or the next one up who is still there.

    Returns how many changed hands. Without a manager it stays where it is: somebody has to choose.
    """
    running = select(PlanAction).where(
        PlanAction.workspace_id == workspace_id, PlanAction.state == ActionState.ACCEPTED
    )
    changed = 0
    for action in session.exec(running):
        owner = session.get(Person, (workspace_id, action.owner_id)) if action.owner_id else None
        heir = _heir(session, owner, today) if owner else None
        if heir is not None:
            action.owner_id, action.before = heir.id, None
            changed += 1
    session.flush()
    return changed


def _heir(session: Session, owner: Person, today: date) -> Person | None:
    """Who takes over from somebody who left; None when they did not leave, or nobody is above them."""
    seen, person = {owner.id}, owner
    while person.ends_on is not None and person.ends_on < today:
        above = session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
        if above is None or above.id in seen:
            return None
        seen.add(above.id)
        person = above
    return None if person is owner else person


def _steers(session: Session, by: Person) -> None:
    if not may_change_plan(session, by):
        raise Refusal("plan.managers_only", helpers=leaders(session, by))


def _is_one_of(action: PlanAction, *states: ActionState) -> None:
    if action.state not in states:
        raise Refusal(f"plan.is_{action.state}", number=action.number)


def _check(by: Person, terms: Terms) -> None:
    if terms.owner.workspace_id != by.workspace_id or terms.owner.ends_on is not None:
        raise Refusal("plan.owner_left", name=terms.owner.name, field="owner")
    if terms.horizon_days not in HORIZONS:
        raise Refusal("plan.unknown_horizon", days=terms.horizon_days, field="horizon")
    if terms.kpi is not None and terms.kpi not in KPIS:
        raise Refusal("plan.unknown_kpi", kpi=terms.kpi, field="kpi")


def _remember(action: PlanAction, now: datetime) -> None:
    values = {name: getattr(action, name) for name in _TAKEN_BACK}
    action.before = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
    }
    action.changed_at = now


def _last_day(today: date, days: int) -> date:
    return today + timedelta(days=days - 1)
