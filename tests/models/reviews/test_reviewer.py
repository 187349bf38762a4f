"""Who reviews whom."""

from datetime import date

from sqlmodel import Session

from models.permissions import Right
from models.reviews.queries import reviewed_by
from models.rights import rights_of
from models.team.records import Person
from models.team.reporting_line import line_above, reviewer_of
from tests.conftest import Cast

TODAY = date(2026, 11, 12)


def test_the_manager_reviews(session: Session, cast: Cast) -> None:
    assert reviewer_of(session, cast.anna, TODAY) == cast.carla
    assert [rep.name for rep in reviewed_by(session, cast.carla, TODAY)] == ["Anna de Vries", "Bram Bakker"]
    assert reviewed_by(session, cast.dirk, TODAY) == []
    assert reviewed_by(session, cast.anna, TODAY) == []


def test_without_a_manager_the_leader_reviews(session: Session, cast: Cast) -> None:
    cast.anna.manager_id = None
    assert reviewer_of(session, cast.anna, TODAY) == cast.dirk
    assert [rep.name for rep in reviewed_by(session, cast.dirk, TODAY)] == ["Anna de Vries"]


def test_a_manager_who_left_is_passed_over(session: Session, cast: Cast) -> None:
    cast.carla.ends_on = date(2026, 11, 11)
    assert reviewer_of(session, cast.anna, TODAY) == cast.dirk


def test_the_only_leader_is_reviewed_by_nobody(session: Session, cast: Cast) -> None:
    assert reviewer_of(session, cast.dirk, TODAY) is None


def test_a_circle_in_the_roster_ends(session: Session, cast: Cast) -> None:
    cast.carla.manager_id = cast.anna.id
    session.flush()
    assert line_above(session, cast.anna, TODAY) == [cast.carla]
    assert reviewer_of(session, cast.bram, TODAY) == cast.carla


def may_review(session: Session, viewer: Person, person: Person, today: date) -> bool:
    return rights_of(session, viewer, today).may(Right.WRITE_REVIEW, person)


def may_read(session: Session, viewer: Person, person: Person, today: date) -> bool:
    return rights_of(session, viewer, today).may(Right.READ_SHARED_REVIEW, person)


def test_those_above_may_write_and_leaders_may_read(session: Session, cast: Cast) -> None:
    assert may_review(session, cast.carla, cast.anna, TODAY)
    assert may_review(session, cast.dirk, cast.anna, TODAY), "above the manager"
    assert not may_review(session, cast.bram, cast.anna, TODAY)
    assert not may_review(session, cast.anna, cast.anna, TODAY)
    assert not may_review(session, cast.rival, cast.anna, TODAY)
    assert may_read(session, cast.anna, cast.anna, TODAY)
    assert may_read(session, cast.dirk, cast.bram, TODAY)
    assert not may_read(session, cast.bram, cast.anna, TODAY)
    assert not may_read(session, cast.rival, cast.anna, TODAY)


def test_an_admin_who_is_no_leader_reads_nothing(session: Session, cast: Cast) -> None:
    cast.bram.is_admin = True
    assert not may_read(session, cast.bram, cast.anna, TODAY)
