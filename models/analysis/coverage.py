"""Territory coverage over time: of the accounts with a cadence, how many were contacted in time; by tier and by list.

What coverage is, and whose an account is, is said in `models/territories`; here it is looked at from above.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from models.analysis.question import Question, buckets_of
from models.scorecard.scope import ScopeKind
from models.team.records import Person
from models.territories.coverage import Coverage, Standing, coverage
from models.territories.lists import Named
from models.territories.whose import Field, Sort, Whose, field_of

BEST = "A"
MOST_POINTS = 6
"""Of the chart: each is a look at the log of its own."""
_SORTS = {
    ScopeKind.PERSON: Sort.PERSON,
    ScopeKind.TEAM: Sort.TEAM,
    ScopeKind.LINE: Sort.LINE,
    ScopeKind.WORKSPACE: Sort.ALL,
}


@dataclass(frozen=True, slots=True)
class OfTier:
    """The accounts of one tier."""

    tier: str
    cadence: int
    """Days."""
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class OfOwner:
    """The accounts of one list."""

    name: str | None
    """None: on nobody's list."""
    coverage: Coverage


@dataclass(frozen=True)
class TerritoryCoverage:
    """The analysis."""

    day: date
    """As of which day: the last one of the period, or today."""
    total: Coverage
    tiers: tuple[OfTier, ...]
    owners: tuple[OfOwner, ...]
    """Those with the lowest coverage first."""
    months: tuple[tuple[date, Coverage], ...]
    """At the end of each of the last parts of the period, oldest first; without those of no cadence."""

    @property
    def best(self) -> OfTier | None:
        """The accounts of tier A, where there are any."""
        return next((one for one in self.tiers if one.tier == BEST), None)


def read_coverage(question: Question) -> TerritoryCoverage:
    """The coverage as of the end of the period, and how it got there."""
    seen = question.seen
    day = seen.last_day if seen else question.last_day
    field = field_of(question.session, question.workspace.workspace_id)
    standings = _standings(question, field, day)
    ends = [part.last_day for part in buckets_of(seen, question.workspace.fiscal_start_month)] if seen else []
    rated = [
        (end, coverage(standings if end == day else _standings(question, field, end), end))
        for end in ends[-MOST_POINTS:]
    ]
    return TerritoryCoverage(
        day,
        coverage(standings, day),
        _by_tier(standings, day),
        _by_owner(question, standings, day),
        tuple((end, found) for end, found in rated if found.of),
    )


def named_with_cadence(question: Question) -> int:
    """How many accounts with a cadence there are now."""
    field = field_of(question.session, question.workspace.workspace_id)
    days = field.book.cadences.on(question.today)
    return sum(1 for one in _named(question, field, question.today) if days.get(one.tier or ""))


def _standings(question: Question, field: Field, day: date) -> list[Standing]:
    return field.book.standings(day, _named(question, field, day))


def _named(question: Question, field: Field, day: date) -> list[Named]:
    scope = question.scope
    named = field.named(Whose(_SORTS[scope.kind], "" if question.is_company else scope.id), day)
    if scope.kind is ScopeKind.TEAM and not scope.teams:  # a manager's own people in it
        return [one for one in named if one.owner_id in (scope.ids or ())]
    return named


def _by_tier(standings: Iterable[Standing], day: date) -> tuple[OfTier, ...]:
    found: defaultdict[tuple[str, int], list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.named.tier or "", standing.cadence].append(standing)
    return tuple(OfTier(tier, cadence, coverage(those, day)) for (tier, cadence), those in sorted(found.items()))


def _by_owner(question: Question, standings: Sequence[Standing], day: date) -> tuple[OfOwner, ...]:
    found: defaultdict[str | None, list[Standing]] = defaultdict(list)
    for standing in standings:
        found[standing.named.owner_id].append(standing)
    wanted = select(col(Person.id), col(Person.name)).where(
        Person.workspace_id == question.workspace.workspace_id, col(Person.id).in_([id_ for id_ in found if id_])
    )
    names = {row[0]: row[1] for row in question.session.exec(wanted)} if found else {}
    owners = [OfOwner(names.get(id_ or ""), coverage(those, day)) for id_, those in found.items()]
    return tuple(sorted(owners, key=lambda one: (one.name is None, one.coverage.rate or 0, one.name or "")))
