"""What waits for somebody: one answer for the digest, Home and the list of a morning."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from jobs.prompts import nudges
from models.coaching.records import Talk, TalkState
from models.digest.reading import week_before, week_of_manager
from models.digest.waiting import own_waiting, what_waits
from models.reviews.records import ReviewState
from models.team.records import Person
from tests.conftest import LONG_AGO, Cast
from tests.jobs.prompts.test_nudges import occasion
from tests.models.scorecard.facts import review

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 12, 7, 20, tzinfo=UTC)
"""A Thursday, 8:20 in Amsterdam."""
OCTOBER = date(2026, 10, 1)


def talk(session: Session, coach: Person, rep: Person, ago: timedelta, state: TalkState) -> None:
    session.add(
        Talk(
            workspace_id="T1",
            coach_id=coach.id,
            rep_id=rep.id,
            planned_at=NOW - ago,
            created_at=LONG_AGO,
            state=state,
            held_on=(NOW - ago).date() if state == TalkState.RECORDED else None,
        )
    )
    session.flush()


def the_morning_of(session: Session, cast: Cast, person: Person) -> str:
    message = nudges.what_today_asks(occasion(session, cast, person, "nudge.morning", NOW.date(), NOW))
    return message.text if message else ""


def test_digest_and_morning_tell_a_manager_of_the_same(session: Session, cast: Cast) -> None:
    # Anna's review of October is Carla's to write. Of a talk with Bram of 40 days ago nothing was recorded, which still
    # can be for 22 days; of one of 63 days ago not any more. In November neither has a talk.
    review(session, cast.anna, ReviewState.REFLECTED, opened_on=date(2026, 11, 2), reflected_on=date(2026, 11, 3))
    for days in (40, 63):
        talk(session, cast.carla, cast.bram, timedelta(days=days), TalkState.PLANNED)
    found = what_waits(session, cast.workspace, cast.carla, AMSTERDAM, NOW)
    assert [(item.what, item.name) for item in found.items] == [
        ("review", cast.anna.name),
        ("record", cast.bram.name),
        ("plan", cast.anna.name),
        ("plan", cast.bram.name),
    ]
    week = week_of_manager(session, cast.workspace, cast.carla, week_before(NOW.date()), NOW)
    assert week.waiting == found
    morning = the_morning_of(session, cast, cast.carla)
    assert "What came of the talk with Bram Bakker?" in morning
    assert "Write the review of Anna de Vries for October" in morning


def test_what_is_their_own_waits_for_a_rep_and_for_nobody_else(session: Session, cast: Cast) -> None:
    review(session, cast.anna, ReviewState.SHARED, opened_on=date(2026, 11, 2), shared_at=NOW - timedelta(days=1))
    talk(session, cast.carla, cast.anna, timedelta(days=2), TalkState.RECORDED)
    found = own_waiting(session, cast.workspace, cast.anna, NOW.date())
    assert [(item.what, item.name, item.month) for item in found] == [
        ("sign", cast.anna.name, OCTOBER),
        ("confirm", cast.carla.name, None),
    ]
    assert own_waiting(session, cast.workspace, cast.bram, NOW.date()) == []
    assert not what_waits(session, cast.workspace, cast.carla, AMSTERDAM, NOW).of("review", "record")


def test_in_the_rep_s_three_days_the_review_is_theirs(session: Session, cast: Cast) -> None:
    # Opened on Tuesday the 10th: Wed, Thu and Fri are Anna's; from Friday the 13th on Carla may write.
    review(session, cast.anna, ReviewState.OPEN, opened_on=date(2026, 11, 10))
    for day, what in ((12, "reflect"), (13, "review")):
        now = NOW.replace(day=day)
        led = what_waits(session, cast.workspace, cast.carla, AMSTERDAM, now).of("review")
        own = own_waiting(session, cast.workspace, cast.anna, now.date())
        assert [item.what for item in (*led, *own)] == [what]
