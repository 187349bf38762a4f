"""The targets that were set for teams and the company themselves, and what their parts come to without them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.period import Period
from models.scorecard.kpis import InTime, Kpi, Level
from models.scorecard.pacing import Workload
from models.scorecard.reading.season import SeasonBook, Seasons
from models.scorecard.records import TargetScope
from models.scorecard.scope import Scope, ScopeKind
from models.scorecard.targets.book import Subject, TargetBook
from models.scorecard.targets.holding import SetFor, TargetFigure, gaps_in, together
from models.scorecard.targets.spread import Spread
from models.team.calendar import Calendar
from models.team.records import Person


@dataclass(frozen=True)
class OwnTarget:
    """A target that was set for a team or the company itself, and of whom it asks."""

    target: TargetFigure
    people: frozenset[str] | None
    """Everybody in it, whose value counts; None for the company, or a team that is looked at by itself."""
    reps: frozenset[str]
    """Whose capacity paces it, and whose own targets it takes the place of."""


@dataclass(frozen=True)
class GroupTargets:
    """The own targets within a scope, on the days of its people."""

    book: TargetBook
    scope: Scope
    period: Period
    spreads: Mapping[str, Spread]
    """Of each rep who was employed in the period, by id."""
    everyday: Calendar
    """The working days of the workspace's country: over these the target of a group itself is spread."""
    seasons: SeasonBook

    def own(self, kpi: Kpi) -> list[OwnTarget]:
        """The company's own target; else those that were set for whole teams of the scope."""
        if self.scope.kind is ScopeKind.WORKSPACE and (found := self._of_company(kpi, self.period)):
            return [OwnTarget(found, None, frozenset(self.spreads))]
        if kpi.level is Level.TEAM and self.scope.kind is not ScopeKind.TEAM:
            return []  # how many reps left or are on track is compared by the team for which it was set
        return [
            OwnTarget(target, self._everybody_in(team_id), frozenset(p.id for p in self._reps(team_id)))
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
        return own and self._filled(own, kpi, [self._of_parts(kpi, gap) for gap in self._gaps(subject, kpi, period)])

    def _of_team(self, team_id: str, kpi: Kpi, period: Period) -> TargetFigure | None:
        subject, spread = (TargetScope.TEAM.value, team_id), self._everyday_spread(self.seasons.of_team(team_id))
        own = self.book.of_group(subject, SetFor.TEAM, kpi, period, spread)
        reps = self._reps(team_id)
        return own and self._filled(
            own, kpi, [self._of_people(kpi, reps, gap) for gap in self._gaps(subject, kpi, period)]
        )

    def _gaps(self, subject: Subject, kpi: Kpi, period: Period) -> list[Period]:
        """Before the own target began and after it ended, the people's hold: so that months add up to the year."""
        if kpi.kind is not InTime.FLOW or kpi.level is Level.TEAM:
            return []
        return gaps_in(period, self.book.rows.get((subject, kpi.key), ()), self.book.fiscal_start_month)

    def _filled(self, own: TargetFigure, kpi: Kpi, others: Iterable[TargetFigure | None]) -> TargetFigure:
        return replace(own, value=round(own.value + sum(other.value for other in others if other), 6))

    def _of_parts(self, kpi: Kpi, period: Period) -> TargetFigure | None:
        """Over teams, their own or their people's, and people without a team."""
        parts = [self._of_people(kpi, self._reps(None), period)]
        for team_id in sorted(self.scope.teams):
            parts.append(self._of_team(team_id, kpi, period) or self._of_people(kpi, self._reps(team_id), period))
        return together(kpi, parts)

    def _of_people(self, kpi: Kpi, people: Iterable[Person], period: Period) -> TargetFigure | None:
        return together(kpi, [self.book.of_person(person, kpi, period, self.spreads[person.id]) for person in people])

    def _reps(self, team_id: str | None) -> list[Person]:
        return [person for person in self.scope.people if person.team_id == team_id and person.id in self.spreads]

    def _everybody_in(self, team_id: str) -> frozenset[str] | None:
        if self.scope.kind is ScopeKind.TEAM:
            return None
        return frozenset(person.id for person in self.scope.people if person.team_id == team_id)

    def _everyday_spread(self, seasons: Seasons) -> Spread:
        return Spread(Workload(self.everyday), self.book.fiscal_start_month, seasons)
