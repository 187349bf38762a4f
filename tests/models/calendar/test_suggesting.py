"""What comes of a calendar: Anna's file gives what was expected of it, judged on the evening of each day."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from models.calendar.occurrences import Guest, Occurrence
from models.calendar.reading import read_calendar
from models.calendar.suggesting import Asked, Doubt, Owner, Silence, Silent, Suggested, judge, main_word, own_domains

HERE = Path(__file__).parent
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KNOWN = ("acme", "globex", "initech", "umbrella", "hooli", "vandelay", "stark", "wayne", "soylent")
ANNA = Owner(frozenset({"anna@northwind.example"}), own_domains({"anna@northwind.example", "bram@northwind.example"}))


def accounts_of(domain: str) -> list[str]:
    return [main_word(domain)] if main_word(domain) in KNOWN else []


def evening(day: str) -> datetime:
    return datetime.combine(datetime.fromisoformat(day).date(), time(20), AMSTERDAM)


def judged() -> dict[tuple[str, str], object]:
    """Each occurrence of Anna's calendar with what is said of it on the evening of its own day."""
    text = (HERE / "calendar-anna.ics").read_text()
    expected = json.loads((HERE / "calendar-anna.expected.json").read_text())["occurrences"]
    found: dict[tuple[str, str], object] = {}
    for day in sorted({one["start"][:10] for one in expected} - {"2026-12-03"}):
        now = evening(day)
        for one in read_calendar(text, AMSTERDAM, now).occurrences:
            local = one.start.astimezone(AMSTERDAM)
            if local.date() == now.date():
                found[one.uid, local.isoformat()] = judge(one, ANNA, accounts_of, now)
    return found


def test_annas_calendar_gives_its_occurrences_and_no_other() -> None:
    expected = json.loads((HERE / "calendar-anna.expected.json").read_text())["occurrences"]
    wanted = {
        (one["uid"], one["start"] if "T" in one["start"] else f"{one['start']}T00:00:00+01:00") for one in expected
    }
    # The thirteenth is a week later than all others, and has a test of its own.
    assert set(judged()) == wanted - {("13-future@t", "2026-12-03T14:00:00+01:00")}


def test_annas_calendar_gives_eight_suggestions_and_two_questions() -> None:
    said = judged()
    suggested = {key: one.account_id for key, one in said.items() if isinstance(one, Suggested)}
    assert suggested == {
        ("01-plain@t", "2026-11-27T14:00:00+01:00"): "acme",
        ("03-weekly-over-clock-change@t", "2026-10-22T16:00:00+02:00"): "globex",
        ("03-weekly-over-clock-change@t", "2026-10-29T16:00:00+01:00"): "globex",
        ("03-weekly-over-clock-change@t", "2026-11-05T16:00:00+01:00"): "globex",
        ("03-weekly-over-clock-change@t", "2026-11-20T09:30:00+01:00"): "globex",
        ("08-windows-zone@t", "2026-11-23T09:00:00+01:00"): "hooli",
        ("09-floating@t", "2026-11-23T11:00:00+01:00"): "vandelay",
        ("15-no-end@t", "2026-11-26T11:00:00+01:00"): "wayne",
    }
    asked = {key[0]: (one.why, one.domains) for key, one in said.items() if isinstance(one, Asked)}
    assert asked == {
        "11-freemail@t": (Doubt.FREE_MAIL, ("gmail.com",)),
        "12-two-accounts@t": (Doubt.SEVERAL, ("acme.example", "partner.example")),
    }


def test_what_is_still_to_come_waits_until_it_is_over() -> None:
    text = (HERE / "calendar-anna.ics").read_text()
    [one] = [
        one for one in read_calendar(text, AMSTERDAM, evening("2026-12-02")).occurrences if one.uid == "13-future@t"
    ]
    assert judge(one, ANNA, accounts_of, evening("2026-12-02")) == Silent(Silence.NOT_OVER)
    # It ends at 15:00 on the third.
    assert judge(one, ANNA, accounts_of, evening("2026-12-03")) == Suggested("acme", "acme.example")


# --- one rule at a time ---------------------------------------------------------------------------------

AT = datetime(2026, 11, 24, 14, tzinfo=AMSTERDAM)
NOW = datetime(2026, 11, 24, 18, tzinfo=AMSTERDAM)
ANNA_HERSELF = Guest("anna@northwind.example", "ACCEPTED")
JO = Guest("jo@acme.example", "ACCEPTED")


def meeting(*guests: Guest, **said: object) -> Occurrence:
    given: dict[str, object] = {"organizer": "anna@northwind.example", "minutes": 60, "start": AT, **said}
    return Occurrence(uid="u", planned_for=AT, guests=(ANNA_HERSELF, *guests), **given)  # type: ignore[arg-type]


def said_of(one: Occurrence, owner: Owner = ANNA, now: datetime = NOW) -> object:
    return judge(one, owner, accounts_of, now)


def test_it_is_asked_from_its_end_to_three_days_later() -> None:
    one = meeting(JO)  # 14:00 to 15:00
    assert said_of(one, now=AT + timedelta(minutes=59)) == Silent(Silence.NOT_OVER)
    assert said_of(one, now=AT + timedelta(minutes=60)) == Suggested("acme", "acme.example")
    assert said_of(one, now=AT + timedelta(days=3, minutes=60)) == Suggested("acme", "acme.example")
    assert said_of(one, now=AT + timedelta(days=3, minutes=61)) == Silent(Silence.TOO_LATE)


def test_a_meeting_without_a_length_is_over_when_it_begins() -> None:
    assert said_of(meeting(JO, minutes=None), now=AT) == Suggested("acme", "acme.example")


def test_who_has_not_said_yes_was_not_there() -> None:
    for answer in ("NEEDS-ACTION", "TENTATIVE", "DECLINED", "DELEGATED"):
        one = Occurrence("u", AT, AT, 60, "jo@acme.example", (Guest("anna@northwind.example", answer), JO))
        assert said_of(one) == Silent(Silence.NOT_THERE), answer


def test_an_organizer_who_declined_her_own_meeting_was_not_there() -> None:
    one = Occurrence("u", AT, AT, 60, "anna@northwind.example", (Guest("anna@northwind.example", "DECLINED"), JO))
    assert said_of(one) == Silent(Silence.NOT_THERE)


def test_an_organizer_who_stands_not_among_the_guests_is_one() -> None:
    one = Occurrence("u", AT, AT, 60, "max@hooli.example", (ANNA_HERSELF,))
    assert said_of(one) == Suggested("hooli", "hooli.example")


def test_rooms_and_calendars_are_no_guests() -> None:
    room = Guest("zaal-3@acme.example", "ACCEPTED", kind="ROOM")
    beamer = Guest("beamer@acme.example", "ACCEPTED", kind="RESOURCE")
    of_google = Guest("c_188@resource.calendar.google.com", "ACCEPTED")
    for_information = Guest("archive@acme.example", "ACCEPTED", role="NON-PARTICIPANT")
    assert said_of(meeting(room, beamer, of_google, for_information)) == Silent(Silence.NO_GUEST)


def test_a_guest_who_has_not_answered_is_one_and_who_declined_is_none() -> None:
    assert said_of(meeting(Guest("jo@acme.example"))) == Suggested("acme", "acme.example")
    assert said_of(meeting(Guest("jo@acme.example", "DECLINED"))) == Silent(Silence.NO_GUEST)


def test_private_and_confidential_cancelled_and_whole_days_are_silent() -> None:
    assert said_of(meeting(JO, is_private=True)) == Silent(Silence.PRIVATE)
    assert said_of(meeting(JO, is_cancelled=True)) == Silent(Silence.CANCELLED)
    assert said_of(meeting(JO, is_whole_days=True)) == Silent(Silence.WHOLE_DAYS)


def test_colleagues_under_another_domain_or_below_the_own_one_are_no_guests() -> None:
    owner = Owner(ANNA.addresses, ANNA.own_domains, colleagues=frozenset({"bram@freelance.example"}))
    one = meeting(Guest("bram@freelance.example", "ACCEPTED"), Guest("kim@eu.northwind.example", "ACCEPTED"))
    assert said_of(one, owner) == Silent(Silence.NO_GUEST)
    assert said_of(meeting(Guest("kim@notnorthwind.example"))) == Asked(Doubt.UNKNOWN, ("notnorthwind.example",))


def test_a_team_that_mails_by_a_free_service_still_has_guests_there() -> None:
    owner = Owner(frozenset({"anna@gmail.com"}), own_domains({"anna@gmail.com"}), frozenset({"bram@gmail.com"}))
    accepted = Guest("anna@gmail.com", "ACCEPTED")
    with_guest = Occurrence("u", AT, AT, 60, "", (accepted, Guest("sam@gmail.com")))
    with_bram = Occurrence("u", AT, AT, 60, "", (accepted, Guest("bram@gmail.com")))
    assert said_of(with_guest, owner) == Asked(Doubt.FREE_MAIL, ("gmail.com",))
    assert said_of(with_bram, owner) == Silent(Silence.NO_GUEST)


def test_a_free_address_beside_a_company_leaves_the_company() -> None:
    assert said_of(meeting(JO, Guest("sam@gmail.com"))) == Suggested("acme", "acme.example")


def test_two_domains_of_one_account_are_one_account() -> None:
    def both(domain: str) -> list[str]:
        return ["acme"]

    one = meeting(JO, Guest("bo@acme-services.example"))
    assert judge(one, ANNA, both, NOW) == Suggested("acme", "acme.example")


def test_an_unknown_domain_and_one_that_may_be_two_accounts_are_asked() -> None:
    assert said_of(meeting(Guest("x@newco.example"))) == Asked(Doubt.UNKNOWN, ("newco.example",))
    doubtful = judge(meeting(JO), ANNA, lambda _: ["acme-bv", "acme-inc"], NOW)
    assert doubtful == Asked(Doubt.UNKNOWN, ("acme.example",), ("acme-bv", "acme-inc"))


def test_what_is_no_sales_is_not_asked_again() -> None:
    owner = Owner(ANNA.addresses, ANNA.own_domains, not_sales=frozenset({"acme.example"}))
    assert said_of(meeting(JO), owner) == Silent(Silence.NO_SALES)
    assert said_of(meeting(JO, Guest("max@hooli.example")), owner) == Suggested("hooli", "hooli.example")


def test_the_word_that_names_a_company() -> None:
    assert [main_word(one) for one in ("acme.example", "mail.acme.co.uk", "acme.nl", "a.b.acme.com.au")] == ["acme"] * 4
