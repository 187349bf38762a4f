"""The back-solver: what a goal on a result asks of each week, by the rates of the last 90 days (domain, section 6).

needed_for(session, workspace, scope, Aim("sales_by_channel", Decimal(300_000), quarter), now)
needed_of_goal(session, workspace, goal, milestones, now)      # a goal that stands
needed_of_person(session, workspace, person, now)              # what this week asks of somebody: Home, the Monday line
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from models.goals.arithmetic import (
    FEWEST,
    Chain,
    Link,
    Rate,
    better_known,
    chain_to_money,
    chain_to_wins,
    deal_rate,
    rate_of_counts,
    win_rate,
)
from models.goals.progress import scope_of_goal
from models.goals.queries import goals_of_people, milestones_of
from models.goals.records import Goal, Milestone
from models.period import Period, PeriodType, period_of, rolling
from models.scorecard.facts import Facts
from models.scorecard.formulas import (
    FIRST_MEETINGS,
    PROPOSALS,
    WON_RECENTLY,
    close_rate,
    deal_size,
    first_meetings,
    follow_ups,
    proposals,
    sales_cycle,
    weighted_pipeline,
)
from models.scorecard.kpis import KPIS, Source, figure_of
from models.scorecard.reading.people import FactBook
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team
from models.scorecard.scorecard import SALES, scorecard_of
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person, Team
from models.workspace.records import Workspace

LOOKS_BACK = 90
"""Days from which the rates are taken."""
NEW_CUSTOMERS = "new_customers"
RESULTS = (SALES, NEW_CUSTOMERS)
"""The results from which it can be counted back."""
LEADS = ("first_meetings", "follow_ups", "proposals")
"""What leads to them, as milestones of a goal."""
_SOURCES = (Source.ACTIVITIES, Source.DEALS)
_KINDS = frozenset(kind for counted in (FIRST_MEETINGS, PROPOSALS) for kind in counted.kinds)


@dataclass(frozen=True, slots=True)
class Aim:
    """A result by the end of a period: `sales_by_channel` in whole units of money, or so many `new_customers`."""

    kpi: str
    target: Decimal
    period: Period


@dataclass(frozen=True)
class Needed:
    """What an aim takes, as of now. Money is in whole units of `currency`."""

    aim: Aim
    scope: Scope
    seen: Period
    """The days from which the rates are taken."""
    currency: str
    done: float
    """What there is of it already."""
    weeks: float
    """Working weeks that are left, by the calendars of who shall do it: leave and holidays are no part of them."""
    rates: dict[Link, Rate]
    chain: Chain
    team: Scope | None = None
    """The team whose rates stand in where too little of one's own is on record; None where none had to."""
    weighted: float | None = None
    """Value × probability of the deals that are open now: what comes of them is not deducted."""
    cycle: float | None = None
    """Days from opened to won, the middle of the last 90 days."""

    @property
    def to_go(self) -> float:
        """What is still missing of the aim."""
        return max(0.0, float(self.aim.target) - self.done)

    @property
    def is_reached(self) -> bool:
        """Nothing is missing any more."""
        return self.to_go <= 0

    def per_week(self, number: int) -> float | None:
        """So many a working week; None when no working day is left."""
        return number / self.weeks if self.weeks > 0 else None


def needed_for(
    session: Session, workspace: Workspace, scope: Scope, aim: Aim, now: datetime, *, beside: bool = True
) -> Needed:
    """What `aim` takes of `scope`; nothing where nothing can be said (`Chain.ends_at`). `beside`: the open deals as well."""
    today = scope.today(now)
    seen = rolling(LOOKS_BACK, today)
    sources = (*_SOURCES, Source.PIPELINE) if beside else _SOURCES
    facts, theirs, team = _facts(session, workspace, scope, seen, scope.latest_day(now), sources)
    rates = _rates(facts, theirs)
    done = _done(session, workspace, scope, aim, scope.latest_day(now))
    weeks = working_weeks(session, workspace, scope, aim.period, today)
    to_go = max(0.0, float(aim.target) - done)
    chain = chain_to_money(to_go, rates) if aim.kpi == SALES else chain_to_wins(to_go, rates)
    pipeline, cycle = weighted_pipeline(facts).value if beside else None, sales_cycle(facts)
    return Needed(
        aim,
        scope,
        seen,
        workspace.currency,
        done,
        weeks,
        rates,
        chain,
        team if any(rate.of_team for rate in rates.values()) else None,
        pipeline or None,
        cycle.value if cycle.n >= FEWEST else None,
    )


def needed_of_goal(
    session: Session, workspace: Workspace, goal: Goal, milestones: Sequence[Milestone], now: datetime
) -> Needed | None:
    """What a goal's result takes; None for a goal without one that can be counted back."""
    aim = aim_of(goal, milestones)
    return needed_for(session, workspace, scope_of_goal(session, workspace, goal), aim, now) if aim else None


def needed_of_person(session: Session, workspace: Workspace, person: Person, now: datetime) -> Needed | None:
    """What this week asks of somebody: by the next of their goals to end that has a result, else by the quarter's sales target.

    None without either, and for one that is reached.
    """
    scope = scope_of_person(session, workspace, person)
    aim = _aim_of_person(session, workspace, scope, now)
    needed = needed_for(session, workspace, scope, aim, now, beside=False) if aim else None
    return None if needed is None or needed.is_reached else needed


def aim_of(goal: Goal, milestones: Sequence[Milestone]) -> Aim | None:
    """The result that the goal is about: its first that can be counted back."""
    period = Period(goal.starts_on, goal.ends_on + timedelta(days=1), goal.horizon)
    found = (step for step in milestones if step.kpi in RESULTS)
    return next((Aim(step.kpi, Decimal(step.target), period) for step in found), None)


def working_weeks(session: Session, workspace: Workspace, scope: Scope, period: Period, today: date) -> float:
    """Working weeks left of `period`, from `today` on: working days left / days of an ordinary week.

    Of a group those of everybody who sells together, so that somebody's leave takes its share.
    """
    left = period.overlap(max(period.start, today), period.end)
    people = scope.people if scope.is_person else [person for person in scope.people if person.is_rep]
    if left is None or not people:
        return 0.0
    calendars = calendars_of(session, workspace, people).values()
    here = [calendar for calendar in calendars if calendar.ends_on is None or calendar.ends_on >= left.start]
    week = sum(_days_a_week(calendar, left.start) for calendar in here)
    return sum(calendar.capacity(left) for calendar in here) / week if week else 0.0


def _days_a_week(calendar: Calendar, day: date) -> int:
    patterns = [pattern.working_days for pattern in calendar.patterns if pattern.first <= day]
    return (patterns[-1] if patterns else calendar.working_days).count("1")


def _aim_of_person(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> Aim | None:
    today = scope.today(now)
    goals = goals_of_people(session, workspace.workspace_id, [scope.id], today)
    steps = milestones_of(session, goals)
    running = [goal for goal in goals if goal.starts_on <= today]
    if aim := next((aim for goal in running if (aim := aim_of(goal, steps[goal.id]))), None):
        return aim
    quarter = period_of(PeriodType.QUARTER, today, workspace.fiscal_start_month)
    target = scorecard_of(session, workspace, scope, quarter, now, kpis=[SALES]).sales.target
    return Aim(SALES, Decimal(str(target.value)), quarter) if target and target.value else None


def _rates(own: Facts, theirs: Facts | None) -> dict[Link, Rate]:
    """Each rate of one's own; below 20 that of the team."""
    rates = _rates_in(own)
    if theirs is None:
        return rates
    of_team = _rates_in(theirs, of_team=True)
    return {link: better_known(rates[link], of_team[link]) for link in Link}


def _rates_in(facts: Facts, *, of_team: bool = False) -> dict[Link, Rate]:
    size, decided = deal_size(facts), close_rate(facts)
    offered, met = proposals(facts).value or 0, first_meetings(facts).value or 0
    won = [deal.deal.reporting_minor for deal in facts.deals_of(WON_RECENTLY)]
    values = [facts.money(minor) for minor in won if minor is not None]
    return {
        Link.DEAL: deal_rate(values, size.numerator or 0, size.denominator or 0, of_team=of_team),
        Link.WIN: win_rate(decided.numerator or 0, decided.denominator or 0, decided.n, of_team=of_team),
        Link.PROPOSAL: rate_of_counts(Link.PROPOSAL, offered, met, of_team=of_team),
        Link.FOLLOW_UP: rate_of_counts(Link.FOLLOW_UP, follow_ups(facts).value or 0, offered, of_team=of_team),
    }


def _team_of(session: Session, workspace: Workspace, scope: Scope) -> Scope | None:
    team_id = scope.people[0].team_id if scope.kind is ScopeKind.PERSON else None
    if not team_id or (team := session.get(Team, (workspace.workspace_id, team_id))) is None:
        return None
    found = scope_of_team(session, workspace, team)
    others = sum(one.is_rep and one.id != scope.id for one in found.people)
    return found if others > 1 else None  # of one colleague it would be their own rate


def _facts(
    session: Session, workspace: Workspace, scope: Scope, seen: Period, last_day: date, sources: Collection[Source]
) -> tuple[Facts, Facts | None, Scope | None]:
    """One's own, the team's, and the team: of who was in it all along, which is nearly everybody, they are read once."""

    def read(of: Scope) -> FactBook:
        return read_facts(session, workspace, of, seen, last_day, sources, _KINDS, with_firsts=False)

    team = _team_of(session, workspace, scope)
    if team is None:
        return read(scope).together(), None, None
    book, keys = read(team), team.roll.keys_of(scope.id)
    own = book.of_one(keys) if keys and not scope.people[0].has_moved else read(scope).together()
    return own, book.together(), team


def _done(session: Session, workspace: Workspace, scope: Scope, aim: Aim, last_day: date) -> float:
    kpi, firsts = KPIS[aim.kpi], aim.kpi != SALES
    facts = read_facts(session, workspace, scope, aim.period, last_day, kpi.sources, with_firsts=firsts)
    return figure_of(kpi, facts.together()).value or 0


def milestones_for(session: Session, workspace: Workspace, needed: Needed, now: datetime) -> dict[str, Decimal]:
    """What leads to the aim as milestones over its whole period: what there is already, and what it still takes."""
    facts = read_facts(
        session, workspace, needed.scope, needed.aim.period, needed.scope.latest_day(now), (Source.ACTIVITIES,)
    ).together()
    counts = {kpi: needed.chain.count_of(kpi) for kpi in LEADS}
    return {
        kpi: Decimal(count.number + round(figure_of(KPIS[kpi], facts).value or 0))
        for kpi, count in counts.items()
        if count and count.number
    }
