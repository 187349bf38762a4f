"""The whole pipeline of a scope in one value: what `/deal pipeline` and the pack of a quarterly review tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.deals.queries import ids_of_deals
from models.period import Period
from models.pipeline.coverage import Coverage, coverage_of
from models.pipeline.forecast import MonthForecast, first_eve, forecasts
from models.pipeline.open_deals import PipelineDeal, Total, by_month, by_owner, by_stage, total_of
from models.pipeline.past import past_of
from models.pipeline.signs import Signs, signs_of
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
    past = past_of(session, workspace, scope, day, first_eve(day))
    deals = past.open_on(day)
    total = total_of(deals)
    order = past.stages.keys
    staged = by_stage(deals)
    own = past.history.of_company
    if scope.ids is not None:
        own = past.history.times(ids_of_deals(session, workspace.workspace_id, scope.ids))
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
        signs_of(session, workspace, past, deals),
        forecasts(session, workspace, past, deals),
    )
