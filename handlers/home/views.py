"""What is somebody's own on their Home, as a value: read once, as far as it is shown."""

from collections.abc import Mapping, Sequence

from handlers.activity.views import entry_views
from handlers.coaching.views import action_line, talk_view
from handlers.deals.views import deal_views
from handlers.door.request import Request
from handlers.goals.views import goal_views
from handlers.plan.views import own_actions
from handlers.qbr.views import waiting_for_me
from handlers.reviews.views import own_line
from messages.coaching.parts import TalkView
from messages.home.own import MOST_DEALS, MOST_GOALS, Own, Pace
from messages.home.welcome import Welcome
from messages.reviews.overview import READ, REFLECT, Line
from models.activity.habits import done_on, kinds_most_used, last_typed, logged_beside
from models.activity.queries import names_of_own_kinds
from models.activity.role_kinds import kinds_of_role
from models.coaching.open_items import open_actions
from models.coaching.pair import Pair, own_pair
from models.coaching.queries import to_confirm
from models.coaching.records import PairAction
from models.coaching.taking_over import kept_private
from models.coaching.talks import planned_talks
from models.deals.queries import open_deals_of
from models.digest.rep import says_something
from models.goals.back_solver import needed_of_person
from models.goals.queries import goals_of_people
from models.maturity.beginning import beginning_of
from models.maturity.practice import chosen_of
from models.period import PeriodType
from models.plan.queries import actions_seen_by, progress_of_plan
from models.reviews.due import month_due
from models.reviews.queries import review_of, reviews_of
from models.reviews.records import ReviewState
from models.scorecard.line import Line as Figure
from models.scorecard.pacing import Status, as_read
from models.scorecard.role_figures import role_figures
from models.scorecard.running import running_lines
from models.team.calendar import Calendar
from models.team.reporting_line import who_could_help

GOOD = (Status.ON_TRACK, Status.AHEAD)


def own_view(request: Request) -> Own:
    """Of who sells everything; of who does not, what was asked of them all the same."""
    session, person, today = request.session, request.person, request.today
    goals = goals_of_people(session, person.workspace_id, [person.id], today)[:MOST_GOALS]
    plan = progress_of_plan(actions_seen_by(session, person, today), today)
    qbrs = waiting_for_me(request)  # who sells nothing may lead a team
    own = Own(goals=goal_views(request, goals), plan=plan, plan_mine=own_actions(request), qbrs=qbrs)
    return _of_seller(request, own) if person.is_rep else own


def _kinds(request: Request) -> list[str]:
    """What they log most, filled up by their role."""
    of_role = kinds_of_role(request.workspace, request.person.sales_role, request.today)
    return kinds_most_used(request.session, request.person, request.today, of_role=of_role)


def welcome_view(request: Request) -> Welcome | None:
    """The three things of a newcomer, until two are done or two weeks are over."""
    found = beginning_of(request.session, request.person, request.today)
    return Welcome(found.has_logged, found.has_goal, found.manager, found.helpers) if found else None


def _of_seller(request: Request, own: Own) -> Own:
    session, person, today = request.session, request.person, request.today
    calendar = Calendar.of(session, person, request.workspace)
    names = names_of_own_kinds(session, person.workspace_id, request.language)
    typed = last_typed(session, person, today)
    deals = open_deals_of(session, person.workspace_id, [person.id])
    pair = own_pair(session, person, today)
    manager = pair.coach.name if pair and person.manager_id else ""
    return Own(
        kinds=[(kind, names.get(kind)) for kind in _kinds(request)],
        is_day_off=not calendar.works_on(today),
        done_today=[(kind, names.get(kind), number) for kind, number in done_on(session, person, today)],
        paces=_paces(request, calendar),
        who_sets_targets=[manager] if manager else who_could_help(session, person),
        has_manager=bool(manager),
        of_role=role_figures(session, request.workspace, person, today),
        entries=entry_views(request, typed),
        beside=logged_beside(session, typed),
        deals=deal_views(request, deals[:MOST_DEALS]),
        deals_open=len(deals),
        goals=own.goals,
        needed=needed_of_person(session, request.workspace, person, request.now),
        actions=[action_line(one) for one in _actions(request, pair)],
        plan=own.plan,
        plan_mine=own.plan_mine,
        reviews=_reviews(request, calendar),
        qbrs=own.qbrs,
        to_confirm=[talk_view(request, talk) for talk in to_confirm(session, person)],
        next_talk=_next_talk(request, pair),
    )


def _paces(request: Request, calendar: Calendar) -> Mapping[PeriodType, Sequence[Pace]]:
    """Each figure in the period of its target; until the week says something nobody is told that it goes badly."""
    is_early = not says_something(calendar, request.today)
    focus = chosen_of(request.session, request.workspace.workspace_id).focus
    found = {}
    for kind, lines in running_lines(request.session, request.workspace, request.person, request.now, focus).items():
        is_quiet = kind is PeriodType.WEEK and is_early
        if paces := [pace for line in lines if (pace := _pace(line, is_quiet=is_quiet)) is not None]:
            found[kind] = paces
    return found


def _pace(line: Figure, *, is_quiet: bool) -> Pace | None:
    if line.figure.value is None or line.target is None:
        return None
    status = line.pace.status if line.pace else None
    if status is Status.TOO_EARLY or (is_quiet and status not in GOOD):
        status = None
    target = as_read(line.kpi, line.target.value)
    return Pace(line.kpi, line.figure.value, target, status.value if status else None, line.to_go)


def _reviews(request: Request, calendar: Calendar) -> list[Line]:
    """Their own reviews that wait for them: to look back, or to read and sign; also one that nobody has opened yet."""
    session, person = request.session, request.person
    found = []
    month = month_due(person, calendar, request.today)
    if month is not None and review_of(session, person, month.start) is None:
        found.append(Line(person.name, month.start, "none", month.start.isoformat(), REFLECT))
    for review in reviews_of(session, person, limit=3):
        if review.state == ReviewState.OPEN:
            found.append(own_line(request, review))
        elif review.state == ReviewState.SHARED:
            found.append(Line(person.name, review.month, review.state, review.id, READ))
    return found


def _actions(request: Request, pair: Pair | None) -> list[PairAction]:
    """What they agreed on with their manager, and what they keep for themself."""
    agreed = open_actions(request.session, pair) if pair else []
    return [*agreed, *kept_private(request.session, request.person)]


def _next_talk(request: Request, pair: Pair | None) -> TalkView | None:
    if pair is None:
        return None
    talks = planned_talks(request.session, request.workspace.workspace_id, pair)
    coming = [talk for talk in talks if talk.planned_at >= request.now]
    return talk_view(request, coming[0]) if coming else None
