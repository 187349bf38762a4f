"""What moved since the last survey, and the company's mean beside a team's."""

from datetime import timedelta

import pytest

from models.audit.closing import close_by_itself
from models.audit.questions import Group, Part
from models.audit.records import AuditCampaign
from models.audit.results import earlier
from models.audit.results.company_means import company_means
from models.audit.results.earlier import SkillChange, earlier_of
from models.audit.results.skills import TeamSkills, team_skills
from models.audit.results.trends import teams_beside_company
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import CARLA, FEMKE, JORIS, NORTH, SOUTH, Company

LATER = NOW + timedelta(days=180)


def survey(company: Company, level: int, anna: int, *, rater: str = CARLA, day: object = NOW) -> AuditCampaign:
    """Everybody rates themself `level`; the managers rate everybody `level` too, and Anna's closing `anna`."""
    at = LATER if day is LATER else NOW
    campaign = company.starts(Part.SKILLS, now=at, deadline=at.date() + timedelta(days=14))
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, level, today=at.date())
    for manager in (CARLA, JORIS):
        company.answers(campaign, manager, level, today=at.date())
    about = f"closing@{company['Anna'].id}"
    company.answers(campaign, rater, {about: anna}, today=at.date())
    close_by_itself(company.session, SECRETS, campaign, at)
    return campaign


@pytest.fixture
def twice(company: Company) -> tuple[AuditCampaign, AuditCampaign]:
    """Half a year apart: Anna's closing went from 2 to 3, the rest from 3 to 4."""
    return survey(company, 3, 2), survey(company, 4, 3, day=LATER)


def seen_by(company: Company, campaign: AuditCampaign, viewer: str) -> TeamSkills:
    return team_skills(company.session, campaign, company[viewer], LATER.date())


def test_a_person_reads_what_rose_and_the_first_survey_compares_with_nothing(
    company: Company, twice: tuple[AuditCampaign, AuditCampaign]
) -> None:
    first, second = twice
    anna = [one for one in seen_by(company, second, "Anna").people if one.person.name == "Anna"]
    found = earlier_of(company.session, second, anna)[company["Anna"].id]
    assert (found.survey, found.other_raters, found.reworded) == (first.number, False, ())
    assert SkillChange("closing", 2, 3) in found.changes
    assert SkillChange("prospecting", 3, 4) in found.changes
    assert earlier_of(company.session, first, seen_by(company, first, "Anna").people) == {}


def test_what_was_asked_otherwise_is_not_compared(
    company: Company, twice: tuple[AuditCampaign, AuditCampaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "reworded_between", lambda *_: frozenset({"closing"}))
    [found] = earlier_of(company.session, twice[1], seen_by(company, twice[1], "Anna").people).values()
    assert found.reworded == ("closing",)
    assert "closing" not in {one.skill for one in found.changes}


def test_who_has_another_manager_now_is_told_that_somebody_else_rated(company: Company) -> None:
    survey(company, 3, 2)
    company["Anna"].manager_id = company[JORIS].id
    company.session.flush()
    second = survey(company, 4, 3, rater=JORIS, day=LATER)
    [found] = earlier_of(company.session, second, seen_by(company, second, "Anna").people).values()
    assert found.other_raters
    assert SkillChange("closing", 2, 3) in found.changes


def test_the_companys_mean_stands_beside_a_team_from_five_others_on(
    company: Company, twice: tuple[AuditCampaign, AuditCampaign]
) -> None:
    campaign = twice[1]
    north = seen_by(company, campaign, CARLA)
    # the North: 3, 4, 4, 4, 4; the South: five times 4; Kim was rated by nobody: 39 / 10
    assert company_means(company.session, campaign, north, company[CARLA])[Group.REP]["closing"] == 3.9
    assert company_means(company.session, campaign, north, company[CARLA])[Group.MANAGER] == {}  # two others, no five
    assert (
        company_means(company.session, campaign, seen_by(company, campaign, FEMKE), company[FEMKE])[Group.REP] == {}
    )  # sees everybody
    assert (
        company_means(company.session, campaign, seen_by(company, campaign, "Anna"), company["Anna"])[Group.REP] == {}
    )  # a team of one


def test_whom_a_former_manager_rated_is_none_of_the_five_others(
    company: Company, twice: tuple[AuditCampaign, AuditCampaign]
) -> None:
    """Carla rated the North and leads the South now: she knows all ten levels, so nobody she does not know is in the mean."""
    campaign = twice[1]
    for name in NORTH:
        company[name].manager_id = company[JORIS].id
    for name in SOUTH:
        company[name].manager_id = company[CARLA].id
    company.session.flush()
    south = seen_by(company, campaign, CARLA)
    assert {one.person.name for one in south.people_of("rep")} == set(SOUTH)
    assert company_means(company.session, campaign, south, company[CARLA])[Group.REP] == {}
    assert teams_beside_company(company.session, campaign, company[CARLA], LATER.date()) == []
