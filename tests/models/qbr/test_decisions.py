"""What was decided: who reads of it, who is asked about it, and when."""

from datetime import date

from sqlmodel import Session

from models.qbr import decisions
from models.qbr.actions import open_qbr
from models.qbr.records import Qbr, QbrDecision, QbrState
from models.team.records import Person
from tests.conftest import NOW, Cast, acting
from tests.models.qbr.conftest import Q3

DUE = date(2026, 11, 20)


def decided(session: Session, qbr: Qbr, by: Person, owner: Person, text: str = "A plan for North") -> QbrDecision:
    """In a review that was shared."""
    qbr.state, qbr.reviewer_id = QbrState.DRAFTED, by.id
    one = decisions.decide(acting(session, by), qbr.id, text, owner, DUE)
    qbr.state, qbr.shared_at = QbrState.SHARED, NOW
    session.flush()
    return one


def test_what_was_decided_about_who_leads_is_not_on_the_agenda_with_their_people(session: Session, cast: Cast) -> None:
    """Dirk and Carla decided it about the team: Anna's talk with Carla says nothing of it, Carla's with Dirk does."""
    team = open_qbr(session, cast.team, cast.carla, Q3, date(2026, 10, 8))
    about_bram = decided(session, team, cast.dirk, cast.carla, "Decide on Bram")
    assert decisions.open_between(session, cast.carla, cast.anna) == []
    assert decisions.open_between(session, cast.dirk, cast.carla) == [about_bram]
    for_anna = decided(session, team, cast.dirk, cast.anna, "Show Bram how")
    assert decisions.open_between(session, cast.carla, cast.anna) == [for_anna], "she was told that she does it"


def test_of_an_owner_who_left_without_anybody_above_who_decided_is_asked(
    session: Session, cast: Cast, qbr: Qbr
) -> None:
    """Dirk is above everybody. When Carla has left as well, Anna is: it was her review."""
    one = decided(session, qbr, cast.carla, cast.dirk)
    cast.dirk.ends_on = date(2026, 11, 13)
    session.flush()
    assert decisions.who_is_asked(session, one, date(2026, 11, 13)) == cast.dirk
    assert decisions.who_is_asked(session, one, DUE) == cast.carla
    cast.carla.ends_on = date(2026, 11, 16)
    session.flush()
    assert decisions.who_is_asked(session, one, DUE) == cast.anna


def test_it_is_asked_about_from_its_day_or_after_the_last_day_of_an_owner_who_left_it_undone(
    session: Session, cast: Cast, qbr: Qbr
) -> None:
    one = decided(session, qbr, cast.carla, cast.bram)
    assert decisions.asks_from(session, one, DUE) == DUE
    cast.bram.ends_on = date(2026, 11, 25)
    session.flush()
    assert decisions.asks_from(session, one, date(2026, 11, 25)) == DUE
    assert decisions.asks_from(session, one, date(2026, 11, 26)) == date(2026, 11, 26)
    cast.bram.ends_on = date(2026, 11, 10)
    session.flush()
    assert decisions.asks_from(session, one, date(2026, 11, 26)) == DUE
