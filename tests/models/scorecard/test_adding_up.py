"""Parts add up to the whole: people to teams to the company, weeks and months to quarters to the year.

Values, targets, and what was due and renewed, in random companies. In a failing one the number of the world stands in the message.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from models.period import Period, month_of, quarter_of, week_of, year_of
from models.scorecard.line import Line
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import GroupScorecard, Scorecard, group_scorecard_of, scorecard_of
from models.team.membership import Stay
from tests.conftest import IN_FULL, ON_POSTGRES, Cast
from tests.models.scorecard.worlds import ADDING_UP, World, world_of

pytestmark = pytest.mark.long(seconds=20)

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""Everything is over by then, and the entries that tell of a renewal as well are known."""
YEAR = year_of(date(2026, 1, 1))
QUARTERS = [quarter_of(date(2026, month, 1)) for month in (1, 4, 7, 10)]
MONTHS = [month_of(date(2026, month, 1)) for month in (4, 5, 6)]
WEEKS = [week_of(date(2026, 3, 23) + timedelta(weeks=week)) for week in range(6)]
SIX_WEEKS = Period(WEEKS[0].start, WEEKS[-1].end)
CENTS = 0.06
"""Each part is rounded to cents, or hundredths of an hour."""

WORLDS = 1 if ON_POSTGRES else 8 if IN_FULL else 3
"""PostgreSQL has to add up as SQLite does; that all worlds add up is proven on one of them."""
in_random_worlds = settings(
    max_examples=WORLDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Company:
    """The scorecards of one random company."""

    def __init__(self, session: Session, cast: Cast, world: World) -> None:
        self.session, self.workspace, self.world = session, cast.workspace, world
        self.scope = scope_of_workspace(session, cast.workspace)
        self.teams = [scope_of_team(session, cast.workspace, team) for team in (*world.teams, cast.team)]

    def group(self, scope: Scope, period: Period, at: date | None = None) -> GroupScorecard:
        return group_scorecard_of(self.session, self.workspace, scope, period, NOW, at)

    def person(self, id_: str, period: Period) -> Scorecard:
        person = next(person for person in self.scope.people if person.id == id_)
        return scorecard_of(
            self.session, self.workspace, scope_of_person(self.session, self.workspace, person), period, NOW
        )

    def part(self, stay: Stay, period: Period) -> Scorecard:
        """What somebody did while they were in one place."""
        scope = scope_of_person(self.session, self.workspace, stay.person)
        return scorecard_of(self.session, self.workspace, replace(scope, stays=(stay,)), period, NOW)

    def without_a_team(self) -> Scope:
        """Everybody on the days on which they were in none."""
        stays = tuple(stay for stay in self.scope.stays if stay.place.team_id is None)
        people = tuple({stay.person.id: stay.person for stay in stays}.values())
        return Scope(ScopeKind.LINE, "", "Without a team", self.scope.zone, people, stays=stays)


@pytest.fixture
def worlds(session: Session, cast: Cast) -> Callable[[int], object]:
    """`with worlds(7) as company`: the company of that number, gone again afterwards."""

    @contextmanager
    def made(seed: int) -> Iterator[Company]:
        before = session.begin_nested()
        try:
            yield Company(session, cast, world_of(session, seed))
        finally:
            before.rollback()
            session.expire_all()

    return made


def value(line: Line) -> float:
    return line.figure.value or 0


def due(line: Line) -> float:
    return line.figure.beside.get("renewals_due", 0)


def renewed(line: Line) -> float:
    return line.figure.beside.get("renewal_rate", 0) * due(line)


MEASURES = [*((key, value) for key in ADDING_UP), ("renewals", due), ("renewals", renewed)]
"""What adds up: the figures, and what the renewal rate is made of."""


def asked(line: Line) -> float:
    return line.target.value if line.target else 0


def total(cards: Iterable[Scorecard], key: str, part: Callable[[Line], float]) -> float:
    return sum(part(card.lines[key]) for card in cards)


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_people_add_up_to_teams_and_these_to_the_company(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        for period in (QUARTERS[1], MONTHS[0]):
            whole = company.group(company.scope, period)
            teams = [company.group(team, period) for team in company.teams]
            people = {person.id: company.person(person.id, period) for person in company.scope.people}
            stays = [[company.part(stay, period) for stay in team.stays] for team in company.teams]
            alone = company.group(company.without_a_team(), period)
            for key, part in (*MEASURES, ("pipeline", value), ("weighted_pipeline", value)):
                for team, of_people in zip(teams, stays, strict=True):
                    assert part(team.total.lines[key]) == pytest.approx(total(of_people, key, part), abs=CENTS), (
                        seed,
                        key,
                        part,
                    )
                parts = total([*(team.total for team in teams), alone.total], key, part)
                everybody = total(people.values(), key, part)
                if key != "new_accounts":  # accounts of nobody are the company's alone
                    assert part(whole.total.lines[key]) == pytest.approx(parts, abs=CENTS), (seed, key, part)
                    assert part(whole.total.lines[key]) == pytest.approx(everybody, abs=CENTS), (seed, key, part)


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_targets_of_people_add_up_to_teams_and_these_to_the_company(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        for period, at in ((QUARTERS[1], date(2026, 5, 13)), (YEAR, None)):
            whole = company.group(company.scope, period, at)
            teams = [company.group(team, period, at) for team in company.teams]
            alone = company.group(company.without_a_team(), period, at)
            for key in ADDING_UP:
                for team in teams:
                    _compares_its_people(team, key, seed)
                parts = [*(team.total.lines[key] for team in teams), alone.total.lines[key]]
                line = whole.total.lines[key]
                assert asked(line) == pytest.approx(sum(map(asked, parts)), abs=1e-4), (seed, key)
                if line.compared is not None:
                    compared = sum(map(_compared, parts))
                    assert line.compared == pytest.approx(compared, abs=CENTS), (seed, key)


def _compares_its_people(team: GroupScorecard, key: str, seed: int) -> None:
    """Target, value and what was expected are those of the people who have the target, unless the team has its own."""
    line = team.total.lines[key]
    if line.target is None or line.target.set_for == "team":
        return
    with_target = [rep.lines[key] for rep in team.reps if rep.lines[key].target]
    assert asked(line) == pytest.approx(sum(map(asked, with_target)), abs=1e-4), (seed, key)
    if line.pace is None:  # for want of a rate: of everybody's, or of those who have the target
        assert line.figure.value is None or any(one.figure.value is None for one in with_target), (seed, key)
        return
    assert line.compared == pytest.approx(sum(map(value, with_target)), abs=CENTS), (seed, key)
    if all(one.pace for one in with_target):
        expected = sum(one.pace.expected or 0 for one in with_target if one.pace)
        assert line.pace.expected == pytest.approx(expected, abs=1e-4), (seed, key)


def _compared(line: Line) -> float:
    if line.pace is None:
        return 0
    return value(line) if line.compared is None else line.compared


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_weeks_and_months_add_up_to_the_quarter_and_quarters_to_the_year(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        for scope in (company.scope, *company.teams):
            for whole, parts in ((YEAR, QUARTERS), (QUARTERS[1], MONTHS), (SIX_WEEKS, WEEKS)):
                longer = company.group(scope, whole)
                shorter = [company.group(scope, part) for part in parts]
                cards = [(longer.total, [one.total for one in shorter])]
                for rep in longer.reps:
                    same = [other for one in shorter for other in one.reps if other.scope.id == rep.scope.id]
                    cards.append((rep, same))
                for card, smaller in cards:
                    # A rep who joined or left stands in the tables of those periods alone in which they were employed.
                    is_whole = len(smaller) == len(parts)
                    for key in ADDING_UP:
                        where, line = (seed, key, card.scope.name, whole), card.lines[key]
                        assert asked(line) == pytest.approx(total(smaller, key, asked), abs=1e-3), where
                    for key, part in MEASURES if is_whole else ():
                        where, line = (seed, key, part, card.scope.name, whole), card.lines[key]
                        assert part(line) == pytest.approx(total(smaller, key, part), abs=2 * CENTS), where
