"""The scorecard of a person, a team or the workspace in a period: messages and exports take it from here."""

import logging
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from models.period import Period, first_instant
from models.scorecard.direction import as_read_in
from models.scorecard.figure import undefined
from models.scorecard.group import Comparison, Share, shares_of
from models.scorecard.kpis import KPIS, InTime, Kpi, Source, figure_of, kpi_of
from models.scorecard.line import Line, line_of
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.pacing import Capacity, Workload, capacity_of, of_one_person, together
from models.scorecard.reading.people import FactBook, read_facts
from models.scorecard.reading.season import SeasonBook
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.scoring import Score, score_of
from models.scorecard.targets.book import TargetBook, read_targets
from models.scorecard.targets.group import GroupTargets
from models.scorecard.targets.holding import held_on
from models.scorecard.targets.parts import Part, expected_of_parts, target_of_parts
from models.scorecard.targets.spread import Spread
from models.scorecard.team_figures import REPS_AT_TARGET, TEAM_FIGURES, key_of_rep
from models.scorecard.weights import Weights, weight_of, weights_on
from models.team.calendar import calendar_of_company, calendars_of
from models.team.membership import Stay
from models.team.records import Person
from models.workspace.records import Workspace

log = logging.getLogger("koers")
SALES = "sales_by_channel"
"""Stands beside every score."""
_A_MONTH = 31
"""Days. Within one month the season is the same every day, and makes no difference."""


@dataclass(frozen=True)
class Scorecard:
    """All 21 KPIs of one subject in one period with those of the workspace's own, and what they add up to. Money is in whole units of `currency`."""

    scope: Scope
    period: Period
    as_of: datetime
    currency: str
    lines: Mapping[str, Line]
    capacity: Capacity
    working_days: Capacity
    """Days of one person's calendar; of a group those of the workspace's country. Without ramp and season."""
    score: Score
    weights: Mapping[str, float]
    """How much each KPI counts in it; 0: it does not."""

    @property
    def sales(self) -> Line:
        """What stands beside the score, never hidden in it."""
        return self.lines[SALES]

    @property
    def is_employed(self) -> bool:
        """False for one person who was not with us in the period: nothing is asked, and there is no score."""
        return not self.scope.is_person or _was_with_us(self.scope.people[0], self.period)

    @property
    def is_running(self) -> bool:
        """The period was not over yet."""
        return self.as_of < first_instant(self.period.end, self.scope.zone)


@dataclass(frozen=True)
class GroupScorecard:
    """The scorecard of a team or workspace, with those of its reps by name."""

    total: Scorecard
    reps: tuple[Scorecard, ...]
    left_out: tuple[Person, ...] = ()
    """Reps whose scorecard could not be computed: what they did counts for the group, what they should does not."""


def scorecard_of(
    session: Session, workspace: Workspace, scope: Scope, period: Period, now: datetime, at: date | None = None
) -> Scorecard:
    """The scorecard of `scope` as of `now`, or as of the end of the day `at`."""
    return group_scorecard_of(session, workspace, scope, period, now, at).total


def group_scorecard_of(
    session: Session, workspace: Workspace, scope: Scope, period: Period, now: datetime, at: date | None = None
) -> GroupScorecard:
    """The scorecard of a scope with the scorecards of its reps; a person's scope has no others."""
    return _Reading(session, workspace, scope, period, now, at).result()


class _Reading:
    """One scorecard in the making: what was read for it, once."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        scope: Scope,
        period: Period,
        now: datetime,
        at: date | None,
        sources: Collection[Source] = tuple(Source),
    ) -> None:
        self.workspace, self.scope, self.period = workspace, scope, period
        self.until = scope.today(now) if at is None else at + timedelta(days=1)
        self.as_of = now if at is None else min(now, first_instant(self.until, scope.zone))
        last_day = scope.latest_day(now) if at is None else at
        self.snapshot_day = max(period.start, min(period.last_day, last_day))
        self.stays = dict(self._stays())
        self.members = [person for person in scope.people if person.id in self.stays]
        self.calendars = calendars_of(session, workspace, self.members)
        self.facts: FactBook = read_facts(session, workspace, scope, period, last_day, sources)
        self.targets: TargetBook = read_targets(session, workspace, [p.id for p in self.members], teams=scope.teams)
        self.everyday = calendar_of_company(workspace)
        seen = min(period.last_day, scope.today(now) if at is None else at)
        self.weights: Weights = weights_on(workspace, seen)
        self.kpis = KPIS | own_kpis_on(workspace, seen)
        self.parts: dict[str, tuple[Part, ...]] = {}
        self.seasons = SeasonBook(session, workspace)

    def result(self) -> GroupScorecard:
        if self.scope.is_person:
            return GroupScorecard(self._of_person(self.members[0]), ())
        of_members, left_out = self._of_each()
        lines = dict(self._group_lines(of_members))
        capacity = together(scorecard.capacity for scorecard in of_members.values())
        total = self._scorecard(self.scope, lines, capacity)
        return GroupScorecard(total, tuple(of_members.values()), tuple(left_out))

    def _of_each(self) -> tuple[dict[str, Scorecard], list[Person]]:
        """The scorecards by person; whose cannot be computed is left out, so that everybody else has theirs."""
        computed: dict[str, Scorecard] = {}
        left_out: list[Person] = []
        for person in self.members:
            try:
                computed[person.id] = self._of_person(person)
            except SQLAlchemyError:
                raise
            except Exception:  # whatever is wrong with one row, it is that row's
                reference = secrets.token_hex(4)
                log.exception("person %s is left out of a scorecard, reference %s", person.id, reference)
                left_out.append(person)
        return computed, left_out

    def _stays(self) -> Iterator[tuple[str, list[Stay]]]:
        """By person where they sold, within the scope, on days of the period; of one person wherever they were."""
        for person in self.scope.people:
            stays = [stay for stay in self.scope.roll.stays_of(person.id) if self.scope.is_person or stay.place.is_rep]
            here = [stay for stay in stays if self.period.overlap(stay.first, stay.end)]
            if self.scope.is_person or any(stay.within(self.period) for stay in here):
                yield person.id, here

    def _parts(self, person: Person) -> tuple[Part, ...]:
        workload = self._workload(person)
        return tuple(self._part(workload, stay) for stay in self.stays[person.id])

    def _part(self, workload: Workload, stay: Stay) -> Part:
        days = self.period.overlap(stay.first, stay.end)
        assert days is not None
        seasons = self.seasons.of_stay(stay)
        capacity = seasonal = capacity_of(workload, days, self.until)
        if self.period.days > _A_MONTH and (season := seasons.before(self.until)):
            seasonal = capacity_of(replace(workload, season=season), days, self.until)
        return Part(stay, days, Spread(workload, self.workspace.fiscal_start_month, seasons), capacity, seasonal)

    def _of_person(self, person: Person) -> Scorecard:
        parts = self.parts[person.id] = self._parts(person)
        capacity = of_one_person(part.capacity for part in parts)
        seasonal = of_one_person(part.seasonal for part in parts)
        facts = self.facts.of_one(self._keys(person))
        is_employed = any(part.stay.within(self.period) for part in parts)
        lines = {}
        for key, row in self.kpis.items():
            kpi = as_read_in(self.workspace, kpi_of(key, of_one_rep=True) if key in KPIS else row)
            figure = undefined("team_figure") if key == REPS_AT_TARGET else figure_of(kpi, facts)
            if not is_employed:
                lines[key] = Line(kpi, figure, None, None, no_target="not_employed")
                continue
            target = target_of_parts(self.targets, kpi, parts, self.period, self.snapshot_day)
            expected = expected_of_parts(self.targets, kpi, parts) if target else None
            line = line_of(kpi, figure, target, seasonal if kpi.is_seasonal else capacity, expected)
            lines[key] = line if target else replace(line, no_target=self._why_no_target(parts[-1].stay, key))
        scope = Scope(ScopeKind.PERSON, person.id, person.name, self.scope.zone, (person,))
        return self._scorecard(scope, lines, capacity, parts[-1].stay.place.sales_role if parts else None)

    def _keys(self, person: Person, team_id: str | None = None) -> frozenset[str]:
        """The stays in which the person counts here, also before the period; in one team when it is named."""
        is_person, stays = self.scope.is_person, self.scope.roll.stays_of(person.id)
        return frozenset(
            stay.key
            for stay in stays
            if (is_person or stay.place.is_rep) and (team_id is None or (stay.place.team_id or "") == team_id)
        )

    def _why_no_target(self, stay: Stay, key: str) -> str:
        """Something was asked, so that the person was away all along; or nothing was."""
        layers = self.targets.layers_of(stay.person.id, stay.place.sales_role, key)
        return "away" if held_on(self.period.last_day, layers, self.workspace.fiscal_start_month) else "not_set"

    def _group_lines(self, of_members: Mapping[str, Scorecard]) -> Iterator[tuple[str, Line]]:
        parts = {part.stay.key: part for person_id in of_members for part in self.parts[person_id]}
        reps = {key: part.stay.person.id for key, part in parts.items()}
        facts, comparison = self.facts.together(), Comparison(self.facts, reps)
        groups = GroupTargets(self.targets, self.scope, self.period, parts, self.everyday, self.seasons)
        for key, row in self.kpis.items():
            kpi = as_read_in(self.workspace, row)
            if key in TEAM_FIGURES:
                figure = TEAM_FIGURES[key](facts, [rep.lines[key_of_rep(key)] for rep in of_members.values()])
            else:
                figure = figure_of(row, facts)
            claims = [share for rep in of_members.values() for share in self._claims(kpi, rep)]
            own, working = groups.own(kpi), {stay: part.capacity_for(kpi) for stay, part in parts.items()}
            yield key, comparison.line(kpi, figure, shares_of(kpi, claims, working, own), groups.without(kpi, own))

    def _claims(self, kpi: Kpi, rep: Scorecard) -> Iterator[Share]:
        """The target of a rep; of what adds up, that of each team in which they were."""
        target, person, parts = rep.lines[kpi.key].target, rep.scope.people[0], self.parts[rep.scope.id]
        if target is None:
            return
        if len(parts) == 1 or kpi.kind is not InTime.FLOW:
            capacity = of_one_person(part.capacity_for(kpi) for part in parts)
            yield Share(target, self._keys(person), capacity, last=parts[-1].stay.key)
            return
        for team_id in sorted({part.stay.place.team_id or "" for part in parts}):
            mine = [part for part in parts if (part.stay.place.team_id or "") == team_id]
            if asked := target_of_parts(self.targets, kpi, mine, self.period, self.snapshot_day):
                keys = self._keys(person, team_id)
                capacity = of_one_person(part.capacity_for(kpi) for part in mine)
                yield Share(asked, keys, capacity, expected_of_parts(self.targets, kpi, mine), mine[-1].stay.key)

    def _scorecard(
        self, scope: Scope, lines: Mapping[str, Line], capacity: Capacity, role: str | None = None
    ) -> Scorecard:
        # Without a status nothing could be expected: away all along is excused, and no part of a score.
        measured = ((line.kpi, line.pace) for line in lines.values() if line.pace and line.pace.status)
        calendar = self.calendars[scope.id] if scope.is_person else self.everyday
        working_days = capacity_of(Workload(calendar), self.period, self.until)
        weights = {key: weight_of(role, key, self.weights, of_one_rep=scope.is_person) for key in lines}
        score = score_of(measured, lambda kpi: weights[kpi.key])
        money = self.workspace.currency
        return Scorecard(scope, self.period, self.as_of, money, lines, capacity, working_days, score, weights)

    def _workload(self, person: Person) -> Workload:
        return Workload(self.calendars[person.id], person.ramp_months)


def _was_with_us(person: Person, period: Period) -> bool:
    return (person.starts_on is None or person.starts_on < period.end) and (
        person.ends_on is None or person.ends_on >= period.start
    )
