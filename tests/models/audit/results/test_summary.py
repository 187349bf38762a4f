"""What somebody's skills come down to, and which gap comes first: no ties broken by the order of the questions."""

from dataclasses import replace

import pytest

from models.audit.questions import QUESTIONS, SKILLS_OF, Group
from models.audit.results.earlier import Earlier, SkillChange, TeamChange, pair_of_levels, together
from models.audit.results.ranking import ranked, role_weight
from models.audit.results.skills import PersonSkills, SkillLine, TeamSkills
from models.audit.results.summary import Summary, summary_of, widest_first
from models.team.records import Person
from tests.conftest import NOW

pytestmark = pytest.mark.once

REP_SKILLS = tuple(SKILLS_OF[Group.REP])


def person_with(own: dict[str, int], manager: dict[str, int], role: str | None = None, id_: str = "p1") -> PersonSkills:
    person = Person(id=id_, workspace_id="T1", name="Anna", sales_role=role, created_at=NOW)
    lines = tuple(SkillLine(skill, own.get(skill), manager.get(skill), 4.5) for skill in REP_SKILLS)
    return PersonSkills(person, lines, "rep", ("m1",) if manager else ())


def keys(lines: tuple[SkillLine, ...]) -> list[str]:
    return [line.skill for line in lines]


def summary(found: PersonSkills) -> Summary:
    return summary_of(found, QUESTIONS)


def test_the_first_sentence_has_the_widest_gap_the_highest_level_and_the_largest_difference() -> None:
    manager = dict.fromkeys(REP_SKILLS, 4) | {"proposal_writing": 2, "discovery": 5, "account_growth": 3}
    own = dict.fromkeys(REP_SKILLS, 4) | {"account_growth": 5, "discovery": 5, "proposal_writing": 3}
    found = summary(person_with(own, manager))
    assert keys(found.furthest) == ["proposal_writing"]  # 4.5 - 2
    assert keys(found.strongest) == ["discovery"]
    assert keys(found.differ) == ["account_growth", "proposal_writing"]  # 5 against 3, 3 against 2
    # 2.5; then 1.5; then eight at 0.5, of which those with impact 3 come first: first_conversation, prospecting, … alike
    assert keys(found.gaps.first) == ["proposal_writing", "account_growth"]
    assert set(keys(found.gaps.alike)) == {"prospecting", "first_conversation", "solution_value", "closing"}


def test_above_best_in_class_is_no_gap() -> None:
    [line, *_] = person_with({}, {"prospecting": 5}).lines
    assert line.gap == 0.0


def test_all_alike_is_said_and_ranks_nothing_by_its_place_in_the_list() -> None:
    found = summary(person_with({}, dict.fromkeys(REP_SKILLS, 4)))
    assert found.is_all_alike
    assert found.gaps.first == ()
    assert len(found.gaps.alike) == sum(QUESTIONS[skill].action.impact == 3 for skill in REP_SKILLS)


def test_of_gaps_as_wide_the_one_the_role_lives_by_comes_first() -> None:
    levels = dict.fromkeys(REP_SKILLS, 5) | {"prospecting": 3, "account_growth": 3}
    # impact 3 each; a BDR lives by prospecting (1.5) and hardly grows accounts (0.5), an account manager the reverse
    assert keys(summary(person_with({}, levels, "bdr")).gaps.first) == ["prospecting", "account_growth"]
    assert keys(summary(person_with({}, levels, "account")).gaps.first) == ["account_growth", "prospecting"]


def test_without_the_manager_the_own_ratings_stand_and_nothing_differs() -> None:
    found = summary(person_with(dict.fromkeys(REP_SKILLS[:-1], 4) | {"closing": 2}, {}))
    assert keys(found.furthest) == ["closing"]
    assert found.differ == ()
    assert found.both == 0
    assert keys(found.unrated) == [REP_SKILLS[-1]]  # don't know, or never asked


def test_every_skill_stands_in_the_order_of_its_gap_and_what_nobody_rated_last() -> None:
    found = person_with({}, {"closing": 1, "discovery": 4, "prospecting": 3})
    assert keys(widest_first(found, QUESTIONS))[:3] == ["closing", "prospecting", "discovery"]


def test_a_team_weighs_by_gap_people_impact_and_role() -> None:
    one = person_with({}, {"prospecting": 2, "closing": 4}, "sdr", "p1")
    other = person_with({}, {"prospecting": 5, "closing": 2}, "field", "p2")
    team = TeamSkills((), (one, other), {"prospecting": 3, "closing": 3})
    weights = {line.skill: (line.weight, line.below, line.n) for line in team.together(team.people) if line.n}
    # prospecting: 2.5 × 3 × 1.5 (an SDR lives by it); closing: 0.5 × 3 × 0.5 + 2.5 × 3 × 1.5
    assert weights == {"prospecting": (11.25, 1, 2), "closing": (12.0, 2, 2)}


@pytest.mark.parametrize(
    ("weights", "first", "alike"),
    [([3, 2, 1, 1], [3, 2], [1, 1]), ([1, 1, 1, 1], [], [1, 1, 1, 1]), ([3, 3, 2], [3, 3, 2], []), ([], [], [])],
)
def test_what_weighs_alike_comes_in_together_or_not_at_all(
    weights: list[int], first: list[int], alike: list[int]
) -> None:
    found = ranked(weights, float, 3)
    assert (list(found.first), list(found.alike)) == (first, alike)


def test_a_role_that_nobody_named_weighs_all_alike() -> None:
    assert {role_weight(None, skill) for skill in REP_SKILLS} == {1.0}


# --- since the last time ----------------------------------------------------------------------------------


def test_the_managers_rating_is_compared_with_the_managers_never_with_ones_own() -> None:
    line = SkillLine("closing", 5, None, 4.5)
    assert pair_of_levels(line, replace(line, own=3, manager=2)) == (5, 3)
    assert pair_of_levels(replace(line, manager=4), replace(line, manager=2)) == (4, 2)
    assert pair_of_levels(replace(line, own=None, manager=4), line) is None


def test_a_teams_change_is_over_the_people_of_whom_both_surveys_say_something() -> None:
    each = [
        Earlier(1, (SkillChange("closing", 2, 4), SkillChange("discovery", 3, 3))),
        Earlier(2, (SkillChange("closing", 3, 3),)),
    ]
    # closing: (2 + 3) / 2 = 2.5, now (4 + 3) / 2 = 3.5
    assert together(each, ["closing", "discovery", "prospecting"]) == [
        TeamChange("closing", 2, 2.5, 3.5),
        TeamChange("discovery", 1, 3, 3),
    ]
