"""What stands out is asked privately, once; without an answer in three working days the manager gets it as a question."""

import json
import logging
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from jobs.delivering.apart import Unplanned
from jobs.delivering.outcome import Outcome
from jobs.prompts.anomalies import CADENCES
from models.accounts.records import Account
from models.activity.records import Activity
from models.anomalies.cases import is_right
from models.anomalies.records import Case
from models.delivery.preferences import turn_off
from models.delivery.records import Delivery, DeliveryState
from models.delivery.troubles import troubles
from models.privacy.erasure import erase
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import NOW, Cast, acting
from tests.jobs.conftest import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SITE = "Hollandia Staal"


def amsterdam(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=AMSTERDAM).astimezone(UTC)


ASKED = amsterdam(18)
"""A Wednesday."""


@pytest.fixture
def bram(house: House, cast: Cast) -> Person:
    """Five visits of Bram's that say the same, from 9 to 16 November."""

    def work(session: Session) -> None:
        account = Account(workspace_id="T1", name=SITE, key="site", created_at=NOW)
        session.add(account)
        session.flush()
        for day in (9, 10, 11, 13, 16):
            on = date(2026, 11, day)
            at = datetime.combine(on, time(15), UTC)
            said = {"kind": "visit", "account_id": account.id, "happened_on": on, "created_at": at, "minutes": 45}
            session.add(Activity(workspace_id="T1", person_id=cast.bram.id, **said))

    house.database.write(work)
    return cast.bram


async def got(house: House, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """What a tick at that moment sends, by Slack user."""
    before, house.now = len(house.slack.messages), now
    await house.tick(*CADENCES)
    news: dict[str, list[dict[str, Any]]] = {}
    for message in house.slack.messages[before:]:
        news.setdefault(message["channel"].removeprefix("D"), []).append(message)
    return news


async def test_the_rep_is_asked_alone_and_three_working_days_later_the_manager(
    house: House, bram: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    news = await got(house, ASKED)
    assert set(news) == {"UBRAM"}
    [message] = news["UBRAM"]
    assert message["text"] == "Een vraag over het logboek. Alleen jij ziet die.", "a notification tells nobody anything"
    said = json.dumps(message["blocks"], ensure_ascii=False)
    assert f"*5 activiteiten bij {SITE}* zijn precies gelijk, van ma 9 nov tot en met ma 16 nov." in said
    assert "Nog geen antwoord aan het eind van ma 23 nov? Dan krijgt Carla Mulder dezelfde vraag." in said
    # Thursday, Friday and Monday are Bram's three working days; Carla is asked on Tuesday morning.
    assert await got(house, amsterdam(23, 18)) == {}
    news = await got(house, amsterdam(24, 9))
    assert set(news) == {"UCARLA"}
    said = json.dumps(news["UCARLA"], ensure_ascii=False)
    assert "*Would you ask Bram Bakker?*" in said
    assert "It may well be right" in said
    assert SITE not in news["UCARLA"][0]["text"]
    assert await got(house, amsterdam(25)) == {}, "a case is asked about once"
    assert SITE not in caplog.text


async def test_whoever_answers_has_answered(house: House, bram: Person) -> None:
    await got(house, ASKED)

    def answer(session: Session) -> None:
        case = session.exec(select(Case)).one()
        is_right(acting(session, bram, ASKED + timedelta(hours=1)), case.id, "A project on their site")

    house.database.write(answer)
    assert await got(house, amsterdam(24, 9)) == {}
    assert await got(house, amsterdam(25)) == {}


async def test_leave_gives_more_time_and_leave_of_the_manager_a_stand_in(
    house: House, cast: Cast, bram: Person
) -> None:
    await got(house, ASKED)

    def away(session: Session) -> None:
        take_leave(session, bram, date(2026, 11, 19), date(2026, 11, 20), now=NOW)
        take_leave(session, cast.carla, date(2026, 11, 25), date(2026, 11, 27), now=NOW)

    house.database.write(away)
    assert await got(house, amsterdam(24, 18)) == {}
    # Bram's three days are Monday to Wednesday; on Thursday Carla is away, and Dirk stands in.
    news = await got(house, amsterdam(26, 9))
    assert set(news) == {"UDIRK"}
    assert "Carla Mulder" in json.dumps(news)


async def test_who_does_not_want_it_is_not_asked(house: House, bram: Person) -> None:
    house.database.write(lambda session: turn_off(session, bram, "questions") and None)
    assert await got(house, ASKED) == {}
    assert house.database.read(lambda session: session.exec(select(Case)).all()) == []


async def test_who_is_erased_leaves_no_question_behind(house: House, bram: Person) -> None:
    await got(house, ASKED)

    def forget(session: Session) -> None:
        erase(session, session.get_one(Person, ("T1", bram.id)), ASKED)

    house.database.write(forget)
    assert house.database.read(lambda session: session.exec(select(Case)).all()) == []
    assert await got(house, amsterdam(24, 9)) == {}


@pytest.mark.parametrize("private", ["anomalies.ask", "calendar.broken"])
def test_neither_the_log_nor_an_admin_reads_whom_it_is_about(
    house: House, cast: Cast, private: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked = house.put(cast.anna.id, "2026-11-11", cadence=private)
    news = house.put(cast.anna.id, "2026-11-11", cadence="news")

    def fail(session: Session) -> list[str]:
        for id_ in (asked, news):
            session.get_one(Delivery, ("T1", id_)).state = DeliveryState.FAILED
        session.flush()
        return [trouble.recipient for trouble in troubles(session, "T1", house.now)]

    assert sorted(house.database.write(fail)) == ["Anna de Vries", "–"]
    line = str(Outcome.of(house.row(asked), "sent"))
    assert cast.anna.id not in line
    assert cast.anna.id in str(Outcome.of(house.row(news), "sent"))
    Unplanned(cast.anna.id, ValueError()).log(private, "T1")
    assert cast.anna.id not in caplog.text
    Unplanned(cast.anna.id, ValueError()).log("news", "T1")
    assert cast.anna.id in caplog.text
