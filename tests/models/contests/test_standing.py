"""How a competition stands is read once for everybody, and is what each has done on their own scorecard."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from models.contests import standing
from models.contests.records import Contest, Entrant
from models.scorecard.scope import scope_of_person
from models.team.records import Membership
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import meeting


@pytest.fixture
def contest(session: Session, cast: Cast) -> Contest:
    about: dict[str, Any] = {"kpi": "first_meetings", "kind": "share", "started_by": cast.carla.id, "started_at": NOW}
    days = {"first_day": date(2026, 11, 2), "last_day": date(2026, 11, 15)}
    found = Contest(workspace_id="T1", team_id=cast.team.id, **about, **days)
    session.add(found)
    session.flush()
    for person, done in ((cast.anna, 3), (cast.bram, 2), (cast.carla, 1)):
        entrant = {"contest_id": found.id, "person_id": person.id, "target": "4.0", "joined_at": NOW}
        session.add(Entrant(workspace_id="T1", **entrant))
        for day in range(done):
            meeting(session, person, date(2026, 11, 3 + 3 * day), about=f"Account {person.id} {day}")
    session.flush()
    return found


def move_out(session: Session, cast: Cast) -> None:
    """Bram leaves North in the middle of it: what he does after that is his all the same."""
    for first, team_id in ((date(2020, 1, 1), cast.team.id), (date(2026, 11, 5), None)):
        pattern: dict[str, Any] = {"working_days": cast.bram.working_days, "manager_id": cast.carla.id, "is_rep": True}
        place = {"person_id": cast.bram.id, "from_day": first, "team_id": team_id}
        session.add(Membership(workspace_id="T1", **place, **pattern))
    cast.bram.has_moved, cast.bram.team_id = True, None
    session.flush()


@pytest.mark.parametrize("change", [lambda *_: None, move_out])
def test_it_is_the_share_on_each_ones_own_scorecard_and_read_once(
    session: Session, cast: Cast, contest: Contest, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    change(session, cast)
    people = (cast.anna, cast.bram, cast.carla)  # Carla sells nothing (any more)
    alone = {
        person.id: standing.figure_and_target(
            session, cast.workspace, scope_of_person(session, cast.workspace, person), contest, NOW
        )[0]
        for person in people
    }
    assert sorted(alone.values()) == [1, 2, 3]
    read, real = [], standing.group_scorecard_of
    monkeypatch.setattr(standing, "group_scorecard_of", lambda *args, **how: [read.append(1), real(*args, **how)][1])
    places = standing.standing_of(session, cast.workspace, contest, NOW).places
    assert {one.person_id: one.value * 4 for one in places} == alone
    assert len(read) == 1
