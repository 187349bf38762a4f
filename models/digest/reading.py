"""Putting a team's week together from the scorecards of its reps."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.activity.records import Activity, Source
from models.deals.queries import decided_between
from models.deals.records import Outcome
from models.digest.goals import weak_goals
from models.digest.praising import who_can_be_praised
from models.digest.week import MONTH_KPI, WEEK_KPIS, Measured, RepWeek, TeamWeek
from models.period import Period, PeriodType, month_of, week_of
from models.plan.queries import actions_seen_by, progress_of_plan
from models.scorecard.line import Line
from models.scorecard.pacing import Status
from models.scorecard.reading.beginnings import joined_on
from models.scorecard.scope import Scope, scope_of_line, scope_of_team
from models.scorecard.scorecard import Scorecard, group_scorecard_of
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.zones import zone_named

WEEKS_OF_TREND = 6
NEW_FOR = timedelta(days=14)


def week_before(slot: date) -> Period:
    """The whole week (Monday to Sunday) before the day of a digest."""
    return week_of(week_of(slot).start - timedelta(days=1))


def scope_of_manager(session: Session, workspace: Workspace, manager: Person) -> Scope:
    """Everybody below the manager, as one subject. When these are the sellers of one team, it is that team."""
    line = scope_of_line(session, workspace, manager)
    if len(line.teams) == 1 and line.teams == {person.team_id for person in line.people if person.is_rep}:
        return scope_of_team(session, workspace, session.get_one(Team, (workspace.workspace_id, *line.teams)))
    return line


def week_of_manager(session: Session, workspace: Workspace, manager: Person, week: Period, now: datetime) -> TeamWeek:
    """The week of everybody who sells below this manager."""
    scope = scope_of_manager(session, workspace, manager)
    today = scope.today(now)
    goals = weak_goals(session, workspace.workspace_id, scope.ids or (), today)
    plan = progress_of_plan(actions_seen_by(session, manager, today), today)
    has_channel = bool(who_can_be_praised(session, manager, today))
    read = week_of_scope(session, workspace, scope, week, now)
    return replace(read, weak_goals=goals, plan=plan, has_channel=has_channel)


def week_of_team(session: Session, workspace: Workspace, team: Team, week: Period, now: datetime) -> TeamWeek:
    """The week of everybody who sells in this team."""
    return week_of_scope(session, workspace, scope_of_team(session, workspace, team), week, now)


def trend_of_team(
    session: Session, workspace: Workspace, team: Team, week: Period, now: datetime, kpi: str = WEEK_KPIS[0]
) -> list[tuple[Period, float]]:
    """The team's total of a KPI in the weeks up to and including `week`, oldest first."""
    scope = scope_of_team(session, workspace, team)
    weeks = [week_of(week.start - timedelta(weeks=back)) for back in reversed(range(WEEKS_OF_TREND))]
    totals = [group_scorecard_of(session, workspace, scope, one, now).total for one in weeks]
    return [(one, total.lines[kpi].figure.value or 0) for one, total in zip(weeks, totals, strict=True)]


def week_of_scope(session: Session, workspace: Workspace, scope: Scope, week: Period, now: datetime) -> TeamWeek:
    """The week of everybody who sells in a scope."""
    month = month_of(week.last_day)
    kpis, until = (*WEEK_KPIS, MONTH_KPI), min(week.last_day, scope.today(now))
    of_week = group_scorecard_of(session, workspace, scope, week, now, kpis=kpis)
    of_month = group_scorecard_of(session, workspace, scope, month, now, until, kpis)
    people = [rep.scope.people[0] for rep in of_week.reps]
    entries = _entries(session, workspace, week, people)
    calendars = calendars_of(session, workspace, people)
    won = _won_from(session, workspace, week)
    begun = _begun(workspace, week, people)
    first = _logged_for_the_first_time(session, workspace, week, [one for one in people if one.id in begun])
    months = {rep.scope.id: rep for rep in of_month.reps}
    monthly = {rep.scope.id: _monthly(rep) for rep in of_week.reps}
    reps = tuple(
        RepWeek(
            person.id,
            person.name,
            person.slack_user_id,
            _measured(rep, months.get(person.id), monthly[person.id]),
            _days_worked(calendars[person.id], week, begun.get(person.id)),
            entries[person.id],
            rep.lines[MONTH_KPI].figure.value or 0,
            tuple(won.get(person.id, ())),
            begun.get(person.id),
            person.id in first,
        )
        for person, rep in zip(people, of_week.reps, strict=True)
    )
    by_month = _monthly(of_week.total) - {
        key for rep in of_week.reps for key in WEEK_KPIS if rep.lines[key].target and key not in monthly[rep.scope.id]
    }
    totals = _measured(of_week.total, of_month.total, by_month)
    left_out = tuple(person.name for person in of_week.left_out)
    return TeamWeek(week, month, reps, totals, workspace.currency, left_out=left_out)


def _begun(workspace: Workspace, week: Period, people: Sequence[Person]) -> dict[str, date]:
    """Since when Koers knows those of them whose first two weeks are not over."""
    joined = {person.id: joined_on(person, workspace) for person in people}
    return {id_: day for id_, day in joined.items() if week.end - day <= NEW_FOR}


def _days_worked(calendar: Calendar, week: Period, counts_from: date | None) -> float:
    """Of the days that count."""
    days = week if counts_from is None else week.overlap(counts_from, week.end)
    return calendar.capacity(days) if days else 0


def _logged_for_the_first_time(
    session: Session, workspace: Workspace, week: Period, people: Sequence[Person]
) -> set[str]:
    """Who entered something in Koers themself, and nothing before this week began."""
    if not people:
        return set()
    first = (
        select(Activity.person_id, func.min(col(Activity.created_at)))
        .where(
            Activity.workspace_id == workspace.workspace_id,
            Activity.source == Source.SLACK,
            col(Activity.undone_at).is_(None),
            col(Activity.person_id).in_([person.id for person in people]),
        )
        .group_by(col(Activity.person_id))
    )
    start, end = week.instants(zone_named(workspace.zone))
    return {id_ for id_, instant in session.exec(first) if start <= instant < end}


def _monthly(week: Scorecard) -> frozenset[str]:
    """What was asked per month or quarter: its share of one week is no whole meeting or proposal."""
    targets = ((key, week.lines[key].target) for key in WEEK_KPIS)
    return frozenset(key for key, target in targets if target and target.period_type is not PeriodType.WEEK)


def _measured(week: Scorecard, month: Scorecard | None, monthly: Collection[str]) -> tuple[Measured, ...]:
    measured = []
    for key in (*WEEK_KPIS, MONTH_KPI):
        of_month = key == MONTH_KPI or (key in monthly and month is not None)
        scorecard = month if of_month else week
        if scorecard is not None and scorecard.lines[key].figure.value is not None:
            measured.append(_one(scorecard.lines[key], of_month))
    return tuple(measured)


def _one(line: Line, of_month: bool) -> Measured:
    assert line.figure.value is not None
    target = line.target.value if line.target else None
    too_early = line.pace is None or line.pace.status in (None, Status.TOO_EARLY)
    attainment = None if line.pace is None or too_early or not target else line.pace.pace
    others = line.by_others or 0
    return Measured(line.kpi.key, line.figure.value, target or None, attainment, of_month, others, line.tells_of_others)


def _won_from(session: Session, workspace: Workspace, week: Period) -> dict[str, list[str]]:
    """The customers whose deals were won in the week, by who has a share in them; a deal without one by its title."""
    won = decided_between(session, workspace.workspace_id, week, outcomes=(Outcome.WON,))
    ids = {deal.account_id for deal in won if deal.account_id}
    accounts = select(Account.id, Account.name).where(
        Account.workspace_id == workspace.workspace_id, col(Account.id).in_(ids)
    )
    names = dict(session.exec(accounts).all()) if ids else {}
    found: dict[str, list[str]] = defaultdict(list)
    for deal in won:
        name = names.get(deal.account_id or "") or f"#{deal.number}"
        for person_id, _ in deal.shares:
            if name not in found[person_id]:
                found[person_id].append(name)
    return found


def _entries(session: Session, workspace: Workspace, week: Period, people: Sequence[Person]) -> Counter[str]:
    logged = (
        select(Activity.person_id, func.count())
        .where(
            Activity.workspace_id == workspace.workspace_id,
            col(Activity.happened_on) >= week.start,
            col(Activity.happened_on) < week.end,
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
            col(Activity.person_id).in_([person.id for person in people]),
        )
        .group_by(col(Activity.person_id))
    )
    return Counter(dict(session.exec(logged).all()))
