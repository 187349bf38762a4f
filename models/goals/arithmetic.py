"""From a result to what each week asks (domain, section 6): "€300k = 19 wins = 48 proposals = 160 first meetings = 12 a week".

Each step is rounded up before the next, so that anybody can follow it with a pocket calculator.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, exp, floor, sqrt

ENOUGH = 20
"""Records below which somebody's own rate is no rate: the team's takes its place."""
FEWEST = 5
"""Records below which nobody's is one, and the chain ends there."""
FOUR_OF_FIVE = 1.28
"""Standard errors either side that hold the truth four times out of five."""
_ALMOST = 1e-9


class Link(StrEnum):
    """The rates that the chain goes by. The words: `rate_<link>` in `messages/templates/goals/needed.j2`."""

    DEAL = "deal"
    """Won value / won deals: the KPI `deal_size`."""
    WIN = "win"
    """Won / decided deals: the KPI `close_rate`."""
    PROPOSAL = "proposal"
    """Proposals / first meetings."""
    FOLLOW_UP = "follow_up"
    """Follow-up meetings / proposals."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate with what it rests on; money in whole units. `value` None: too little is on record, or none came of it."""

    link: Link
    value: float | None
    n: int
    """Won deals, decided deals, first meetings, proposals."""
    top: float
    bottom: float
    uncertainty: float = 0
    """The variance of its logarithm: about the square of its relative error."""
    of_team: bool = False
    """The team's, because too little of the person's own is on record."""

    @property
    def is_rough(self) -> bool:
        """Fewer records than a rate should rest on, and nobody has more."""
        return self.value is not None and self.n < ENOUGH


@dataclass(frozen=True, slots=True)
class Count:
    """How many it takes, and the range that holds the truth four times out of five."""

    number: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Chain:
    """What a result takes; None from the step on for which no rate is known."""

    wins: Count | None = None
    proposals: Count | None = None
    first_meetings: Count | None = None
    follow_ups: Count | None = None
    ends_at: Link | None = None
    """The rate that is missing; None when the chain is whole."""

    def count_of(self, kpi: str) -> Count | None:
        """By the key of the KPI: `proposals`, `first_meetings`, `follow_ups`; None for any other."""
        return {"proposals": self.proposals, "first_meetings": self.first_meetings, "follow_ups": self.follow_ups}.get(
            kpi
        )


def deal_rate(values: list[float], total: float, count: float, *, of_team: bool = False) -> Rate:
    """The average won deal: won value / won deals. Its error: spread / mean / √n."""
    n = len(values)
    if n < FEWEST or total <= 0:
        return Rate(Link.DEAL, None, n, total, count, of_team=of_team)
    mean = sum(values) / n
    spread = sum((value - mean) ** 2 for value in values) / (n - 1)
    return Rate(Link.DEAL, total / count, n, total, count, spread / mean**2 / n, of_team)


def win_rate(won: float, decided: float, n: int, *, of_team: bool = False) -> Rate:
    """Won / decided deals. Its error is that of a share: √((1 - p) / (p n))."""
    if n < FEWEST or won <= 0:
        return Rate(Link.WIN, None, n, won, decided, of_team=of_team)
    share = won / decided
    return Rate(Link.WIN, share, n, won, decided, (1 - share) / (share * n), of_team)


def rate_of_counts(link: Link, top: float, bottom: float, *, of_team: bool = False) -> Rate:
    """So many for each of those: two counts that come by chance, with the error √(1/top + 1/bottom)."""
    n = round(bottom)
    if n < FEWEST or top <= 0:
        return Rate(link, None, n, top, bottom, of_team=of_team)
    return Rate(link, top / bottom, n, top, bottom, 1 / top + 1 / bottom, of_team)


def better_known(own: Rate, of_team: Rate | None) -> Rate:
    """One's own rate when enough is on record, else the team's when that rests on more."""
    if own.n >= ENOUGH or of_team is None or of_team.n <= own.n:
        return own
    return of_team


def chain_to_money(amount: float, rates: dict[Link, Rate]) -> Chain:
    """What it takes to win so much, in whole units of money."""
    deal = rates[Link.DEAL]
    if deal.value is None:
        return Chain(ends_at=Link.DEAL)
    exact = amount / deal.value
    return _from_wins(_counted(exact, exact, deal.uncertainty), exact, deal.uncertainty, rates)


def chain_to_wins(wins: float, rates: dict[Link, Rate]) -> Chain:
    """What it takes to win so many deals."""
    return _from_wins(_counted(wins, wins, 0), wins, 0, rates)


def _from_wins(wins: Count, exact: float, uncertainty: float, rates: dict[Link, Rate]) -> Chain:
    win, proposal, follow_up = (rates[link] for link in (Link.WIN, Link.PROPOSAL, Link.FOLLOW_UP))
    if win.value is None:
        return Chain(wins, ends_at=Link.WIN)
    exact, uncertainty = exact / win.value, uncertainty + win.uncertainty
    proposals = _counted(wins.number / win.value, exact, uncertainty)
    follow_ups = None
    if follow_up.value is not None:
        meant = proposals.number * follow_up.value
        follow_ups = _counted(meant, exact * follow_up.value, uncertainty + follow_up.uncertainty)
    if proposal.value is None:
        return Chain(wins, proposals, None, follow_ups, ends_at=Link.PROPOSAL)
    exact, uncertainty = exact / proposal.value, uncertainty + proposal.uncertainty
    meetings = _counted(proposals.number / proposal.value, exact, uncertainty)
    return Chain(wins, proposals, meetings, follow_ups)


def _counted(number: float, exact: float, uncertainty: float) -> Count:
    """Rounded up; its range about the sum that was not rounded on the way, never narrower than the number itself."""
    whole, factor = ceil(number - _ALMOST), exp(FOUR_OF_FIVE * sqrt(uncertainty))
    return Count(whole, min(whole, floor(exact / factor + _ALMOST)), max(whole, ceil(exact * factor - _ALMOST)))
