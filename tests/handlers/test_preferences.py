"""The buttons under what comes by itself: once more tomorrow, at another time, less often, or not at all."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from sqlmodel import Session

from handlers import preferences
from handlers.door.answers import FormErrors, OpenModal, Whisper
from handlers.door.request import Form, Press, Request
from messages import delivery as messages
from models.delivery.preferences import preference_of, time_of
from models.refusal import Refusal
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def form(**fields: str) -> Form:
    return Form({"at": "08:30", "every": "1", **fields}, metadata="digest")


def test_what_a_leader_gave_to_a_role_says_so_and_one_can_turn_it_off(
    session: Session, request_of: Callable[..., Request], cast: Cast
) -> None:
    anna = request_of(cast.anna)
    assert "It comes to your role" not in str(preferences.command(anna, ""))
    cast.workspace.role_lists = [["account", "@prompts", "week,morning", "2026-11-12"]]
    assert "It comes to your role, as your leader chose." in str(preferences.command(anna, ""))
    preferences.command(anna, "morning off")
    assert preference_of(session, cast.anna, "morning").is_off
    assert "It comes to your role" not in str(preferences.command(anna, ""))


def test_again_tomorrow_brings_it_on_the_next_working_day(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    request = request_of(cast.carla)
    assert isinstance(preferences.again(request, Press(messages.AGAIN, "digest")), Whisper)
    until = preference_of(session, cast.carla, "digest").snoozed_until
    assert until is not None
    assert until > request.today
    assert until.weekday() < 5


def test_the_form_is_opened_with_how_it_comes_now(request_of: AtTheDoor, cast: Cast) -> None:
    answer = preferences.change(request_of(cast.carla), Press(messages.CHANGE, "digest"))
    assert isinstance(answer, OpenModal)
    assert "08:30" in str(answer.view.json)


def test_another_time_is_kept(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    assert isinstance(preferences.save(request_of(cast.carla), form(at="7.45")), Whisper)
    assert time_of(preference_of(session, cast.carla, "digest")) == time(7, 45)


def test_off_is_off_for_this_person_only(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    preferences.save(request_of(cast.carla), form(every="off"))
    assert preference_of(session, cast.carla, "digest").is_off
    assert not preference_of(session, cast.dirk, "digest").is_off


def test_a_day_that_has_passed_is_an_error_under_its_field(request_of: AtTheDoor, cast: Cast) -> None:
    answer = preferences.save(request_of(cast.carla), form(snooze="2020-01-01"))
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"snooze"}


@pytest.mark.parametrize("typed", ["25:00", "half past", "8:61", ""])
def test_what_is_no_time_of_day_is_refused(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    with pytest.raises(Refusal):
        preferences.save(request_of(cast.carla), form(at=typed))


def test_a_button_about_something_that_does_not_exist_is_refused(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal):
        preferences.again(request_of(cast.anna), Press(messages.AGAIN, "horoscope"))


# --- everything that comes -------------------------------------------------------------------------------


def told(request: Request, typed: str = "") -> str:
    answer = preferences.command(request, typed)
    assert isinstance(answer, Whisper)
    return answer.message.text


def test_a_rep_sees_all_that_comes_and_what_is_off(request_of: AtTheDoor, cast: Cast) -> None:
    assert told(request_of(cast.anna)).splitlines() == [
        "*What comes to you by itself*",
        "*Your Monday* · Mon 16 Nov at 08:30, every week",
        "*Empty day* · off",
        "*Morning list* · off",
        "*Monthly review* · Tue 1 Dec at 09:00, every month",
        "*Quarterly review* · Tue 5 Jan at 09:00, every quarter",
        "*Coaching talks* · around each talk",
        "*Questions about the log* · when something stands out",
    ]


def test_a_manager_who_does_not_sell_sees_the_digest_and_no_nudge_for_reps(request_of: AtTheDoor, cast: Cast) -> None:
    said = told(request_of(cast.carla))
    assert "Weekly digest" in said
    assert "Empty day" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("day at 17:00 mon-thu", "When your log is still empty I ask at *17:00* what you did (Mon, Tue, Wed and Thu)."),
        ("ochtend aan", "Your morning list comes at *08:15* on working days, when something waits."),
        ("week off", "Your Monday message is *off*. Turn it on again with `/koers me week on`."),
        ("week every 2 weeks", "Your Monday message comes *every 2 weeks at 08:30*."),
        ("day 5pm", "When your log is still empty on a working day, I ask at *17:00* what you did."),
        ("week", "Your Monday message comes *every week at 08:30*."),
    ],
)
def test_a_wish_by_line(request_of: AtTheDoor, cast: Cast, typed: str, said: str) -> None:
    assert told(request_of(cast.anna), typed).startswith(said)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("day at 23:30", "delivery.at_night"),
        ("week mon tue", "delivery.not_daily"),
        ("day at noonish", "delivery.not_a_time"),
        ("everything off", "preferences.not_understood"),
        ("day blah", "preferences.not_understood"),
        ("digest off", "preferences.does_not_come"),
    ],
)
def test_what_cannot_be_wished_gets_one_clear_sentence(
    request_of: AtTheDoor, cast: Cast, typed: str, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        preferences.command(request_of(cast.anna), typed)
    assert refused.value.reason == reason


def test_the_form_keeps_the_days_of_what_comes_daily(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    fields = {"at": "17:00", "every": "1", "days": ["0", "3"]}
    preferences.save(request_of(cast.anna), Form(fields, metadata="day"))
    assert preference_of(session, cast.anna, "day").days == "1001000"
    answer = preferences.save(request_of(cast.anna), Form({**fields, "days": []}, metadata="day"))
    assert isinstance(answer, FormErrors)
    answer = preferences.save(request_of(cast.anna), Form({**fields, "at": "23:00"}, metadata="day"))
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"at"}


def test_what_is_off_is_turned_on_by_one_press(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    preferences.start(request_of(cast.anna), Press("preferences.start", "morning"))
    assert not preference_of(session, cast.anna, "morning").is_off


def test_who_has_only_just_come_reads_when_the_first_review_comes(request_of: AtTheDoor, cast: Cast) -> None:
    cast.anna.created_at = datetime(2026, 11, 20, 9, tzinfo=UTC)  # seven working days of November
    assert "*Monthly review* · Mon 4 Jan at 09:00" in told(request_of(cast.anna), "")


def test_the_quarterly_review_comes_each_quarter_or_not(request_of: AtTheDoor, cast: Cast) -> None:
    """On Tuesday 5 January, the second working day; with a wish for nothing before the 12th, then."""
    said = told(request_of(cast.anna), "quarterly review at 10:00")
    assert (
        said
        == "The quarterly review comes at *10:00*, on your second working day of the quarter. The next one is on Tue 5 Jan."
    )
    assert "Nothing before Tue 12 Jan" in told(request_of(cast.anna), "qbr snooze until 2027-01-12")
    assert "*off*" in told(request_of(cast.anna), "qbr off")
    opened = preferences.change(request_of(cast.anna), Press(messages.CHANGE, "qbr"))
    assert "Every 2" not in str(opened)
