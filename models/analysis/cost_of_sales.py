"""The cost of sales: what was delivered costs, of what it brought in; the rest is the gross margin."""

from dataclasses import dataclass, field
from datetime import date

from models.analysis.question import Question, buckets_of
from models.analysis.sales import CHANNEL, DAY, Won, won_by
from models.analysis.spending import CostMonths, Spent, cost_months, spent_in, sum_of, without_rate
from models.costs.records import CostKind
from models.period import Period


@dataclass(frozen=True, slots=True)
class CostPart:
    """Delivery costs and revenue of a part of the period, or of a channel. Money is in whole units."""

    revenue: float
    delivery: float | None
    """None when none was entered."""
    period: Period | None = None
    channel: str | None = None

    @property
    def share(self) -> float | None:
        """Delivery cost / revenue; None without either."""
        return cost_share(self.revenue, self.delivery)


@dataclass(frozen=True)
class CostOfSales:
    """The analysis."""

    total: CostPart
    parts: tuple[CostPart, ...]
    channels: tuple[CostPart, ...]
    """The last one, without a channel, is what was spent on none in particular."""
    costs_without_rate: int
    deals_without_value: int
    deals_without_rate: int
    is_company: bool
    months: CostMonths = field(default_factory=CostMonths)
    """Those with sales."""

    @property
    def reason(self) -> str | None:
        """Why there is no figure: `company_figure`, `no_delivery_costs` or `nothing_won`."""
        if not self.is_company:
            return "company_figure"
        if self.total.delivery is None:
            return "no_delivery_costs"
        return None if self.total.revenue else "nothing_won"

    @property
    def share(self) -> float | None:
        """Delivery cost / revenue of the period."""
        return None if self.reason else self.total.share

    @property
    def halves(self) -> tuple[float, float] | None:
        """The share in the first and in the second half of the period, to say where it goes; None of fewer than four
        parts: of two months the difference is chance."""
        told = [part for part in self.parts if part.share is not None]
        half = len(told) // 2
        if half < 2:
            return None
        first, second = (
            cost_share(sum(part.revenue for part in some), sum(part.delivery or 0 for part in some))
            for some in (told[:half], told[-half:])
        )
        return None if first is None or second is None else (first, second)


def cost_share(revenue: float, delivery: float | None) -> float | None:
    """Delivery cost / revenue (domain, 10). None, never 0, when there is nothing to divide."""
    return None if delivery is None or not revenue else delivery / revenue


def gross_margin(revenue: float, delivery: float | None) -> float | None:
    """1 − delivery cost / revenue; below 0 when delivering costs more than it brings in."""
    share = cost_share(revenue, delivery)
    return None if share is None else 1 - share


def read_cost_of_sales(question: Question) -> CostOfSales:
    """Delivery costs and revenue in the period, by part of it and by channel."""
    seen = question.seen
    if seen is None:
        return CostOfSales(CostPart(0, None), (), (), 0, 0, 0, question.is_company)
    spent = spent_in(question, seen, [CostKind.DELIVERY.value]) if question.is_company else []
    days: dict[date, float] = {}
    channels: dict[str, float] = {}
    every = Won()
    for (day, channel), won in won_by(question, seen, DAY, CHANNEL):
        days[day] = days.get(day, 0) + won.minor
        channels[channel] = channels.get(channel, 0) + won.minor
        every += won
    parts = tuple(
        CostPart(
            question.whole(sum(minor for day, minor in days.items() if day in part)),
            _whole(question, [one for one in spent if one.day in part]),
            part,
        )
        for part in buckets_of(seen, question.workspace.fiscal_start_month)
    )
    return CostOfSales(
        CostPart(question.whole(every.minor), _whole(question, spent)),
        parts,
        _channels(question, spent, channels),
        without_rate(spent),
        every.without_value,
        every.without_rate,
        question.is_company,
        cost_months(question, days, spent),
    )


def _channels(question: Question, spent: list[Spent], revenue: dict[str, float]) -> tuple[CostPart, ...]:
    names = sorted({*revenue, *(one.channel for one in spent if one.channel)})
    found = [
        CostPart(
            question.whole(revenue.get(name, 0)),
            _whole(question, [one for one in spent if one.channel == name]),
            channel=name,
        )
        for name in names
    ]
    found.sort(key=lambda part: (-part.revenue, part.channel or ""))
    of_none = _whole(question, [one for one in spent if one.channel is None])
    return tuple(found if of_none is None else [*found, CostPart(0, of_none)])


def _whole(question: Question, spent: list[Spent]) -> float | None:
    minor = sum_of(spent)
    return None if minor is None else question.whole(minor)
