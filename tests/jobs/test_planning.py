"""Who is due: the right person at the right local time, never on a day off, never twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from jobs.cadence import Cadence, Occasion, Window, at_instants, to_people, to_team_channels
from messages.blocks import Message
from models.delivery.planning import Due
from models.delivery.preferences import come_at, come_every, snooze, turn_off
from models.delivery.recurrence import monthly, weekly
from models.team.leave import take_leave
from models.team.records import DayPart, Person, Team
from models.workspace.records import Workspace
from tests.conftest import Cast
from tests.jobs.conftest import House, running

pytestmark = pytest.mark.long(seconds=20)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def hello(occasion: Occasion) -> Message:
    return Message(f"hello {occasion.slot}")


def everybody(window: Window) -> list[Person]:
    return window.people


WEEKLY = Cadence("digest.manager", to_people(weekly(0, time(8, 30)), everybody, "digest"), hello)
MONTHLY = Cadence("review.prompt", to_people(monthly(1, time(9)), everybody, "review"), hello, timedelta(days=5))
CHANNEL = Cadence("digest.team", to_team_channels(weekly(0, time(9)), "digest"), hello)


def amsterdam(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def change(house: House, person: Person, **values: object) -> None:
    def work(session: Session) -> None:
        row = session.get(Person, (person.workspace_id, person.id))
        for name, value in values.items():
            setattr(row, name, value)

    house.database.write(work)


async def deliveries(
    house: House, *cadences: Cadence, until: datetime, step: timedelta = timedelta(minutes=15)
) -> list[str]:
    """Tick to `until`; who got which slot at what time in Amsterdam."""
    got: list[str] = []
    process = running(house, *cadences)
    while house.now <= until:
        for outcome in await process.tick():
            if outcome.state == "sent":
                at = house.now.astimezone(AMSTERDAM)
                got.append(f"{outcome.recipient} {outcome.slot} {at:%a %H:%M}")
        house.now += step
    process.close()
    return got


async def test_monday_half_past_eight_in_everybodys_own_zone(house: House, cast: Cast) -> None:
    change(house, cast.bram, zone="America/New_York")
    house.now = amsterdam(15, 12)
    got = await deliveries(house, WEEKLY, until=amsterdam(17, 12))
    assert f"{cast.anna.id} 2026-11-16 Mon 08:30" in got
    assert f"{cast.bram.id} 2026-11-16 Mon 14:30" in got
    assert len(got) == 4


async def test_a_zone_that_moves_on_monday_neither_doubles_nor_loses_it(house: House, cast: Cast) -> None:
    house.now = amsterdam(16, 8)
    first = await deliveries(house, WEEKLY, until=amsterdam(16, 9))
    change(house, cast.anna, zone="America/Los_Angeles")
    change(house, cast.bram, zone="Asia/Tokyo")
    later = await deliveries(house, WEEKLY, until=amsterdam(18, 9))
    assert len(first) == 4
    assert later == []
    change(house, cast.anna, zone="America/Los_Angeles")
    house.now = amsterdam(23, 9)
    change(house, cast.anna, zone="Europe/Amsterdam")  # flew home in the night: 08:30 has passed here, was not there
    got = await deliveries(house, WEEKLY, until=amsterdam(23, 9))
    assert f"{cast.anna.id} 2026-11-23 Mon 09:00" in got


async def test_nobody_gets_it_on_a_day_off(house: House, cast: Cast) -> None:
    monday = date(2026, 11, 16)
    house.database.write(lambda s: take_leave(s, cast.anna, monday, date(2026, 11, 17), house.now))
    house.database.write(lambda s: take_leave(s, cast.bram, monday, monday, house.now, DayPart.MORNING))
    change(house, cast.dirk, working_days="0011111")
    change(house, cast.carla, ends_on=date(2026, 11, 13))
    house.now = amsterdam(16, 7)
    got = await deliveries(house, WEEKLY, until=amsterdam(20, 12))
    assert sorted(got) == sorted(
        [
            f"{cast.bram.id} 2026-11-16 Mon 08:30",
            f"{cast.anna.id} 2026-11-16 Wed 08:30",
            f"{cast.dirk.id} 2026-11-16 Wed 08:30",
        ]
    )


async def test_new_years_day_moves_the_first_of_the_month_for_the_dutch_alone(house: House, cast: Cast) -> None:
    change(house, cast.anna, country="AE")  # New Year's Day is a holiday there too, but Friday is followed by a weekend
    house.now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    got = await deliveries(house, MONTHLY, until=datetime(2027, 1, 5, 12, tzinfo=UTC))
    assert f"{cast.bram.id} 2027-01-01 Mon 09:00" in got


async def test_wishes_are_kept(house: House, cast: Cast) -> None:
    today = date(2026, 11, 12)
    house.database.write(lambda s: turn_off(s, cast.anna, "digest"))
    house.database.write(lambda s: come_at(s, cast.bram, "digest", 7 * 60 + 45))
    house.database.write(lambda s: come_every(s, cast.carla, "digest", 2, today))
    house.database.write(lambda s: snooze(s, cast.dirk, "digest", date(2026, 11, 18), today))
    house.now = amsterdam(15, 12)
    got = await deliveries(house, WEEKLY, until=amsterdam(25, 12))
    assert [line for line in got if cast.anna.id in line] == []
    assert [line for line in got if cast.bram.id in line] == [
        f"{cast.bram.id} 2026-11-16 Mon 07:45",
        f"{cast.bram.id} 2026-11-23 Mon 07:45",
    ]
    assert [line for line in got if cast.carla.id in line] == [f"{cast.carla.id} 2026-11-16 Mon 08:30"]
    assert [line for line in got if cast.dirk.id in line] == [
        f"{cast.dirk.id} 2026-11-18 Wed 08:30",
        f"{cast.dirk.id} 2026-11-23 Mon 08:30",
    ]


async def test_a_window_that_was_slept_through_is_caught_up_while_useful(house: House, cast: Cast) -> None:
    house.now = amsterdam(13, 12)
    await house.tick(WEEKLY)
    house.now = amsterdam(17, 10)
    outcomes = await house.tick(WEEKLY)
    assert sorted(outcome.state for outcome in outcomes) == ["sent"] * 4


async def test_what_was_slept_through_for_too_long_is_recorded_as_missed(house: House, cast: Cast) -> None:
    house.now = amsterdam(13, 12)
    await house.tick(WEEKLY)
    house.now = datetime(2026, 12, 3, 12, tzinfo=UTC)
    outcomes = await house.tick(WEEKLY)
    of_anna = {outcome.slot: outcome.state for outcome in outcomes if outcome.recipient == cast.anna.id}
    assert of_anna == {"2026-11-16": "missed", "2026-11-23": "missed", "2026-11-30": "missed"}
    assert house.slack.posts == 0
    assert await house.later(minutes=1).tick(WEEKLY) == [], "and that is said once"


async def test_a_new_workspace_has_missed_nothing(house: House, cast: Cast) -> None:
    house.now = amsterdam(12, 12)
    assert await house.tick(WEEKLY, MONTHLY) == []


async def test_what_is_caught_up_in_the_evening_waits_for_the_morning(house: House, cast: Cast) -> None:
    house.now = amsterdam(13, 12)
    await house.tick(WEEKLY)
    house.now = amsterdam(16, 22)
    outcomes = await house.tick(WEEKLY)
    assert {outcome.state for outcome in outcomes} == {"held"}
    house.now = amsterdam(17, 8)
    assert {outcome.state for outcome in await house.tick(WEEKLY)} == {"sent"}


async def test_the_teams_channel_gets_it_at_nine(house: House, cast: Cast) -> None:
    def channel(session: Session) -> None:
        team = session.get(Team, ("T1", cast.team.id))
        assert team is not None
        team.channel_id = "C0NORTH"

    house.database.write(channel)
    house.now = amsterdam(16, 8)
    got = await deliveries(house, CHANNEL, until=amsterdam(17, 9))
    assert got == [f"channel:C0NORTH 2026-11-16:{cast.team.id[-12:]} Mon 09:00"]


async def test_an_instant_of_its_own_is_kept_out_of_the_night(house: House, cast: Cast) -> None:
    talk = amsterdam(17, 20)  # the agenda for it is due at 20:00 the evening before

    def talks(window: Window) -> Iterator[tuple[Person, str, datetime, dict[str, object]]]:
        for person in window.people:
            if person.id == cast.anna.id:
                yield person, "talk@1", talk - timedelta(days=1), {"talk": "1"}

    agenda = Cadence("coaching.agenda", at_instants(talks, "coaching"), hello)
    house.now = amsterdam(16, 19, 30)
    got = await deliveries(house, agenda, until=amsterdam(17, 12))
    assert got == [f"{cast.anna.id} talk@1 Tue 08:00"]


async def test_one_cadence_that_fails_does_not_silence_the_others(house: House, cast: Cast) -> None:
    def broken(window: Window) -> Iterator[Due]:
        raise RuntimeError("no idea who")
        yield

    def wordless(occasion: Occasion) -> Message:
        if occasion.person is not None and occasion.person.id == cast.anna.id:
            raise RuntimeError("no words")
        return hello(occasion)

    house.now = amsterdam(16, 8, 30)
    outcomes = await house.tick(Cadence("broken", broken, hello), Cadence("digest.manager", WEEKLY.due, wordless))
    states = {outcome.recipient: outcome.state for outcome in outcomes}
    assert states.pop(cast.anna.id) == "failed"
    assert set(states.values()) == {"sent"}


async def test_nothing_to_say_is_nothing_sent(house: House, cast: Cast) -> None:
    house.now = amsterdam(16, 8, 30)
    outcomes = await house.tick(Cadence("digest.manager", WEEKLY.due, lambda occasion: None))
    assert {outcome.detail for outcome in outcomes} == {"nothing to say"}
    assert house.slack.posts == 0


async def test_a_workspace_that_uninstalled_is_left_alone(house: House, cast: Cast) -> None:
    def uninstall(session: Session) -> None:
        for workspace_id in ("T1", "T2"):
            workspace = session.get(Workspace, workspace_id)
            assert workspace is not None
            workspace.uninstalled_at = house.now

    house.database.write(uninstall)
    house.now = amsterdam(16, 8, 30)
    assert await house.tick(WEEKLY) == []


@pytest.mark.parametrize("clock_back", [timedelta(hours=3), timedelta(days=3)])
async def test_a_clock_that_goes_back_repeats_nothing(house: House, cast: Cast, clock_back: timedelta) -> None:
    house.now = amsterdam(16, 8, 30)
    assert len(await house.tick(WEEKLY)) == 4
    house.now -= clock_back
    while house.now < amsterdam(16, 12):
        assert await house.tick(WEEKLY) == []
        house.now += timedelta(minutes=30)
