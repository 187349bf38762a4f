"""Talks are planned at the start of the month, prepared a day before, recorded after, and looked at again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from jobs.prompts.coaching import CADENCES
from models.coaching.open_items import add_action, add_topic
from models.coaching.outcomes import Outcome, confirm_talk, record_talk
from models.coaching.pair import Pair
from models.coaching.records import Talk
from models.coaching.talks import cancel_talk, move_talk, plan_talk
from models.delivery.preferences import turn_off
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast, acting
from tests.jobs.conftest import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TALK_AT = datetime(2026, 11, 26, 14, 0, tzinfo=AMSTERDAM)
"""A Thursday."""
SECRET = "Doubts about the territory"


def amsterdam(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


@dataclass
class Stage:
    """The house, and what happens in its database."""

    house: House
    cast: Cast

    @property
    def pair(self) -> Pair:
        return Pair(self.cast.carla, self.cast.anna)

    def do(self, work: Callable[[Session], Any]) -> Any:
        return self.house.database.write(work)

    def plan(self, at: datetime = TALK_AT, now: datetime = NOW) -> Talk:
        talk: Talk = self.do(
            lambda session: plan_talk(acting(session, self.pair.coach, now), self.pair, at.astimezone(UTC))
        )
        return talk

    async def got(self, now: datetime) -> dict[str, list[dict[str, Any]]]:
        """What a tick at that moment sends, by Slack user."""
        before = len(self.house.slack.messages)
        self.house.now = now
        await self.house.tick(*CADENCES)
        news: dict[str, list[dict[str, Any]]] = {}
        for message in self.house.slack.messages[before:]:
            news.setdefault(message["channel"].removeprefix("D"), []).append(message)
        return news


@pytest.fixture
def stage(house: House, cast: Cast) -> Stage:
    return Stage(house, cast)


def _change(stage: Stage, person: Person, **changes: object) -> None:
    def work(session: Session) -> None:
        stored = session.get(Person, (person.workspace_id, person.id))
        for name, value in changes.items():
            setattr(stored, name, value)

    stage.do(work)


async def test_at_the_start_of_the_month_the_coach_is_asked_for_what_is_missing(stage: Stage) -> None:
    stage.plan(datetime(2026, 12, 8, 10, tzinfo=AMSTERDAM))
    stage.plan(datetime(2026, 12, 15, 10, tzinfo=AMSTERDAM))
    assert await stage.got(amsterdam(1, 8, 59, month=12)) == {}
    news = await stage.got(amsterdam(1, 9, 0, month=12))
    assert set(news) == {"UCARLA"}
    said = json.dumps(news)
    assert "Bram Bakker" in said
    assert "Anna" not in said, "both her talks are planned"
    assert await stage.got(amsterdam(1, 12, month=12)) == {}


async def test_nobody_plans_talks_with_who_has_no_manager_yet(stage: Stage) -> None:
    _change(stage, stage.cast.bram, manager_id=None)
    december = datetime(2026, 12, 1, 9, 5, tzinfo=AMSTERDAM)
    news = await stage.got(december)
    assert "Bram Bakker" not in str(news)
    assert "UDIRK" not in news, "a leader, who would be the next to ask"


async def test_who_has_planned_everything_is_not_asked(stage: Stage) -> None:
    for rep in (stage.cast.anna, stage.cast.bram):
        for day in (8, 15):
            at = datetime(2026, 12, day, 10, tzinfo=AMSTERDAM)
            stage.do(
                lambda s, rep=rep, at=at: plan_talk(
                    acting(s, stage.cast.carla), Pair(stage.cast.carla, rep), at.astimezone(UTC)
                )
            )
    assert await stage.got(amsterdam(1, 9, month=12)) == {}


async def test_both_get_the_agenda_a_day_before_with_what_each_brought(stage: Stage) -> None:
    stage.plan()
    stage.do(lambda s: add_topic(acting(s, stage.cast.anna), stage.pair, "Acme's tender"))
    stage.do(lambda s: add_action(acting(s, stage.cast.carla), stage.pair, "Two demos a week", None, None))
    assert await stage.got(amsterdam(25, 13, 59)) == {}
    news = await stage.got(amsterdam(25, 14, 0))
    assert set(news) == {"UANNA", "UCARLA"}
    for messages in news.values():
        said = json.dumps(messages)
        assert "Acme's tender" in said
        assert "Two demos a week" in said
    assert "Your talk with Carla Mulder: Thu 26 Nov, 14:00" in news["UANNA"][0]["text"]
    assert await stage.got(amsterdam(25, 14, 1)) == {}


async def test_each_reads_the_time_of_their_own_place(stage: Stage) -> None:
    _change(stage, stage.cast.anna, zone="America/New_York")
    stage.plan()
    await stage.got(amsterdam(25, 14, 0))
    texts = [message["text"] for message in stage.house.slack.messages]
    assert any("08:00" in text for text in texts)
    assert any("14:00" in text for text in texts)


async def test_the_agenda_of_a_monday_talk_comes_on_friday(stage: Stage) -> None:
    stage.plan(datetime(2026, 11, 30, 10, tzinfo=AMSTERDAM))
    assert set(await stage.got(amsterdam(27, 10))) == {"UANNA", "UCARLA"}
    assert await stage.got(amsterdam(29, 10)) == {}


async def test_a_day_of_leave_before_the_talk_is_left_alone(stage: Stage) -> None:
    stage.plan()
    stage.do(lambda s: take_leave(s, stage.cast.anna, date(2026, 11, 25), date(2026, 11, 25), NOW))
    assert set(await stage.got(amsterdam(24, 14))) == {"UANNA"}
    assert set(await stage.got(amsterdam(25, 14))) == {"UCARLA"}


async def test_a_talk_planned_at_short_notice_still_gets_its_agenda(stage: Stage) -> None:
    await stage.got(amsterdam(26, 9))
    stage.plan(TALK_AT, amsterdam(26, 9))
    assert set(await stage.got(amsterdam(26, 9, 1))) == {"UANNA", "UCARLA"}


async def test_a_moved_talk_gets_a_new_agenda_and_a_cancelled_one_none(stage: Stage) -> None:
    talk = stage.plan()
    await stage.got(amsterdam(25, 14))
    later = (TALK_AT + timedelta(days=4)).astimezone(UTC)
    stage.do(lambda s: move_talk(acting(s, stage.cast.anna, amsterdam(25, 15)), talk.id, later))
    assert set(await stage.got(amsterdam(27, 14))) == {"UANNA", "UCARLA"}
    other = stage.plan(datetime(2026, 12, 10, 14, tzinfo=AMSTERDAM))
    stage.do(lambda s: cancel_talk(acting(s, stage.cast.carla), other.id))
    await stage.got(amsterdam(1, 9, month=12))
    assert await stage.got(amsterdam(9, 14, month=12)) == {}


async def test_who_is_no_pair_any_more_gets_no_agenda(stage: Stage) -> None:
    stage.plan()
    _change(stage, stage.cast.anna, manager_id=stage.cast.dirk.id)
    assert await stage.got(amsterdam(25, 14)) == {}


async def test_an_hour_after_it_began_the_coach_is_asked_and_then_the_rep(stage: Stage) -> None:
    talk = stage.plan()
    await stage.got(amsterdam(26, 13, 30))
    news = await stage.got(amsterdam(26, 15, 0))
    assert set(news) == {"UCARLA"}
    assert "How was your talk with Anna de Vries?" in news["UCARLA"][0]["text"]
    outcome = Outcome(date(2026, 11, 26), "Ask for the budget", SECRET)
    stage.do(
        lambda s: record_talk(
            acting(s, stage.cast.carla, amsterdam(26, 15, 5), today=date(2026, 11, 26)), SECRETS, talk.id, outcome
        )
    )
    assert await stage.got(amsterdam(27, 9, 1)) == {}
    news = await stage.got(amsterdam(30, 9, 1))
    assert "noted what came of your talk" in news["UANNA"][0]["text"]
    stage.do(lambda s: confirm_talk(acting(s, stage.cast.anna, amsterdam(30, 9, 5)), talk.id, True))
    assert await stage.got(amsterdam(1, 8, month=12)) == {}
    assert SECRET not in json.dumps(stage.house.slack.messages)
    assert SECRET not in repr([row.model_dump() for row in stage.house.rows()])


async def test_a_recorded_talk_asks_nobody_how_it_was(stage: Stage) -> None:
    talk = stage.plan()
    outcome = Outcome(date(2026, 11, 26), "Ask for the budget", "")
    stage.do(
        lambda s: record_talk(
            acting(s, stage.cast.carla, amsterdam(26, 14, 40), today=date(2026, 11, 26)), SECRETS, talk.id, outcome
        )
    )
    assert await stage.got(amsterdam(26, 15)) == {}


async def test_on_the_check_date_both_look_whether_it_helped(stage: Stage) -> None:
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    stage.do(
        lambda s: add_action(acting(s, stage.cast.carla), stage.pair, "Two demos a week", "first_meetings", saturday)
    )
    stage.do(lambda s: add_action(acting(s, stage.cast.carla), stage.pair, "Read the book", None, friday))
    news = await stage.got(amsterdam(27, 9))
    assert set(news) == {"UANNA", "UCARLA"}
    assert "Read the book" in json.dumps(news)
    assert "Two demos" not in json.dumps(news)
    news = await stage.got(amsterdam(30, 9))
    assert "First sales meetings a working day: 0 → *0*" in json.dumps(news["UANNA"], ensure_ascii=False)
    assert "rest of the team" not in json.dumps(news["UCARLA"], ensure_ascii=False), "that would be Bram alone"
    assert await stage.got(amsterdam(1, 8, 55, month=12)) == {}


async def test_coaching_that_was_switched_off_stays_silent(stage: Stage) -> None:
    stage.plan()
    stage.do(lambda s: turn_off(s, stage.cast.carla, "coaching"))
    assert set(await stage.got(amsterdam(25, 14))) == {"UANNA"}


async def test_a_coach_reads_the_talks_of_one_day_in_one_message(stage: Stage) -> None:
    """At 10:00 and 14:00 on Thursday: one message on Wednesday at 10:00; each rep has an agenda of their own."""
    bram = Pair(stage.cast.carla, stage.cast.bram)
    at_ten = datetime(2026, 11, 26, 10, tzinfo=AMSTERDAM).astimezone(UTC)
    stage.plan()
    stage.do(lambda s: plan_talk(acting(s, stage.cast.carla), bram, at_ten))
    news = await stage.got(amsterdam(25, 10))
    assert set(news) == {"UBRAM", "UCARLA"}
    [both] = news["UCARLA"]
    assert both["text"] == "*Your talks on Thu 26 Nov:* Bram Bakker and Anna de Vries"
    assert set(await stage.got(amsterdam(25, 14))) == {"UANNA"}
    assert set(await stage.got(amsterdam(26, 9))) == set()
    assert "UCARLA" not in await stage.got(amsterdam(26, 10, 30)), "when the first has begun the other one is not news"


async def test_a_talk_after_somebodys_last_day_falls_away(stage: Stage) -> None:
    stage.plan()
    _change(stage, stage.cast.anna, ends_on=date(2026, 11, 20))
    assert await stage.got(amsterdam(25, 14)) == {}
    assert await stage.got(amsterdam(26, 15)) == {}, "and nobody is asked what came of it"
