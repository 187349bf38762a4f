"""What an audit suggests becomes proposals, once."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, select

from models.plan.order import Scored, worth_doing
from models.plan.queries import next_number
from models.plan.records import ActionState, PlanAction
from models.workspace.records import Workspace


def propose(
    session: Session,
    workspace: Workspace,
    campaign_number: int,
    scored: Sequence[Scored],
    now: datetime,
    replaces: Collection[int] = (),
) -> list[PlanAction]:
    """What an audit suggests, once. Returns what is new.

    Proposals of the audits `replaces` that nobody took up give way. A statement for which an action is running is
    not proposed again. When the audit was opened again and closed once more, what nobody took up follows its scores.
    """
    earlier = list(session.exec(select(PlanAction).where(PlanAction.workspace_id == workspace.workspace_id)))
    wanted = {one.question.key: one for one in worth_doing(scored)}
    taken = {action.question_key for action in earlier if action.state == ActionState.ACCEPTED}
    for action in earlier:
        if action.campaign_number == campaign_number:
            taken.add(action.question_key)
        if action.state != ActionState.PROPOSED:
            continue
        again = wanted.get(action.question_key or "")
        if action.campaign_number in replaces or (action.campaign_number == campaign_number and again is None):
            action.state, action.changed_at, action.before = ActionState.DROPPED, now, None
        elif action.campaign_number == campaign_number and again is not None:
            action.score = again.score
    new = [one for key, one in wanted.items() if key not in taken]
    number = next_number(session, workspace.workspace_id) if new else 0
    added = [_proposal(workspace, number + place, campaign_number, one, now) for place, one in enumerate(new)]
    session.add_all(added)
    session.flush()
    return added


def _proposal(workspace: Workspace, number: int, campaign_number: int, one: Scored, now: datetime) -> PlanAction:
    wanted = one.question.action
    return PlanAction(
        workspace_id=workspace.workspace_id,
        number=number,
        title=wanted.title_in(workspace.language),
        campaign_number=campaign_number,
        question_key=one.question.key,
        score=one.score,
        impact=wanted.impact,
        effort=wanted.effort,
        is_heavy=wanted.is_heavy,
        horizon_days=wanted.horizon_days,
        kpi=wanted.kpi,
        state=ActionState.PROPOSED,
        changed_at=now,
    )
