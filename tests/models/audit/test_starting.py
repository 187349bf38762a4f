"""Who may start what, whom it asks, and which audiences would give people away."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.audit.questions import Part
from models.audit.records import AuditBox, AuditInvitation, CampaignStatus
from models.audit.settings import k_of, set_k, set_standard, standards_of
from models.audit.starting import Everybody, Named, OneTeam
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.workspace.records import TrailEntry
from tests.conftest import NOW, acting
from tests.models.audit.company import CARLA, FEMKE, GRACE, JORIS, NORTH, SOUTH, Company


def groups(company: Company, campaign_id: str) -> dict[str, str]:
    names = {person.id: name for name, person in company.people.items()}
    rows = company.session.exec(select(AuditInvitation).where(AuditInvitation.campaign_id == campaign_id))
    return {names[row.person_id]: row.group for row in rows}


def test_a_leader_asks_everybody_who_sells_or_manages(company: Company) -> None:
    company.hires("Office", is_rep=False)
    company.hires("Gone", ends_on=date(2026, 11, 1))
    company.people["Nobody"] = company.hires("Nobody")
    company["Nobody"].slack_user_id = None
    campaign = company.starts()
    invited = groups(company, campaign.id)
    assert invited == dict.fromkeys((*NORTH, *SOUTH, "Kim"), "rep") | dict.fromkeys(
        (FEMKE, CARLA, JORIS, GRACE), "manager"
    )
    assert (campaign.number, campaign.invited_count, campaign.k, campaign.anonymous) == (1, 15, 5, True)


def test_a_manager_asks_the_people_below_and_themself_and_no_others(company: Company) -> None:
    campaign = company.starts(by=CARLA)
    assert set(groups(company, campaign.id)) == {CARLA, *NORTH}
    with pytest.raises(Refusal, match="not_below"):
        company.starts(by=CARLA, audience=Named(company.named(*NORTH, "Fleur")))
    with pytest.raises(Refusal, match="not_below"):
        company.starts(by=CARLA, audience=OneTeam(company.teams["South"].id))


def test_a_rep_starts_nothing(company: Company) -> None:
    assert not rights_of(company.session, company["Anna"], NOW.date()).may(Right.START_SURVEY)
    with pytest.raises(Refusal, match="not_allowed"):
        company.starts(by="Anna")


@pytest.mark.parametrize(("days", "reason"), [(-1, "deadline_passed"), (121, "deadline_too_far")], ids=["past", "far"])
def test_a_deadline_that_cannot_be_is_refused(company: Company, days: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        company.starts(deadline=NOW.date() + timedelta(days=days))


def test_skills_have_names_and_their_managers_are_asked_to_rate(company: Company) -> None:
    with pytest.raises(Refusal, match="skills_have_names"):
        company.starts(Part.SKILLS, anonymous=True)
    campaign = company.starts(Part.SKILLS, Named(company.named("Anna", "Fleur")))
    assert groups(company, campaign.id) == {"Anna": "rep", "Fleur": "rep", CARLA: "rater", JORIS: "rater"}
    assert (campaign.anonymous, campaign.invited_count) == (False, 2)
    assert company.session.exec(select(AuditBox)).first() is None


def test_fewer_people_than_may_be_shown_are_not_asked_at_all(company: Company) -> None:
    with pytest.raises(Refusal, match="too_few"):
        company.starts(audience=Named(company.named(*NORTH[:4])))
    assert company.starts(audience=Named(company.named(*NORTH[:4])), anonymous=False).k == 1


def test_the_same_people_are_not_asked_twice_at_a_time(company: Company) -> None:
    company.starts()
    with pytest.raises(Refusal, match="runs_already"):
        company.starts()
    company.starts(Part.SKILLS)  # another part is another matter


def test_an_audience_that_differs_by_a_few_from_one_before_is_refused(company: Company) -> None:
    company.starts(audience=Named(company.named(*NORTH, *SOUTH))).status = CampaignStatus.CLOSED
    with pytest.raises(Refusal, match="too_alike") as refusal:
        company.starts(audience=Named(company.named(*NORTH, *SOUTH, "Kim")))
    assert (refusal.value.values["numbers"], refusal.value.values["few"]) == ([1], 1)
    company.starts(audience=Named(company.named(*NORTH)))  # differs by five


def test_two_teams_and_then_everybody_would_give_those_without_a_team_away(company: Company) -> None:
    """Each differs from the last by more than five; only all three together come down to three people."""
    for team in ("North", "South"):
        company.starts(audience=OneTeam(company.teams[team].id)).status = CampaignStatus.CLOSED
    with pytest.raises(Refusal, match="too_alike") as refusal:
        company.starts(audience=Everybody())
    assert refusal.value.values["few"] == 3  # Femke, Grace and Kim


def test_whoever_joined_or_left_since_is_no_difference_after_a_month(company: Company) -> None:
    company.starts().status = CampaignStatus.CLOSED
    company["Anna"].ends_on = date(2026, 11, 20)
    company.hires("Lars", now=NOW + timedelta(days=10), manager_id=company[CARLA].id)
    soon, later = NOW + timedelta(days=20), NOW + timedelta(days=40)
    with pytest.raises(Refusal, match="too_alike"):
        company.starts(now=soon, deadline=soon.date())
    assert company.starts(now=later, deadline=later.date()).invited_count == 15


def test_a_start_date_that_was_moved_makes_nobody_new(company: Company) -> None:
    company.starts(audience=Named(company.named(*NORTH, *SOUTH))).status = CampaignStatus.CLOSED
    later = NOW + timedelta(days=40)
    company["Kim"].starts_on = later.date() - timedelta(days=5)
    with pytest.raises(Refusal, match="too_alike"):
        company.starts(audience=Named(company.named(*NORTH, *SOUTH, "Kim")), now=later, deadline=later.date())


def test_after_half_a_year_any_audience_will_do(company: Company) -> None:
    first = company.starts(audience=Named(company.named(*NORTH, *SOUTH)))
    first.status, first.closed_on = CampaignStatus.CLOSED, NOW.date()
    later = NOW + timedelta(days=181)
    company.starts(audience=Named(company.named(*NORTH, *SOUTH, "Kim")), now=later, deadline=later.date())


def test_k_is_the_workspaces_fixed_at_the_start_and_never_below_three(company: Company) -> None:
    first = company.starts()
    assert set_k(acting(company.session, company[FEMKE]), 7) == k_of(company.session, "T1") == 7
    assert first.k == 5
    with pytest.raises(Refusal, match="k_too_small"):
        set_k(acting(company.session, company[FEMKE]), 2)
    with pytest.raises(Refusal, match="leaders_only"):
        set_k(acting(company.session, company[CARLA]), 7)
    first.status = CampaignStatus.CLOSED
    assert company.starts().k == 7


def test_what_is_best_in_class_can_be_chosen(company: Company) -> None:
    set_standard(acting(company.session, company[FEMKE]), "closing", 4.0)
    standards = standards_of(company.session, "T1")
    assert (standards["closing"], standards["prospecting"]) == (4.0, 4.5)
    with pytest.raises(Refusal, match="unknown_skill"):
        set_standard(acting(company.session, company[FEMKE]), "singing", 4.0)


def test_the_trail_tells_who_started_it_and_how_many_were_asked(company: Company) -> None:
    campaign = company.starts()
    entry = company.session.exec(select(TrailEntry).where(TrailEntry.did == "survey")).one()
    assert (entry.by_id, entry.about) == (company[FEMKE].id, f"survey {campaign.number}")
    assert entry.detail == f"functions, {campaign.invited_count} asked"
