"""One reading for many scorecards: each is what it would be if it had been read alone."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from models.digest.reading import DIGEST_KPIS
from models.period import Period, month_of, quarter_of, week_of
from models.scorecard.look import Look, reading_for
from models.scorecard.scope import Scope, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import GroupScorecard, group_scorecard_in, group_scorecard_of
from models.team.records import Team
from tests.conftest import Cast
from tests.models.scorecard.facts import entry
from tests.models.scorecard.worlds import world_of

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
"""A Wednesday: of each kind of period one is running."""


def scopes_of(session: Session, cast: Cast, seed: int) -> list[Scope]:
    """The company, its teams, a line and a person, of the random company of that number."""
    world = world_of(session, seed)
    for person in world.people[::2]:
        person.manager_id = cast.carla.id
    session.flush()
    teams = session.exec(select(Team).where(Team.workspace_id == "T1")).all()
    return [
        *(scope_of_team(session, cast.workspace, team) for team in teams),
        scope_of_line(session, cast.workspace, cast.carla),
        scope_of_person(session, cast.workspace, world.people[0]),
        scope_of_workspace(session, cast.workspace),
    ]


def some_looks(random: Random, scopes: list[Scope], number: int) -> list[Look]:
    """Weeks, months, quarters and stretches of any length, running or over, some as of a day, some of a few KPIs."""

    def period() -> Period:
        day = date(2026, 1, 1) + timedelta(days=random.randint(0, 200))
        stretch = Period(day, day + timedelta(days=random.randint(1, 100)))
        return random.choice((week_of(day), month_of(day), quarter_of(day), stretch))

    def look(of: Period) -> Look:
        at = random.choice((None, of.last_day, of.start + timedelta(days=of.days // 2)))
        return Look(random.choice(scopes), of, NOW, at, random.choice((None, DIGEST_KPIS, ("renewals", "pipeline"))))

    return [look(period()) for _ in range(number)]


def told(card: GroupScorecard) -> object:
    """All that stands in it, of the whole and of each rep."""
    return [(one.scope.id, one.lines, one.score, one.capacity, one.working_days) for one in (card.total, *card.reps)]


@pytest.mark.parametrize("seed", range(6))
def test_each_scorecard_is_what_it_is_when_read_alone(session: Session, cast: Cast, seed: int) -> None:
    random, scopes = Random(seed), scopes_of(session, cast, seed)
    some = scopes if seed % 2 else scopes[:-1]  # with and without the whole company, which is read in another way
    looks = some_looks(random, some, 8)
    reading = reading_for(session, cast.workspace, looks)
    for look in random.sample(looks, len(looks)):
        alone = group_scorecard_of(session, cast.workspace, look.scope, look.period, NOW, look.at, look.kpis)
        assert told(group_scorecard_in(reading, look)) == told(alone), (seed, look.scope.kind, look.period, look.at)


def test_a_day_is_in_each_period_that_has_it_and_in_no_other(session: Session, cast: Cast) -> None:
    # One meeting on each of Sun 31 May, Mon 1 June and Sun 7 June: 1 in May, 2 in June, 1 in the week to 31 May, 2 in
    # the next, and 3 in both weeks together.
    for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 7)):
        entry(session, cast.anna, "meeting", day, is_first=True)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    weeks = week_of(date(2026, 5, 31)), week_of(date(2026, 6, 1))
    periods = (*(month_of(date(2026, month, 1)) for month in (5, 6)), *weeks, Period(weeks[0].start, weeks[1].end))
    looks = [Look(scope, period, NOW, kpis=("first_meetings",)) for period in periods]
    reading = reading_for(session, cast.workspace, looks)
    cards = [group_scorecard_in(reading, look).total for look in looks]
    assert [card.lines["first_meetings"].figure.value for card in cards] == [1, 2, 1, 2, 3]


def test_the_deals_of_a_reading_are_asked_for_once(session: Session, cast: Cast) -> None:
    scope = scope_of_team(session, cast.workspace, cast.team)
    look = Look(scope, month_of(date(2026, 6, 1)), NOW, kpis=DIGEST_KPIS)
    reading = reading_for(session, cast.workspace, [look])
    facts = reading.facts(look.wanted(cast.workspace))
    entry(session, cast.anna, "meeting", date(2026, 6, 2), is_first=True)  # said after it was read
    again = reading.facts(look.wanted(cast.workspace))
    assert facts.together().entries == again.together().entries
