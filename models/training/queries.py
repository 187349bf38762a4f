"""Questions about the catalogue: one training, those of a period, those to come."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.period import Period
from models.refusal import Refusal
from models.training.records import Seat, Training
from models.workspace.queries import hold


def trainings_between(session: Session, workspace_id: str, period: Period | None = None) -> Sequence[Training]:
    """Those on the days of `period` (None: ever) that were not removed, in order of day."""
    found = select(Training).where(Training.workspace_id == workspace_id, col(Training.removed_at).is_(None))
    if period is not None:
        found = found.where(col(Training.day) >= period.start, col(Training.day) < period.end)
    return session.exec(found.order_by(col(Training.day), col(Training.number))).all()


def trainings_to_come(session: Session, workspace_id: str, today: date) -> Sequence[Training]:
    """Those of today and later, the next first."""
    found = select(Training).where(
        Training.workspace_id == workspace_id, col(Training.removed_at).is_(None), col(Training.day) >= today
    )
    return session.exec(found.order_by(col(Training.day), col(Training.number))).all()


def training_numbered(session: Session, workspace_id: str, number: int) -> Training:
    """The training with this number. Refuses one that is not there (any more)."""
    found = select(Training).where(
        Training.workspace_id == workspace_id, Training.number == number, col(Training.removed_at).is_(None)
    )
    training = session.exec(found).first()
    if training is None:
        raise Refusal("training.not_there", number=number)
    return training


def training_with_id(session: Session, workspace_id: str, training_id: str) -> Training:
    """The training of a button. Refuses one that is not there (any more)."""
    training = session.get(Training, (workspace_id, training_id))
    if training is None or training.removed_at is not None:
        raise Refusal("training.not_there", number="")
    return training


def latest_training_by(session: Session, workspace_id: str, person_id: str) -> Training | None:
    """What this person entered last and nobody removed."""
    found = select(Training).where(
        Training.workspace_id == workspace_id, Training.entered_by == person_id, col(Training.removed_at).is_(None)
    )
    return session.exec(found.order_by(col(Training.id).desc()).limit(1)).first()


def seats_of(session: Session, workspace_id: str, trainings: Sequence[Training]) -> Sequence[Seat]:
    """Who is on them, in the order in which they were put there."""
    if not trainings:
        return []
    found = select(Seat).where(
        Seat.workspace_id == workspace_id,
        col(Seat.training_id).in_([one.id for one in trainings]),
        col(Seat.removed_at).is_(None),
    )
    return session.exec(found.order_by(col(Seat.id))).all()


def next_number(session: Session, workspace_id: str) -> int:
    """The number of the next training. Nobody else gets the same: the workspace is held until the commit."""
    hold(session, workspace_id)
    highest = session.exec(select(func.max(Training.number)).where(Training.workspace_id == workspace_id)).one()
    return (highest or 0) + 1
