"""How each KPI is computed from the facts of a period. One function each; the table at the end has them all.

Counts of what people did are a true 0 when they did nothing. A ratio without anything to divide by is undefined.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from statistics import median

from models.activity.records import Kind
from models.deals.records import DealType, Outcome
from models.scorecard.facts import NOTHING, Facts, WonOrLost
from models.scorecard.figure import Figure, ratio, undefined

MEETINGS = frozenset({Kind.MEETING.value, Kind.VISIT.value})
"""A visit is a meeting on site."""
PROPOSALS = frozenset({Kind.PROPOSAL.value})
RETURNED = frozenset({Kind.RETURNED.value})
COUNTED_KINDS = MEETINGS | PROPOSALS | RETURNED | {Kind.CSAT.value, Kind.TRAINING.value}
CROSS_UPSELL = frozenset({DealType.UPSELL.value, DealType.CROSSSELL.value})
WITHOUT_VALUE = "without_value"
WITHOUT_ACCOUNT = "without_account"
WITHOUT_FIRST_DAY = "without_first_day"
WITHOUT_RATE = "without_rate"


def first_meetings(facts: Facts) -> Figure:
    """1. Meetings and visits with an account that had none in the twelve months before."""
    return Figure(*facts.quantity(MEETINGS, is_first=True))


def follow_ups(facts: Facts) -> Figure:
    """2. Meetings and visits that were not first ones."""
    return Figure(*facts.quantity(MEETINGS, is_first=False))


def proposals(facts: Facts) -> Figure:
    """3. Qualified proposals; a revision on the same deal has quantity 0."""
    return Figure(*facts.quantity(PROPOSALS))


def new_customers(facts: Facts) -> Figure:
    """4. Accounts whose first won deal ever closes in the period, credited to who won that deal."""
    firsts = [won for won in _won(facts.decided) if won.deal.deal_id in facts.first_wins]
    unknown = sum(1 for won in _won(facts.decided) if won.deal.account_id is None)
    return Figure(sum(won.share for won in firsts), len(firsts), left_out=_some(WITHOUT_ACCOUNT, unknown))


def sales_by_channel(facts: Facts) -> Figure:
    """5, 22. Won value, in total and by channel."""
    return _won_value(facts, _won(facts.decided))


def renewals(facts: Facts) -> Figure:
    """6. Renewals logged, and renewal deals won for accounts of which none was logged; with due dates also the rate."""
    logged = sum(renewal.quantity for renewal in facts.renewals)
    accounts = {renewal.account_id for renewal in facts.renewals}
    deals = [
        won
        for won in _won(facts.decided)
        if won.deal.deal_type == DealType.RENEWAL
        and (won.deal.account_id is None or won.deal.account_id not in accounts)
    ]
    lost = sum(d.share for d in facts.decided if d.deal.deal_type == DealType.RENEWAL and d.deal.outcome != Outcome.WON)
    renewed = sum(renewal.quantity for renewal in facts.renewals if renewal.was_due) + sum(d.share for d in deals)
    beside = {"renewal_rate": renewed / (renewed + lost)} if renewed + lost else {}
    return Figure(logged + sum(d.share for d in deals), len(facts.renewals) + len(deals), beside=beside)


def csat(facts: Facts) -> Figure:
    """7, 19. Mean score of 1 to 5, and the share of 4 and 5."""
    scores = facts.entries.get((Kind.CSAT.value, None), NOTHING)
    mean = ratio(scores.score, scores.scored, scores.entries, "no_scores")
    if mean.value is None:
        return mean
    satisfied = {"satisfied": scores.satisfied / scores.scored}
    return Figure(mean.value, mean.n, None, mean.numerator, mean.denominator, beside=satisfied)


def pipeline(facts: Facts) -> Figure:
    """8. Value of the deals open at the end of the period."""
    valued = [open_ for open_ in facts.open_deals if open_.deal.reporting_minor is not None]
    missing = len(facts.open_deals) - len(valued)
    if missing and not valued:
        return undefined("no_values", left_out=_some(WITHOUT_VALUE, missing))
    total = sum((open_.deal.reporting_minor or 0) * open_.share for open_ in valued)
    return Figure(facts.money(total), len(valued), left_out=_some(WITHOUT_VALUE, missing))


def weighted_pipeline(facts: Facts) -> Figure:
    """9. Value × probability of the same deals."""
    weighed = [
        open_
        for open_ in facts.open_deals
        if open_.deal.reporting_minor is not None and open_.deal.probability is not None
    ]
    missing = len(facts.open_deals) - len(weighed)
    if missing and not weighed:
        return undefined("no_values", left_out=_some(WITHOUT_VALUE, missing))
    total = sum((o.deal.reporting_minor or 0) * o.share * (o.deal.probability or 0) / 100 for o in weighed)
    return Figure(facts.money(total), len(weighed), left_out=_some(WITHOUT_VALUE, missing))


def turnover(facts: Facts) -> Figure:
    """10. Reps whose last day lies in the quarter; beside it the rate: leavers over mean headcount."""
    if not facts.is_team:
        return undefined("team_figure")
    if facts.turnover is None or not facts.turnover.mean_headcount:
        return undefined("no_reps")
    rate = facts.turnover.leavers / facts.turnover.mean_headcount
    return Figure(facts.turnover.leavers, facts.turnover.leavers, beside={"turnover_rate": rate})


def training_hours(facts: Facts) -> Figure:
    """11. Hours of training."""
    training = facts.entries.get((Kind.TRAINING.value, None), NOTHING)
    return Figure(round(training.minutes / 60, 2), training.entries)


def coaching(facts: Facts) -> Figure:
    """12. One-to-one sessions held, and confirmed by both."""
    if facts.coaching_sessions is None:
        return undefined("no_sessions")
    return Figure(facts.coaching_sessions, facts.coaching_sessions)


def reps_on_track(facts: Facts) -> Figure:
    """13. Reps rated on track or better in the signed reviews of the period."""
    if not facts.is_team:
        return undefined("team_figure")
    if facts.rated_on_track is None:
        return undefined("no_reviews")
    return Figure(facts.rated_on_track, facts.rated_on_track)


def close_rate(facts: Facts) -> Figure:
    """15. Won / (won + lost + returned), of the deals decided in the period."""
    won = sum(decided.share for decided in _won(facts.decided))
    everything = sum(decided.share for decided in facts.decided)
    return ratio(won, everything, len(facts.decided), "nothing_decided")


def returned_leads(facts: Facts) -> Figure:
    """16. Leads and deals that were returned to marketing."""
    leads, entries = facts.quantity(RETURNED)
    deals = [decided for decided in facts.decided if decided.deal.outcome == Outcome.RETURNED]
    return Figure(leads + sum(deal.share for deal in deals), entries + len(deals))


def cross_upsell_value(facts: Facts) -> Figure:
    """17, for one rep: won value of upselling and cross-selling. A team counts its reps: see `team_figures.py`."""
    return _won_value(facts, [won for won in _won(facts.decided) if won.deal.deal_type in CROSS_UPSELL])


def sales_cycle(facts: Facts) -> Figure:
    """18. Median days from opened to won; not weighed by credit."""
    won = list(_won(facts.decided))
    days = [won_.deal.days_open for won_ in won if won_.deal.days_open is not None]
    unknown = _some(WITHOUT_FIRST_DAY, len(won) - len(days))
    if not days:
        return undefined("no_first_days" if won else "nothing_won", left_out=unknown)
    return Figure(float(median(days)), len(days), left_out=unknown)


def coca(facts: Facts) -> Figure:
    """20. Sales and marketing costs / new customers. Costs are entered for the company as a whole."""
    if not facts.is_workspace:
        return undefined("company_figure")
    missing = _some(WITHOUT_RATE, facts.costs_without_rate)
    if facts.acquisition_costs is None:
        return undefined("no_costs", missing)
    customers = new_customers(facts)
    cost = ratio(facts.money(facts.acquisition_costs), customers.value or 0, customers.n, "no_new_customers")
    return replace(cost, left_out={**missing, **customers.left_out})


def deal_size(facts: Facts) -> Figure:
    """21. Won value / won count over three months, so that one deal does not decide it."""
    won = list(_won(facts.decided_recently))
    valued = [won_ for won_ in won if won_.deal.reporting_minor is not None]
    missing = _some(WITHOUT_VALUE, len(won) - len(valued))
    if not valued:
        return undefined("no_values" if won else "nothing_won", left_out=missing)
    total = facts.money(sum((won_.deal.reporting_minor or 0) * won_.share for won_ in valued))
    count = sum(won_.share for won_ in valued)
    return Figure(round(total / count, 2), len(valued), None, total, count, left_out=missing)


def new_accounts(facts: Facts) -> Figure:
    """23. Accounts opened in the period, in total and by channel."""
    total = sum(facts.opened_accounts.values())
    return Figure(total, round(total), by_channel=_largest_first(facts.opened_accounts))


def _won_value(facts: Facts, won: Iterable[WonOrLost]) -> Figure:
    by_channel: defaultdict[str, float] = defaultdict(float)
    counted = missing = 0
    for part in won:
        if part.deal.reporting_minor is None:
            missing += 1
        else:
            counted += 1
            by_channel[part.deal.channel] += part.deal.reporting_minor * part.share
    left_out = _some(WITHOUT_VALUE, missing)
    if missing and not counted:
        return undefined("no_values", left_out=left_out)
    channels = _largest_first({channel: facts.money(minor) for channel, minor in by_channel.items()})
    return Figure(facts.money(sum(by_channel.values())), counted, by_channel=channels, left_out=left_out)


def _won(decided: Iterable[WonOrLost]) -> list[WonOrLost]:
    return [part for part in decided if part.deal.outcome == Outcome.WON]


def _some(reason: str, number: int) -> dict[str, int]:
    return {reason: number} if number else {}


def _largest_first(by_channel: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(by_channel.items(), key=lambda item: (-item[1], item[0])))


FORMULAS: dict[str, Callable[[Facts], Figure]] = {
    "first_meetings": first_meetings,
    "follow_ups": follow_ups,
    "proposals": proposals,
    "new_customers": new_customers,
    "sales_by_channel": sales_by_channel,
    "renewals": renewals,
    "csat": csat,
    "pipeline": pipeline,
    "weighted_pipeline": weighted_pipeline,
    "turnover": turnover,
    "training_hours": training_hours,
    "coaching": coaching,
    "reps_on_track": reps_on_track,
    "close_rate": close_rate,
    "returned_leads": returned_leads,
    "cross_upsell": cross_upsell_value,
    "sales_cycle": sales_cycle,
    "coca": coca,
    "deal_size": deal_size,
    "new_accounts": new_accounts,
}
"""Every KPI but `reps_at_target`, which needs the figures of each rep: see `team_figures.py`."""
