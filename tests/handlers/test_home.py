"""The Home tab shows a person what concerns them, and its buttons do what the commands do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot import features
from handlers import home
from handlers.door.answers import ShowHome, Whisper
from handlers.door.request import Press, Request
from messages import home as messages
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def tab_of(request: Request) -> dict[str, Any]:
    answer = home.show(request, "")
    assert isinstance(answer, ShowHome)
    return answer.view.json


def buttons_on(tab: dict[str, Any]) -> set[str]:
    rows = [block["elements"] for block in tab["blocks"] if block["type"] == "actions"]
    return {element["action_id"] for row in rows for element in row}


def test_a_rep_is_greeted_by_first_name_in_their_own_language(request_of: AtTheDoor, cast: Cast) -> None:
    english, dutch = tab_of(request_of(cast.anna)), tab_of(request_of(cast.bram))
    assert "Anna" in str(english)
    assert "Bram" in str(dutch)
    assert str(english).replace("Anna", "Bram") != str(dutch)


def test_only_who_leads_finds_the_team_and_its_roster(request_of: AtTheDoor, cast: Cast) -> None:
    rep, manager = (buttons_on(tab_of(request_of(one))) for one in (cast.anna, cast.carla))
    assert {messages.TEAM_SCORECARD, messages.ROSTER} & rep == set()
    assert {messages.TEAM_SCORECARD, messages.ROSTER} <= manager


def test_every_button_of_the_tab_is_answered(request_of: AtTheDoor, cast: Cast) -> None:
    answered = {press for feature in features() for press in feature.presses}
    pressed = {id_.partition(":")[0] for id_ in buttons_on(tab_of(request_of(cast.dirk)))}
    assert pressed <= answered


def test_the_help_button_says_what_koers_says(request_of: AtTheDoor, cast: Cast) -> None:
    request = replace(request_of(cast.anna), features=features())
    answer = home.feature.presses[messages.HELP](request, Press(messages.HELP))
    assert isinstance(answer, Whisper)
    assert "`/log meeting Acme`" in str(answer.message.blocks)
