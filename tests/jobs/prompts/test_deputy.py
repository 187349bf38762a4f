"""Manager 11: an absent manager is no silence: what is due goes to who stands in, said so, never lost, never twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.prompts import coaching, digest, reviews
from models.activity.records import Activity
from models.coaching.records import Talk
from models.permissions import Right
from models.reviews.records import ReviewState
from models.rights import rights_of
from models.team.records import Leave, Person
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House
from tests.models.scorecard.facts import review

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
"""08:30 in Amsterdam."""
ON_TOP = "Carla Mulder is away, so you get this instead."


@pytest.fixture
def joris(session: Session, cast: Cast, house: House, joris: Person) -> Person:
    """Joris, a manager beside Carla; she is away from Monday 16 to Friday 20 November, and Anna has worked."""
    away = Leave(
        workspace_id="T1",
        person_id=cast.carla.id,
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 20),
        created_at=NOW,
    )
    worked = Activity(
        workspace_id="T1", person_id=cast.anna.id, kind="meeting", happened_on=date(2026, 11, 10), created_at=NOW
    )
    session.add_all([away, worked])
    session.commit()
    house.now = MONDAY
    return joris


def named(session: Session, cast: Cast, joris: Person) -> None:
    cast.carla.deputy_id = joris.id
    session.add(cast.carla)
    session.commit()


def told(house: House, who: str) -> list[dict[str, Any]]:
    return [m for m in house.slack.messages if m["channel"] == f"DU{who}" and ON_TOP in m["text"]]


async def test_the_digest_goes_to_who_was_named_and_not_to_the_manager_when_back(
    house: House, cast: Cast, session: Session, joris: Person
) -> None:
    named(session, cast, joris)
    await house.tick(*digest.CADENCES)
    [message] = told(house, "JORIS")
    assert "Your team, 9 Nov – 15 Nov" in str(message["blocks"])
    for day in range(17, 25):
        house.now = MONDAY.replace(day=day)
        await house.tick(*digest.CADENCES)
    assert len(told(house, "JORIS")) == 1, "once"
    to_carla = [m for m in house.slack.messages if m["channel"] == "DUCARLA"]
    assert all("9 Nov – 15 Nov" not in str(m) for m in to_carla), "not twice"
    assert any("16 Nov – 22 Nov" in str(m) for m in to_carla), "the next one is hers again"


async def test_without_a_name_it_is_the_managers_own_manager(house: House, cast: Cast, joris: Person) -> None:
    await house.tick(*digest.CADENCES)
    assert len(told(house, "DIRK")) == 1
    assert told(house, "JORIS") == []


async def test_half_a_day_is_no_absence(house: House, cast: Cast, session: Session, joris: Person) -> None:
    named(session, cast, joris)
    leave = session.exec(select(Leave)).one()
    leave.part = "afternoon"
    session.add(leave)
    session.commit()
    await house.tick(*digest.CADENCES)
    assert told(house, "JORIS") == []
    assert [m for m in house.slack.messages if m["channel"] == "DUCARLA"]


async def test_a_review_that_waits_goes_there_too_and_can_be_written(
    house: House, cast: Cast, session: Session, joris: Person
) -> None:
    # Anna handed hers in on Monday 16 November; the morning after Carla would have been told.
    named(session, cast, joris)
    facts = {"opened_on": date(2026, 11, 13), "reflected_on": date(2026, 11, 16)}
    review(session, cast.anna, ReviewState.REFLECTED, **facts)
    session.commit()
    house.now = datetime(2026, 11, 17, 8, 1, tzinfo=UTC)
    await house.tick(*reviews.CADENCES)
    [message] = told(house, "JORIS")
    assert "Anna de Vries" in str(message["blocks"])
    on = date(2026, 11, 17)
    assert rights_of(session, joris, on).may(Right.WRITE_REVIEW, cast.anna)
    assert not rights_of(session, joris, date(2026, 11, 23)).may(Right.WRITE_REVIEW, cast.anna), (
        "only while she is away"
    )


async def test_the_agenda_of_a_talk_goes_there_while_the_coach_is_away(
    house: House, cast: Cast, session: Session, joris: Person
) -> None:
    named(session, cast, joris)
    talk = Talk(
        workspace_id="T1",
        coach_id=cast.carla.id,
        rep_id=cast.anna.id,
        planned_at=datetime(2026, 11, 18, 13, 0, tzinfo=UTC),
        created_at=NOW,
    )
    session.add(talk)
    session.commit()
    house.now = datetime(2026, 11, 17, 13, 1, tzinfo=UTC)
    await house.later(minutes=1).tick(*coaching.CADENCES)
    [message] = told(house, "JORIS")
    assert "Anna de Vries" in str(message)
    assert [m for m in house.slack.messages if m["channel"] == "DUANNA"], "the rep has an agenda as well"
    assert not [m for m in house.slack.messages if m["channel"] == "DUCARLA"]
