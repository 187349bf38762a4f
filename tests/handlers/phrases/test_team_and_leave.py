"""`/team` and `/leave` as people type them, in both languages."""

from datetime import date

import pytest

from handlers.phrases import (
    PersonForm,
    PersonRef,
    Reason,
    TeamPhrase,
    Unreadable,
    example_of,
    read_leave,
    read_person,
    read_team,
)
from tests.handlers.phrases.known import MONDAY


def handle(name: str) -> PersonRef:
    return PersonRef(PersonForm.NAME, name)


ANNA, BRAM, CARLA = handle("anna"), handle("bram"), handle("carla")

TEAMS: list[tuple[str, dict[str, object]]] = [
    ("add @anna role=account manager=@carla", {"action": "add", "person": ANNA, "role": "account", "manager": CARLA}),
    (
        'add @anna team="Noord West" access=manager,rep country=NL region=NB zone=Europe/Amsterdam days=mon-thu start=2026-12-01 ramp=3',
        {
            "action": "add",
            "person": ANNA,
            "team": "Noord West",
            "access": ("manager", "rep"),
            "country": "NL",
            "region": "NB",
            "zone": "Europe/Amsterdam",
            "working_days": "1111000",
            "starts_on": date(2026, 12, 1),
            "ramp_months": 3,
        },
    ),
    (
        "toevoegen @anna rol=binnendienst manager=@carla",
        {"action": "add", "person": ANNA, "role": "inside", "manager": CARLA},
    ),
    ("voeg toe @anna rol=accountmanager", {"action": "add", "person": ANNA, "role": "account"}),
    (
        'add <@U123|anna> role="account manager" land=nederland',
        {"action": "add", "person": PersonRef(PersonForm.SLACK_ID, "U123", "anna"), "role": "account", "country": "NL"},
    ),
    (
        "add anna@acme.nl name=Anna",
        {"action": "add", "person": PersonRef(PersonForm.EMAIL, "anna@acme.nl"), "name": "Anna"},
    ),
    ("toevoegen Anna de Vries rol=buitendienst", {"action": "add", "person": handle("Anna de Vries"), "role": "field"}),
    ("add @anna field sales", {"action": "add", "person": ANNA, "role": "field"}),
    ("add team North", {"action": "add", "name": "North"}),
    ("add team Noord West manager=@carla", {"action": "add", "name": "Noord West", "manager": CARLA}),
    ('add "North"', {"action": "add", "name": "North"}),
    ("change @bram role=field", {"action": "change", "person": BRAM, "role": "field"}),
    ("wijzig @bram dagen=ma-do", {"action": "change", "person": BRAM, "working_days": "1111000"}),
    ("change @bram days=mon,tue,thu", {"action": "change", "person": BRAM, "working_days": "1101000"}),
    ("change @bram days=ma t/m do", {"action": "change", "person": BRAM, "working_days": "1111000"}),
    ("change @bram days=ma en vr", {"action": "change", "person": BRAM, "working_days": "1000100"}),
    ("change @bram days=sat-mon", {"action": "change", "person": BRAM, "working_days": "1000011"}),
    ("change @bram days=1110000", {"action": "change", "person": BRAM, "working_days": "1110000"}),
    ("change @bram access=leader, admin", {"action": "change", "person": BRAM, "access": ("leader", "admin")}),
    ("wijzig @bram toegang=beheerder", {"action": "change", "person": BRAM, "access": ("admin",)}),
    ("change @bram manager=Carla", {"action": "change", "person": BRAM, "manager": handle("Carla")}),
    ("change @bram end=31 dec", {"action": "change", "person": BRAM, "ends_on": date(2026, 12, 31)}),
    ("change @bram ramp=6 months", {"action": "change", "person": BRAM, "ramp_months": 6}),
    ("leave @anna 31 dec", {"action": "leave", "person": ANNA, "ends_on": date(2026, 12, 31)}),
    ("leave @anna", {"action": "leave", "person": ANNA}),
    ("vertrek @anna per 31 december", {"action": "leave", "person": ANNA, "ends_on": date(2026, 12, 31)}),
    ("vertrek @anna eind=2026-12-31", {"action": "leave", "person": ANNA, "ends_on": date(2026, 12, 31)}),
    ("list", {"action": "list"}),
    ("lijst", {"action": "list"}),
    ("list team North", {"action": "list", "team": "North"}),
]

UNSAID = {name: getattr(TeamPhrase("list"), name) for name in TeamPhrase.__slots__}


@pytest.mark.parametrize(("text", "meaning"), TEAMS, ids=[text for text, _ in TEAMS])
def test_a_line_about_the_team_is_read_as_meant(text: str, meaning: dict[str, object]) -> None:
    phrase = read_team(text, MONDAY)
    assert {name: getattr(phrase, name) for name in UNSAID} == {**UNSAID, **meaning}


WRONG_TEAMS: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("foo @anna", Reason.UNKNOWN_ACTION, "foo"),
    ("add", Reason.PERSON_MISSING, ""),
    ("change role=sdr", Reason.PERSON_MISSING, ""),
    ("add @anna @bram", Reason.SAID_TWICE, "@bram"),
    ("add @anna role=foo", Reason.UNKNOWN_ROLE, "foo"),
    ("add @anna access=god", Reason.UNKNOWN_ACCESS, "god"),
    ("add @anna colour=blue", Reason.UNKNOWN_KEY, "colour"),
    ("add @anna role=", Reason.VALUE_MISSING, "role"),
    ("add @anna zone=Europe/Nowhere", Reason.UNKNOWN_ZONE, "Europe/Nowhere"),
    ("add @anna zone=../../etc/passwd", Reason.UNKNOWN_ZONE, "../../etc/passwd"),
    ("add @anna country=Narnia", Reason.UNKNOWN_COUNTRY, "Narnia"),
    ("add @anna days=mon-xyz", Reason.UNKNOWN_WEEKDAY, "mon-xyz"),
    ("add @anna ramp=99", Reason.RAMP_OUT_OF_RANGE, "99"),
    ("add @anna start=soon", Reason.NOT_A_DATE, "soon"),
    ("add @anna manager=5", Reason.NOT_A_PERSON, "5"),
    ("add @anna start=2026-12-01 end=2026-11-01", Reason.DATES_REVERSED, "2026-12-01..2026-11-01"),
]


@pytest.mark.parametrize(("text", "reason", "rest"), WRONG_TEAMS, ids=[row[0] for row in WRONG_TEAMS])
def test_a_line_about_the_team_that_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_team(text, MONDAY)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


# text, first day, last day, part of the day
LEAVES: list[tuple[str, str, str, str]] = [
    ("2026-12-24..2027-01-02", "2026-12-24", "2027-01-02", "full"),
    ("2026-12-24 .. 2027-01-02", "2026-12-24", "2027-01-02", "full"),
    ("24 dec - 2 jan", "2026-12-24", "2027-01-02", "full"),
    ("24 dec – 2 jan", "2026-12-24", "2027-01-02", "full"),
    ("24 dec t/m 2 jan", "2026-12-24", "2027-01-02", "full"),
    ("van 24 dec tot en met 2 jan", "2026-12-24", "2027-01-02", "full"),
    ("from 24 dec until 2 jan", "2026-12-24", "2027-01-02", "full"),
    ("vakantie 24 december 2026 tot 2 januari 2027", "2026-12-24", "2027-01-02", "full"),
    ("24-28 dec", "2026-12-24", "2026-12-28", "full"),
    ("1-5 dec", "2026-12-01", "2026-12-05", "full"),
    ("24 t/m 28 dec", "2026-12-24", "2026-12-28", "full"),
    ("tomorrow", "2026-11-24", "2026-11-24", "full"),
    ("morgen", "2026-11-24", "2026-11-24", "full"),
    ("friday", "2026-11-27", "2026-11-27", "full"),
    ("vrijdag", "2026-11-27", "2026-11-27", "full"),
    ("vr", "2026-11-27", "2026-11-27", "full"),
    ("sick today", "2026-11-23", "2026-11-23", "full"),
    ("ziek vandaag", "2026-11-23", "2026-11-23", "full"),
    ("half day friday", "2026-11-27", "2026-11-27", "afternoon"),
    ("halve dag vrijdag", "2026-11-27", "2026-11-27", "afternoon"),
    ("halve dag vrijdag ochtend", "2026-11-27", "2026-11-27", "morning"),
    ("friday morning", "2026-11-27", "2026-11-27", "morning"),
    ("friday afternoon", "2026-11-27", "2026-11-27", "afternoon"),
    ("vrijdagmiddag", "2026-11-27", "2026-11-27", "afternoon"),
    ("vrijdag middag", "2026-11-27", "2026-11-27", "afternoon"),
    ("vrijdag morgen", "2026-11-27", "2026-11-27", "morning"),
    ("this afternoon", "2026-11-23", "2026-11-23", "afternoon"),
    ("vanmiddag", "2026-11-23", "2026-11-23", "afternoon"),
    ("next week", "2026-11-30", "2026-12-06", "full"),
    ("volgende week", "2026-11-30", "2026-12-06", "full"),
    ("2 dec", "2026-12-02", "2026-12-02", "full"),
    ("20 nov", "2026-11-20", "2026-11-20", "full"),
]


@pytest.mark.parametrize(("text", "first", "last", "part"), LEAVES, ids=[row[0] for row in LEAVES])
def test_leave_is_read(text: str, first: str, last: str, part: str) -> None:
    leave = read_leave(text, MONDAY)
    assert (leave.action, leave.person) == ("add", None)
    assert (str(leave.first_day), str(leave.last_day), leave.part) == (first, last, part)


def test_leave_can_be_for_somebody_else_listed_and_cancelled() -> None:
    assert read_leave("@anna 2026-12-24", MONDAY).person == ANNA
    assert [read_leave(text, MONDAY).action for text in ("list", "lijst", "annuleer 24 dec")] == [
        "list",
        "list",
        "cancel",
    ]


WRONG_LEAVES: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("foo", Reason.NOT_A_DATE, "foo"),
    ("2026", Reason.NOT_A_DATE, "2026"),
    ("2027-01-02..2026-12-24", Reason.DATES_REVERSED, "2027-01-02..2026-12-24"),
    ("2026-01-01..2028-01-01", Reason.NOT_A_PERIOD, "2026-01-01..2028-01-01"),
    ("31 feb", Reason.DATE_IMPOSSIBLE, "31 feb"),
    ("03/04/2027", Reason.DATE_AMBIGUOUS, "03/04/2027"),
    ("cancel", Reason.NOT_A_DATE, ""),
]


@pytest.mark.parametrize(("text", "reason", "rest"), WRONG_LEAVES, ids=[row[0] for row in WRONG_LEAVES])
def test_leave_that_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_leave(text, MONDAY)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


PEOPLE: list[tuple[str, PersonRef]] = [
    ("<@U123|anna>", PersonRef(PersonForm.SLACK_ID, "U123", "anna")),
    ("<@U123>", PersonRef(PersonForm.SLACK_ID, "U123")),
    ("<@W123ABC>", PersonRef(PersonForm.SLACK_ID, "W123ABC")),
    ("@anna", ANNA),
    ("@anna.de-vries", handle("anna.de-vries")),
    ("anna@acme.nl", PersonRef(PersonForm.EMAIL, "anna@acme.nl")),
    ("Anna@Acme.NL", PersonRef(PersonForm.EMAIL, "anna@acme.nl")),
    ("<mailto:anna@acme.nl|anna@acme.nl>", PersonRef(PersonForm.EMAIL, "anna@acme.nl")),
    ("me", PersonRef(PersonForm.ME)),
    ("ik", PersonRef(PersonForm.ME)),
    ("mij", PersonRef(PersonForm.ME)),
    ("Anna", handle("Anna")),
    ("Anna de Vries", handle("Anna de Vries")),
]


@pytest.mark.parametrize(("text", "person"), PEOPLE, ids=[text for text, _ in PEOPLE])
def test_a_person_is_read(text: str, person: PersonRef) -> None:
    assert read_person(text) == person


@pytest.mark.parametrize("text", ["", "5", "<!channel>", "<#C123|sales>", "@", "@anna @bram", "a@b"])
def test_what_is_no_person_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_person(text)
    assert caught.value.reason is Reason.NOT_A_PERSON


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_examples_that_are_shown_can_be_typed(language: str) -> None:
    assert read_team(example_of("team", language), MONDAY, language=language).person == ANNA
    assert str(read_leave(example_of("leave", language), MONDAY, language=language).last_day) == "2027-01-02"
