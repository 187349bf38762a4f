"""What a reading leaves behind and what is asked of it, as the program does it: Anna's file, evening by evening."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from models.accounts.actions import open_account
from models.accounts.records import Account
from models.activity.records import Activity
from models.calendar.asking import Open, meetings_to_ask, not_logged_in, still_open
from models.calendar.keys import series_key
from models.calendar.links import Address, add_link
from models.calendar.noting import forget_old_meetings, note_reading
from models.calendar.occurrences import CutOff, Guest, Occurrence, Reading
from models.calendar.reading import read_calendar
from models.calendar.records import CalendarLink, LinkKind, Suggestion
from models.calendar.suggesting import Asked, Doubt, Suggested
from models.period import Period
from tests.conftest import NOW, SECRETS, Cast

pytestmark = pytest.mark.once
HERE = Path(__file__).parent
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KNOWN = ("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Vandelay", "Stark", "Wayne", "Soylent")
THURSDAY = datetime(2026, 11, 12, 14, tzinfo=AMSTERDAM)
WEEK = Period(datetime(2026, 11, 9).date(), datetime(2026, 11, 16).date())


@pytest.fixture
def link(session: Session, cast: Cast) -> CalendarLink:
    cast.anna.email, cast.bram.email = "anna@northwind.example", "bram@northwind.example"
    for name in KNOWN:
        open_account(session, "T1", name, opened_on=None, owner_id=None, now=NOW)
    return add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address("https://a.example/x.ics"), NOW)


def evening(day: str) -> datetime:
    return datetime.combine(datetime.fromisoformat(day).date(), time(20), AMSTERDAM)


def asked_on(session: Session, cast: Cast, link: CalendarLink, now: datetime) -> list[Open]:
    """Anna's file is read, and what there is to ask is asked."""
    text = (HERE / "calendar-anna.ics").read_text()
    note_reading(session, cast.anna, link, read_calendar(text, AMSTERDAM, now), now)
    found = meetings_to_ask(session, cast.anna, AMSTERDAM, now)
    for one in found:
        one.row.state = "asked"
    return found


def test_annas_calendar_gives_eight_suggestions_and_two_questions(
    session: Session, cast: Cast, link: CalendarLink
) -> None:
    expected = json.loads((HERE / "calendar-anna.expected.json").read_text())["occurrences"]
    of_series = {series_key(one["uid"]): one["uid"] for one in expected}
    suggested: dict[tuple[str, str], str] = {}
    asked: dict[str, tuple[Doubt, tuple[str, ...]]] = {}
    for day in sorted({one["start"][:10] for one in expected}):
        for one in asked_on(session, cast, link, evening(day)):
            start = one.row.starts_at.astimezone(AMSTERDAM)
            assert start.date().isoformat() == day
            uid = of_series[one.row.series]
            if isinstance(one.whom, Asked):
                asked[uid] = (one.whom.why, one.whom.domains)
            else:
                suggested[uid, start.isoformat()] = session.get_one(Account, ("T1", one.whom.account_id)).name
    assert suggested == {
        ("01-plain@t", "2026-11-27T14:00:00+01:00"): "Acme",
        ("03-weekly-over-clock-change@t", "2026-10-22T16:00:00+02:00"): "Globex",
        ("03-weekly-over-clock-change@t", "2026-10-29T16:00:00+01:00"): "Globex",
        ("03-weekly-over-clock-change@t", "2026-11-05T16:00:00+01:00"): "Globex",
        ("03-weekly-over-clock-change@t", "2026-11-20T09:30:00+01:00"): "Globex",
        ("08-windows-zone@t", "2026-11-23T09:00:00+01:00"): "Hooli",
        ("09-floating@t", "2026-11-23T11:00:00+01:00"): "Vandelay",
        ("15-no-end@t", "2026-11-26T11:00:00+01:00"): "Wayne",
        # The thirteenth lies in the future for all days but its own.
        ("13-future@t", "2026-12-03T14:00:00+01:00"): "Acme",
    }
    assert asked == {
        "11-freemail@t": (Doubt.FREE_MAIL, ("gmail.com",)),
        "12-two-accounts@t": (Doubt.SEVERAL, ("acme.example", "partner.example")),
    }


# --- one meeting, read again and again --------------------------------------------------------------------------


def meeting(uid: str = "u", start: datetime = THURSDAY, guest: str = "jo@acme.example", **said: object) -> Occurrence:
    guests = (Guest("anna@northwind.example", "ACCEPTED"), Guest(guest, "ACCEPTED"))
    given: dict[str, object] = {"planned_for": start, "start": start, "minutes": 60, "guests": guests, **said}
    return Occurrence(uid=uid, organizer="anna@northwind.example", **given)  # type: ignore[arg-type]


class Rep:
    """Anna, whose calendar is read when we say so."""

    def __init__(self, session: Session, cast: Cast, link: CalendarLink) -> None:
        self.session, self.anna, self.link = session, cast.anna, link

    def read(self, now: datetime, *found: Occurrence, cut_off: frozenset[CutOff] = frozenset()) -> None:
        note_reading(self.session, self.anna, self.link, Reading(found, cut_off=cut_off), now)

    def states(self) -> list[str]:
        return sorted(row.state for row in self.session.exec(select(Suggestion)))

    def asked(self, now: datetime) -> list[datetime]:
        found = meetings_to_ask(self.session, self.anna, AMSTERDAM, now)
        for one in found:
            one.row.state = "asked"
        return [one.row.starts_at for one in found]

    def not_logged(self, now: datetime) -> int:
        return not_logged_in(self.session, self.anna, WEEK, AMSTERDAM, now)


@pytest.fixture
def rep(session: Session, cast: Cast, link: CalendarLink) -> Rep:
    return Rep(session, cast, link)


def test_what_nobody_answered_is_counted_on_monday_also_when_the_calendar_is_read_again(rep: Rep) -> None:
    both = meeting(), meeting("v", THURSDAY + timedelta(hours=2), "jo@globex.example")
    rep.read(THURSDAY, *both)
    assert len(rep.asked(THURSDAY + timedelta(hours=4))) == 2
    monday = THURSDAY + timedelta(days=3, hours=18)  # 08:00, more than three days after both
    rep.read(monday, *both)
    assert rep.not_logged(monday) == 2
    forget_old_meetings(rep.session, "T1", monday + timedelta(days=1))
    assert rep.states() == ["expired", "expired"]
    rep.read(monday + timedelta(days=1), *both)
    assert rep.not_logged(monday + timedelta(days=1)) == 2


def test_what_was_logged_by_hand_or_cancelled_afterwards_is_not_counted(rep: Rep) -> None:
    both = meeting(), meeting("v", THURSDAY + timedelta(hours=2), "jo@globex.example")
    rep.read(THURSDAY, *both)
    rep.asked(THURSDAY + timedelta(hours=4))
    acme = rep.session.exec(select(Account).where(Account.name == "Acme", Account.workspace_id == "T1")).one()
    typed = {"kind": "meeting", "happened_on": THURSDAY.date(), "account_id": acme.id, "created_at": NOW}
    rep.session.add(Activity(workspace_id="T1", person_id=rep.anna.id, **typed))
    monday = THURSDAY + timedelta(days=4)
    assert rep.not_logged(monday) == 1
    assert rep.states() == ["already_logged", "asked"]
    # Cut off, only what is said to be cancelled goes; else also what the calendar no longer holds.
    rep.read(monday, both[0], cut_off=frozenset({CutOff.RULE}))
    assert rep.not_logged(monday) == 1
    rep.read(monday, both[0])
    assert (rep.not_logged(monday), rep.states()) == (0, ["already_logged"])


def test_it_is_asked_from_its_end_to_three_days_later(rep: Rep) -> None:
    rep.read(THURSDAY, meeting())  # 14:00 to 15:00
    assert rep.asked(THURSDAY + timedelta(minutes=59)) == []
    assert rep.asked(THURSDAY + timedelta(days=3, minutes=61)) == []
    assert rep.asked(THURSDAY + timedelta(minutes=60)) == [THURSDAY]
    rep.read(THURSDAY + timedelta(days=3, minutes=61), meeting(), meeting("late"))
    assert rep.states() == ["asked"]


def test_a_meeting_without_a_length_is_over_when_it_begins(rep: Rep) -> None:
    rep.read(THURSDAY, meeting(minutes=None))
    assert rep.asked(THURSDAY) == [THURSDAY]


def test_what_was_moved_after_it_was_asked_about_is_asked_about_once_it_is_over(rep: Rep) -> None:
    rep.read(THURSDAY, meeting())
    assert rep.asked(THURSDAY + timedelta(hours=2)) == [THURSDAY]
    later = THURSDAY + timedelta(days=1)
    rep.read(THURSDAY + timedelta(hours=3), meeting(start=later))
    [row] = rep.session.exec(select(Suggestion))
    assert still_open(rep.session, rep.anna, [row], AMSTERDAM, THURSDAY + timedelta(hours=4)) == []
    assert rep.asked(later) == []
    assert rep.asked(later + timedelta(hours=1)) == [later]


def test_a_call_that_was_logged_is_the_meeting(rep: Rep) -> None:
    rep.read(THURSDAY, meeting())
    acme = rep.session.exec(select(Account).where(Account.name == "Acme", Account.workspace_id == "T1")).one()
    typed = {"kind": "call", "happened_on": THURSDAY.date(), "account_id": acme.id, "created_at": NOW}
    rep.session.add(Activity(workspace_id="T1", person_id=rep.anna.id, **typed))
    assert rep.asked(THURSDAY + timedelta(hours=2)) == []


def test_the_domain_of_a_guest_of_slack_and_of_who_has_left_is_no_domain_of_ours(rep: Rep, cast: Cast) -> None:
    cast.bram.email, cast.bram.standing = "bram@acme.example", "guest"
    cast.carla.email, cast.carla.ends_on = "carla@globex.example", THURSDAY.date() - timedelta(days=1)
    rep.read(
        THURSDAY,
        meeting("a"),
        meeting("b", guest="jo@globex.example"),
        meeting("c", guest="kim@northwind.example"),
        meeting("d", guest="bram@acme.example"),
    )
    rows = rep.session.exec(select(Suggestion)).all()
    assert sorted(row.domains for row in rows) == [["acme.example"], ["globex.example"]]


def test_somebody_of_another_workspace_is_a_guest(rep: Rep, cast: Cast) -> None:
    cast.bram.email, cast.bram.standing = "bram@acme.example", "stranger"
    rep.read(THURSDAY, meeting(guest="bram@acme.example"))
    [found] = meetings_to_ask(rep.session, rep.anna, AMSTERDAM, THURSDAY + timedelta(hours=2))
    assert isinstance(found.whom, Suggested)
