"""Questions about newcomers' plans; each says who may ask it."""

from datetime import date

from sqlmodel import Session, col, select

from models.acting import Acting
from models.newcomers.records import NewcomerItem, NewcomerPlan
from models.newcomers.starting import newcomers_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.queries import people_at_work
from models.team.records import Person
from models.team.reporting_line import is_at_work


def plan_of(session: Session, person: Person) -> NewcomerPlan | None:
    """The person's plan, given or not."""
    found = select(NewcomerPlan).where(
        NewcomerPlan.workspace_id == person.workspace_id, NewcomerPlan.person_id == person.id
    )
    return session.exec(found).first()


def items_of(session: Session, plan: NewcomerPlan) -> list[NewcomerItem]:
    """Its checklist, in order."""
    found = select(NewcomerItem).where(NewcomerItem.workspace_id == plan.workspace_id, NewcomerItem.plan_id == plan.id)
    return list(session.exec(found.order_by(col(NewcomerItem.place), col(NewcomerItem.id))))


def plan_to_lead(acting: Acting, plan_id: str) -> tuple[NewcomerPlan, Person]:
    """A plan that this person may make, give and stop. Refuses any other, in the words for one that is not there."""
    plan, person = _there(acting, plan_id)
    if not acting.rights.may(Right.PLAN_NEWCOMER, person):
        raise Refusal("newcomers.not_there")
    return plan, person


def plan_to_read(acting: Acting, plan_id: str) -> tuple[NewcomerPlan, Person]:
    """A plan that this person may read: their own once it was given, or one that they lead. Refuses any other."""
    plan, person = _there(acting, plan_id)
    is_own = person.id == acting.by.id
    if is_own and plan.state != "given":
        raise Refusal("newcomers.not_there")
    if not is_own and not acting.rights.may(Right.READ_NEWCOMER, person):
        raise Refusal("newcomers.not_there")
    return plan, person


def colleagues_of(session: Session, person: Person, today: date) -> list[Person]:
    """With whom a newcomer can go along, those of their own team first: whoever sells or leads, and is here."""
    people = [
        one
        for one in people_at_work(session, person.workspace_id, today)
        if one.id != person.id and one.slack_user_id and is_at_work(one, today)
    ]
    return sorted(people, key=lambda one: (one.team_id is None or one.team_id != person.team_id, one.name, one.id))


def usual_shadows(session: Session, person: Person, today: date) -> list[Person]:
    """Whom we propose to go along with: two of their own team and role who sell and are not new themselves."""
    new = {one.id for one, _ in newcomers_of(session, person.workspace_id, today)}
    same = [
        one
        for one in colleagues_of(session, person, today)
        if one.id not in new
        and one.id != person.manager_id
        and one.team_id is not None
        and one.team_id == person.team_id
        and one.is_rep
        and one.is_rep == person.is_rep
    ]
    return sorted(same, key=lambda one: (one.sales_role != person.sales_role, one.name, one.id))[:2]


def _there(acting: Acting, plan_id: str) -> tuple[NewcomerPlan, Person]:
    plan = acting.session.get(NewcomerPlan, (acting.workspace.workspace_id, plan_id))
    if plan is None:
        raise Refusal("newcomers.not_there")
    return plan, acting.session.get_one(Person, (plan.workspace_id, plan.person_id))
