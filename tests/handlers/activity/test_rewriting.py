"""A message in the DM that its writer changes: the entries follow."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from handlers.activity import rewriting, talk
from handlers.door.answers import Whisper
from handlers.door.request import Request
from models.activity.records import Activity, ActivityChange
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


@pytest.fixture
def request_(request_of: AtTheDoor, cast: Cast) -> Request:
    return request_of(cast.anna, message="D1:1700.1")


def counting(request: Request) -> list[Activity]:
    live = select(Activity).where(col(Activity.undone_at).is_(None)).order_by(Activity.id)
    return list(request.session.exec(live))


def says(answer: object) -> str:
    assert isinstance(answer, Whisper)
    return answer.message.text


def test_the_entry_says_what_the_message_says_now(request_: Request) -> None:
    talk.direct_message(request_, "meeting Acme 30m")
    [before] = counting(request_)
    text = says(rewriting.changed_message(request_, "meeting Acme yesterday 45m"))
    [after] = counting(request_)
    assert (after.id, after.minutes, str(after.happened_on)) == (before.id, 45, "2026-11-11")
    assert text.startswith("✏️ Changed.")
    [change] = request_.session.exec(select(ActivityChange))
    assert (change.old["duration"], change.new["duration"]) == (30, 45)


def test_a_message_that_says_the_same_in_other_words_is_met_with_silence(request_: Request) -> None:
    talk.direct_message(request_, "meeting Acme 30m")
    assert rewriting.changed_message(request_, "met Acme, 30 minutes") is None
    assert len(counting(request_)) == 1


def test_more_entries_take_the_place_of_one(request_: Request) -> None:
    talk.direct_message(request_, "meeting Acme")
    rewriting.changed_message(request_, "meeting Acme\ncall Globex")
    assert [entry.kind for entry in counting(request_)] == ["meeting", "call"]
    rewriting.changed_message(request_, "call Globex")
    assert [entry.kind for entry in counting(request_)] == ["call"]


def test_what_did_not_take_place_after_all_no_longer_counts(request_: Request) -> None:
    talk.direct_message(request_, "demo Acme")
    answer = says(rewriting.changed_message(request_, "demo Acme cancelled"))
    assert counting(request_) == []
    assert "cancelled" in answer


def test_words_that_cannot_be_read_change_nothing_and_that_is_said(request_: Request) -> None:
    talk.direct_message(request_, "meeting Acme")
    answer = says(rewriting.changed_message(request_, "hmm never mind that one"))
    assert [entry.kind for entry in counting(request_)] == ["meeting"]
    assert answer.startswith("I can't read your message as it is now")
    assert "First meeting with Acme" in answer


def test_a_slip_that_was_not_understood_is_logged_once_it_is_mended(request_: Request) -> None:
    talk.direct_message(request_, "xyz Acme")
    assert counting(request_) == []
    assert "First meeting with Acme" in says(rewriting.changed_message(request_, "meeting Acme"))


def test_chat_that_is_changed_is_met_with_silence(request_: Request) -> None:
    talk.direct_message(request_, "thanks")
    assert rewriting.changed_message(request_, "thank you!") is None


def test_an_entry_of_another_message_stays(request_of: AtTheDoor, cast: Cast) -> None:
    talk.direct_message(request_of(cast.anna, message="D1:1700.1"), "meeting Acme")
    later = request_of(cast.anna, message="D1:1700.2")
    talk.direct_message(later, "call Globex")
    rewriting.changed_message(later, "email Globex")
    assert [entry.kind for entry in counting(later)] == ["meeting", "email"]


def test_a_deal_does_not_follow_and_nothing_is_logged_beside_it(request_: Request) -> None:
    talk.direct_message(request_, "contract signed Acme 20k")
    assert "doesn't follow a changed message" in says(rewriting.changed_message(request_, "contract signed Acme 25k"))
    assert counting(request_) == []


@pytest.mark.parametrize("text", ["undo", "my deals", "how am I doing?", "list"])
def test_a_request_that_is_changed_is_not_done_again(request_: Request, text: str) -> None:
    talk.direct_message(request_, "meeting Acme")
    rewriting.changed_message(request_, text)
    assert [entry.kind for entry in counting(request_)] == ["meeting"]


def test_a_message_that_comes_after_its_change_is_not_logged_again(request_: Request) -> None:
    rewriting.changed_message(request_, "meeting Acme 45m")
    assert talk.direct_message(request_, "meeting Acme") is None
    assert [entry.minutes for entry in counting(request_)] == [45]
