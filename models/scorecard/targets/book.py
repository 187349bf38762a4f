"""The targets of several people, teams and roles, read at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlmodel import Session, col

from models.period import Period
from models.prepared import AT_ONCE, OneOf, PreparedForSome, among, fetch_some
from models.scorecard.kpis import Kpi
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.holding import InForce, Layer, SetFor, TargetFigure, target_in
from models.scorecard.targets.spread import Spread
from models.scorecard.targets.usual import Usual, usual_of
from models.team.membership import Stay
from models.workspace.records import Workspace

Subject = tuple[str, str]
"""Kind of scope, and the id of the person or team, the role, or nothing."""


NOTHING_CHANGED = Usual()


@dataclass(frozen=True)
class TargetBook:
    """What was set, by subject and KPI, oldest first."""

    rows: dict[tuple[Subject, str], list[InForce]]
    fiscal_start_month: int = 1
    usual: Usual = NOTHING_CHANGED

    def of_person(self, stay: Stay, kpi: Kpi, period: Period, spread: Spread) -> TargetFigure | None:
        """A person's own target, else that of their role of those days, else the role's default: day by day, for what
        was over before the own one came keeps what was usual then.
        """
        return target_in(kpi, period, self.layers_of(stay.person.id, stay.place.sales_role, kpi.key), spread)

    def layers_of(self, person_id: str, sales_role: str | None, kpi: str) -> list[Layer]:
        """What holds for a person in a role, the nearest first."""
        layers = []
        if own := self.rows.get(((TargetScope.PERSON, person_id), kpi)):
            layers.append(Layer(SetFor.PERSON, own))
        if of_role := self.rows.get(((TargetScope.ROLE, sales_role or ""), kpi)):
            layers.append(Layer(SetFor.ROLE, of_role))
        return layers + self.usual.layers_of(sales_role, kpi)

    def of_group(
        self, subject: Subject, set_for: SetFor, kpi: Kpi, period: Period, spread: Spread
    ) -> TargetFigure | None:
        """The target that was set for a team or the company itself; of the days on which it holds."""
        rows = self.rows.get((subject, kpi.key))
        return target_in(kpi, period, [Layer(set_for, rows)], spread) if rows else None


_COLUMNS: Any = (
    col(Target.scope),
    col(Target.person_id),
    col(Target.team_id),
    col(Target.role),
    col(Target.kpi),
    col(Target.value),
    col(Target.period_type),
    col(Target.effective_from),
)


def _targets(one_of: OneOf, *of_whom: ColumnElement[bool]) -> Any:
    is_of_all = among(col(Target.scope), [TargetScope.ROLE.value, TargetScope.WORKSPACE.value])
    return (
        select(*_COLUMNS)
        .where(
            col(Target.workspace_id) == bindparam("workspace_id"),
            col(Target.withdrawn_at).is_(None),
            or_(is_of_all, one_of(col(Target.team_id), "team_id"), *of_whom),
        )
        .order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))
    )


_OF_SOME = PreparedForSome(lambda one_of: _targets(one_of, one_of(col(Target.person_id), "person_id")))
_OF_EVERYBODY = PreparedForSome(lambda one_of: _targets(one_of, col(Target.scope) == TargetScope.PERSON.value))


def read_targets(
    session: Session,
    workspace: Workspace,
    people: Collection[str],
    kpis: Collection[str] = (),
    teams: Collection[str] = (),
) -> TargetBook:
    """The targets of these people, of all roles and the workspace, and of some teams; of all KPIs when none is named."""
    few, nobody = len(people) <= AT_ONCE, [""]
    found = fetch_some(
        session,
        _OF_SOME if few else _OF_EVERYBODY,
        {"workspace_id": workspace.workspace_id},
        person_id=(people if few else ()) or nobody,
        team_id=teams or nobody,
    )
    rows: dict[tuple[Subject, str], list[InForce]] = defaultdict(list)
    for scope, person_id, team_id, role, kpi, *stated in found:
        if not kpis or kpi in kpis:
            rows[(scope, person_id or team_id or role or ""), kpi].append(InForce.stored(*stated))
    return TargetBook(dict(rows), workspace.fiscal_start_month, usual_of(workspace))
