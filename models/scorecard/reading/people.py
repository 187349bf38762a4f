"""Reading all facts of some people in a period, with as few questions to the database as there are sources."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models.deals.queries import DecidedDeal, Shares
from models.deals.snapshot import OpenDeal
from models.money import decimals_of
from models.period import Period, months_after
from models.scorecard.facts import Facts, Open, WonOrLost
from models.scorecard.reading.contracts import ContractDue, part_of_contracts
from models.scorecard.reading.development import Development
from models.scorecard.reading.entries import EntryBook
from models.scorecard.reading.renewals import RenewedDue, part_of
from models.scorecard.scope import Scope, ScopeKind
from models.workspace.records import Workspace

LONG_ENOUGH = 89
"""Days. A period of a quarter or longer holds enough deals for a mean of its own."""


@dataclass(frozen=True)
class FactBook:
    """The facts of a scope, ready to be asked for one of its people or for all together.

    Everything is kept by *stay*: a person's id, or for who moved that of where they were on the day of the record.
    """

    workspace: Workspace
    scope: Scope
    period: Period
    entries: EntryBook = field(default_factory=EntryBook)
    renewed_due: Sequence[RenewedDue] = ()
    contracts_due: Sequence[ContractDue] = ()
    decided: list[DecidedDeal] = field(default_factory=list)
    """From the start of the period, or of the three months that end with it."""
    first_wins: frozenset[str] = frozenset()
    told_by_entry: Mapping[str, bool] = field(default_factory=dict)
    open_deals: list[OpenDeal] = field(default_factory=list)
    opened_accounts: list[tuple[str | None, str]] = field(default_factory=list)
    """The owner's stay and the channel of each account opened in the period."""
    development: Development = field(default_factory=Development)

    def together(self) -> Facts:
        """Of everybody in the scope: what they share counts once, of what they share with others their part."""
        if self.scope.is_person:
            return self.of_one(self.scope.roll.keys_of(self.scope.id))
        return self.of_stays(self.scope.roll.keys)

    def of_one(self, stays: Collection[str]) -> Facts:
        """Of the stays of one person: of what is shared, their part."""
        decided, open_deals = self._decided, self._open
        return self._facts(
            stays,
            [part for stay in sorted(stays) for part in decided.get(stay, ())],
            [part for stay in sorted(stays) for part in open_deals.get(stay, ())],
        )

    def of_stays(self, stays: Collection[str] | None) -> Facts:
        """Of some of its people together (None: everybody), each on some of their days, as if they were a team."""
        return self._facts(stays, self._decided_of(stays), self._open_of(stays), is_team=True)

    def _facts(
        self, stays: Collection[str] | None, decided: list[WonOrLost], open_deals: list[Open], *, is_team: bool = False
    ) -> Facts:
        recent = recent_months(self.period)
        accounts = Counter(channel for owner, channel in self.opened_accounts if stays is None or owner in stays)
        return Facts(
            entries=self.entries.of_people(stays),
            renewed_due=part_of(self.renewed_due, stays)
            + part_of_contracts(self.contracts_due, stays, is_renewed=True),
            ran_out=part_of_contracts(self.contracts_due, stays, is_renewed=False),
            decided=tuple(part for part in decided if part.deal.closed_on in self.period),
            decided_recently=tuple(part for part in decided if part.deal.closed_on in recent),
            first_wins=self.first_wins,
            told_by_entry=self.told_by_entry,
            open_deals=tuple(open_deals),
            opened_accounts=dict(accounts),
            turnover=self.development.turnover if is_team else None,
            acquisition_costs=self.development.acquisition_costs,
            costs_without_rate=self.development.costs_without_rate,
            coaching_sessions=self.development.sessions_of(stays),
            rated_on_track=self.development.rated_on_track if is_team else None,
            reviewed=self.development.reviewed,
            minor_units=10 ** decimals_of(self.workspace.currency),
            is_team=is_team,
            is_workspace=is_team and self.scope.kind is ScopeKind.WORKSPACE,
        )

    def _decided_of(self, stays: Collection[str] | None) -> list[WonOrLost]:
        credited = ((deal, credit_of(deal.shares, stays)) for deal in self.decided)
        return [WonOrLost(deal, share) for deal, share in credited if share]

    def _open_of(self, stays: Collection[str] | None) -> list[Open]:
        credited = ((deal, credit_of(deal.shares, stays)) for deal in self.open_deals)
        return [Open(deal, share) for deal, share in credited if share]

    @cached_property
    def _decided(self) -> Mapping[str, list[WonOrLost]]:
        """Their part of the decided deals, by stay."""
        found: dict[str, list[WonOrLost]] = defaultdict(list)
        for deal in self.decided:
            for stay, percent in deal.shares:
                found[stay].append(WonOrLost(deal, percent / 100))
        return found

    @cached_property
    def _open(self) -> Mapping[str, list[Open]]:
        """The same of the open deals."""
        found: dict[str, list[Open]] = defaultdict(list)
        for deal in self.open_deals:
            for stay, percent in deal.shares:
                found[stay].append(Open(deal, percent / 100))
        return found


def credit_of(shares: Shares, stays: Collection[str] | None) -> float:
    """The part of a deal (0 to 1) that goes to these people; all of it to everybody."""
    if stays is None:
        return 1
    if len(shares) == 1:  # as most deals have it
        [(stay, percent)] = shares
        return percent / 100 if stay in stays else 0
    return sum(percent for stay, percent in shares if stay in stays) / 100


def recent_months(period: Period) -> Period:
    """The three months that end with `period`; `period` itself when it is a quarter or longer."""
    if period.days >= LONG_ENOUGH:
        return period
    return Period(months_after(period.end, -3), period.end)
