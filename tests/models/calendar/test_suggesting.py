"""Which meetings are worth asking about, and with whom they were: one rule at a time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.calendar.occurrences import Guest, Occurrence
from models.calendar.suggesting import (
    Asked,
    Doubt,
    Owner,
    Silence,
    Suggested,
    main_word,
    outside_domains,
    own_domains,
    silence,
    with_whom,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KNOWN = ("acme", "globex", "initech", "umbrella", "hooli", "vandelay", "stark", "wayne", "soylent")
ANNA = Owner(frozenset({"anna@northwind.example"}), own_domains({"anna@northwind.example", "bram@northwind.example"}))


def accounts_of(domain: str) -> list[str]:
    return [main_word(domain)] if main_word(domain) in KNOWN else []


# --- one rule at a time ---------------------------------------------------------------------------------

AT = datetime(2026, 11, 24, 14, tzinfo=AMSTERDAM)
ANNA_HERSELF = Guest("anna@northwind.example", "ACCEPTED")
JO = Guest("jo@acme.example", "ACCEPTED")


def meeting(*guests: Guest, **said: object) -> Occurrence:
    given: dict[str, object] = {"organizer": "anna@northwind.example", "minutes": 60, "start": AT, **said}
    return Occurrence(uid="u", planned_for=AT, guests=(ANNA_HERSELF, *guests), **given)  # type: ignore[arg-type]


def said_of(one: Occurrence, owner: Owner = ANNA) -> object:
    return silence(one, owner) or with_whom(outside_domains(one, owner), accounts_of)


def test_who_has_not_said_yes_was_not_there() -> None:
    for answer in ("NEEDS-ACTION", "TENTATIVE", "DECLINED", "DELEGATED"):
        one = Occurrence("u", AT, AT, 60, "jo@acme.example", (Guest("anna@northwind.example", answer), JO))
        assert said_of(one) == Silence.NOT_THERE, answer


def test_an_organizer_who_declined_her_own_meeting_was_not_there() -> None:
    one = Occurrence("u", AT, AT, 60, "anna@northwind.example", (Guest("anna@northwind.example", "DECLINED"), JO))
    assert said_of(one) == Silence.NOT_THERE


def test_an_organizer_who_stands_not_among_the_guests_is_one() -> None:
    one = Occurrence("u", AT, AT, 60, "max@hooli.example", (ANNA_HERSELF,))
    assert said_of(one) == Suggested("hooli", "hooli.example")


def test_rooms_and_calendars_are_no_guests() -> None:
    room = Guest("zaal-3@acme.example", "ACCEPTED", kind="ROOM")
    beamer = Guest("beamer@acme.example", "ACCEPTED", kind="RESOURCE")
    of_google = Guest("c_188@resource.calendar.google.com", "ACCEPTED")
    for_information = Guest("archive@acme.example", "ACCEPTED", role="NON-PARTICIPANT")
    assert said_of(meeting(room, beamer, of_google, for_information)) == Silence.NO_GUEST


def test_a_guest_who_has_not_answered_is_one_and_who_declined_is_none() -> None:
    assert said_of(meeting(Guest("jo@acme.example"))) == Suggested("acme", "acme.example")
    assert said_of(meeting(Guest("jo@acme.example", "DECLINED"))) == Silence.NO_GUEST


def test_private_and_confidential_cancelled_and_whole_days_are_silent() -> None:
    assert said_of(meeting(JO, is_private=True)) == Silence.PRIVATE
    assert said_of(meeting(JO, is_cancelled=True)) == Silence.CANCELLED
    assert said_of(meeting(JO, is_whole_days=True)) == Silence.WHOLE_DAYS


def test_colleagues_under_another_domain_or_below_the_own_one_are_no_guests() -> None:
    owner = Owner(ANNA.addresses, ANNA.own_domains, colleagues=frozenset({"bram@freelance.example"}))
    one = meeting(Guest("bram@freelance.example", "ACCEPTED"), Guest("kim@eu.northwind.example", "ACCEPTED"))
    assert said_of(one, owner) == Silence.NO_GUEST
    assert said_of(meeting(Guest("kim@notnorthwind.example"))) == Asked(Doubt.UNKNOWN, ("notnorthwind.example",))


def test_a_team_that_mails_by_a_free_service_still_has_guests_there() -> None:
    owner = Owner(frozenset({"anna@gmail.com"}), own_domains({"anna@gmail.com"}), frozenset({"bram@gmail.com"}))
    accepted = Guest("anna@gmail.com", "ACCEPTED")
    with_guest = Occurrence("u", AT, AT, 60, "", (accepted, Guest("sam@gmail.com")))
    with_bram = Occurrence("u", AT, AT, 60, "", (accepted, Guest("bram@gmail.com")))
    assert said_of(with_guest, owner) == Asked(Doubt.FREE_MAIL, ("gmail.com",))
    assert said_of(with_bram, owner) == Silence.NO_GUEST


def test_a_free_address_beside_a_company_leaves_the_company() -> None:
    assert said_of(meeting(JO, Guest("sam@gmail.com"))) == Suggested("acme", "acme.example")


def test_two_domains_of_one_account_are_one_account() -> None:
    def both(domain: str) -> list[str]:
        return ["acme"]

    assert with_whom(("acme.example", "acme-services.example"), both) == Suggested("acme", "acme.example")


def test_an_unknown_domain_and_one_that_may_be_two_accounts_are_asked() -> None:
    assert said_of(meeting(Guest("x@newco.example"))) == Asked(Doubt.UNKNOWN, ("newco.example",))
    doubtful = with_whom(("acme.example",), lambda _: ["acme-bv", "acme-inc"])
    assert doubtful == Asked(Doubt.UNKNOWN, ("acme.example",), ("acme-bv", "acme-inc"))


def test_what_is_no_sales_is_not_asked_again() -> None:
    owner = Owner(ANNA.addresses, ANNA.own_domains, not_sales=frozenset({"acme.example"}))
    assert said_of(meeting(JO), owner) == Silence.NO_SALES
    assert said_of(meeting(JO, Guest("max@hooli.example")), owner) == Suggested("hooli", "hooli.example")


def test_the_word_that_names_a_company() -> None:
    assert [main_word(one) for one in ("acme.example", "mail.acme.co.uk", "acme.nl", "a.b.acme.com.au")] == ["acme"] * 4
