"""Examples of what a goal asks of each week, and of the evidence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from messages.blocks import Message, View
from messages.goals import evidence, needed, needed_steps
from messages.goals.needed import NeededView
from models.goals.arithmetic import (
    Chain,
    Link,
    Rate,
    chain_to_money,
    chain_to_wins,
    deal_rate,
    rate_of_counts,
    win_rate,
)
from models.goals.back_solver import Aim, Needed
from models.goals.evidence import BusyWeek, Evidence, OfKpi
from models.goals.lead_to_lag import Finding, Side
from models.period import Period, quarter
from models.scorecard.scope import Scope, ScopeKind
from models.zones import zone_named

_ZONE = zone_named("Europe/Amsterdam")
ANNA = Scope(ScopeKind.PERSON, "p1", "Anna de Vries", _ZONE)
TEAM = Scope(ScopeKind.TEAM, "t1", "North <!channel> & Co", _ZONE)
SEEN = Period(date(2026, 8, 15), date(2026, 11, 13), "90d")
RATES = {
    Link.DEAL: deal_rate([9_000.0, 22_000.0] * 12, 384_000, 24),
    Link.WIN: win_rate(24, 60, 60),
    Link.PROPOSAL: rate_of_counts(Link.PROPOSAL, 30, 100),
    Link.FOLLOW_UP: rate_of_counts(Link.FOLLOW_UP, 60, 30),
}
NEEDED = Needed(
    Aim("sales_by_channel", Decimal(300_000), quarter(2027, 1)),
    ANNA,
    SEEN,
    "EUR",
    0,
    12.2,
    RATES,
    chain_to_money(300_000, RATES),
    cycle=57,
    weighted=84_500,
)
MIXED = RATES | {
    Link.DEAL: replace(RATES[Link.DEAL], of_team=True),
    Link.WIN: Rate(Link.WIN, 0.5, 12, 6, 12, 0.08, of_team=True),
}
RUNNING = replace(
    NEEDED,
    aim=Aim("sales_by_channel", Decimal(300_000), quarter(2026, 4)),
    done=120_000,
    weeks=6.4,
    rates=MIXED,
    chain=chain_to_money(180_000, MIXED),
    team=TEAM,
)
VIEW = NeededView(NEEDED, own_ref="person:p1", goal_id="g1", steps_ref="s", team_id="t1")
_FINDING = Finding(91, 6, 5, 8, 0.003, 0.21, Side(3.4, 14_200), Side(0.6, 9_100), (4, 12, 40))
_WEEKS = tuple(BusyWeek(date(2026, month, 2), 14.0 + month, 61_000.0 - month) for month in (2, 3, 6, 9, 5))


def _ending(link: Link, **more: Rate) -> NeededView:
    """A chain that ends at one of its rates."""
    chain = {
        Link.DEAL: Chain(ends_at=Link.DEAL),
        Link.WIN: Chain(NEEDED.chain.wins, ends_at=Link.WIN),
        Link.PROPOSAL: Chain(NEEDED.chain.wins, NEEDED.chain.proposals, ends_at=Link.PROPOSAL),
    }[link]
    rates = RATES | {link: Rate(link, None, 3, 0, 3, of_team=link is Link.WIN)}
    return replace(VIEW, needed=replace(NEEDED, chain=chain, rates=rates, team=TEAM), goal_id="")


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Chains that are whole, that end, that are reached; the arithmetic; the evidence."""
    yield "needed", needed.answer(language, replace(VIEW, goal_id="", set_ref="s"))
    yield "needed_with_the_teams", needed.answer(language, replace(VIEW, needed=RUNNING, team_ref="team:t1"))
    theirs = replace(NEEDED, scope=TEAM, chain=chain_to_money(300_000, RATES))
    yield "needed_of_a_team", needed.answer(language, NeededView(theirs, is_own=False, steps_ref="s", team_id="t1"))
    customers = Aim("new_customers", Decimal(5), Period(date(2026, 11, 12), date(2027, 1, 11), "60d"))
    of_customers = replace(NEEDED, aim=customers, chain=chain_to_wins(5, RATES))
    yield "needed_customers", needed.answer(language, replace(VIEW, needed=of_customers, goal_id=""))
    for link in (Link.DEAL, Link.WIN, Link.PROPOSAL):
        yield f"needed_ends_at_{link}", needed.answer(language, _ending(link))
    yield "needed_reached", needed.answer(language, replace(VIEW, needed=replace(NEEDED, done=310_000)))
    yield "needed_too_late", needed.answer(language, replace(VIEW, needed=replace(NEEDED, weeks=0)))
    yield "needed_steps", needed_steps.steps(language, VIEW)
    yield "needed_steps_with_the_teams", needed_steps.steps(language, replace(VIEW, needed=RUNNING))
    yield "needed_steps_of_a_team", needed_steps.steps(language, NeededView(theirs, is_own=False))
    lines = [("Proposals *bold*", "48"), ("First meetings", "160")]
    yield "taken_over", needed.taken_over(language, "Grow <!channel>", lines, "g1 proposals")
    yield "taken_back", needed.taken_back(language, "Grow <!channel>")
    nothing = replace(_FINDING, chance=0.34)
    found = (
        OfKpi("follow_ups", nothing),
        OfKpi("first_meetings", _FINDING, weeks=_WEEKS),
        OfKpi("proposals", None, "few_entries", 12, 20),
    )
    yield "evidence", evidence.evidence(language, Evidence(TEAM.name, SEEN, 104, 118, "EUR", found))
    for reason, has, takes in (("few_weeks", 1, 40), ("few_wins", 7, 20)):
        none = Evidence("North", SEEN, has, 1, "EUR", (OfKpi("first_meetings", None, reason, has, takes),))
        yield f"evidence_{reason}", evidence.evidence(language, none)
