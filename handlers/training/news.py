"""What training puts into the outbox: somebody else put them on one."""

from handlers.door.request import Request
from models.delivery.outbox import post
from models.team.records import Person
from models.training.records import Training

CADENCE = "training.put_on"


def tell_that_they_are_on(request: Request, training: Training, person: Person) -> None:
    """To who was put on a training by somebody else, once."""
    if person.id == request.person.id or person.slack_user_id is None:
        return
    post(
        request.session,
        training.workspace_id,
        recipient=person.id,
        cadence=CADENCE,
        slot=training.id,
        now=request.now,
        about={"training_id": training.id, "by": request.person.id},
    )
