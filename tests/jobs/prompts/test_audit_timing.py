"""What the answer to a start says of a survey's times, and what the ledger then does: by real ticks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from handlers.audit import command as audit
from handlers.audit import feature
from handlers.door.request import Press, Request
from jobs.prompts import audit_leading
from jobs.prompts.audit import CADENCES
from messages.audit.conversation import PACE
from messages.audit.leading import REMIND
from messages.blocks import Message
from models.audit.campaigns import campaign_numbered
from models.audit.reminding import paces_left
from models.database import Database
from models.delivery.outbox import post
from models.team.calendar import Calendar
from models.team.leave import take_leave
from tests.conftest import SECRETS
from tests.jobs.prompts.test_audit import Surveys
from tests.models.audit.company import FEMKE, Company

pytestmark = pytest.mark.once

SATURDAY = datetime(2026, 11, 28, 22, 30, tzinfo=UTC)  # 23:30 in Amsterdam
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


class Timed(Surveys):
    """The same, with what goes to who leads a survey."""

    cadences = (*CADENCES, *audit_leading.CADENCES)

    def says(self, line: str, name: str = FEMKE) -> str:
        """What `/audit` answers."""
        return self._answered(lambda request: audit.command(request, line), name)

    def pressed(self, action: str, value: str, name: str = FEMKE) -> str:
        """What a button answers."""
        return self._answered(lambda request: feature.presses[action](request, Press(action, value)), name)

    def _answered(self, ask: Any, name: str) -> str:
        def work(company: Company) -> str:
            answer = ask(Request(company.session, company.workspace, company[name], self.now, SECRETS, "D1"))
            message: Message = answer.message
            return str([message.text, message.blocks])

        return self.do(work)

    async def who(self, now: datetime) -> list[str]:
        """Who gets something then."""
        return sorted(text.partition(":")[0].removeprefix("U") for text in await self.at(now))


@pytest.fixture
def surveys(database: Database) -> Timed:
    return Timed(database)


def on(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def test_a_start_on_saturday_night_says_what_the_calendar_then_does(surveys: Timed) -> None:
    surveys.now = SATURDAY

    def lives(company: Company) -> None:
        take_leave(company.session, company["Anna"], date(2026, 11, 30), date(2026, 12, 2), SATURDAY)
        company["Bram"].working_days = "0111100"
        company["Gijs"].zone = "Europe/London"
        company["Jet"].ends_on = date(2026, 11, 29)

    surveys.do(lives)
    said = surveys.says("start skills everybody 2w")
    assert (
        "*Started: survey 1 on skills.* 12 people are invited on Monday 30 November from 08:00, each in their own time "
        "zone. On another day: Bram (Tue 1 Dec, away until then); Anna (Thu 3 Dec, away until then). "
        "Last day: *Monday 14 December* (Saturday 12 December is no working day). "
        "Results to you: *Tuesday 15 December, 08:00*."
    ) in said
    assert "on their way" not in said
    assert await surveys.who(SATURDAY + timedelta(minutes=1)) == []
    assert await surveys.who(on(29, 11, month=11)) == []
    assert await surveys.who(on(30, 6, 59, month=11)) == []
    assert len(await surveys.who(on(30, 7, month=11))) == 11
    assert await surveys.who(on(30, 8, month=11)) == ["GIJS"], "08:00 in London"
    assert await surveys.who(on(1, 7)) == ["BRAM"]
    [told] = await surveys.at(on(1, 8))
    assert told == "UFEMKE: *Invitations sent for survey 1 on skills: 13 of 14.*"
    assert "Still to come: Anna (Thu 3 Dec, away until then)." in str(surveys.slack.messages[-1]["blocks"])
    assert await surveys.who(on(3, 7)) == ["ANNA"]
    assert await surveys.who(on(3, 8)) == [], "it is said once"
    surveys.now = on(3, 9)
    overview = surveys.says("")
    assert "finished: 0 of 14; not yet: Anna, Bram" in overview
    assert "Jet" not in overview
    campaign = surveys.do(lambda company: campaign_numbered(company.session, "T1", 1).id)
    assert "13 messages are on their way." in surveys.pressed(REMIND, campaign), "all but who presses"
    assert "a reminder today already" in surveys.pressed(REMIND, campaign)
    assert len(await surveys.who(on(3, 9, 1))) == 13
    assert await surveys.at(on(11, 8, 30)) == [
        "UBRAM: *Vandaag is jouw laatste werkdag* voordat vragenlijst 1 over vaardigheden sluit."
    ]
    last = await surveys.at(on(14, 8, 30))
    assert len([text for text in last if "Today is the last day" in text]) == 12, "not Bram, and not yet in London"
    blocks = str([post["blocks"] for post in surveys.slack.messages[-12:]])
    assert PACE not in blocks, "no reminder can come any more"
    assert "until Mon 14 Dec" not in blocks, "the last day is said once"
    assert await surveys.who(on(15, 6, 59)) == []
    assert "FEMKE" in await surveys.who(on(15, 7))


async def test_in_working_hours_they_are_on_their_way_and_a_fourth_message_waits_until_morning(surveys: Timed) -> None:
    surveys.now = on(1, 9)

    def news(company: Company) -> None:
        for number in range(5):
            slot, message = str(number), Message(f"News {number}")
            kept = timedelta(hours=30)
            post(
                company.session,
                "T1",
                recipient=company["Anna"].id,
                cadence="news",
                slot=slot,
                now=surveys.now,
                message=message,
                useful_for=kept,
            )

    surveys.do(news)
    assert len(await surveys.at(on(1, 9))) == 3
    said = surveys.says("start functions everybody until 11 dec")
    assert "14 invitations are on their way. On another day: Anna (Wed 2 Dec, already three messages that day)." in said
    assert "Last day: *Friday 11 December*. Results to you: *Monday 14 December, 08:00*." in said
    assert len(await surveys.who(on(1, 9, 1))) == 14
    [morning] = await surveys.at(on(2, 7))
    blocks = str(surveys.slack.messages[-1]["blocks"])
    assert morning.startswith("UANNA")
    assert blocks.index("would like your view") < blocks.index("News"), "before what has waited as long"


async def test_a_reminder_that_somebody_asked_for_comes_on_that_day_as_the_fourth_too(surveys: Timed) -> None:
    surveys.now = on(1, 9)
    surveys.says("start functions everybody until 11 dec")
    await surveys.at(on(1, 9))
    said = surveys.says("remind me tomorrow", "Anna")
    assert "the next reminder comes on Wed 2 Dec" in said

    def news(company: Company) -> None:
        for number in range(3):
            message = Message("News")
            slot, anna = str(number), company["Anna"].id
            post(company.session, "T1", recipient=anna, cadence="news", slot=slot, now=on(2, 7, 5), message=message)

    surveys.do(news)
    assert await surveys.who(on(2, 7, 5)) == ["ANNA"] * 3
    assert await surveys.who(on(2, 8)) == ["ANNA"]


def test_only_reminders_that_can_come_are_offered(surveys: Timed) -> None:
    """The survey runs until Friday 11 December 2026."""
    surveys.now = on(1, 9)
    surveys.says("start functions everybody until 11 dec")

    def offered(company: Company, day: int, name: str = "Anna") -> tuple[str, ...]:
        campaign = campaign_numbered(company.session, "T1", 1)
        calendar = Calendar.of(company.session, company[name], company.workspace)
        return paces_left(campaign, calendar, date(2026, 12, day))

    def all_of_them(company: Company) -> list[tuple[str, ...]]:
        company["Bram"].working_days = "1111000"
        return [*(offered(company, day) for day in (1, 8, 10, 11)), offered(company, 10, "Bram")]

    assert surveys.do(all_of_them) == [
        ("tomorrow", "later", "end", "never"),
        ("tomorrow", "later", "never"),  # in three days is the last day
        ("tomorrow", "never"),
        (),
        (),  # Thursday is the last day of who does not work on Fridays
    ]


def test_who_is_away_until_it_is_over_is_said(surveys: Timed) -> None:
    surveys.now = on(1, 9)
    surveys.do(
        lambda company: take_leave(company.session, company["Anna"], date(2026, 12, 1), date(2026, 12, 11), SATURDAY)
    )
    assert "Away until after the last day: Anna." in surveys.says("start functions everybody until 11 dec")


def test_in_the_evening_of_most_they_are_counted_and_not_named(surveys: Timed) -> None:
    surveys.now = on(1, 18, 30)  # 19:30 in Amsterdam

    def lives(company: Company) -> None:
        company["Gijs"].zone = "Europe/London"

    surveys.do(lives)
    said = surveys.says("start functions everybody until 11 dec")
    assert (
        "One invitation is on its way. 14 people are invited on Wednesday 2 December from 08:00. Last day: *Friday"
        in said
    )
