"""The trend, the reps and the season, in words."""

from datetime import date

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
    share_cell,
    unsold,
)
from messages.words import Words
from models.analysis.forecast import SEASONAL_MONTHS
from models.analysis.seasonality import Seasonality
from models.analysis.sellers import EDGES, FEWEST_SELLERS, Sellers
from models.analysis.trend import Trend

_A_YEAR_WITH_ALL_MONTHS = 2026
"""Any year: only the name of a month is taken of it."""


def trend(say: Words, view: AnalysisView, found: Trend) -> Told:
    """Month by month beside a year ago, and the forecast with what it was off."""
    notes = left_out(say, without_value=found.left_out.without_value, without_rate=found.left_out.without_rate)
    if found.running:
        notes.append(say("analysis.trend_running", month=found.running))
    if not found.months or found.best is None:
        sentence, lacks = unsold(say, found.left_out.without_value, found.left_out.without_rate)
        return Told(sentence, notes=notes, lacks=lacks)
    span = {"first": found.months[0].month, "last": found.months[-1].month}
    told = {"sales": money(say, view, found.sales), "change": found.change, "best": found.best.month, **span}
    sentence = say("analysis.trend_sentence", **told)
    few = found.known_months < SEASONAL_MONTHS
    lacks = [lack(say, "few_months_for_trend", found.known_months)] if few else []
    rows: list[list[Cell]] = [
        [
            say.day(month.month, "MMM y"),
            money_cell(say, view, month.sales),
            money_cell(say, view, month.year_ago),
            share_cell(say, month.change),
            number_cell(say, month.deals),
        ]
        for month in found.months
    ]
    head = columns(say, "month", "sales", "year_ago", "change", "deals")
    return Told(sentence, _forecast(say, view, found), _trend_chart(say, view, found), head, rows, notes, lacks)


def _forecast(say: Words, view: AnalysisView, found: Trend) -> list[str]:
    forecast = found.forecast
    if forecast is None:
        return []
    values = [money(say, view, round(value)) for value in forecast.values]
    first, last = found.forecast_months[0], found.forecast_months[-1]
    expected = say("analysis.trend_forecast", values=values, first=first, last=last)
    how = say("analysis.trend_how", method=forecast.method, growth=forecast.growth or 1)
    lines = [f"{expected} ({how})"]
    if forecast.error is None:
        return [*lines, say("analysis.trend_untried")]
    naive = forecast.naive.share if forecast.naive else None
    tried = {"error": forecast.error.share, "months": forecast.error.months, "naive": naive}
    return [*lines, say("analysis.trend_error", **tried, is_better=forecast.is_better)]


def _trend_chart(say: Words, view: AnalysisView, found: Trend) -> Chart | None:
    if len(found.months) < 2:
        return None
    months = found.months[-20:]
    series = {say.bare("analysis.now"): [month.sales for month in months]}
    if found.year_ago is not None:
        series[say.bare("analysis.year_ago")] = [month.year_ago or 0 for month in months]
    labels = [say.day(month.month, "MMM yy") for month in months]
    texts = [money(say, view, month.sales) for month in months]
    return Chart("line", say.bare("analysis.trend_chart"), labels, series, texts)


def sellers(say: Words, view: AnalysisView, found: Sellers) -> Told:
    """How many are at their target, how much hangs on the best, and how fast newcomers get there."""
    if not found.sellers:
        return Told(say("analysis.sellers_nobody"), lacks=[lack(say, "no_sales_targets")])
    share, best = found.share_of_best, found.best
    measured = found.measured
    has_targets = any(seller.target is not None for seller in found.sellers)
    unknown = has_targets and (found.left_out.without_value or found.left_out.without_rate)
    if measured:
        number = found.on_pace if found.is_running else found.at_target
        told = {"number": number, "of": len(measured), "is_running": found.is_running, "best": best, "share": share}
        sentence = say("analysis.sellers_sentence", **told)
    elif unknown:
        sentence = say("analysis.sold_unknown")
    else:
        has_sales = any(seller.sales for seller in found.sellers)
        sentence = say("analysis.sellers_without", best=best, share=share, has_sales=has_sales)
    facts, lacks = [], []
    notes = left_out(say, without_value=found.left_out.without_value, without_rate=found.left_out.without_rate)
    if found.middle is not None and len(measured) >= FEWEST_SELLERS:
        facts.append(say("analysis.sellers_middle", middle=found.middle))
    if found.is_running and found.at_target:
        facts.append(say("analysis.sellers_at_target", number=found.at_target, of=len(measured)))
    if found.ramp and found.experienced_monthly:
        steps = [
            say("analysis.sellers_step", quarter=step.quarter, share=step.share, number=step.newcomers)
            for step in found.ramp
        ]
        facts.append(say("analysis.sellers_ramp", parts=steps, number=found.ramp[0].newcomers))
    else:
        notes.append(say("analysis.sellers_no_ramp"))
    if not has_targets:
        lacks.append(lack(say, "no_sales_targets"))
    elif 0 < len(measured) < FEWEST_SELLERS:
        lacks.append(lack(say, "few_sellers", len(measured)))
    rows: list[list[Cell]] = [
        [
            seller.name,
            money_cell(say, view, seller.sales),
            money_cell(say, view, seller.target),
            share_cell(say, seller.attainment),
            *([share_cell(say, seller.pace)] if found.is_running else []),
        ]
        for seller in found.sellers
    ]
    head = columns(say, "rep", "sales", "target", "attained", *(["pace"] if found.is_running else []))
    return Told(sentence, facts, _sellers_chart(say, found), head, rows, notes, lacks)


def _sellers_chart(say: Words, found: Sellers) -> Chart | None:
    if len(found.measured) < FEWEST_SELLERS:
        return None
    firsts, lasts = (None, *EDGES), (*EDGES, None)
    labels = [
        say.bare("analysis.sellers_class", first=first, last=last) for first, last in zip(firsts, lasts, strict=True)
    ]
    values = [float(number) for number in found.classes]
    texts = [say.number(value) for value in values]
    series = {say.bare("analysis.short_name", which="sellers"): values}
    return Chart("bar", say.bare("analysis.sellers_chart"), labels, series, texts)


def seasonality(say: Words, view: AnalysisView, found: Seasonality) -> Told:
    """The index of each month, the strongest and the weakest."""
    if found.reason == "few_months":
        lacks = [
            lack(say, "few_months_for_season", found.known_months) if found.known_months else lack(say, "nothing_won")
        ]
        return Told(say("analysis.seasonality_without"), lacks=lacks)
    if found.reason:
        return Told(say("analysis.seasonality_without"), lacks=[lack(say, "gaps")])
    above, below = found.index[found.strongest] - 1, 1 - found.index[found.weakest]
    if max(above, below) < 0.005:
        sentence = say("analysis.seasonality_flat")
    else:
        strongest, weakest = _month(say, found.strongest), _month(say, found.weakest)
        sentence = say(
            "analysis.seasonality_sentence",
            strongest=strongest[:1].upper() + strongest[1:],
            above=above,
            weakest=weakest,
            below=below,
        )
    which = "provisional" if found.is_provisional else "firm"
    notes = [say(f"analysis.seasonality_{which}", number=found.known_months, spreads=found.spreads_targets)]
    lacks = [lack(say, "few_months_for_season", found.known_months)] if found.is_provisional else []
    rows: list[list[Cell]] = [
        [
            _month(say, month),
            number_cell(say, value, 2),
            share_cell(say, value - 1),
            number_cell(say, found.years[month]),
        ]
        for month, value in found.index.items()
    ]
    head = columns(say, "month", "index", "change", "seen")
    values = [round(value * 100, 1) for value in found.index.values()]
    labels = [_month(say, month, "MMM") for month in found.index]
    series = {say.bare("analysis.column", which="index"): values}
    texts = [say.number(value, 0) for value in values]
    chart = Chart("bar", say.bare("analysis.seasonality_chart"), labels, series, texts)
    return Told(sentence, (), chart, head, rows, notes, lacks)


def _month(say: Words, number: int, pattern: str = "MMMM") -> str:
    return say.day(date(_A_YEAR_WITH_ALL_MONTHS, number, 1), pattern)
