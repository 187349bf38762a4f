"""Surveys by the clock: invited in own working hours, reminded at one's own pace, closed on time, forgotten after a week."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlmodel import Session, select

from jobs.audit_round import AuditRound
from jobs.delivering.pacing import Pace
from jobs.delivering.run import tick
from jobs.prompts.audit import CADENCES
from models.audit.closing import reopen_campaign
from models.audit.conversation import begin, give
from models.audit.news import invite_everybody, tell_that_it_is_open_again
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, CampaignStatus
from models.audit.reminding import remind_from
from models.database import Database
from models.delivery.records import Delivery
from models.refusal import Refusal
from models.team.actions import end_person
from models.team.leave import take_leave
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS, acting
from tests.jobs.fake_slack import FakeSlack
from tests.models.audit.company import FEMKE, TODAY, Company, company_in

T = TypeVar("T")
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
HALFWAY = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
LAST_DAY = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
AFTER = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class Surveys:
    """The company of the audits, a Slack and a clock."""

    cadences = CADENCES

    def __init__(self, database: Database) -> None:
        self.database = database
        self.slack = FakeSlack()
        self.now = NOW
        with Session(database.engine, expire_on_commit=False) as session:
            company = company_in(session)
            for person in company.people.values():
                person.zone, person.language = "Europe/Amsterdam", "nl" if person.name == "Bram" else "en"
            session.commit()

    def do(self, work: Callable[[Company], T]) -> T:
        """Something in a transaction."""

        def in_it(session: Session) -> T:
            people = {person.name: person for person in session.exec(select(Person))}
            return work(Company(session, session.get_one(Workspace, "T1"), {}, people))

        return self.database.write(in_it)

    def starts(self, **more: Any) -> str:
        """A campaign with its invitations; its id."""

        def work(company: Company) -> str:
            campaign = company.starts(now=self.now, **more)
            invite_everybody(company.session, campaign, self.now)
            return campaign.id

        return self.do(work)

    def answers(self, name: str, level: int = 4) -> None:
        self.do(lambda company: company.answers(_campaign(company), name, level))

    async def at(self, now: datetime) -> list[str]:
        """A tick: the surveys are looked after and messages sent; the texts with who got them."""
        self.now = now
        before = len(self.slack.messages)

        async def client_of(_: str) -> Any:
            return self.slack

        async def nap(_: float) -> None:
            return None

        await AuditRound(self.database, SECRETS, lambda: self.now).look()
        pace = Pace(per_channel=0, per_workspace=0, sleep=nap)
        await tick(self.database, client_of, lambda: self.now, self.cadences, pace, SECRETS)
        return [f"{post['channel'].removeprefix('D')}: {post['text']}" for post in self.slack.messages[before:]]

    def rows(self, cadence: str) -> list[Delivery]:
        return self.database.read(
            lambda session: list(session.exec(select(Delivery).where(Delivery.cadence == cadence)))
        )


def _campaign(company: Company) -> AuditCampaign:
    return company.session.exec(select(AuditCampaign)).one()


@pytest.fixture
def surveys(database: Database) -> Surveys:
    return Surveys(database)


async def test_everybody_is_invited_at_once_in_working_hours_and_in_their_language(surveys: Surveys) -> None:
    surveys.starts()
    sent = await surveys.at(NOW)
    assert len(sent) == 15
    assert any(text.startswith("UANNA") and "Femke would like your view" in text for text in sent)
    assert any(text.startswith("UBRAM") and "hoort graag hoe jij het ziet" in text for text in sent)
    assert await surveys.at(NOW + timedelta(minutes=1)) == []


async def test_nobody_is_invited_at_night_on_leave_or_on_a_day_off(surveys: Surveys) -> None:
    surveys.now = datetime(2026, 11, 13, 21, 0, tzinfo=UTC)  # Friday, 22:00 in Amsterdam
    surveys.do(
        lambda company: take_leave(company.session, company["Anna"], date(2026, 11, 16), date(2026, 11, 17), NOW)
    )
    surveys.starts()
    assert await surveys.at(surveys.now) == []
    monday = await surveys.at(MONDAY)
    assert len(monday) == 14
    assert not any(text.startswith("UANNA") for text in monday)
    assert [text.split(":")[0] for text in await surveys.at(MONDAY + timedelta(days=2))] == ["UANNA"]


async def test_whoever_left_is_not_invited_any_more(surveys: Surveys) -> None:
    surveys.now = datetime(2026, 11, 13, 21, 0, tzinfo=UTC)
    surveys.starts()

    def leaves(company: Company) -> None:
        company[FEMKE].is_admin = True
        end_person(acting(company.session, company[FEMKE]), company["Anna"], date(2026, 11, 14))

    surveys.do(leaves)
    assert not any(text.startswith("UANNA") for text in await surveys.at(MONDAY))


async def test_reminders_come_halfway_and_on_the_last_day_to_who_has_not_finished(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)
    surveys.answers("Anna")
    halfway = await surveys.at(HALFWAY)
    assert len(halfway) == 14
    assert not any(text.startswith("UANNA") for text in halfway)
    assert any("Staat nog voor je open" in text for text in halfway)
    surveys.answers("Bram")
    last = await surveys.at(LAST_DAY)
    assert len(last) == 13
    assert all("Today is the last day" in text for text in last)


async def test_a_reminder_that_is_kept_says_nothing_about_how_far_somebody_is(surveys: Surveys) -> None:
    campaign_id = surveys.starts()
    await surveys.at(NOW)

    def half(company: Company) -> None:
        talk = begin(company.session, SECRETS, _campaign(company), company["Anna"], TODAY)
        for step in talk.steps[:7]:
            give(company.session, SECRETS, _campaign(company), company["Anna"], step.key, 5, TODAY)

    surveys.do(half)
    await surveys.at(HALFWAY)
    texts = {
        re.sub(r"'block_id': '[0-9a-f-]+'", "", str(row.message))
        for row in surveys.rows("audit.reminder")
        if row.message
    }
    english = {text for text in texts if "Still open" in text}
    assert len(english) == 1, "the same for who is halfway and for who has not begun"
    assert campaign_id in english.pop()


async def test_somebodys_own_pace_takes_the_place_of_the_usual_one(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)

    def ask(company: Company) -> None:
        campaign = _campaign(company)
        remind_from(company.session, company["Anna"], campaign, date(2026, 11, 13), TODAY)
        remind_from(company.session, company["Chris"], campaign, None, TODAY)
        remind_from(company.session, company["Daan"], campaign, date(2026, 11, 26), TODAY)

    surveys.do(ask)
    friday = await surveys.at(datetime(2026, 11, 13, 8, 30, tzinfo=UTC))
    assert [text.split(":")[0] for text in friday] == ["UANNA"]
    halfway = {text.split(":")[0] for text in await surveys.at(HALFWAY)}
    assert "UANNA" in halfway
    assert not {"UCHRIS", "UDAAN"} & halfway
    last = {text.split(":")[0] for text in await surveys.at(LAST_DAY)}
    assert "UDAAN" in last
    assert "UCHRIS" not in last


async def test_it_closes_after_the_last_day_and_the_results_go_to_who_started_it(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)
    for name in ("Anna", "Bram", "Chris", "Daan", "Eva"):
        surveys.answers(name)
    await surveys.at(LAST_DAY)
    sent = await surveys.at(AFTER)
    assert [text.split(":")[0] for text in sent] == ["UFEMKE"]
    assert "Closed: survey 1" in sent[0]
    post = surveys.slack.messages[-1]
    assert "5 of 15 answered" in str(post["blocks"])
    assert surveys.do(lambda company: _campaign(company).status) == CampaignStatus.CLOSED


async def test_after_a_day_without_the_bot_it_still_closes_and_late_answers_were_refused(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)
    for name in ("Anna", "Bram", "Chris", "Daan", "Eva"):
        surveys.answers(name)

    def late(company: Company) -> None:
        with pytest.raises(Refusal, match=r"audit\.closed"):
            company.answers(_campaign(company), "Fleur", today=date(2026, 11, 28))

    surveys.do(late)
    assert surveys.do(lambda company: _campaign(company).status) == CampaignStatus.OPEN
    sent = await surveys.at(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))  # a Monday; it was over on Thursday
    assert [text.split(":")[0] for text in sent if "Closed" in text] == ["UFEMKE"]
    assert surveys.do(lambda company: _campaign(company).status) == CampaignStatus.CLOSED


async def test_the_count_is_that_of_the_start_of_the_day(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)
    for name in ("Anna", "Bram", "Chris", "Daan", "Eva", "Fleur"):
        surveys.answers(name)
    await surveys.at(NOW + timedelta(hours=5))
    assert surveys.do(lambda company: _campaign(company).finished_count) is None
    await surveys.at(NOW + timedelta(days=1))
    assert surveys.do(lambda company: _campaign(company).finished_count) == 5, "in steps of k"


async def test_a_week_after_closing_single_answers_exist_nowhere(surveys: Surveys) -> None:
    surveys.starts()
    for name in ("Anna", "Bram", "Chris", "Daan", "Eva"):
        surveys.answers(name)
    await surveys.at(AFTER)
    await surveys.at(AFTER + timedelta(days=7))
    assert surveys.database.read(lambda session: session.exec(select(AuditBox)).first()) is not None
    await surveys.at(AFTER + timedelta(days=8))
    assert surveys.database.read(lambda session: session.exec(select(AuditBox)).first()) is None


async def test_a_reopened_survey_tells_everybody_and_closes_again_with_results(surveys: Surveys) -> None:
    surveys.starts()
    await surveys.at(NOW)
    for name in ("Anna", "Bram", "Chris", "Daan", "Eva"):
        surveys.answers(name)
    await surveys.at(AFTER)

    def again(company: Company) -> None:
        campaign = _campaign(company)
        reopen_campaign(acting(company.session, company[FEMKE], AFTER), campaign, date(2026, 12, 3))
        tell_that_it_is_open_again(company.session, campaign, AFTER)

    surveys.do(again)
    sent = await surveys.at(AFTER + timedelta(minutes=5))
    assert len(sent) == 15
    assert any("Open again until Thu 3 Dec" in text for text in sent)
    closed = await surveys.at(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    assert [text.split(":")[0] for text in closed if "Closed" in text] == ["UFEMKE"]


async def test_of_skills_each_is_told_that_their_page_is_there(surveys: Surveys) -> None:
    surveys.starts(part=Part.SKILLS)
    await surveys.at(NOW)
    sent = await surveys.at(AFTER)
    assert len(sent) == 15
    assert any(text.startswith("UBRAM") and "Wie een cijfer kreeg, ziet de eigen pagina" in text for text in sent)


async def test_without_a_key_nothing_is_looked_after(surveys: Surveys) -> None:
    surveys.starts()
    await AuditRound(surveys.database, None, lambda: AFTER).look()
    assert surveys.do(lambda company: _campaign(company).status) == CampaignStatus.OPEN
