"""What waits for somebody: one answer for the digest, Home and the list of a morning."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import home
from handlers.door.answers import ShowHome
from handlers.door.request import Request
from jobs.prompts import nudges
from messages.digest.waiting import waiting_lines
from messages.words import words
from models.coaching.records import Talk, TalkState
from models.digest.reading import week_before, week_of_manager
from models.digest.waiting import own_waiting, what_waits
from models.period import quarter
from models.qbr.actions import open_qbr
from models.qbr.records import Qbr, QbrState
from models.reviews.records import ReviewState
from models.team.records import Person, Team
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


def qbr_of(session: Session, cast: Cast, whose: Person | Team, by: Person, **about: object) -> Qbr:
    """Of the third quarter, asked for on Friday 2 October."""
    qbr = open_qbr(session, whose, by, quarter(2026, 3), date(2026, 10, 2))
    for name, value in about.items():
        setattr(qbr, name, value)
    session.flush()
    return qbr


def test_a_quarterly_review_waits_for_its_manager_in_digest_home_and_morning(
    request_of: Callable[..., Request], session: Session, cast: Cast
) -> None:
    # Anna's report is in; Bram handed nothing in, and his five days were over on Friday 9 October: both are Carla's to
    # write. Carla reported on the team: that is Dirk's.
    anna = qbr_of(session, cast, cast.anna, cast.anna, state=QbrState.REPORTED, reported_on=date(2026, 10, 6))
    bram = qbr_of(session, cast, cast.bram, cast.bram)
    team = qbr_of(session, cast, cast.team, cast.carla, state=QbrState.REPORTED, reported_on=date(2026, 10, 12))
    found = what_waits(session, cast.workspace, cast.carla, AMSTERDAM, NOW).of("qbr")
    assert {(item.id, item.name) for item in found} == {(anna.id, "Anna de Vries"), (bram.id, "Bram Bakker")}
    assert [item.id for item in what_waits(session, cast.workspace, cast.dirk, AMSTERDAM, NOW).of("qbr")] == [team.id]
    assert not what_waits(session, cast.workspace, cast.anna, AMSTERDAM, NOW).of("qbr")

    week = week_of_manager(session, cast.workspace, cast.carla, week_before(NOW.date()), NOW)
    for language, digest in (("en", "quarterly reviews to write: "), ("nl", "kwartaalgesprekken om te schrijven: ")):
        assert any(digest in line for line in waiting_lines(words(language), week.waiting))
    assert "Write your half of the quarterly review of Anna de Vries, Q3 2026" in the_morning_of(
        session, cast, cast.carla
    )
    cast.carla.language = "nl"
    assert "Schrijf jouw helft van het kwartaalgesprek van Anna de Vries over Q3 2026" in the_morning_of(
        session, cast, cast.carla
    )
    tab = home.show(request_of(cast.carla, NOW), "")
    assert isinstance(tab, ShowHome)
    assert "Kwartaalgesprek over Q3 2026: Anna de Vries" in str(tab.view.json).replace("\xa0", " ")
    assert f"qbr.remark:{anna.id}" in str(tab.view.json)


def test_in_the_rep_s_five_days_it_is_theirs_and_shared_it_is_theirs_again(session: Session, cast: Cast) -> None:
    # Asked for on Friday 2 October: from Friday 9 October on Carla may write without a report.
    qbr = qbr_of(session, cast, cast.anna, cast.anna)
    for day, led, own in ((8, [], ["qbr_reflect"]), (9, ["qbr"], [])):
        now = NOW.replace(month=10, day=day)
        waits = what_waits(session, cast.workspace, cast.carla, AMSTERDAM, now).of("qbr")
        assert [item.what for item in waits] == led
        assert [item.what for item in own_waiting(session, cast.workspace, cast.anna, now.date())] == own
    qbr.state, qbr.shared_at = QbrState.SHARED, NOW
    session.flush()
    assert [item.what for item in own_waiting(session, cast.workspace, cast.anna, NOW.date())] == ["qbr_sign"]
    assert not what_waits(session, cast.workspace, cast.carla, AMSTERDAM, NOW).of("qbr")
    assert "Read and sign your quarterly review of Q3 2026" in the_morning_of(session, cast, cast.anna)
    qbr.state = QbrState.SIGNED
    session.flush()
    assert own_waiting(session, cast.workspace, cast.anna, NOW.date()) == []


def test_who_left_who_moved_and_what_is_long_past_wait_for_nobody(session: Session, cast: Cast, joris: Person) -> None:
    # After half a year, from May on, the third quarter of the year before is history.
    anna = qbr_of(session, cast, cast.anna, cast.anna)
    cast.anna.manager_id = joris.id
    session.flush()
    assert not what_waits(session, cast.workspace, cast.carla, AMSTERDAM, NOW).of("qbr")
    assert [item.id for item in what_waits(session, cast.workspace, joris, AMSTERDAM, NOW).of("qbr")] == [anna.id]
    in_may = datetime(2027, 5, 3, 7, tzinfo=UTC)
    assert not what_waits(session, cast.workspace, joris, AMSTERDAM, in_may).of("qbr")
    cast.anna.ends_on = date(2026, 11, 10)
    session.flush()
    assert not what_waits(session, cast.workspace, joris, AMSTERDAM, NOW).of("qbr")


def test_who_leads_a_team_and_sells_nothing_finds_its_quarterly_review_on_home(
    request_of: Callable[..., Request], session: Session, cast: Cast
) -> None:
    qbr = qbr_of(session, cast, cast.team, cast.carla, opened_on=date(2026, 11, 10))
    tab = home.show(request_of(cast.carla, NOW), "")
    assert isinstance(tab, ShowHome)
    assert f"'value': '{qbr.id}'" in str(tab.view.json)
    assert "Look back on Q3 2026 for North" in the_morning_of(session, cast, cast.carla)
