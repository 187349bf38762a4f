"""The demo company has an audit behind it, the same on the same day."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign
from models.audit.results.functions import Results, results_of
from models.audit.starting import NewCampaign, start_campaign
from models.demo.audit import hold_audit
from models.demo.company import NAME, PEOPLE, WORKSPACE_ID
from models.maturity.history import stages_seen_by
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS, acting

TODAY = date(2026, 11, 12)


@pytest.fixture
def results(session: Session) -> Results:
    """The people of the demo, without their year of work."""
    session.add(Workspace(workspace_id=WORKSPACE_ID, name=NAME, created_at=NOW))
    session.flush()
    people: dict[str, Person] = {}
    for one in PEOPLE:
        people[one.slack_user_id] = Person(
            workspace_id=WORKSPACE_ID,
            name=one.name,
            slack_user_id=one.slack_user_id,
            sales_role=one.sales_role,
            is_rep=one.sales_role is not None,
            is_leader=one.is_leader,
            created_at=NOW,
            manager_id=people[one.manager].id if one.manager else None,
            starts_on=TODAY - timedelta(days=round(one.months_here * 30.4)),
        )
        session.add(people[one.slack_user_id])
        session.flush()
    hold_audit(session, people, TODAY)
    found = results_of(session, session.exec(select(AuditCampaign)).one())
    assert found is not None
    return found


def test_its_results_are_the_same_on_the_same_day(results: Results) -> None:
    assert (results.invited, results.answered) == (11, 10)
    assert results.means == {
        "strategy": 3.8,
        "process": 2.95,
        "people": 3.35,
        "channels": 3.35,
        "technology": 1.75,
        "customers": 3.7,
        "leadership": 4.0,
    }
    assert results.functions["technology"].comments == (
        "Ik hou zelf een Excel bij, want die rapportages kloppen nooit.",
    )


def test_its_stage_is_held_down_by_the_systems(results: Results, session: Session) -> None:
    leader = session.exec(select(Person).where(Person.slack_user_id == "U0FEMKE")).one()
    [held] = stages_seen_by(session, leader, TODAY)
    assert (held.stage.value, held.stage.capped_by, held.stage.by_mean) == (2, "technology", 3)


def test_no_answer_of_it_is_left_and_the_next_one_may_begin(results: Results, session: Session) -> None:
    assert session.exec(select(AuditBox)).all() == []
    leader = session.exec(select(Person).where(Person.slack_user_id == "U0FEMKE")).one()
    now = datetime.combine(TODAY, time(9), NOW.tzinfo)
    assert start_campaign(acting(session, leader, now), SECRETS, NewCampaign(Part.FUNCTIONS, TODAY)).invited_count == 13
