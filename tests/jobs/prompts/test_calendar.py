"""Meetings are asked about once, together, in a quiet moment; not on leave, nights and days off, and never twice."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from jobs.prompts import calendar as prompts
from models.accounts.actions import open_account
from models.calendar.asking import not_logged_in
from models.calendar.links import Address, add_link
from models.calendar.noting import forget_old_meetings
from models.calendar.records import AbsenceQuestion, CalendarLink, LinkKind, Suggestion
from models.delivery.records import Delivery
from models.period import Period
from models.team.leave import take_leave
from models.team.records import DayPart, Person
from tests.conftest import NOW, SECRETS, Cast
from tests.jobs.conftest import House

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026 in Amsterdam; the 12th is a Thursday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture
def linked(house: House, cast: Cast) -> House:
    """Anna has a calendar: Acme 14:00 to 14:45 and Globex 16:00 to 17:00 on Thursday."""

    def arrange(session: Session) -> None:
        for name in ("Acme", "Globex"):
            open_account(session, "T1", name, opened_on=None, owner_id=None, now=NOW)
        add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address("https://a.example/x.ics"), NOW).ok_at = NOW
        meet(session, cast.anna, "acme.example", at(12, 14), 45)
        meet(session, cast.anna, "globex.example", at(12, 16), 60)

    house.database.write(arrange)
    return house


def meet(session: Session, person: Person, domain: str, start: datetime, minutes: int, **said: Any) -> None:
    key = f"{domain}{start:%d%H}"[:32]
    given = {"key": key, "series": key, "domains": [domain], "created_at": NOW, **said}
    session.add(Suggestion(workspace_id="T1", person_id=person.id, starts_at=start, minutes=minutes, **given))


async def texts_at(house: House, *moments: datetime) -> list[str]:
    """What is sent when the clock ticks at these moments."""
    before = len(house.slack.messages)
    for moment in moments:
        house.now = moment
        await house.tick(*prompts.CADENCES)
    return [message["text"] for message in house.slack.messages[before:]]


async def test_both_come_together_a_quarter_of_an_hour_after_the_last(linked: House) -> None:
    assert await texts_at(linked, at(12, 14, 50), at(12, 16, 30), at(12, 17, 14)) == []
    [text] = await texts_at(linked, at(12, 17, 16), at(12, 18), at(13, 8, 31), at(13, 12))
    assert text == "You met *Acme* (14:00, 45 min) and *Globex* (16:00, 60 min)."
    [message] = linked.slack.messages
    assert message["channel"] == "DUANNA"
    assert "Log both" in str(message["blocks"])


async def test_what_ends_late_comes_next_morning(linked: House, cast: Cast) -> None:
    linked.database.write(lambda session: meet(session, cast.anna, "late.example", at(12, 19), 60))
    assert await texts_at(linked, at(12, 17, 16), at(12, 20, 16), at(12, 23)) == []
    [text] = await texts_at(linked, at(13, 8, 31))
    # Three of Thursday: two of known accounts, and one that has to be said; all with their day.
    assert text == "You met *Acme* (Thu 12 Nov 14:00, 45 min) and *Globex* (Thu 12 Nov 16:00, 60 min)."


async def test_not_on_leave_nor_on_days_off_and_not_after_three_days(linked: House, cast: Cast) -> None:
    day = at(12, 0).date()
    linked.database.write(
        lambda session: take_leave(
            session, session.get_one(Person, ("T1", cast.anna.id)), day, day + timedelta(days=1), NOW
        )
    )
    moments = [at(12, 17, 16), at(13, 8, 31), at(14, 10), at(15, 10), at(16, 8, 31), at(16, 12)]
    # Away on Thursday and Friday; on Monday morning 14:45 of Thursday is more than three days ago.
    assert await texts_at(linked, *moments) == []


async def test_who_is_away_for_half_a_day_is_asked(linked: House, cast: Cast) -> None:
    day = at(12, 0).date()
    linked.database.write(
        lambda session: take_leave(
            session, session.get_one(Person, ("T1", cast.anna.id)), day, day, NOW, DayPart.MORNING
        )
    )
    assert len(await texts_at(linked, at(12, 17, 16))) == 1


async def test_a_key_that_was_lost_is_told_without_a_promise_to_try_again(linked: House) -> None:
    def lose_it(session: Session) -> None:
        for row in session.exec(select(Suggestion)):
            session.delete(row)
        session.exec(select(CalendarLink)).one().error = "sealed"

    linked.database.write(lose_it)
    assert len(await texts_at(linked, at(13, 11, 1))) == 1
    said = str(linked.slack.messages[-1]["blocks"])
    assert "I can no longer open the link that I stored" in said
    assert "I try again" not in said


async def test_nothing_when_it_was_logged_or_said_meanwhile(linked: House) -> None:
    def answer(session: Session) -> None:
        for row in session.exec(select(Suggestion)):
            row.state = "not_sales"

    linked.database.write(answer)
    assert await texts_at(linked, at(12, 17, 16), at(13, 8, 31)) == []


async def test_a_fourth_message_of_the_day_waits(linked: House, cast: Cast) -> None:
    def three(session: Session) -> None:
        for number in range(3):
            sent = {"cadence": "x", "state": "sent", "due_at": NOW, "expires_at": NOW, "created_at": NOW}
            session.add(
                Delivery(workspace_id="T1", recipient=cast.anna.id, slot=f"{number}", claimed_at=at(12, 12), **sent)
            )

    linked.database.write(three)
    assert await texts_at(linked, at(12, 17, 16), at(12, 18)) == []
    assert len(await texts_at(linked, at(13, 8, 1), at(13, 8, 31), at(13, 9))) == 1


async def test_days_away_are_asked_about_once_in_the_persons_language(linked: House, cast: Cast) -> None:
    def away(session: Session) -> None:
        add_link(session, SECRETS, cast.bram, LinkKind.ICS, Address("https://b.example/x.ics"), NOW)
        first = at(12, 0).date() + timedelta(days=42)
        question = {"key": "q", "first_day": first, "last_day": first + timedelta(days=9)}
        told = NOW + timedelta(seconds=30)
        session.add(AbsenceQuestion(workspace_id="T1", person_id=cast.bram.id, created_at=told, **question))

    linked.database.write(away)
    [text] = await texts_at(linked, NOW + timedelta(minutes=1), NOW + timedelta(hours=3))
    assert text == "Zo te zien ben je *do 24 dec – za 2 jan* afwezig: zal ik dat als verlof noteren?"


async def test_a_calendar_that_does_not_answer_for_a_day_is_told_once(linked: House) -> None:
    def break_it(session: Session) -> None:
        for row in session.exec(select(Suggestion)):
            session.delete(row)
        session.exec(select(CalendarLink)).one().error = "gone"

    linked.database.write(break_it)
    assert await texts_at(linked, at(12, 18)) == []
    [text] = await texts_at(linked, at(13, 11, 1), at(13, 11, 2), at(13, 18))
    assert text.startswith("*I have not been able to read your calendar for a day*")


def test_what_nobody_answered_is_counted_for_monday_and_gone_after_14_days(session: Session, cast: Cast) -> None:
    meet(session, cast.anna, "a.example", at(12, 14), 45)
    meet(session, cast.anna, "b.example", at(12, 15), 45, state="logged")
    meet(session, cast.anna, "c.example", at(11, 15), 45, state="asked")
    session.flush()
    week = Period(at(9, 0).date(), at(16, 0).date())
    assert not_logged_in(session, cast.anna, week, AMSTERDAM, at(16, 8)) == 2
    assert forget_old_meetings(session, "T1", at(17, 9)) == 0
    assert {row.state for row in session.exec(select(Suggestion))} == {"expired", "logged"}
    assert not_logged_in(session, cast.anna, week, AMSTERDAM, at(17, 9)) == 2
    # 14 days after 11 November, 15:00.
    assert forget_old_meetings(session, "T1", at(25, 15, 1)) == 1
    assert forget_old_meetings(session, "T1", at(27, 15)) == 2
