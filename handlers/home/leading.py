"""How a manager's people stand at this moment and what waits for them, as a value for Home."""

from dataclasses import replace

from handlers.door.request import Request
from handlers.plan.views import stage_view
from messages.home.leading import Leading
from models.digest.company_reading import company_week, reads_by_team
from models.digest.reading import week_before, week_of_manager
from models.digest.waiting import NOTHING_WAITS
from models.maturity.history import stages_seen_by
from models.period import week_of

WEDNESDAY = 2


def leading_view(request: Request) -> Leading | None:
    """This week so far, and before Wednesday the week that is over: a Monday morning accuses nobody of silence.

    For who gets the digest; None for who manages nobody that sells.
    """
    session, workspace, person, now = request.session, request.workspace, request.person, request.now
    says_something = request.today.weekday() >= WEDNESDAY
    period = week_of(request.today) if says_something else week_before(request.today)
    leads = reads_by_team(session, workspace, person, period, now)
    company = company_week(session, workspace, person, period, now) if leads else None
    week = company.week if company else week_of_manager(session, workspace, person, period, now)
    if not week.reps:
        return None
    stages = stages_seen_by(session, person, request.today)[:1] if leads else []
    stage = stage_view(stages[0]) if stages else None
    if company:
        company = replace(company, week=replace(company.week, plan=None, waiting=NOTHING_WAITS))
    # The plan has a line of its own on Home, with its button.
    return Leading(replace(week, plan=None, waiting=NOTHING_WAITS), company, week.waiting, stage)
