"""A calendar's text is read in bounded time, in its zones, with what was moved, cancelled or never ends."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.calendar.keys import event_key
from models.calendar.occurrences import CutOff, Occurrence, Reading
from models.calendar.reading import LARGEST_FILE, read_calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 26, 20, tzinfo=AMSTERDAM)


def feed(*events: str, head: str = "") -> str:
    wrapped = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\n\n", "\n") for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{wrapped}END:VCALENDAR\r\n"


def read(*events: str, head: str = "", zone: ZoneInfo = AMSTERDAM) -> Reading:
    return read_calendar(feed(*events, head=head), zone, NOW)


def starts(reading: Reading) -> list[str]:
    return [one.start.astimezone(AMSTERDAM).strftime("%m-%d %H:%M") for one in reading.occurrences]


def only(reading: Reading) -> Occurrence:
    [one] = reading.occurrences
    return one


HOSTILE = (
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,15,30,45",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    "FREQ=YEARLY;BYDAY=53MO;BYMONTH=11",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=999999999999",
    "FREQ=WEEKLY;BYSETPOS=400;BYDAY=MO,TU",
    "FREQ=MONTHLY;BYMONTHDAY=-40",
    "FREQ=;;=,=",
)


@pytest.mark.parametrize("rule", HOSTILE)
def test_a_hostile_rule_costs_its_own_event_and_a_few_seconds_at_most(rule: str) -> None:
    hostile = f"UID:evil\r\nDTSTART:20200101T090000Z\r\nDTEND:20200101T100000Z\r\nRRULE:{rule}"
    good = "UID:good\r\nDTSTART:20261126T090000Z\r\nDTEND:20261126T100000Z"
    began = time.monotonic()
    reading = read(hostile, good)
    assert time.monotonic() - began < 5
    assert "good" in {one.uid for one in reading.occurrences}
    assert len(reading.occurrences) <= 500


def test_a_thousand_hostile_rules_are_cut_off_and_said() -> None:
    evil = [
        f"UID:e{n}\r\nDTSTART:20200101T090000Z\r\nDTEND:20200101T100000Z\r\nRRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"
        for n in range(1000)
    ]
    began = time.monotonic()
    reading = read_calendar(feed(*evil), AMSTERDAM, NOW, seconds=1)
    assert time.monotonic() - began < 6
    assert CutOff.TIME in reading.cut_off


def test_secondly_is_said_to_be_cut_off() -> None:
    reading = read("UID:evil\r\nDTSTART:20200101T090000Z\r\nRRULE:FREQ=SECONDLY")
    assert (reading.occurrences, reading.cut_off) == ((), {CutOff.RULE})


def test_a_birthday_of_1950_and_a_rule_that_is_over_leave_nothing_out() -> None:
    reading = read(
        "UID:b\r\nDTSTART;VALUE=DATE:19500101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Birthday",
        "UID:old\r\nDTSTART:20180101T090000Z\r\nRRULE:FREQ=HOURLY;UNTIL=20190101T090000Z",
        "UID:good\r\nDTSTART:20261126T090000Z",
    )
    assert ([one.uid for one in reading.occurrences], reading.cut_off) == (["good"], frozenset())


def test_a_zone_with_a_rule_of_every_second_is_no_zone() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    began = time.monotonic()
    reading = read("UID:a\r\nDTSTART;TZID=Evil:20261126T090000\r\nDURATION:PT1H", head=zone)
    assert time.monotonic() - began < 2
    assert starts(reading) == ["11-26 09:00"]  # as the owner's own clock says


def test_five_hundred_meetings_are_the_most() -> None:
    many = [f"UID:m{n}\r\nDTSTART:202611{1 + n % 25:02}T090000Z\r\nDURATION:PT1H" for n in range(700)]
    reading = read(*many)
    assert len(reading.occurrences) == 500
    assert reading.cut_off == {CutOff.MANY}


def test_a_file_of_more_than_ten_megabytes_is_not_read() -> None:
    reading = read_calendar(b"X" * (LARGEST_FILE + 1), AMSTERDAM, NOW)
    assert (reading.events, reading.cut_off) == (0, {CutOff.LARGE})


def test_ten_megabytes_of_descriptions_and_old_meetings_take_a_few_seconds() -> None:
    old = f"UID:o%d\r\nDTSTART:20190101T090000Z\r\nDTEND:20190101T100000Z\r\nDESCRIPTION:{'x' * 900}"
    events = [old % n for n in range(9_000)]
    text = feed(*events, "UID:new\r\nDTSTART:20261126T090000Z\r\nDURATION:PT1H")
    assert 8_000_000 < len(text) < LARGEST_FILE
    began = time.monotonic()
    assert [one.uid for one in read_calendar(text, AMSTERDAM, NOW).occurrences] == ["new"]
    assert time.monotonic() - began < 5


def test_an_event_of_a_megabyte_and_a_hundred_thousand_exceptions_are_left_out() -> None:
    guests = "\r\n".join(f"ATTENDEE:mailto:g{n}@acme.example" for n in range(20_000))
    large = read(f"UID:large\r\nDTSTART:20261126T090000Z\r\n{guests}")
    assert (large.occurrences, large.cut_off) == ((), {CutOff.LARGE})
    dates = ",".join(["20261105T090000Z"] * 5_000)
    excepted = read(f"UID:a\r\nDTSTART:20261101T090000Z\r\nRRULE:FREQ=DAILY\r\nEXDATE:{dates}")
    assert (excepted.occurrences, excepted.cut_off) == ((), {CutOff.RULE})


def test_times_are_read_in_their_zones() -> None:
    reading = read(
        "UID:utc\r\nDTSTART:20261126T080000Z\r\nDURATION:PT30M",
        "UID:windows\r\nDTSTART;TZID=Romance Standard Time:20261126T100000\r\nDURATION:PT30M",
        'UID:quoted\r\nDTSTART;TZID="GMT Standard Time":20261126T100000\r\nDURATION:PT30M',
        "UID:mozilla\r\nDTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20261126T060000\r\nDURATION:PT30M",
        "UID:floating\r\nDTSTART:20261126T130000\r\nDURATION:PT30M",
        "UID:unknown\r\nDTSTART;TZID=Somewhere Time:20261126T140000\r\nDURATION:PT30M",
    )
    # 08:00 UTC is 09:00; Paris is Amsterdam; London 10:00 is 11:00; New York 06:00 is 12:00.
    assert starts(reading) == [f"11-26 {hour:02}:00" for hour in (9, 10, 11, 12, 13, 14)]


def test_a_floating_time_is_of_the_owners_zone_and_a_described_zone_of_its_description() -> None:
    tokyo = read("UID:f\r\nDTSTART:20261126T130000\r\nDURATION:PT30M", zone=ZoneInfo("Asia/Tokyo"))
    assert starts(tokyo) == ["11-26 05:00"]  # 13:00 at UTC+9 is 04:00 UTC
    described = (
        "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    reading = read("UID:c\r\nDTSTART;TZID=Customized Time Zone:20261126T130000\r\nDURATION:PT30M", head=described)
    assert starts(reading) == ["11-26 11:00"]  # 13:00 at UTC+3 is 10:00 UTC


def test_how_long_a_meeting_takes() -> None:
    def minutes(lines: str) -> int | None:
        return only(read(f"UID:a\r\nDTSTART:20261126T090000Z\r\n{lines}")).minutes

    assert minutes("DURATION:PT1H15M") == 75
    assert minutes("DTEND:20261126T094500Z") == 45
    assert minutes("SEQUENCE:1") is None


def test_a_series_keeps_its_hour_over_the_change_of_the_clock() -> None:
    reading = read("UID:w\r\nDTSTART;TZID=Europe/Amsterdam:20260903T160000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY")
    # 30 days before 26 November, 20:00: 29 October is the first Thursday, two days ahead none.
    assert starts(reading) == [f"{day} 16:00" for day in ("10-29", "11-05", "11-12", "11-19", "11-26")]


def test_a_moved_occurrence_is_known_by_the_time_it_was_planned_for() -> None:
    series = "UID:w\r\nDTSTART;TZID=Europe/Amsterdam:20261119T160000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2"
    moved = (
        "UID:w\r\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261126T160000\r\n"
        "DTSTART;TZID=Europe/Amsterdam:20261125T090000\r\nDURATION:PT1H"
    )
    first, second = read(series, moved).occurrences
    assert starts(read(series, moved)) == ["11-19 16:00", "11-25 09:00"]
    assert first.planned_for == first.start
    assert second.planned_for == datetime(2026, 11, 26, 16, tzinfo=AMSTERDAM)
    # The same in a calendar that writes UTC: 16:00 in November is 15:00.
    assert event_key("w", second.planned_for) == event_key("w", datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("UTC")))


def test_an_occurrence_moved_here_from_long_ago_or_alone_in_the_file_is_read() -> None:
    alone = "UID:w\r\nRECURRENCE-ID:20260701T140000Z\r\nDTSTART:20261125T090000Z\r\nDURATION:PT1H"
    assert starts(read(alone)) == ["11-25 10:00"]


def test_exceptions_and_cancellations() -> None:
    series = "UID:w\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20261125T090000Z"
    cancelled = "UID:w\r\nRECURRENCE-ID:20261126T090000Z\r\nDTSTART:20261126T090000Z\r\nSTATUS:CANCELLED"
    reading = read(series, cancelled)
    assert [(one.start.day, one.is_cancelled) for one in reading.occurrences] == [(24, False), (26, True)]


def test_whole_days_by_outlooks_own_mark_and_by_length() -> None:
    marked = read("UID:a\r\nDTSTART:20261125T230000Z\r\nDTEND:20261126T230000Z\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
    assert only(marked).is_whole_days
    assert only(read("UID:a\r\nDTSTART:20261124T090000Z\r\nDTEND:20261126T170000Z")).is_whole_days


def test_addresses_however_they_are_written() -> None:
    one = only(
        read(
            "UID:a\r\nDTSTART:20261126T090000Z\r\nORGANIZER;CN=Max:MAILTO:Max@Hooli.Example\r\n"
            "ATTENDEE;EMAIL=jo@acme.example;PARTSTAT=ACCEPTED:/principals/jo/\r\n"
            'ATTENDEE;CN="Kim: the boss":mailto:kim@acme.exam\r\n ple\r\nATTENDEE:invalid:nomail'
        )
    )
    assert one.organizer == "max@hooli.example"
    assert [guest.address for guest in one.guests] == ["jo@acme.example", "kim@acme.example", ""]


def test_what_the_file_says_of_itself() -> None:
    without = read("UID:a\r\nDTSTART:20261126T090000Z", head="X-WR-CALNAME:Anna@Northwind.example\r\n")
    assert (without.has_guests, without.events, without.owner_address) == (False, 1, "anna@northwind.example")
    assert read("UID:a\r\nDTSTART:20200101T090000Z\r\nATTENDEE:mailto:a@b.example").has_guests
    assert read_calendar("<html>Sign in</html>", AMSTERDAM, NOW) == Reading()


def test_a_broken_event_costs_no_other() -> None:
    reading = read(
        "UID:bad\r\nDTSTART:2026-11-26 nine\r\nDTEND:soon",
        "UID:bad2\r\nDTSTART:20261126T990000Z",
        "UID:good\r\nDTSTART:20261126T090000Z",
    )
    assert [one.uid for one in reading.occurrences] == ["good"]


# --- away ------------------------------------------------------------------------------------------------


def away(*events: str) -> list[tuple[date, date]]:
    return [(one.first_day, one.last_day) for one in read(*events).absences]


def test_whole_days_that_are_marked_or_named_as_leave() -> None:
    days = "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270103"
    stretch = [(date(2026, 12, 24), date(2027, 1, 2))]  # iCalendar's end is the day after
    assert away(f"UID:a\r\n{days}\r\nSUMMARY:x\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF") == stretch
    assert away(f"UID:a\r\n{days}\r\nSUMMARY:Vakantie") == stretch
    assert away(f"UID:a\r\n{days}\r\nSUMMARY:Out of office") == stretch
    assert away(f"UID:a\r\n{days}\r\nSUMMARY:Trade fair") == []
    assert away(f"UID:a\r\n{days}\r\nSUMMARY:Vakantie\r\nSTATUS:CANCELLED") == []


def test_a_time_out_of_office_is_an_absence_when_it_is_long() -> None:
    mark = "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
    long = f"UID:a\r\nDTSTART:20261223T230000Z\r\nDTEND:20261226T230000Z\r\n{mark}"
    assert away(long) == [(date(2026, 12, 24), date(2026, 12, 26))]
    assert away(f"UID:a\r\nDTSTART:20261224T090000Z\r\nDTEND:20261224T110000Z\r\n{mark}") == []


def test_what_is_over_or_far_away_is_not_asked() -> None:
    for first, after in (("20261120", "20261125"), ("20270601", "20270605"), ("20261201", "20270601")):
        assert away(f"UID:a\r\nDTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{after}\r\nSUMMARY:Vakantie") == []
