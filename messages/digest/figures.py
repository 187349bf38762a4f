"""The figures of a digest in words: what was done of what was asked, and what somebody is good at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from messages.words import Markup, Words
from models.digest.changes import Change
from models.digest.rep import MONTH_KPI, Measured, RepWeek
from models.digest.week import TeamWeek
from models.money import Money
from models.scorecard.pacing import as_whole

MOST_CUSTOMERS = 3


def why(say: Words, rep: RepWeek, week: TeamWeek) -> list[Markup]:
    """The two things in which somebody is furthest behind, with the name of the month where it is of the month."""
    return [measured(say, one, week.currency, month=week.month.start) for one in rep.behind_with[:2]]


def strong(say: Words, rep: RepWeek, week: TeamWeek, *, in_channel: bool, best: bool) -> list[Markup]:
    """What somebody did well: with `best` what leads to results, and first; then what they won.

    `in_channel`: without targets and customers, which are between them and their manager.
    """
    done = rep.strength if best else None
    if done is not None and in_channel:
        done = replace(done, target=None)
    parts = [measured(say, done, week.currency, month=week.month.start)] if done is not None else []
    if rep.has_won:
        amount = Money.of(Decimal(round(rep.won)), week.currency) if rep.won else None
        customers = () if in_channel else rep.won_from[:MOST_CUSTOMERS]
        parts.append(Markup(say("digest.won", amount=amount, customers=customers)))
    return parts


def measured(say: Words, one: Measured, currency: str, *, month: date | None = None) -> Markup:
    """`3 of 8 first meetings`; with `month` (its first day): “in November” where it is of the month."""
    target = None if one.target is None else value(say, one.kpi, as_whole(one.target), currency)
    actual = value(say, one.kpi, one.actual - one.by_others, currency)
    text = say("digest.measured", kpi=one.kpi, actual=actual, target=target, number=one.actual - one.by_others)
    if one.of_month and month is not None:
        text = say("digest.of_month", measured=Markup(text), month=month)
    if one.by_others:
        others = value(say, one.kpi, one.by_others, currency)
        text = say("digest.by_others", measured=Markup(text), others=others)
    return Markup(text)


def value(say: Words, kpi: str, number: float, currency: str) -> str:
    """A figure of a KPI of the digest: an amount for sales, else a number."""
    if kpi == MONTH_KPI:
        return say.money(Money.of(Decimal(round(number)), currency))
    return say.number(number)


def difference(say: Words, kpi: str, now: float, before: float, currency: str) -> str:
    """`▲ 3`, `▼ €2,000` or `=`."""
    gap = now - before
    if abs(gap) < 0.005:
        return "="
    return f"{'▲' if gap > 0 else '▼'} {value(say, kpi, abs(gap), currency)}"


def compared(say: Words, change: Change, number: float | None, target: float | None, currency: str) -> str:
    """`3`, or `3 of 4` when it is the target that changed; `–` for what could not be computed."""
    if number is None:
        return "–"
    said = value(say, change.kpi, number, currency)
    if target is not None:
        return say("digest.of_target", value=said, target=value(say, change.kpi, target, currency))
    is_other = change.target_before is not None or change.target_after is not None
    return say("digest.nothing_asked", value=said) if is_other else said


def named(say: Words, names: Sequence[str], most: int) -> Markup:
    """`Anna, Bram and 3 more`."""
    return Markup(say("digest.and_more", names=names[:most], more=max(0, len(names) - most)))
