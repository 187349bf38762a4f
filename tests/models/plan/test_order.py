"""The lowest statements are proposed, quick wins first, system projects last."""

from models.audit.questions import QUESTIONS, Part, questions_of
from models.plan.order import MOST_PROPOSED, Scored, is_quick_win, statements_scored, worth_doing


def scored(**scores: float) -> list[Scored]:
    return [Scored(QUESTIONS[key], score) for key, score in scores.items()]


def keys(found: list[Scored]) -> list[str]:
    return [one.question.key for one in found]


def test_quick_wins_come_first_and_heavy_systems_last_though_they_scored_lowest() -> None:
    # impact, effort: reports 3, 3 heavy · people_right 3, 3 · managed 3, 2 · followed 3, 1
    found = worth_doing(scored(technology_reports=1.2, people_right=1.5, customers_managed=2.0, strategy_followed=2.5))
    assert keys(found) == ["strategy_followed", "customers_managed", "people_right", "technology_reports"]


def test_what_scores_a_four_needs_no_action() -> None:
    assert keys(worth_doing(scored(people_right=4.0, strategy_followed=3.99))) == ["strategy_followed"]


def test_only_the_lowest_six_are_proposed() -> None:
    all_low = {question.key: 1 + place / 10 for place, question in enumerate(questions_of(Part.FUNCTIONS, None))}
    found = keys(worth_doing(scored(**all_low)))
    assert len(found) == MOST_PROPOSED
    assert set(found) == set(list(all_low)[:MOST_PROPOSED])


def test_of_two_that_are_as_good_the_lower_score_comes_first() -> None:
    # both impact 2, effort 1
    assert keys(worth_doing(scored(process_followed=2.4, customers_measured=2.1))) == [
        "customers_measured",
        "process_followed",
    ]


def test_a_quick_win_is_worth_something_costs_little_and_is_no_system_project() -> None:
    assert is_quick_win(impact=2, effort=1, is_heavy=False)
    assert not is_quick_win(impact=1, effort=1, is_heavy=False)
    assert not is_quick_win(impact=3, effort=2, is_heavy=False)
    assert not is_quick_win(impact=3, effort=1, is_heavy=True)


def test_a_statement_that_is_not_shown_counts_as_its_function_and_one_without_both_not_at_all() -> None:
    asked = [QUESTIONS[key] for key in ("strategy_growth", "strategy_followed", "people_right")]
    found = statements_scored(asked, {"strategy_growth": 2.0}, {"strategy": 2.5, "people": None})
    assert [(one.question.key, one.score) for one in found] == [("strategy_growth", 2.0), ("strategy_followed", 2.5)]
