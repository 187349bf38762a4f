"""After a training whoever was to come is asked once whether they did; nobody who was on leave, or has logged it."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from jobs.prompts import training as prompts
from models.activity.records import Activity
from models.team.leave import take_leave
from models.team.records import Person
from models.training.records import Seat, Training
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House

THURSDAY = date(2026, 11, 12)
NEXT_MORNING = datetime(2026, 11, 13, 8, 30, tzinfo=UTC)
"""Friday 09:30 in Amsterdam."""


@pytest.fixture
def held(house: House, cast: Cast) -> House:
    """Anna, Bram and Carla were to come to a training on Thursday."""

    def arrange(session: Session) -> None:
        about = {"topic": "negotiation", "minutes": 240, "day": THURSDAY, "created_at": NOW}
        training = Training(workspace_id="T1", number=1, **about)
        session.add(training)
        session.flush()
        for person in (cast.anna, cast.bram, cast.carla):
            session.add(Seat(workspace_id="T1", training_id=training.id, person_id=person.id, created_at=NOW))

    house.database.write(arrange)
    house.now = NEXT_MORNING
    return house


def told(house: House) -> dict[str, str]:
    return {message["channel"]: message["text"] for message in house.slack.messages}


async def test_each_is_asked_once_in_their_language(held: House) -> None:
    await held.tick(*prompts.CADENCES)
    assert set(told(held)) == {"DUANNA", "DUBRAM", "DUCARLA"}
    assert told(held)["DUANNA"].startswith("*Were you there?* Negotiation, Thursday 12 November")
    assert told(held)["DUBRAM"].startswith("*Was je erbij?* Onderhandelen, donderdag 12 november")
    await held.later(hours=1).tick(*prompts.CADENCES)
    assert len(held.slack.messages) == 3


async def test_nobody_who_was_on_leave_has_logged_it_or_said_no(held: House, cast: Cast) -> None:
    def change(session: Session) -> None:
        take_leave(session, session.get_one(Person, ("T1", cast.anna.id)), THURSDAY, THURSDAY, NOW)
        logged = {"person_id": cast.bram.id, "kind": "training", "minutes": 180, "topic": "onderhandelen"}
        session.add(Activity(workspace_id="T1", happened_on=THURSDAY, created_at=NOW, **logged))
        session.exec(select(Seat).where(Seat.person_id == cast.carla.id)).one().state = "missed"

    held.database.write(change)
    await held.tick(*prompts.CADENCES)
    assert told(held) == {}


async def test_who_is_off_on_the_next_day_is_asked_when_they_are_back(held: House, cast: Cast) -> None:
    friday, monday = date(2026, 11, 13), date(2026, 11, 16)
    held.database.write(
        lambda session: take_leave(session, session.get_one(Person, ("T1", cast.anna.id)), friday, monday, NOW)
    )
    await held.tick(*prompts.CADENCES)
    assert set(told(held)) == {"DUBRAM", "DUCARLA"}
    await held.later(days=4).tick(*prompts.CADENCES)
    assert set(told(held)) == {"DUANNA", "DUBRAM", "DUCARLA"}


async def test_nothing_about_one_that_was_removed(held: House) -> None:
    def remove(session: Session) -> None:
        session.exec(select(Training)).one().removed_at = NOW

    held.database.write(remove)
    await held.tick(*prompts.CADENCES)
    assert told(held) == {}
