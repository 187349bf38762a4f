"""When a deal was expected to close, as it was thought on any day: taken back from the history of its changes.

The deal itself keeps the latest date alone; each change notes the date before and after it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, bindparam, or_
from sqlalchemy import cast as as_text
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.queries import theirs
from models.deals.records import Deal, DealChange
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some


class DateMove(NamedTuple):
    """A change of the expected close, on the day on which somebody made it."""

    on: date
    old: date | None
    new: date | None

    @property
    def is_push(self) -> bool:
        """Whether the date was moved later. Setting a first date, moving it earlier or taking it away is none."""
        return self.old is not None and self.new is not None and self.new > self.old


Moves = Mapping[str, Sequence[DateMove]]
"""By deal, oldest first."""


def date_moves(
    session: Session, workspace_id: str, zone: ZoneInfo, day: date, people: Collection[str] | None = None
) -> Moves:
    """Every change that stands of an expected close, of the deals that may have been open at the end of `day` or later.

    Days are those of `zone`. `people`: of deals in which they have a share.
    """
    asked = {"workspace_id": workspace_id, "day": day}
    rows = fetch(session, _MOVES, asked) if people is None else fetch_some(session, _MOVES_OF, asked, person_id=people)
    found: dict[str, list[DateMove]] = defaultdict(list)
    # Of a long list of people a deal of two may have come twice.
    for _, deal_id, at, old, new in sorted({row[0]: row for row in rows}.values(), key=itemgetter(2, 0)):
        found[deal_id].append(DateMove(at.astimezone(zone).date(), _day(old), _day(new)))
    return found


def expected_on(moves: Sequence[DateMove], latest: date | None, day: date) -> date | None:
    """What was expected at the end of `day`; `latest` is what the deal says now."""
    for move in moves:
        if move.on > day:
            return move.old
    return latest


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moves(*which: ColumnElement[bool]) -> Any:
    """What is said of the date is taken out by the database: most of what changes say is something else."""
    changed: Any = col(DealChange.new)
    workspace_id: Any = bindparam("workspace_id")
    may_be_open = (col(Deal.outcome).is_(None), col(Deal.closed_on) > bindparam("day"), col(Deal.closed_on).is_(None))
    deals = columns(col(Deal.id)).where(
        col(Deal.workspace_id) == workspace_id, col(Deal.removed_at).is_(None), or_(*may_be_open), *which
    )
    return columns(
        col(DealChange.id),
        col(DealChange.deal_id),
        col(DealChange.changed_at),
        cast(Any, col(DealChange.old))["expected_close"].as_string(),
        changed["expected_close"].as_string(),
    ).where(
        col(DealChange.workspace_id) == workspace_id,
        col(DealChange.undone_at).is_(None),
        as_text(changed, String).like('%"expected_close":%'),
        col(DealChange.deal_id).in_(deals),
    )


_MOVES = Prepared(_moves())
_MOVES_OF = PreparedForSome(lambda one_of: _moves(theirs(one_of)))
