"""Who is below somebody in the reporting line."""

from sqlmodel import Session

from models.team.reporting_line import people_below
from tests.conftest import Cast


def test_the_reporting_line_goes_down_at_any_depth(session: Session, cast: Cast) -> None:
    assert [p.name for p in people_below(session, cast.dirk)] == ["Anna de Vries", "Bram Bakker", "Carla Mulder"]
    assert [p.name for p in people_below(session, cast.carla)] == ["Anna de Vries", "Bram Bakker"]
    assert people_below(session, cast.anna) == []


def test_a_circle_in_the_reporting_line_ends(session: Session, cast: Cast) -> None:
    cast.dirk.manager_id = cast.anna.id
    session.flush()
    assert {p.name for p in people_below(session, cast.dirk)} == {"Anna de Vries", "Bram Bakker", "Carla Mulder"}
