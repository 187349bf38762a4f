"""The poll goes to everybody who is asked and has not answered; and whoever asked hears when it is over."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from jobs.prompts import tools as prompts
from models.delivery.outbox import post
from models.team.records import Person
from models.tools.polls import answer, open_poll
from models.tools.records import Tool, ToolPoll
from tests.conftest import NOW, SECRETS, Cast, acting
from tests.jobs.conftest import House


@pytest.fixture
def asked(house: House, cast: Cast) -> House:
    """Everybody of the cast is asked about HubSpot until 19 November; Anna has answered."""

    def arrange(session: Session) -> None:
        tool = Tool(workspace_id="T1", number=1, kind="crm", name="HubSpot", entered_by=cast.dirk.id, created_at=NOW)
        session.add(tool)
        session.flush()
        dirk, anna = (session.get_one(Person, ("T1", one.id)) for one in (cast.dirk, cast.anna))
        poll, people = open_poll(acting(session, dirk), SECRETS, tool)
        answer(acting(session, anna), SECRETS, poll.id, "daily", "yes")  # type: ignore[arg-type]
        for person in people:
            about = {"recipient": person.id, "cadence": "tools.poll", "slot": poll.id, "about": {"poll_id": poll.id}}
            post(session, "T1", now=NOW, **about)

    house.database.write(arrange)
    return house


async def test_who_has_not_answered_is_asked_once(asked: House) -> None:
    await asked.tick(*prompts.CADENCES)
    told = {message["channel"]: message["text"] for message in asked.slack.messages}
    assert set(told) == {"DUBRAM", "DUCARLA", "DUDIRK"}
    assert told["DUCARLA"].startswith("*Do you use HubSpot?*")
    assert told["DUBRAM"].startswith("*Gebruik je HubSpot?*")
    await asked.later(minutes=1).tick(*prompts.CADENCES)
    assert len(asked.slack.messages) == 3


async def test_whoever_asked_hears_that_it_is_over(asked: House) -> None:
    await asked.tick(*prompts.CADENCES)
    before = len(asked.slack.messages)
    asked.now = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    await asked.tick(*prompts.CADENCES)
    [over] = asked.slack.messages[before:]
    assert over["channel"] == "DUDIRK"
    assert "HubSpot is over" in over["text"]


@pytest.mark.parametrize("what", ["withdrawn", "over"])
async def test_nobody_is_asked_in_a_poll_that_is_withdrawn_or_over(asked: House, what: str) -> None:
    def change(session: Session) -> None:
        poll = session.exec(select(ToolPoll)).one()
        if what == "withdrawn":
            poll.withdrawn_at = NOW
        else:
            poll.opened_on = poll.closes_on = date(2026, 11, 11)

    asked.database.write(change)
    await asked.tick(prompts.POLL)
    assert asked.slack.messages == []
