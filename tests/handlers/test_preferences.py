"""The buttons under what comes by itself: once more tomorrow, at another time, less often, or not at all."""

from collections.abc import Callable
from datetime import time

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
