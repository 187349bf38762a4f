"""What a name in the digest offers: plan a 1-2-1, open the scorecard of last week, praise in the channel."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from handlers.digest.command import command
from handlers.digest.person import offered
from handlers.door.answers import OpenModal, Whisper
from handlers.door.request import Press, Request
from models.refusal import Refusal
from tests.conftest import Cast
from tests.models.scorecard.facts import meeting

AtTheDoor = Callable[..., Request]


def press(what: str, person_id: str) -> Press:
    return Press("digest.person", f"{what}:{person_id}")


def test_each_name_has_its_own_menu(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    cast.team.channel_id = "C0NORTH"
    meeting(session, cast.anna, date(2026, 11, 3))
    answer = command(request_of(cast.carla), "now")
    assert isinstance(answer, Whisper)
    menus = {
        block["accessory"]["action_id"]: [option["value"] for option in block["accessory"]["options"]]
        for block in answer.message.blocks
        if block.get("accessory", {}).get("type") == "overflow"
    }
    assert menus == {f"digest.person:{cast.anna.id}": [f"{what}:{cast.anna.id}" for what in ("plan", "open", "praise")]}


def test_a_talk_is_planned_with_that_person_first(request_of: AtTheDoor, cast: Cast) -> None:
    answer = offered(request_of(cast.carla), press("plan", cast.bram.id))
    assert isinstance(answer, OpenModal)
    chosen = str(answer.view.json)
    assert f"'initial_option': {{'text': {{'type': 'plain_text', 'text': '{cast.bram.name}'" in chosen


def test_the_scorecard_is_that_of_last_week(request_of: AtTheDoor, cast: Cast) -> None:
    answer = offered(request_of(cast.carla), press("open", cast.bram.id))
    assert isinstance(answer, Whisper)
    assert "Bram Bakker" in answer.message.text + str(answer.message.blocks)
    assert "2 Nov" in answer.message.text + str(answer.message.blocks)


def test_praise_begins_with_that_person(request_of: AtTheDoor, cast: Cast) -> None:
    cast.team.channel_id = "C0NORTH"
    answer = offered(request_of(cast.carla), press("praise", cast.bram.id))
    assert isinstance(answer, OpenModal)


@pytest.mark.parametrize("what", ["plan", "open", "praise", "dismiss"])
def test_who_leads_nobody_is_offered_nothing(request_of: AtTheDoor, cast: Cast, what: str) -> None:
    with pytest.raises(Refusal):
        offered(request_of(cast.bram), press(what, cast.anna.id))
