"""The whole pipeline of a scope in one value: what `/deal pipeline` and the pack of a quarterly review tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.deals.queries import stages_of
from models.period import Period
from models.pipeline.coverage import Coverage, coverage_of
from models.pipeline.expected import date_moves
from models.pipeline.forecast import MonthForecast, forecasts
from models.pipeline.open_deals import PipelineDeal, Total, by_month, by_owner, by_stage, open_deals_on, total_of
from models.pipeline.signs import Known, Signs, signs_of
from models.pipeline.stays import times_of_stages
from models.pipeline.survival import Conversion, conversions
from models.pipeline.velocity import Velocity, velocity_of
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

HAS: Mapping[str, Callable[[Signs], bool]] = {
    "slipped": lambda signs: signs.is_slipped,
    "pushed": lambda signs: signs.pushes > 0,
    "silent": lambda signs: signs.is_silent,
    "stuck": lambda signs: signs.is_stuck,
}
"""What an open deal may be, by its name in commands and messages."""


@dataclass(frozen=True)
class PipelineReport:
    """Everything about the pipeline of a scope at the end of `day`. Money is in minor units of the reporting currency."""

    scope: Scope
    period: Period
    """Of the target that is to be covered."""
    day: date
    """Today; of a period that is over its last day."""
    currency: str
    deals: Sequence[PipelineDeal]
    total: Total
    by_stage: Mapping[str, Total]
    """In the order of the process; stages that are not known here last."""
    by_owner: Mapping[str, Total]
    """By the id of the person, the largest first."""
    by_month: Mapping[str, Total]
    coverage: Coverage
    velocity: Velocity
    conversions: Sequence[Conversion]
    signs: Sequence[Signs]
    """Of every open deal, the worst first."""
    forecasts: Sequence[MonthForecast]

    def having(self, what: str) -> list[Signs]:
        """The deals that are one of `HAS`: `slipped`, `pushed`, `silent` or `stuck`."""
        return [signs for signs in self.signs if HAS[what](signs)]


def pipeline_report(
    session: Session, workspace: Workspace, scope: Scope, period: Period, now: datetime, at: date | None = None
) -> PipelineReport:
    """The pipeline of `scope` as of `now` (or the end of `at`), or of the last day of a `period` that is over."""
    day = min(scope.today(now) if at is None else at, period.last_day)
    workspace_id = workspace.workspace_id
    moves = date_moves(session, workspace_id, scope.zone, scope.ids)
    deals = open_deals_on(session, workspace, scope, day, moves)
    total = total_of(deals)
    order = stages_of(session, workspace_id).keys
    staged = by_stage(deals)
    times = times_of_stages(session, workspace_id, day)
    own = times if scope.ids is None else times_of_stages(session, workspace_id, day, scope.ids)
    return PipelineReport(
        scope,
        period,
        day,
        workspace.currency,
        deals,
        total,
        {key: staged[key] for key in (*order, *sorted(set(staged) - set(order))) if key in staged},
        by_owner(deals, scope),
        by_month(deals, day),
        coverage_of(session, workspace, scope, period, now, deals, at),
        velocity_of(session, workspace, scope, day, total),
        conversions(own, order),
        signs_of(session, workspace, scope, day, deals, Known(moves, times)),
        forecasts(session, workspace, scope, day, deals, moves),
    )
