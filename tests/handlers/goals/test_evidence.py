"""`/goal evidence`: for one's own team, or another that one leads; of a person there is none."""

from collections.abc import Callable
from random import Random

import pytest
from sqlmodel import Session

from handlers.door.request import Press, Request
from handlers.goals import feature
from handlers.goals.command import command
from models.refusal import Refusal
from models.team.records import Team
from tests.conftest import Cast
from tests.handlers.goals.test_command import said
from tests.models.goals.test_evidence import planted

At = Callable[..., Request]


@pytest.fixture(autouse=True)
def a_year_and_a_half(session: Session, cast: Cast) -> None:
    random = Random(1)
    for person in (cast.anna, cast.bram):
        planted(session, person, random)


@pytest.mark.parametrize("line", ["evidence", "evidence North", "evidence team=North first_meetings", "bewijs team"])
def test_a_manager_and_a_rep_read_it_of_their_team(request_of: At, cast: Cast, line: str) -> None:
    for person in (cast.carla, cast.anna):
        text = said(command(request_of(person), line))
        assert "*North: does it work?*" in text
        assert "*First sales meetings*: weeks with more of them are followed by more won, 5 to 8 weeks later" in text
        assert "→ €" in text


def test_the_others_are_said_to_have_too_little(request_of: At, cast: Cast) -> None:
    assert "*Qualified proposals*: not enough data yet, 0 logged" in said(command(request_of(cast.carla), "evidence"))
    assert "nog niet genoeg gegevens" in said(command(request_of(cast.bram), "bewijs voorstellen"))


def test_another_team_a_person_and_another_kpi_are_refused(request_of: At, session: Session, cast: Cast) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    with pytest.raises(Refusal, match="other_team"):
        command(request_of(cast.anna), "evidence South")
    with pytest.raises(Refusal, match="other_team"):
        feature.presses["goals.evidence"](request_of(cast.anna), Press("goals.evidence", south.id))
    with pytest.raises(Refusal, match="no_evidence_of_one"):
        command(request_of(cast.carla), "evidence <@UANNA>")
    with pytest.raises(Refusal, match="no_evidence_of"):
        command(request_of(cast.carla), "evidence csat")
    assert "/goal" in said(command(request_of(cast.carla), "evidence bananas"))
