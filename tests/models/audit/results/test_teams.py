"""A team beside the company: shown only where neither the rest, nor a group, nor an earlier figure gives a few away."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit.ballots.ballot import Ballot
from models.audit.closing import close_by_itself, reopen_campaign
from models.audit.records import AuditCampaign
from models.audit.results import freezing, teams
from models.audit.results.functions import Results, results_of
from models.audit.results.suppression import Cell, Detail, figures_of
from models.audit.results.teams import Member, team_cells
from models.audit.starting import Named, OneTeam
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, DEADLINE, FEMKE, GRACE, JORIS, NORTH, SOUTH, Company
from tests.models.audit.filled_ballots import STATEMENTS, Sum, ballot, ballots, published, smallest_found

pytestmark = pytest.mark.once
EVERYBODY = (*NORTH, *SOUTH, CARLA, JORIS, GRACE, FEMKE, "Kim")


def cells(members: Sequence[Member], k: int) -> dict[str, Cell]:
    figures = figures_of([one for one, _ in members], STATEMENTS, k)
    return team_cells(members, STATEMENTS, k, figures.detail)


def of(team: str | None, how_many: int, group: str = "rep", level: int = 4) -> list[tuple[Ballot, str | None]]:
    return [(ballot(group, one=level, two=level), team) for _ in range(how_many)]


def test_a_team_of_five_stands_beside_a_rest_of_five_and_not_of_four() -> None:
    assert cells([*of("north", 5, level=2), *of(None, 5)], 5) == {"north": Cell(2.0, 0.0, 5)}
    assert cells([*of("north", 5, level=2), *of(None, 4)], 5) == {}
    assert cells([*of("north", 4, level=2), *of(None, 9)], 5) == {}


def test_the_smallest_team_goes_to_the_rest_when_that_is_too_few() -> None:
    assert set(cells([*of("north", 7), *of("south", 6), *of(None, 2)], 5)) == {"north"}
    assert set(cells([*of("north", 7), *of("south", 6)], 5)) == {"north", "south"}


def test_a_team_that_is_the_company_is_no_comparison() -> None:
    assert cells(of("north", 9), 5) == {}


def test_teams_that_add_up_to_the_company_do_not_say_that_the_rest_was_silent() -> None:
    """7 and 6 are 13, all answers there are: none of the five others would have answered. So the South goes to the rest,
    as it does when two of them answer; where nobody else was asked, there is nobody to tell of.
    """
    north, south = of("north", 7), of("south", 6)
    asked = {"north": {"rep": 7}, "south": {"rep": 6}, None: {"rep": 5}}
    for others in ([], of(None, 2)):
        shown = team_cells([*north, *south, *others], STATEMENTS, 5, Detail.STATEMENTS, asked)
        assert set(shown) == {"north"}
    nobody_else = {team: groups for team, groups in asked.items() if team}
    assert set(team_cells([*north, *south], STATEMENTS, 5, Detail.STATEMENTS, nobody_else)) == {"north", "south"}


def test_a_team_that_says_nothing_is_a_rest_that_was_asked() -> None:
    """Of the West nobody answered: north and south alone would be all answers, and say so."""
    asked = {"north": {"rep": 7}, "south": {"rep": 6}, "west": {"rep": 5}}
    shown = team_cells([*of("north", 7), *of("south", 6)], STATEMENTS, 5, Detail.STATEMENTS, asked)
    assert set(shown) == {"north"}


def test_the_one_manager_of_a_team_is_not_known_to_have_kept_silent() -> None:
    """The reps are the North and nobody else: had its manager answered, 1 would stand between, and no team be shown."""
    asked = {"north": {"rep": 6, "manager": 1}, None: {"manager": 5}}
    reps, managers = of("north", 6), of(None, 5, "manager")
    assert team_cells([*reps, *managers], STATEMENTS, 5, Detail.GROUPS, asked) == {}
    assert team_cells([*reps, *of("north", 1, "manager"), *managers], STATEMENTS, 5, Detail.GROUPS, asked) == {}
    asked["north"].pop("manager")
    assert set(team_cells([*reps, *managers], STATEMENTS, 5, Detail.GROUPS, asked)) == {"north"}


def test_a_rep_is_not_found_between_the_reps_and_a_team_of_reps_only() -> None:
    """Six reps are the North, one rep and five managers the rest: all reps less the North is that one rep."""
    members = [*of("north", 6), *of(None, 1, level=1), *of(None, 5, "manager")]
    assert figures_of([one for one, _ in members], STATEMENTS, 5).detail is Detail.GROUPS
    assert cells(members, 5) == {}


def test_five_teams_each_with_a_manager_stand_beside_reps_and_managers() -> None:
    members = [one for team in "abcde" for one in (*of(team, 5), *of(team, 1, "manager"))]
    assert set(cells(members, 5)) == set("abcde")


def joined(members: Sequence[tuple[Ballot, str | None]], k: int) -> list[Sum]:
    """All that is published of a function: total, statements, groups, and teams."""
    cast = [one for one, _ in members]
    sums = published(figures_of(cast, STATEMENTS, k), cast, STATEMENTS)
    for team in cells(members, k):
        who = [n for n, (_, its) in enumerate(members) if its == team]
        sums.append(Sum(frozenset((n, one) for n in who for one in STATEMENTS if cast[n].levels.get(one, 0) > 0)))
    return sums


@settings(max_examples=100, deadline=None)
@given(ballots(most=12), st.lists(st.sampled_from([None, "north", "south"]), min_size=12, max_size=12))
def test_teams_groups_statements_and_totals_solved_together_find_nobody(
    cast: list[Ballot], where: list[str | None]
) -> None:
    assert smallest_found(joined(list(zip(cast, where, strict=False)), 3), 3) is None


def test_the_attack_does_find_the_rep_when_every_team_of_five_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teams, "_is_safe", lambda *_: True)
    members = [*of("north", 6), *of(None, 1, level=1), *of(None, 5, "manager")]
    assert smallest_found(joined(members, 5), 5) == 1


# --- two shows of one campaign, and two campaigns ------------------------------------------------------


def closed(company: Company, campaign: AuditCampaign) -> Results:
    close_by_itself(company.session, SECRETS, campaign, NOW)
    results = results_of(company.session, campaign)
    assert results is not None
    return results


def the_north(company: Company, results: Results) -> Cell | None:
    return results.functions["people"].teams.get(company.teams["North"].id)


def only_the_north_is_a_team(company: Company) -> None:
    for person in company.people.values():
        if person.team_id == company.teams["South"].id:
            person.team_id = None
    company.session.flush()


def all_answer(company: Company, campaign: AuditCampaign) -> None:
    for number, name in enumerate(EVERYBODY):
        company.answers(campaign, name, 1 + number % 5, today=campaign.opened_on)


def test_one_of_two_teams_stands_beside_the_company_when_both_leave_three(company: Company) -> None:
    """Both have six; Femke, Grace and Kim would be what is left of fifteen."""
    campaign = company.starts()
    all_answer(company, campaign)
    results = closed(company, campaign)
    assert len(results.teams) == 1
    assert Results.from_json(results.to_json()).teams == results.teams


@pytest.mark.parametrize("answering", [(), ("Lars", "Mia")])
def test_five_without_a_team_who_are_silent_look_like_two_who_answer(
    company: Company, answering: tuple[str, ...]
) -> None:
    """North and South have six each; Kim, Femke, Grace and two new ones have no team. One of the two teams is shown."""
    company.hires("Lars")
    company.hires("Mia")
    campaign = company.starts()
    for name in (*NORTH, CARLA, *SOUTH, JORIS, *answering):
        company.answers(campaign, name, 3)
    assert len(closed(company, campaign).teams) == 1


def shows_of_two_closings(company: Company) -> tuple[Cell | None, Cell | None]:
    """Everybody but Eva answers 2; it is opened again for five, of whom Eva is the only one of the North."""
    only_the_north_is_a_team(company)
    campaign = company.starts()
    for name in (*NORTH[:4], CARLA, *SOUTH, JORIS):
        company.answers(campaign, name, 2)
    first = the_north(company, closed(company, campaign))
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    for name in ("Eva", "Kim", GRACE, FEMKE, "Fleur"):
        company.answers(campaign, name, 5)
    return first, the_north(company, closed(company, campaign))


def test_two_closings_do_not_say_what_the_latecomer_of_a_team_gave(company: Company) -> None:
    first, second = shows_of_two_closings(company)
    assert first == second == Cell(2.0, 0.0, 5)


def test_the_difference_does_tell_when_teams_are_renewed(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attack works: six times the new mean less five times the old is what Eva gave."""
    real = freezing.frozen
    monkeypatch.setattr(
        "models.audit.closing.frozen", lambda box, k, invited, groups, _, of: real(box, k, invited, groups, None, of)
    )
    first, second = shows_of_two_closings(company)
    assert first is not None
    assert second is not None
    assert second.mean is not None
    assert round(second.mean * 6 - 2.0 * 5, 1) == 5.0


def two_campaigns(company: Company) -> tuple[Cell | None, Cell | None]:
    """A month apart, and Eva is no longer of the North; everybody answers as they did."""
    only_the_north_is_a_team(company)
    campaign = company.starts()
    all_answer(company, campaign)
    first = the_north(company, closed(company, campaign))
    company["Eva"].team_id = None
    company.session.flush()
    later = NOW + timedelta(days=35)
    again = company.starts(now=later, deadline=later.date() + timedelta(days=14))
    all_answer(company, again)
    return first, the_north(company, closed(company, again))


def test_a_team_that_lost_one_is_not_shown_again_soon(company: Company) -> None:
    first, second = two_campaigns(company)
    assert first is not None
    assert second is None


def test_two_figures_of_a_team_do_tell_what_the_one_who_left_it_gave(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack works: the North was Anna to Eva and Carla with 1, 2, 3, 4, 5 and 1; without Eva 11 over 5."""
    monkeypatch.setattr("models.audit.teams_beside.people_given_away", lambda *_: None)
    first, second = two_campaigns(company)
    assert first is not None
    assert second is not None
    assert round((first.mean or 0) * 6 - (second.mean or 0) * 5) == 5


def test_a_survey_of_most_of_a_team_is_refused_beside_a_figure_of_the_team(company: Company) -> None:
    only_the_north_is_a_team(company)
    campaign = company.starts()
    all_answer(company, campaign)
    assert the_north(company, closed(company, campaign)) is not None
    with pytest.raises(Refusal, match="too_alike"):
        company.starts(audience=Named(company.named(*NORTH)))


def test_a_running_survey_gives_up_a_team_for_one_that_starts_beside_it(company: Company) -> None:
    campaign = company.starts()
    company.starts(audience=OneTeam(company.teams["South"].id))
    all_answer(company, campaign)
    assert the_north(company, closed(company, campaign)) is None
