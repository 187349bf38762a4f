"""A figure rests on k people, and no sum of figures comes down to fewer."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit.ballots.ballot import Ballot
from models.audit.results.suppression import (
    NOBODY_ANSWERED,
    NOBODY_ASKED,
    TOO_FEW,
    TOO_FEW_OF_A_GROUP,
    Cell,
    Detail,
    cell_of,
    figures_of,
)
from tests.models.audit.filled_ballots import STATEMENTS, ballot, ballots, published, smallest_found


def test_a_mean_is_over_all_answers_and_n_counts_people() -> None:
    # 4, 2, 5 and 5: 16 / 4; squares from the mean 0 + 4 + 1 + 1 = 6, √(6/4) = 1.22
    cast = [ballot(one=4, two=2), ballot(one=5), ballot(two=5), ballot(one=0, two=-1)]
    assert cell_of(cast, STATEMENTS) == Cell(4.0, 1.22, 3)


def test_four_answers_show_nothing_when_five_are_needed() -> None:
    figures = figures_of([ballot(one=4, two=4)] * 4, STATEMENTS, 5)
    hidden = Cell(reason=TOO_FEW)
    assert (figures.detail, figures.total, set(figures.statements.values())) == (Detail.NOTHING, hidden, {hidden})
    assert figures.groups["rep"] == Cell(reason=TOO_FEW_OF_A_GROUP)


def test_five_answers_show_the_function_and_its_statements() -> None:
    figures = figures_of([ballot(one=4, two=2)] * 5, STATEMENTS, 5)
    assert figures.total == Cell(3.0, 1.0, 5)
    assert figures.statements["one"] == Cell(4.0, 0.0, 5)


def test_one_manager_is_not_to_be_found_by_subtracting_the_reps() -> None:
    figures = figures_of([ballot(one=4, two=4)] * 6 + [ballot("manager", one=1, two=1)], STATEMENTS, 5)
    assert figures.detail is Detail.STATEMENTS
    assert set(figures.groups.values()) == {Cell(reason=TOO_FEW_OF_A_GROUP)}


def test_a_statement_that_few_answered_is_not_to_be_found_by_subtracting_the_other() -> None:
    figures = figures_of([ballot(one=4)] * 5 + [ballot(one=4, two=1)], STATEMENTS, 5)
    assert figures.detail is Detail.TOTAL
    assert set(figures.statements.values()) == {Cell(reason=TOO_FEW)}


def test_with_enough_of_both_everything_is_shown() -> None:
    cast = [ballot(one=4, two=4)] * 5 + [ballot("manager", one=2, two=2)] * 5
    figures = figures_of(cast, STATEMENTS, 5)
    assert (figures.groups["rep"].mean, figures.groups["manager"].mean, figures.total.mean) == (4.0, 2.0, 3.0)


def test_where_only_reps_were_asked_they_are_the_total() -> None:
    figures = figures_of([ballot(one=4, two=4)] * 5, STATEMENTS, 5, ["rep"])
    assert (figures.groups["rep"], figures.groups["manager"]) == (figures.total, Cell(reason=NOBODY_ASKED))


def test_managers_who_were_asked_and_say_nothing_are_not_told_from_one_who_did() -> None:
    reps = [ballot(one=4, two=4)] * 6
    nobody, somebody = (figures_of(cast, STATEMENTS, 5) for cast in (reps, [*reps, ballot("manager", one=1)]))
    assert nobody.groups == somebody.groups


def test_what_is_not_anonymous_is_shown_from_the_first_answer_on() -> None:
    figures = figures_of([ballot(one=4)], STATEMENTS, 1)
    assert (figures.total.mean, figures.groups["rep"].mean) == (4.0, 4.0)
    assert figures.groups["manager"] == figures.statements["two"] == Cell(reason=NOBODY_ANSWERED)


@settings(max_examples=200, deadline=None)
@given(ballots(), st.integers(3, 5))
def test_nobody_who_solves_the_system_finds_a_group_smaller_than_k(cast: list[Ballot], k: int) -> None:
    assert smallest_found(published(figures_of(cast, STATEMENTS, k), cast, STATEMENTS), k) is None


@settings(max_examples=60, deadline=None)
@given(ballots(("one", "two", "own"), most=12), st.integers(3, 4))
def test_neither_with_a_statement_of_the_workspace(cast: list[Ballot], k: int) -> None:
    statements = ("one", "two", "own")
    assert smallest_found(published(figures_of(cast, statements, k), cast, statements), k) is None


def test_the_attacker_finds_the_manager_when_groups_are_shown_all_the_same() -> None:
    """So that the two tests above can fail: the attack works where a defence is left out."""
    cast = [ballot(one=4, two=4)] * 6 + [ballot("manager", one=1, two=1)]
    figures = figures_of(cast, STATEMENTS, 5)
    reckless = replace(figures, groups={"rep": cell_of(cast[:6], STATEMENTS), "manager": Cell()})
    assert smallest_found(published(reckless, cast, STATEMENTS), 5) == 1


def test_the_attacker_finds_who_answered_a_statement_when_all_are_shown_all_the_same() -> None:
    cast = [ballot(one=4)] * 5 + [ballot(one=4, two=1)]
    figures = figures_of(cast, STATEMENTS, 5)
    reckless = replace(figures, statements={"one": cell_of(cast, ["one"]), "two": Cell()})
    assert smallest_found(published(reckless, cast, STATEMENTS), 5) == 1


@pytest.mark.parametrize("k", [3, 5, 7])
@given(cast=ballots())
def test_what_is_hidden_says_why_and_shows_no_number(k: int, cast: list[Ballot]) -> None:
    figures = figures_of(cast, STATEMENTS, k)
    for cell in (figures.total, *figures.groups.values(), *figures.statements.values()):
        assert (cell.mean is None) == (cell.n is None) == (cell.spread is None) == (cell.reason is not None)
        assert cell.n is None or cell.n >= k
