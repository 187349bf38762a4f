"""Numbers, money and days as Babel writes them, remembered: the same few are said all day long, and Babel takes its
pattern apart for each of them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

LOCALES = {"en": "en_GB", "nl": "nl_NL"}


@lru_cache(maxsize=4096)
def formatted(value: Decimal | float | int, pattern: str, locale: str) -> str:
    """A number by a pattern of CLDR's."""
    return str(format_decimal(value, format=pattern, locale=locale))


@lru_cache(maxsize=4096)
def money_written(amount: Decimal, currency: str, language: str) -> str:
    """An amount, with decimals only when it has any."""
    locale = LOCALES[language]
    if amount != amount.to_integral_value():
        return str(format_currency(amount, currency, locale=locale))
    pattern = "¤\u00a0#,##0;¤\u00a0-#,##0" if language == "nl" else "¤#,##0;-¤#,##0"
    return str(format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False))


@lru_cache(maxsize=4096)
def percent_written(value: float, pattern: str, locale: str) -> str:
    """A rate of 0 to 1 as a percentage."""
    return format_percent(value, format=pattern, locale=locale)


@lru_cache(maxsize=4096)
def day_written(value: date, pattern: str, locale: str) -> str:
    """A day by a pattern of CLDR's."""
    return format_date(value, pattern, locale=locale)
