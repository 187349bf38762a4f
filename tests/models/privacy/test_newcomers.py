"""Whoever is erased leaves no plan of their first days behind, and nothing of how they looked back on a newcomer."""

from sqlmodel import Session, select

from models.newcomers.records import NewcomerItem, NewcomerPlan
from models.privacy.erasure import erase
from tests.conftest import NOW, Cast


def test_a_newcomers_plan_goes_and_what_a_manager_wrote(session: Session, cast: Cast) -> None:
    about = {"starts_on": NOW.date(), "made_by": cast.carla.id, "made_at": NOW, "looked_by": cast.carla.id}
    plans = [
        NewcomerPlan(workspace_id="T1", person_id=person.id, manager_look="sealed", **about)
        for person in (cast.anna, cast.bram)
    ]
    session.add_all(plans)
    session.flush()
    session.add_all(NewcomerItem(workspace_id="T1", plan_id=plan.id, place=0, day=1, text="Badge") for plan in plans)
    session.flush()
    erase(session, cast.anna, NOW)
    session.expire_all()
    assert [plan.person_id for plan in session.exec(select(NewcomerPlan))] == [cast.bram.id]
    assert len(list(session.exec(select(NewcomerItem)))) == 1
    erase(session, cast.carla, NOW)
    session.expire_all()
    [left] = session.exec(select(NewcomerPlan)).all()
    assert (left.manager_look, left.looked_by) == ("", None)
