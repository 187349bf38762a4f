"""A target that changes, a rate that comes late, somebody who was elsewhere: the published digests that say something else
by now, and no other."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from jobs.prompts import digest
from models.acting import Acting
from models.activity.records import Activity
from models.deals.records import Deal, StageChange
from models.imports.run import import_file
from models.period import PeriodType
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import set_target, undo_target
from models.team.moves import move, undo_move
from models.team.records import Person, SalesRole, Team
from models.workspace.queries import workspace_of
from models.workspace.rate_changes import set_rate, undo_rate
from models.workspace.settings import Author
from tests.conftest import LONG_AGO, NOW, Cast, acting
from tests.jobs.conftest import House
from tests.jobs.prompts.test_digest import MONDAY, log

TUESDAY_AT_FOUR = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
"""16:00 in Amsterdam: a day after the digests of 9 to 15 November."""
LATE = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
async def published(house: House, cast: Cast) -> House:
    """Anna of North had 3 first meetings of 4; Sam of South 1. The digests went out on Monday, each where it belongs."""
    log(house, cast.anna.id, 3, date(2026, 11, 10))

    def arrange(session: Session) -> None:
        north = session.get_one(Team, ("T1", cast.team.id))
        north.channel_id = "C0NORTH"
        south = Team(workspace_id="T1", name="South", channel_id="C0SOUTH")
        session.add(south)
        session.flush()
        more: dict[str, Any] = {"team_id": south.id, "manager_id": cast.dirk.id, "created_at": LONG_AGO}
        sam = Person(workspace_id="T1", name="Sam Smit", slack_user_id="USAM", sales_role="account", **more)
        session.add(sam)
        session.flush()
        meeting: dict[str, Any] = {"kind": "meeting", "is_first": True, "happened_on": date(2026, 11, 11)}
        session.add(Activity(workspace_id="T1", person_id=sam.id, created_at=NOW, **meeting))
        for person in (cast.anna.id, sam.id):
            session.add(_target("first_meetings", "4", "week", person))

    house.database.write(arrange)
    house.now = MONDAY
    await house.tick(*digest.CADENCES)
    await house.later(minutes=30).tick(*digest.CADENCES)
    assert {m["channel"] for m in house.slack.messages} == {"DUCARLA", "DUDIRK", "C0NORTH", "C0SOUTH"}
    return house


def _target(kpi: str, value: str, per: str, person_id: str) -> Target:
    about = {"scope": TargetScope.PERSON, "person_id": person_id, "effective_from": date(2026, 9, 1)}
    return Target(workspace_id="T1", kpi=kpi, value=value, period_type=per, set_at=NOW, **about)


def change(house: House, what: Callable[[Session], object]) -> None:
    house.now = LATE
    house.database.write(what)


async def notes(house: House, at: datetime = TUESDAY_AT_FOUR) -> dict[str, str]:
    """The notes that come at four o'clock, by channel; each in the thread of its digest."""
    before = len(house.slack.messages)
    house.now = at
    await house.tick(*digest.CADENCES)
    roots = {m["channel"]: m["ts"] for m in house.slack.messages[:before] if not m.get("thread_ts")}
    told = house.slack.messages[before:]
    assert all(note["thread_ts"] == roots[note["channel"]] for note in told)
    return {note["channel"]: note["text"] for note in told}


def a_target(cast: Cast, value: int, per: PeriodType = PeriodType.WEEK, **more: Any) -> Callable[[Session], Target]:
    """Carla asks for so many first meetings of Anna, who was to have 4 a week."""

    def work(session: Session) -> Target:
        anna = session.get_one(Person, ("T1", cast.anna.id))
        new = NewTarget("first_meetings", Decimal(value), per, person=anna, **more)
        return set_target(acting(session, session.get_one(Person, ("T1", cast.carla.id)), LATE), new)

    return work


async def test_a_target_from_next_week_restates_nothing(published: House, cast: Cast) -> None:
    change(published, a_target(cast, 6))
    assert await notes(published) == {}


async def test_a_target_from_this_week_does_not_touch_the_week_that_was_published(published: House, cast: Cast) -> None:
    change(published, a_target(cast, 6, from_now=True))
    assert await notes(published) == {}


async def test_a_plan_that_comes_late_is_told_in_the_digests_that_show_it(published: House, cast: Cast) -> None:
    """By CSV, from a day that is past: the week from 9 November was to have 6, of which Anna had 3."""
    late = _target("first_meetings", "6", "week", cast.anna.id)
    late.effective_from, late.set_at = date(2026, 11, 9), LATE
    change(published, lambda session: session.add(late))
    told = await notes(published)
    # North: 4 of Anna and the 2 that an account manager is usually asked, of Bram, are 6; now 6 and 2 are 8. Dirk sees
    # South too, where Sam had 1 of 4: 4 of 10, and 4 of 12. South's channel has nothing to be told.
    assert set(told) == {"DUCARLA", "DUDIRK", "C0NORTH"}
    assert "First meetings: 3 of 6 → *3 of 8*" in told["DUCARLA"]
    assert "First meetings: 3 of 6 → *3 of 8*" in told["C0NORTH"]
    assert "First meetings: 4 of 10 → *4 of 12*" in told["DUDIRK"]
    assert all(text.startswith("*The targets of 9 Nov – 15 Nov have changed*") for text in told.values())
    assert await notes(published, datetime(2026, 11, 18, 15, 0, tzinfo=UTC)) == {}, "told once"


async def test_taken_back_it_is_told_too(published: House, cast: Cast) -> None:
    late = _target("first_meetings", "6", "week", cast.anna.id)
    late.effective_from, late.set_at, late.set_by = date(2026, 11, 9), LATE, cast.carla.id
    change(published, lambda session: session.add(late))
    await notes(published)
    later = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    published.now = later
    published.database.write(
        lambda session: undo_target(acting(session, session.get_one(Person, ("T1", cast.carla.id)), later), late.id)
    )
    told = await notes(published, datetime(2026, 11, 18, 15, 0, tzinfo=UTC))
    assert "First meetings: 3 of 8 → *3 of 6*" in told["C0NORTH"]
    assert set(told) == {"DUCARLA", "DUDIRK", "C0NORTH"}


async def test_a_target_for_the_running_month_touches_the_sales_of_the_month(published: House, cast: Cast) -> None:
    def sales(session: Session) -> Target:
        dirk = session.get_one(Person, ("T1", cast.dirk.id))
        anna = session.get_one(Person, ("T1", cast.anna.id))
        new = NewTarget("sales_by_channel", Decimal(20_000), PeriodType.MONTH, person=anna, from_now=True)
        return set_target(acting(session, dirk, LATE), new)

    change(published, sales)
    told = await notes(published)
    assert set(told) == {"DUCARLA", "DUDIRK", "C0NORTH"}
    assert "€0, without a target → *€0 of €20,000*" in told["C0NORTH"]


async def test_a_row_that_a_later_file_has_otherwise_is_told_like_an_edit(
    published: House, cast: Cast, tmp_path: Path
) -> None:
    """A CRM's meeting of 11 November comes in on Tuesday; on Wednesday its file says that it was on the 4th."""

    def imported(day: str, now: datetime) -> None:
        file = tmp_path / "crm.csv"
        file.write_text(f"id,person,kind,account,date\ncrm-1,Anna de Vries,meeting,Globex,{day}\n")
        import_file(published.database, "T1", "activities", file, {}, None, False, lambda *_: None, now)

    imported("2026-11-11", LATE)
    told = await notes(published)
    # Anna's 3 and this one are 4; it leaves the week again, and 3 remain.
    assert "First meetings: 3 → *4*" in told["C0NORTH"]
    wednesday = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    imported("2026-11-04", wednesday.replace(hour=9))
    told = await notes(published, wednesday)
    assert set(told) == {"DUCARLA", "DUDIRK", "C0NORTH"}
    assert "First meetings: 4 → *3*" in told["C0NORTH"]
    imported("2026-11-04", wednesday.replace(hour=16))
    assert await notes(published, wednesday.replace(day=19)) == {}, "nothing changed"


async def test_a_target_of_a_role_is_told_to_everybody_whom_it_is_about(published: House, cast: Cast) -> None:
    def of_role(session: Session) -> Target:
        dirk = session.get_one(Person, ("T1", cast.dirk.id))
        new = NewTarget("proposals", Decimal(9), PeriodType.WEEK, role=SalesRole.ACCOUNT)
        target = set_target(acting(session, dirk, LATE), new)
        target.effective_from = date(2026, 11, 9)
        return target

    change(published, of_role)
    told = await notes(published)
    # Three account managers of 9 each: 18 in North (Anna, Bram), 9 in South (Sam), 27 in all.
    assert {channel: "of 18*" in text or "of 9*" in text or "of 27*" in text for channel, text in told.items()} == {
        "DUCARLA": True,
        "DUDIRK": True,
        "C0NORTH": True,
        "C0SOUTH": True,
    }
    assert "of 18*" in told["C0NORTH"]
    assert "of 9*" in told["C0SOUTH"]
    assert "of 27*" in told["DUDIRK"]


async def test_a_rate_that_comes_late_is_told_where_the_deal_is_and_undone_again(house: House, cast: Cast) -> None:
    """Anna won 10,000 dollars on 12 November, which nobody could count; on Tuesday a dollar is 0.90 euro."""

    def won(session: Session) -> None:
        session.get_one(Team, ("T1", cast.team.id)).channel_id = "C0NORTH"
        said: dict[str, Any] = {"value_minor": 1_000_000, "reporting_minor": None}
        day = {"opened_on": date(2026, 11, 2), "closed_on": date(2026, 11, 12)}
        more: dict[str, Any] = {"owner_id": cast.anna.id, "currency": "USD", "outcome": "won", "stage": "won"}
        deal = Deal(workspace_id="T1", number=1, created_at=NOW, **said, **day, **more)
        session.add(deal)
        session.flush()
        step: dict[str, Any] = {"stage": "won", "happened_on": date(2026, 11, 12), "changed_at": NOW}
        session.add(StageChange(workspace_id="T1", deal_id=deal.id, **step, **said))

    house.database.write(won)
    log(house, cast.anna.id, 1, date(2026, 11, 10))
    house.now = MONDAY
    await house.tick(*digest.CADENCES)
    await house.later(minutes=30).tick(*digest.CADENCES)

    def author(session: Session, at: datetime) -> Author:
        return Author(session, workspace_of(session, "T1"), at, session.get_one(Person, ("T1", cast.dirk.id)))

    house.now = LATE
    change_id = house.database.write(
        lambda session: set_rate(author(session, LATE), "USD", Decimal("0.90"), date(2026, 11, 1)).change.id
    )
    told = await notes(house)
    # 10,000 × 0.90 = 9,000 in each of the three digests that have Anna in them.
    assert set(told) == {"DUCARLA", "DUDIRK", "C0NORTH"}
    assert all("– → *€9,000" in text for text in told.values())
    later = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    house.database.write(lambda session: undo_rate(author(session, later), change_id))
    again = await notes(house, datetime(2026, 11, 18, 15, 0, tzinfo=UTC))
    assert set(again) == set(told)
    assert all("€9,000 → *–*" in text for text in again.values())


async def test_somebody_who_was_in_another_team_since_a_day_that_is_over_is_told_in_both_and_undone_again(
    published: House, cast: Cast
) -> None:
    """Anna, who had North's 3 first meetings, turns out to have been in South since 9 November."""

    def to_south(session: Session) -> str:
        south = session.exec(select(Team).where(Team.name == "South")).one()
        anna = session.get_one(Person, ("T1", cast.anna.id))
        moved = move(_dirk(session, cast, LATE), anna, {"team_id": south.id}, date(2026, 11, 9))
        assert moved is not None
        return moved.id

    published.now = LATE
    move_id = published.database.write(to_south)
    told = await notes(published)
    # South had Sam's 1 and has Anna's 3 as well. Carla still leads Anna, and the company has what it had.
    assert set(told) == {"C0NORTH", "C0SOUTH"}
    assert "First meetings: 3 of 6 → *0 of 2*" in told["C0NORTH"]
    assert "First meetings: 1 of 4 → *4 of 8*" in told["C0SOUTH"]
    assert await notes(published, datetime(2026, 11, 18, 15, 0, tzinfo=UTC)) == {}, "told once"
    later = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    published.now = later
    published.database.write(lambda session: undo_move(_dirk(session, cast, later), move_id))
    again = await notes(published, datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
    assert "First meetings: 0 of 2 → *3 of 6*" in again["C0NORTH"]
    assert "First meetings: 4 of 8 → *1 of 4*" in again["C0SOUTH"]


async def test_a_move_from_tomorrow_restates_nothing(published: House, cast: Cast) -> None:
    def to_south(session: Session) -> None:
        south = session.exec(select(Team).where(Team.name == "South")).one()
        anna = session.get_one(Person, ("T1", cast.anna.id))
        move(_dirk(session, cast, LATE), anna, {"team_id": south.id}, date(2026, 11, 18))

    change(published, to_south)
    assert await notes(published) == {}


def _dirk(session: Session, cast: Cast, at: datetime) -> Acting:
    return acting(session, session.get_one(Person, ("T1", cast.dirk.id)), at)
