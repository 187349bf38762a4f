"""How a manager's people stand at this moment, as a value for Home."""

from handlers.door.request import Request
from messages.digest.status import Status
from models.digest.company_reading import company_week, leads_managers
from models.digest.reading import week_before, week_of_manager
from models.digest.waiting import what_waits
from models.period import week_of
from models.permissions import Right

WEDNESDAY = 2


def status_view(request: Request) -> Status | None:
    """This week so far, and before Wednesday the week that is over: a Monday morning accuses nobody of silence.

    None for who manages nobody that sells.
    """
    if not request.rights.may(Right.GET_DIGEST):
        return None
    session, workspace, person, now = request.session, request.workspace, request.person, request.now
    says_something = request.today.weekday() >= WEDNESDAY
    period = week_of(request.today) if says_something else week_before(request.today)
    leads = leads_managers(session, workspace, person, now)
    company = company_week(session, workspace, person, period, now) if leads else None
    week = company.week if company else week_of_manager(session, workspace, person, period, now)
    if not week.reps:
        return None
    return Status(week, company, what_waits(session, workspace, person, request.zone, now))
