"""How sure a leader is of an objective: asked when they look, once a month; the answers stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from handlers.door.request import Press, Request
from handlers.plan import feature
from handlers.plan.command import command
from models.goals.records import Objective, ObjectiveConfidence
from models.plan.objectives import close_objective, set_objective
from models.refusal import Refusal
from tests.conftest import NOW, Cast, acting
from tests.handlers.goals.test_command import said

At = Callable[..., Request]
ASKED = "How sure are you that objective 1 is reached?"


@pytest.fixture
def objective(session: Session, cast: Cast) -> Objective:
    return set_objective(acting(session, cast.dirk), "Grow in Germany", 24)


def press(request: Request, objective: Objective, level: int | str) -> object:
    return feature.presses["plan.confidence"](request, Press(f"plan.confidence:{level}", f"{objective.id} {level}"))


def test_who_leads_is_asked_and_nobody_else(request_of: At, cast: Cast, objective: Objective) -> None:
    assert ASKED in said(command(request_of(cast.dirk), ""))
    for person in (cast.anna, cast.carla):
        assert ASKED not in said(command(request_of(person), ""))


def test_the_answer_is_read_by_all_and_asked_again_after_a_month(
    request_of: At, cast: Cast, objective: Objective
) -> None:
    answer = press(request_of(cast.dirk), objective, 3)
    assert "How sure: Sure." in said(answer)
    assert ASKED not in said(command(request_of(cast.dirk), ""))
    assert "How sure: *Sure* (12 Nov, Dirk Visser)" in said(command(request_of(cast.anna), ""))
    later = NOW + timedelta(days=30)
    assert ASKED in said(command(request_of(cast.dirk, later), ""))
    press(request_of(cast.dirk, later), objective, 2)
    page = said(command(request_of(cast.bram, later), ""))
    assert "Hoe zeker: *Twijfelachtig* (12 dec, Dirk Visser) · Zeker op 12 nov" in page


def test_it_can_be_undone(request_of: At, session: Session, cast: Cast, objective: Objective) -> None:
    for level in (3, 1):
        press(request_of(cast.dirk), objective, level)
    newest = session.exec(select(ObjectiveConfidence).where(col(ObjectiveConfidence.level) == 1)).one()
    undo = Press("plan.undo_confidence", newest.id)
    assert "Undone" in said(feature.presses["plan.undo_confidence"](request_of(cast.dirk), undo))
    assert "How sure: *Sure*" in said(command(request_of(cast.anna), ""))


def test_what_cannot_be_is_refused(request_of: At, session: Session, cast: Cast, objective: Objective) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        press(request_of(cast.carla), objective, 3)
    for wrong in (0, 4, "x", ""):
        with pytest.raises(Refusal, match="no_such_level"):
            press(request_of(cast.dirk), objective, wrong)
    close_objective(acting(session, cast.dirk), objective)
    with pytest.raises(Refusal, match="objective_closed"):
        press(request_of(cast.dirk), objective, 3)
    gone = Press("plan.confidence:3", "nobody 3")
    with pytest.raises(Refusal, match="no_such_objective"):
        feature.presses["plan.confidence"](request_of(cast.dirk), gone)
