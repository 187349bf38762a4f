"""How a rating is written: one decimal, the same in a message, a chart, a PDF and a table."""

from decimal import ROUND_HALF_UP, Decimal

_TENTH, _NOISE = Decimal("0.1"), 6


def tenths(value: float) -> float:
    """A figure on the scale of 1 to 5 to one decimal: a half goes away from zero, so 3.45 is 3.5 and 3.55 is 3.6.

    By what is written, not by the binary number behind it: Python's own `round` makes both of them 3.5.
    """
    return float(Decimal(str(round(value, _NOISE))).quantize(_TENTH, ROUND_HALF_UP)) + 0.0


def moved(then: float | None, now: float | None) -> float | None:
    """How much a figure has risen: the difference of the two as they are written; None where one is not known."""
    return None if then is None or now is None else tenths(tenths(now) - tenths(then))
