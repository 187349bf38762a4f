"""From the gaps of the survey to training, and back: before and after, beside those who had none."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from models.audit.campaigns import campaign_numbered
from models.audit.closing import close_by_itself
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results.skills import PersonSkills, SkillLine
from models.audit.starting import OneTeam
from models.team.records import Person
from models.training.actions import NewTraining, add_training
from models.training.gaps import Change, measured_again, training_plan
from models.training.seats import put_on
from tests.conftest import SECRETS, acting
from tests.models.audit.company import CARLA, FEMKE, Company
from tests.models.scorecard.facts import entry

MAY, NOVEMBER = datetime(2026, 5, 4, 10, tzinfo=UTC), datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def survey(company: Company, now: datetime, levels: dict[str, int]) -> AuditCampaign:
    """Carla rates the negotiation of her people, on one day."""
    deadline = now.date().replace(day=now.day + 3)
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id), now=now, deadline=deadline)
    rated = {f"negotiation@{company[name].id}": level for name, level in levels.items()}
    company.answers(campaign, CARLA, rated, today=now.date())
    close_by_itself(company.session, SECRETS, campaign, now.replace(day=now.day + 2))
    return campaign


@pytest.fixture
def two_surveys(company: Company) -> Company:
    """Anna and Bram had negotiation training in between; Chris had it after the second survey; Daan never."""
    survey(company, MAY, {"Anna": 2, "Bram": 3, "Chris": 3, "Daan": 4})
    for name, day in (("Anna", date(2026, 6, 1)), ("Bram", date(2026, 11, 1)), ("Chris", date(2026, 11, 10))):
        entry(company.session, company[name], "training", day, minutes=120, topic="negotiating")
    survey(company, NOVEMBER, {"Anna": 4, "Bram": 3, "Chris": 3, "Daan": 3})
    return company


def test_before_and_after_with_n_beside_those_without(two_surveys: Company) -> None:
    """With: Anna 2 → 4, Bram 3 → 3: mean 2.5 → 3.5. Without: Chris 3 → 3, Daan 4 → 3: mean 3.5 → 3.0."""
    plan = training_plan(two_surveys.session, two_surveys[CARLA], TODAY)
    [negotiation] = plan.measured
    assert (plan.before, plan.survey) == (1, 2)
    assert negotiation.trained == Change(2, 2.5, 3.5)
    assert negotiation.others == Change(2, 3.5, 3.0)


def test_what_was_asked_in_other_words_was_not_measured_again(two_surveys: Company) -> None:
    """The statement about negotiation is in its second version: the first survey asked the first one."""
    first = campaign_numbered(two_surveys.session, "T1", 1)
    first.versions = {**first.versions, "negotiation": 1}
    two_surveys.session.flush()
    plan = training_plan(two_surveys.session, two_surveys[CARLA], TODAY)
    assert (plan.before, list(plan.measured)) == (1, [])
    assert [gap.topic for gap in plan.gaps] == ["negotiation"], "the gap itself is of the newest alone"


def test_the_widest_gap_with_what_is_offered_and_who_is_on_it(two_surveys: Company) -> None:
    """Gaps to 4.5: 0.5, 1.5, 1.5, 1.5: mean 1.25 of four. Chris had training since; Daan is on what is offered."""
    session = two_surveys.session
    by = acting(session, two_surveys[CARLA], datetime(2026, 11, 20, 10, tzinfo=UTC))
    coming = add_training(by, NewTraining("negotiation", date(2026, 12, 3), 240))
    add_training(by, NewTraining("closing", date(2026, 12, 4), 240))
    put_on(by, coming, two_surveys["Daan"])
    [gap] = training_plan(session, two_surveys[CARLA], TODAY).gaps
    assert (gap.topic, gap.gap, gap.people, gap.booked, gap.trained) == ("negotiation", 1.25, 4, 1, 1)
    assert [one.id for one in gap.offered] == [coming.id]


def test_a_rep_sees_their_own_and_another_manager_nothing(two_surveys: Company) -> None:
    session = two_surveys.session
    own = training_plan(session, two_surveys["Anna"], TODAY)
    assert [(gap.gap, gap.people) for gap in own.gaps] == [(0.5, 1)]
    assert own.measured[0].trained == Change(1, 2, 4)
    assert own.measured[0].others == Change(0)
    assert training_plan(session, two_surveys["Joris"], TODAY).survey is None
    assert training_plan(session, two_surveys[FEMKE], TODAY).gaps[0].people == 4


def test_without_a_survey_there_is_no_plan(company: Company) -> None:
    assert training_plan(company.session, company[CARLA], TODAY).survey is None


def skills(name: str, own: int | None, manager: float | None) -> PersonSkills:
    person = Person(workspace_id="T1", id=name, name=name, created_at=MAY)
    return PersonSkills(person, (SkillLine("closing", own, manager, 4.5),))


def test_a_level_by_the_manager_is_never_compared_with_ones_own(session: Session) -> None:
    """Anna was rated by her manager only before and by herself only after: nothing. Bram by himself both times: 2 → 3."""
    before = [skills("Anna", None, 2.0), skills("Bram", 2, 4.0)]
    after = [skills("Anna", 5, None), skills("Bram", 3, None)]
    [closing] = measured_again(before, after, {"closing": {"Anna", "Bram"}})
    assert closing.trained == Change(1, 2, 3)
    assert measured_again(before, after, {"negotiation": {"Anna"}}) == []
