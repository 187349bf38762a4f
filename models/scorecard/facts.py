"""The facts that the formulas work on: plain values of one person, one team or the whole workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.deals.queries import DecidedDeal
from models.deals.snapshot import OpenDeal
from models.scorecard.counted import CountedDeals, CountedEntries


class Sum(NamedTuple):
    """Entries of one kind, added up. A part of a shared entry counts for that part.

    A tuple: a scorecard of a team adds up thousands of them.
    """

    entries: int = 0
    quantity: float = 0
    minutes: float = 0
    score: float = 0
    scored: float = 0
    satisfied: float = 0
    """Scores of 4 and 5."""
    amount: float = 0
    """Minor units of the reporting currency."""
    unrated: int = 0
    """Entries with an amount whose rate is missing."""

    def __add__(self, other: "Sum") -> "Sum":  # type: ignore[override]
        return Sum(
            self.entries + other.entries,
            self.quantity + other.quantity,
            self.minutes + other.minutes,
            self.score + other.score,
            self.scored + other.scored,
            self.satisfied + other.satisfied,
            self.amount + other.amount,
            self.unrated + other.unrated,
        )

    def part(self, share: float) -> "Sum":
        """A share (0 to 1) of it; numbers of entries stay."""
        return Sum(
            self.entries,
            self.quantity * share,
            self.minutes * share,
            self.score * share,
            self.scored * share,
            self.satisfied * share,
            self.amount * share,
            self.unrated,
        )


NOTHING = Sum()
Entries = Mapping[tuple[str, bool | None], Sum]
"""By kind and, for meetings, whether it was a first one."""


@dataclass(frozen=True, slots=True)
class WonOrLost:
    """A decided deal, and the part of it that is credited here: 1 for a team that counts it once."""

    deal: DecidedDeal
    share: float = 1


@dataclass(frozen=True, slots=True)
class Open:
    """An open deal, and the part of it that is credited here."""

    deal: OpenDeal
    share: float = 1


@dataclass(frozen=True, slots=True)
class Turnover:
    """Reps who left in the period, and how many there were on average."""

    leavers: int
    mean_headcount: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the formulas need of one subject in one period. Money is in minor units of the reporting currency."""

    entries: Entries = field(default_factory=dict)
    renewed_due: float = 0
    """Contracts that an entry or a won deal says were due in the period: renewed in it, before it, or after it up to the as-of day."""
    ran_out: float = 0
    """Contracts whose last day was in the period and of which no renewal is told."""
    decided: tuple[WonOrLost, ...] = ()
    """Deals decided in the period."""
    decided_recently: tuple[WonOrLost, ...] = ()
    """Deals decided in the three months that end with the period; in the period itself from a quarter on."""
    first_wins: frozenset[str] = frozenset()
    """Ids of the deals that were their account's first won deal ever."""
    told_by_entry: Mapping[str, bool] = field(default_factory=dict)
    """Ids of the renewal deals of which an entry of the log tells as well: the entry counts. True when such an entry
    says when the contract was due."""
    open_deals: tuple[Open, ...] = ()
    """As they stood at the end of the period, or stand now."""
    opened_accounts: Mapping[str, float] = field(default_factory=dict)
    """Accounts opened in the period, by channel."""
    turnover: Turnover | None = None
    acquisition_costs: int | None = None
    """Sales and marketing costs; None when none were entered."""
    costs_without_rate: int = 0
    """Cost entries in another currency whose rate is not known: they are in no sum."""
    coaching_sessions: int | None = None
    """None while no sessions are recorded at all."""
    rated_on_track: int | None = None
    """Reps rated on track or better in signed reviews; None without signed reviews."""
    reviewed: int = 0
    """Reps whose review was signed."""
    minor_units: int = 100
    """Minor units in one unit of the reporting currency."""
    is_team: bool = False
    is_workspace: bool = False

    def entries_of(self, counted: CountedEntries) -> Sum:
        """The entries that a KPI counts, added up."""
        found = (entry_sum for (kind, order), entry_sum in self.entries.items() if counted.has(kind, order))
        return sum(found, NOTHING)

    def deals_of(self, counted: CountedDeals) -> list[WonOrLost]:
        """The decided deals that a KPI counts."""
        decided = self.decided_recently if counted.over_three_months else self.decided
        return [part for part in decided if counted.has(part.deal, self.first_wins, self.told_by_entry)]

    def money(self, minor: float) -> float:
        """Minor units as whole units of the currency, to the cent."""
        return round(minor / self.minor_units, 2)
