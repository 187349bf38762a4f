"""What stands in the way of the next stage, worked out from the rule that makes a stage."""

from models.audit.questions import FUNCTIONS
from models.audit.results.functions import FunctionResult, Results
from models.audit.results.suppression import Cell
from models.maturity.next_stage import next_stage

NOBODY = Cell(None, None, None)


def results(*means: float, answered: int = 10) -> Results:
    """Each function with two statements: 0.4 below its mean, and 0.4 above."""
    functions = {
        key: FunctionResult(
            key, mean, 0.5, 10, None, 1, NOBODY, NOBODY, {f"{key}_1": Cell(mean + 0.4, 0.5, 10), f"{key}_2": Cell(round(mean - 0.4, 2), 0.5, 10)},
        )
        for key, mean in zip(FUNCTIONS, means, strict=True)
    }  # fmt: skip
    return Results(5, 10, answered, answered, functions)


def test_a_function_that_caps_the_stage_is_in_the_way_alone_with_both_its_statements() -> None:
    # (4.5 x 6 + 1.9) / 7 = 4.13; technology 1.9 caps it at 2. Stage 3 asks for a mean of 3 (it is there) and for 2 of each.
    above = next_stage(results(4.5, 4.5, 4.5, 4.5, 1.9, 4.5, 4.5))
    assert above is not None
    assert (above.value, above.mean) == (3, 4.13)
    [technology] = above.obstacles
    assert (technology.function, technology.score, technology.needed) == ("technology", 1.9, 2)
    assert technology.statements == (("technology_2", 1.5), ("technology_1", 2.3))


def test_a_mean_that_is_too_low_is_kept_down_by_the_two_lowest() -> None:
    # (2 + 3 x 5 + 2.8) / 7 = 19.8 / 7 = 2.83 -> stage 2. Stage 3 asks for a mean of 3; nobody is below 2.
    above = next_stage(results(2, 3, 3, 3, 3, 3, 2.8))
    assert above is not None
    assert (above.value, above.mean) == (3, 2.83)
    assert [(one.function, one.needed) for one in above.obstacles] == [("strategy", None), ("leadership", None)]
    assert [one.statements for one in above.obstacles] == [(("strategy_2", 1.6),), (("leadership_2", 2.4),)]


def test_both_at_once() -> None:
    # (1.8 + 2.4 + 3 x 5) / 7 = 19.2 / 7 = 2.74 -> 2; stage 3: technology is below 2, and process keeps the mean below 3.
    above = next_stage(results(3, 2.4, 3, 3, 1.8, 3, 3))
    assert above is not None
    assert [(one.function, one.needed) for one in above.obstacles] == [("technology", 2), ("process", None)]


def test_at_the_highest_and_without_a_stage_nothing_is_in_the_way() -> None:
    assert next_stage(results(*[5.0] * 7)) is None
    assert next_stage(results(*[3.0] * 7, answered=5)) is None


def test_something_is_always_in_the_way_of_a_higher_one() -> None:
    for tenths in range(10, 50, 3):
        above = next_stage(results(*[tenths / 10] * 6, 5.0))
        assert above is None or above.obstacles, tenths
