"""*Log activity* on a message: read on the day it was written, logged for who runs it, its words kept only where all read them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.activity import command as activity
from handlers.activity import shortcuts
from handlers.door.answers import OpenModal, Whisper
from handlers.door.request import Press, Request, SeenMessage
from models.activity.records import Activity
from models.database import Database
from models.deals.records import Deal
from tests.conftest import Cast
from tests.models.privacy.test_erasure import everything_stored
from tests.models.scorecard.facts import account

AtTheDoor = Callable[..., Request]
MONDAY = datetime(2026, 11, 9, 22, 30, tzinfo=UTC)
"""Half past eleven in the evening in Amsterdam."""
LINK = "https://noordzee.slack.com/archives/C0SALES/p1762727400000100"


def message(text: str, *, is_public: bool = True) -> SeenMessage:
    return SeenMessage("C0SALES", "1762727400.000100", text, MONDAY, LINK, is_public)


def the_log(request: Request) -> list[Activity]:
    live = select(Activity).where(col(Activity.undone_at).is_(None)).order_by(Activity.id)
    return list(request.session.exec(live))


def field(answer: object, name: str) -> dict[str, Any]:
    assert isinstance(answer, OpenModal), answer
    found: dict[str, Any] = next(b for b in answer.view.json["blocks"] if b.get("block_id") == name)["element"]
    return found


def test_a_colleagues_message_is_logged_for_who_runs_it_on_the_day_it_was_written(
    request_of: AtTheDoor, cast: Cast
) -> None:
    answer = shortcuts.log_message(request_of(cast.anna), message("Meeting with Acme yesterday, discussed pricing"))
    [entry] = the_log(request_of(cast.anna))
    assert (entry.person_id, entry.kind, entry.happened_on) == (cast.anna.id, "meeting", date(2026, 11, 8))
    assert entry.note.endswith(f"\n{LINK}")
    assert entry.message == "C0SALES:1762727400.000100"
    assert isinstance(answer, Whisper)
    assert f"<{LINK}|this message>" in str(answer.message.blocks)


def test_a_message_is_logged_once_by_each_and_again_when_undone(request_of: AtTheDoor, cast: Cast) -> None:
    seen = message("call Acme")
    shortcuts.log_message(request_of(cast.anna), seen)
    again = shortcuts.log_message(request_of(cast.anna), seen)
    assert isinstance(again, Whisper)
    assert "You have logged this message already:" in again.message.text
    shortcuts.log_message(request_of(cast.bram), seen)
    assert {entry.person_id for entry in the_log(request_of(cast.anna))} == {cast.anna.id, cast.bram.id}
    activity.command(request_of(cast.anna), "undo")
    shortcuts.log_message(request_of(cast.anna), seen)
    assert len(the_log(request_of(cast.anna))) == 2


def test_several_parts_are_several_entries_each_with_the_link(request_of: AtTheDoor, cast: Cast) -> None:
    shortcuts.log_message(request_of(cast.anna), message("call Acme, demo Globex and 2 meetings Initech"))
    entries = the_log(request_of(cast.anna))
    assert [entry.kind for entry in entries] == ["call", "demo", "meeting", "meeting"]
    assert all(entry.note.endswith(LINK) for entry in entries)
    activity.command(request_of(cast.anna), "undo")
    assert the_log(request_of(cast.anna)) == []


def test_words_of_a_private_conversation_stand_nowhere(request_of: AtTheDoor, cast: Cast) -> None:
    account(request_of(cast.anna).session, "Acme")
    text = "Meeting Acme, they told me in confidence that the board resigns"
    shortcuts.log_message(request_of(cast.anna), message(text, is_public=False))
    [entry] = the_log(request_of(cast.anna))
    assert entry.note == LINK
    form = shortcuts.log_message(request_of(cast.bram), message("the board resigns tomorrow", is_public=False))
    assert field(form, "note")["initial_value"] == LINK
    assert "board" not in str(form)
    assert "niet openbaar" in str(form)
    note = shortcuts.log_message(request_of(cast.bram), message("note Acme the board resigns", is_public=False))
    assert field(note, "note")["initial_value"] == LINK


def test_what_cannot_be_read_opens_the_form_filled_in(request_of: AtTheDoor, cast: Cast) -> None:
    account(request_of(cast.anna).session, "Acme")
    form = shortcuts.log_message(request_of(cast.anna), message("Good news about Acme!"))
    assert field(form, "account")["initial_option"]["text"]["text"] == "Acme"
    assert field(form, "date")["initial_date"] == "2026-11-09"
    assert field(form, "note")["initial_value"] == f"Good news about Acme!\n{LINK}"
    assert the_log(request_of(cast.anna)) == []


@pytest.mark.parametrize("text", ["", "🎉🎉", "x" * 5000, "Great work all, see you at the party on Friday :tada:"])
def test_whatever_stands_in_a_message_there_is_a_form(request_of: AtTheDoor, cast: Cast, text: str) -> None:
    form = shortcuts.log_message(request_of(cast.anna), message(text))
    assert field(form, "note")["initial_value"].endswith(LINK)
    assert len(field(form, "note")["initial_value"]) <= 2000


def test_what_is_planned_is_asked_about_and_keeps_the_link_and_the_privacy(request_of: AtTheDoor, cast: Cast) -> None:
    account(request_of(cast.anna).session, "Acme")
    asked = shortcuts.log_message(
        request_of(cast.anna), message("tomorrow meeting Acme about layoffs", is_public=False)
    )
    assert isinstance(asked, Whisper)
    assert the_log(request_of(cast.anna)) == []
    [button, *_] = next(block for block in asked.message.blocks if block["type"] == "actions")["elements"]
    activity.answered(request_of(cast.anna), Press(button["action_id"], button["value"]))
    [entry] = the_log(request_of(cast.anna))
    assert entry.note == LINK


def test_a_deal_that_somebody_tells_of_is_asked_about_first(request_of: AtTheDoor, cast: Cast) -> None:
    answer = shortcuts.log_message(request_of(cast.anna), message("won Acme 20k"))
    assert isinstance(answer, Whisper)
    assert "is the deal with Acme decided?" in answer.message.text
    assert request_of(cast.anna).session.exec(select(Deal)).all() == []


def test_the_global_one_opens_the_empty_form(request_of: AtTheDoor, cast: Cast) -> None:
    assert field(shortcuts.log_new(request_of(cast.bram), None), "date")["initial_date"] == "2026-11-12"


@pytest.mark.parametrize("words", ["visit Falcon Holding", "called Jan Falcon at Acme", "lunch with falcon"])
def test_a_name_that_nobody_knows_here_is_not_taken_over_from_a_private_conversation(
    request_of: AtTheDoor, cast: Cast, session: Session, database: Database, words: str
) -> None:
    account(session, "Acme")
    session.commit()
    answer = shortcuts.log_message(request_of(cast.anna), message(words, is_public=False))
    assert isinstance(answer, OpenModal), "the person sees it first"
    session.commit()
    assert "falcon" not in everything_stored(database).lower()
    assert not isinstance(shortcuts.log_message(request_of(cast.anna), message(words)), OpenModal), "in public as typed"
