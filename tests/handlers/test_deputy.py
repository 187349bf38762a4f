"""`/team deputy @joris`: who stands in, for oneself or for somebody below; and taken back."""

from collections.abc import Callable

import pytest

from handlers import deputy, team
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from messages import deputy as messages
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def said(answer: object) -> str:
    assert isinstance(answer, Whisper)
    return answer.message.text


def test_a_manager_names_who_stands_in_and_takes_it_back(request_of: AtTheDoor, cast: Cast, joris: Person) -> None:
    text = said(team.command(request_of(cast.carla), "deputy <@UJORIS|joris>"))
    assert text.startswith("While you are away, Joris Claes gets the messages")
    assert cast.carla.deputy_id == joris.id
    assert "Joris Claes" in said(deputy.command(request_of(cast.carla), ""))
    undone = deputy.undo(request_of(cast.carla), Press(messages.UNDO, f"{cast.carla.id}|"))
    assert isinstance(undone, Replace)
    assert cast.carla.deputy_id is None
    assert said(team.command(request_of(cast.carla), "vervanger <@UJORIS>"))
    assert said(deputy.command(request_of(cast.carla), "none")).startswith("Nobody is named")
    assert cast.carla.deputy_id is None


def test_a_leader_names_one_for_somebody_below(request_of: AtTheDoor, cast: Cast, joris: Person) -> None:
    text = said(team.command(request_of(cast.dirk), "deputy <@UCARLA> <@UJORIS>"))
    assert text.startswith("While Carla Mulder is away, Joris Claes gets")
    assert cast.carla.deputy_id == joris.id


def test_what_makes_no_sense_is_refused(request_of: AtTheDoor, cast: Cast, joris: Person) -> None:
    for person, typed, refusal in (
        (cast.carla, "<@UCARLA>", "not_oneself"),
        (cast.carla, "<@UANNA>", "is_reviewed"),
        (joris, "<@UCARLA> <@UJORIS>", "not_below"),
        (cast.carla, "<@UCARLA> <@UJORIS> <@UANNA>", "not_understood"),
    ):
        with pytest.raises(Refusal, match=refusal):
            deputy.command(request_of(person), typed)
    assert cast.carla.deputy_id is None
