"""What several results together would give away."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit.results.overlap import people_given_away


def people(*numbers: int) -> frozenset[str]:
    return frozenset(f"p{number}" for number in numbers)


def test_one_audience_gives_nobody_away_and_neither_do_two_that_are_the_same() -> None:
    assert people_given_away([people(*range(6))], 5) is None
    assert people_given_away([people(*range(6)), people(*range(6))], 5) is None


def test_a_difference_of_a_few_gives_them_away() -> None:
    assert people_given_away([people(*range(10)), people(*range(12))], 5) == 2
    assert people_given_away([people(*range(10)), people(*range(15))], 5) is None


def test_exchanging_a_few_for_a_few_gives_nobody_away_until_there_are_too_few_of_both() -> None:
    assert people_given_away([people(*range(10)), people(*range(2, 12))], 5) == 4
    assert people_given_away([people(*range(10)), people(*range(3, 13))], 5) is None


def test_parts_and_the_whole_leave_the_rest() -> None:
    parts = [people(*range(5)), people(*range(5, 10))]
    assert people_given_away([*parts, people(*range(13))], 5) == 3


def test_four_audiences_that_differ_by_five_and_more_can_still_come_down_to_one() -> None:
    a, b = people(*range(10)), people(*range(5, 15))
    c, d = people(*range(5), *range(10, 16)), people(*range(5, 10))
    assert people_given_away([a, b, c], 5) is None
    assert people_given_away([a, b, c, d], 5) == 1  # 2d - (a + b - c)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 11), min_size=4), min_size=1, max_size=3), st.integers(3, 5))
def test_no_small_combination_escapes(numbers: list[frozenset[int]], k: int) -> None:
    """Against trying: whole and half multiples of each audience, added up, come down to no few people."""
    audiences = [people(*audience) for audience in numbers]
    if people_given_away(audiences, k) is not None:
        return
    everybody = frozenset().union(*numbers)
    for factors in product([Fraction(n, 2) for n in range(-4, 5)], repeat=len(numbers)):
        sums = [
            sum(f for f, audience in zip(factors, numbers, strict=True) if person in audience) for person in everybody
        ]
        assert not 0 < sum(map(bool, sums)) < k
