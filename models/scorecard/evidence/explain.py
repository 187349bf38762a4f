"""Why this number: the latest records behind a figure, and what was excluded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.period import Period
from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.evidence.contracts import contracts_behind
from models.scorecard.evidence.deals import decided_behind, open_behind
from models.scorecard.evidence.entries import entries_behind, entries_told_twice, renewed_due_behind, undone_entries
from models.scorecard.evidence.record import MOST_RECORDS, Evidence
from models.scorecard.formulas import LOST_RENEWALS, WON_RENEWALS, WON_WHEN_DUE
from models.scorecard.kpis import UNIT_OF, Counted, Kpi, Source, Unit
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope
from models.team.records import Person
from models.workspace.records import Workspace

_UNLISTED = frozenset(Source) - {Source.PIPELINE, Source.ACCOUNTS}
_WITH_DEALS = frozenset({Source.DEALS, Source.PIPELINE, Source.ACTIVITIES})
"""What has to be read to know the deals: a renewal that was logged is not counted again for its deal."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The latest records behind a figure."""

    records: tuple[Evidence, ...]
    due: tuple[Evidence, ...] = ()
    """Of renewals: what was due in the period, renewed or not, of which the rate is made."""
    undone: int = 0
    """Entries of the same kinds in the period that were taken back."""
    told_twice: int = 0
    """Entries of the same kinds in the period that another source told as well."""
    is_listed: bool = True
    """False for figures whose records are not listed: turnover, reviews, talks, costs."""


def explain(
    session: Session, workspace: Workspace, scope: Scope, period: Period, last_day: date, kpi: Kpi
) -> Explanation:
    """What a KPI of `scope` rests on in `period`, as far as `last_day` (included): at most twelve records."""
    seen = period.overlap(period.start, last_day + timedelta(days=1))
    is_listed = not _UNLISTED.issuperset(kpi.counts)
    if seen is None or not is_listed:
        return Explanation((), is_listed=is_listed)
    workspace_id, undone, told_twice = workspace.workspace_id, 0, 0
    facts = read_facts(session, workspace, scope, period, last_day, kpi.sources & _WITH_DEALS, kinds=()).together()
    found: list[Evidence] = []
    for counted, unit in _counted(kpi):
        match counted:
            case CountedEntries():
                entries = entries_behind(session, workspace_id, scope, seen, counted, unit)
                found += [_in_whole_units(entry, facts.minor_units) for entry in entries]
                undone += undone_entries(session, workspace_id, scope, seen, counted)
                told_twice += entries_told_twice(session, workspace_id, scope, seen, counted)
            case CountedDeals():
                found += decided_behind(facts, counted, unit)
            case Source.PIPELINE:
                found += open_behind(facts)
            case Source.ACCOUNTS:
                found += _accounts(session, workspace_id, scope, seen)
    due: list[Evidence] = []
    if WON_RENEWALS in kpi.counts:
        due += renewed_due_behind(session, workspace_id, scope, period, last_day)
        due += contracts_behind(session, workspace_id, scope, period, last_day)
        due += [
            record for counted in (WON_WHEN_DUE, LOST_RENEWALS) for record in decided_behind(facts, counted, kpi.unit)
        ]
    records, fell_due = (named_records(session, workspace_id, _latest(each)) for each in (found, due))
    return Explanation(tuple(records), tuple(fell_due), undone, told_twice)


def _latest(found: Iterable[Evidence]) -> list[Evidence]:
    """Each once (a ratio may count one in both its parts), the latest first."""
    once = {record.id: record for record in found}.values()
    return sorted(once, key=lambda record: (record.day or date.min, record.id), reverse=True)[:MOST_RECORDS]


def _counted(kpi: Kpi) -> list[tuple[Counted, Unit]]:
    """What it counts, and in which unit."""
    if kpi.measure is None:
        return [(counted, kpi.unit) for counted in kpi.counts]
    return [(part.counted, UNIT_OF[part.how]) for part in kpi.measure.parts]


def _in_whole_units(entry: Evidence, minor_units: int) -> Evidence:
    if entry.unit is not Unit.MONEY or entry.value is None:
        return entry
    return replace(entry, value=entry.value / minor_units)


def _accounts(session: Session, workspace_id: str, scope: Scope, period: Period) -> Iterator[Evidence]:
    opened = select(Account).where(
        Account.workspace_id == workspace_id,
        col(Account.opened_on) >= period.start,
        col(Account.opened_on) < period.end,
        col(Account.removed_at).is_(None),
    )
    if (people := scope.ids) is not None:
        opened = opened.where(col(Account.owner_id).in_(people))
    latest = opened.order_by(col(Account.opened_on).desc())
    if not scope.roll.movers:
        latest = latest.limit(MOST_RECORDS)
    for account in session.exec(latest):
        if account.owner_id and account.opened_on and not scope.roll.key(account.owner_id, account.opened_on):
            continue  # opened while its owner was elsewhere
        yield Evidence(f"account:{account.id}", account.opened_on, "account", account.owner_id, account.id)


def named_records(session: Session, workspace_id: str, records: Iterable[Evidence]) -> list[Evidence]:
    """The records with the names of their accounts and owners."""
    records = list(records)
    accounts = _names(session, workspace_id, Account, {record.account_id for record in records})
    owners = _names(session, workspace_id, Person, {record.owner_id for record in records})
    return [
        replace(record, account=accounts.get(record.account_id or ""), owner=owners.get(record.owner_id or ""))
        for record in records
    ]


def _names(
    session: Session, workspace_id: str, table: type[Account] | type[Person], ids: set[str | None]
) -> Mapping[str, str]:
    wanted = [id_ for id_ in ids if id_]
    if not wanted:
        return {}
    named = select(table.id, table.name).where(table.workspace_id == workspace_id, col(table.id).in_(wanted))
    return dict(session.exec(named).all())
