"""The first two weeks of the first quarter of 2027: right person, right local day, never on a day off, never twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from jobs.prompts.qbr import CADENCES
from models.delivery.preferences import come_at, snooze, turn_off
from models.qbr import actions, conversation, decisions
from models.qbr.pack import EMPTY
from models.qbr.plan import PlanLine, set_plan
from models.qbr.records import Qbr
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import Cast, acting
from tests.jobs.conftest import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
Texts = dict[str, list[str]]


def at(day: int, hour: int = 9, minute: int = 1, month: int = 1) -> datetime:
    """A moment of January 2027; Friday the first is a holiday, Tuesday the fifth the second working day."""
    return datetime(2027, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


async def got(house: House, now: datetime) -> Texts:
    before = len(house.slack.messages)
    house.now = now
    await house.tick(*CADENCES)
    news: Texts = {}
    for message in house.slack.messages[before:]:
        news.setdefault(message["channel"].removeprefix("D"), []).append(message["text"])
    return news


async def through(house: House, first: int, last: int) -> Texts:
    """Ticks each day of January at 09:01; the texts begin with the day."""
    news: Texts = {}
    for day in range(first, last + 1):
        for who, texts in (await got(house, at(day))).items():
            news.setdefault(who, []).extend(f"{day:02d} {text}" for text in texts)
    return news


def days(news: Texts, who: str, having: str) -> list[str]:
    return [text[:2] for text in news.get(who, []) if having in text]


def change(house: House, person: Person, **changes: object) -> None:
    def work(session: Session) -> None:
        stored = session.get_one(Person, (person.workspace_id, person.id))
        for name, value in changes.items():
            setattr(stored, name, value)

    house.database.write(work)


def doing(house: House, person: Person, step: Callable[[Session, Person, str], object], of: Person) -> None:
    """One step of the review of somebody, now."""

    def work(session: Session) -> None:
        caller = session.get_one(Person, (person.workspace_id, person.id))
        qbr = session.exec(select(Qbr).where(Qbr.scope_id == of.id)).one()
        step(session, caller, qbr.id)

    house.database.write(work)


def report(house: House, of: Person) -> None:
    def work(session: Session, who: Person, qbr_id: str) -> None:
        mine = acting(session, who, house.now)
        conversation.give(mine, qbr_id, "achieved", "A secret that no notification tells")
        set_plan(mine, qbr_id, [PlanLine("first_meetings", Decimal(24))])
        actions.hand_in(mine, qbr_id)

    doing(house, of, work, of)


def share(house: House, by: Person, of: Person, owner: Person | None = None) -> None:
    def work(session: Session, who: Person, qbr_id: str) -> None:
        mine = acting(session, who, house.now)
        actions.write(mine, qbr_id, "Well done", EMPTY)
        if owner:
            decisions.decide(mine, qbr_id, "Half a day with pre-sales", owner, date(2027, 1, 16))
        actions.share(mine, qbr_id)

    doing(house, by, work, of)


async def test_each_rep_is_asked_once_on_the_second_working_day_in_their_language(house: House, cast: Cast) -> None:
    assert await got(house, at(4)) == {}, "on the first day the monthly review asks its questions"
    assert await got(house, at(5, 8, 59)) == {}
    news = await got(house, at(5, 9, 0))
    assert set(news) == {"UANNA", "UBRAM"}
    assert "Your quarterly review of Q4 2026" in news["UANNA"][0]
    assert "Je kwartaalgesprek over Q4 2026" in news["UBRAM"][0]
    assert await got(house, at(5, 9, 2)) == {}
    assert await got(house, at(6)) == {}


async def test_who_leads_the_team_is_asked_for_it_in_the_second_week(house: House, cast: Cast) -> None:
    news = await through(house, 5, 12)
    assert days(news, "UCARLA", "quarterly review of North") == ["11"]
    assert days(news, "UDIRK", "quarterly review of North") == []


async def test_nothing_comes_to_who_was_away_is_new_left_or_sells_no_more(house: House, cast: Cast) -> None:
    change(house, cast.anna, starts_on=date(2026, 12, 21))
    change(house, cast.bram, ends_on=date(2027, 1, 4))
    assert await through(house, 1, 12) == {}


async def test_who_has_no_manager_yet_is_asked_for_nothing(house: House, cast: Cast) -> None:
    change(house, cast.anna, manager_id=None)
    assert set(await through(house, 1, 9)) == {"UBRAM"}


async def test_after_leave_it_waits_until_the_rep_is_back(house: House, cast: Cast) -> None:
    house.database.write(lambda s: take_leave(s, cast.anna, date(2026, 12, 24), date(2027, 1, 15), at(1)))
    news = await through(house, 1, 20)
    assert days(news, "UANNA", "pack is ready") == ["18"], "away for two weeks: on the first day back"


async def test_a_wish_is_heard(house: House, cast: Cast) -> None:
    house.database.write(lambda s: turn_off(s, cast.anna, "qbr"))
    house.database.write(lambda s: come_at(s, cast.bram, "qbr", 11 * 60))
    assert await got(house, at(5)) == {}
    assert set(await got(house, at(5, 11, 1))) == {"UBRAM"}
    house.database.write(lambda s: snooze(s, cast.bram, "qbr", date(2027, 1, 7), date(2027, 1, 5)))
    assert set(await got(house, at(7, 11, 1))) == {"UBRAM"}, "once more on the day that they chose"


async def test_reminders_go_to_whose_turn_it_is_and_what_was_missed_to_the_manager_above(
    house: House, cast: Cast
) -> None:
    """Asked on Tuesday 5. Reminded on 7 and 11 (two and four working days). Nothing by the 12th: it is Carla's turn; she is
    told, reminded on 14 and 18, and on the 19th Dirk hears that she let it pass. Once."""
    change(house, cast.bram, is_rep=False)
    news = await through(house, 5, 25)
    assert days(news, "UANNA", "still open") == ["07", "11"]
    assert days(news, "UCARLA", "waits for you") == ["12", "14", "18"]
    assert days(news, "UDIRK", "not written in time") == ["19"]


async def test_when_the_report_is_in_the_manager_hears_it_and_then_the_rep_is_asked_to_sign(
    house: House, cast: Cast
) -> None:
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    report(house, cast.anna)
    news = await through(house, 6, 7)
    assert days(news, "UCARLA", "waits for you") == ["06", "07"], "and a reminder, two working days after it came in"
    assert "secret" not in str(house.slack.messages)
    share(house, cast.carla, cast.anna)
    news = await through(house, 8, 14)
    assert days(news, "UANNA", "waits for your signature") == ["11", "13"]
    assert days(news, "UANNA", "still open") == []
    assert news.get("UCARLA") is None


async def test_while_the_manager_is_away_who_stands_in_hears_it(house: House, cast: Cast) -> None:
    house.database.write(lambda s: take_leave(s, cast.carla, date(2027, 1, 6), date(2027, 1, 15), at(5)))
    await got(house, at(5))
    report(house, cast.anna)
    news = await through(house, 6, 7)
    assert days(news, "UDIRK", "waits for you") == ["06"]
    assert news.get("UCARLA") is None


async def test_a_new_manager_in_mid_quarter_gets_what_waits(house: House, cast: Cast) -> None:
    await got(house, at(5))
    report(house, cast.anna)
    change(house, cast.anna, manager_id=cast.dirk.id)
    news = await through(house, 6, 6)
    assert days(news, "UDIRK", "waits for you") == ["06"]
    assert news.get("UCARLA") is None


async def test_who_left_is_asked_nothing_more(house: House, cast: Cast) -> None:
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    change(house, cast.anna, ends_on=date(2027, 1, 5))
    assert await through(house, 6, 20) == {}


async def test_a_decision_is_asked_about_on_its_day_or_the_next_working_day(house: House, cast: Cast) -> None:
    """By Saturday 16 January: Monday the 18th. Ticked off, nobody asks again; never before it was shared."""
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    report(house, cast.anna)
    share(house, cast.carla, cast.anna, owner=cast.carla)
    news = await through(house, 6, 22)
    assert days(news, "UCARLA", "decision of your quarterly review is due") == ["18"]
    assert "pre-sales" not in "".join(news["UCARLA"])


async def test_what_somebody_who_left_was_to_do_their_manager_is_asked(house: House, cast: Cast) -> None:
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    report(house, cast.anna)
    share(house, cast.carla, cast.anna, owner=cast.bram)
    change(house, cast.bram, ends_on=date(2027, 1, 8))
    news = await through(house, 6, 22)
    assert days(news, "UCARLA", "decision of your quarterly review is due") == ["18"]


@pytest.mark.parametrize("month", [2, 7])
async def test_a_fiscal_year_of_its_own_has_quarters_of_its_own(house: House, cast: Cast, month: int) -> None:
    """February: the first quarter begins on Monday 1 February, so that Tuesday the 2nd is the second working day."""

    def work(session: Session) -> None:
        stored = session.get_one(type(cast.workspace), cast.workspace.workspace_id)
        stored.fiscal_start_month = month

    house.database.write(work)
    news = await got(house, at(2, month=2)) if month == 2 else await got(house, at(5))
    assert set(news) == {"UANNA", "UBRAM"}
    house.now += timedelta(days=1)
    assert await got(house, house.now) == {}


async def test_after_long_leave_a_decision_is_asked_about_on_the_first_day_back(house: House, cast: Cast) -> None:
    """Due on Saturday 16 January; Bram is away from the 11th to 12 February, a Friday: Monday the 15th."""
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    report(house, cast.anna)
    share(house, cast.carla, cast.anna, owner=cast.bram)
    house.database.write(lambda s: take_leave(s, cast.bram, date(2027, 1, 11), date(2027, 2, 12), at(6)))
    news = await through(house, 6, 31)
    assert days(news, "UBRAM", "kwartaalgesprek") == []
    for day in range(1, 15):
        assert "UBRAM" not in await got(house, at(day, month=2))
    assert "kwartaalgesprek" in (await got(house, at(15, month=2)))["UBRAM"][0]
    assert "UBRAM" not in await got(house, at(16, month=2))


async def test_what_an_owner_left_undone_comes_to_who_takes_over(house: House, cast: Cast) -> None:
    """Bram was asked on Monday the 18th, did not answer, and left on Wednesday the 20th: Carla is asked on the 21st."""
    change(house, cast.bram, is_rep=False)
    await got(house, at(5))
    report(house, cast.anna)
    share(house, cast.carla, cast.anna, owner=cast.bram)
    news = await through(house, 6, 20)
    assert len(days(news, "UBRAM", "besluit")) == 1
    change(house, cast.bram, ends_on=date(2027, 1, 20))
    news = await through(house, 21, 28)
    assert days(news, "UCARLA", "decision of your quarterly review is due") == ["21"]
    blocks = str([one for one in house.slack.messages if "is due" in str(one.get("text"))])
    assert "Bram" in blocks, "whose it was"
