"""A planted effect is found at its lag; what is only shuffled is found no more often than chance may pass for one."""

from collections.abc import Callable
from math import pi, sin
from random import Random

import pytest

from models.goals.lead_to_lag import BANDS, FEWEST_WEEKS, LEVEL, Finding, Series, finding

REPS, WEEKS, SHUFFLES = 4, 52, 199
Busy = Callable[[int], float]


def ordinary(_: int) -> float:
    return 1


def team_of(random: Random, *, lag: int | None = None, busy: Busy = ordinary, weeks: int = WEEKS) -> list[Series]:
    """Reps with about two first meetings a week. With a `lag` one in three becomes a deal so many weeks later.

    Without, deals come as they come: as many, and of the same sizes.
    """
    team = []
    for _ in range(REPS):
        lead = [sum(random.random() < 0.2 * busy(at) for _ in range(10)) for at in range(weeks)]
        tries = [lead[max(0, at - lag)] for at in range(weeks)] if lag else []
        tries = tries or [sum(random.random() < 0.2 * busy(at) for _ in range(10)) for at in range(weeks)]
        won = [sum(random.lognormvariate(8.5, 0.6) for _ in range(n) if random.random() < 1 / 3) for n in tries]
        team.append(Series(lead, won, [5.0] * weeks))
    return team


def found_in(team: list[Series], random: Random, shuffles: int = SHUFFLES) -> Finding:
    found = finding(team, random, shuffles)
    assert found is not None
    return found


@pytest.mark.parametrize(("lag", "band"), [(3, BANDS[0]), (6, BANDS[1]), (11, BANDS[2])])
def test_a_planted_effect_is_found_at_its_lag(lag: int, band: tuple[int, int]) -> None:
    found = found_in(team_of(Random(7), lag=lag, weeks=104), Random(1), 999)
    assert found.is_found(looked_at=3)
    assert (found.first_week, found.last_week) == band
    assert found.many.followed > found.few.followed
    assert found.many.lead > found.few.lead


def test_shuffled_weeks_pass_for_an_effect_no_more_often_than_the_level_says() -> None:
    # 200 runs at 2%: 4 are expected; 98 times of 100 at most 8 pass. (Here 5 did; docs/goal-to-week.md has more runs.)
    random, planted, passed = Random(2026), team_of(Random(7), lag=6), 0
    order = list(range(WEEKS))
    for _ in range(200):
        random.shuffle(order)  # the same for all reps: what a team has in common stays together
        shuffled = [Series([rep.lead[at] for at in order], rep.won, rep.capacity) for rep in planted]
        passed += found_in(shuffled, random).is_found()
    assert passed <= 8, f"{passed} of 200 at {LEVEL:.0%}"


@pytest.mark.parametrize(
    "busy",
    [lambda at: 1 + 0.6 * sin(2 * pi * at / 52), lambda at: 0.5 + at / WEEKS, lambda at: 1.5 if at % 2 else 0.5],
    ids=["season", "growth", "every other week"],
)
def test_what_moves_both_is_no_evidence(busy: Busy) -> None:
    random, passed = Random(4), 0
    for _ in range(30):
        passed += found_in(team_of(random, busy=busy), random).is_found()
    assert passed <= 3  # 30 at 2%: 0.6 are expected; 99 times of 100 at most 3


def test_too_few_weeks_say_nothing() -> None:
    assert finding(team_of(Random(1), weeks=FEWEST_WEEKS - 1), Random(1)) is None
    assert finding([], Random(1)) is None


def test_a_rep_who_was_hardly_there_is_left_out_and_weeks_away_say_nothing() -> None:
    there, new = team_of(Random(3), lag=3)[:2]
    new = Series(new.lead, new.won, [0.0] * (WEEKS - 30) + [5.0] * 30)
    away = Series(there.lead, there.won, [*there.capacity[:20], 0.0, *there.capacity[21:]])
    assert found_in([away, new], Random(1)).reps == 1


def test_weeks_that_are_all_the_same_say_nothing() -> None:
    found = found_in([Series([2.0] * WEEKS, [1000.0] * WEEKS, [5.0] * WEEKS)], Random(1))
    assert (found.correlation, found.is_found()) == (0, False)
