"""What each KPI counts, and how it is computed from the facts of a period: a value and a function each.

The table at the end has all functions; the rows of `kpis.py` name the values.

Counts of what people did are a true 0 when they did nothing. A ratio without anything to divide by is undefined.
"""

from collections.abc import Callable
from dataclasses import replace
from statistics import median

from models.activity.kinds import MEETINGS, Kind
from models.deals.records import DealType, Outcome
from models.scorecard.adding_up import (
    WITHOUT_ACCOUNT,
    WITHOUT_FIRST_DAY,
    WITHOUT_PROBABILITY,
    WITHOUT_RATE,
    if_any,
    largest_first,
    number_of,
    value_of,
    why_no_value,
    without_value_or_rate,
)
from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.facts import Facts
from models.scorecard.figure import Figure, ratio, undefined

FIRST_MEETINGS = CountedEntries(MEETINGS, is_first=True)
FOLLOW_UPS = CountedEntries(MEETINGS, is_first=False)
PROPOSALS = CountedEntries(frozenset({Kind.PROPOSAL}))
RETURNED_LEADS = CountedEntries(frozenset({Kind.RETURNED}))
RENEWALS = CountedEntries(frozenset({Kind.RENEWAL}))
SCORES = CountedEntries(frozenset({Kind.CSAT}))
TRAINING = CountedEntries(frozenset({Kind.TRAINING}))

DECIDED = CountedDeals()  # every outcome: won, lost, returned
WON = CountedDeals(frozenset({Outcome.WON}))
RETURNED_DEALS = CountedDeals(frozenset({Outcome.RETURNED}))
FIRST_WINS = CountedDeals(frozenset({Outcome.WON}), only_first_wins=True)
WON_RECENTLY = CountedDeals(frozenset({Outcome.WON}), over_three_months=True)
WON_RENEWALS = CountedDeals(frozenset({Outcome.WON}), frozenset({DealType.RENEWAL}), unless_logged=True)
WON_WHEN_DUE = CountedDeals(frozenset({Outcome.WON}), frozenset({DealType.RENEWAL}), unless_dated=True)
LOST_RENEWALS = CountedDeals(frozenset({Outcome.LOST, Outcome.RETURNED}), frozenset({DealType.RENEWAL}))
WON_CROSS_UPSELL = CountedDeals(frozenset({Outcome.WON}), frozenset({DealType.UPSELL, DealType.CROSSSELL}))


def first_meetings(facts: Facts) -> Figure:
    """1. Meetings and visits with an account that had none in the twelve months before."""
    return number_of(facts, FIRST_MEETINGS)


def follow_ups(facts: Facts) -> Figure:
    """2. Meetings and visits that were not first ones."""
    return number_of(facts, FOLLOW_UPS)


def proposals(facts: Facts) -> Figure:
    """3. Qualified proposals; a revision on the same deal has quantity 0."""
    return number_of(facts, PROPOSALS)


def new_customers(facts: Facts) -> Figure:
    """4. Accounts whose first won deal ever closes in the period, credited to who won that deal."""
    firsts = facts.deals_of(FIRST_WINS)
    unknown = sum(1 for won in facts.deals_of(WON) if won.deal.account_id is None)
    return Figure(sum(won.share for won in firsts), len(firsts), left_out=if_any(WITHOUT_ACCOUNT, unknown))


def sales_by_channel(facts: Facts) -> Figure:
    """5, 22. Won value, in total and by channel."""
    return value_of(facts, WON)


def renewals(facts: Facts) -> Figure:
    """6. Renewals logged in the period, and renewal deals won of which no entry tells; beside them the rate:
    renewed / due in the period, whenever they were renewed.

    An entry says when the contract was due, or the won deal that brought the contract says its last day; where neither
    does, a deal was due on the day on which it was won or lost. Without anything that was due there is no rate.
    """
    logged, deals = facts.entries_of(RENEWALS), facts.deals_of(WON_RENEWALS)
    renewed = facts.renewed_due + sum(deal.share for deal in facts.deals_of(WON_WHEN_DUE))
    due = renewed + sum(deal.share for deal in facts.deals_of(LOST_RENEWALS)) + facts.ran_out
    beside = {"renewal_rate": renewed / due, "renewals_due": due} if due else {}
    return Figure(logged.quantity + sum(deal.share for deal in deals), logged.entries + len(deals), beside=beside)


def csat(facts: Facts) -> Figure:
    """7, 19. Mean score of 1 to 5, and the share of 4 and 5."""
    scores = facts.entries_of(SCORES)
    mean = ratio(scores.score, scores.scored, scores.entries, "no_scores")
    if mean.value is None:
        return mean
    satisfied = {"satisfied": scores.satisfied / scores.scored}
    return Figure(mean.value, mean.n, None, mean.numerator, mean.denominator, beside=satisfied)


def pipeline(facts: Facts) -> Figure:
    """8. Value of the deals open at the end of the period."""
    valued = [open_ for open_ in facts.open_deals if open_.deal.reporting_minor is not None]
    missing = without_value_or_rate(facts.open_deals)
    if missing and not valued:
        return undefined(why_no_value(missing), left_out=missing)
    total = sum((open_.deal.reporting_minor or 0) * open_.share for open_ in valued)
    return Figure(facts.money(total), len(valued), left_out=missing)


def weighted_pipeline(facts: Facts) -> Figure:
    """9. Value × probability of the same deals."""
    valued = [open_ for open_ in facts.open_deals if open_.deal.reporting_minor is not None]
    weighed = [open_ for open_ in valued if open_.deal.probability is not None]
    missing = without_value_or_rate(facts.open_deals) | if_any(WITHOUT_PROBABILITY, len(valued) - len(weighed))
    if missing and not weighed:
        return undefined("no_probabilities" if valued else why_no_value(missing), left_out=missing)
    total = sum((o.deal.reporting_minor or 0) * o.share * (o.deal.probability or 0) / 100 for o in weighed)
    return Figure(facts.money(total), len(weighed), left_out=missing)


def turnover(facts: Facts) -> Figure:
    """10. Reps whose last day lies in the period; beside it the rate: leavers over mean headcount."""
    if not facts.is_team:
        return undefined("team_figure")
    if facts.turnover is None or not facts.turnover.mean_headcount:
        return undefined("no_reps")
    rate = facts.turnover.leavers / facts.turnover.mean_headcount
    return Figure(facts.turnover.leavers, facts.turnover.leavers, beside={"turnover_rate": rate})


def training_hours(facts: Facts) -> Figure:
    """11. Hours of training."""
    training = facts.entries_of(TRAINING)
    return Figure(training.minutes / 60, training.entries)


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
    return Figure(facts.rated_on_track, facts.reviewed, beside={"reviewed": facts.reviewed})


def close_rate(facts: Facts) -> Figure:
    """15. Won / (won + lost + returned), of the deals decided in the period."""
    decided = facts.deals_of(DECIDED)
    won = sum(deal.share for deal in facts.deals_of(WON))
    return ratio(won, sum(deal.share for deal in decided), len(decided), "nothing_decided")


def returned_leads(facts: Facts) -> Figure:
    """16. Leads and deals that were returned to marketing."""
    leads, deals = facts.entries_of(RETURNED_LEADS), facts.deals_of(RETURNED_DEALS)
    return Figure(leads.quantity + sum(deal.share for deal in deals), leads.entries + len(deals))


def cross_upsell_value(facts: Facts) -> Figure:
    """17, for one rep: won value of upselling and cross-selling. A team counts its reps: see `team_figures.py`."""
    return value_of(facts, WON_CROSS_UPSELL)


def sales_cycle(facts: Facts) -> Figure:
    """18. Median days from opened to won; not weighed by credit."""
    won = facts.deals_of(WON)
    days = [won_.deal.days_open for won_ in won if won_.deal.days_open is not None]
    unknown = if_any(WITHOUT_FIRST_DAY, len(won) - len(days))
    if not days:
        return undefined("no_first_days" if won else "nothing_won", left_out=unknown)
    return Figure(float(median(days)), len(days), left_out=unknown)


def coca(facts: Facts) -> Figure:
    """20. Sales and marketing costs / new customers. Costs are entered for the company as a whole."""
    if not facts.is_workspace:
        return undefined("company_figure")
    missing = if_any(WITHOUT_RATE, facts.costs_without_rate)
    if facts.acquisition_costs is None:
        return undefined("no_costs", missing)
    customers = new_customers(facts)
    cost = ratio(facts.money(facts.acquisition_costs), customers.value or 0, customers.n, "no_new_customers")
    return replace(cost, left_out={**missing, **customers.left_out})


def deal_size(facts: Facts) -> Figure:
    """21. Won value / won count over three months, so that one deal does not decide it."""
    won = facts.deals_of(WON_RECENTLY)
    valued = [won_ for won_ in won if won_.deal.reporting_minor is not None]
    missing = without_value_or_rate(won)
    if not valued:
        return undefined(why_no_value(missing) if won else "nothing_won", left_out=missing)
    total = facts.money(sum((won_.deal.reporting_minor or 0) * won_.share for won_ in valued))
    count = sum(won_.share for won_ in valued)
    return Figure(round(total / count, 2), len(valued), None, total, count, left_out=missing)


def new_accounts(facts: Facts) -> Figure:
    """23. Accounts opened in the period, in total and by channel."""
    total = sum(facts.opened_accounts.values())
    return Figure(total, round(total), by_channel=largest_first(facts.opened_accounts))


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
