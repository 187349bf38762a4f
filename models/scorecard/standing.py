"""Where one person stands on one KPI, for the answer right after logging: a few small questions to the database."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from models.period import Period, PeriodType, period_of
from models.scorecard.figure import Figure
from models.scorecard.formulas import FORMULAS
from models.scorecard.kpis import Kpi, Level, figure_of
from models.scorecard.own_kpis import kpi_in, own_kpis_of
from models.scorecard.pacing import Pace, Status, Workload, capacity_of, of_one_person, pace_of
from models.scorecard.reading.beginnings import beginnings_of
from models.scorecard.reading.one_person import OnePerson
from models.scorecard.reading.season import SeasonBook
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.targets.holding import SetFor
from models.scorecard.targets.parts import Part, expected_of_parts, target_of_parts
from models.scorecard.targets.spread import Spread
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.zones import zone_named

_NO_TARGET_PERIOD = PeriodType.WEEK


@dataclass(frozen=True, slots=True)
class Standing:
    """Actual and target of the running week, month or quarter. Rates are 0 to 1, money in whole units."""

    kpi: Kpi
    person_id: str
    period: Period
    period_type: PeriodType
    actual: float | None
    """None when it is undefined; `reason` says why."""
    reason: str | None
    target: float | None
    """Prorated; None when nobody set one and the role has no default."""
    stated: Decimal | None
    """The target as it was set."""
    set_for: SetFor | None
    pace: Pace | None
    currency: str
    last_working_day: date | None
    """The last day of the period on which this person works."""

    @property
    def status(self) -> Status | None:
        """On course or not; None without a target."""
        return self.pace.status if self.pace else None

    @property
    def expected(self) -> float | None:
        """What was expected to date."""
        return self.pace.expected if self.pace else None

    @property
    def required_per_day(self) -> float | None:
        """Per remaining working day; None when the target is met or no day is left."""
        return self.pace.required_per_day if self.pace else None

    @property
    def remaining_days(self) -> float:
        """Working days that are left, today included."""
        return self.pace.remaining_days if self.pace else 0

    @property
    def projection(self) -> float | None:
        """Where it ends at this rate (simple)."""
        return self.pace.projection if self.pace else None

    @property
    def is_over(self) -> bool:
        """No working day of the period is left, though days of the calendar may be."""
        return self.pace is not None and self.pace.is_closed

    @property
    def is_met(self) -> bool:
        """The target is reached already."""
        return self.pace is not None and self.pace.attainment >= 1


def standing_of(
    session: Session, person: Person, kpi_key: str, now: datetime, *, only_with_target: bool = False
) -> Standing | None:
    """Where `person` stands on a KPI in the running period of its target (the week when there is no target).

    None for a KPI that only teams have, for a key that does not exist, and where no target is set if somebody wants
    to know it `only_with_target`.
    """
    workspace = workspace_of(session, person.workspace_id)
    if kpi_key not in FORMULAS and kpi_key not in own_kpis_of(workspace):
        return None
    kpi = kpi_in(workspace, kpi_key, of_one_rep=True)
    if kpi.level is Level.TEAM:
        return None
    asked = OnePerson(session, workspace, person)
    scope = Scope(ScopeKind.PERSON, person.id, person.name, zone_named(asked.zone(), asked.workspace.zone), (person,))
    today, fiscal = scope.today(now), workspace.fiscal_start_month
    book = asked.targets(kpi_key)
    if only_with_target and not book.layers_of(person.id, person.sales_role, kpi_key):
        return None
    workload, seasons = Workload(asked.calendar(), person.ramp_months), SeasonBook(session, workspace)

    def parts_of(period: Period) -> list[Part]:
        return _parts(asked, workload, seasons, period, today, is_seasonal=kpi.is_seasonal)

    this_week = period_of(_NO_TARGET_PERIOD, today, fiscal)
    parts = parts_of(this_week)
    target = target_of_parts(book, kpi, parts, this_week, today)
    if only_with_target and target is None:
        return None
    period_type = target.period_type if target else _NO_TARGET_PERIOD
    period = period_of(period_type, today, fiscal)
    if target is not None and period != this_week:
        parts = parts_of(period)
        target = target_of_parts(book, kpi, parts, period, today)
    figure = _figure(session, asked, scope, kpi, period, scope.latest_day(now))
    pace = None
    if figure.value is not None and target is not None:
        capacity = of_one_person(part.capacity_for(kpi) for part in parts)
        pace = pace_of(kpi, figure.value, target.value, capacity, expected_of_parts(book, kpi, parts))
        beginning = parts[-1].beginning
        if pace.status and beginning and beginning.is_too_early(workload.calendar, period, today):
            pace = replace(pace, status=Status.TOO_EARLY)
    return Standing(
        kpi,
        person.id,
        period,
        period_type,
        figure.value,
        figure.reason,
        target.value if target else None,
        target.stated if target else None,
        target.set_for if target else None,
        pace,
        workspace.currency,
        _last_working_day(workload.calendar, period),
    )


def _parts(
    asked: OnePerson, workload: Workload, seasons: SeasonBook, period: Period, today: date, *, is_seasonal: bool
) -> list[Part]:
    """The person in a period, where they were in it."""
    found, begun = [], beginnings_of(asked.session, asked.workspace, [asked.person], period)
    for stay in asked.stays():
        if days := period.overlap(stay.first, stay.end):
            capacity = capacity_of(workload, days, today)
            spread = Spread(workload, asked.workspace.fiscal_start_month, seasons.of_stay(stay))
            paced_in = period if is_seasonal else None
            found.append(Part(stay, days, spread, today, capacity, paced_in, begun.get(asked.person.id)))
    return found


def _figure(session: Session, asked: OnePerson, scope: Scope, kpi: Kpi, period: Period, last_day: date) -> Figure:
    seen = Period(period.start, min(period.end, last_day + timedelta(days=1)))
    if (figure := asked.figure(kpi.key, seen)) is not None:
        return figure
    facts = read_facts(session, asked.workspace, scope, period, last_day, kpi.sources)
    return figure_of(kpi, facts.of_one({scope.id}))


def _last_working_day(calendar: Calendar, period: Period) -> date | None:
    days = (period.last_day - timedelta(days=back) for back in range(period.days))
    return next((day for day in days if calendar.works_on(day) > 0), None)
