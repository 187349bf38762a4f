"""What `standing_of` asks about one person, after every entry of the log: statements that are built once.

They go past the ORM, which costs several times as much as the answers themselves.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select
from sqlmodel import Session, col

from models.activity.records import Activity, CreditShare
from models.period import Period
from models.prepared import Prepared, fetch
from models.scorecard.counted import CountedEntries
from models.scorecard.figure import Figure
from models.scorecard.kpis import KPIS, InTime, Kpi, Unit
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.book import TargetBook, read_targets
from models.scorecard.targets.holding import InForce
from models.scorecard.targets.usual import usual_of
from models.team.calendar import Away, Calendar, calendar_of_company, patterns_of, where
from models.team.membership import Stay, stays_of
from models.team.records import DayPart, Leave, Person, Team
from models.workspace.records import Workspace

_WORKSPACE: BindParameter[str] = bindparam("workspace_id")
_PERSON: BindParameter[str] = bindparam("person_id")

_TARGETS = Prepared(
    select(col(Target.scope), col(Target.value), col(Target.period_type), col(Target.effective_from))
    .where(
        col(Target.workspace_id) == _WORKSPACE,
        col(Target.kpi) == bindparam("kpi"),
        col(Target.withdrawn_at).is_(None),
        or_(col(Target.person_id) == _PERSON, col(Target.role) == bindparam("role")),
    )
    .order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))
)
_LEAVE = Prepared(
    select(col(Leave.first_day), col(Leave.last_day), col(Leave.part)).where(
        col(Leave.workspace_id) == _WORKSPACE, col(Leave.person_id) == _PERSON
    )
)
_ZONE = Prepared(
    select(col(Team.zone)).where(col(Team.workspace_id) == _WORKSPACE, col(Team.id) == bindparam("team_id"))
)
_SHARES_WITH_OTHERS = (
    select(col(CreditShare.id))
    .where(col(CreditShare.workspace_id) == _WORKSPACE, col(CreditShare.person_id) == _PERSON)
    .exists()
)


_SOMEBODY_SHARES = select(col(CreditShare.id)).where(col(CreditShare.workspace_id) == _WORKSPACE).exists()


def _sum_of(column: Any, *which: ColumnElement[bool]) -> Prepared:
    own = and_(
        col(Activity.workspace_id) == _WORKSPACE,
        col(Activity.person_id) == _PERSON,
        col(Activity.happened_on) >= bindparam("start"),
        col(Activity.happened_on) < bindparam("end"),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    shared = select(col(CreditShare.id)).where(
        col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
    )
    # Where nobody shares, which is asked once, no entry has to be looked up among the shares.
    is_own = or_(~_SOMEBODY_SHARES, ~shared.exists())
    return Prepared(select(func.sum(column), func.count(), _SHARES_WITH_OTHERS).where(own, *which, is_own))


def _counted(counted: CountedEntries) -> ColumnElement[bool]:
    """Written out: an IN is put together anew for each question."""
    is_one = or_(*(col(Activity.kind) == str(kind) for kind in sorted(counted.kinds)))
    return is_one if counted.is_first is None else and_(is_one, col(Activity.is_first).is_(counted.is_first))


def _plain_sums() -> Iterator[tuple[Kpi, Prepared]]:
    """The KPIs that are nothing but the sum of some entries."""
    for kpi in KPIS.values():
        match kpi.counts:
            case [CountedEntries() as counted] if kpi.kind is InTime.FLOW:
                column = Activity.minutes if kpi.unit is Unit.HOURS else Activity.quantity
                yield kpi, _sum_of(col(column), _counted(counted))


_SUMS = {kpi.key: statement for kpi, statement in _plain_sums()}


class OnePerson:
    """The few questions about one person."""

    def __init__(self, session: Session, workspace: Workspace, person: Person) -> None:
        self.session, self.workspace, self.person = session, workspace, person
        self._stays: tuple[Stay, ...] | None = None
        self._whose = {"workspace_id": person.workspace_id, "person_id": person.id}

    def zone(self) -> str:
        """The time zone in which their periods begin and end."""
        team_id = self.person.team_id
        rows = self._ask(_ZONE, team_id=team_id) if team_id else []
        return next((zone for [zone] in rows if zone), self.workspace.zone)

    def stays(self) -> tuple[Stay, ...]:
        """Where they were, in order of day: asked only of who ever moved."""
        if self._stays is None:
            self._stays = stays_of(self.session, [self.person])[self.person.id]
        return self._stays

    def calendar(self) -> Calendar:
        """The same as `Calendar.of`."""
        person, workspace = self.person, self.workspace
        away = tuple(Away(first, last, 1.0 if part == DayPart.FULL else 0.5) for first, last, part in self._ask(_LEAVE))
        company = calendar_of_company(workspace)
        return Calendar(
            person.working_days,
            *where(workspace, person.country, person.region),
            away,
            person.starts_on,
            person.ends_on,
            company.days_off,
            company.worked,
            patterns_of(workspace, self.stays()),
        )

    def targets(self, kpi: str) -> TargetBook:
        """Their own targets for a KPI, and those of their role; of who moved, of all roles."""
        if self.person.has_moved:
            return read_targets(self.session, self.workspace, [self.person.id], [kpi])
        rows: dict[Any, list[InForce]] = {}
        role = self.person.sales_role or ""
        for scope, *row in self._ask(_TARGETS, kpi=kpi, role=role):
            subject = self.person.id if scope == TargetScope.PERSON else role
            rows.setdefault(((scope, subject), kpi), []).append(InForce.stored(*row))
        return TargetBook(rows, self.workspace.fiscal_start_month, usual_of(self.workspace))

    def figure(self, kpi: str, period: Period) -> Figure | None:
        """The figure of a KPI that is a plain sum; None for any other, and for who shares entries with others."""
        if kpi not in _SUMS:
            return None
        [[total, entries, shares]] = self._ask(_SUMS[kpi], start=period.start, end=period.end)
        if shares:
            return None
        in_hours = KPIS[kpi].unit is Unit.HOURS
        return Figure(float(total or 0) / (60 if in_hours else 1), entries)

    def _ask(self, question: Prepared, **values: Any) -> list[Any]:
        return fetch(self.session, question, {**self._whose, **values})
