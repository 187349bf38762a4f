"""The targets of several people, teams and roles, read at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from models.period import Period
from models.scorecard.kpis import Kpi, Level
from models.scorecard.pacing import Workload
from models.scorecard.records import Target, TargetScope
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.targets import holding
from models.scorecard.targets.holding import InForce, SetFor, TargetFigure, of_preset, target_in
from models.scorecard.targets.presets import preset_of
from models.team.calendar import Calendar
from models.team.records import Person

_Subject = tuple[str, str]
"""Kind of scope, and the id of the person or team, the role, or nothing."""


@dataclass(frozen=True)
class TargetBook:
    """What was set, by subject and KPI, oldest first."""

    rows: dict[tuple[_Subject, str], list[InForce]]
    fiscal_start_month: int = 1

    def of_person(self, person: Person, kpi: Kpi, period: Period, workload: Workload) -> TargetFigure | None:
        """A person's own target, else their role's, else the role's default: week by week, for what was over before
        the own one came keeps what was usual then.
        """
        usual = [of_preset(preset)] if (preset := preset_of(person.sales_role, kpi.key)) else []
        of_role = self.rows.get(((TargetScope.ROLE, person.sales_role or ""), kpi.key), [])
        own = self.rows.get(((TargetScope.PERSON, person.id), kpi.key), [])
        for history, before, set_for in (
            (own, [*usual, *of_role], SetFor.PERSON),
            (of_role, usual, SetFor.ROLE),
            (usual, [], SetFor.PRESET),
        ):
            if not history or history[0].effective_from > period.last_day:
                continue
            since = history[0].effective_from
            earlier = [row for row in before if row.value is not None and row.effective_from < since]
            rows = [*earlier, *history]
            if found := target_in(kpi, period, rows, set_for, workload, self.fiscal_start_month):
                return found
        return None

    def of_scope(
        self, scope: Scope, kpi: Kpi, period: Period, members: Iterable[TargetFigure | None], calendar: Calendar
    ) -> TargetFigure | None:
        """The target that was set for the team or workspace itself, else what those of its people come to."""
        if scope.kind is ScopeKind.TEAM:
            subject, set_for = (TargetScope.TEAM.value, scope.id), SetFor.TEAM
        else:
            subject, set_for = (TargetScope.WORKSPACE.value, ""), SetFor.WORKSPACE
        history = self.rows.get((subject, kpi.key), [])
        own = target_in(kpi, period, history, set_for, Workload(calendar), self.fiscal_start_month)
        if own is not None or kpi.level is Level.TEAM:
            return own
        return holding.together(kpi, members)


def read_targets(
    session: Session,
    workspace_id: str,
    people: Collection[str],
    kpis: Collection[str] = (),
    team_id: str | None = None,
    fiscal_start_month: int = 1,
) -> TargetBook:
    """The targets of these people, of all roles and the workspace, and of one team; of all KPIs when none is named."""
    of_whom: list[ColumnElement[bool]] = [col(Target.scope).in_([TargetScope.ROLE, TargetScope.WORKSPACE])]
    if len(people) <= 500:
        of_whom.append(col(Target.person_id).in_(people))
    else:
        of_whom.append(col(Target.scope) == TargetScope.PERSON)
    if team_id is not None:
        of_whom.append(col(Target.team_id) == team_id)
    wanted = select(Target).where(
        Target.workspace_id == workspace_id, col(Target.withdrawn_at).is_(None), or_(*of_whom)
    )
    if kpis:
        wanted = wanted.where(col(Target.kpi).in_(kpis))
    rows: dict[tuple[_Subject, str], list[InForce]] = defaultdict(list)
    in_order = wanted.order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))
    for target in session.exec(in_order):
        subject = (target.scope, target.person_id or target.team_id or target.role or "")
        rows[subject, target.kpi].append(InForce.stored(target.value, target.period_type, target.effective_from))
    return TargetBook(dict(rows), fiscal_start_month)
