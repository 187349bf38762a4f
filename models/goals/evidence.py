"""The evidence of a team: its weeks, and whether what it does goes before what it wins."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import and_, exists, func, literal_column, select
from sqlmodel import Session, col

from models.activity.records import Activity, CreditShare
from models.deals.queries import decided_between
from models.deals.records import Outcome
from models.goals.back_solver import LEADS
from models.goals.lead_to_lag import FEWEST_EVENTS, FEWEST_WEEKS, Finding, Series, finding
from models.money import decimals_of
from models.period import Period, week_of
from models.scorecard.counted import CountedEntries
from models.scorecard.kpis import KPIS
from models.scorecard.reading.beginnings import beginnings_of
from models.scorecard.scope import Scope
from models.team.calendar import calendars_of
from models.workspace.records import Workspace

MOST_WEEKS = 104
"""Whole weeks that are looked at."""
_A_WEEK = timedelta(days=7)

_ByWeek = Mapping[str, list[float]]
"""By person, the weeks in order of time."""


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """A week with most of the lead figure above what was usual then."""

    first_day: date
    lead: float
    followed: float
    """Won by the team in the stretch of weeks after."""


@dataclass(frozen=True, slots=True)
class OfKpi:
    """What the weeks say of one lead KPI; without a finding, why not: `few_weeks`, `few_entries` or `few_wins`."""

    kpi: str
    finding: Finding | None
    reason: str | None = None
    has: int = 0
    """What there is of that, and what it takes."""
    takes: int = 0
    weeks: tuple[BusyWeek, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the weeks of a team say. Money is in whole units of `currency`."""

    team: str
    seen: Period
    weeks: int
    wins: int
    currency: str
    of_kpis: tuple[OfKpi, ...]

    @property
    def looked_at(self) -> int:
        """How many KPIs could be looked at together."""
        return sum(1 for one in self.of_kpis if one.finding)


def evidence_of(
    session: Session, workspace: Workspace, scope: Scope, now: datetime, kpis: Collection[str] = LEADS
) -> Evidence:
    """Whether each of these lead KPIs goes before won value in the team of `scope`, in at most two years.

    The same question on the same weeks has the same answer: the shuffles are drawn from the team, the KPI and the week.
    """
    end = week_of(scope.today(now)).start
    period = Period(end - _A_WEEK * MOST_WEEKS, end)
    people = [person for person in scope.people if person.is_rep]
    ids = [person.id for person in people]
    leads = {kpi: _lead(session, workspace, scope, ids, kpi, period) for kpi in kpis}
    first = _first_week(leads.values())
    skipped = MOST_WEEKS if first is None else first
    seen = Period(period.start + _A_WEEK * min(skipped, MOST_WEEKS - 1), end)
    won, wins = _won(session, workspace, scope, ids, period, seen.start)
    capacity = _capacity(session, workspace, scope, period)
    found = []
    for kpi, lead in leads.items():
        series = [Series(*(of.get(id_, _none())[skipped:] for of in (lead, won, capacity))) for id_ in ids]
        seed = f"{scope.id}:{kpi}:{end}"
        found.append(_of_kpi(kpi, series, wins, seen.start, Random(seed)))
    return Evidence(scope.name, seen, MOST_WEEKS - skipped, wins, workspace.currency, tuple(found))


def _of_kpi(kpi: str, series: list[Series], wins: int, start: date, random: Random) -> OfKpi:
    entries = round(sum(sum(one.lead) for one in series))
    weeks = max((sum(map(bool, one.capacity)) for one in series), default=0)
    if weeks < FEWEST_WEEKS:
        return OfKpi(kpi, None, "few_weeks", weeks, FEWEST_WEEKS)
    if entries < FEWEST_EVENTS:
        return OfKpi(kpi, None, "few_entries", entries, FEWEST_EVENTS)
    if wins < FEWEST_EVENTS:
        return OfKpi(kpi, None, "few_wins", wins, FEWEST_EVENTS)
    result = finding(series, random)
    assert result is not None
    listed = []
    for at in result.strongest:
        after = slice(at + result.first_week, at + result.last_week + 1)
        followed = sum(sum(one.won[after]) for one in series)
        listed.append(BusyWeek(start + _A_WEEK * at, sum(one.lead[at] for one in series), followed))
    return OfKpi(kpi, result, weeks=tuple(listed))


def _none() -> list[float]:
    return [0.0] * MOST_WEEKS


def _first_week(leads: Iterable[_ByWeek]) -> int | None:
    """The first week in which anybody in the team logged any of it."""
    logged = [at for lead in leads for weeks in lead.values() for at, value in enumerate(weeks) if value]
    return min(logged, default=None)


def _lead(
    session: Session, workspace: Workspace, scope: Scope, ids: list[str], kpi: str, period: Period
) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(_none)
    for person_id, day, value in _by_day(session, workspace.workspace_id, ids, kpi, period):
        if scope.roll.key(person_id, day):
            found[person_id][(day - period.start).days // 7] += value
    return found


def _by_day(
    session: Session, workspace_id: str, ids: list[str], kpi: str, period: Period
) -> Iterator[tuple[str, date, float]]:
    """What each day adds to a counted KPI: own entries summed, of shared ones their part."""
    counts = [one for one in KPIS[kpi].counts if isinstance(one, CountedEntries)]
    within = (
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.kind).in_(sorted({str(kind) for one in counts for kind in one.kinds})),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    same = and_(
        col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
    )
    key = (col(Activity.happened_on), col(Activity.kind), col(Activity.is_first))
    own: Any = (
        select(col(Activity.person_id), *key, func.sum(col(Activity.quantity)), literal_column("100"))
        .where(*within, col(Activity.person_id).in_(ids), ~exists().where(same))
        .group_by(col(Activity.person_id), *key)
    )
    shared: Any = (
        select(col(CreditShare.person_id), *key, col(Activity.quantity), col(CreditShare.percent))
        .join(CreditShare, same)
        .where(*within, col(CreditShare.person_id).in_(ids))
    )
    for question in (own, shared):
        for person_id, day, kind, is_first, quantity, percent in session.execute(question):
            if any(one.has(kind, is_first) for one in counts):
                yield person_id, day, (quantity or 0) * percent / 100


def _won(
    session: Session, workspace: Workspace, scope: Scope, ids: list[str], period: Period, since: date
) -> tuple[_ByWeek, int]:
    """Won value by person and week, each their part; and how many deals the team won since that day."""
    found: dict[str, list[float]] = defaultdict(_none)
    units, wins = 10 ** decimals_of(workspace.currency), 0
    for deal in decided_between(session, workspace.workspace_id, period, ids, (Outcome.WON,)):
        there = [(id_, percent) for id_, percent in deal.shares if id_ in ids and scope.roll.key(id_, deal.closed_on)]
        wins += bool(there) and deal.closed_on >= since
        for id_, percent in there:
            value = (deal.reporting_minor or 0) / units * percent / 100
            found[id_][(deal.closed_on - period.start).days // 7] += value
    return found, wins


def _capacity(session: Session, workspace: Workspace, scope: Scope, period: Period) -> _ByWeek:
    """Working days by person and week: in the team, at work, and counted by Koers."""
    people = [person for person in scope.people if person.is_rep]
    calendars = calendars_of(session, workspace, people)
    beginnings = beginnings_of(session, workspace, people, period)
    found = {}
    for person in people:
        begins = beginnings[person.id].activities if person.id in beginnings else period.start
        days = (period.start + timedelta(days=ahead) for ahead in range(period.days))
        weeks = _none()
        for at, day in enumerate(days):
            if day >= begins and scope.roll.key(person.id, day):
                weeks[at // 7] += calendars[person.id].works_on(day)
        found[person.id] = weeks
    return found
