"""The reps of a scorecard: on which days of the period they count, with which calendar, and since when."""

from collections.abc import Iterator
from datetime import date

from models.period import Period
from models.scorecard.pacing import Workload, capacity_of
from models.scorecard.reading.shared import SharedReading
from models.scorecard.scope import Scope
from models.scorecard.targets.parts import Part
from models.scorecard.targets.spread import Spread
from models.team.membership import Stay
from models.team.records import Person


class Members:
    """Who sells within the scope on days of the period; of one person it is that person, whatever they do."""

    def __init__(
        self, reading: SharedReading, scope: Scope, period: Period, until: date, *, by_season: bool = True
    ) -> None:
        """`by_season`: as in `Look`."""
        self.scope, self.period, self.until = scope, period, until
        self._paced_in = period if by_season else None
        self.stays = dict(self._stays())
        self.people = [person for person in scope.people if person.id in self.stays]
        self.calendars = reading.calendars(self.people)
        self.beginnings = reading.beginnings(self.people, period)
        self.seasons = reading.seasons
        self._fiscal_start_month = reading.workspace.fiscal_start_month
        self._parts: dict[str, tuple[Part, ...]] = {}

    def parts(self, person: Person) -> tuple[Part, ...]:
        """The person in the period, cut where they moved."""
        if person.id not in self._parts:
            workload = Workload(self.calendars[person.id], person.ramp_months)
            self._parts[person.id] = tuple(self._part(workload, stay) for stay in self.stays[person.id])
        return self._parts[person.id]

    def keys(self, person: Person, team_id: str | None = None) -> frozenset[str]:
        """The stays in which the person counts here, also before the period; in one team when it is named."""
        stays = self._counted(person)
        return frozenset(stay.key for stay in stays if team_id is None or (stay.place.team_id or "") == team_id)

    def is_too_early(self, person: Person) -> bool:
        """Whether they have only just begun, so that nothing is judged yet."""
        beginning = self.beginnings.get(person.id)
        return beginning is not None and beginning.is_too_early(self.calendars[person.id], self.period, self.until)

    def counts_from(self, people: list[Person]) -> date | None:
        """Since when Koers knows them; None when it knew one of them before the period."""
        begun = [self.beginnings[person.id].joined for person in people if person.id in self.beginnings]
        return min(begun) if begun and len(begun) == len(people) else None

    def _stays(self) -> Iterator[tuple[str, list[Stay]]]:
        for person in self.scope.people:
            here = [stay for stay in self._counted(person) if self.period.overlap(stay.first, stay.end)]
            if self.scope.is_person or any(stay.within(self.period) for stay in here):
                yield person.id, here

    def _counted(self, person: Person) -> list[Stay]:
        return [stay for stay in self.scope.roll.stays_of(person.id) if self.scope.is_person or stay.place.is_rep]

    def _part(self, workload: Workload, stay: Stay) -> Part:
        days = self.period.overlap(stay.first, stay.end)
        assert days is not None
        spread = Spread(workload, self._fiscal_start_month, self.seasons.of_stay(stay))
        capacity, beginning = capacity_of(workload, days, self.until), self.beginnings.get(stay.person.id)
        return Part(stay, days, spread, self.until, capacity, self._paced_in, beginning)
