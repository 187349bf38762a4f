"""The targets that were set for teams and the company themselves, and what their parts come to without them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.period import Period
from models.scorecard.kpis import InTime, Kpi, Level
from models.scorecard.pacing import Workload
from models.scorecard.reading.season import SeasonBook, Seasons
from models.scorecard.records import TargetScope
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.targets.book import Subject, TargetBook
from models.scorecard.targets.holding import SetFor, TargetFigure, gaps_in, together
from models.scorecard.targets.parts import Part
from models.scorecard.targets.spread import Spread
from models.team.calendar import Calendar


@dataclass(frozen=True)
class OwnTarget:
    """A target that was set for a team or the company itself, and of whom it asks."""

    target: TargetFigure
    people: frozenset[str] | None
    """The stays of everybody in it, whose value counts; None for the company, or a team that is looked at by itself."""
    reps: frozenset[str]
    """The stays whose capacity paces it."""
    covers: frozenset[str]
    """The stays whose own targets it takes the place of, also before and after the period."""


@dataclass(frozen=True)
class GroupTargets:
    """The own targets within a scope, on the days of its people."""

    book: TargetBook
    scope: Scope
    period: Period
    parts: Mapping[str, Part]
    """Of each rep who was employed in the period, by stay."""
    everyday: Calendar
    """The working days of the workspace's country: over these the target of a group itself is spread."""
    seasons: SeasonBook

    def own(self, kpi: Kpi) -> list[OwnTarget]:
        """The company's own target; else those that were set for whole teams of the scope."""
        if self.scope.kind is ScopeKind.WORKSPACE and (found := self._of_company(kpi, self.period)):
            everybody = frozenset(stay.key for stay in self.scope.roll.stays)
            return [OwnTarget(found, None, frozenset(self.parts), everybody)]
        if kpi.level is Level.TEAM and self.scope.kind is not ScopeKind.TEAM:
            return []  # how many reps left or are on track is compared by the team for which it was set
        return [
            OwnTarget(
                target,
                None if self.scope.kind is ScopeKind.TEAM else self._everybody_in(team_id),
                frozenset(part.stay.key for part in self._reps(team_id)),
                self._everybody_in(team_id),
            )
            for team_id in sorted(self.scope.teams)
            if (target := self._of_team(team_id, kpi, self.period))
        ]

    def without(self, kpi: Kpi, own: Sequence[OwnTarget]) -> TargetFigure | None:
        """What the target would be if none were set for the scope itself: the sum of its teams' and people's."""
        if not own or kpi.level is Level.TEAM or self.scope.kind is ScopeKind.LINE or own[0].people is not None:
            return None
        if self.scope.kind is ScopeKind.TEAM:
            return self._of_people(kpi, self._reps(self.scope.id), self.period)
        return self._of_parts(kpi, self.period)

    def _of_company(self, kpi: Kpi, period: Period) -> TargetFigure | None:
        subject, spread = (TargetScope.WORKSPACE.value, ""), self._everyday_spread(self.seasons.of_company())
        own = self.book.of_group(subject, SetFor.WORKSPACE, kpi, period, spread)
        return own and _filled(own, [self._of_parts(kpi, gap) for gap in self._gaps(subject, kpi, period)])

    def _of_team(self, team_id: str, kpi: Kpi, period: Period) -> TargetFigure | None:
        subject, spread = (TargetScope.TEAM.value, team_id), self._everyday_spread(self.seasons.of_team(team_id))
        reps = self._reps(team_id)
        counted = period.overlap(_first_counted(kpi, reps) or period.start, period.end)
        own = self.book.of_group(subject, SetFor.TEAM, kpi, counted, spread) if counted else None
        return own and _filled(own, [self._of_people(kpi, reps, gap) for gap in self._gaps(subject, kpi, period)])

    def _gaps(self, subject: Subject, kpi: Kpi, period: Period) -> list[Period]:
        """Before the own target began and after it ended, the people's hold: so that months add up to the year."""
        if kpi.kind is not InTime.FLOW or kpi.level is Level.TEAM:
            return []
        return gaps_in(period, self.book.rows.get((subject, kpi.key), ()), self.book.fiscal_start_month)

    def _of_parts(self, kpi: Kpi, period: Period) -> TargetFigure | None:
        """Over teams, their own or their people's, and people without a team."""
        parts = [self._of_people(kpi, self._reps(None), period)]
        for team_id in sorted(self.scope.teams):
            parts.append(self._of_team(team_id, kpi, period) or self._of_people(kpi, self._reps(team_id), period))
        return together(kpi, parts)

    def _of_people(self, kpi: Kpi, reps: Iterable[Part], period: Period) -> TargetFigure | None:
        counted = ((part, part.days_for(kpi)) for part in reps)
        days = ((part, days and days.overlap(period.start, period.end)) for part, days in counted)
        asked = (self.book.of_person(part.stay, kpi, within, part.spread) for part, within in days if within)
        return together(kpi, asked)

    def _reps(self, team_id: str | None) -> list[Part]:
        return [part for part in self.parts.values() if part.stay.place.team_id == team_id]

    def _everybody_in(self, team_id: str) -> frozenset[str]:
        return frozenset(stay.key for stay in self.scope.roll.stays if stay.place.team_id == team_id)

    def _everyday_spread(self, seasons: Seasons) -> Spread:
        return Spread(Workload(self.everyday), self.book.fiscal_start_month, seasons)


def _filled(own: TargetFigure, others: Iterable[TargetFigure | None]) -> TargetFigure:
    return replace(own, value=round(own.value + sum(other.value for other in others if other), 6))


def _first_counted(kpi: Kpi, reps: Sequence[Part]) -> date | None:
    """The first day on which any of them counts; None where somebody counts from the first day of the period on."""
    firsts = [part.beginning.of(kpi) if part.beginning else None for part in reps]
    known = [first for first in firsts if first is not None]
    return min(known) if known and len(known) == len(firsts) else None
