"""The figures of a digest in words: what was done of what was asked, and what somebody is good at."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from messages.words import Markup, Words
from models.digest.changes import Change
from models.digest.week import MONTH_KPI, Measured, RepWeek, TeamWeek
from models.money import Money
from models.scorecard.pacing import as_whole

MOST_CUSTOMERS = 3


def totals(say: Words, week: TeamWeek, *, in_channel: bool = False) -> str:
    """Everybody together: what is of the week on one line, what is of the month on the next, so that nobody mixes them.

    `in_channel`: nothing that one colleague alone added.
    """
    told = [
        replace(one, actual=one.actual - one.by_others, by_others=0) if in_channel and not one.tells_of_others else one
        for one in week.totals
    ]
    of_week = [measured(say, one, week.currency, says_when=False) for one in told if not one.of_month]
    of_month = [measured(say, one, week.currency, says_when=False) for one in told if one.of_month]
    return say("digest.totals", of_week=of_week, of_month=of_month, month=week.month.start)


def why(say: Words, rep: RepWeek, currency: str) -> Markup:
    """The two things in which somebody is furthest behind."""
    below = [one for one in rep.measured if one.attainment is not None and one.attainment < 1]
    below.sort(key=lambda one: one.attainment or 0)
    return Markup(say.listed(measured(say, one, currency) for one in below[:2]))


def strong(say: Words, rep: RepWeek, currency: str, *, with_customers: bool, best: bool) -> Markup:
    """What somebody did well: with `best` what leads to results, and first; then what they won."""
    parts = [measured(say, rep.strength, currency)] if best and rep.strength else []
    if rep.has_won:
        amount = Money.of(Decimal(round(rep.won)), currency) if rep.won else None
        customers = rep.won_from[:MOST_CUSTOMERS] if with_customers else ()
        parts.append(Markup(say("digest.won", amount=amount, customers=customers)))
    return Markup(say.listed(parts))


def measured(say: Words, one: Measured, currency: str, *, says_when: bool = True) -> Markup:
    """`3 of 8 first meetings`; `says_when`: with “this month” where it is of the month."""
    target = None if one.target is None else value(say, one.kpi, as_whole(one.target), currency)
    actual = value(say, one.kpi, one.actual - one.by_others, currency)
    text = say("digest.measured", kpi=one.kpi, actual=actual, target=target)
    if one.of_month and says_when:
        text = say("digest.of_month", measured=Markup(text))
    if one.by_others:
        others = value(say, one.kpi, one.by_others, currency)
        text = say("digest.by_others", measured=Markup(text), others=others)
    return Markup(text)


def value(say: Words, kpi: str, number: float, currency: str) -> str:
    """A figure of a KPI of the digest: an amount for sales, else a number."""
    if kpi == MONTH_KPI:
        return say.money(Money.of(Decimal(round(number)), currency))
    return say.number(number)


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
