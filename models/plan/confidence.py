"""How sure who leads the company is that an objective is reached: three levels, asked once a month, with its history."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.goals.records import Objective, ObjectiveConfidence
from models.permissions import Right
from models.refusal import Refusal

LEVELS = (3, 2, 1)
"""Sure, in doubt, unlikely. The words: `confidence` in `messages/templates/plan/page.j2`."""
ASKED_AFTER = timedelta(days=30)
"""So long after the last answer it is asked again, when somebody looks."""


def say_how_sure(acting: Acting, objective: Objective, level: int) -> ObjectiveConfidence:
    """Note how sure they are today. Refuses who does not lead, a level that there is not, and a closed objective."""
    acting.rights.require(Right.LEAD_COMPANY)
    if objective.closed_at is not None:
        raise Refusal("plan.objective_closed", number=objective.number)
    if level not in LEVELS:
        raise Refusal("plan.no_such_level")
    said = ObjectiveConfidence(
        workspace_id=objective.workspace_id,
        objective_id=objective.id,
        level=level,
        said_by=acting.by.id,
        said_on=acting.today,
        created_at=acting.now,
    )
    acting.session.add(said)
    acting.session.flush()
    return said


def take_back_how_sure(acting: Acting, said: ObjectiveConfidence) -> None:
    """Undo of that. Refuses who does not lead."""
    acting.rights.require(Right.LEAD_COMPANY)
    said.undone_at = said.undone_at or acting.now
    acting.session.flush()


def confidence_of(session: Session, objectives: Sequence[Objective]) -> Mapping[str, list[ObjectiveConfidence]]:
    """What was said of each, by the objective's id, the newest first."""
    found: dict[str, list[ObjectiveConfidence]] = defaultdict(list)
    if objectives:
        wanted = select(ObjectiveConfidence).where(
            ObjectiveConfidence.workspace_id == objectives[0].workspace_id,
            col(ObjectiveConfidence.objective_id).in_([one.id for one in objectives]),
            col(ObjectiveConfidence.undone_at).is_(None),
        )
        latest = wanted.order_by(col(ObjectiveConfidence.created_at).desc(), col(ObjectiveConfidence.id).desc())
        for said in session.exec(latest):
            found[said.objective_id].append(said)
    return found


def is_asked(said: Sequence[ObjectiveConfidence], today: date) -> bool:
    """Whether it is time to ask: nobody said anything yet, or not for a month."""
    return not said or said[0].said_on + ASKED_AFTER <= today
