"""`/audit calendar`, ready-made statements, the trend, and the offer of the next survey, as a leader presses them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from handlers.audit import command as audit
from handlers.audit import feature
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from jobs.cadence import Occasion, Window
from jobs.prompts.plan import AUDIT_AGAIN, ask
from messages.audit import calendar as messages
from messages.audit.settings import SWITCH
from messages.audit.trends import TREND
from messages.blocks import Message
from models.audit.closing import close_by_itself
from models.audit.conversation import conversation_of
from models.audit.questions import Part
from models.delivery.records import Delivery
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import CARLA, FEMKE, NORTH, SOUTH, TODAY, Company, company_in

pytestmark = pytest.mark.once
MAY = datetime(2027, 5, 3, 12, 0, tzinfo=UTC)
"""Monday noon: the first of May 2027 is a Saturday."""


@pytest.fixture
def company(session: Session) -> Company:
    found = company_in(session)
    for person in found.people.values():
        person.language = "en"
    session.commit()
    return found


def at(company: Company, name: str, now: datetime = NOW) -> Request:
    return Request(company.session, company.workspace, company[name], now, SECRETS, "D1")


def said(answers: object) -> str:
    assert isinstance(answers, Whisper | Replace)
    return str([answers.message.text, answers.message.blocks])


def press(company: Company, name: str, action: str, value: str, now: datetime = NOW) -> str:
    handler = feature.presses[action.partition(":")[0]]
    return said(handler(at(company, name, now), Press(action, value)))


def test_a_ready_made_statement_is_switched_on_and_off_in_the_list(company: Company) -> None:
    page = said(audit.command(at(company, FEMKE), "statement"))
    assert "Lets the customer do most of the talking." in page
    on = press(company, FEMKE, f"{SWITCH}:on", "listening")
    assert ":white_check_mark: *Listening*" in on
    assert f"{SWITCH}:off" in on
    assert ":white_check_mark:" not in press(company, FEMKE, f"{SWITCH}:off", "listening")


def test_a_ready_made_skill_is_asked_by_its_own_name(company: Company) -> None:
    press(company, FEMKE, f"{SWITCH}:on", "coachability")
    campaign = company.starts(Part.SKILLS)
    talk = conversation_of(company.session, SECRETS, campaign, company["Anna"], TODAY)
    assert talk.steps[-1].question.key == "coachability"
    for name in (*NORTH, CARLA):
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    assert "Coachability" in said(audit.command(at(company, "Anna"), "results"))


def test_the_months_are_chosen_by_a_leader_alone(company: Company) -> None:
    assert "Every May and November" in said(audit.command(at(company, FEMKE), "calendar"))
    told = press(company, FEMKE, f"{messages.CALENDAR}:skills", "5,11")
    assert "a survey on skills is offered every May and November" in told
    assert "surveys on skills have no fixed months any more" in press(
        company, FEMKE, f"{messages.CALENDAR}:skills", messages.NEVER
    )
    with pytest.raises(Refusal):
        audit.command(at(company, "Anna"), "kalender")
    with pytest.raises(Refusal, match="not_half_a_year"):
        press(company, FEMKE, f"{messages.CALENDAR}:skills", "5,12")


def offered(company: Company, now: datetime) -> list[Message | None]:
    window = Window(company.session, company.workspace, now - timedelta(hours=26), now)
    found = []
    for due in AUDIT_AGAIN.due(window):
        delivery = Delivery(
            workspace_id="T1",
            recipient=due.recipient,
            cadence=AUDIT_AGAIN.key,
            slot=due.slot,
            due_at=due.at,
            expires_at=due.at,
            about=due.about,
            created_at=now,
        )
        found.append(ask(Occasion(company.session, company.workspace, delivery, now, company[FEMKE], SECRETS)))
    return found


def test_the_next_survey_is_offered_in_its_month_and_started_by_two_presses(company: Company) -> None:
    press(company, FEMKE, f"{messages.CALENDAR}:functions", "5,11")
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    company.hires("Zoë", now=NOW + timedelta(days=90), manager_id=company[CARLA].id)
    [offer] = offered(company, MAY)
    assert offer is not None
    assert "Time for the next survey on the sales organisation" in offer.text
    assert "people: 1 joined, 0 left" in str(offer.blocks)
    assert offered(company, MAY + timedelta(days=30)) == []
    assert "Ask 16 people" in press(company, FEMKE, messages.NEXT, "functions", MAY)
    company.starts(now=MAY, deadline=date(2027, 5, 17))
    assert offered(company, MAY) == []


def test_the_trend_is_for_who_sees_the_results_whole(company: Company) -> None:
    campaigns = []
    for months, level in ((0, 3), (7, 4)):
        now = NOW + timedelta(days=31 * months)
        campaigns.append(company.starts(now=now, deadline=now.date() + timedelta(days=14)))
        for name in (*NORTH, *SOUTH):
            company.answers(campaigns[-1], name, level, today=now.date())
        close_by_itself(company.session, SECRETS, campaigns[-1], now)
    assert "*People* 3.0 → 4.0" in press(company, FEMKE, TREND, campaigns[-1].id, MAY + timedelta(days=200))
    with pytest.raises(Refusal, match="not_shared"):
        press(company, "Anna", TREND, campaigns[-1].id, MAY)
