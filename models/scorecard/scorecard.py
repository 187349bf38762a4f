"""The scorecard of a person, a team or the workspace in a period: messages and exports take it from here."""

import logging
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from models.period import Period, first_instant
from models.scorecard.direction import as_read_in
from models.scorecard.figure import undefined
from models.scorecard.group import Comparison, Share, shares_of
from models.scorecard.kpis import KPIS, InTime, Kpi, figure_of, kpi_of
from models.scorecard.line import Line, line_of
from models.scorecard.look import Look, reading_for
from models.scorecard.members import Members
from models.scorecard.pacing import Capacity, Status, Workload, capacity_of, of_one_person, together
from models.scorecard.reading.people import FactBook
from models.scorecard.reading.shared import SharedReading
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.scoring import Score, score_of
from models.scorecard.targets.book import TargetBook
from models.scorecard.targets.group import GroupTargets
from models.scorecard.targets.holding import held_on
from models.scorecard.targets.parts import expected_of_parts, target_of_parts
from models.scorecard.team_figures import REPS_AT_TARGET, TEAM_FIGURES, key_of_rep
from models.scorecard.weights import Weights, weight_of, weights_on
from models.team.calendar import Calendar, calendar_of_company
from models.team.membership import Stay
from models.team.records import Person
from models.workspace.records import Workspace

log = logging.getLogger("koers")
SALES = "sales_by_channel"
"""Stands beside every score."""


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
    counts_from: date | None = None
    """Since when Koers knows the people, where that is a day of the period or after it."""

    @property
    def sales(self) -> Line:
        """What stands beside the score, never hidden in it."""
        return self.lines[SALES]

    @property
    def is_employed(self) -> bool:
        """False for one person who was not with us in the period: nothing is asked, and there is no score."""
        return not self.scope.is_person or any(stay.within(self.period) for stay in self.scope.roll.stays)

    @property
    def is_too_early(self) -> bool:
        """Of everything that counts in the score it is too early to say how it stands: a share of it would say nothing."""
        counted = [line.pace.status for key, line in self.lines.items() if line.pace and self.weights.get(key)]
        told = [status for status in counted if status is not None]
        return bool(told) and all(status is Status.TOO_EARLY for status in told)

    @property
    def told_score(self) -> float | None:
        """The score as it is told to people: None while it is too early for one."""
        return None if self.is_too_early else self.score.overall

    @property
    def is_running(self) -> bool:
        """The period was not over yet."""
        return self.as_of < first_instant(self.period.end, self.scope.zone)


@dataclass(frozen=True)
class GroupScorecard:
    """The scorecard of a team or workspace, with those of its reps by name."""

    total: Scorecard
    reps: tuple[Scorecard, ...]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """Of the reps, by person id."""
    left_out: tuple[Person, ...] = ()
    """Reps whose scorecard could not be computed: what they did counts for the group, what they should does not."""


def scorecard_of(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    period: Period,
    now: datetime,
    at: date | None = None,
    kpis: Collection[str] | None = None,
) -> Scorecard:
    """The scorecard of `scope` as of `now`, or as of the end of the day `at`. `kpis`: as in `Look`."""
    return group_scorecard_of(session, workspace, scope, period, now, at, kpis).total


def group_scorecard_of(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    period: Period,
    now: datetime,
    at: date | None = None,
    kpis: Collection[str] | None = None,
) -> GroupScorecard:
    """The scorecard of a scope with the scorecards of its reps; a person's scope has no others. `kpis`: as in `Look`."""
    look = Look(scope, period, now, at, kpis)
    return group_scorecard_in(reading_for(session, workspace, [look]), look)


def group_scorecard_in(reading: SharedReading, look: Look) -> GroupScorecard:
    """The same, cut from a reading that is for this look and for others."""
    return _Cut(reading, look).result()


class _Cut:
    """One scorecard in the making, from what was read for it."""

    def __init__(self, reading: SharedReading, look: Look) -> None:
        self.workspace, self.scope, self.period = reading.workspace, look.scope, look.period
        self.until, self.as_of = look.until, look.as_of
        self.snapshot_day = max(self.period.start, min(self.period.last_day, look.last_day))
        self.members = Members(reading, self.scope, self.period, self.until, by_season=look.by_season)
        self.weights: Weights = weights_on(self.workspace, look.last_seen)
        self.kpis = look.rows(self.workspace)
        self.facts: FactBook = reading.facts(look.wanted(self.workspace))
        self.targets: TargetBook = reading.targets
        self.everyday = calendar_of_company(self.workspace)

    def result(self) -> GroupScorecard:
        if self.scope.is_person:
            return GroupScorecard(self._of_person(self.members.people[0]), ())
        of_members, left_out = self._of_each()
        lines = dict(self._group_lines(of_members))
        capacity = together(scorecard.capacity for scorecard in of_members.values())
        total = self._scorecard(self.scope, lines, capacity)
        return GroupScorecard(total, tuple(of_members.values()), self.members.calendars, tuple(left_out))

    def _of_each(self) -> tuple[dict[str, Scorecard], list[Person]]:
        """The scorecards by person; whose cannot be computed is left out, so that everybody else has theirs."""
        computed: dict[str, Scorecard] = {}
        left_out: list[Person] = []
        for person in self.members.people:
            try:
                computed[person.id] = self._of_person(person)
            except SQLAlchemyError:
                raise
            except Exception:  # whatever is wrong with one row, it is that row's
                reference = secrets.token_hex(4)
                log.exception("person %s is left out of a scorecard, reference %s", person.id, reference)
                left_out.append(person)
        return computed, left_out

    def _of_person(self, person: Person) -> Scorecard:
        parts = self.members.parts(person)
        capacity = of_one_person(part.capacity for part in parts)
        is_too_early = self.members.is_too_early(person)
        facts = self.facts.of_one(self.members.keys(person))
        is_employed = any(part.stay.within(self.period) for part in parts)
        lines = {}
        for key, row in self.kpis.items():
            kpi = as_read_in(self.workspace, kpi_of(key, of_one_rep=True) if key in KPIS else row)
            figure = undefined("team_figure") if key == REPS_AT_TARGET else figure_of(kpi, facts)
            if not is_employed:
                lines[key] = Line(kpi, figure, None, None, no_target="not_employed")
                continue
            target = target_of_parts(self.targets, kpi, parts, self.period, self.snapshot_day)
            if target is None:
                lines[key] = Line(kpi, figure, None, None, no_target=self._why_no_target(parts[-1].stay, key))
                continue
            working = of_one_person(part.capacity_for(kpi) for part in parts)
            expected = expected_of_parts(self.targets, kpi, parts)
            lines[key] = line_of(kpi, figure, target, working, expected, is_too_early=is_too_early)
        scope = Scope(ScopeKind.PERSON, person.id, person.name, self.scope.zone, (person,))
        return self._scorecard(scope, lines, capacity, parts[-1].stay.place.sales_role if parts else None)

    def _why_no_target(self, stay: Stay, key: str) -> str:
        """Koers did not count them yet; or something was asked, so that they were away all along; or nothing was."""
        beginning = self.members.beginnings.get(stay.person.id)
        if beginning is not None and beginning.of(kpi_of(key, of_one_rep=True)) >= self.period.end:
            return "not_counted"
        layers = self.targets.layers_of(stay.person.id, stay.place.sales_role, key)
        return "away" if held_on(self.period.last_day, layers, self.workspace.fiscal_start_month) else "not_set"

    def _group_lines(self, of_members: Mapping[str, Scorecard]) -> Iterator[tuple[str, Line]]:
        people = [person for person in self.members.people if person.id in of_members]
        parts = {part.stay.key: part for person in people for part in self.members.parts(person)}
        reps = {key: part.stay.person.id for key, part in parts.items()}
        facts, comparison = self.facts.together(), Comparison(self.facts, reps)
        groups = GroupTargets(self.targets, self.scope, self.period, parts, self.everyday, self.members.seasons)
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
        target, person = rep.lines[kpi.key].target, rep.scope.people[0]
        parts = self.members.parts(person)
        if target is None:
            return
        if len(parts) == 1 or kpi.kind is not InTime.FLOW:
            capacity = of_one_person(part.capacity_for(kpi) for part in parts)
            yield Share(target, self.members.keys(person), capacity, last=parts[-1].stay.key)
            return
        for team_id in sorted({part.stay.place.team_id or "" for part in parts}):
            mine = [part for part in parts if (part.stay.place.team_id or "") == team_id]
            if asked := target_of_parts(self.targets, kpi, mine, self.period, self.snapshot_day):
                keys = self.members.keys(person, team_id)
                capacity = of_one_person(part.capacity_for(kpi) for part in mine)
                yield Share(asked, keys, capacity, expected_of_parts(self.targets, kpi, mine), mine[-1].stay.key)

    def _scorecard(
        self, scope: Scope, lines: Mapping[str, Line], capacity: Capacity, role: str | None = None
    ) -> Scorecard:
        # Without a status nothing could be expected: away all along is excused, and no part of a score.
        people = [scope.people[0]] if scope.is_person else self.members.people
        is_too_early = bool(people) and all(map(self.members.is_too_early, people))
        measured = (
            (line.kpi, line.pace) for line in lines.values() if line.pace and line.pace.status and not is_too_early
        )
        calendar = self.members.calendars[scope.id] if scope.is_person else self.everyday
        working_days = capacity_of(Workload(calendar), self.period, self.until)
        weights = {key: weight_of(role, key, self.weights, of_one_rep=scope.is_person) for key in lines}
        score = score_of(measured, lambda kpi: weights[kpi.key])
        of = (self.period, self.as_of, self.workspace.currency)
        return Scorecard(scope, *of, lines, capacity, working_days, score, weights, self.members.counts_from(people))
