"""What a poll may say: nobody stands alone, whatever people answer."""

import json

from hypothesis import given
from hypothesis import strategies as st

from models.tools.counting import REGULARLY, K, Level, PollResult, Told, Use, counted, result_of, seal, told, unsealed
from tests.conftest import SECRETS


def use(*counts: int) -> Told:
    return told(dict(zip(map(str, Use), counts, strict=True)), tuple(Use), REGULARLY)


def test_every_answer_when_each_has_nobody_or_three() -> None:
    """5 daily, 0 weekly, 3 rarely, 0 never of 8: 62.5%, 0, 37.5%, 0."""
    found = use(5, 0, 3, 0)
    assert (found.level, found.n, found.share) == (Level.EACH, 8, 0.625)
    assert [share for _, share in found.each] == [0.625, 0, 0.375, 0]


def test_one_share_when_only_the_sides_are_large_enough() -> None:
    found = use(4, 1, 2, 1)
    assert (found.level, found.n, found.share, found.each) == (Level.TWO, 8, 0.625, ())


def test_a_word_when_one_side_is_one_or_two() -> None:
    assert use(4, 3, 1, 1) == Told(Level.MOST, 9)
    assert use(1, 1, 3, 4) == Told(Level.FEW, 9)


def test_nothing_of_two_answers_or_of_two_against_two() -> None:
    assert use(2, 0, 0, 0) == Told(Level.NOTHING, 0)
    assert use(1, 1, 1, 1) == Told(Level.NOTHING, 0)
    assert use(0, 0, 0, 0) == Told(Level.NOTHING, 0)


def test_everybody_alike_is_told() -> None:
    assert use(0, 0, 0, 3).share == 0
    assert use(2, 1, 0, 0) == Told(Level.TWO, 3, 1.0)


@given(st.tuples(*[st.integers(0, 8)] * 4))
def test_no_group_that_is_told_has_one_or_two(counts: tuple[int, int, int, int]) -> None:
    found = use(*counts)
    groups = [round(share * found.n) for _, share in found.each]
    if found.share is not None:
        groups += [round(found.share * found.n), found.n - round(found.share * found.n)]
    assert all(group == 0 or group >= K for group in groups)


def test_the_two_questions_are_counted_apart_and_sealed_alike() -> None:
    counts: dict[str, int] = {}
    lengths = {len(seal(SECRETS, "T1", "p1", counts))}
    for said in (Use.DAILY, Use.DAILY, Use.WEEKLY, Use.NEVER):
        counts = counted(counts, said, "yes" if said is Use.DAILY else "no")  # type: ignore[arg-type]
        lengths.add(len(seal(SECRETS, "T1", "p1", counts)))
    assert counts == {"use:daily": 2, "use:weekly": 1, "use:never": 1, "help:yes": 2, "help:no": 2}
    assert len(lengths) == 1
    assert unsealed(SECRETS, "T1", "p1", seal(SECRETS, "T1", "p1", counts)) == counts
    assert result_of(6, counts).use == Told(Level.MOST, 4)


def test_what_is_kept_of_a_poll_says_the_same_again() -> None:
    result = result_of(9, {"use:daily": 5, "use:rarely": 3, "help:yes": 6, "help:no": 2})
    assert PollResult.from_json(json.loads(json.dumps(result.to_json()))) == result
