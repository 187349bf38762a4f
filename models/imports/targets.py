"""Targets from a plan: a KPI, for whom, so much a week, month, quarter or year, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from models.database import new_id
from models.imports.amounts import AmountColumn
from models.imports.csv_file import Row
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.naming import People, Teams
from models.imports.people import ROLES
from models.imports.report import SkipRow
from models.period import Period, PeriodType, period_of
from models.scorecard.kpis import KPIS, OF_THE_COMPANY, Kpi, Level, Unit
from models.scorecard.own_kpis import kpi_in, own_kpis_on
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.setting import LARGEST
from models.scorecard.targets.starting import start_of
from models.team.records import SalesRole

PERIODS: dict[str, PeriodType] = {
    "week": PeriodType.WEEK,
    "weekly": PeriodType.WEEK,
    "perweek": PeriodType.WEEK,
    "month": PeriodType.MONTH,
    "monthly": PeriodType.MONTH,
    "maand": PeriodType.MONTH,
    "permaand": PeriodType.MONTH,
    "quarter": PeriodType.QUARTER,
    "quarterly": PeriodType.QUARTER,
    "kwartaal": PeriodType.QUARTER,
    "perkwartaal": PeriodType.QUARTER,
    "year": PeriodType.YEAR,
    "yearly": PeriodType.YEAR,
    "annual": PeriodType.YEAR,
    "jaar": PeriodType.YEAR,
    "perjaar": PeriodType.YEAR,
}
"""How the periods are called elsewhere, folded."""

_FORMER_NAMES = {
    "Pijplijnwaarde": "pipeline",
    "Gewogen pijplijn": "weighted_pipeline",
    "Opleidingsuren": "training_hours",
    "Verkopers op doel": "reps_at_target",
    "Slagingspercentage": "close_rate",
    "Teruggegeven leads": "returned_leads",
    "Acquisitiekosten": "coca",
}
"""What KPIs were called in Dutch before: files made then are still read."""


def _names(kpis: Iterable[Kpi]) -> dict[str, str]:
    """The key by how a KPI may be called, folded."""
    return {folded(name): kpi.key for kpi in kpis for name in (kpi.key, kpi.english, kpi.dutch)}


_KPIS = _names(KPIS.values()) | {folded(name): key for name, key in _FORMER_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """For whom a target is: exactly one of these, or (none) the whole workspace."""

    person_id: str | None = None
    team_id: str | None = None
    role: str | None = None

    @property
    def scope(self) -> TargetScope:
        """Which of the four kinds of subject."""
        if self.person_id:
            return TargetScope.PERSON
        if self.team_id:
            return TargetScope.TEAM
        return TargetScope.ROLE if self.role else TargetScope.WORKSPACE


def import_targets(intake: Intake) -> None:
    """Take every target; one that is set already changes nothing. The history of a quota may come in, in any order.

    A row holds from the period of its own type that holds its day; without a day from the next one, or from the running
    one where there was none before. What it changes of periods that are over is said.
    """
    people, teams = People(intake), Teams(intake)
    days, numbers = intake.dates("from"), intake.amounts("target")
    names = _names(own_kpis_on(intake.workspace, intake.today).values()) | _KPIS

    def take(row: Row) -> None:
        subject = _subject(row, people, teams)
        kpi = _kpi(intake, names.get(folded(row["kpi"])), row, subject)
        period_type = PERIODS.get(folded(row["period"]))
        if period_type is None:
            raise SkipRow("unknown_period", period=row["period"][:20])
        value = _value(row["target"], kpi, numbers)
        from_day = days(row["from"])
        known = _known(intake, kpi.key, subject)
        starts = _starts(intake, known, period_type, from_day)
        if _is_set(intake, known, value, period_type, starts, was_said=from_day is not None):
            intake.report.unchanged += 1
            return
        if is_over := _restated(intake, known, period_type, starts):
            intake.report.note(row.line, "restates", first=is_over.start, last=is_over.last_day)
        intake.session.add(
            Target(
                workspace_id=intake.workspace_id,
                id=new_id(),
                kpi=kpi.key,
                scope=subject.scope,
                person_id=subject.person_id,
                team_id=subject.team_id,
                role=subject.role,
                period_type=period_type,
                value=str(value),
                effective_from=starts,
                set_by=None,
                set_at=intake.now,
            )
        )
        intake.session.flush()
        intake.report.taken += 1

    intake.each(take)


def _starts(intake: Intake, known: list[Target], period_type: PeriodType, said: date | None) -> date:
    """The first day of the period from which a row holds."""
    fiscal = intake.workspace.fiscal_start_month
    if said is not None:
        return period_of(period_type, said, fiscal).start
    running = period_of(period_type, intake.today, fiscal)
    return running.end if known else running.start


def _restated(intake: Intake, known: list[Target], period_type: PeriodType, starts: date) -> Period | None:
    """The days of periods that are over which are measured against it from now on: until the next target began."""
    fiscal = intake.workspace.fiscal_start_month
    running = period_of(period_type, intake.today, fiscal)
    later = (start_of(target, fiscal) for target in known)
    end = min([running.start, *(day for day in later if day > starts)])
    return Period(starts, end) if starts < end else None


def _subject(row: Row, people: People, teams: Teams) -> Subject:
    if sum(bool(row[field]) for field in ("person", "team", "role")) > 1:
        raise SkipRow("several_subjects")
    if row["person"]:
        person = people.find(row["person"])
        if person is None:
            raise SkipRow("unknown_person", name=row["person"][:60])
        return Subject(person_id=person.id)
    if row["team"]:
        team = teams.find(row["team"])
        if team is None:
            raise SkipRow("unknown_team", name=row["team"][:60])
        return Subject(team_id=team.id)
    if row["role"]:
        role = ROLES.get(folded(row["role"]))
        if role is None:
            raise SkipRow("unknown_role", role=row["role"][:40], roles=tuple(map(str, SalesRole)))
        return Subject(role=role.value)
    return Subject()


def _kpi(intake: Intake, key: str | None, row: Row, subject: Subject) -> Kpi:
    """The KPI as it is for this subject. Raises SkipRow for a figure of whole teams on one rep."""
    if key is None:
        raise SkipRow("unknown_kpi", kpi=row["kpi"][:40])
    of_one_rep = subject.scope in (TargetScope.PERSON, TargetScope.ROLE)
    kpi = kpi_in(intake.workspace, key, of_one_rep=of_one_rep)
    if of_one_rep and kpi.level is Level.TEAM:
        raise SkipRow("team_figure", kpi=key)
    if key in OF_THE_COMPANY and subject.scope is TargetScope.TEAM:
        raise SkipRow("company_figure", kpi=key)
    return kpi


def _value(text: str, kpi: Kpi, numbers: AmountColumn) -> Decimal:
    """The number in the KPI's unit; a rate as `0.4` or `40%`."""
    value = numbers.number(text.rstrip("% "))
    if value is None:
        raise SkipRow("no_target")
    if kpi.unit is Unit.RATE and (text.endswith("%") or value > 1):
        value /= 100
    if not 0 <= value <= LARGEST or (value == 0 and not kpi.lower_is_better):
        raise SkipRow("absurd_target", value=text[:40])
    return value


def _known(intake: Intake, kpi: str, subject: Subject) -> list[Target]:
    """What was set for this KPI and subject, oldest first."""
    same = select(Target).where(
        Target.workspace_id == intake.workspace_id,
        Target.kpi == kpi,
        Target.scope == subject.scope,
        col(Target.person_id) == subject.person_id,
        col(Target.team_id) == subject.team_id,
        col(Target.role) == subject.role,
        col(Target.withdrawn_at).is_(None),
    )
    return list(intake.session.exec(same.order_by(col(Target.effective_from), col(Target.set_at))))


def _is_set(
    intake: Intake, known: list[Target], value: Decimal, period_type: PeriodType, starts: date, *, was_said: bool
) -> bool:
    """Whether the same is set from that day; for a row without a day, whether it is what was set last."""
    fiscal = intake.workspace.fiscal_start_month

    def is_same(target: Target) -> bool:
        return target.value is not None and Decimal(target.value) == value and target.period_type == period_type

    if not was_said:
        return bool(known) and is_same(known[-1])
    last = next((target for target in reversed(known) if start_of(target, fiscal) == starts), None)
    return last is not None and is_same(last)
