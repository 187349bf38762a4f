"""What a period had of training: hours by topic and by person, what it cost, and what that is a head."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.money import Money
from models.period import Period
from models.training.attendance import ATTENDED, Attended, attended_in, attendees_of
from models.training.queries import trainings_between
from models.training.records import Training
from models.workspace.rates import Rates
from models.workspace.records import Workspace


@dataclass(frozen=True, slots=True)
class Hours:
    """Of a topic (`people`: how many had it) or of a person (`people`: 1)."""

    key: str
    minutes: int
    people: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What trainings cost. `total` None: nobody entered a cost that can be counted."""

    total: Money | None
    """In the reporting currency, each at the rate of its day."""
    trainings: int
    """How many are in the total."""
    heads: int
    """Different people who were at one of those."""
    waiting: int = 0
    """Trainings that wait for a rate: in no total."""
    unknown: int = 0
    """Trainings without a cost."""

    @property
    def per_head(self) -> Money | None:
        """Total / heads, to the cent; None when nobody was there, or there is no total."""
        if self.total is None or not self.heads:
            return None
        return Money.of(self.total.amount / self.heads, self.total.currency)


@dataclass(frozen=True)
class Summary:
    """Of the people of whom it was asked."""

    by_topic: Sequence[Hours]
    """Most hours first."""
    by_person: Sequence[Hours]

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(one.minutes for one in self.by_person)


def summary_of(session: Session, workspace_id: str, period: Period, people: Collection[str] | None = None) -> Summary:
    """Hours of these people (None: everybody) in `period`, from their log. Each entry counts for one topic."""
    seen = [
        one for one in attended_in(session, workspace_id, period) if people is None or one.entry.person_id in people
    ]
    return Summary(_hours(seen, by_topic=True), _hours(seen, by_topic=False))


def _hours(attended: Sequence[Attended], *, by_topic: bool) -> list[Hours]:
    minutes: defaultdict[str, int] = defaultdict(int)
    people: defaultdict[str, set[str]] = defaultdict(set)
    for one in attended:
        key = one.topic if by_topic else one.entry.person_id
        minutes[key] += one.entry.minutes
        people[key].add(one.entry.person_id)
    found = [Hours(key, total, len(people[key])) for key, total in minutes.items()]
    return sorted(found, key=lambda one: (-one.minutes, one.key))


def cost_of(session: Session, workspace: Workspace, period: Period, today: date) -> Cost:
    """What the trainings held in `period` up to today cost.

    Cost per head = their cost / different people who were at one of them. Only trainings with a cost in the reporting
    currency count, above and below the line; one where nobody came costs all the same. 0 is a cost: it was free.
    """
    held = [one for one in trainings_between(session, workspace.workspace_id, period) if one.day <= today]
    return cost_of_trainings(session, workspace, held)


def cost_of_trainings(session: Session, workspace: Workspace, trainings: Sequence[Training]) -> Cost:
    """The same of these."""
    rates = Rates(session, workspace)
    worth = {one.id: rates.worth(one.amount_minor, one.currency, one.day) for one in trainings}
    counted = [one for one in trainings if worth[one.id] is not None]
    there = attendees_of(session, workspace.workspace_id, counted)
    heads = {who.person_id for one in counted for who in there[one.id] if who.state == ATTENDED}
    total = sum(minor for minor in worth.values() if minor is not None)
    unknown = sum(one.amount_minor is None for one in trainings)
    return Cost(
        Money(total, workspace.currency) if counted else None,
        len(counted),
        len(heads),
        len(trainings) - len(counted) - unknown,
        unknown,
    )
