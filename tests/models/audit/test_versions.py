"""A survey keeps the words it asked, compares only with the same ones, and tells how it went over all of them."""

from datetime import date, timedelta

import pytest

from models.audit.calendar import calendar_of, is_due, set_calendar, since_last
from models.audit.closing import close_by_itself
from models.audit.conversation import conversation_of
from models.audit.custom_statements import questions_for
from models.audit.questions import QUESTIONS, Group, Part
from models.audit.ready_made_changes import switch
from models.audit.records import AuditCampaign
from models.audit.results.company_means import company_means
from models.audit.results.functions import Results, results_of
from models.audit.results.report import report_of
from models.audit.results.skills import team_skills
from models.audit.results.trends import teams_beside_company, trend_of_functions, trend_of_skills
from models.audit.settings import set_k
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, FEMKE, GRACE, JORIS, NORTH, SOUTH, TODAY, Company

pytestmark = pytest.mark.once


def held(company: Company, level: int, months: int, part: Part = Part.FUNCTIONS) -> AuditCampaign:
    """A closed survey of everybody, half a year or more after NOW, in which all gave this level."""
    now = NOW + timedelta(days=31 * months)
    campaign = company.starts(part, now=now, deadline=now.date() + timedelta(days=14))
    for name in (*NORTH, *SOUTH, CARLA, JORIS):
        company.answers(campaign, name, level, today=now.date())
    close_by_itself(company.session, SECRETS, campaign, now)
    return campaign


def results(company: Company, campaign: AuditCampaign) -> Results:
    found = results_of(company.session, campaign)
    assert found is not None
    return found


def as_of_version_one(company: Company, campaign: AuditCampaign) -> None:
    """As a survey that was asked before statements had versions."""
    campaign.versions = {}
    company.session.add(campaign)
    company.session.flush()


def test_the_version_of_each_statement_is_frozen_at_the_start(company: Company) -> None:
    campaign = company.starts()
    asked = {key: one.version for key, one in QUESTIONS.items() if one.part is Part.FUNCTIONS}
    assert campaign.versions == asked
    assert (asked["people_right"], asked["channels_used"]) == (2, 1)


def test_a_survey_that_began_before_goes_on_and_reports_in_the_words_of_then(company: Company) -> None:
    campaign = company.starts()
    as_of_version_one(company, campaign)
    talk = conversation_of(company.session, SECRETS, campaign, company["Anna"], TODAY)
    statements = {step.key: step.question.text("en").statement for step in talk.steps}
    assert statements["people_right"] == "We recruit the right reps, help them grow and keep the good ones."
    for name in NORTH:
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    report = report_of(company.session, campaign)
    assert report is not None
    assert report.questions["people_right"].text("en").statement == statements["people_right"]


def test_a_function_asked_in_other_words_is_not_compared(company: Company) -> None:
    first = held(company, 3, 0)
    as_of_version_one(company, first)
    now = results(company, held(company, 4, 7))
    assert {now.since_before(key) for key in now.functions} == {None}
    assert all(now.is_reworded(key) for key in now.functions)


def test_a_function_asked_in_the_same_words_is(company: Company) -> None:
    held(company, 3, 0)
    now = results(company, held(company, 4, 7))
    assert {now.since_before(key) for key in now.functions} == {1.0}
    assert not any(now.is_reworded(key) for key in now.functions)


def test_the_trend_holds_every_earlier_survey_that_may_be_compared(company: Company) -> None:
    first = held(company, 2, 0)
    held(company, 3, 7)
    newest = held(company, 5, 14)
    points = trend_of_functions(company.session, newest, company[FEMKE], newest.opened_on)
    assert [(one.number, one.scores["people"]) for one in points] == [(1, 2.0), (2, 3.0), (3, 5.0)]
    as_of_version_one(company, first)
    points = trend_of_functions(company.session, newest, company[FEMKE], newest.opened_on)
    assert [one.scores["people"] for one in points] == [None, 3.0, 5.0]


def test_skills_go_over_the_surveys_by_the_same_rater_and_in_the_same_words(company: Company) -> None:
    first = held(company, 3, 0, Part.SKILLS)
    second = held(company, 4, 7, Part.SKILLS)
    anna, day = company["Anna"], second.opened_on
    of_anna = trend_of_skills(company.session, second, anna, day, anna)
    assert [one.scores["closing"] for one in of_anna] == [3.0, 4.0]
    as_of_version_one(company, first)
    of_anna = trend_of_skills(company.session, second, anna, day, anna)
    assert [(one.scores["closing"], one.scores["prospecting"]) for one in of_anna] == [(None, 3.0), (4.0, 4.0)]


def test_a_team_stands_beside_the_company_where_five_others_were_rated(company: Company) -> None:
    campaign = held(company, 4, 0, Part.SKILLS)
    [mine] = teams_beside_company(company.session, campaign, company[CARLA], TODAY)
    assert (mine.name, mine.team, mine.company) == ("", 4.0, 4.0)
    assert teams_beside_company(company.session, campaign, company["Anna"], TODAY) == []
    by_leader = teams_beside_company(company.session, campaign, company[FEMKE], TODAY)
    assert [one.name for one in by_leader] == ["North", "South"]


def test_a_team_of_four_reps_and_their_manager_is_too_small_to_stand_beside_the_company(company: Company) -> None:
    """The North without Eva is four reps, and Carla who is asked about other skills; the South five, beside four and Eva."""
    company["Eva"].manager_id, company["Eva"].team_id = company[GRACE].id, None
    company.session.flush()
    campaign = held(company, 4, 0, Part.SKILLS)
    assert teams_beside_company(company.session, campaign, company[CARLA], TODAY) == []
    team = team_skills(company.session, campaign, company[CARLA], TODAY)
    assert company_means(company.session, campaign, team, company[CARLA])[Group.REP] == {}, "as on the team's page"
    [south] = teams_beside_company(company.session, campaign, company[FEMKE], TODAY)
    assert (south.name, set(south.differences.values())) == ("South", {0.0})
    set_k(acting(company.session, company[FEMKE]), 6)
    assert teams_beside_company(company.session, campaign, company[FEMKE], TODAY) == []


def test_a_difference_is_that_of_the_figures_that_stand_there(company: Company) -> None:
    """Max is the sixth of the South: 4, 4, 3, 3, 3, 3 is 20 / 6 = 3.33, with the North's 17 it is 37 / 11 = 3.36."""
    company.hires("Max", manager_id=company[JORIS].id, team_id=company[SOUTH[0]].team_id)
    campaign = company.starts(Part.SKILLS)
    closing = {"Daan": 4, "Eva": 4, "Fleur": 4, "Gijs": 4}
    for name in (*NORTH, *SOUTH, "Max"):
        company.answers(campaign, name, {"closing": closing.get(name, 3)})
    close_by_itself(company.session, SECRETS, campaign, NOW)
    [mine] = teams_beside_company(company.session, campaign, company[JORIS], TODAY)
    # written as 3.3 beside 3.4; 3.33 less 3.36 would be 0.0
    assert (mine.team, mine.company, mine.differences) == (3.3, 3.4, {"closing": -0.1})


def test_beside_the_company_a_half_goes_up(company: Company) -> None:
    campaign = company.starts(Part.SKILLS)
    for name in (*NORTH, *SOUTH):
        closing, discovery = (4, 5 if name == "Anna" else 4) if name in NORTH else (3, 3)
        company.answers(campaign, name, {"closing": closing, "discovery": discovery})
    close_by_itself(company.session, SECRETS, campaign, NOW)
    [mine] = teams_beside_company(company.session, campaign, company[CARLA], TODAY)
    # closing: 4.0 beside 35 / 10 = 3.5; discovery: 21 / 5 = 4.2 beside 36 / 10 = 3.6
    assert mine.differences == {"closing": 0.5, "discovery": 0.6}
    # over both (4.0 + 4.2) / 2 = 4.1 beside (3.5 + 3.6) / 2 = 3.55
    assert (mine.team, mine.company) == (4.1, 3.6)


def test_a_ready_made_statement_is_asked_from_the_next_survey_on(company: Company) -> None:
    running = company.starts()
    leader = acting(company.session, company[FEMKE])
    switch(leader, "pay_incentives", on=True)
    switch(leader, "listening", on=True)
    assert "pay_incentives" not in running.versions
    assert "pay_incentives" in {one.key for one in questions_for(company.session, "T1", Part.FUNCTIONS, None)}
    skills = company.starts(Part.SKILLS)
    assert skills.versions["listening"] == 1
    switch(leader, "listening", on=False)
    steps = conversation_of(company.session, SECRETS, skills, company["Anna"], TODAY).steps
    assert "listening" in {step.key for step in steps}
    assert "listening" not in {one.key for one in questions_for(company.session, "T1", Part.SKILLS, Group.REP)}
    with pytest.raises(Refusal):
        switch(acting(company.session, company["Anna"]), "listening", on=True)
    with pytest.raises(Refusal, match="gone"):
        switch(leader, "singing", on=True)


def test_the_calendar_is_of_two_months_half_a_year_apart_and_knows_what_changed(company: Company) -> None:
    leader = acting(company.session, company[FEMKE])
    with pytest.raises(Refusal, match="not_half_a_year"):
        set_calendar(leader, Part.FUNCTIONS, (5, 12))
    set_calendar(leader, Part.FUNCTIONS, (5, 11))
    assert calendar_of(company.session, "T1") == {"functions": [5, 11]}
    campaign = held(company, 3, 0)
    as_of_version_one(company, campaign)
    company.hires("Zoë", manager_id=company[CARLA].id)
    company["Eva"].ends_on = date(2027, 1, 31)
    switch(leader, "pay_incentives", on=True)
    day = date(2027, 5, 3)
    assert is_due(company.session, "T1", Part.FUNCTIONS, day)
    assert not is_due(company.session, "T1", Part.FUNCTIONS, TODAY + timedelta(days=20))
    since = since_last(company.session, company[FEMKE], Part.FUNCTIONS, day)
    assert since is not None
    # 12 of the 14 statements about the organisation were reworded; the ready-made one is new to it
    assert (since.joined, since.left, since.reworded, since.added) == (1, 1, 12, 1)
    set_calendar(leader, Part.FUNCTIONS, None)
    assert calendar_of(company.session, "T1") == {}
