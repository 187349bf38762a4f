"""What a KPI counts, as a value: entries of the log or decided deals, by what they have in common.

A formula of `formulas.py` computes with such a value, the row in `kpis.py` names the same one, and `evidence/` lists the
records by it: a figure and the records behind it cannot differ.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.deals.queries import DecidedDeal
from models.deals.records import Outcome


@dataclass(frozen=True, slots=True)
class CountedEntries:
    """Entries of the log. What each adds is said by the unit of the KPI: how many, hours, or a score."""

    kinds: frozenset[str]
    is_first: bool | None = None
    """Only first meetings (True), only follow-ups (False), or every entry of these kinds (None)."""

    def has(self, kind: str, is_first: bool | None) -> bool:
        """Whether an entry of this kind and order is one of them."""
        return kind in self.kinds and (self.is_first is None or is_first is self.is_first)


@dataclass(frozen=True, slots=True)
class CountedDeals:
    """Deals that were decided in the period."""

    outcomes: frozenset[str] = frozenset(Outcome)
    types: frozenset[str] | None = None
    """None: every type."""
    only_first_wins: bool = False
    """Only deals that were the first won deal ever of their account."""
    unless_logged: bool = False
    """Not those of which an entry of the log tells as well: it is one renewal."""
    unless_dated: bool = False
    """Not those of which an entry tells that also says when the contract was due."""
    channels: frozenset[str] | None = None
    """Without regard to capitals; None: every channel."""
    products: frozenset[str] | None = None
    """Without regard to capitals; None: every product."""
    over_three_months: bool = False
    """Decided in the three months that end with the period; in the period itself from a quarter on."""

    def has(self, deal: DecidedDeal, first_wins: Collection[str], told_by_entry: Mapping[str, bool]) -> bool:
        """Whether a deal is one of them; the others are ids of deals, and whether the entry says when it was due."""
        return (
            deal.outcome in self.outcomes
            and (self.types is None or deal.deal_type in self.types)
            and (self.channels is None or deal.channel.casefold() in self.channels)
            and (self.products is None or (deal.product or "").casefold() in self.products)
            and not (self.only_first_wins and deal.deal_id not in first_wins)
            and not (self.unless_logged and deal.deal_id in told_by_entry)
            and not (self.unless_dated and told_by_entry.get(deal.deal_id))
        )
