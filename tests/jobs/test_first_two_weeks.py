"""The first two weeks after an install on a Thursday, hour by hour, by the whole schedule: nobody is accused of anything."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.period import PeriodType
from tests.conftest import Cast
from tests.jobs.conftest import House, running
from tests.models.scorecard.facts import meeting, target

pytestmark = [pytest.mark.long(seconds=20), pytest.mark.once]

INSTALLED = datetime(2026, 11, 26, 15, tzinfo=UTC)
"""A Thursday: 10:00 in New York, 16:00 in Amsterdam."""
NEW_YORK = {"zone": "America/New_York", "language": "en", "country": "US", "currency": "USD", "fiscal_start_month": 7}
DUTCH = {"zone": "Europe/Amsterdam", "language": "nl", "country": "NL", "currency": "EUR", "fiscal_start_month": 1}
ACCUSING = re.compile(
    r"behind|at risk|needs you|needs help|logged nothing|nobody logged|no news|\bonly \d|overdue|missed|too late"
    r"|achter|risico|heeft je nodig|hulp nodig|logde[n]? niets|niets gelogd|niemand log|slechts|te laat|gemist",
    re.IGNORECASE,
)


@pytest.fixture(params=[NEW_YORK, DUTCH], ids=["new-york", "dutch"])
def installed(request: pytest.FixtureRequest, house: House, cast: Cast, session: Session) -> dict[str, Any]:
    """Installed an hour ago, with a team, a channel and a target; Anna logs one meeting on that day, Bram nothing ever."""
    facts = request.param
    for name, value in facts.items():
        setattr(cast.workspace, name, value)
    cast.workspace.created_at = INSTALLED
    cast.team.channel_id = "C0NORTH"
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at, person.zone, person.language = INSTALLED, facts["zone"], facts["language"]
        person.country = None
        session.add(person)
    target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 11, 23), person_id=cast.anna.id)
    target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 11, 23), person_id=cast.bram.id)
    entry = meeting(session, cast.anna, date(2026, 11, 26))
    entry.created_at = INSTALLED
    session.add_all([cast.workspace, cast.team, entry])
    session.commit()
    house.now = INSTALLED
    return facts


def words_of(message: dict[str, Any]) -> str:
    """All that the person reads."""
    found: list[str] = []

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(value for key, value in part.items() if key == "text" and isinstance(value, str))
            for value in part.values():
                collect(value)
        elif isinstance(part, list):
            for one in part:
                collect(one)

    collect({"text": message["text"], "blocks": message.get("blocks")})
    return "\n".join(found)


async def test_nobody_is_accused_of_anything(installed: dict[str, Any], house: House) -> None:
    zone = ZoneInfo(installed["zone"])
    got: list[tuple[datetime, str, str]] = []
    process = running(house)
    while house.now < INSTALLED + timedelta(days=14):
        already = len(house.slack.messages)
        await process.tick()
        for message in house.slack.messages[already:]:
            got.append((house.now.astimezone(zone), message["channel"], words_of(message)))
        house.later(minutes=30)
    accused = [(at, channel, ACCUSING.findall(text), text) for at, channel, text in got if ACCUSING.search(text)]
    assert accused == []
    assert [(at, channel) for at, channel, _ in got if not 8 <= at.hour < 18 or at.weekday() > 4] == []
    to_carla = [text for _, channel, text in got if channel == "DUCARLA"]
    welcomed = [text for text in to_carla if "Welcome to Koers" in text or "Welkom bij Koers" in text]
    assert len(welcomed) == 2, "on both Mondays"
    assert "Anna de Vries" in welcomed[0]
    assert len(set(got)) == len(got), "nothing twice"
    assert not [text for _, _, text in got if "How was November" in text or "Hoe ging november" in text], "three days"
