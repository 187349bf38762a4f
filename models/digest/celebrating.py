"""What a team may be proud of in its channel: first wins, first new customers, best weeks, and goals that were reached.

A first or a best is only told when Koers can know it: of who came when the company's history was already there, and over
enough weeks to compare with.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.activity.records import Activity, CreditShare
from models.deals.queries import decided_between
from models.deals.records import Deal, Outcome
from models.digest.rep import FEWEST_DONE, WEEK_KPIS
from models.digest.week import TeamWeek
from models.goals.progress import Step, step_of
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.period import Period, week_of
from models.scorecard.counted import CountedEntries
from models.scorecard.kpis import KPIS
from models.scorecard.reading.beginnings import joined_on
from models.scorecard.scope import scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person, Team
from models.workspace.records import Workspace

A_YEAR = timedelta(weeks=52)
FEWEST_WEEKS = 8
"""Earlier weeks with something in them, before one can be the best."""
EVER = date(1900, 1, 1)


@dataclass(frozen=True)
class BestWeek:
    """More of a KPI than in any week of the year before."""

    name: str
    kpi: str
    value: float


@dataclass(frozen=True)
class TeamNews:
    """Everything of a week that a team reads with pleasure. Names of people, and titles of goals."""

    first_wins: tuple[str, ...] = ()
    first_customers: tuple[str, ...] = ()
    """Whose won deal is the first of theirs with somebody who had never bought here."""
    best_weeks: tuple[BestWeek, ...] = ()
    goals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.first_wins or self.first_customers or self.best_weeks or self.goals)


def news_of_team(session: Session, workspace: Workspace, team: Team, week: TeamWeek, now: datetime) -> TeamNews:
    """The firsts and bests of a week, and the goals of the team that were reached in it."""
    ids = [rep.person_id for rep in week.reps]
    named = select(Person).where(Person.workspace_id == workspace.workspace_id, col(Person.id).in_(ids))
    people = {person.id: person for person in session.exec(named)}
    wins, customers = _firsts(session, workspace, week, people)
    return TeamNews(wins, customers, _best_weeks(session, workspace, week), _goals(session, workspace, team, week, now))


def _firsts(
    session: Session, workspace: Workspace, week: TeamWeek, people: Mapping[str, Person]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of who won for the first time, and of who won their first new customer."""
    winners = [rep for rep in week.winners if _is_new(people[rep.person_id], workspace, week.period)]
    if not winners:
        return (), ()
    ids = [rep.person_id for rep in winners]
    until = week.period.end
    won = decided_between(session, workspace.workspace_id, Period(EVER, until), ids, outcomes=(Outcome.WON,))
    first_of_account = _first_wins_of_accounts(session, workspace.workspace_id, {deal.account_id or "" for deal in won})
    first_win: dict[str, date] = {}
    first_customer: dict[str, date] = {}
    for deal in won:  # in order of day
        for person_id, _ in deal.shares:
            first_win.setdefault(person_id, deal.closed_on)
            if first_of_account.get(deal.account_id or "") == deal.closed_on:
                first_customer.setdefault(person_id, deal.closed_on)
    wins = [rep.name for rep in winners if first_win.get(rep.person_id, EVER) in week.period]
    customers = [rep.name for rep in winners if first_customer.get(rep.person_id, EVER) in week.period]
    return tuple(wins), tuple(customers)


def _is_new(person: Person, workspace: Workspace, week: Period) -> bool:
    """Whether somebody began within a year, when the company was already in Koers: of nobody else the first is known."""
    joined = joined_on(person, workspace)
    if (joined - workspace.created_at.date()).days < FEWEST_WEEKS * 7:
        joined = person.starts_on or EVER
    return joined > week.start - A_YEAR


def _first_wins_of_accounts(session: Session, workspace_id: str, ids: set[str]) -> dict[str, date]:
    first = (
        select(Deal.account_id, func.min(col(Deal.closed_on)))
        .where(
            Deal.workspace_id == workspace_id,
            Deal.outcome == Outcome.WON,
            col(Deal.removed_at).is_(None),
            col(Deal.account_id).in_(ids - {""}),
        )
        .group_by(col(Deal.account_id))
    )
    return {account: day for account, day in session.exec(first) if account and day}


def _best_weeks(session: Session, workspace: Workspace, week: TeamWeek) -> tuple[BestWeek, ...]:
    """Of each person at most one; not of who shares entries with others, whose parts are no whole ones to be proud of."""
    able = {rep.person_id: rep.name for rep in week.reps if rep.has_worked_enough}
    by_person = _by_week(session, workspace.workspace_id, week.period, able) if able else {}
    found = [
        (value / best, BestWeek(able[person_id], kpi, value))
        for (person_id, kpi), weeks in by_person.items()
        if (value := weeks.pop(week.period.start, 0)) >= FEWEST_DONE
        and len(weeks) >= FEWEST_WEEKS
        and value > (best := max(weeks.values()))
    ]
    found.sort(key=lambda one: (-one[0], one[1].name))
    return tuple({one.name: one for _, one in reversed(found)}.values())[::-1]


def _by_week(
    session: Session, workspace_id: str, week: Period, people: Collection[str]
) -> dict[tuple[str, str], dict[date, float]]:
    """What each person did of each KPI of the week, by the Monday of the weeks in which it was anything."""
    counts = {key: [one for one in KPIS[key].counts if isinstance(one, CountedEntries)] for key in WEEK_KPIS}
    kinds = sorted({str(kind) for ones in counts.values() for one in ones for kind in one.kinds})
    sharing = select(CreditShare.person_id).where(CreditShare.workspace_id == workspace_id).distinct()
    whole = sorted(set(people) - set(session.exec(sharing).all()))
    key: Any = (col(Activity.person_id), col(Activity.happened_on), col(Activity.kind), col(Activity.is_first))
    entries: Any = (
        sa.select(*key, func.sum(col(Activity.quantity)))
        .where(
            col(Activity.workspace_id) == workspace_id,
            col(Activity.person_id).in_(whole),
            col(Activity.kind).in_(kinds),
            col(Activity.happened_on) >= week.start - A_YEAR,
            col(Activity.happened_on) < week.end,
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
        )
        .group_by(*key)
    )
    found: defaultdict[tuple[str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for person_id, day, kind, is_first, quantity in session.execute(entries):
        for kpi, ones in counts.items():
            if any(one.has(kind, is_first) for one in ones):
                found[person_id, kpi][week_of(day).start] += quantity or 0
    return dict(found)


def _goals(session: Session, workspace: Workspace, team: Team, week: TeamWeek, now: datetime) -> tuple[str, ...]:
    """Titles of the team's goals of which every milestone is met since this week."""
    wanted = select(Goal).where(
        Goal.workspace_id == workspace.workspace_id,
        Goal.scope_kind == "team",
        Goal.scope_id == team.id,
        col(Goal.starts_on) <= week.period.last_day,
        col(Goal.ends_on) >= week.period.start,
    )
    goals: Sequence[Goal] = session.exec(wanted.order_by(col(Goal.number))).all()
    milestones = milestones_of(session, goals)
    day_before, last_day = week.period.start - timedelta(days=1), week.period.last_day

    def steps(goal: Goal, at: date) -> Iterator[Step]:
        period = Period(goal.starts_on, goal.ends_on + timedelta(days=1), goal.horizon)
        card = scorecard_of(session, workspace, scope_of_team(session, workspace, team), period, now, at)
        return (step_of(one, card) for one in milestones[goal.id] if one.kpi in card.lines)

    def is_reached(goal: Goal, at: date) -> bool:
        return at >= goal.starts_on and all(step.is_reached for step in steps(goal, min(at, goal.ends_on)))

    with_steps = [goal for goal in goals if milestones.get(goal.id)]
    return tuple(goal.title for goal in with_steps if is_reached(goal, last_day) and not is_reached(goal, day_before))
