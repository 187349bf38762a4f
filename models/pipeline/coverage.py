"""Coverage: how often what is open covers what is still missing to the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.money import decimals_of
from models.period import Period
from models.pipeline.open_deals import PipelineDeal, total_of
from models.scorecard.look import Look, reading_for
from models.scorecard.scope import Scope
from models.scorecard.scorecard import SALES, GroupScorecard, group_scorecard_in
from models.workspace.records import Workspace


@dataclass(frozen=True, slots=True)
class Coverage:
    """Open value / (target − won). Money is in minor units of the reporting currency."""

    period: Period
    open_value: float
    """Not weighted, whenever it is expected to close; of the people who have the target."""
    open_in_period: float
    """The part of it that is expected by the end of the period; what should have closed before is in it."""
    target: float | None = None
    won: float | None = None
    """In the period, by the people who have the target."""
    reason: str | None = None
    """Why there is no ratio: `no_target`, `reached` (nothing is missing), or `no_figure` (what was won has no rate)."""

    @property
    def missing(self) -> float | None:
        """Target − won, not below 0; None without a target."""
        return None if self.target is None or self.won is None else max(self.target - self.won, 0)

    @property
    def ratio(self) -> float | None:
        """Open value / what is missing; None without a target, and when nothing is missing."""
        return self.open_value / self.missing if self.missing else None

    @property
    def ratio_in_period(self) -> float | None:
        """The same with only what is expected by the end of the period."""
        return self.open_in_period / self.missing if self.missing else None


def coverage_of(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    period: Period,
    now: datetime,
    deals: Sequence[PipelineDeal],
    at: date | None = None,
) -> Coverage:
    """The coverage of the sales target of `period` by these open `deals` of the scope, as of `now` or the end of `at`.

    Target and won value are those of KPI 5 (`sales_by_channel`) on the scorecard: of a group, of the people who have the
    target; so is what is open.
    """
    look = Look(scope, period, now, at, kpis={SALES}, by_season=False)
    group = group_scorecard_in(reading_for(session, workspace, [look]), look)
    line, minor = group.total.sales, 10 ** decimals_of(workspace.currency)
    counted = _of_who_has_target(group, deals)
    value = total_of(counted).value
    by_then = total_of(one for one in counted if one.expected_close and one.expected_close < period.end).value
    if line.target is None:
        return Coverage(period, value, by_then, reason="no_target")
    won = line.figure.value if line.compared is None else line.compared
    target = line.target.value * minor
    if won is None:
        return Coverage(period, value, by_then, target, reason="no_figure")
    reason = "reached" if target <= won * minor else None
    return Coverage(period, value, by_then, target, won * minor, reason)


def _of_who_has_target(group: GroupScorecard, deals: Sequence[PipelineDeal]) -> Sequence[PipelineDeal]:
    """The part of the deals of who has the target, where others in the group sell without one."""
    line = group.total.sales
    if not line.others and line.by_others is None:
        return deals
    asked = {rep.scope.id for rep in group.reps if rep.sales.target}
    parts = []
    for one in deals:
        share = sum(percent for stay, percent in one.deal.shares if stay.partition("@")[0] in asked) / 100
        if share:
            parts.append(PipelineDeal(one.deal, min(share, one.share), one.expected_close))
    return parts
