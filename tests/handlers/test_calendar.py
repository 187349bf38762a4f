"""A rep links their own calendar, is asked what to log of it, and nobody else ever sees any of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from handlers import calendar
from handlers.calendar import buttons, command, forms
from handlers.door.answers import AskOutside, FormErrors, OpenModal, Replace, UpdateModal, Whisper
from handlers.door.request import Form, Press, Request
from models.accounts.actions import open_account
from models.accounts.records import Account
from models.activity.records import Activity, CreditShare, Source
from models.calendar.answering import log_meetings
from models.calendar.asking import meetings_to_ask
from models.calendar.links import Address, add_link, address_of, link_of, release
from models.calendar.records import CalendarDomain, CalendarLink, LinkKind, Suggestion
from models.delivery.records import Delivery
from models.privacy.erasure import erase
from models.references.records import Link
from models.refusal import Refusal
from models.team.records import Leave, Person
from models.workspace.secrets import SecretError
from tests.conftest import NOW, SECRETS, Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 11, 12, 9, tzinfo=AMSTERDAM)
"""It is 11:00 on that Thursday: a meeting of an hour is over."""
URL = "https://calendar.google.com/calendar/ical/anna/private-5ecr3t/basic.ics"


@pytest.fixture
def acme(session: Session, cast: Cast) -> Account:
    return open_account(session, "T1", "Acme", opened_on=None, owner_id=cast.anna.id, now=NOW)


def met(session: Session, person: Person, *domains: str, key: str = "k1", **said: Any) -> Suggestion:
    given = {"series": key, "starts_at": AT, "minutes": 45, "created_at": NOW, **said}
    row = Suggestion(workspace_id=person.workspace_id, person_id=person.id, key=key, domains=list(domains), **given)
    session.add(row)
    session.flush()
    return row


def press(value: str, action: str = "calendar.log") -> Press:
    return Press(action, value)


def entries(session: Session) -> list[Activity]:
    return list(session.exec(select(Activity).where(Activity.undone_at == None)))  # noqa: E711


def text_of(answers: Any) -> str:
    first = answers[0] if isinstance(answers, list) else answers
    return str(first.message.text)


# --- one tap -------------------------------------------------------------------------------------------------


def test_one_tap_logs_both_as_the_log_would(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    globex = open_account(session, "T1", "Globex", opened_on=None, owner_id=None, now=NOW)
    one = met(session, cast.anna, "acme.example")
    two = met(session, cast.anna, "globex.example", key="k2", starts_at=AT + timedelta(minutes=45), minutes=30)
    answer = buttons.log_them(request_of(cast.anna), press(f"{one.id},{two.id}"))
    assert isinstance(answer, Replace)
    first, second = entries(session)
    assert (first.account_id, first.minutes, first.kind, first.source) == (acme.id, 45, "meeting", Source.SLACK)
    assert (first.happened_at, first.happened_on, first.is_first) == (AT, AT.date(), True)
    assert (second.account_id, second.minutes, second.batch_id) == (globex.id, 30, first.batch_id)
    assert (one.state, one.activity_id) == ("logged", first.id)
    links = session.exec(select(Link).order_by(Link.external_id)).all()
    assert [(one.origin, one.kind, one.external_id, one.fact_id) for one in links] == [
        ("calendar", "event", "k1", first.id),
        ("calendar", "event", "k2", second.id),
    ]


def test_what_still_waits_stays_below_the_answer(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one, two = met(session, cast.anna, "acme.example"), met(session, cast.anna, "gmail.com", key="k2")
    answer = buttons.log_them(request_of(cast.anna), press(one.id))
    assert isinstance(answer, Replace)
    assert "First meeting with Acme" in answer.message.text
    assert f"calendar.which_one:{two.id}" in str(answer.message.blocks)
    lines = [block["block_id"] for block in answer.message.blocks if block["type"] == "divider"]
    assert len(set(lines)) == 2
    assert all(line.startswith("together.") for line in lines)


def test_a_second_press_is_told_so(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "acme.example")
    buttons.log_them(request_of(cast.anna), press(one.id))
    with pytest.raises(Refusal, match="answered_before"):
        buttons.log_them(request_of(cast.anna), press(one.id))
    assert len(entries(session)) == 1


def test_nobody_else_can_press_it(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "acme.example")
    for person in (cast.bram, cast.carla, cast.dirk):
        request = request_of(person)
        for pressed in (buttons.log_them, buttons.choose, buttons.not_sales, buttons.sales):
            with pytest.raises(Refusal, match="not_there"):
                pressed(request, press(one.id))
        with pytest.raises(Refusal, match="not_there"):
            buttons.which(request, Press(f"calendar.which_one:{one.id}", f"account:{acme.id}"))
        with pytest.raises(Refusal, match="not_there"):
            forms.save_choices(request, Form({f"account:{one.id}": f"account:{acme.id}"}, one.id))
        with pytest.raises(Refusal, match="not_there"):
            buttons.away(request, press(one.id))
    foreign = Suggestion(
        workspace_id="T2",
        person_id=cast.rival.id,
        key="k",
        series="k",
        starts_at=AT,
        domains=["acme.example"],
        created_at=NOW,
    )
    session.add(foreign)
    session.flush()
    with pytest.raises(Refusal, match="not_there"):
        buttons.log_them(request_of(cast.anna), press(foreign.id))
    assert entries(session) == []


def test_an_account_of_another_workspace_is_none(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    theirs = open_account(session, "T2", "Acme", opened_on=None, owner_id=None, now=NOW)
    one = met(session, cast.anna, "acme.example")
    with pytest.raises(Refusal):
        buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", f"account:{theirs.id}"))
    assert [entry.account_id for entry in entries(session)] == []


# --- what is logged already -------------------------------------------------------------------------------------


def log(session: Session, person: Person, account: Account, **said: Any) -> Activity:
    given = {"kind": "meeting", "happened_on": AT.date(), "created_at": NOW, **said}
    row = Activity(workspace_id="T1", person_id=person.id, account_id=account.id, **given)
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ({}, False),
        ({"kind": "visit"}, False),
        ({"kind": "demo"}, False),
        ({"kind": "no_show"}, False),
        ({"kind": "email"}, True),
        ({"happened_on": AT.date() - timedelta(days=1)}, True),
        ({"source": "crm", "happened_at": AT + timedelta(minutes=10)}, False),
        ({"source": "crm", "happened_at": AT + timedelta(hours=4)}, True),
    ],
)
def test_what_is_logged_already_is_not_asked(
    session: Session, cast: Cast, acme: Account, said: dict[str, Any], is_asked: bool
) -> None:
    log(session, cast.anna, acme, **said)
    one = met(session, cast.anna, "acme.example")
    assert bool(meetings_to_ask(session, cast.anna, AMSTERDAM, NOW)) is is_asked
    assert one.state == ("waiting" if is_asked else "already_logged")


def test_of_two_meetings_with_one_account_one_entry_is_one(session: Session, cast: Cast, acme: Account) -> None:
    log(session, cast.anna, acme)
    early = met(session, cast.anna, "acme.example", starts_at=AT - timedelta(hours=1), key="k0")
    late = met(session, cast.anna, "acme.example")
    asked = meetings_to_ask(session, cast.anna, AMSTERDAM, NOW)
    assert [one.row.id for one in asked] == [late.id]
    assert early.state == "already_logged"


def test_the_second_meeting_of_a_day_is_logged_without_a_question(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    log(session, cast.anna, acme, happened_at=AT - timedelta(hours=3))
    one = met(session, cast.anna, "acme.example")
    buttons.log_them(request_of(cast.anna), press(one.id))
    assert len(entries(session)) == 2


@pytest.mark.parametrize("is_by_name", [False, True])
def test_what_is_said_to_be_a_meeting_that_is_logged_is_not_logged_again(
    is_by_name: bool, session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    typed = log(session, cast.anna, acme)
    one = met(session, cast.anna, "gmail.com")
    if is_by_name:
        said = forms.save_choices(request_of(cast.anna), Form({f"name:{one.id}": "ACME"}, one.id))
    else:
        said = buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", f"account:{acme.id}"))
    assert "in your log already" in text_of(said)
    assert (entries(session), one.state, one.activity_id) == ([typed], "already_logged", typed.id)


def test_what_is_not_over_yet_cannot_be_logged(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "acme.example", starts_at=AT + timedelta(hours=2))  # 11:00, and it is 11:00
    for pressed in (buttons.log_them, buttons.choose):
        with pytest.raises(Refusal, match="not_over"):
            pressed(request_of(cast.anna), press(one.id))


def test_what_was_undone_is_logged_anew_as_the_same_meeting(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "acme.example")
    buttons.log_them(request_of(cast.anna), press(one.id))
    [first] = entries(session)
    first.undone_at, one.state = NOW, "asked"
    buttons.log_them(request_of(cast.anna), press(one.id))
    [second] = entries(session)
    assert [(link.external_id, link.fact_id) for link in session.exec(select(Link))] == [("k1", second.id)]


def test_a_meeting_in_two_calendars_is_its_organizers_and_the_credit_is_shared(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    annas = met(session, cast.anna, "acme.example", is_organizer=True, with_ids=[cast.bram.id])
    brams = met(session, cast.bram, "acme.example", with_ids=[cast.anna.id])
    assert meetings_to_ask(session, cast.bram, AMSTERDAM, NOW) == []
    assert brams.state == "of_colleague"
    [asked] = meetings_to_ask(session, cast.anna, AMSTERDAM, NOW)
    assert asked.row.id == annas.id
    buttons.log_them(request_of(cast.anna), press(annas.id))
    shares = {one.person_id: one.percent for one in session.exec(select(CreditShare))}
    assert shares == {cast.anna.id: 50, cast.bram.id: 50}


# --- with whom it was -------------------------------------------------------------------------------------------


def test_an_answer_teaches_the_domain_for_everybody(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "mail.acme-holding.example")
    answer = buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", f"account:{acme.id}"))
    assert "Acme" in text_of(answer)
    met(session, cast.bram, "acme-holding.example", key="k9", starts_at=AT - timedelta(days=1))
    [asked] = meetings_to_ask(session, cast.bram, AMSTERDAM, NOW)
    assert asked.whom.account_id == acme.id  # type: ignore[union-attr]


def test_a_free_service_is_never_learned(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "gmail.com")
    buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", f"account:{acme.id}"))
    assert session.exec(select(CalendarDomain)).all() == []


def test_a_new_account_is_opened_for_a_domain_that_is_one_of_the_meeting(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "newco.example", "partner.example")
    with pytest.raises(Refusal, match="not_there"):
        buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", "new:evil.example"))
    buttons.which(request_of(cast.anna), Press(f"calendar.which_one:{one.id}", "new:newco.example"))
    [entry] = entries(session)
    assert session.get_one(Account, ("T1", entry.account_id)).name == "Newco"


def test_not_sales_teaches_the_domain_for_this_person_and_is_undone(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "dentist.example")
    other = met(session, cast.anna, "dentist.example", key="k2")
    answer = buttons.not_sales(request_of(cast.anna), press(one.id))
    assert "dentist.example" in text_of(answer)
    assert (one.state, other.state) == ("not_sales", "not_sales")
    rows = session.exec(select(CalendarDomain)).all()
    assert [(row.person_id, row.domain, row.account_id) for row in rows] == [(cast.anna.id, "dentist.example", None)]
    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)
    link.full_at, one.asked_in = NOW, "d1"
    undone = buttons.sales(request_of(cast.anna), press(one.id))
    assert session.exec(select(CalendarDomain)).all() == []
    # Both are back: what was asked is shown again at once, what was not is asked, and the calendar is read anew.
    assert (one.state, other.state, link.full_at) == ("asked", "waiting", None)
    assert f"calendar.which_one:{one.id}" in str(undone.message.blocks)  # type: ignore[union-attr]


def test_undo_leaves_what_was_said_of_others(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one, two = met(session, cast.anna, "gmail.com"), met(session, cast.anna, "gmail.com", key="k2")
    other = met(session, cast.anna, "dentist.example", key="k3")
    for row in (one, two, other):
        buttons.not_sales(request_of(cast.anna), press(row.id))
    buttons.sales(request_of(cast.anna), press(one.id))
    assert (one.state, two.state, other.state) == ("waiting", "not_sales", "not_sales")


def test_the_form_takes_accounts_names_and_kinds(
    session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    one, two, three = (met(session, cast.anna, f"{name}.example", key=name) for name in ("acme", "gmx", "dentist"))
    ids = ",".join(row.id for row in (one, two, three))
    assert isinstance(buttons.choose(request_of(cast.anna), press(ids)), OpenModal)
    filled = {
        f"account:{one.id}": f"account:{acme.id}",
        f"kind:{one.id}": "visit",
        f"name:{two.id}": "Soylent",
        f"account:{three.id}": "no_sales",
    }
    said = forms.save_choices(request_of(cast.anna), Form(filled, ids))
    assert isinstance(said, list)
    kinds = {session.get_one(Account, ("T1", row.account_id)).name: row.kind for row in entries(session)}
    assert kinds == {"Acme": "visit", "Soylent": "meeting"}
    assert three.state == "not_sales"


def test_nothing_chosen_of_one_meeting_is_asked_again(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    one = met(session, cast.anna, "gmail.com")
    assert isinstance(forms.save_choices(request_of(cast.anna), Form({}, one.id)), FormErrors)


# --- the link ---------------------------------------------------------------------------------------------------


def test_a_link_is_sealed_tried_and_never_shown(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    answer = command.command(request_of(cast.anna), f"<{URL}>")
    assert isinstance(answer, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    assert (link.kind, address_of(SECRETS, link).url) == ("ics", URL)
    row = {name: str(getattr(link, name)) for name in CalendarLink.model_fields}
    assert "5ecr3t" not in " ".join([*row.values(), repr(address_of(SECRETS, link)), repr(answer)])
    link.ok_at, link.events = NOW, 3
    tried = command.tried(request_of(cast.anna), answer.about)
    assert isinstance(tried, Whisper)
    assert "There are no guests in this calendar" in str(tried.message.blocks)


def test_a_wrong_link_leaves_the_one_before(session: Session, cast: Cast, request_of: Callable[..., Request]) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW).ok_at = NOW
    answer = forms.save_link(request_of(cast.anna), Form({"url": "https://elsewhere.example/x.ics"}))
    assert isinstance(answer, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    link.error = "gone"
    tried = command.tried_in_modal(request_of(cast.anna), answer.about)
    assert isinstance(tried, UpdateModal)
    assert "This link was not stored" in str(tried.view.json)
    link = link_of(session, cast.anna)
    assert link is not None
    assert address_of(SECRETS, link).url == URL
    assert (link.error, link.sealed_before, link.read_at) == ("", None, None)  # it is the round's turn at once


def test_of_two_wrong_links_neither_takes_the_place_of_the_first(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)  # linked, and not read yet
    tries = [command.command(request_of(cast.anna), f"https://{name}.example/x.ics") for name in ("wrong", "wronger")]
    last = tries[-1]
    assert isinstance(last, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    link.error = "gone"
    command.tried(request_of(cast.anna), last.about)
    link = link_of(session, cast.anna)
    assert link is not None
    assert address_of(SECRETS, link).url == URL


@pytest.mark.parametrize("then", [command.tried, command.tried_in_modal])
def test_what_came_of_an_older_link_leaves_a_newer_one_alone(
    then: Callable[..., object], session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW).ok_at = NOW
    wrong = command.command(request_of(cast.anna), "https://wrong.example/x.ics")
    right = command.command(request_of(cast.anna), "https://right.example/x.ics")  # in the same second
    assert isinstance(wrong, AskOutside)
    assert isinstance(right, AskOutside)
    with pytest.raises(Refusal, match=r"calendar\.other_link_since"):  # the newer one is still being read
        then(request_of(cast.anna), wrong.about)
    link = link_of(session, cast.anna)
    assert link is not None
    assert address_of(SECRETS, link).url == "https://right.example/x.ics"
    release(link, NOW)
    assert "not stored" not in text_of(command.tried(request_of(cast.anna), right.about))


def test_a_link_that_was_read_replaces_the_one_before(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW).ok_at = NOW
    answer = forms.save_link(request_of(cast.anna), Form({"url": "https://elsewhere.example/x.ics"}))
    assert isinstance(answer, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    release(link, NOW)
    command.tried(request_of(cast.anna), answer.about)
    assert address_of(SECRETS, link).url == "https://elsewhere.example/x.ics"


def test_a_link_whose_key_was_lost_gives_way_to_another(session: Session, cast: Cast) -> None:
    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)
    link.ok_at, link.sealed_link = NOW, "x" + link.sealed_link[1:][::-1]
    with pytest.raises(SecretError):
        address_of(SECRETS, link)
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address("https://b.example/x.ics"), NOW)
    assert (address_of(SECRETS, link).url, link.sealed_before) == ("https://b.example/x.ics", None)


@pytest.mark.parametrize(
    ("error", "said"), [("", "longer than 20 seconds"), ("crashed", "on our side"), ("server", "trouble")]
)
def test_a_link_that_was_not_read_is_not_kept_and_not_tried_again(
    error: str, said: str, session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    answer = command.command(request_of(cast.anna), URL)
    assert isinstance(answer, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    link.error = error
    text = text_of(command.tried(request_of(cast.anna), answer.about))
    assert said in text
    assert text.endswith("This link was not stored. A calendar that you had linked before stays linked.")
    assert "again" not in text
    assert link_of(session, cast.anna) is None


def test_a_first_link_that_leads_nowhere_is_not_kept(
    session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    answer = command.command(request_of(cast.anna), URL)
    assert isinstance(answer, AskOutside)
    link = link_of(session, cast.anna)
    assert link is not None
    link.error = "not_a_calendar"
    tried = command.tried(request_of(cast.anna), answer.about)
    assert "This link was not stored" in text_of(tried)
    assert link_of(session, cast.anna) is None
    with pytest.raises(Refusal, match=r"calendar\.link_gone"):  # not that a meeting is gone
        command.tried(request_of(cast.anna), answer.about)


@pytest.mark.parametrize(
    "typed", ["my calendar please", "https://", "ftp://a.example/x.ics", "https://u:p@a.example/x"]
)
def test_what_is_no_link_is_refused_without_repeating_it(
    typed: str, cast: Cast, request_of: Callable[..., Request]
) -> None:
    with pytest.raises(Refusal) as refused:
        command.command(request_of(cast.anna), typed)
    assert typed not in str(refused.value)
    assert typed not in repr(refused.value.__dict__)


@pytest.mark.parametrize("typed", ["forget", "vergeet", "Delete!"])
def test_forgetting_deletes_everything_but_the_log(
    typed: str, session: Session, cast: Cast, acme: Account, request_of: Callable[..., Request]
) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)
    one, two = met(session, cast.anna, "acme.example"), met(session, cast.anna, "dentist.example", key="k2")
    log_meetings(request_of(cast.anna).acting, [buttons.Meant(one, acme.id)], AMSTERDAM)
    buttons.not_sales(request_of(cast.anna), press(two.id))
    sent = {"cadence": "calendar.meetings", "due_at": NOW, "expires_at": NOW, "created_at": NOW, "state": "sent"}
    delivery = Delivery(workspace_id="T1", recipient=cast.anna.id, slot="s", message={"text": "acme"}, **sent)
    session.add(delivery)
    session.flush()
    assert "unlinked" in text_of(command.command(request_of(cast.anna), typed))
    session.refresh(delivery)
    left = [session.exec(select(table)).all() for table in (CalendarLink, Suggestion)]
    assert (left, delivery.message) == ([[], []], None)
    assert [row.person_id for row in session.exec(select(CalendarDomain))] == [None]
    assert len(entries(session)) == 1


def test_who_is_erased_leaves_no_calendar(session: Session, cast: Cast) -> None:
    add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)
    met(session, cast.anna, "acme.example")
    erase(session, cast.anna, NOW)
    assert [session.exec(select(table)).all() for table in (CalendarLink, Suggestion)] == [[], []]


def test_days_away_become_leave_once(session: Session, cast: Cast, request_of: Callable[..., Request]) -> None:
    from models.calendar.records import AbsenceQuestion

    days = {"first_day": AT.date() + timedelta(days=42), "last_day": AT.date() + timedelta(days=51)}
    question = AbsenceQuestion(workspace_id="T1", person_id=cast.anna.id, key="q", created_at=NOW, **days)
    session.add(question)
    session.flush()
    with pytest.raises(Refusal, match=r"calendar\.days_not_there"):
        buttons.away(request_of(cast.carla), press(question.id))
    buttons.away(request_of(cast.anna), press(question.id))
    [leave] = session.exec(select(Leave))
    assert (leave.person_id, leave.first_day, leave.last_day) == (cast.anna.id, days["first_day"], days["last_day"])
    with pytest.raises(Refusal, match=r"calendar\.days_answered"):
        buttons.not_away(request_of(cast.anna), press(question.id))


def test_the_status_says_what_is_to_know(session: Session, cast: Cast, request_of: Callable[..., Request]) -> None:
    assert "No calendar is linked" in text_of(command.command(request_of(cast.anna), ""))
    link = add_link(session, SECRETS, cast.anna, LinkKind.ICS, Address(URL), NOW)
    link.ok_at, link.events, link.has_guests = NOW, 9, True
    met(session, cast.anna, "acme.example")
    assert "One meeting waits" in str(command.command(request_of(cast.anna), "").message.blocks)  # type: ignore[union-attr]
    assert "No calendar is linked" in text_of(command.command(request_of(cast.carla), ""))
    assert calendar.feature.name == "calendar"
