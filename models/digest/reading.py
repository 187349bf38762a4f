"""Putting a team's week together from the scorecards of its reps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.digest.counting import entries_of, logged_for_the_first_time, won_from
from models.digest.desk import on_the_desk
from models.digest.months import month_told, told_until
from models.digest.rep import MONTH_KPI, WEEK_KPIS, Measured, RepWeek
from models.digest.week import Change, QuadrantWeek, TeamWeek
from models.period import Period, PeriodType, week_of
from models.scorecard.kpis import KPIS, figure_of
from models.scorecard.line import Line
from models.scorecard.look import Look, reading_for
from models.scorecard.pacing import Status
from models.scorecard.reading.beginnings import joined_on
from models.scorecard.reading.shared import SharedReading
from models.scorecard.scope import Scope, scope_of_manager, scope_of_team
from models.scorecard.scorecard import GroupScorecard, Scorecard, group_scorecard_in
from models.team.calendar import Calendar
from models.team.records import Person, Team
from models.workspace.records import Workspace

WEEKS_OF_TREND = 6
NEW_FOR = timedelta(days=14)
A_WEEK = timedelta(weeks=1)
DIGEST_KPIS = (*WEEK_KPIS, MONTH_KPI)


def week_before(slot: date) -> Period:
    """The whole week (Monday to Sunday) before the day of a digest."""
    return week_of(week_of(slot).start - timedelta(days=1))


def week_of_manager(session: Session, workspace: Workspace, manager: Person, week: Period, now: datetime) -> TeamWeek:
    """The week of everybody who sells below this manager, with what the manager alone reads."""
    scope = scope_of_manager(session, workspace, manager)
    read = week_of_scope(session, workspace, scope, week, now, with_quadrants=True)
    return on_the_desk(session, workspace, manager, scope, read, now)


def week_of_team(session: Session, workspace: Workspace, team: Team, week: Period, now: datetime) -> TeamWeek:
    """The week of everybody who sells in this team."""
    return week_of_scope(session, workspace, scope_of_team(session, workspace, team), week, now)


def trend_of_team(
    session: Session, workspace: Workspace, team: Team, week: Period, now: datetime, kpi: str = WEEK_KPIS[0]
) -> list[tuple[Period, float]]:
    """The team's total of a KPI in the weeks up to and including `week`, oldest first."""
    scope = scope_of_team(session, workspace, team)
    weeks = [week_of(week.start - timedelta(weeks=back)) for back in reversed(range(WEEKS_OF_TREND))]
    last_day = scope.latest_day(now)
    looks = [Look(scope, one, now, min(one.last_day, last_day), DIGEST_KPIS) for one in weeks]
    reading = reading_for(session, workspace, looks)
    return [(look.period, _together(reading, look)[kpi]) for look in looks]


@dataclass(frozen=True)
class WeekOf:
    """What a digest looks at of one scope: the week, the month beside it, and the week before."""

    scope: Scope
    week: Period
    now: datetime
    with_quadrants: bool = False
    """Of all KPIs of the month; else only what a digest tells of is read."""

    @property
    def today(self) -> date:
        """Where the scope is."""
        return self.scope.today(self.now)

    @property
    def of_week(self) -> Look:
        """The week, as of now."""
        return Look(self.scope, self.week, self.now, kpis=DIGEST_KPIS)

    @property
    def of_month(self) -> Look:
        """The month that is told, as far as the week has come."""
        month, until = month_told(self.week, self.today), told_until(self.week, self.today)
        return Look(self.scope, month, self.now, until, None if self.with_quadrants else DIGEST_KPIS)

    @property
    def of_week_before(self) -> Look:
        """Of a running week as many days of the one before."""
        before = week_of(self.week.start - A_WEEK)
        return Look(self.scope, before, self.now, min(before.last_day, self.today - A_WEEK), DIGEST_KPIS)

    @property
    def looks(self) -> list[Look]:
        """All of them."""
        return [self.of_week, self.of_month, self.of_week_before]


def week_of_scope(
    session: Session, workspace: Workspace, scope: Scope, week: Period, now: datetime, *, with_quadrants: bool = False
) -> TeamWeek:
    """The week of everybody who sells in a scope, and the month beside it."""
    of = WeekOf(scope, week, now, with_quadrants)
    return team_week(reading_for(session, workspace, of.looks), of)


def team_week(reading: SharedReading, of: WeekOf) -> TeamWeek:
    """The same, cut from a reading that is for it and perhaps for other scopes."""
    workspace, week, today = reading.workspace, of.week, of.today
    of_week, of_month = group_scorecard_in(reading, of.of_week), group_scorecard_in(reading, of.of_month)
    by_month = {rep.scope.id: _monthly(rep) for rep in of_week.reps}
    all_by_month = _monthly(of_week.total) - {
        key for rep in of_week.reps for key in WEEK_KPIS if rep.lines[key].target and key not in by_month[rep.scope.id]
    }
    return TeamWeek(
        week,
        of.of_month.period,
        _reps(reading, of, of_week, of_month, by_month),
        _measured(of_week.total, of_month.total, all_by_month),
        workspace.currency,
        left_out={person.id: person.name for person in of_week.left_out},
        told_until=of.of_month.at,
        is_running=today in week,
        changes=_changes(reading, of, of_week.total) if of_week.reps else (),
        quadrants=_quadrants(of_month.total) if of.with_quadrants else (),
    )


def _reps(
    reading: SharedReading,
    of: WeekOf,
    of_week: GroupScorecard,
    of_month: GroupScorecard,
    by_month: dict[str, frozenset[str]],
) -> tuple[RepWeek, ...]:
    session, workspace, week, today = reading.session, reading.workspace, of.week, of.today
    people = [rep.scope.people[0] for rep in of_week.reps]
    entries = entries_of(session, workspace, week, people)
    calendars = of_week.calendars
    won = won_from(session, workspace, reading.decided(week, of.scope.ids))
    begun = _begun(workspace, week, people)
    first = logged_for_the_first_time(session, workspace, week, [one for one in people if one.id in begun])
    months = {rep.scope.id: rep for rep in of_month.reps}
    found = []
    for person, rep in zip(people, of_week.reps, strict=True):
        calendar, counts_from = calendars[person.id], begun.get(person.id)
        worked = _days_worked(calendar, week, counts_from, today)
        found.append(
            RepWeek(
                person.id,
                person.name,
                person.slack_user_id,
                _measured(rep, months.get(person.id), by_month[person.id]),
                worked,
                entries[person.id],
                rep.lines[MONTH_KPI].figure.value or 0,
                tuple(won.get(person.id, ())),
                counts_from,
                person.id in first,
                person.working_days.count("1"),
                _came_back(calendar, week),
                not worked and today in week and _days_worked(calendar, week, counts_from, week.last_day) > 0,
                not (of.scope.is_home_of(person, today) and calendar.is_with_us(today)),
            )
        )
    return tuple(found)


def _begun(workspace: Workspace, week: Period, people: Sequence[Person]) -> dict[str, date]:
    """Since when Koers knows those of them whose first two weeks are not over."""
    joined = {person.id: joined_on(person, workspace) for person in people}
    return {id_: day for id_, day in joined.items() if week.end - day <= NEW_FOR}


def _days_worked(calendar: Calendar, week: Period, counts_from: date | None, until: date) -> float:
    """Of the days that count, up to and with `until`."""
    days = week.overlap(counts_from or week.start, min(week.end, until + timedelta(days=1)))
    return calendar.capacity(days) if days else 0


def _came_back(calendar: Calendar, week: Period) -> bool:
    """Away on each of their days of the week before, and at work in this one."""
    before = week_of(week.start - A_WEEK)
    was_asked = any(calendar.pattern_on(before.start + timedelta(days=day)) for day in range(before.days))
    return was_asked and calendar.is_with_us(before.start) and calendar.capacity(before) == 0


def _monthly(week: Scorecard) -> frozenset[str]:
    """What was asked per month or quarter: its share of one week is no whole meeting or proposal."""
    targets = ((key, week.lines[key].target) for key in WEEK_KPIS)
    return frozenset(key for key, target in targets if target and target.period_type is not PeriodType.WEEK)


def _measured(week: Scorecard, month: Scorecard | None, monthly: Collection[str]) -> tuple[Measured, ...]:
    measured = []
    for key in DIGEST_KPIS:
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
    expected = line.pace.expected if line.pace and attainment is not None else None
    others = line.by_others or 0
    return Measured(
        line.kpi.key, line.figure.value, target or None, attainment, of_month, others, line.tells_of_others, expected
    )


def _changes(reading: SharedReading, of: WeekOf, total: Scorecard) -> tuple[Change, ...]:
    """Against the week before; of a running week against as many of its days."""
    was = _together(reading, of.of_week_before)
    now = {key: total.lines[key].figure.value for key in DIGEST_KPIS}
    return tuple(Change(key, value, was[key]) for key, value in now.items() if value is not None)


def _together(reading: SharedReading, look: Look) -> dict[str, float]:
    """What everybody did, by KPI of the digest; without targets."""
    facts = reading.facts(look.wanted(reading.workspace)).together()
    return {key: figure_of(KPIS[key], facts).value or 0 for key in DIGEST_KPIS}


def _quadrants(month: Scorecard) -> tuple[QuadrantWeek, ...]:
    return tuple(
        QuadrantWeek(quadrant, one.score, one.expected or 0, one.worst.key if one.worst else None)
        for quadrant, one in month.score.quadrants.items()
        if one.score is not None
    )
