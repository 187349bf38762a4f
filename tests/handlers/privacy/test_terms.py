"""`/koers privacy`: one screen for everybody; an admin sets how long, by line or in the form."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.phrases.privacy import terms_in, whom_read
from handlers.privacy import forms
from handlers.settings import command as settings
from messages.privacy import kept
from models.privacy.terms import terms_of
from models.refusal import Refusal
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("messages=6 log=24", {"messages": 6, "log": 24}),
        ("berichten = 6, notities=nee", {"messages": 6, "notes": None}),
        ("logboek 2 jaar", {"log": 24}),
        ("coaching 18 months", {"coaching": 18}),
        ("log=forever", {"log": None}),
        ("log=soon", {}),
        ("reviews=12", {}),
        ("log=24 and then some", {}),
        ("log=1000", {}),
    ],
)
def test_terms_are_read_in_both_languages(line: str, terms: dict[str, int | None]) -> None:
    assert terms_in(line) == terms


@pytest.mark.parametrize(
    ("line", "name"),
    [("", ""), ("read me", ""), ("las mij?", ""), ("read @bram", "@bram"), ("is the boss", None), ("me", "")],
)
def test_whose_readers_are_asked_for(line: str, name: str | None) -> None:
    assert whom_read(line) == name


def test_everybody_sees_the_page_and_an_admin_the_button(cast: Cast, request_of: AtTheDoor) -> None:
    told = repr(forms.privacy(request_of(cast.anna), ""))
    assert "Their author alone, no admin" in told
    assert kept.CHANGE not in told
    assert "How long is set by Dirk Visser" in told
    assert kept.CHANGE in repr(forms.privacy(request_of(cast.dirk), ""))


def test_an_admin_sets_it_by_line_and_undoes_it(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    dirk = request_of(cast.dirk)
    answer = forms.privacy(dirk, "messages=6 log=24")
    assert isinstance(answer, Whisper)
    assert "Text of messages I sent: for 180 days" in answer.message.text
    assert "What is older goes from Thu 19 Nov on" in repr(answer.message.blocks), "12 November and seven days"
    assert terms_of(session, "T1") | {"log": 24, "messages": 6} == terms_of(session, "T1")
    button = answer.message.blocks[-1]["elements"][0]
    undone = forms.undo(dirk, Press(button["action_id"], button["value"]))
    assert isinstance(undone, Replace)
    assert terms_of(session, "T1")["messages"] == 3
    forms.privacy(request_of(cast.dirk, now=NOW + timedelta(hours=1)), "notities 2 jaar")
    assert terms_of(session, "T1")["notes"] == 24
    forms.privacy(dirk, "ongedaan")
    assert terms_of(session, "T1")["notes"] is None
    with pytest.raises(Refusal) as refused:
        forms.privacy(dirk, "undo")
    assert refused.value.reason == "privacy.nothing_to_undo"


def test_the_form_sets_what_is_other_than_it_was(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    dirk = request_of(cast.dirk)
    assert isinstance(forms.open_form(dirk, Press(kept.CHANGE)), OpenModal)
    as_it_was = {"messages": "3", "log": None, "coaching": None, "notes": None}
    assert "nothing changed" in repr(forms.save(dirk, Form(as_it_was)))
    wrong = forms.save(dirk, Form({**as_it_was, "log": "a lot"}))
    assert wrong == FormErrors({"log": "From 12 to 84 months."})
    forms.save(dirk, Form({**as_it_was, "log": "24"}))
    assert terms_of(session, "T1")["log"] == 24
    assert "Notes and contacts in the log" in repr(settings.command(dirk, "history"))


def test_nobody_else_changes_it(cast: Cast, request_of: AtTheDoor) -> None:
    for person in (cast.anna, cast.carla):
        request = request_of(person)
        for tried in (
            lambda request=request: forms.privacy(request, "log=24"),
            lambda request=request: forms.open_form(request, Press(kept.CHANGE)),
            lambda request=request: forms.save(request, Form({"log": "24"})),
            lambda request=request: forms.undo(request, Press(kept.UNDO, "x")),
        ):
            with pytest.raises(Refusal):
                tried()


@pytest.mark.parametrize("line", ["log=3", "log=85", "messages=0", "nonsense"])
def test_what_is_out_of_bounds_is_refused_with_an_example(cast: Cast, request_of: AtTheDoor, line: str) -> None:
    with pytest.raises(Refusal):
        forms.privacy(request_of(cast.dirk), line)
