"""`/digest`, and the buttons under what comes by itself."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers import preferences
from handlers.digest.command import command
from handlers.door.answers import FormErrors, OpenModal, Whisper
from handlers.door.request import Form, Press, Request
from models.activity.records import Activity
from models.delivery.preferences import preference_of
from models.delivery.records import Delivery, DeliveryPreference
from models.refusal import Refusal
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]


def said(answer: object) -> str:
    assert isinstance(answer, Whisper)
    return answer.message.text


def test_a_manager_sees_when_the_digest_comes(request_of: AtTheDoor, cast: Cast) -> None:
    text = said(command(request_of(cast.carla), ""))
    assert text == "Your weekly digest comes *every week at 08:30*. The next one is on Mon 16 Nov."


def test_a_rep_has_none_and_is_told_who_has(request_of: AtTheDoor, cast: Cast) -> None:
    assert said(command(request_of(cast.bram), "")).startswith("Niemand valt onder jou")
    for typed in ("now", "off"):
        with pytest.raises(Refusal, match="no_reports"):
            command(request_of(cast.bram), typed)


def test_the_preview_is_for_the_manager_alone(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    meeting = Activity(
        workspace_id="T1",
        person_id=cast.anna.id,
        kind="meeting",
        is_first=True,
        happened_on=date(2026, 11, 3),
        created_at=NOW,
    )
    at_the_door.session.add(meeting)
    at_the_door.session.flush()
    answer = command(at_the_door, "now")
    assert isinstance(answer, Whisper)
    view = str(answer.message.plain_blocks)
    assert "First meetings: *1 of 4* · ▲ 1" in view
    assert "Logged nothing, though at work: Bram Bakker" in view
    assert "only you see this" in view


def meeting(session: Session, cast: Cast, day: date) -> None:
    session.add(
        Activity(
            workspace_id="T1", person_id=cast.anna.id, kind="meeting", is_first=True, happened_on=day, created_at=NOW
        )
    )
    session.flush()


def test_this_week_so_far_can_be_looked_at(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    meeting(session, cast, date(2026, 11, 9))
    this, last = (command(request_of(cast.carla), typed) for typed in ("this week", "last week"))
    assert isinstance(this, Whisper)
    assert isinstance(last, Whisper)
    assert "9 Nov – 15 Nov" in str(this.message.blocks)
    assert "2 Nov – 8 Nov" in str(last.message.blocks)


def test_what_the_channel_gets_can_be_seen_before_by_who_is_in_the_team(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    assert "so its channel gets no message" in said(command(request_of(cast.carla), "team"))
    meeting(session, cast, date(2026, 11, 3))
    for person, typed in ((cast.carla, "team"), (cast.dirk, "team North"), (cast.anna, "team")):
        answer = command(request_of(person), typed)
        assert isinstance(answer, Whisper)
        assert "Team North, 2 Nov – 8 Nov" in str(answer.message.blocks)
        assert "Logged nothing" not in str(answer.message.blocks)
    with pytest.raises(Refusal, match="no_such_team"):
        command(request_of(cast.carla), "team Nowhere")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("off", {"is_off": True}),
        ("uit", {"is_off": True}),
        ("every 2 weeks", {"every": 2}),
        ("every other week", {"every": 2}),
        ("elke 2 weken", {"every": 2}),
        ("om de week", {"every": 2}),
        ("every week", {"every": 1}),
        ("at 07:45", {"at_minute": 465}),
        ("om 7.45", {"at_minute": 465}),
        ("om 9 uur", {"at_minute": 540}),
        ("snooze until friday", {"snoozed_until": date(2026, 11, 13)}),
        ("until thursday", {"snoozed_until": date(2026, 11, 19)}),  # said on a Thursday
        ("pauze tot donderdag", {"snoozed_until": date(2026, 11, 19)}),
        ("until 2026-12-01", {"snoozed_until": date(2026, 12, 1)}),
        ("pauze tot 20 nov", {"snoozed_until": date(2026, 11, 20)}),
    ],
)
def test_a_wish_in_a_few_words(request_of: AtTheDoor, cast: Cast, typed: str, expected: dict[str, object]) -> None:
    at_the_door = request_of(cast.carla)
    command(at_the_door, typed)
    preference = preference_of(at_the_door.session, cast.carla, "digest")
    assert {name: getattr(preference, name) for name in expected} == expected


def test_on_again_is_as_it_was(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    for typed in ("every 2 weeks", "at 07:45", "off", "on"):
        text = said(command(at_the_door, typed))
    assert text == "Your weekly digest comes *every week at 08:30*. The next one is on Mon 16 Nov."


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("at 25:00", "not_a_time"),
        ("at noonish", "not_a_time"),
        ("every 9 weeks", "every_how_many"),
        ("until today", "snooze_past"),
        ("until 2027-12-01", "snooze_far"),
        ("<!channel>", "not_understood"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    request_of: AtTheDoor, cast: Cast, typed: str, reason: str
) -> None:
    at_the_door = request_of(cast.carla)
    with pytest.raises(Refusal, match=reason) as refused:
        command(at_the_door, typed)
    assert at_the_door.session.exec(select(DeliveryPreference)).all() == []
    for language in ("en", "nl"):
        feature, _, what = refused.value.reason.partition(".")
        from messages.words import words

        sentence = words(language)(f"{feature}.refused_{what}", **refused.value.values)
        assert "`/digest" in sentence
        assert "<!channel>" not in sentence


def test_a_date_that_cannot_be_read_is_answered_with_a_sentence(request_of: AtTheDoor, cast: Cast) -> None:
    assert isinstance(command(request_of(cast.carla), "until someday"), Whisper)


def test_again_tomorrow_is_the_next_working_day(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.carla, NOW.replace(day=13))  # a Friday
    text = said(preferences.again(at_the_door, Press("preferences.again", "digest")))
    assert text == "Fine: your weekly digest comes again on Mon 16 Nov."


def test_the_form_shows_and_stores_how_it_comes(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    assert isinstance(preferences.change(at_the_door, Press("preferences.change", "digest")), OpenModal)
    form = Form({"every": "2", "at": "07:30", "snooze": "2026-11-30"}, metadata="digest")
    text = said(preferences.save(at_the_door, form))
    assert text.startswith("Your digest comes *every 2 weeks at 07:30*. Nothing before Mon 30 Nov.")
    preferences.save(at_the_door, Form({"every": "off", "at": "07:30", "snooze": None}, metadata="digest"))
    assert preference_of(at_the_door.session, cast.carla, "digest").is_off


def test_the_form_says_what_is_wrong_under_the_field(request_of: AtTheDoor, cast: Cast) -> None:
    form = Form({"every": "1", "at": "08:30", "snooze": "2026-11-01"}, metadata="digest")
    answer = preferences.save(request_of(cast.carla), form)
    assert isinstance(answer, FormErrors)
    assert "not in the future" in answer.errors["snooze"]


def test_a_button_of_something_that_is_gone_is_refused(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="no_such_thing"):
        preferences.again(request_of(cast.carla), Press("preferences.again", "horoscope"))


def test_an_admin_sees_what_did_not_arrive_and_nobody_else_does(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    for workspace_id, recipient in (("T1", cast.bram.id), ("T2", cast.rival.id)):
        at_the_door.session.add(
            Delivery(
                workspace_id=workspace_id,
                recipient=recipient,
                cadence="digest.manager",
                slot="2026-11-09",
                state="failed",
                error="channel_not_found",
                due_at=NOW,
                expires_at=NOW,
                created_at=NOW,
            )
        )
    at_the_door.session.flush()
    answer = command(at_the_door, "")
    assert isinstance(answer, Whisper)
    assert "to Bram Bakker, Thu 12 Nov, 11:00: refused (channel" in str(answer.message.blocks)
    assert "Rita" not in str(answer.message.blocks)
    other = command(request_of(cast.carla), "")
    assert isinstance(other, Whisper)
    assert "refused" not in str(other.message.blocks)
