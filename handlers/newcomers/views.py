"""Plans as the pages of who asks: their own, or one that they lead."""

from handlers.door.request import Request
from messages.blocks import Message
from messages.newcomers import page
from models.newcomers.looking_back import ASKED_ON, both_are_in
from models.newcomers.records import NewcomerPlan, PlanState
from models.newcomers.standing import Standing, standing_of
from models.newcomers.starting import day_by, first_day_in
from models.permissions import Right
from models.team.records import Person


def standing(request: Request, plan: NewcomerPlan, person: Person) -> Standing:
    """The plan as it stands now."""
    return standing_of(request.session, request.workspace, plan, person, request.today, request.now)


def page_of(request: Request, plan: NewcomerPlan, person: Person) -> Message:
    """The page of a plan: with boxes for the newcomer, with buttons for who leads them, to read for who leads all."""
    now, currency = standing(request, plan, person), request.workspace.currency
    may_look = plan.state == PlanState.GIVEN and request.today >= day_by(first_day_in(plan, person), ASKED_ON)
    is_read = may_look and both_are_in(plan)
    if person.id == request.person.id:
        looks = may_look and not is_read
        return page.own_page(request.language, now, currency, looks_back=looks, is_read=is_read)
    if not request.rights.may(Right.PLAN_NEWCOMER, person):
        return page.reader_page(request.language, now, currency)
    if plan.state == PlanState.DRAFT:
        return page.preview(request.language, request.language_of(person), now, currency)
    looks = may_look and not is_read
    return page.manager_page(request.language, now, currency, looks_back=looks, is_read=is_read)
