"""Questions about the improvement plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from models.audit.campaigns import form_seen_by
from models.audit.questions import QUESTIONS
from models.audit.records import AuditCampaign, ShareForm
from models.permissions import Right
from models.plan.order import place_of
from models.plan.records import ActionState, PlanAction
from models.refusal import Refusal
from models.rights import rights_of
from models.team.records import Person
from models.workspace.queries import hold

HORIZONS = (30, 60, 90)


def actions_seen_by(session: Session, person: Person, today: date) -> list[PlanAction]:
    """The plan in the order in which to take it up: proposals for who steers it, what is running and done for all."""
    rights = rights_of(session, person, today)
    seen = [ActionState.ACCEPTED, ActionState.DONE] if rights.may(Right.SEE_PLAN) else []
    if rights.may(Right.CHANGE_PLAN):
        seen.insert(0, ActionState.PROPOSED)
    found = list(session.exec(_ACTIONS, params={"workspace_id": person.workspace_id, "states": seen}))
    forms = forms_seen_by(session, person, (one for one in found if one.ends_on is None), today)
    return sorted(_once([one for one in found if _is_for(one, forms)]), key=_place)


def _once(actions: list[PlanAction]) -> list[PlanAction]:
    """Without proposals of a statement for which something runs, or that a newer audit proposes: audits of different
    people do not follow one another, but who sees both reads each proposal once.
    """
    running = {one.question_key for one in actions if one.state == ActionState.ACCEPTED and one.question_key}
    newest: dict[str, int] = {}
    for one in actions:
        if one.state == ActionState.PROPOSED and one.question_key:
            newest[one.question_key] = max(newest.get(one.question_key, 0), one.campaign_number or 0)
    return [
        one
        for one in actions
        if one.state != ActionState.PROPOSED
        or one.question_key is None
        or (one.question_key not in running and (one.campaign_number or 0) == newest[one.question_key])
    ]


_ACTIONS = select(PlanAction).where(
    col(PlanAction.workspace_id) == bindparam("workspace_id"),
    col(PlanAction.state).in_(bindparam("states", expanding=True)),
)
"""Built once: each digest and each Home asks it."""


def action_numbered(session: Session, person: Person, number: int, today: date) -> PlanAction:
    """The action with this number. Refuses one that is not there, or that is proposed to others alone."""
    wanted = select(PlanAction).where(PlanAction.workspace_id == person.workspace_id, PlanAction.number == number)
    return _for_them(session, person, session.exec(wanted).first(), number, today)


def action_of(session: Session, person: Person, action_id: str, today: date) -> PlanAction:
    """The action behind a button's id. Refuses what the person may not see, or is gone."""
    return _for_them(session, person, session.get(PlanAction, (person.workspace_id, action_id)), "", today)


def _for_them(
    session: Session, person: Person, action: PlanAction | None, number: int | str, today: date
) -> PlanAction:
    if action is None or not _is_for(action, forms_seen_by(session, person, [action], today)):
        raise Refusal("plan.not_there", number=number)
    return action


def next_number(session: Session, workspace_id: str) -> int:
    """The number of the next action. Nobody else gets the same: the workspace is held until the commit."""
    hold(session, workspace_id)
    numbers = select(func.max(PlanAction.number)).where(PlanAction.workspace_id == workspace_id)
    return (session.exec(numbers).one() or 0) + 1


def last_changed_by(session: Session, person: Person) -> PlanAction:
    """What this person changed last, where that can still be taken back. Refuses when there is nothing."""
    changed = select(PlanAction).where(PlanAction.workspace_id == person.workspace_id)
    newest_first = changed.order_by(col(PlanAction.changed_at).desc(), col(PlanAction.number).desc())
    for action in session.exec(newest_first):
        if action.before is not None and action.before.get("by") == person.id:
            return action
    raise Refusal("plan.nothing_to_undo")


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far the plan is. `next` is the running action whose date comes first of those that are not late."""

    running: int
    done: int
    overdue: int
    proposed: int
    next: PlanAction | None = None

    @property
    def total(self) -> int:
        """Everything that was taken up."""
        return self.running + self.done


def progress_of_plan(actions: Sequence[PlanAction], today: date) -> PlanProgress:
    """How far these actions are."""
    running = [action for action in actions if action.state == ActionState.ACCEPTED]
    coming = [action for action in running if action.ends_on is not None and action.ends_on >= today]
    return PlanProgress(
        running=len(running),
        done=sum(action.state == ActionState.DONE for action in actions),
        overdue=sum(action.ends_on is not None and action.ends_on < today for action in running),
        proposed=sum(action.state == ActionState.PROPOSED for action in actions),
        next=min(coming, key=lambda action: (action.ends_on or today, action.number), default=None),
    )


def title_of(action: PlanAction, language: str) -> str:
    """The action's title; a proposal that nobody reworded in the reader's language."""
    question = QUESTIONS.get(action.question_key or "")
    if question is not None and action.title in question.action.title.values():
        return question.action.title_in(language)
    return action.title


def forms_seen_by(session: Session, person: Person, actions: Iterable[PlanAction], today: date) -> dict[int, ShareForm]:
    """By audit: what the person sees of its results. A proposal tells what scored low, so it is for those alone."""
    numbers = {action.campaign_number for action in actions if action.campaign_number is not None}
    if not numbers:
        return {}
    audits = select(AuditCampaign).where(
        AuditCampaign.workspace_id == person.workspace_id, col(AuditCampaign.number).in_(numbers)
    )
    forms = {one.number: form_seen_by(session, one, person, today) for one in session.exec(audits)}
    return {number: form for number, form in forms.items() if form is not None}


def _is_for(action: PlanAction, forms: Mapping[int, ShareForm]) -> bool:
    was_never_taken_up = action.ends_on is None
    return not was_never_taken_up or action.campaign_number in forms


def _place(action: PlanAction) -> tuple[int, date, bool, int, float, int]:
    by_worth = place_of(action.impact, action.effort, action.is_heavy, action.score)
    when = action.ends_on if action.state == ActionState.ACCEPTED and action.ends_on else date.max
    return (list(ActionState).index(ActionState(action.state)), when, *by_worth, action.number)
