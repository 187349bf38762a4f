"""How a manager's people stand at this moment and what waits for them, as a value for Home."""

from dataclasses import replace

from handlers.door.request import Request
from handlers.plan.views import stage_view
from messages.home.leading import Leading
from models.digest.company_reading import company_week, reads_by_team
from models.digest.reading import week_before, week_of_manager
from models.digest.rep import says_something
from models.digest.waiting import NOTHING_WAITS
from models.maturity.history import stages_seen_by
from models.period import week_of
from models.privacy.reading import Thing, Way
from models.team.calendar import calendar_of_company


def leading_view(request: Request) -> Leading | None:
    """This week so far, and the week that is over until this one says something: a Monday morning accuses nobody of silence.

    For who gets the digest; None for who manages nobody that sells.
    """
    session, workspace, person, now = request.session, request.workspace, request.person, request.now
    is_told = says_something(calendar_of_company(workspace), request.today)
    period = week_of(request.today) if is_told else week_before(request.today)
    leads = reads_by_team(session, workspace, person, period, now)
    company = company_week(session, workspace, person, period, now) if leads else None
    week = company.week if company else week_of_manager(session, workspace, person, period, now)
    if not week.reps:
        return None
    request.note_reading(Thing.WEEK, [rep.person_id for rep in week.reps], Way.HOME)
    stages = [stage_view(one) for one in stages_seen_by(session, person, request.today)] if leads else []
    if company:
        company = replace(company, stage=None, week=replace(company.week, plan=None, waiting=NOTHING_WAITS))
    # Stage, plan and newcomers have lines of their own on Home, with their buttons.
    return Leading(
        replace(week, plan=None, waiting=NOTHING_WAITS, newcomers=()),
        company,
        week.waiting,
        stages[0] if stages else None,
        stages[1:],
    )
