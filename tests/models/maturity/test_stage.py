"""The stage is the floor of the mean, held down by the weakest function; the sums stand beside the cases."""

import pytest

from models.audit.questions import FUNCTIONS
from models.maturity.recommended import PROMPTS, RECOMMENDED, Depth
from models.maturity.stage import STAGE_NAMES, Stage, stage_name, stage_of
from models.scorecard.kpis import KPIS


def scores(*values: float | None) -> dict[str, float | None]:
    return dict(zip(FUNCTIONS, values, strict=True))


def test_the_stage_is_the_floor_of_the_mean() -> None:
    # (3 + 3 + 3 + 3 + 4 + 4 + 4) / 7 = 24 / 7 = 3.43 -> 3; the lowest allows 3 + 1 = 4
    assert stage_of(scores(3, 3, 3, 3, 4, 4, 4), 1.0) == Stage(3)


def test_one_weak_function_holds_the_stage_down_and_is_named() -> None:
    # (4.5 x 6 + 1.9) / 7 = 28.9 / 7 = 4.13 -> 4; technology is 1.9 -> 1 + 1 = 2
    assert stage_of(scores(4.5, 4.5, 4.5, 4.5, 1.9, 4.5, 4.5), 1.0) == Stage(2, capped_by="technology")


def test_a_cap_that_takes_nothing_away_is_not_mentioned() -> None:
    # (2 + 3 x 6) / 7 = 20 / 7 = 2.86 -> 2; the lowest allows 2 + 1 = 3
    assert stage_of(scores(2, 3, 3, 3, 3, 3, 3), 1.0) == Stage(2)
    # (2 + 4 x 6) / 7 = 26 / 7 = 3.71 -> 3; the lowest allows exactly 3
    assert stage_of(scores(2, 4, 4, 4, 4, 4, 4), 1.0) == Stage(3)


def test_full_marks_are_stage_five_and_ones_are_stage_one() -> None:
    assert stage_of(scores(*[5.0] * 7), 1.0) == Stage(5)
    assert stage_of(scores(*[1.0] * 7), 1.0) == Stage(1)


def test_a_mean_of_three_is_three_whatever_the_computer_makes_of_it() -> None:
    # 2.7 + 2.8 + 2.9 + 3.0 + 3.1 + 3.2 + 3.3 = 21.0, and 21 / 7 = 3
    assert stage_of(scores(2.7, 2.8, 2.9, 3.0, 3.1, 3.2, 3.3), 1.0) == Stage(3)


def test_below_sixty_per_cent_answered_there_is_no_stage() -> None:
    good = scores(*[4.0] * 7)
    assert stage_of(good, 7 / 12) == Stage(None, reason="too_few_answered")  # 58.3 %
    assert stage_of(good, 6 / 10) == Stage(4)
    assert stage_of(good, 3 / 5) == Stage(4)


@pytest.mark.parametrize("functions", [scores(4, 4, 4, None, 4, 4, 4), {"strategy": 5.0}, {}])
def test_without_a_figure_for_every_function_there_is_no_stage(functions: dict[str, float | None]) -> None:
    assert stage_of(functions, 1.0) == Stage(None, reason="function_missing")


def test_every_stage_has_a_name_in_both_languages_and_something_recommended() -> None:
    assert list(STAGE_NAMES) == list(RECOMMENDED) == [1, 2, 3, 4, 5]
    assert (stage_name(2, "en"), stage_name(2, "nl")) == ("Emerging", "In opbouw")


def test_each_stage_keeps_what_the_one_before_it_had() -> None:
    for stage in range(2, 6):
        before, after = RECOMMENDED[stage - 1], RECOMMENDED[stage]
        assert set(before.focus) < set(after.focus) <= set(KPIS)
        assert set(before.prompts) <= set(after.prompts) <= set(PROMPTS)
    assert RECOMMENDED[1].depth is Depth.SHORT
    assert set(RECOMMENDED[5].focus) == set(KPIS)
