"""Contracts whose last day a won deal says: a renewal was due on it, unless something else tells of that renewal.

One renewal is told once. A contract is *told* by the nearest entry that says when it was due, within 60 days of its last
day, or by a renewal deal that was won or lost after its own and up to 60 days after its last day: the rate has those
already. An entry without a due day renews it. Each tells of as many contracts as it has renewals. Two deals with one
account and one last day are one contract.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import bindparam, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.deals.records import Deal, DealShare, DealType, Outcome
from models.period import Period
from models.prepared import Prepared, fetch
from models.scorecard.reading.renewals import NEAR
from models.team.membership import Roll

LATELY = timedelta(days=90)
"""A contract that ended longer ago without a renewal is no longer due."""


class Fate(StrEnum):
    """What became of a contract, as of a day."""

    RUNS_OUT = "runs_out"
    """Nothing tells of a renewal."""
    RENEWED = "renewed"
    """An entry without a due day."""
    TOLD = "told"
    """The rate has it from an entry with a due day, or from a renewal deal."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a won deal says of a contract."""

    deal_id: str
    account_id: str
    owner_id: str
    won_on: date
    ends_on: date
    fate: Fate


@dataclass(frozen=True, slots=True)
class ContractDue:
    """Somebody's part of a contract that was due in a period, and of which nothing else tells."""

    stay: str
    """Of who they were on the last day of it."""
    percent: int
    is_renewed: bool
    contract: Contract


def contracts_ending(session: Session, workspace_id: str, period: Period, last_day: date) -> list[Contract]:
    """The contracts whose last day is in `period`, by that day, with what is known of them as of `last_day`."""
    days = {"workspace_id": workspace_id, "start": period.start, "end": period.end, "last_day": last_day}
    if not fetch(session, _ANY, days):
        return []
    told: defaultdict[str, list[_Telling]] = defaultdict(list)
    for account_id, day, due_on, quantity in fetch(session, _ENTRIES, days):
        told[account_id].append(_Telling(day, due_on, quantity, is_deal=False))
    for account_id, day in fetch(session, _DECIDED, days):
        told[account_id].append(_Telling(day, None, 1, is_deal=True))
    found: defaultdict[str, dict[date, _Row]] = defaultdict(dict)
    for row in itertools.starmap(_Row, fetch(session, _CONTRACTS, days)):
        found[row.account_id][row.ends_on] = row  # in the order in which they were won: of one last day the last holds
    ending = [
        contract
        for account_id, of_account in found.items()
        for contract in _with_fates([of_account[day] for day in sorted(of_account)], told[account_id])
        if contract.ends_on in period
    ]
    return sorted(ending, key=lambda contract: (contract.ends_on, contract.deal_id))


def read_contracts_due(
    session: Session, workspace_id: str, period: Period, roll: Roll, last_day: date
) -> list[ContractDue]:
    """What was due in `period` by its contract alone: those that ran out by `last_day`, and those that were renewed."""
    counting = [
        contract
        for contract in contracts_ending(session, workspace_id, period, last_day)
        if contract.fate is Fate.RENEWED or (contract.fate is Fate.RUNS_OUT and contract.ends_on <= last_day)
    ]
    return list(_credited(session, workspace_id, counting, roll)) if counting else []


def running_out(session: Session, workspace_id: str, roll: Roll, day: date, until: date) -> list[Contract]:
    """Contracts of these people that end by `until` (included), or ended lately, with no renewal told and none open.

    An open renewal deal with the account stands for the contract of it that ends first, whoever owns it.
    """
    span = Period(day - LATELY, until + timedelta(days=1))
    ending = [one for one in contracts_ending(session, workspace_id, span, day) if one.fate is Fate.RUNS_OUT]
    if not ending:
        return []
    open_ones = select(Deal.account_id).where(
        Deal.workspace_id == workspace_id,
        Deal.deal_type == DealType.RENEWAL.value,
        col(Deal.account_id).in_({one.account_id for one in ending}),
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
    )
    left, alone = Counter(session.exec(open_ones)), []
    for contract in ending:
        if left[contract.account_id]:
            left[contract.account_id] -= 1
        else:
            alone.append(contract)
    return list({due.contract.deal_id: due.contract for due in _credited(session, workspace_id, alone, roll)}.values())


def part_of_contracts(due: Iterable[ContractDue], stays: Collection[str] | None, *, is_renewed: bool) -> float:
    """How many of them are these people's (None: everybody's), of those that were renewed or of those that ran out."""
    mine = (one for one in due if one.is_renewed is is_renewed and (stays is None or one.stay in stays))
    return sum(one.percent for one in mine) / 100


def _credited(session: Session, workspace_id: str, contracts: Sequence[Contract], roll: Roll) -> Iterator[ContractDue]:
    """To whom they belong, on the last day of each."""
    ids = [contract.deal_id for contract in contracts]
    split = select(DealShare).where(DealShare.workspace_id == workspace_id, col(DealShare.deal_id).in_(ids))
    shares: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for share in session.exec(split):
        shares[share.deal_id].append((share.person_id, share.percent))
    for contract in contracts:
        for person_id, percent in shares.get(contract.deal_id) or [(contract.owner_id, 100)]:
            stay = roll.key(person_id, contract.ends_on)
            if roll.keys is None or stay in roll.keys:
                yield ContractDue(stay, percent, contract.fate is Fate.RENEWED, contract)


@dataclass(slots=True)
class _Telling:
    """An entry or a decided deal that tells of renewals."""

    day: date
    due_on: date | None
    left: int
    is_deal: bool


class _Row(NamedTuple):
    deal_id: str
    account_id: str
    owner_id: str
    won_on: date
    ends_on: date


def _with_fates(rows: Sequence[_Row], told: Sequence[_Telling]) -> Iterator[Contract]:
    """The contracts of one account by their last day, each with the telling that is its own."""
    for row in rows:
        fate = Fate.TOLD
        dated = [
            (abs(one.due_on - row.ends_on), place)
            for place, one in enumerate(told)
            if one.left and one.due_on and abs(one.due_on - row.ends_on) <= NEAR
        ]
        after = [one for one in told if one.left and not one.due_on and row.won_on < one.day <= row.ends_on + NEAR]
        if dated:
            told[min(dated)[1]].left -= 1
        elif by_deal := sorted((one for one in after if one.is_deal), key=lambda one: one.day):
            by_deal[0].left -= 1
            also = [one for one in after if not one.is_deal and abs(one.day - by_deal[0].day) <= NEAR]
            for entry in also[:1]:  # it tells of the same renewal
                entry.left -= 1
        elif after:
            min(after, key=lambda one: one.day).left -= 1
            fate = Fate.RENEWED
        else:
            fate = Fate.RUNS_OUT
        yield Contract(*row, fate)


_IS_CONTRACT = (
    col(Deal.workspace_id) == bindparam("workspace_id"),
    col(Deal.outcome) == Outcome.WON.value,
    col(Deal.removed_at).is_(None),
    col(Deal.account_id).is_not(None),
    col(Deal.contract_ends_on) > col(Deal.closed_on),
    col(Deal.closed_on) <= bindparam("last_day"),
)
_ENDS_IN_PERIOD = (col(Deal.contract_ends_on) >= bindparam("start"), col(Deal.contract_ends_on) < bindparam("end"))
_ACCOUNTS = columns(col(Deal.account_id)).where(*_IS_CONTRACT, *_ENDS_IN_PERIOD)
_ANY = Prepared(_ACCOUNTS.limit(1))
_CONTRACTS = Prepared(
    columns(*(col(Deal.id), col(Deal.account_id), col(Deal.owner_id), col(Deal.closed_on), col(Deal.contract_ends_on)))
    .where(*_IS_CONTRACT, col(Deal.account_id).in_(_ACCOUNTS))
    .order_by(col(Deal.closed_on), col(Deal.id))
)
_ENTRIES = Prepared(
    columns(col(Activity.account_id), col(Activity.happened_on), col(Activity.due_on), col(Activity.quantity)).where(
        col(Activity.workspace_id) == bindparam("workspace_id"),
        col(Activity.account_id).in_(_ACCOUNTS),
        col(Activity.kind) == Kind.RENEWAL.value,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        col(Activity.happened_on) <= bindparam("last_day"),
    )
)
_DECIDED = Prepared(
    columns(col(Deal.account_id), col(Deal.closed_on)).where(
        col(Deal.workspace_id) == bindparam("workspace_id"),
        col(Deal.account_id).in_(_ACCOUNTS),
        col(Deal.deal_type) == DealType.RENEWAL.value,
        or_(col(Deal.outcome) == Outcome.WON.value, col(Deal.outcome) == Outcome.LOST.value),
        col(Deal.removed_at).is_(None),
        col(Deal.closed_on) <= bindparam("last_day"),
    )
)
