"""What a person sees of their skills, what a manager sees of a team, and what nobody else does."""

import pytest

from models.audit.ballots.ballot import NOT_MY_JOB
from models.audit.closing import close_by_itself
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results.skills import SkillLine, skills_of, team_skills
from models.audit.results.trends import trend_of_skills
from models.audit.settings import set_standard
from models.audit.starting import OneTeam
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, FEMKE, NORTH, Company


@pytest.fixture
def campaign(company: Company) -> AuditCampaign:
    """The North has rated itself 4 (Anna: closing 2), and Carla rates Anna and Bram."""
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    company.answers(campaign, "Anna", {"closing": 2, "prospecting": 4}, {"closing": "I find it hard"})
    company.answers(campaign, "Bram", {"closing": 4, "prospecting": None})
    anna, bram = company["Anna"].id, company["Bram"].id
    company.answers(
        campaign,
        CARLA,
        {f"closing@{anna}": 3, f"closing@{bram}": 2, f"prospecting@{bram}": 5, "training_coaching": 3},
        {f"closing@{anna}": "Ask for the order"},
    )
    set_standard(acting(company.session, company[FEMKE]), "closing", 4.0)
    return campaign


def close(company: Company, campaign: AuditCampaign) -> None:
    close_by_itself(company.session, SECRETS, campaign, NOW)


def lines(company: Company, campaign: AuditCampaign, viewer: str, person: str) -> dict[str, SkillLine]:
    return {
        line.skill: line
        for line in skills_of(company.session, campaign, company[viewer], company[person], NOW.date()).lines
    }


def test_a_person_sees_self_manager_best_in_class_and_the_gap(company: Company, campaign: AuditCampaign) -> None:
    close(company, campaign)
    closing = lines(company, campaign, "Anna", "Anna")["closing"]
    assert (closing.own, closing.manager, closing.standard, closing.gap) == (2, 3, 4.0, 1.0)
    assert isinstance(closing.manager, int), "one manager's answer, no mean"
    assert (closing.own_comment, closing.manager_comments) == ("I find it hard", ("Ask for the order",))


def test_without_the_manager_the_gap_is_to_what_one_said_oneself_and_dont_know_is_nothing(
    company: Company, campaign: AuditCampaign
) -> None:
    close(company, campaign)
    assert lines(company, campaign, CARLA, "Anna")["prospecting"].gap == 0.5  # 4.5 - 4
    assert lines(company, campaign, CARLA, "Bram")["prospecting"].own is None
    assert lines(company, campaign, CARLA, "Chris")["closing"].gap is None


def test_what_is_no_part_of_the_job_is_in_no_figure(company: Company) -> None:
    """Carla: closing is not Anna's job (Anna gave herself a 2), and Bram's closing is a 3; Bram: prospecting is not mine."""
    survey = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    anna, bram = company["Anna"].id, company["Bram"].id
    company.answers(survey, "Anna", {"closing": 2, "prospecting": 4})
    company.answers(survey, "Bram", {"closing": 5, "prospecting": NOT_MY_JOB})
    company.answers(survey, CARLA, {f"closing@{anna}": NOT_MY_JOB, f"closing@{bram}": 3, f"prospecting@{anna}": 4})
    close(company, survey)
    closing = lines(company, survey, CARLA, "Anna")["closing"]
    assert (closing.is_no_part, closing.own, closing.level, closing.gap) == (True, None, None, None)
    assert lines(company, survey, CARLA, "Bram")["prospecting"].is_no_part
    team = {line.skill: line for line in team_skills(company.session, survey, company[CARLA], NOW.date()).lines}
    assert (team["closing"].own, team["closing"].manager, team["closing"].n, team["closing"].no_part) == (5, 3, 1, 1)
    [point] = trend_of_skills(company.session, survey, company[CARLA], NOW.date(), company["Anna"])
    assert (point.scores["closing"], point.scores["prospecting"]) == (None, 4)


def test_a_colleague_and_another_manager_see_nothing(company: Company, campaign: AuditCampaign) -> None:
    close(company, campaign)
    for viewer in ("Bram", "Joris"):
        with pytest.raises(Refusal, match="access"):
            skills_of(company.session, campaign, company[viewer], company["Anna"], NOW.date())


def test_nothing_is_seen_before_it_is_closed(company: Company, campaign: AuditCampaign) -> None:
    for ask in (
        lambda: lines(company, campaign, "Anna", "Anna"),
        lambda: team_skills(company.session, campaign, company[CARLA], NOW.date()),
    ):
        with pytest.raises(Refusal, match="still_open"):
            ask()


def test_a_team_has_its_gaps_and_what_to_train_first(company: Company, campaign: AuditCampaign) -> None:
    close(company, campaign)
    team = team_skills(company.session, campaign, company[CARLA], NOW.date())
    by_skill = {line.skill: line for line in team.lines}
    # Anna 4.0 - 3, Bram 4.0 - 2
    assert (by_skill["closing"].gap, by_skill["closing"].n) == (1.5, 2)
    # Anna 4.5 - 4; Bram has a 5, which is no gap: (0.5 + 0) / 2
    assert (by_skill["prospecting"].gap, by_skill["prospecting"].below) == (0.25, 1)
    # impact 3 each: closing (1 + 2) × 3 = 9, Carla's own 4.5 - 3 = 1.5 × 3 = 4.5,
    # prospecting 0.5 × 3 × 0.5 = 0.75 (an account manager hardly does it)
    assert [line.skill for line in team.first_of(team.lines).first] == ["closing", "training_coaching", "prospecting"]
    assert [one.person.name for one in team.people] == [*NORTH[:2], CARLA, *NORTH[2:]]


def test_everybody_gets_the_people_they_see(company: Company, campaign: AuditCampaign) -> None:
    close(company, campaign)
    seen = {
        viewer: len(team_skills(company.session, campaign, company[viewer], NOW.date()).people)
        for viewer in (FEMKE, CARLA, "Anna", "Joris")
    }
    assert seen == {FEMKE: 6, CARLA: 6, "Anna": 1, "Joris": 0}
