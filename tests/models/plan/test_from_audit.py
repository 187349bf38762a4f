"""Frozen results become proposals and a stage, for who sees those results."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.audit.records import ShareForm
from models.maturity.history import stages_seen_by
from models.maturity.stage import Stage
from models.plan.from_audit import propose_from_latest
from models.plan.queries import action_numbered, actions_seen_by
from models.refusal import Refusal
from tests.conftest import NOW, Cast
from tests.models.plan.audits import closed_audit


def test_the_newest_audit_proposes_once_heavy_systems_last(session: Session, cast: Cast) -> None:
    assert propose_from_latest(session, cast.workspace, NOW) == []
    closed_audit(session, cast.dirk)
    # strategy_followed 3 for 1, people_reviewed 3 for 1 (lower score first), then both technology projects
    assert [action.question_key for action in propose_from_latest(session, cast.workspace, NOW)] == [
        "people_reviewed", "strategy_followed", "technology_reports", "technology_customer",
    ]  # fmt: skip
    assert propose_from_latest(session, cast.workspace, NOW) == []
    later = NOW + timedelta(days=1)
    closed_audit(session, cast.dirk, 2, {"channels_used": 2.0})
    assert [action.question_key for action in propose_from_latest(session, cast.workspace, later)] == [
        "channels_used"
    ]


def test_a_proposal_is_only_for_who_sees_the_results_it_comes_from(session: Session, cast: Cast) -> None:
    campaign = closed_audit(session, cast.dirk, invited=(cast.carla, cast.anna))
    propose_from_latest(session, cast.workspace, NOW)
    assert len(actions_seen_by(session, cast.dirk)) == 4
    assert actions_seen_by(session, cast.carla) == []
    with pytest.raises(Refusal, match="not_there"):
        action_numbered(session, cast.carla, 1)
    campaign.share_with = ShareForm.SUMMARY
    session.flush()
    assert len(actions_seen_by(session, cast.carla)) == 4
    assert actions_seen_by(session, cast.anna) == []


def test_the_stage_is_seen_by_who_sees_the_results(session: Session, cast: Cast) -> None:
    # 4.2 in five functions, technology (1.8 + 2.0) / 2 = 1.9, people (2.4 + 4.2) / 2 = 3.3, strategy 3.55:
    # (4 x 4.2 + 1.9 + 3.3 + 3.55) / 7 = 25.55 / 7 = 3.65 -> 3, held down to 1 + 1 = 2
    campaign = closed_audit(session, cast.dirk, invited=(cast.anna,))
    [seen] = stages_seen_by(session, cast.dirk)
    assert (seen.audit, seen.stage, seen.stage.by_mean) == (1, Stage(2, capped_by="technology"), 3)
    assert seen.lowest == pytest.approx(1.9)
    assert stages_seen_by(session, cast.anna) == []
    campaign.share_with = ShareForm.SUMMARY
    session.flush()
    assert stages_seen_by(session, cast.anna) == [seen]
    assert stages_seen_by(session, cast.bram) == []
    assert stages_seen_by(session, cast.rival) == []


def test_stages_have_a_history_and_say_why_one_is_missing(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk, 1, closed_on=date(2026, 5, 4))
    closed_audit(session, cast.dirk, 2, {}, answered=7)  # 7 of 12 is 58 %
    closed_audit(session, cast.dirk, 3, {}, missing="channels")
    closed_audit(session, cast.dirk, 4, {})
    assert [(one.audit, one.stage.value, one.stage.reason) for one in stages_seen_by(session, cast.dirk)] == [
        (4, 4, None), (3, None, "function_missing"), (2, None, "too_few_answered"), (1, 2, None),
    ]  # fmt: skip


def test_an_audit_of_one_team_is_no_stage_of_the_company(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk, 1, audience="team")
    assert [one.audit for one in stages_seen_by(session, cast.dirk)] == [1]
    closed_audit(session, cast.dirk, 2, {})
    closed_audit(session, cast.dirk, 3, {"people_right": 1.0}, audience="named")
    assert [one.audit for one in stages_seen_by(session, cast.dirk)] == [2]
