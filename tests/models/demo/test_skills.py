"""The demo company surveyed its skills: there are gaps to train for, and each sees what they may."""

import pytest
from sqlmodel import Session, select

from models.audit.questions import Group, Part, questions_of
from models.audit.records import SkillRating
from models.audit.results.skills import skills_of, team_skills
from models.demo.company import WORKSPACE_ID
from models.maturity.history import closed_audits
from models.refusal import Refusal
from models.team.records import Person
from models.training.gaps import training_plan
from tests.models.demo.conftest import TODAY


def person(demo: Session, slack_user_id: str) -> Person:
    return demo.exec(select(Person).where(Person.slack_user_id == slack_user_id)).one()


def test_the_widest_gaps_have_training_behind_and_before_them(demo: Session) -> None:
    plan = training_plan(demo, person(demo, "U0FEMKE"), TODAY)
    assert plan.survey == 2
    topics = {gap.topic: gap for gap in plan.gaps}
    assert {"negotiation", "objections"} <= topics.keys()
    assert topics["negotiation"].trained, "a day with Mercuri since"
    assert topics["objections"].offered, "one is coming"


def test_a_rep_sees_their_own_answers_a_manager_those_below_and_nobody_a_colleagues(demo: Session) -> None:
    [survey] = closed_audits(demo, WORKSPACE_ID, Part.SKILLS)
    anna, bram, carla, joris = (person(demo, f"U0{name}") for name in ("ANNA", "BRAM", "CARLA", "JORIS"))
    assert [one.person.name for one in team_skills(demo, survey, anna, TODAY).people] == [anna.name]
    assert skills_of(demo, survey, carla, bram, TODAY).lines[0].manager
    for viewer in (anna, joris):
        with pytest.raises(Refusal):
            skills_of(demo, survey, viewer, bram, TODAY)


def test_the_survey_keeps_which_roles_each_skill_was_asked_of(demo: Session) -> None:
    [survey] = closed_audits(demo, WORKSPACE_ID, Part.SKILLS)
    usual = {one.key: one.roles for one in questions_of(Part.SKILLS, Group.REP)}
    assert {key: set(roles) for key, roles in survey.roles.items() if usual.get(key)} == {
        key: set(roles) for key, roles in usual.items() if roles
    }
    assert any(usual.values()), "some skills are not asked of every role"


def test_nobody_rated_whom_they_do_not_manage(demo: Session) -> None:
    for rating in demo.exec(select(SkillRating)):
        about = demo.get_one(Person, (WORKSPACE_ID, rating.person_id))
        assert rating.rater_id in (about.id, about.manager_id)
