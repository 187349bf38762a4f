"""`/scorecard managing` is for the manager and for theirs, and for nobody else."""

from collections.abc import Callable

import pytest

from handlers.door.answers import OpenModal, Whisper
from handlers.door.request import Press, Request
from handlers.scorecard import command, managing
from models.refusal import Refusal
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


@pytest.mark.parametrize("text", ["managing", "leidinggeven", "managing last month"])
def test_a_manager_sees_their_own(request_of: AtTheDoor, cast: Cast, text: str) -> None:
    told = command.command(request_of(cast.carla), text)
    assert isinstance(told, Whisper)
    assert told.message.text.startswith("How you manage")


def test_their_manager_sees_it_and_nobody_else(request_of: AtTheDoor, cast: Cast) -> None:
    told = command.command(request_of(cast.dirk), "managing @Carla")
    assert isinstance(told, Whisper)
    assert told.message.text.startswith("How Carla Mulder manages")
    cast.carla.manager_id = None  # Dirk leads the company, but not her any more
    for person in (cast.dirk, cast.anna, cast.bram):
        with pytest.raises(Refusal) as refused:
            command.command(request_of(person), "managing @Carla")
        assert refused.value.reason == "scorecard.not_your_managing"


def test_who_manages_nobody_is_told(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        command.command(request_of(cast.anna), "managing")
    assert refused.value.reason == "scorecard.manages_nobody"


def test_why_opens_for_who_may_see_it(request_of: AtTheDoor, cast: Cast) -> None:
    value = f"{cast.carla.id} 2026-11-01 talks"
    assert isinstance(managing.open_why(request_of(cast.carla), Press("", value)), OpenModal)
    with pytest.raises(Refusal):
        managing.open_why(request_of(cast.anna), Press("", value))
    for forged in ("", "x 2026-11-01 talks", f"{cast.carla.id} never talks", f"{cast.carla.id} 2026-11-01 secrets"):
        with pytest.raises(Refusal):
            managing.open_why(request_of(cast.carla), Press("", forged))
