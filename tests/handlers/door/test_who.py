"""Whose team is meant when only "team" is typed: the same for every command."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from handlers.door.request import Request
from handlers.door.who import team_found
from models.refusal import Refusal
from models.team.records import Team
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def test_a_team_by_name_whatever_the_case(request_of: AtTheDoor, cast: Cast) -> None:
    assert team_found(request_of(cast.dirk), "north").id == cast.team.id


def test_a_leader_without_a_team_means_the_team_of_the_people_below_them(request_of: AtTheDoor, cast: Cast) -> None:
    assert cast.dirk.team_id is None
    assert team_found(request_of(cast.dirk), None).id == cast.team.id


def test_a_leader_of_several_teams_is_asked_which(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    cast.bram.team_id = south.id
    with pytest.raises(Refusal, match=r"team\.which_team"):
        team_found(request_of(cast.dirk), None)


def test_a_rep_without_a_team_is_told_so(request_of: AtTheDoor, cast: Cast) -> None:
    cast.anna.team_id = None
    with pytest.raises(Refusal, match=r"team\.no_team"):
        team_found(request_of(cast.anna), None)


def test_the_team_of_another_workspace_is_not_there(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    session.add(Team(workspace_id="T2", name="Elsewhere"))
    session.flush()
    with pytest.raises(Refusal, match=r"team\.no_such_team"):
        team_found(request_of(cast.dirk), "Elsewhere")
