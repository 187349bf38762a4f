"""Figures, how they stand, channels and periods in words."""

import re
from collections.abc import Mapping
from decimal import Decimal

from messages.words import Words, within_sentence
from models.money import Money
from models.period import Period
from models.scorecard.kpis import Unit

STATUS_SIGNS = {"ahead": "▲", "on_track": "✓", "at_risk": "◆", "behind": "▼", "too_early": "○"}
"""Shapes, so that they can be told apart without colours."""
NO_STATUS = "·"


def status_sign(status: str | None) -> str:
    """The sign of a status, the same in every message; a dot where nothing can be said."""
    return STATUS_SIGNS.get(status or "", NO_STATUS)


def status_word(say: Words, status: str) -> str:
    """`on course`, `behind`: the same in every message."""
    return say("scorecard.status", which=status)


def value_text(say: Words, value: float, unit: Unit, currency: str) -> str:
    """A value in its unit: `€12,500`, `31%`, `4.5`, `2 h`, `57 days`, `8`."""
    match unit:
        case Unit.MONEY:
            amount = Decimal(str(value))
            return say.money(Money.of(amount.quantize(Decimal(1)) if abs(amount) >= 100 else amount, currency))
        case Unit.RATE:
            return say.percent(value, 0 if value == 0 or value >= 0.1 else 1)
        case Unit.SCORE:
            return say.number(value, 1)
        case Unit.HOURS:
            return say("scorecard.hours", value=value)
        case Unit.DAYS:
            return say("scorecard.days", value=value)
        case Unit.COUNT:
            return say.number(value, 1 if abs(value) < 10 else 0)


def by_channel_text(say: Words, by_channel: Mapping[str, float], unit: Unit, currency: str) -> str:
    """`direct €8,000 · partner €4,500`, largest first, at most eight."""
    parts = [
        f"{say('scorecard.channel', which=channel)} {value_text(say, value, unit, currency)}"
        for channel, value in list(by_channel.items())[:8]
    ]
    return " · ".join(parts)


def span_of(period: Period) -> str:
    """`week`, `month`, `quarter` or `year`; empty for any other stretch of days."""
    kinds = {"week": r"\d{4}-W\d{2}", "month": r"\d{4}-\d{2}", "quarter": r"\d{4}-Q\d", "year": r"\d{4}"}
    return next((kind for kind, pattern in kinds.items() if re.fullmatch(pattern, period.name)), "")


def period_within(say: Words, period: Period) -> str:
    """`period_name` in the middle of a sentence: `week 46 (…)`, and in Dutch `november 2026`."""
    if re.fullmatch(r"\d{4}-\d{2}", period.name):
        return say("scorecard.month", first=period.start)
    name = period_name(say, period)
    return within_sentence(name) if name[1:2].islower() else name


def period_name(say: Words, period: Period) -> str:
    """`November 2026`, `Week 46 (9 Nov – 15 Nov 2026)`, `Q4 2026`, `Last 30 days (…)`, or its first and last day."""
    name, first, last = period.name, period.start, period.last_day
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", name):
        return say("scorecard.week", number=int(match[2]), first=first, last=last)
    if re.fullmatch(r"\d{4}-\d{2}", name):
        return say("scorecard.month", first=first).capitalize()
    if match := re.fullmatch(r"(\d{4})-Q(\d)", name):
        return say("scorecard.quarter", number=match[2], year=match[1])
    if re.fullmatch(r"\d{4}", name):
        return say("scorecard.year", number=name)
    if match := re.fullmatch(r"(\d+)d", name):
        return say("scorecard.rolling", count=int(match[1]), first=first, last=last)
    if first == last:
        return say("scorecard.one_day", first=first)
    return say("scorecard.stretch", first=first, last=last)
