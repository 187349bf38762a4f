"""Who is below a manager on which day: read of who may have been, the same as of everybody."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from models.scorecard.scope import scope_of_line
from models.team.membership import line_stays, stays_of
from models.team.moves import move_at
from models.team.records import Person
from tests.conftest import LONG_AGO, NOW, Cast


@pytest.mark.parametrize("seed", range(8))
def test_a_line_is_what_it_is_when_everybody_is_looked_at(session: Session, cast: Cast, seed: int) -> None:
    """Ten people with managers at random, circles too, of whom some got another from a day on, some twice."""
    random = Random(seed)
    people = [
        Person(workspace_id="T1", name=f"Person {n}", is_rep=True, team_id=cast.team.id, created_at=LONG_AGO)
        for n in range(10)
    ]
    session.add_all(people)
    session.flush()
    for person in people:
        person.manager_id = random.choice([one.id for one in people if one is not person])
        for _ in range(random.choice((0, 0, 1, 2))):
            manager_id = random.choice([None, *(one.id for one in people if one is not person)])
            day = date(2026, 1, 1) + timedelta(days=random.randint(0, 300))
            move_at(session, person, {"manager_id": manager_id}, day, (NOW, None, NOW.date()))
    session.flush()
    everybody = session.exec(select(Person).where(Person.workspace_id == "T1")).all()
    for manager in people[:5]:
        expected = line_stays(stays_of(session, everybody), manager.id)
        expected.sort(key=lambda stay: (stay.person.name, stay.person.id, stay.first))
        assert list(scope_of_line(session, cast.workspace, manager).stays) == expected, (seed, manager.name)
