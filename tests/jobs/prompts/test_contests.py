"""When a competition is over: the top in the channel, each their own place alone, once; and nothing of one that was stopped."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.prompts import contests
from models.activity.records import Activity
from models.contests.records import Contest, Entrant
from models.team.leave import take_leave
from models.team.records import Person, Team
from tests.conftest import LONG_AGO, NOW, Cast
from tests.jobs.conftest import House

MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""09:30 in Amsterdam, the day after the last one."""


@pytest.fixture
def over(house: House, cast: Cast) -> House:
    """Three of North took part from 16 to 22 November: Anna did 4 of 4, Bram 2 of 4, Eva 1 of 4."""

    def arrange(session: Session) -> None:
        session.get_one(Team, ("T1", cast.team.id)).channel_id = "C0NORTH"
        more: dict[str, Any] = {"team_id": cast.team.id, "sales_role": "account", "created_at": LONG_AGO}
        eva = Person(workspace_id="T1", name="Eva", slack_user_id="UEVA", zone="Europe/Amsterdam", **more)
        days = {"first_day": date(2026, 11, 16), "last_day": date(2026, 11, 22)}
        about: dict[str, Any] = {"team_id": cast.team.id, "kpi": "first_meetings", "kind": "share"}
        contest = Contest(workspace_id="T1", started_by=cast.carla.id, started_at=NOW, **days, **about)
        session.add_all([eva, contest])
        session.flush()
        for person_id, done in ((cast.anna.id, 4), (cast.bram.id, 2), (eva.id, 1)):
            entrant = {"contest_id": contest.id, "person_id": person_id, "target": "4.0"}
            session.add(Entrant(workspace_id="T1", joined_at=NOW, **entrant))
            meeting: dict[str, Any] = {"kind": "meeting", "is_first": True, "happened_on": date(2026, 11, 17)}
            for _ in range(done):
                session.add(Activity(workspace_id="T1", person_id=person_id, created_at=NOW, **meeting))

    house.database.write(arrange)
    house.now = MONDAY
    return house


async def test_the_top_in_the_channel_and_each_their_own_place_alone(over: House) -> None:
    await over.tick(*contests.CADENCES)
    told = {message["channel"]: message["text"] + str(message["blocks"]) for message in over.slack.messages}
    assert set(told) == {"C0NORTH", "DUANNA", "DUBRAM", "DUEVA"}
    assert "1. *Anna de Vries*: 100% of the target" in told["C0NORTH"]
    assert "Bram" not in told["C0NORTH"]
    assert "Eva" not in told["C0NORTH"]
    assert "You: place 1 of 3, 100% of the target" in told["DUANNA"]
    # “2 of 3” would tell Bram that Eva is last.
    assert "Jij: 50% van het target" in told["DUBRAM"]
    assert "You: 25% of the target" in told["DUEVA"]
    before = len(over.slack.messages)
    await over.later(minutes=5).tick(*contests.CADENCES)
    assert len(over.slack.messages) == before, "told once"


@pytest.mark.parametrize("what", ["stopped", "left"])
async def test_nothing_of_what_was_stopped_and_nobody_who_left(over: House, cast: Cast, what: str) -> None:
    def change(session: Session) -> None:
        if what == "stopped":
            session.exec(select(Contest)).one().stopped_at = NOW
        else:
            for entrant in session.exec(select(Entrant)):
                entrant.left_at = NOW if entrant.person_id == cast.anna.id else None

    over.database.write(change)
    await over.tick(*contests.CADENCES)
    told = {message["channel"] for message in over.slack.messages}
    # Of two who are left nobody is named in public.
    assert told == (set() if what == "stopped" else {"DUBRAM", "DUEVA"})


async def test_who_comes_back_from_leave_weeks_later_is_told_then(over: House, cast: Cast) -> None:
    over.database.write(lambda s: take_leave(s, cast.anna, date(2026, 11, 19), date(2026, 12, 4), NOW))
    await over.tick(*contests.CADENCES)
    assert "DUANNA" not in {message["channel"] for message in over.slack.messages}
    over.now = datetime(2026, 12, 7, 8, 30, tzinfo=UTC)
    await over.tick(*contests.CADENCES)
    assert [message["channel"] for message in over.slack.messages].count("DUANNA") == 1
