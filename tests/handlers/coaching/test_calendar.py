"""A talk as a file for calendars, read by two parsers that are not the one that wrote it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from sqlmodel import Session

from handlers.coaching import command as coaching
from handlers.coaching.calendar import calendar
from handlers.coaching.planning import call_off_all
from handlers.door.answers import SendFile
from handlers.door.request import Press, Request
from messages.coaching.calendar_file import Guest, TalkEvent, calendar_file
from models.coaching.open_items import add_topic
from models.coaching.pair import Pair
from models.coaching.records import Talk
from models.coaching.series import Series, plan_series
from models.coaching.talks import cancel_talk, move_talk, plan_talk
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

AtTheDoor = Callable[..., Request]
AT = datetime(2026, 11, 26, 13, tzinfo=UTC)


def sent(request_of: AtTheDoor, person: Person, *talks: Talk) -> bytes:
    answer = calendar(request_of(person), Press("coaching.calendar", ",".join(talk.id for talk in talks)))
    assert isinstance(answer, SendFile)
    assert answer.name.endswith(".ics")
    return answer.content


def read(content: bytes) -> tuple[str, list[dict[str, object]]]:
    """Method and events, as both parsers say alike."""
    by_vobject = vobject.readOne(content.decode())
    one = [
        {
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "start": event.dtstart.value,
            "end": event.dtend.value,
            "title": event.summary.value,
            "status": event.status.value,
        }
        for event in by_vobject.vevent_list
    ]
    by_ical = IcsCalendarStream.calendar_from_ics(content.decode())
    other = [
        {
            "uid": event.uid,
            "sequence": event.sequence,
            "start": event.start,
            "end": event.end,
            "title": event.summary,
            "status": event.status.value,
        }
        for event in by_ical.events
    ]
    assert one == other
    assert by_vobject.method.value == by_ical.method
    return str(by_ical.method), one


@pytest.fixture
def talk(session: Session, cast: Cast) -> Talk:
    return plan_talk(acting(session, cast.carla), Pair(cast.carla, cast.anna), AT)


def test_an_invitation_is_the_same_for_both(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    method, events = read(sent(request_of, cast.carla, talk))
    assert method == "REQUEST"
    assert events == [
        {
            "uid": f"{talk.id}@koers",
            "sequence": 0,
            "start": AT,
            "end": AT + timedelta(minutes=45),
            "title": "1-2-1 Carla / Anna",
            "status": "CONFIRMED",
        }
    ]
    assert sent(request_of, cast.anna, talk) == sent(request_of, cast.carla, talk)


def test_a_change_has_the_same_uid_and_a_higher_sequence_and_a_cancellation_too(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    by = acting(session, cast.anna)
    move_talk(by, talk.id, AT + timedelta(days=1))
    assert read(sent(request_of, cast.carla, talk)) == (
        "REQUEST",
        [
            {
                "uid": f"{talk.id}@koers",
                "sequence": 1,
                "start": AT + timedelta(days=1),
                "end": AT + timedelta(days=1, minutes=45),
                "title": "1-2-1 Carla / Anna",
                "status": "CONFIRMED",
            }
        ],
    )
    cancel_talk(by, talk.id)
    method, (event,) = read(sent(request_of, cast.anna, talk))
    assert (method, event["uid"], event["sequence"]) == ("CANCEL", f"{talk.id}@koers", 2)
    assert event["status"] == "CANCELLED"


def test_a_series_is_one_file_and_its_wall_time_stays(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    series = Series(date(2027, 3, 18), time(14), ZoneInfo("Europe/Amsterdam"), 2, date(2027, 4, 15))
    talks = plan_series(acting(session, cast.carla), Pair(cast.carla, cast.anna), series).talks
    method, events = read(sent(request_of, cast.anna, *talks))
    assert method == "PUBLISH", "a REQUEST is about one UID"
    # 14:00 in Amsterdam is 13:00 UTC before 28 March 2027, 12:00 after it.
    assert [event["start"] for event in events] == [
        datetime(2027, 3, 18, 13, tzinfo=UTC),
        datetime(2027, 4, 1, 12, tzinfo=UTC),
        datetime(2027, 4, 15, 12, tzinfo=UTC),
    ]
    call_off_all(request_of(cast.carla), Press("coaching.call_off_all", talks[0].id))
    assert {event["status"] for event in read(sent(request_of, cast.anna, *talks))[1]} == {"CANCELLED"}


def test_nothing_of_what_is_talked_about_is_in_it(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    add_topic(acting(session, cast.anna), Pair(cast.carla, cast.anna), "My notice")
    talk.outcome = "A warning"
    text = sent(request_of, cast.carla, talk).decode()
    names = set(re.findall(r"^([A-Z-]+)[:;]", text, re.MULTILINE))
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND"),
        *("SUMMARY", "STATUS", "ORGANIZER", "ATTENDEE"),
    }
    assert "notice" not in text
    assert "warning" not in text


def test_only_the_two_get_it(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    for other in (cast.bram, cast.dirk, cast.rival):
        with pytest.raises(Refusal, match="not_yours"):
            sent(request_of, other, talk)
    with pytest.raises(Refusal, match="not_yours"):
        calendar(request_of(cast.carla), Press("coaching.calendar", f"{talk.id},forged"))


def test_lines_are_folded_and_texts_escaped() -> None:
    long = Guest('Ünal; "the, one"\r\nATTENDEE:mailto:evil@example.com \\ ' + "ë" * 120, None)
    content = calendar_file([TalkEvent("1@koers", 0, AT, long, Guest("李, 小龙", "li@example.com"))], NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    _, (event,) = read(content)
    assert event["title"] == "1-2-1 Ünal; / 李,"
    guest = IcsCalendarStream.calendar_from_ics(content.decode()).events[0].attendees
    assert [str(one.uri) for one in guest] == ["mailto:li@example.com"], "no line of its own was made by a name"


def test_a_called_off_talk_comes_with_the_file_that_takes_it_out(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    shown = repr(coaching.call_off(request_of(cast.carla), Press("coaching.call_off", talk.id)))
    assert "coaching.calendar" in shown
    assert "coaching.restore" in shown
    restored = repr(coaching.restore(request_of(cast.carla), Press("coaching.restore", talk.id)))
    assert "Planned: your talk with" in restored
    assert read(sent(request_of, cast.anna, talk))[1][0]["sequence"] == 2
