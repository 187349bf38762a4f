"""Places with ties; and whatever people do, nobody can be told to be last in public."""

from hypothesis import given
from hypothesis import strategies as st

from models.contests.ranking import UNNAMED, named, own_place, ranked


def places(*values: float) -> list[int]:
    return [one.place for one in ranked([(str(n), value) for n, value in enumerate(values)])]


def test_who_did_equally_well_shares_a_place_and_the_next_is_left_out() -> None:
    assert places(0.9, 1.2, 0.4, 0.9) == [1, 2, 2, 4]


def top(*values: float) -> list[str]:
    return [one.person_id for one in named(ranked([(str(n), value) for n, value in enumerate(values)]))]


def test_of_two_nobody_is_named_of_three_one_and_of_five_three() -> None:
    assert top(1, 0.5) == []
    assert top(1, 0.5, 0.4) == ["0"]
    assert top(1, 0.5, 0.4, 0.3) == ["0", "1"]
    assert top(1, 0.5, 0.4, 0.3, 0.2) == ["0", "1", "2"]


def test_who_share_a_place_are_named_together_or_not_at_all() -> None:
    assert top(1, 0.5, 0.5, 0.1) == ["0"]
    assert top(1, 1, 0.5, 0.4, 0.1) == ["0", "1", "2"]
    assert top(1, 1, 1, 1) == []


def test_nothing_done_wins_nothing() -> None:
    assert top(0, 0, 0, 0, 0) == []
    assert top(-0.1, -0.2, -0.3) == []


@given(st.lists(st.floats(-2, 3), max_size=12))
def test_the_last_are_never_named_and_always_several(values: list[float]) -> None:
    everybody = ranked([(str(n), value) for n, value in enumerate(values)])
    said = named(everybody)
    unnamed = [one for one in everybody if one not in said]
    assert not said or len(unnamed) >= UNNAMED
    assert all(one.place < other.place for one in said for other in unnamed)


def own(*values: float) -> list[int | None]:
    everybody = ranked([(str(n), value) for n, value in enumerate(values)])
    return [own_place(everybody, str(n)) for n in range(len(values))]


def test_who_reads_their_own_place_does_not_learn_by_it_who_is_last() -> None:
    assert own(1) == [1]
    assert own(1, 0.5) == [None, None], "first of two: the other one is last"
    assert own(1, 0.5, 0.4) == [1, None, None], "second of three, with the first named"
    assert own(1, 1, 0.5) == [1, 1, 3]
    assert own(1, 0.5, 0.4, 0.3, 0.2, 0.1) == [1, 2, 3, 4, 5, 6]


@given(st.lists(st.floats(-2, 3), max_size=12))
def test_whoever_knows_a_place_does_not_know_the_last_one(values: list[float]) -> None:
    everybody = ranked([(str(n), value) for n, value in enumerate(values)])
    known = {one.person_id for one in named(everybody)}
    for reader in everybody:
        if own_place(everybody, reader.person_id) is not None:
            assert len(everybody) == 1 or len({one.person_id for one in everybody} - known - {reader.person_id}) >= 2
