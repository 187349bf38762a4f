"""The cost of a customer, their lifetime value and the cost of sales, in words."""

from collections.abc import Sequence

from messages.analysis.told import (
    AnalysisView,
    Cell,
    Chart,
    Told,
    columns,
    lack,
    left_out,
    money,
    money_cell,
    number_cell,
    part_name,
    share_cell,
    small_change,
    unsold,
)
from messages.words import Words
from models.analysis.cac import Cac, CacPart
from models.analysis.clv import LONGEST_YEARS, Clv, lifetime_value
from models.analysis.cost_of_sales import CostOfSales, CostPart
from models.analysis.spending import CostMonths

MOST_YEARS = 10
"""Of a chart of the lifetime value."""
HUNDRED = 100


def cac(say: Words, view: AnalysisView, found: Cac) -> Told:
    """What a new customer costs, by part of the period and by channel."""
    costs = found.total.costs
    customers = found.total.customers
    told_costs = "" if costs is None else money(say, view, costs)
    if found.cac is None:
        sentence = say("analysis.cac_without", reason=found.reason, costs=told_costs, customers=customers)
    else:
        cost = money(say, view, found.cac)
        sentence = say("analysis.cac_sentence", cac=cost, costs=told_costs, customers=customers, times=found.times)
    notes = left_out(say, without_rate=found.costs_without_rate, without_account=found.deals_without_account)
    if found.known_since and customers:
        notes.append(say("analysis.cac_known_since", day=found.known_since))
    of_none = next((part.costs for part in found.channels if part.channel is None and part.costs), None)
    if of_none and any(part.channel and part.costs for part in found.channels):
        notes.insert(0, say("analysis.cac_no_channel", costs=money(say, view, of_none)))
    if found.cac is not None and found.months.without:
        notes.insert(0, _cost_months(say, "acquisition", found.months))
    lacks = [lack(say, found.reason)] if found.reason else []
    if found.cac is not None and found.clv.reason and not found.times:
        lacks.append(lack(say, found.clv.reason))
    parts = [part for part in found.parts if part.costs is not None or part.customers]
    rows = [_cac_row(say, view, part) for part in [*parts, *found.channels]] if len(parts) > 1 else []
    rows = rows or [_cac_row(say, view, part) for part in found.channels]
    head = columns(say, "period" if len(parts) > 1 else "channel", "costs", "new_customers", "each")
    return Told(sentence, (), _cac_chart(say, view, found), head, rows, notes, lacks)


def _cac_row(say: Words, view: AnalysisView, part: CacPart) -> list[Cell]:
    customers = number_cell(say, part.customers)
    return [_part_name(say, part), money_cell(say, view, part.costs), customers, money_cell(say, view, part.cac)]


def _cac_chart(say: Words, view: AnalysisView, found: Cac) -> Chart | None:
    parts = [part for part in found.parts if part.cac is not None]
    if len(parts) < 2:
        parts = [part for part in found.channels if part.cac is not None][:20]
    return _bars(say, "analysis.cac_chart", [(_part_name(say, part), part.cac or 0) for part in parts], view)


def clv(say: Words, view: AnalysisView, found: Clv) -> Told:
    """What a customer brings in, and of what that is made."""
    arpa = None if found.arpa is None else money(say, view, found.arpa)
    unknown = found.left_out.without_value + found.left_out.without_rate
    if unknown and not found.revenue:
        sentence = say("analysis.sold_unknown")
    elif found.value is None or found.margin is None or found.years is None:
        sentence = say("analysis.clv_without", arpa=arpa, years=found.years)
    else:
        sentence = say(
            "analysis.clv_sentence",
            value=money(say, view, found.value),
            years=found.years,
            arpa=arpa,
            margin=found.margin,
            is_capped=found.lost == 0,
        )
    notes = [say("analysis.clv_span", first=found.year.start, last=found.year.last_day)]
    if found.years and found.years > LONGEST_YEARS and found.value is not None:
        in_five = lifetime_value(found.arpa, found.margin, 1 / LONGEST_YEARS)
        notes.append(say("analysis.clv_far", years=found.years, value=money(say, view, in_five or 0)))
    if found.value is not None and found.months.without:
        notes.append(_cost_months(say, "delivery", found.months))
    notes += left_out(say, without_value=found.left_out.without_value, without_rate=found.left_out.without_rate)
    if found.known_since:
        notes.append(say("analysis.clv_known_since", day=found.known_since))
    figures: list[tuple[str, Cell]] = [
        ("arpa", money_cell(say, view, found.arpa)),
        ("customers", number_cell(say, found.customers)),
        ("margin", share_cell(say, found.margin)),
        ("before", number_cell(say, found.before)),
        ("lost", number_cell(say, found.lost)),
        ("churn", share_cell(say, found.churn)),
        ("years", number_cell(say, found.years)),
        ("clv", money_cell(say, view, found.value)),
    ]
    rows = [[say.bare("analysis.clv_part", which=which), cell] for which, cell in figures]
    lacks = [lack(say, found.reason)] if found.reason else []
    return Told(sentence, (), _clv_chart(say, view, found), columns(say, "figure", "value"), rows, notes, lacks)


def _clv_chart(say: Words, view: AnalysisView, found: Clv) -> Chart | None:
    """What has come in after each year, until the customer leaves."""
    if found.value is None or not found.years:
        return None
    a_year = found.value / found.years
    ends = [min(year, found.years) for year in range(1, MOST_YEARS + 1) if year - 1 < found.years]
    points = [
        (say.bare("analysis.clv_year", number=at), round(a_year * years, 2)) for at, years in enumerate(ends, start=1)
    ]
    return _bars(say, "analysis.clv_chart", points, view)


def cost_of_sales(say: Words, view: AnalysisView, found: CostOfSales) -> Told:
    """What of the sales goes to delivery, by part of the period and by channel."""
    unknown = {"without_value": found.deals_without_value, "without_rate": found.deals_without_rate}
    lacks = [lack(say, found.reason)] if found.reason else []
    if not found.total.revenue and (found.total.delivery is None or any(unknown.values())):
        sentence, lacks = unsold(say, **unknown)
    elif found.share is None:
        sales, delivery = (money(say, view, value or 0) for value in (found.total.revenue, found.total.delivery))
        sentence = say("analysis.cost_of_sales_without", reason=found.reason, sales=sales, delivery=delivery)
    else:
        halves = found.halves
        sentence = say(
            "analysis.cost_of_sales_sentence",
            hundred=small_change(say, view, HUNDRED),
            cost=small_change(say, view, round(found.share * HUNDRED)),
            rest=small_change(say, view, HUNDRED - round(found.share * HUNDRED)) if found.share <= 1 else "",
            first=halves[0] if halves else None,
            last=halves[1] if halves else None,
        )
    notes = left_out(
        say, without_rate=found.costs_without_rate + found.deals_without_rate, without_value=found.deals_without_value
    )
    of_none = next((part.delivery for part in found.channels if part.channel is None and part.delivery), None)
    if of_none and any(part.channel and part.delivery for part in found.channels):
        notes.insert(0, say("analysis.cost_of_sales_no_channel", costs=money(say, view, of_none)))
    if found.share is not None and found.months.without:
        notes.insert(0, _cost_months(say, "delivery", found.months))
    parts = [part for part in found.parts if part.delivery is not None or part.revenue]
    rows = [_cost_row(say, view, part) for part in (*(parts if len(parts) > 1 else ()), *found.channels)]
    head = columns(say, "period" if len(parts) > 1 else "channel", "sales", "delivery", "of_sales")
    return Told(sentence, (), _cost_chart(say, found), head, rows, notes, lacks)


def _cost_row(say: Words, view: AnalysisView, part: CostPart) -> list[Cell]:
    amounts = [money_cell(say, view, value) for value in (part.revenue, part.delivery)]
    return [_part_name(say, part), *amounts, share_cell(say, part.share)]


def _cost_chart(say: Words, found: CostOfSales) -> Chart | None:
    parts = [part for part in found.parts if part.share is not None]
    if len(parts) < 2:
        parts = [part for part in found.channels if part.share is not None][:20]
    if len(parts) < 2:
        return None
    values = [round((part.share or 0) * 100, 1) for part in parts]
    labels, texts = [_part_name(say, part) for part in parts], [say.percent(value / 100) for value in values]
    return Chart(
        "line",
        say.bare("analysis.cost_of_sales_chart"),
        labels,
        {say.bare("analysis.column", which="of_sales"): values},
        texts,
    )


def _cost_months(say: Words, which: str, months: CostMonths) -> str:
    return say("analysis.cost_months", which=which, without=months.without, of=months.of)


def _bars(say: Words, title: str, points: Sequence[tuple[str, float]], view: AnalysisView) -> Chart | None:
    """Amounts; None of fewer than two."""
    if len(points) < 2:
        return None
    texts = [money(say, view, value) for _, value in points]
    values = {say.bare("analysis.short_name", which=view.key): [round(value, 2) for _, value in points]}
    return Chart("bar", say.bare(title), [label for label, _ in points], values, texts)


def _part_name(say: Words, part: CacPart | CostPart) -> str:
    if part.period is not None:
        return part_name(say, part.period)
    return say.bare("scorecard.channel", which=part.channel) if part.channel else say.bare("analysis.no_channel")
