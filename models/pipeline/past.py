"""A scope's deals on several days: what was open on a day and on days before it, from one reading.

`models/deals/snapshot.py` asks the database what was open on one day. A pipeline is about five days (its forecast goes back
to the eve of each of the last months), and needs the steps of all deals anyway: here they are read once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.queries import Shares, shares_by_deal, stages_of, theirs
from models.deals.records import Deal
from models.deals.snapshot import OpenDeal
from models.deals.stages import OUTCOMES, Stages
from models.period import Period
from models.pipeline.expected import Moves, date_moves, expected_on
from models.pipeline.open_deals import Credit, PipelineDeal
from models.pipeline.stays import StageHistory, stage_history
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some
from models.scorecard.scope import Scope
from models.workspace.records import Workspace


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the deals of a scope up to the end of a day."""

    scope: Scope
    day: date
    moves: Moves
    """Of their expected closes."""
    history: StageHistory
    """Of the whole company's deals."""
    stages: Stages
    _deals: Sequence[Any]
    """Rows in the order of `_COLUMNS`, by number."""
    _shares: Mapping[str, Shares]

    def open_on(self, day: date, expected_in: Period | None = None) -> list[PipelineDeal]:
        """The deals that were open at the end of `day`, as they stood then, by number; `expected_in`: to close in that period."""
        credit, found = Credit(self.scope), []
        usual = {key: self.stages.probability(key, day) for key in self.stages.keys}
        for id_, number, owner, account, currency, channel, opened, close, outcome, closed in self._deals:
            if outcome is not None and closed is not None and closed <= day:
                continue
            expected = expected_on(self.moves.get(id_, ()), close, day)
            if expected_in is not None and (expected is None or expected not in expected_in):
                continue
            step = self.history.stood(id_, day)
            if step is None or step[0] in OUTCOMES:
                continue
            stage, _, value, reporting, own = step
            likely = usual.get(stage) if own is None else own
            worth = (value, currency, reporting, likely, channel)
            deal = OpenDeal(id_, number, owner, account, stage, *worth, opened, close, self._shares[id_])
            if part := credit.part(deal, expected, day):
                found.append(part)
        return found


def past_of(session: Session, workspace: Workspace, scope: Scope, day: date, since: date | None = None) -> Past:
    """What is known of the scope's deals that may have been open at the end of any day from `since` to `day`.

    `since` (None: that day alone) is at most a year before `day`, which is as far as the history goes back.
    """
    workspace_id = workspace.workspace_id
    asked, first = {"workspace_id": workspace_id}, since or day
    asked_since = {**asked, "since": first}
    if scope.ids is None:
        rows = fetch(session, _DEALS, asked_since)
    else:
        rows = fetch_some(session, _DEALS_OF, asked_since, person_id=scope.ids)
    deals = sorted({row[0]: row for row in rows}.values(), key=lambda row: row[1])
    return Past(
        scope,
        day,
        date_moves(session, workspace_id, scope.zone, first, scope.ids),
        stage_history(session, workspace_id, day),
        stages_of(session, workspace_id),
        deals,
        shares_by_deal(session, workspace_id, [(row[0], row[2]) for row in deals]),
    )


_COLUMNS: Any = (
    col(Deal.id),
    col(Deal.number),
    col(Deal.owner_id),
    col(Deal.account_id),
    col(Deal.currency),
    col(Deal.channel),
    col(Deal.opened_on),
    col(Deal.expected_close),
    col(Deal.outcome),
    col(Deal.closed_on),
)


def _deals(*which: ColumnElement[bool]) -> Any:
    may_be_open = or_(
        col(Deal.outcome).is_(None), col(Deal.closed_on) > bindparam("since"), col(Deal.closed_on).is_(None)
    )
    is_here = (col(Deal.workspace_id) == bindparam("workspace_id"), col(Deal.removed_at).is_(None))
    return columns(*_COLUMNS).where(*is_here, may_be_open, *which)


_DEALS = Prepared(_deals())
_DEALS_OF = PreparedForSome(lambda one_of: _deals(theirs(one_of)))
