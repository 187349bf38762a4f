"""Coverage: which accounts were contacted within their cadence, on any day, for anybody's list.

Coverage = accounts contacted within their cadence / accounts with one (domain 10). An account was contacted on the day
of an entry that counts, of a kind that is contact (`models/activity/kinds.py`), by anybody. It is covered on day D with a
cadence of N days when its last contact was on D − N or later: contacted on the 1st and due every 14 days, it is covered
up to and with the 15th, the day on which it is due. One that was never contacted is not covered, and is due N days after
it was given its tier.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func

from models.activity.kinds import CONTACTS
from models.activity.records import Activity
from models.territories.cadence import Cadences, cadences_of
from models.territories.lists import Lists, Named, lists_of

FEW = 500
"""Accounts that are asked about by their ids; more are looked up all at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An account with a cadence, as it stands on a day."""

    named: Named
    cadence: int
    """Days."""
    last: date | None
    """The day of its last contact up to then; None: it was never contacted."""

    @property
    def due_on(self) -> date:
        """The last day on which a contact is in time."""
        return (self.last or self.named.since) + timedelta(days=self.cadence)

    def is_covered(self, day: date) -> bool:
        """Whether it was contacted within its cadence before `day`, or on it."""
        return self.last is not None and (day - self.last).days <= self.cadence

    def share(self, day: date) -> float:
        """How much of its cadence is over: 1.0 on the day on which it is due, 2.0 when a whole visit was skipped."""
        return (day - (self.last or self.named.since)).days / self.cadence


@dataclass(frozen=True)
class Coverage:
    """How many accounts were contacted in time, of how many with a cadence."""

    contacted: int = 0
    of: int = 0
    never: int = 0
    """How many of them nobody has contacted yet."""

    @property
    def rate(self) -> float | None:
        """0 to 1; None where no account has a cadence."""
        return self.contacted / self.of if self.of else None


@dataclass(frozen=True)
class Book:
    """The lists and cadences of a workspace: read once, and asked for as many days as one likes."""

    session: Session
    workspace_id: str

    @cached_property
    def lists(self) -> Lists:
        """Who has which account."""
        return lists_of(self.session, self.workspace_id)

    @cached_property
    def cadences(self) -> Cadences:
        """How often each tier is contacted."""
        return cadences_of(self.session, self.workspace_id)

    def standings(self, day: date, named: Collection[Named] | None = None, *, is_rate: bool = False) -> list[Standing]:
        """Every account with a cadence on `day`, of `named` or of all that are named; with its last contact.

        For the rate alone (`is_rate`) only contacts count that can be within a cadence.
        """
        days = self.cadences.on(day)
        some = self.lists.on(day) if named is None else named
        with_one = [(one, cadence) for one in some if (cadence := days.get(one.tier or ""))]
        last = last_contacts(
            self.session,
            self.workspace_id,
            day,
            [one.account_id for one, _ in with_one],
            self.cadences.longest,
            is_rate,
        )
        return [Standing(one, cadence, last.get(one.account_id)) for one, cadence in with_one]


def coverage(standings: Iterable[Standing], day: date) -> Coverage:
    """Of these accounts, on `day`."""
    contacted = of = never = 0
    for standing in standings:
        of += 1
        contacted += standing.is_covered(day)
        never += standing.last is None
    return Coverage(contacted, of, never)


def last_contacts(
    session: Session, workspace_id: str, day: date, account_ids: Sequence[str], longest: int, is_rate: bool = False
) -> dict[str, date]:
    """The day of the last contact up to and with `day`, by account; without those that were never contacted.

    Two questions: what happened in the last `longest` days decides for almost all, and the rest are asked about then
    (unless only the rate is wanted: what is longer ago is within no cadence).
    """
    if not account_ids:
        return {}
    since = day - timedelta(days=longest)
    latest = dict(session.execute(_latest(workspace_id, day, col(Activity.happened_on) >= since, account_ids)).all())
    missing = [id_ for id_ in account_ids if id_ not in latest]
    if missing and not is_rate:
        earlier = col(Activity.happened_on) < since
        latest.update(dict(session.execute(_latest(workspace_id, day, earlier, missing)).all()))
    return latest


def _latest(workspace_id: str, day: date, also: Any, account_ids: Sequence[str]) -> Any:
    conditions = [
        col(Activity.workspace_id) == workspace_id,
        col(Activity.kind).in_(sorted(CONTACTS)),
        col(Activity.happened_on) <= day,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        col(Activity.account_id).is_not(None),
        also,
    ]
    if len(account_ids) <= FEW:
        conditions.append(col(Activity.account_id).in_(account_ids))
    return (
        sa.select(col(Activity.account_id), func.max(col(Activity.happened_on)))
        .where(*conditions)
        .group_by(col(Activity.account_id))
    )
