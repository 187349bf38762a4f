"""What makes a goal weak is said, in the order of what to mend first."""

from decimal import Decimal

from models.goals.lint import GoalProposal, Proposed, Weakness, advice_on
from models.scorecard.kpis import KPIS


def weaknesses(*proposed: Proposed, of_one_rep: bool = True) -> list[Weakness]:
    return [advice.weakness for advice in advice_on(GoalProposal(of_one_rep, proposed))]


def milestone(kpi: str, target: int = 5, best: int | None = 4, has_source: bool = True) -> Proposed:
    return Proposed(KPIS[kpi], Decimal(target), None if best is None else Decimal(best), has_source)


def test_a_goal_without_a_kpi_gets_that_advice_alone() -> None:
    assert weaknesses() == [Weakness.NO_KPI]


def test_a_goal_with_something_that_leads_to_the_result_is_well_made() -> None:
    assert weaknesses(milestone("new_customers"), milestone("first_meetings")) == []


def test_only_results_are_pointed_out() -> None:
    assert weaknesses(milestone("new_customers")) == [Weakness.ONLY_LAG]


def test_a_figure_of_a_team_is_no_goal_of_one_rep_but_may_be_of_a_team() -> None:
    assert Weakness.NOT_INFLUENCED in weaknesses(milestone("coca", best=None))
    assert Weakness.NOT_INFLUENCED not in weaknesses(milestone("coca", best=None), of_one_rep=False)


def test_a_kpi_that_nothing_feeds_yet_is_pointed_out() -> None:
    assert Weakness.NO_SOURCE in weaknesses(milestone("first_meetings", has_source=False))


def test_more_than_twice_the_best_of_four_periods_is_a_wish_and_twice_is_not() -> None:
    assert Weakness.FAR_ABOVE_BEST not in weaknesses(milestone("first_meetings", target=8, best=4))
    assert Weakness.FAR_ABOVE_BEST in weaknesses(milestone("first_meetings", target=9, best=4))


def test_less_is_better_is_never_far_above() -> None:
    assert Weakness.FAR_ABOVE_BEST not in weaknesses(milestone("returned_leads", target=99, best=1))
