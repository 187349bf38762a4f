"""The short look back on day 90: two questions to each of the two, read by nobody but who answered until both have."""

import json
from dataclasses import dataclass

from models.acting import Acting
from models.delivery.outbox import post
from models.newcomers.records import NewcomerPlan, PlanState
from models.newcomers.starting import day_by, first_day_in
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.workspace.secrets import Secrets

BOTH = "newcomers.both"
"""The cadence of what tells both that there is something to read."""
LONGEST_ANSWER = 1000
ASKED_ON = 90
"""The day on which both are asked."""
OWN, MANAGER = "own", "manager"


@dataclass(frozen=True)
class Look:
    """Two answers. Of the newcomer: what helped most, and what they missed. Of the manager: what goes well, and what comes next."""

    first: str
    second: str


def answers_as(acting: Acting, plan_id: str) -> tuple[NewcomerPlan, Person, str]:
    """The plan, whose it is, and as which of the two this person answers (`own` or `manager`).

    Refuses everybody else, a plan that was not given or was stopped, and the time before day 90.
    """
    plan = acting.session.get(NewcomerPlan, (acting.workspace.workspace_id, plan_id))
    if plan is None or plan.state != PlanState.GIVEN:
        raise Refusal("newcomers.not_there")
    person = acting.session.get_one(Person, (plan.workspace_id, plan.person_id))
    side = OWN if person.id == acting.by.id else MANAGER
    if side == MANAGER and not acting.rights.may(Right.PLAN_NEWCOMER, person):
        raise Refusal("newcomers.not_there")
    day = day_by(first_day_in(plan, person), ASKED_ON)
    if acting.today < day:
        raise Refusal("newcomers.too_early", day=day)
    return plan, person, side


def answer(acting: Acting, secrets: Secrets, plan_id: str, look: Look) -> NewcomerPlan:
    """Keep the two answers, sealed; they can be changed until the other's are in. Then both are told.

    Refuses what `answers_as` refuses, no words at all, too many, and a change after both.
    """
    plan, person, side = answers_as(acting, plan_id)
    if not look.first:
        raise Refusal("newcomers.nothing_written", field="first")
    for field, text in (("first", look.first), ("second", look.second)):
        if len(text) > LONGEST_ANSWER:
            raise Refusal("newcomers.answer_too_long", most=LONGEST_ANSWER, length=len(text), field=field)
    if both_are_in(plan):
        raise Refusal("newcomers.both_are_in")
    sealed = secrets.seal(plan.workspace_id, _column(plan, side), json.dumps([look.first, look.second]))
    if side == OWN:
        plan.own_look = sealed
    else:
        plan.manager_look, plan.looked_by = sealed, acting.by.id
    acting.session.flush()
    if both_are_in(plan):
        _tell_both(acting, plan, person)
    return plan


def both_are_in(plan: NewcomerPlan) -> bool:
    """Whether each of the two has answered."""
    return bool(plan.own_look and plan.manager_look)


def own_answers(secrets: Secrets, plan: NewcomerPlan, side: str) -> Look | None:
    """What this side answered itself; None before that."""
    sealed = plan.own_look if side == OWN else plan.manager_look
    if not sealed:
        return None
    first, second = json.loads(secrets.open(plan.workspace_id, _column(plan, side), sealed))
    return Look(str(first), str(second))


def read_both(acting: Acting, secrets: Secrets, plan_id: str) -> tuple[Person, Person | None, Look, Look]:
    """Whose plan it is, which manager answered, and the answers of both.

    For the newcomer and for who leads them; a manager who came later reads what was written before. Refuses others, and
    before both are in.
    """
    plan, person, _ = answers_as(acting, plan_id)
    own, manager = own_answers(secrets, plan, OWN), own_answers(secrets, plan, MANAGER)
    if own is None or manager is None:
        raise Refusal("newcomers.not_both_yet")
    by = acting.session.get(Person, (plan.workspace_id, plan.looked_by)) if plan.looked_by else None
    return person, by, own, manager


def _tell_both(acting: Acting, plan: NewcomerPlan, person: Person) -> None:
    manager = reviewer_of(acting.session, person, acting.today)
    looked = {person.id, plan.looked_by or "", manager.id if manager else ""} - {"", acting.by.id}
    for id_ in sorted(looked):
        if id_ == person.id or (manager is not None and id_ == manager.id):
            post(
                acting.session,
                plan.workspace_id,
                recipient=id_,
                cadence=BOTH,
                slot=plan.id,
                now=acting.now,
                about={"plan": plan.id},
            )


def _column(plan: NewcomerPlan, side: str) -> str:
    """Bound to the plan and the side: what is put elsewhere does not open."""
    return f"newcomer_plan.{side}_look:{plan.id}"
