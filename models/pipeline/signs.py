"""Which open deals need somebody: slipped, silent for 14 days, or stuck in their stage; worst first.

Facts alone; what is asked of whom is decided elsewhere. The definitions:

- slipped: the expected close has passed, or was moved later at least once (*pushed*; how often is counted)
- silent: no activity with the account or on the deal by anybody, no change of the deal, and nobody who said that it is
  still alive, on the last 14 days. Counting starts when its owner joined Koers: nothing before is called silent
- stuck: in its stage for more than twice the company's median for that stage, where at least five stays tell it. It is
  the company's, so that a deal is no more or less stuck by who looks at it
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.deals.queries import of_workspace
from models.deals.records import Deal, DealChange
from models.period import Period, first_instant
from models.pipeline.open_deals import PipelineDeal
from models.pipeline.past import Past, past_of
from models.pipeline.records import DealConfirmation
from models.scorecard.reading.beginnings import beginnings_of
from models.scorecard.scope import Scope
from models.team.records import Person
from models.workspace.records import Workspace

FEW = 500
"""Deals that are asked about by name; more are looked up all at once."""
AT_ONCE = 5_000
"""Names in one question."""
SILENT_DAYS = 14
STUCK_TIMES = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is to say of one open deal on a day."""

    open: PipelineDeal
    overdue_days: int = 0
    """Since the expected close has passed; 0 when it has not, or there is none."""
    pushes: int = 0
    """How often the expected close was moved later."""
    pushed_days: int = 0
    """By how many days in all, of these moves."""
    last_sign: date | None = None
    """The last sign of life."""
    silent_days: int = 0
    """Since then."""
    stage_days: int | None = None
    """In its stage; None when its history does not say."""
    usual_days: int | None = None
    """The company's median in that stage; None when too few deals tell it."""
    answered_on: date | None = None
    """The latest day on which somebody answered that it is still alive."""

    @property
    def is_slipped(self) -> bool:
        """Its date has passed, or was moved later."""
        return bool(self.overdue_days or self.pushes)

    @property
    def is_silent(self) -> bool:
        """No sign of life for 14 days."""
        return self.silent_days >= SILENT_DAYS

    @property
    def is_stuck(self) -> bool:
        """More than twice as long in its stage as usual."""
        if self.stage_days is None or self.usual_days is None:
            return False
        return self.stage_days > STUCK_TIMES * self.usual_days and self.stage_days > 0

    def asks(self, day: date) -> bool:
        """Whether somebody should say what becomes of it: slipped, silent or stuck, and not answered for 14 days."""
        answered = self.answered_on is not None and (day - self.answered_on).days < SILENT_DAYS
        return not answered and (self.is_slipped or self.is_silent or self.is_stuck)

    @property
    def badness(self) -> tuple[int, int, float]:
        """Worst first, when sorted: by how many of the three it is, then the longest overdue or silent, then by value."""
        count = self.is_slipped + self.is_silent + self.is_stuck
        return -count, -max(self.overdue_days, self.silent_days), -(self.open.value or 0)


def signs_of(session: Session, workspace: Workspace, past: Past, deals: Sequence[PipelineDeal]) -> list[Signs]:
    """What there is to say of each of these deals, open at the end of the day of `past`, worst first. A few statements for all."""
    ids, day = {one.deal.deal_id for one in deals}, past.day
    if not ids:
        return []
    since = past.history.since(ids)
    usual = {stage: times.usual_days for stage, times in past.history.of_company.items()}
    lives = _Lives(session, workspace, past.scope, day, deals)
    found = []
    for one in deals:
        id_, expected = one.deal.deal_id, one.expected_close
        pushes = [move for move in past.moves.get(id_, ()) if move.on <= day and move.is_push]
        last = lives.of(one)
        found.append(
            Signs(
                one,
                (day - expected).days if expected and expected < day else 0,
                len(pushes),
                sum((move.new - move.old).days for move in pushes if move.new and move.old),
                last,
                (day - last).days if last else 0,
                (day - since[id_]).days if id_ in since else None,
                usual.get(one.deal.stage),
                max(lives.confirmed.get(id_, ()), default=None),
            )
        )
    return sorted(found, key=lambda signs: (*signs.badness, signs.open.deal.number))


class _Lives:
    """The last sign of life of each deal, up to the end of a day."""

    def __init__(
        self, session: Session, workspace: Workspace, scope: Scope, day: date, deals: Sequence[PipelineDeal]
    ) -> None:
        self._session, self._workspace_id, self._day = session, workspace.workspace_id, day
        self._zone, self._end = scope.zone, first_instant(day + timedelta(days=1), scope.zone)
        ids = {one.deal.deal_id for one in deals}
        accounts = {one.deal.account_id for one in deals if one.deal.account_id}
        self._with_account = self._latest_contact(accounts)
        self._on_deal = self._latest(col(Activity.deal_id), _among(col(Activity.deal_id), ids))
        self._changed = self._latest_change(ids)
        self.confirmed = self._confirmations(ids)
        self._joined = self._beginnings(workspace, {one.deal.owner_id for one in deals})

    def of(self, one: PipelineDeal) -> date | None:
        """The latest of everything that shows that somebody works on it."""
        deal = one.deal
        days = [
            deal.opened_on,
            self._with_account.get(deal.account_id or ""),
            self._on_deal.get(deal.deal_id),
            self._changed.get(deal.deal_id),
            *self.confirmed.get(deal.deal_id, ()),
            self._joined.get(deal.owner_id),
        ]
        return max(filter(None, days), default=None)

    def _latest_contact(self, accounts: Collection[str]) -> dict[str, date]:
        """First who was spoken to in the last 14 days, which the index on the day tells; only of the others, when."""
        column = col(Activity.account_id)
        found = self._latest(column, [col(Activity.happened_on) > self._day - timedelta(days=SILENT_DAYS)])
        others = sorted(set(accounts) - set(found))
        for start in range(0, len(others), AT_ONCE):
            found |= self._latest(column, [column.in_(others[start : start + AT_ONCE])])
        return found

    def _latest(self, column: Any, which: list[ColumnElement[bool]]) -> dict[str, date]:
        latest = columns(column, func.max(col(Activity.happened_on))).where(
            col(Activity.workspace_id) == self._workspace_id,
            column.is_not(None),
            col(Activity.undone_at).is_(None),
            col(Activity.happened_on) <= self._day,
            *which,
        )
        rows: Any = self._session.execute(latest.group_by(column))
        return dict(rows.all())

    def _latest_change(self, ids: Collection[str]) -> dict[str, date]:
        """When each deal was changed last, or came into Koers (by hand or by a file): before that nobody could have said anything."""
        of_deal = col(DealChange.deal_id)
        changed = columns(of_deal, func.max(col(DealChange.changed_at))).where(
            col(DealChange.workspace_id) == self._workspace_id,
            col(DealChange.undone_at).is_(None),
            col(DealChange.changed_at) < self._end,
            *(_among(of_deal, ids) or [of_deal.in_(columns(col(Deal.id)).where(*self._may_be_open()))]),
        )
        added = columns(col(Deal.id), col(Deal.created_at)).where(
            *of_workspace(self._workspace_id),
            col(Deal.outcome).is_(None),
            col(Deal.created_at) < self._end,
            *_among(col(Deal.id), ids),
        )
        latest: dict[str, datetime] = dict(self._session.execute(added).all())
        for id_, at in self._session.execute(changed.group_by(of_deal)):
            latest[id_] = max(at, latest.get(id_, at))
        return {id_: at.astimezone(self._zone).date() for id_, at in latest.items()}

    def _may_be_open(self) -> list[ColumnElement[bool]]:
        still = or_(col(Deal.outcome).is_(None), col(Deal.closed_on) > self._day, col(Deal.closed_on).is_(None))
        return [*of_workspace(self._workspace_id), still]

    def _confirmations(self, ids: Collection[str]) -> Mapping[str, list[date]]:
        said = columns(col(DealConfirmation.deal_id), col(DealConfirmation.confirmed_on)).where(
            col(DealConfirmation.workspace_id) == self._workspace_id,
            col(DealConfirmation.undone_at).is_(None),
            col(DealConfirmation.confirmed_on) <= self._day,
        )
        found: dict[str, list[date]] = {}
        for deal_id, day in self._session.execute(said):
            if deal_id in ids:
                found.setdefault(deal_id, []).append(day)
        return found

    def _beginnings(self, workspace: Workspace, owners: Collection[str]) -> dict[str, date]:
        people = select(Person).where(Person.workspace_id == self._workspace_id, col(Person.id).in_(owners))
        lately = Period(self._day - timedelta(days=SILENT_DAYS), self._day + timedelta(days=1))
        begun = beginnings_of(self._session, workspace, self._session.exec(people).all(), lately)
        return {id_: min(beginning.activities, self._day) for id_, beginning in begun.items()}


def signs_now(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> list[Signs]:
    """The same of everything that is open in the scope now."""
    past = past_of(session, workspace, scope, scope.today(now))
    return signs_of(session, workspace, past, past.open_on(past.day))


def _among(column: Any, ids: Collection[str]) -> list[ColumnElement[bool]]:
    """The question for a few names them; for many it is quicker to look at all."""
    return [column.in_(ids)] if len(ids) <= FEW else []
