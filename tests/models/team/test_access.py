"""Who sees whose figures; a refusal says why and who could help."""

import pytest
from sqlmodel import Session

from models.refusal import Refusal
from models.team.access import may_manage, may_see_person, may_see_team, may_see_workspace, people_below, sight_of
from models.team.records import Person, Team
from tests.conftest import NOW, Cast


def test_the_reporting_line_goes_down_at_any_depth(session: Session, cast: Cast) -> None:
    assert [p.name for p in people_below(session, cast.dirk)] == ["Anna de Vries", "Bram Bakker", "Carla Mulder"]
    assert [p.name for p in people_below(session, cast.carla)] == ["Anna de Vries", "Bram Bakker"]
    assert people_below(session, cast.anna) == []


def test_a_circle_in_the_reporting_line_ends(session: Session, cast: Cast) -> None:
    cast.dirk.manager_id = cast.anna.id
    session.flush()
    assert {p.name for p in people_below(session, cast.dirk)} == {"Anna de Vries", "Bram Bakker", "Carla Mulder"}


def test_a_rep_sees_themself_and_no_colleague(session: Session, cast: Cast) -> None:
    may_see_person(session, cast.anna, cast.anna)
    with pytest.raises(Refusal, match=r"access\.not_below") as refused:
        may_see_person(session, cast.anna, cast.bram)
    assert refused.value.values == {"person": "Bram Bakker", "helpers": ["Carla Mulder"]}


def test_a_rep_sees_the_total_of_their_own_team_only(session: Session, cast: Cast) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    may_see_team(session, cast.anna, cast.team)
    with pytest.raises(Refusal, match=r"access\.other_team"):
        may_see_team(session, cast.anna, south)
    may_see_team(session, cast.dirk, south)


def test_a_manager_sees_everybody_below_and_not_above(session: Session, cast: Cast) -> None:
    may_see_person(session, cast.carla, cast.bram)
    with pytest.raises(Refusal, match=r"access\.not_below"):
        may_see_person(session, cast.carla, cast.dirk)
    with pytest.raises(Refusal, match=r"access\.leaders_only"):
        may_see_workspace(session, cast.carla)


def test_an_admin_who_is_nothing_else_sees_no_figures(session: Session, cast: Cast) -> None:
    admin = Person(workspace_id="T1", name="Ada Admin", is_admin=True, is_rep=False, created_at=NOW)
    session.add(admin)
    session.flush()
    for look in (
        lambda: may_see_person(session, admin, cast.anna),
        lambda: may_see_team(session, admin, cast.team),
        lambda: may_see_workspace(session, admin),
    ):
        with pytest.raises(Refusal, match="access"):
            look()


def test_nobody_sees_into_another_workspace(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="access"):
        may_see_person(session, cast.dirk, cast.rival)
    assert not sight_of(session, cast.rival).sees_person(cast.anna)


def test_a_rep_does_not_set_their_own_targets(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"access\.not_yourself"):
        may_manage(session, cast.anna, cast.anna)
    may_manage(session, cast.carla, cast.anna)
    may_manage(session, cast.dirk, cast.dirk)
