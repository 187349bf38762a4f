"""Monday morning: the digest to managers and channels, and the note when its figures changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from jobs.prompts import digest
from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal
from models.team.records import Team
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House
from tests.models.scorecard.facts import goal

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
"""08:30 in Amsterdam."""


def log(
    house: House,
    person_id: str,
    number: int,
    on: date,
    created_at: datetime = NOW,
    kind: str = "meeting",
    is_first: bool | None = True,
) -> list[str]:
    """So many entries; their ids."""
    rows = [
        Activity(
            workspace_id="T1", person_id=person_id, kind=kind, is_first=is_first, happened_on=on, created_at=created_at
        )
        for _ in range(number)
    ]
    house.database.write(lambda session: session.add_all(rows))
    return [row.id for row in rows]


def texts(message: dict[str, Any]) -> str:
    return str(message["text"]) + str(message.get("blocks"))


@pytest.fixture
def monday(house: House, cast: Cast) -> House:
    """Anna had a good week, Bram logged nothing; the team has a channel."""
    log(house, cast.anna.id, 3, date(2026, 11, 10))
    log(house, cast.anna.id, 9, date(2026, 11, 11), is_first=False)
    log(house, cast.anna.id, 2, date(2026, 11, 11), kind="proposal", is_first=None)

    def channel(session: Session) -> None:
        team = session.get(Team, ("T1", cast.team.id))
        assert team is not None
        team.channel_id = "C0NORTH"

    house.database.write(channel)
    house.now = MONDAY
    return house


async def test_managers_at_half_past_eight_and_the_channel_at_nine(monday: House, cast: Cast) -> None:
    outcomes = await monday.tick(*digest.CADENCES)
    assert {(o.recipient, o.state) for o in outcomes} == {(cast.carla.id, "sent"), (cast.dirk.id, "sent")}
    outcomes = await monday.later(minutes=30).tick(*digest.CADENCES)
    assert [(o.recipient, o.state) for o in outcomes] == [("channel:C0NORTH", "sent")]


async def test_the_manager_reads_who_is_silent_and_the_channel_does_not(monday: House, cast: Cast) -> None:
    await monday.later(minutes=30).tick(*digest.CADENCES)
    to_carla = next(texts(m) for m in monday.slack.messages if m["channel"] == "DUCARLA")
    to_channel = next(texts(m) for m in monday.slack.messages if m["channel"] == "C0NORTH")
    assert "Logged nothing, though at work: Bram Bakker" in to_carla
    assert "Bram" not in to_channel
    assert "• 3 first meetings" in to_channel
    assert "of 4" not in to_channel, "a target that was missed is the manager's to talk about"
    assert "€0" not in to_channel
    assert "Anna" in to_channel, "praise is by name"


async def test_every_win_is_named_in_the_channel_and_the_customer_to_the_manager_alone(
    monday: House, cast: Cast, session: Session
) -> None:
    # Manager 5: Bram won €12,000 from Globex and logged nothing else: 0 of 4 first meetings, far below what used to be praised.
    globex = Account(workspace_id="T1", name="Globex", key="globex", created_at=NOW)
    session.add(globex)
    session.flush()
    won = Deal(
        workspace_id="T1",
        number=1,
        owner_id=cast.bram.id,
        account_id=globex.id,
        currency="EUR",
        value_minor=1_200_000,
        reporting_minor=1_200_000,
        outcome="won",
        stage="won",
        closed_on=date(2026, 11, 10),
        opened_on=date(2026, 11, 1),
        created_at=NOW,
    )
    session.add(won)
    session.commit()
    await monday.later(minutes=30).tick(*digest.CADENCES)
    channel, carla = (
        next(texts(m) for m in monday.slack.messages if m["channel"] == where) for where in ("C0NORTH", "DUCARLA")
    )
    assert "Bram Bakker won business" in channel
    assert r"*Bram Bakker*\nwon €12,000" in channel
    assert "Globex" not in channel
    assert r"*Bram Bakker*\nwon €12,000 (Globex)" in carla


async def test_nothing_is_posted_about_a_week_without_entries(house: House, cast: Cast, session: Session) -> None:
    # Manager 13: "0 of 13 first meetings, €0 of €100,000", for the whole channel to read.
    cast.team.channel_id = "C0NORTH"
    session.add(cast.team)
    session.commit()
    house.now = MONDAY + timedelta(minutes=30)
    outcomes = await house.tick(*digest.CADENCES)
    assert all(m["channel"] != "C0NORTH" for m in house.slack.messages), "no row of zeros for everybody to see"
    assert ("channel:C0NORTH", "expired") in {(o.recipient, o.state) for o in outcomes}, "visibly not sent"


async def test_a_manager_reads_it_in_their_own_language(monday: House, cast: Cast, session: Session) -> None:
    cast.carla.language = "nl"
    session.add(cast.carla)
    session.commit()
    await monday.tick(*digest.CADENCES)
    to_carla = next(texts(m) for m in monday.slack.messages if m["channel"] == "DUCARLA")
    assert "Je team, 9 nov – 15 nov" in to_carla


async def test_a_later_entry_is_told_in_the_thread_once_a_day(monday: House, cast: Cast) -> None:
    await monday.later(minutes=30).tick(*digest.CADENCES)
    published = next(m for m in monday.slack.messages if m["channel"] == "C0NORTH")
    monday.now = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)
    log(monday, cast.bram.id, 2, date(2026, 11, 12), created_at=monday.now)
    assert await monday.tick(*digest.CADENCES) == [], "not before 16:00"
    monday.now = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
    await monday.tick(*digest.CADENCES)
    note = next(m for m in monday.slack.messages if m["channel"] == "C0NORTH" and m.get("thread_ts"))
    assert note["thread_ts"] == published["ts"]
    assert "First meetings: 3 → *5*" in note["text"]
    log(monday, cast.bram.id, 1, date(2026, 11, 12), created_at=monday.now + timedelta(minutes=5))
    await monday.later(hours=1).tick(*digest.CADENCES)
    notes = [m for m in monday.slack.messages if m["channel"] == "C0NORTH" and m.get("thread_ts")]
    assert len(notes) == 1, "one note a day at most"
    monday.now = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
    await monday.tick(*digest.CADENCES)
    notes = [m for m in monday.slack.messages if m["channel"] == "C0NORTH" and m.get("thread_ts")]
    assert "First meetings: 5 → *6*" in notes[-1]["text"], "and the next one tells only what is new"


async def test_figures_that_stay_the_same_are_not_told(monday: House, cast: Cast) -> None:
    await monday.later(minutes=30).tick(*digest.CADENCES)
    monday.now = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)
    note = Activity(
        workspace_id="T1", person_id=cast.bram.id, kind="note", happened_on=date(2026, 11, 12), created_at=monday.now
    )
    monday.database.write(lambda session: session.add(note))
    posts = monday.slack.posts
    for day in (16, 17, 18):
        monday.now = datetime(2026, 11, day, 15, 0, tzinfo=UTC)
        await monday.tick(*digest.CADENCES)
    assert monday.slack.posts == posts


async def test_nothing_of_another_workspace_is_in_it(monday: House, cast: Cast) -> None:
    rival = Deal(
        workspace_id="T2",
        number=1,
        owner_id=cast.rival.id,
        currency="EUR",
        value_minor=10**9,
        reporting_minor=10**9,
        outcome="won",
        stage="won",
        closed_on=date(2026, 11, 10),
        opened_on=date(2026, 11, 1),
        created_at=NOW,
    )
    monday.database.write(lambda session: session.add(rival))
    await monday.tick(*digest.CADENCES)
    assert all("10,000,000" not in texts(m) and "Rita" not in texts(m) for m in monday.slack.messages)


async def test_a_goal_without_a_kpi_is_named_to_the_manager_alone(monday: House, cast: Cast) -> None:
    monday.database.write(lambda session: goal(session, cast.bram.id, cast.carla, number=3, title="Grow somehow"))
    await monday.later(minutes=30).tick(*digest.CADENCES)
    told = {m["channel"]: "Goal 3, “Grow somehow”, has no KPI" in texts(m) for m in monday.slack.messages}
    assert told == {"DUCARLA": True, "DUDIRK": True, "C0NORTH": False}


async def test_a_channel_is_left_alone_on_a_day_off_of_its_own_country(
    monday: House, cast: Cast, session: Session
) -> None:
    # Mon 28 December 2026 is a bank holiday in England (the 26th is a Saturday), and an ordinary day in the Netherlands.
    for person in (cast.anna, cast.bram):
        person.country, person.region = "GB", "ENG"
        session.add(person)
    session.commit()
    log(monday, cast.anna.id, 3, date(2026, 12, 23))
    holiday = datetime(2026, 12, 28, 8, 0, tzinfo=UTC)
    monday.now = holiday
    assert [o.recipient for o in await monday.tick(*digest.CADENCES) if o.recipient.startswith("channel")] == []
    monday.now = holiday + timedelta(days=1)
    assert [o.recipient for o in await monday.tick(*digest.CADENCES)].count("channel:C0NORTH") == 1
    assert "21 Dec – 27 Dec" in next(texts(m) for m in monday.slack.messages if m["channel"] == "C0NORTH")
