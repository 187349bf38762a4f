"""The offer comes once to whoever leads the newcomer, and nothing on a day off, after they left, or of a stopped plan."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from jobs.prompts import newcomers as prompts
from models.newcomers.actions import NewPlan, give_plan, save_plan, stop_plan
from models.newcomers.drafting import draft_of
from models.team.records import Leave, Person
from tests.conftest import Cast, acting
from tests.jobs.conftest import House

FRIDAY = datetime(2026, 11, 13, 8, 5, tzinfo=UTC)
"""09:05 in Amsterdam, the day after NOW."""


@pytest.fixture
def noor(house: House, cast: Cast) -> str:
    """Noor starts on Monday 16 November; Carla leads her. Her id."""
    house.now = FRIDAY

    def add(session: Session) -> str:
        person = Person(
            workspace_id="T1",
            name="Noor de Wit",
            slack_user_id="UNOOR",
            zone="Europe/Amsterdam",
            language="nl",
            manager_id=cast.carla.id,
            team_id=cast.team.id,
            sales_role="account",
            starts_on=date(2026, 11, 16),
            created_at=FRIDAY,
        )
        session.add(person)
        session.flush()
        return person.id

    return house.database.write(add)


def given(house: House, cast: Cast, noor: str) -> str:
    def work(session: Session) -> str:
        carla, person = session.get_one(Person, ("T1", cast.carla.id)), session.get_one(Person, ("T1", noor))
        who = acting(session, carla, house.now)
        draft = draft_of(who, person)
        plan = save_plan(who, person, NewPlan(draft.goals, draft.lines, ()))
        return give_plan(who, plan.id).id

    return house.database.write(work)


def told(house: House) -> list[tuple[str, str]]:
    return [(message["channel"], message["text"].split("\n")[0]) for message in house.slack.messages]


async def test_the_manager_is_offered_a_plan_once(house: House, cast: Cast, noor: str) -> None:
    await house.tick(*prompts.CADENCES)
    for days in (3, 1, 1):
        await house.later(days=days).tick(*prompts.CADENCES)
    assert told(house) == [("DUCARLA", "*Noor de Wit starts on Mon 16 November.*")]


async def test_two_newcomers_are_two_offers(house: House, cast: Cast, noor: str) -> None:
    house.database.write(
        lambda session: setattr(session.get_one(Person, ("T1", cast.anna.id)), "starts_on", date(2026, 11, 10))
    )
    await house.tick(*prompts.CADENCES)
    texts = [text for _, text in told(house)]
    assert len(texts) == 2
    assert any("Anna de Vries started on" in text for text in texts)


async def test_while_the_manager_is_away_who_stands_in_is_offered_it_and_not_both(
    house: House, cast: Cast, noor: str
) -> None:
    def leave(session: Session) -> None:
        days = {"first_day": date(2026, 11, 9), "last_day": date(2026, 11, 17), "created_at": FRIDAY}
        session.add(Leave(workspace_id="T1", person_id=cast.carla.id, **days))

    house.database.write(leave)
    await house.tick(*prompts.CADENCES)
    await house.later(days=5).tick(*prompts.CADENCES)  # Carla is back
    assert [channel for channel, _ in told(house)] == ["DUDIRK"]


@pytest.mark.parametrize("what", ["left", "started 40 days ago", "no manager"])
async def test_nobody_is_offered_a_plan_for(house: House, cast: Cast, noor: str, what: str) -> None:
    def change(session: Session) -> None:
        person = session.get_one(Person, ("T1", noor))
        if what == "left":
            person.starts_on, person.ends_on = date(2026, 11, 2), date(2026, 11, 11)
        elif what == "no manager":
            person.manager_id = None
        else:
            person.starts_on = date(2026, 10, 4)

    house.database.write(change)
    await house.tick(*prompts.CADENCES)
    assert told(house) == []


async def test_the_newcomer_reads_it_on_the_first_morning(house: House, cast: Cast, noor: str) -> None:
    given(house, cast, noor)
    await house.tick(*prompts.CADENCES)
    assert told(house) == []
    await house.later(days=3).tick(*prompts.CADENCES)  # Monday 09:05
    assert told(house) == [("DUNOOR", "Je eerste 90 dagen: 0 van 11 afgevinkt.")]


async def test_a_new_manager_hears_of_the_plan_that_comes_along(house: House, cast: Cast, noor: str) -> None:
    given(house, cast, noor)

    def move(session: Session) -> None:
        about = {"is_rep": False, "language": "en", "zone": "Europe/Amsterdam", "created_at": FRIDAY}
        joris = Person(workspace_id="T1", name="Joris Claes", slack_user_id="UJORIS", manager_id=cast.dirk.id, **about)
        session.add(joris)
        session.flush()
        session.get_one(Person, ("T1", noor)).manager_id = joris.id

    house.database.write(move)
    await house.tick(prompts.CADENCES[0])
    await house.later(days=3).tick(prompts.CADENCES[0])
    assert [channel for channel, _ in told(house)] == ["DUJORIS"]
    assert "comes to you with a plan" in told(house)[0][1]


@pytest.mark.parametrize("what", ["runs", "stopped", "left"])
async def test_both_look_back_on_the_working_day_after_day_90(house: House, cast: Cast, noor: str, what: str) -> None:
    """Day 90 after Monday 16 November is Saturday 13 February 2027: Monday the 15th it is."""
    plan_id = given(house, cast, noor)

    def change(session: Session) -> None:
        if what == "stopped":
            stop_plan(acting(session, session.get_one(Person, ("T1", cast.carla.id)), house.now), plan_id)
        if what == "left":
            session.get_one(Person, ("T1", noor)).ends_on = date(2027, 2, 1)

    house.database.write(change)
    for day in (13, 14):
        house.now = datetime(2027, 2, day, 9, 5, tzinfo=UTC)
        await house.tick(prompts.CADENCES[2])
    assert told(house) == []
    house.now = datetime(2027, 2, 15, 9, 5, tzinfo=UTC)
    await house.tick(prompts.CADENCES[2])
    await house.later(minutes=1).tick(prompts.CADENCES[2])
    assert sorted(channel for channel, _ in told(house)) == (["DUCARLA", "DUNOOR"] if what == "runs" else [])
