"""Renewals: which contracts were due in a period and renewed, and which were told twice, as an entry and as a won deal."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.activity.kinds import Kind
from models.activity.records import Activity, CreditShare
from models.deals.queries import DecidedDeal
from models.deals.records import Deal, DealType, Outcome
from models.period import Period
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some
from models.team.membership import Roll

NEAR = timedelta(days=60)
"""An entry and a won deal for one account within this are one renewal, on the day of the entry."""
_FEW = 500
"""Accounts that are asked about by name; more are looked up all at once."""


def told_by_entry(
    session: Session, workspace_id: str, decided: Iterable[DecidedDeal], last_day: date
) -> dict[str, bool]:
    """Ids of the renewal deals that an entry up to `last_day` tells of as well, by whomever and in whichever period; True
    when that entry says when the contract was due.

    One renewal of an entry is one deal: the nearest in days, so that of two deals beside one entry one counts for itself.
    The period that is looked at makes no difference, so that quarters add up to the year.
    """
    won = [d for d in decided if d.outcome == Outcome.WON and d.deal_type == DealType.RENEWAL and d.account_id]
    if not won:
        return {}
    accounts = {deal.account_id for deal in won}
    asked = {"workspace_id": workspace_id, "last_day": last_day}

    def ask(questions: tuple[Prepared, PreparedForSome]) -> list[Any]:
        of_all, of_some = questions
        few = len(accounts) <= _FEW
        return fetch_some(session, of_some, asked, account_id=accounts) if few else fetch(session, of_all, asked)

    told: defaultdict[str, list[Any]] = defaultdict(list)
    for account_id, *entry in ask(_TELLING):
        told[account_id].append(entry)
    near = sorted(
        (abs(day - closed_on), day, entry_id, closed_on, deal_id, quantity, due_on is not None)
        for account_id, deal_id, closed_on in ask(_RENEWED)
        for entry_id, day, quantity, due_on in told[account_id]
        if abs(day - closed_on) <= NEAR
    )
    found: dict[str, bool] = {}
    left: dict[str, int] = {}
    for _, _, entry_id, _, deal_id, quantity, is_dated in near:
        if deal_id not in found and left.setdefault(entry_id, quantity):
            left[entry_id] -= 1
            found[deal_id] = is_dated
    return found


def _about(account_id: Any, wanted: Any) -> tuple[Prepared, PreparedForSome]:
    """A question about all accounts, and the same about some."""
    return Prepared(wanted), PreparedForSome(lambda one_of: wanted.where(one_of(account_id, "account_id")))


_TELLING = _about(
    col(Activity.account_id),
    columns(
        col(Activity.account_id),
        *(col(Activity.id), col(Activity.happened_on), col(Activity.quantity), col(Activity.due_on)),
    ).where(
        col(Activity.workspace_id) == bindparam("workspace_id"),
        col(Activity.kind) == Kind.RENEWAL.value,
        col(Activity.account_id).is_not(None),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        col(Activity.happened_on) <= bindparam("last_day"),
    ),
)
"""The entries of renewals."""
_RENEWED = _about(
    col(Deal.account_id),
    columns(col(Deal.account_id), col(Deal.id), col(Deal.closed_on)).where(
        col(Deal.workspace_id) == bindparam("workspace_id"),
        col(Deal.removed_at).is_(None),
        col(Deal.outcome) == Outcome.WON.value,
        col(Deal.deal_type) == DealType.RENEWAL.value,
        col(Deal.closed_on) <= bindparam("last_day"),
    ),
)
"""The won deals of renewals."""


@dataclass(frozen=True, slots=True)
class RenewedDue:
    """Somebody's part of a contract that was due in a period and has been renewed."""

    stay: str
    """Of who they were on the day on which it was due."""
    percent: int
    """Of one contract 100; of an entry that tells of three, 300."""


def read_renewed_due(
    session: Session, workspace_id: str, period: Period, roll: Roll, last_day: date
) -> list[RenewedDue]:
    """What was due in `period` and is renewed as of `last_day`, whether in the period, before it or after it.

    What is renewed later is not known on that day.
    """
    days = {"workspace_id": workspace_id, "start": period.start, "end": period.end, "last_day": last_day}
    people = roll.ids
    if people is not None and len(people) == 1:
        [person_id] = people
        rows = fetch(session, _DUE_OF_ONE, {**days, "person_id": person_id})
    else:
        rows = fetch(session, _DUE, days)
    return [
        RenewedDue(roll.key(person_id, day), quantity * percent)
        for person_id, day, quantity, percent in rows
        if people is None or person_id in people
    ]


def due_in(workspace_id: Any, start: Any, end: Any, last_day: Any) -> list[ColumnElement[bool]]:
    """Entries of contracts that were due from `start` up to, and not including, `end` and renewed up to `last_day`."""
    return [
        col(Activity.workspace_id) == workspace_id,
        col(Activity.due_on) >= start,
        col(Activity.due_on) < end,
        col(Activity.kind) == Kind.RENEWAL.value,
        col(Activity.happened_on) <= last_day,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    ]


def _due() -> tuple[Prepared, Prepared]:
    """Everybody's, and one person's: asked of who has the credit, not of whose entry it is, so that the index on the
    due day leads the way. Renewals with a due day are few."""
    whose = func.coalesce(col(CreditShare.person_id), col(Activity.person_id))
    same_entry = and_(
        col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
    )
    everybodys: Any = (
        columns(whose, col(Activity.due_on), col(Activity.quantity), func.coalesce(col(CreditShare.percent), 100))
        .select_from(Activity)
        .outerjoin(CreditShare, same_entry)
        .where(*due_in(*(bindparam(name) for name in ("workspace_id", "start", "end", "last_day"))))
    )
    return Prepared(everybodys), Prepared(everybodys.where(whose == bindparam("person_id")))


_DUE, _DUE_OF_ONE = _due()


def part_of(due: Iterable[RenewedDue], stays: Collection[str] | None) -> float:
    """How many of them are these people's, each on their days; everybody's for None."""
    return sum(one.percent for one in due if stays is None or one.stay in stays) / 100
