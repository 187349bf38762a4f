"""What is usual for a role in this workspace: the presets, and what an admin made of them, from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from models.activity.role_kinds import KEY as KINDS_KEY
from models.period import PeriodType
from models.scorecard.by_role import EVERYBODY, Row
from models.scorecard.targets.holding import InForce, Layer, SetFor, held_on, of_preset
from models.scorecard.targets.presets import PRESETS, preset_of
from models.team.records import SalesRole
from models.workspace.records import Workspace

NONE = "none"
"""Instead of a value: nothing is usual."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual targets by role and KPI; empty: the presets as they come."""

    changed: Mapping[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)
    """What was changed, oldest first."""

    def layers_of(self, role: str | None, kpi: str) -> list[Layer]:
        """What is usual for somebody with this role, the nearest first; nothing for who has none and nothing for all."""
        if not self.changed:
            return list(_presets(role, kpi))
        layers = [Layer(SetFor.PRESET, rows)] if role and (rows := self._of_role(role, kpi)) else []
        if for_all := self.changed.get((EVERYBODY, kpi)):
            layers.append(Layer(SetFor.PRESET, [_in_force(row, None) for row in for_all]))
        return layers

    def held(self, role: str, day: date, fiscal_start_month: int = 1) -> dict[str, InForce]:
        """What is usual for a role on a day, by KPI."""
        own = [kpi for whose, kpi in self.changed if whose in (role, EVERYBODY)]
        presets = PRESETS[SalesRole(role)] if role else {}
        found = {
            kpi: held_on(day, self.layers_of(role, kpi), fiscal_start_month) for kpi in dict.fromkeys([*presets, *own])
        }
        return {kpi: row[0] for kpi, row in found.items() if row is not None}

    def _of_role(self, role: str, kpi: str) -> list[InForce]:
        preset = preset_of(role, kpi)
        first = [of_preset(preset)] if preset else []
        default = first[0] if first else None
        return [*first, *(_in_force(row, default) for row in self.changed.get((role, kpi), ()))]


@cache
def _presets(role: str | None, kpi: str) -> tuple[Layer, ...]:
    """Where nothing was changed: made once, for each figure of each scorecard looks at it."""
    preset = preset_of(role, kpi)
    return (Layer(SetFor.PRESET, (of_preset(preset),)),) if preset else ()


def usual_of(workspace: Workspace) -> Usual:
    """What is usual in this workspace."""
    if not workspace.role_presets:
        return Usual()
    changed: dict[tuple[str, str], tuple[Row, ...]] = {}
    rows = [row for row in map(Row.stored, workspace.role_presets) if row.kpi != KINDS_KEY]
    for row in sorted(rows, key=lambda row: row.day):
        changed[row.role, row.kpi] = (*changed.get((row.role, row.kpi), ()), row)
    return Usual(changed)


def _in_force(row: Row, default: InForce | None) -> InForce:
    """`6/week`; `none/week` ends it; without a value the preset holds again, and where there is none nothing does."""
    if row.value is None:
        value, period_type = (default.value, default.period_type) if default else (None, PeriodType.WEEK)
        return InForce(value, period_type, row.day)
    number, _, period = row.value.partition("/")
    return InForce(None if number == NONE else Decimal(number), PeriodType(period), row.day)
