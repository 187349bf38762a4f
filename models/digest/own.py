"""A rep's own Monday: last week against its targets, and what this week asks, in amounts that fit."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from sqlmodel import Session

from models.digest.reading import week_before
from models.digest.rep import MONTH_KPI, WEEK_KPIS
from models.period import Period, PeriodType, first_instant, week_of
from models.scorecard.direction import as_read_in
from models.scorecard.kpis import KPIS, InTime, Kpi, Unit
from models.scorecard.own_kpis import kpi_in, own_kpis_of
from models.scorecard.pacing import as_read
from models.scorecard.reading.beginnings import Beginning, beginnings_of
from models.scorecard.role_kpis import kpis_of_role
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.scorecard.standing import Standing, standing_of
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named

CATCHING_UP = 2
"""Times an ordinary week that a week may be asked."""
_ALMOST = 1e-6


@dataclass(frozen=True)
class OwnLine:
    """One KPI with a target. Amounts of money are whole units of the reporting currency."""

    kpi: Kpi
    last: float | None
    """Done in last week; None when it is undefined."""
    last_target: float | None
    """What last week asked; None where the target is one of a month or longer, or of somebody away all week."""
    asks: float
    """What this week asks: 0 when the target is reached. Of a month's target: what is missing, shared over the working
    days that are left, times those of this week (counts rounded up); at most twice an ordinary week, else one."""
    to_go: float | None = None
    """Of a target longer than a week: what is missing to it."""
    until: date | None = None
    """The last working day of that longer period."""

    @property
    def is_reached(self) -> bool:
        """Whether last week's target was reached."""
        return self.last_target is not None and self.last is not None and self.last >= self.last_target


@dataclass(frozen=True)
class OwnWeek:
    """What the Monday line says."""

    last: Period
    days: float
    """Working days of this week that are left, today included."""
    lines: tuple[OwnLine, ...]
    currency: str

    @property
    def measured(self) -> list[OwnLine]:
        """What last week had a target for."""
        return [line for line in self.lines if line.last_target]

    @property
    def reached(self) -> int:
        """How many of those were reached."""
        return sum(line.is_reached for line in self.measured)


def own_week(session: Session, workspace: Workspace, person: Person, today: date, now: datetime) -> OwnWeek | None:
    """Last week and this one for one rep; None when nothing has a target, or they do not work any more this week."""
    calendar = Calendar.of(session, person, workspace)
    ahead = Period(today, week_of(today).end)
    asked = [
        _asked(session, workspace, calendar, standing, person, ahead)
        for key in _in_order(workspace, person, today)
        if (standing := standing_of(session, person, key, now, only_with_target=True)) is not None
    ]
    if not asked or not calendar.capacity(ahead):
        return None
    last = week_before(today)
    scope, kpis = scope_of_person(session, workspace, person), [standing.kpi.key for standing, _ in asked]
    card = scorecard_of(session, workspace, scope, last, now, kpis=kpis)
    came = beginnings_of(session, workspace, [person], last).get(person.id)
    lines = tuple(
        _line(standing, card, calendar.capacity(days), calendar.capacity(standing.period), came)
        for standing, days in asked
    )
    if not calendar.capacity(last):
        lines = tuple(_excused(line) for line in lines)
    return OwnWeek(last, calendar.capacity(ahead), lines, workspace.currency)


def _in_order(workspace: Workspace, person: Person, today: date) -> list[str]:
    """What the role sees first and adds up, where more is better; then the usual ones."""
    first = [
        key
        for key in kpis_of_role(workspace, person.sales_role, today)
        if key in KPIS or key in own_kpis_of(workspace)
        if (kpi := as_read_in(workspace, kpi_in(workspace, key, of_one_rep=True))).kind is InTime.FLOW
        and not kpi.lower_is_better
    ]
    return list(dict.fromkeys([*first, *WEEK_KPIS, MONTH_KPI]))


def _excused(line: OwnLine) -> OwnLine:
    """Of who was away all of last week: nothing was asked of them, nor is it told that they did nothing."""
    return replace(line, last=line.last or None, last_target=None)


def _asked(
    session: Session, workspace: Workspace, calendar: Calendar, standing: Standing, person: Person, ahead: Period
) -> tuple[Standing, Period]:
    """Where somebody stands, and the days of this week that count for it.

    Of a month (or quarter) that ends in this week: the next one, when more of the week lies in that.
    """
    begins = standing.period.end
    if begins >= ahead.end or standing.period_type is PeriodType.WEEK:
        return standing, ahead
    before, after = Period(ahead.start, begins), Period(begins, ahead.end)
    if calendar.capacity(before) > calendar.capacity(after):
        return standing, before
    noon = first_instant(begins, zone_named(person.zone, workspace.zone)) + timedelta(hours=12)
    coming = standing_of(session, person, standing.kpi.key, noon, only_with_target=True)
    return (coming, after) if coming is not None else (standing, before)


def _line(standing: Standing, card: Scorecard, days: float, days_of_period: float, came: Beginning | None) -> OwnLine:
    """`days`: the working days of this week that count; `days_of_period`: all of the target's period. Who `came` in the
    course of last week is held to nothing of it."""
    was = card.lines[standing.kpi.key]
    is_weekly = standing.period_type is PeriodType.WEEK
    is_asked = was.target and was.target.period_type is PeriodType.WEEK
    target_was = was.target if is_asked and (came is None or came.of(standing.kpi) <= card.period.start) else None
    target = as_read(standing.kpi, standing.target or 0)
    missing = max(0.0, target - (standing.actual or 0))
    share = (
        missing if is_weekly else _share(missing, standing.required_per_day or 0, days, target / (days_of_period or 1))
    )
    return OwnLine(
        standing.kpi,
        was.figure.value,
        as_read(was.kpi, target_was.value) if target_was and target_was.value else None,
        _fitting(standing.kpi, share),
        None if is_weekly else _fitting(standing.kpi, missing),
        None if is_weekly else standing.last_working_day,
    )


def _share(missing: float, required_a_day: float, days: float, ordinary_a_day: float) -> float:
    """The part of a longer target that this week can be asked: what is missing, shared over the days that are left.

    Nobody makes up for a month in a day: when that is more than twice an ordinary week, an ordinary week is asked.
    """
    required, ordinary = min(missing, required_a_day * days), ordinary_a_day * days
    return required if required <= CATCHING_UP * ordinary else min(missing, ordinary)


def _fitting(kpi: Kpi, amount: float) -> float:
    """A count in whole ones, rounded up: nobody holds 0.7 of a meeting."""
    return float(ceil(amount - _ALMOST)) if kpi.unit is Unit.COUNT else amount
