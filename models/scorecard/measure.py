"""What a KPI of a workspace's own measures: a count, a sum, or a ratio of two of these."""

from dataclasses import dataclass
from enum import StrEnum

from models.scorecard.adding_up import WITHOUT_RATE, if_any, value_of
from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.facts import Facts
from models.scorecard.figure import Figure, undefined


class How(StrEnum):
    """How records are added up."""

    COUNT = "count"
    """How many: “3 calls” are 3, and of a deal that is shared the part."""
    AMOUNT = "amount"
    """Money, in the reporting currency: amounts of entries, values of deals."""
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Part:
    """Some entries or deals, added up."""

    how: How
    counted: CountedEntries | CountedDeals

    def of(self, facts: Facts) -> Figure:
        """What they come to."""
        if isinstance(self.counted, CountedDeals):
            if self.how is How.AMOUNT:
                return value_of(facts, self.counted)
            deals = facts.deals_of(self.counted)
            return Figure(sum(deal.share for deal in deals), len(deals))
        entries = facts.entries_of(self.counted)
        match self.how:
            case How.AMOUNT:
                left_out = if_any(WITHOUT_RATE, entries.unrated)
                if entries.unrated and not entries.amount:
                    return undefined("no_rates", left_out)
                return Figure(facts.money(entries.amount), entries.entries, left_out=left_out)
            case How.HOURS:
                return Figure(entries.minutes / 60, entries.entries)
            case _:
                return Figure(entries.quantity, entries.entries)


@dataclass(frozen=True, slots=True)
class Measure:
    """A part, or one part over another."""

    top: Part
    bottom: Part | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """One or two."""
        return (self.top,) if self.bottom is None else (self.top, self.bottom)

    def of(self, facts: Facts) -> Figure:
        """The figure. A ratio is made of sums, never of other ratios; without anything to divide by it is undefined."""
        top = self.top.of(facts)
        if self.bottom is None:
            return top
        bottom = self.bottom.of(facts)
        left_out = {**top.left_out, **bottom.left_out}
        if top.value is None or bottom.value is None:
            return undefined(top.reason or bottom.reason or "nothing_to_divide_by", left_out)
        if not bottom.value:
            return undefined("nothing_to_divide_by", left_out)
        n = max(top.n, bottom.n)
        return Figure(top.value / bottom.value, n, None, top.value, bottom.value, left_out=left_out)
