"""What a new customer costs (KPI 20 over a stretch of time), and whether a customer brings in more than that."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from models.analysis.clv import Clv, read_clv
from models.analysis.question import Question, buckets_of
from models.analysis.sales import ACCOUNT, CHANNEL, DAY, first_day_won, first_won_by, won_by
from models.analysis.spending import WINS_CUSTOMERS, CostMonths, Spent, cost_months, spent_in, sum_of, without_rate
from models.period import Period


@dataclass(frozen=True, slots=True)
class CacPart:
    """The cost of a new customer in a part of the period, or by a channel. Money is in whole units."""

    costs: float | None
    """Sales and marketing; None when none were entered."""
    customers: float
    period: Period | None = None
    channel: str | None = None
    """Of costs on which no channel was said it is None, as the period is."""

    @property
    def cac(self) -> float | None:
        """Costs / new customers; None without either."""
        return cost_of_a_customer(self.costs, self.customers)


@dataclass(frozen=True)
class Cac:
    """The analysis."""

    total: CacPart
    parts: tuple[CacPart, ...]
    """By month, or longer parts of a long period."""
    channels: tuple[CacPart, ...]
    """What was spent and won by each; the last one is what was spent on no channel in particular."""
    clv: Clv
    costs_without_rate: int
    deals_without_account: int
    is_company: bool
    months: CostMonths = field(default_factory=CostMonths)
    """Those with new customers."""
    known_since: date | None = None
    """The day of the first won deal, where that lies in the period: who bought before it seems new."""

    @property
    def reason(self) -> str | None:
        """Why there is no figure: `company_figure`, `no_costs` or `no_new_customers`."""
        if not self.is_company:
            return "company_figure"
        if self.total.costs is None:
            return "no_costs"
        return None if self.total.customers else "no_new_customers"

    @property
    def cac(self) -> float | None:
        """KPI 20."""
        return None if self.reason else self.total.cac

    @property
    def times(self) -> float | None:
        """CLV : CAC; three and more is what most leaders aim at."""
        return clv_to_cac(self.clv.value, self.cac)


def cost_of_a_customer(costs: float | None, customers: float) -> float | None:
    """Sales and marketing costs / new customers (domain, KPI 20). None, never 0, when there is nothing to divide."""
    return None if costs is None or not customers else costs / customers


def clv_to_cac(clv: float | None, cac: float | None) -> float | None:
    """How many times a customer brings in what winning one costs."""
    return None if clv is None or not cac else clv / cac


def read_cac(question: Question) -> Cac:
    """The cost of a new customer in the period, by part of it and by channel; beside it the lifetime value."""
    clv, seen = read_clv(question), question.seen
    if seen is None:
        return Cac(CacPart(None, 0), (), (), clv, 0, 0, question.is_company)
    spent = spent_in(question, seen, WINS_CUSTOMERS) if question.is_company else []
    firsts = first_won_by(question, seen, DAY, CHANNEL)
    by_day: defaultdict[date, float] = defaultdict(float)
    by_channel: defaultdict[str, float] = defaultdict(float)
    for (day, channel), number in firsts:
        by_day[day] += number
        by_channel[channel] += number
    parts = tuple(
        CacPart(
            _whole(question, [one for one in spent if one.day in part]),
            sum(number for day, number in by_day.items() if day in part),
            part,
        )
        for part in buckets_of(seen, question.workspace.fiscal_start_month)
    )
    total = CacPart(_whole(question, spent), sum(by_day.values()))
    nobodys = next((won.deals for (is_nobodys,), won in won_by(question, seen, ACCOUNT.is_(None)) if is_nobodys), 0)
    first = first_day_won(question)
    known_since = first if first is not None and first in seen else None
    channels, months = _channels(question, spent, by_channel), cost_months(question, by_day, spent)
    return Cac(total, parts, channels, clv, without_rate(spent), nobodys, question.is_company, months, known_since)


def _channels(question: Question, spent: list[Spent], customers: dict[str, float]) -> tuple[CacPart, ...]:
    names = sorted({*customers, *(one.channel for one in spent if one.channel)})
    found = [
        CacPart(_whole(question, [one for one in spent if one.channel == name]), customers.get(name, 0), channel=name)
        for name in names
    ]
    found.sort(key=lambda part: (-part.customers, part.channel or ""))
    of_none = _whole(question, [one for one in spent if one.channel is None])
    return tuple(found if of_none is None else [*found, CacPart(of_none, 0)])


def _whole(question: Question, spent: list[Spent]) -> float | None:
    minor = sum_of(spent)
    return None if minor is None else question.whole(minor)
