"""Right person, right local time, never on a day off, never twice."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from handlers.door.request import Form, Press, Request
from handlers.reviews import steps
from handlers.reviews.command import command
from jobs.prompts.reviews import CADENCES
from models.delivery.preferences import snooze
from models.delivery.records import Delivery
from models.reviews.records import Review
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import LONG_AGO, NOW, SECRETS, Cast
from tests.handlers.reviews.test_command import JUDGED, REFLECTED
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int = 9, minute: int = 1, month: int = 12) -> datetime:
    """A moment of December 2026 in Amsterdam; Tuesday the first is a working day."""
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


async def got(house: House, now: datetime) -> dict[str, list[str]]:
    """What a tick at that moment sends in the first company, by Slack user: the texts."""
    before = len(house.slack.messages)
    house.now = now
    await house.tick(*CADENCES)
    news: dict[str, list[str]] = {}
    for message in house.slack.messages[before:]:
        news.setdefault(message["channel"].removeprefix("D"), []).append(message["text"])
    return news


async def through(house: House, first: datetime, last: datetime) -> dict[str, list[str]]:
    """Ticks each day at 09:01 from one moment to the other."""
    news: dict[str, list[str]] = {}
    local = first.astimezone(AMSTERDAM)
    while local <= last:
        for who, texts in (await got(house, local.astimezone(UTC))).items():
            news.setdefault(who, []).extend(f"{local:%d} {text}" for text in texts)
        local = local.replace(day=local.day + 1)
    return news


def change(house: House, person: Person, **changes: object) -> None:
    def work(session: Session) -> None:
        stored = session.get(Person, (person.workspace_id, person.id))
        assert stored is not None
        for name, value in changes.items():
            setattr(stored, name, value)

    house.database.write(work)


def doing(house: House, cast: Cast, person: Person, step: Callable[[Request], object]) -> None:
    """Do one step at the door, now."""

    def work(session: Session) -> None:
        caller = session.get(Person, (person.workspace_id, person.id))
        assert caller is not None
        step(Request(session, cast.workspace, caller, house.now, SECRETS))

    house.database.write(work)


def review_id(house: House, person: Person) -> str:
    return house.database.read(
        lambda session: session.exec(select(Review.id).where(Review.person_id == person.id)).one()
    )


async def test_on_the_first_working_day_at_nine_each_rep_is_asked_once_in_their_language(
    house: House, cast: Cast
) -> None:
    assert await got(house, at(1, 8, 59)) == {}
    news = await got(house, at(1, 9, 0))
    assert set(news) == {"UANNA", "UBRAM"}
    assert "How was November 2026?" in news["UANNA"][0]
    assert "Hoe was november 2026?" in news["UBRAM"][0]
    assert await got(house, at(1, 9, 2)) == {}
    assert await got(house, at(1, 17)) == {}


async def test_nine_is_nine_where_the_rep_is(house: House, cast: Cast) -> None:
    change(house, cast.anna, zone="America/New_York")
    assert set(await got(house, at(1, 9, 0))) == {"UBRAM"}
    assert set(await got(house, datetime(2026, 12, 1, 14, 0, tzinfo=UTC))) == {"UANNA"}


@pytest.mark.parametrize(("changes", "day"), [({"working_days": "0011111"}, 2), ({"working_days": "0000001"}, 6)])
async def test_a_part_timer_is_asked_on_their_own_first_working_day(
    house: House, cast: Cast, changes: dict[str, str], day: int
) -> None:
    change(house, cast.anna, **changes)
    news = await through(house, at(1), at(8))
    asked = [text for text in news["UANNA"] if "How was" in text]
    assert [text[:2] for text in asked] == [f"{day:02d}"]


async def test_after_leave_the_question_waits_until_the_rep_is_back(house: House, cast: Cast) -> None:
    house.database.write(lambda s: take_leave(s, cast.anna, date(2026, 11, 30), date(2026, 12, 4), NOW))
    news = await through(house, at(1), at(7))
    assert [text[:2] for text in news["UANNA"]] == ["07"]


async def test_new_year_is_no_working_day(house: House, cast: Cast) -> None:
    friday = datetime(2027, 1, 1, 9, 1, tzinfo=AMSTERDAM)
    assert await got(house, friday.astimezone(UTC)) == {}
    assert set(await got(house, friday.replace(day=4).astimezone(UTC))) == {"UANNA", "UBRAM"}


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": date(2026, 12, 1)},
        {"starts_on": date(2026, 11, 18)},  # nine working days, though on the roster for long
        {"created_at": datetime(2026, 11, 18, 9, tzinfo=UTC), "manager_id": None},
        {"ends_on": date(2026, 11, 30)},
        {"is_rep": False},
        {"slack_user_id": None},
    ],
)
async def test_without_a_month_to_look_back_on_nobody_is_asked(
    house: House, cast: Cast, changes: dict[str, object]
) -> None:
    change(house, cast.anna, **changes)
    assert set(await got(house, at(1))) == {"UBRAM"}


async def test_who_was_on_leave_for_the_whole_month_is_not_asked(house: House, cast: Cast) -> None:
    house.database.write(lambda s: take_leave(s, cast.anna, date(2026, 10, 26), date(2026, 11, 30), NOW))
    assert set(await got(house, at(1))) == {"UBRAM"}


async def test_a_snoozed_question_comes_once_more_on_its_day(house: House, cast: Cast) -> None:
    await got(house, at(1))
    house.database.write(lambda s: snooze(s, cast.anna, "review", date(2026, 12, 2), date(2026, 12, 1)))
    news = await got(house, at(2))
    assert "How was November 2026?" in news["UANNA"][0]


async def test_who_snoozed_the_question_is_not_reminded_of_it_before(house: House, cast: Cast) -> None:
    await got(house, at(1))
    house.database.write(lambda s: snooze(s, cast.anna, "review", date(2026, 12, 4), date(2026, 12, 1)))
    assert set(await got(house, at(3))) == {"UBRAM"}


async def test_who_has_handed_in_is_not_asked_again(house: House, cast: Cast) -> None:
    await got(house, at(1))
    answers = {**REFLECTED, "commitment_by": "2026-12-31"}
    mine = review_id(house, cast.anna)
    doing(house, cast, cast.anna, lambda request: steps.hand_in(request, Form(answers, mine)))
    house.database.write(lambda s: snooze(s, cast.anna, "review", date(2026, 12, 2), date(2026, 12, 1)))
    news = await through(house, at(2), at(9))
    assert "UANNA" not in news


async def test_the_manager_hears_of_a_self_review_at_once_and_of_the_others_at_the_deadline(
    house: House, cast: Cast
) -> None:
    await got(house, at(1))
    answers = {**REFLECTED, "commitment_by": "2026-12-31"}
    mine = review_id(house, cast.anna)
    doing(house, cast, cast.anna, lambda request: steps.hand_in(request, Form(answers, mine)))
    news = await got(house, at(1, 9, 30))
    assert news == {"UCARLA": ["*One review waits for you*"]}
    assert "UCARLA" not in await got(house, at(2)), "Anna's was named yesterday"
    news = await through(house, at(3), at(4))
    assert any("2 reviews wait for you" in text or "2 reviews still wait" in text for text in news["UCARLA"])


async def test_what_waits_is_told_in_one_message_a_day(house: House, cast: Cast) -> None:
    # Anna's came in on the 2nd: a reminder is due on the 4th, two working days later. That is also the deadline of
    # Bram's, so that "2 reviews wait" names both; "one still waits: Anna" once came a second after it.
    await got(house, at(1))
    answers = {**REFLECTED, "commitment_by": "2026-12-31"}
    mine = review_id(house, cast.anna)
    house.now = at(2, 9, 30)
    doing(house, cast, cast.anna, lambda request: steps.hand_in(request, Form(answers, mine)))
    news = await through(house, at(3), at(4))
    assert [text for text in news["UCARLA"] if text.startswith("04")] == ["04 *2 reviews wait for you*"]


async def test_reminders_come_after_two_and_four_working_days_and_then_the_manager_above_sees_it(
    house: House, cast: Cast
) -> None:
    news = await through(house, at(1), at(20))
    rep = [text for text in news["UANNA"] if "still open" in text]
    assert [text[:2] for text in rep] == ["03"], "the self-review's deadline is Friday the 4th"
    told = [(text[:2], text[3:]) for text in news["UCARLA"]]
    assert told == [
        ("04", "*2 reviews wait for you*"),
        ("08", "*2 reviews still wait for you.* They help most while the month is fresh."),
        ("10", "*2 reviews still wait for you.* They help most while the month is fresh."),
    ]
    assert news["UDIRK"] == ["11 *2 monthly reviews were not written in time*"]


async def test_a_shared_review_waits_for_the_reps_signature(house: House, cast: Cast) -> None:
    await got(house, at(1))
    mine = review_id(house, cast.anna)
    answers = {**REFLECTED, "commitment_by": "2026-12-31"}
    doing(house, cast, cast.anna, lambda request: steps.hand_in(request, Form(answers, mine)))
    doing(house, cast, cast.carla, lambda request: steps.preview(request, Form(JUDGED, mine)))
    doing(house, cast, cast.carla, lambda request: steps.share(request, Press("reviews.share", mine)))
    assert (await got(house, at(1, 10)))["UANNA"] == ["Carla Mulder shared your review of November 2026 with you."]
    news = await through(house, at(2), at(10))
    assert news["UANNA"] == [
        "03 Your review of November 2026 waits for your signature.",
        "07 Your review of November 2026 waits for your signature.",
    ]
    everything = json.dumps(house.slack.messages) + repr([row.model_dump() for row in house.rows()])
    assert "Thinks of leaving" not in everything


async def test_after_a_week_without_the_bot_the_question_still_comes(house: House, cast: Cast) -> None:
    await got(house, at(30, month=11))
    assert {"UANNA", "UBRAM"} <= set(await got(house, at(8, 10)))


async def test_a_company_next_door_is_asked_for_itself_only(house: House, cast: Cast) -> None:
    next_door = FakeSlack()
    house.slacks["T2"] = next_door
    boss = Person(workspace_id="T2", name="Rob", slack_user_id="UROB", is_rep=False, created_at=LONG_AGO)
    house.database.write(lambda session: session.add(boss))
    change(house, cast.rival, manager_id=boss.id)
    assert set(await got(house, at(1))) == {"UANNA", "UBRAM"}
    assert [message["channel"] for message in next_door.messages] == ["DURITA"]
    rows = house.database.read(lambda s: s.exec(select(Delivery).where(Delivery.workspace_id == "T2")).all())
    assert {row.recipient for row in rows} == {cast.rival.id}


async def test_nobody_is_asked_who_has_no_manager_to_write_the_other_half(house: House, cast: Cast) -> None:
    """Somebody who came in by themself: “until then nothing is expected of you”, says their welcome."""
    change(house, cast.bram, manager_id=None, created_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert set(await got(house, at(1))) == {"UANNA"}
    overview = house.database.read(
        lambda session: command(
            Request(session, cast.workspace, session.get_one(Person, ("T1", cast.bram.id)), at(1), SECRETS), ""
        )
    )
    assert "reviews.reflect" not in str(overview)
    change(house, cast.bram, manager_id=cast.carla.id)
    assert "UBRAM" in await got(house, at(1, 15)), "as soon as they have one"


async def test_the_prompt_names_who_will_write_the_other_half(house: House, cast: Cast) -> None:
    """Carla is away on the day of the deadline, Friday the fourth: Dirk, above her, writes."""
    house.database.write(lambda session: take_leave(session, cast.carla, date(2026, 12, 3), date(2026, 12, 31), NOW))
    await got(house, at(1))
    [asked] = [one for one in house.slack.messages if one["channel"] == "DUANNA"]
    assert f"from then on {cast.dirk.name} writes the other half" in json.dumps(asked)
