"""A typed value of a KPI: money for money, per cent for rates, plain numbers for counts."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.phrases.amounts import Amount, Figure, figure_at
from handlers.phrases.kpis import unit_of
from handlers.phrases.tokens import Typed
from handlers.phrases.unreadable import Reason, Unreadable
from models.scorecard.kpis import Unit

_UNIT_WORDS: dict[Unit, frozenset[str]] = {
    Unit.DAYS: frozenset({"days", "day", "dagen", "dag", "d"}),
    Unit.HOURS: frozenset({"hours", "hour", "h", "uur", "uren", "u"}),
}


@dataclass(frozen=True, slots=True)
class KpiValue:
    """A value in the KPI's unit: whole units of money, a rate from 0 to 1, a count, a score, days or hours."""

    kpi: str
    value: Decimal
    currency: str | None = None

    @property
    def amount(self) -> Amount:
        """The value as money."""
        return Amount(self.value, self.currency)


def kpi_value_at(words: Typed, at: int, kpi: str) -> tuple[KpiValue, int]:
    """The value of `kpi` that starts at a token, and the position after it.

    Raises Unreadable (NOT_A_NUMBER, UNIT_DOES_NOT_FIT, RATE_UNCLEAR, RATE_OUT_OF_RANGE, SCORE_OUT_OF_RANGE).
    """
    unit = unit_of(kpi, words)
    found = figure_at(words, at)
    if found is None:
        found = _with_unit(words, at, unit)
    if found is None:
        text = words.tokens[at].text if at < len(words.tokens) else ""
        raise Unreadable(Reason.NOT_A_NUMBER if text else Reason.VALUE_MISSING, text)
    figure, end = found
    if figure.is_plain and words.low(end) in _UNIT_WORDS.get(unit, ()):
        end += 1
    text = words.between(at, end)
    if figure.is_plain and words.low(end) in {"percent", "procent", "%"}:
        figure, end = Figure(figure.value, is_percent=True, is_plain=False), end + 1
    if unit is Unit.RATE:
        return KpiValue(kpi, _rate(figure, text)), end
    if figure.is_percent or (figure.currency and unit is not Unit.MONEY):
        raise Unreadable(Reason.UNIT_DOES_NOT_FIT, text)
    whole = figure.value == figure.value.to_integral_value()
    if unit is Unit.COUNT and not whole:
        raise Unreadable(Reason.UNIT_DOES_NOT_FIT, text)
    if unit is Unit.SCORE and not 1 <= figure.value <= 5:
        raise Unreadable(Reason.SCORE_OUT_OF_RANGE, text)
    return KpiValue(kpi, figure.value, figure.currency), end


def _with_unit(words: Typed, at: int, unit: Unit) -> tuple[Figure, int] | None:
    """`45d`, `2h`: a number with the unit of the KPI behind it."""
    low = words.low(at)
    for word in sorted(_UNIT_WORDS.get(unit, ()), key=len, reverse=True):
        if low.endswith(word):
            shorter = words._replace(tokens=[words.tokens[at]._replace(low=low.removesuffix(word))])
            found = figure_at(shorter, 0)
            return (found[0], at + 1) if found else None
    return None


def _rate(figure: Figure, text: str) -> Decimal:
    """A rate from 0 to 1. `45%` and `45` are 0.45, so is `0.45`; `1` could be 1 % or 100 % and is asked about."""
    if figure.currency or not (figure.is_percent or figure.is_plain):
        raise Unreadable(Reason.UNIT_DOES_NOT_FIT, text)
    if figure.value == 1 and not figure.is_percent:
        raise Unreadable(Reason.RATE_UNCLEAR, text, ["1%", "100%"])
    rate = figure.value / 100 if figure.is_percent or figure.value > 1 else figure.value
    if not 0 <= rate <= 1:
        raise Unreadable(Reason.RATE_OUT_OF_RANGE, text)
    return rate
