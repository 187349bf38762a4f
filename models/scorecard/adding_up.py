"""What several formulas have in common: the number of some entries, the value of some deals, what was left out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.facts import Facts, Open, WonOrLost
from models.scorecard.figure import Figure, undefined

WITHOUT_VALUE = "without_value"
WITHOUT_ACCOUNT = "without_account"
WITHOUT_FIRST_DAY = "without_first_day"
WITHOUT_RATE = "without_rate"
WITHOUT_PROBABILITY = "without_probability"


def number_of(facts: Facts, counted: CountedEntries) -> Figure:
    """How many there are of these entries."""
    entries = facts.entries_of(counted)
    return Figure(entries.quantity, entries.entries)


def value_of(facts: Facts, counted: CountedDeals) -> Figure:
    """The value of these deals in whole units of the reporting currency, in total and by channel."""
    by_channel: defaultdict[str, float] = defaultdict(float)
    parts = facts.deals_of(counted)
    valued = 0
    for part in parts:
        if part.deal.reporting_minor is not None:
            valued += 1
            by_channel[part.deal.channel] += part.deal.reporting_minor * part.share
    left_out = without_value_or_rate(parts)
    if left_out and not valued:
        return undefined(why_no_value(left_out), left_out=left_out)
    channels = largest_first({channel: facts.money(minor) for channel, minor in by_channel.items()})
    return Figure(facts.money(sum(by_channel.values())), valued, by_channel=channels, left_out=left_out)


def without_value_or_rate(parts: Iterable[WonOrLost | Open]) -> dict[str, int]:
    """How many of these deals are left out of a sum of money: without a value, and with one but without its rate."""
    missing = [part.deal for part in parts if part.deal.reporting_minor is None]
    without_rate = sum(1 for deal in missing if deal.value_minor is not None)
    return {**if_any(WITHOUT_VALUE, len(missing) - without_rate), **if_any(WITHOUT_RATE, without_rate)}


def why_no_value(left_out: Mapping[str, int]) -> str:
    """Why there is no sum when every deal was left out."""
    return "no_values" if left_out.get(WITHOUT_VALUE) else "no_rates"


def if_any(reason: str, number: int) -> dict[str, int]:
    """How many records were left out for that reason; nothing when none was."""
    return {reason: number} if number else {}


def largest_first(by_channel: Mapping[str, float]) -> dict[str, float]:
    """The channels in the order in which they are told."""
    return dict(sorted(by_channel.items(), key=lambda item: (-item[1], item[0])))
