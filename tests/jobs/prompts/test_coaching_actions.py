"""After a change of manager the rep is asked once what becomes of each open action, and says so with a press each."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from handlers.coaching import afterwards, command
from handlers.door.request import Press, Request
from jobs.cadence import Window
from jobs.prompts.coaching import CADENCES
from jobs.prompts.coaching_actions import to_take_over
from models.coaching.open_items import add_action
from models.coaching.pair import Pair
from models.coaching.records import PairAction
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS, Cast, acting
from tests.jobs.conftest import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
THURSDAY = date(2026, 11, 12)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


async def test_the_rep_is_asked_once_and_the_former_manager_sees_nothing(house: House, cast: Cast) -> None:
    def agree_and_move(session: Session) -> None:
        carla, anna, dirk = (session.get_one(Person, ("T1", one.id)) for one in (cast.carla, cast.anna, cast.dirk))
        for text in ("Two demos a week", "My holidays", "Old prices"):
            add_action(acting(session, carla), Pair(carla, anna), text)
        carla.ends_on, anna.manager_id = THURSDAY, dirk.id

    house.database.write(agree_and_move)
    house.now = at(13, 9, 1)
    await house.tick(*CADENCES)
    asked = [one for one in house.slack.messages if "You talk with Dirk Visser now" in one["text"]]
    assert [one["channel"].removeprefix("D") for one in asked] == ["UANNA"]
    for text in ("Two demos a week", "My holidays", "Old prices", "Take along", "Close", "Keep to myself"):
        assert text in json.dumps(asked[0]["blocks"])
    house.now = at(16, 9, 1)
    await house.tick(*CADENCES)
    assert len([one for one in house.slack.messages if "You talk with Dirk" in one["text"]]) == 1, "once"

    def answer(session: Session) -> None:
        by_anna, by_dirk = (
            Request(session, cast.workspace, session.get_one(Person, ("T1", one.id)), at(16, 10), SECRETS)
            for one in (cast.anna, cast.dirk)
        )
        assert "3 open actions with a former manager wait" in repr(command.command(by_anna, ""))
        assert "demos" not in repr(command.command(by_dirk, "@anna"))
        demos, holidays, prices = session.exec(select(PairAction).order_by(PairAction.added_on, PairAction.id)).all()
        shown = afterwards.take_along(by_anna, Press("coaching.take_along", demos.id))
        assert "Goes along, it is between you and Dirk Visser now: Two demos a week" in repr(shown)
        afterwards.keep_private(by_anna, Press("coaching.keep_private", holidays.id))
        shown = afterwards.let_go(by_anna, Press("coaching.let_go:over", prices.id))
        assert "Nothing waits for your word any more" in repr(shown)
        of_dirk = repr(command.command(by_dirk, "@anna"))
        assert "Two demos a week" in of_dirk
        assert "holidays" not in of_dirk
        assert "My holidays" in repr(command.command(by_anna, ""))

    house.database.write(answer)


def test_on_a_coachs_last_day_where_the_team_is_nothing_is_left_behind_yet(session: Session, cast: Cast) -> None:
    """Carla, above Bram who is above Anna, leaves on 10 November: at 21:00 in New York that is today, at UTC it is the 11th."""
    workspace = session.get_one(Workspace, "T1")
    workspace.zone = "America/New_York"
    add_action(acting(session, cast.carla), Pair(cast.carla, cast.anna), "Two demos a week")
    cast.anna.manager_id, cast.bram.manager_id, cast.carla.ends_on = cast.bram.id, cast.carla.id, date(2026, 11, 10)
    session.flush()

    def asked(now: datetime) -> list[str]:
        return [who.name for who, *_ in to_take_over(Window(session, workspace, now - timedelta(hours=1), now))]

    assert asked(datetime(2026, 11, 11, 2, tzinfo=UTC)) == []
    assert asked(datetime(2026, 11, 11, 15, tzinfo=UTC)) == ["Anna de Vries"]


async def test_who_did_not_change_is_not_asked(house: House, cast: Cast) -> None:
    def agree(session: Session) -> None:
        carla, anna = (session.get_one(Person, ("T1", one.id)) for one in (cast.carla, cast.anna))
        add_action(acting(session, carla), Pair(carla, anna), "Two demos a week")

    house.database.write(agree)
    house.now = NOW + timedelta(days=1)
    await house.tick(*CADENCES)
    assert [one for one in house.slack.messages if "former manager" in json.dumps(one)] == []
