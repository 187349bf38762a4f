"""Frozen results become proposals and a stage, for who sees those results."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.audit.calendar import set_calendar
from models.audit.questions import Part
from models.audit.records import AuditCampaign, AuditInvitation, ShareForm, SkillRating
from models.maturity.history import next_survey_on, stages_seen_by
from models.maturity.stage import Stage
from models.plan.actions import drop
from models.plan.from_audit import propose_from_latest
from models.plan.queries import action_numbered, actions_seen_by
from models.refusal import Refusal
from tests.conftest import NOW, Cast, acting
from tests.models.plan.audits import closed_audit


def test_the_newest_audit_proposes_once_heavy_systems_last(session: Session, cast: Cast) -> None:
    assert propose_from_latest(session, cast.workspace, NOW) == []
    closed_audit(session, cast.dirk)
    # strategy_followed 3 for 1, people_reviewed 3 for 1 (lower score first), then both technology projects
    assert [action.question_key for action in propose_from_latest(session, cast.workspace, NOW)] == [
        "people_reviewed",
        "strategy_followed",
        "technology_reports",
        "technology_customer",
    ]
    assert propose_from_latest(session, cast.workspace, NOW) == []
    later = NOW + timedelta(days=1)
    closed_audit(session, cast.dirk, 2, {"channels_used": 2.0})
    assert [action.question_key for action in propose_from_latest(session, cast.workspace, later)] == ["channels_used"]


def test_a_proposal_is_only_for_who_sees_the_results_it_comes_from(session: Session, cast: Cast) -> None:
    campaign = closed_audit(session, cast.dirk, invited=(cast.carla, cast.anna))
    propose_from_latest(session, cast.workspace, NOW)
    assert len(actions_seen_by(session, cast.dirk, NOW.date())) == 4
    assert actions_seen_by(session, cast.carla, NOW.date()) == []
    with pytest.raises(Refusal, match="not_there"):
        action_numbered(session, cast.carla, 1, NOW.date())
    drop(acting(session, cast.dirk), action_numbered(session, cast.dirk, 1, NOW.date()))
    with pytest.raises(Refusal, match="not_there"):
        action_numbered(session, cast.carla, 1, NOW.date())
    campaign.share_with = ShareForm.SUMMARY
    session.flush()
    assert len(actions_seen_by(session, cast.carla, NOW.date())) == 3
    assert actions_seen_by(session, cast.anna, NOW.date()) == []


def test_the_stage_is_seen_by_who_sees_the_results(session: Session, cast: Cast) -> None:
    # 4.2 in five functions, technology (1.8 + 2.0) / 2 = 1.9, people (2.4 + 4.2) / 2 = 3.3, strategy 3.55:
    # (4 x 4.2 + 1.9 + 3.3 + 3.55) / 7 = 25.55 / 7 = 3.65 -> 3, held down to 1 + 1 = 2
    campaign = closed_audit(session, cast.dirk, invited=(cast.anna,))
    [seen] = stages_seen_by(session, cast.dirk, NOW.date())
    assert (seen.audit, seen.stage, seen.stage.by_mean) == (1, Stage(2, capped_by="technology"), 3)
    assert seen.lowest == pytest.approx(1.9)
    assert stages_seen_by(session, cast.anna, NOW.date()) == []
    campaign.share_with = ShareForm.SUMMARY
    session.flush()
    assert seen.next is not None
    [obstacle] = seen.next.obstacles
    assert obstacle.statements[0][1] == pytest.approx(1.8)
    [of_anna] = stages_seen_by(session, cast.anna, NOW.date())
    assert (of_anna.stage, of_anna.lowest) == (seen.stage, seen.lowest)
    assert of_anna.next is not None
    assert of_anna.next.obstacles[0].statements == (), "the summary has no statements"
    assert stages_seen_by(session, cast.bram, NOW.date()) == []
    assert stages_seen_by(session, cast.rival, NOW.date()) == []


def test_stages_have_a_history_and_say_why_one_is_missing(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk, 1, closed_on=date(2026, 5, 4))
    closed_audit(session, cast.dirk, 2, {}, answered=7)  # 7 of 12 is 58 %
    closed_audit(session, cast.dirk, 3, {}, missing="channels")
    closed_audit(session, cast.dirk, 4, {})
    assert [
        (one.audit, one.stage.value, one.stage.reason) for one in stages_seen_by(session, cast.dirk, NOW.date())
    ] == [(4, 4, None), (3, None, "function_missing"), (2, None, "too_few_answered"), (1, 2, None)]


def test_an_audit_of_one_team_is_no_stage_of_the_company(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk, 1, audience="team")
    assert [one.audit for one in stages_seen_by(session, cast.dirk, NOW.date())] == [1]
    closed_audit(session, cast.dirk, 2, {})
    closed_audit(session, cast.dirk, 3, {"people_right": 1.0}, audience="named")
    assert [one.audit for one in stages_seen_by(session, cast.dirk, NOW.date())] == [2]


def test_a_teams_audit_proposes_beside_the_companys_and_replaces_only_its_own(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk, 1, {"people_right": 2.0})
    closed_audit(session, cast.carla, 2, {"channels_used": 2.0}, audience="team")
    propose_from_latest(session, cast.workspace, NOW)
    assert [one.question_key for one in actions_seen_by(session, cast.carla, NOW.date())] == ["channels_used"]
    assert len(actions_seen_by(session, cast.dirk, NOW.date())) == 2
    closed_audit(session, cast.carla, 3, {"process_defined": 2.0}, audience="team")
    propose_from_latest(session, cast.workspace, NOW + timedelta(days=1))
    assert [one.question_key for one in actions_seen_by(session, cast.dirk, NOW.date())] == [
        "process_defined",
        "people_right",
    ]


def test_an_audit_of_skills_proposes_what_to_train_first(session: Session, cast: Cast) -> None:
    campaign = AuditCampaign(
        workspace_id="T1",
        number=1,
        part="skills",
        status="closed",
        anonymous=False,
        k=1,
        audience="everybody",
        started_by=cast.dirk.id,
        opened_on=date(2026, 11, 1),
        deadline=date(2026, 11, 9),
        closed_on=date(2026, 11, 9),
        invited_count=2,
        created_at=NOW,
    )
    session.add(campaign)
    session.flush()
    for person in (cast.anna, cast.bram):
        session.add(AuditInvitation(workspace_id="T1", campaign_id=campaign.id, person_id=person.id, group="rep"))
        for skill, level in (("closing", 2), ("discovery", 3), ("prospecting", 5), ("objections", 4)):
            session.add(
                SkillRating(
                    workspace_id="T1",
                    campaign_id=campaign.id,
                    rater_id=cast.carla.id,
                    person_id=person.id,
                    skill=skill,
                    level=level,
                )
            )
    session.flush()
    # Below best in class (4.5): closing by 2.5, discovery by 1.5, objections by 0.5; a 4 on average needs no action
    assert [(one.question_key, one.score) for one in propose_from_latest(session, cast.workspace, NOW)] == [
        ("closing", 2.0),
        ("discovery", 3.0),
    ]
    assert actions_seen_by(session, cast.carla, NOW.date()) == []


def test_what_two_audits_of_different_people_propose_stands_in_the_plan_once(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk)
    propose_from_latest(session, cast.workspace, NOW)
    closed_audit(session, cast.dirk, 2, {"people_reviewed": 1.8, "channels_used": 2.0}, audience="named")
    propose_from_latest(session, cast.workspace, NOW + timedelta(days=1))
    seen = [(one.question_key, one.campaign_number) for one in actions_seen_by(session, cast.dirk, NOW.date())]
    # of the first: strategy_followed and both projects for technology; people_reviewed is the newer audit's now
    assert sorted(seen) == [
        ("channels_used", 2),
        ("people_reviewed", 2),
        ("strategy_followed", 1),
        ("technology_customer", 1),
        ("technology_reports", 1),
    ]


def test_the_next_survey_is_named_only_where_leaders_are_offered_one(session: Session, cast: Cast) -> None:
    company = closed_audit(session, cast.dirk, 1, closed_on=date(2026, 11, 9))
    of_some = closed_audit(session, cast.dirk, 2, closed_on=date(2026, 11, 23), audience="named")
    assert next_survey_on(session, company) == date(2027, 5, 9)
    assert next_survey_on(session, of_some) is None, "the offer follows the company's"
    set_calendar(acting(session, cast.dirk), Part.FUNCTIONS, (6, 12))
    # opened on 1 November: 1 December is no 60 days later, so its turn is 1 June
    assert next_survey_on(session, company) == date(2027, 6, 1)
