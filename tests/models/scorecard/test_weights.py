"""How much each KPI counts, by role; and what a workspace may not choose."""

import pytest

from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.scorecard.weights import Weights, check_weights, weight_of


def test_the_usual_weights() -> None:
    given = {key: weight_of("account", key) for key in KPIS}
    others = {key for key in KPIS if key not in given or given[key] == 1}
    assert {key: weight for key, weight in given.items() if weight not in (0, 1)} == {
        "sales_by_channel": 4,
        "first_meetings": 3,
        "follow_ups": 3,
        "proposals": 3,
        "pipeline": 2,
        "training_hours": 0.5,
    }
    assert {"csat", "close_rate", "renewals", "cross_upsell"} <= others


def test_figures_of_teams_and_of_the_manager_are_in_no_reps_score_and_in_a_teams() -> None:
    for key in ("coaching", "turnover", "reps_on_track", "reps_at_target", "coca"):
        assert weight_of("account", key) == 0, key
        assert weight_of(None, key, of_one_rep=False) == 1, key
    assert weight_of("account", "coaching", {"": {"coaching": 9}}) == 0


def test_a_role_goes_before_everybody_and_that_before_the_usual_one() -> None:
    chosen: Weights = {"": {"csat": 2}, "sdr": {"csat": 5, "sales_by_channel": 0}}
    assert [weight_of(role, "csat", chosen) for role in ("sdr", "field", None)] == [5, 2, 2]
    assert [weight_of(role, "sales_by_channel", chosen) for role in ("sdr", "field")] == [0, 4]


def test_weights_with_which_nothing_would_count_are_refused() -> None:
    nothing: Weights = {"": dict.fromkeys(KPIS, 0)}
    with pytest.raises(Refusal, match=r"scorecard\.no_weights"):
        check_weights("account", nothing)
    check_weights("sdr", {**nothing, "sdr": {"first_meetings": 1}})
    # Only coaching is left, which is in no rep's score.
    with pytest.raises(Refusal, match=r"scorecard\.no_weights"):
        check_weights(None, {"": {**dict.fromkeys(KPIS, 0), "coaching": 3}})


@pytest.mark.parametrize("weight", [-1, 100.5, float("nan")])
def test_a_weight_is_a_number_from_0_to_100(weight: float) -> None:
    with pytest.raises(Refusal, match=r"scorecard\.weight_out_of_range"):
        check_weights(None, {"": {"csat": weight}})
