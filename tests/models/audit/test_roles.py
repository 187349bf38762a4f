"""Roles are asked what their role does, and who rates whom is counted before anybody is invited."""

from datetime import timedelta

import pytest

from models.audit.audience import Everybody, invited_by
from models.audit.closing import close_by_itself
from models.audit.duration import minutes_of
from models.audit.loads import loads_of
from models.audit.questions import Group, Part
from models.audit.records import AuditCampaign
from models.audit.results.skills import skills_of
from models.audit.roles import AskedSkills, choose_roles, roles_of_skills
from models.audit.starting import Named
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, FEMKE, TODAY, Company

pytestmark = pytest.mark.once
NOT_OF_AN_SDR = {"proposal_writing", "negotiation", "closing", "account_growth"}


@pytest.fixture
def campaign(company: Company) -> AuditCampaign:
    """Anna is an SDR, Bram an account manager."""
    company["Anna"].sales_role = "sdr"
    return company.starts(Part.SKILLS, Named(company.named("Anna", "Bram", CARLA)))


def keys(company: Company, role: str | None) -> set[str]:
    return {question.key for question in AskedSkills(company.session, "T1").of(Group.REP, role)}


def test_an_sdr_is_not_asked_about_what_an_sdr_does_not_do(company: Company, campaign: AuditCampaign) -> None:
    everything = keys(company, None)
    assert len(everything) == 13, "who has no role is asked all of it"
    assert everything - keys(company, "sdr") == NOT_OF_AN_SDR
    assert everything - keys(company, "account") == set()
    assert everything - keys(company, "presales") == {
        *("prospecting", "negotiation", "closing", "account_growth", "pipeline_discipline")
    }
    assert len(company.answers(campaign, "Anna").steps) == 9
    assert len(company.answers(campaign, CARLA).steps) == 6 + 9 + 13


def test_what_is_not_asked_is_on_no_side_and_in_no_mean(company: Company, campaign: AuditCampaign) -> None:
    company.answers(campaign, "Anna", 4)
    company.answers(campaign, CARLA, 2)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    company["Anna"].sales_role = "sdr"
    lines = skills_of(company.session, campaign, company[FEMKE], company["Anna"], TODAY).lines
    assert {line.skill for line in lines} & NOT_OF_AN_SDR == set()
    assert {(line.own, line.manager) for line in lines} == {(4, 2.0)}


def test_a_workspace_may_choose_otherwise(company: Company) -> None:
    choose_roles(acting(company.session, company[FEMKE]), {"closing": ["sdr"], "prospecting": []})
    assert "closing" in keys(company, "sdr")
    assert "closing" not in keys(company, "account")
    assert "prospecting" in keys(company, "presales"), "none chosen is every role"
    assert roles_of_skills(company.session, "T1")["closing"] == ["sdr"]
    with pytest.raises(Refusal, match="unknown_skill"):
        choose_roles(acting(company.session, company[FEMKE]), {"closing": ["pope"]})
    with pytest.raises(Refusal, match="leaders_only"):
        choose_roles(acting(company.session, company["Anna"]), {"closing": []})


def test_a_survey_keeps_who_is_asked_what_when_the_workspace_chooses_otherwise(
    company: Company, campaign: AuditCampaign
) -> None:
    """Anna, an SDR, is asked nine skills, among them prospecting and not closing; Carla six, Anna's nine and Bram's thirteen."""
    choose_roles(acting(company.session, company[FEMKE]), {"closing": ["sdr"], "prospecting": ["account"]})
    asked = {step.key for step in company.answers(campaign, "Anna", 4).steps}
    assert (len(asked), "prospecting" in asked, "closing" in asked) == (9, True, False)
    assert len(company.answers(campaign, CARLA, 2).steps) == 6 + 9 + 13
    close_by_itself(company.session, SECRETS, campaign, NOW)
    choose_roles(acting(company.session, company[FEMKE]), {"discovery": ["account"]})
    lines = skills_of(company.session, campaign, company[FEMKE], company["Anna"], TODAY).lines
    assert {line.skill for line in lines} == asked
    assert "closing" in keys(company, "sdr"), "what the next one asks is chosen"


def test_a_survey_of_before_asks_what_is_chosen_now(company: Company, campaign: AuditCampaign) -> None:
    campaign.roles = {}
    company.session.flush()
    choose_roles(acting(company.session, company[FEMKE]), {"closing": ["sdr"]})
    assert "closing" in {step.key for step in company.answers(campaign, "Anna").steps}


def test_everybody_s_share_is_known_before_anybody_is_invited(company: Company) -> None:
    for number in range(3):
        company.hires(f"More {number}", manager_id=company[CARLA].id)
    invited = invited_by(company.session, company[FEMKE], Part.SKILLS, Everybody(), TODAY)
    loads = loads_of(company.session, Part.SKILLS, invited, TODAY)
    longest = loads[0]
    # 6 × 14 s + 8 × (10 + 13 × 4) s = 84 + 496 = 580 s, 9.7 minutes
    assert (longest.person.name, longest.own, longest.forms, longest.minutes) == (CARLA, 6, (13,) * 8, 10)
    rep = next(load for load in loads if load.person.name == "Anna")
    assert (rep.own, rep.forms, rep.minutes) == (13, (), 3)  # 13 × 14 s = 182 s
    others = invited_by(company.session, company[FEMKE], Part.SKILLS, Named(company.named(CARLA)), TODAY)
    femke = next(load for load in loads_of(company.session, Part.SKILLS, others, TODAY) if load.person.name == FEMKE)
    assert (femke.own, femke.forms, femke.minutes) == (0, (6,), 1), "she is asked about Carla only: 10 + 6 × 4 = 34 s"


def test_minutes() -> None:
    assert minutes_of(Part.FUNCTIONS, 14) == 7  # 14 × 30 s
    assert minutes_of(Part.SKILLS, 0, [13] * 40) == 41  # 40 × 62 s = 2480 s
    assert minutes_of(Part.SKILLS, 1) == 1


def test_who_came_back_to_an_earlier_survey_is_rated_by_the_manager_of_its_first_day(
    company: Company, campaign: AuditCampaign
) -> None:
    """A moved person without a place on the first day does not break the list."""
    company["Bram"].has_moved = True
    assert len(company.answers(campaign, CARLA, today=TODAY + timedelta(days=1)).steps) == 6 + 9 + 13
