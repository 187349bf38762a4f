"""Who comes to a training: put on it, taken off it, and afterwards: was there, or was not."""

from dataclasses import replace

from sqlmodel import select

from models.acting import Acting
from models.activity.actions import log_activities
from models.activity.corrections import undo_entry
from models.activity.entry import NewActivity
from models.activity.kinds import Kind
from models.activity.storing import Logged
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.training.attendance import ATTENDED, Attendee, attendees_of
from models.training.queries import training_with_id
from models.training.records import Seat, SeatState, Training
from models.training.topics import topic_label


def put_on(acting: Acting, training: Training, person: Person) -> Seat:
    """The person is to come. Refuses somebody who is not below, who has left, and a training that is over.

    Twice is once; who was taken off comes back.
    """
    acting.rights.require(Right.PUT_ON_TRAINING, person, person=person.name)
    if training.day < acting.today:
        raise Refusal("training.over", day=training.day)
    if not is_at_work(person, training.day) and person.ends_on is not None:
        raise Refusal("training.will_have_left", name=person.name, day=person.ends_on)
    seat = seat_of(acting, training, person)
    if seat is None:
        seat = Seat(
            workspace_id=training.workspace_id, training_id=training.id, person_id=person.id, created_at=acting.now
        )
        acting.session.add(seat)
    seat.put_by, seat.removed_at, seat.state = acting.by.id, None, SeatState.PLANNED
    acting.session.flush()
    return seat


def take_off(acting: Acting, training: Training, person: Person) -> Seat:
    """The person does not come. Refuses who may not say so, and somebody who is not on it."""
    acting.rights.require(Right.PUT_ON_TRAINING, person, person=person.name)
    seat = seat_of(acting, training, person)
    if seat is None or seat.removed_at is not None:
        raise Refusal("training.not_on_it", name=person.name)
    seat.removed_at = acting.now
    acting.session.flush()
    return seat


def was_there(acting: Acting, training: Training, person: Person) -> Attendee:
    """The person was there: the hours go into their log, once. Refuses a training to come, and who may not say so."""
    acting.rights.require(Right.PUT_ON_TRAINING, person, person=person.name)
    if training.day > acting.today:
        raise Refusal("training.not_yet", day=training.day)
    seat = seat_of(acting, training, person)
    if seat is not None:
        seat.state = SeatState.PLANNED
        acting.session.flush()
    known = attendee(acting, training, person)
    if known is not None and known.state == ATTENDED:
        return known
    topic = topic_label(training.topic, person.language or acting.workspace.language) or training.title
    entry = NewActivity(Kind.TRAINING, training.day, minutes=min(training.minutes, 24 * 60), topic=topic)
    logged = log_activities(replace(acting, by=person), [entry])
    assert isinstance(logged, Logged)
    acting.session.flush()
    found = attendee(acting, training, person)
    assert found is not None
    return found


def was_not_there(acting: Acting, training: Training, person: Person) -> Seat:
    """The person was not there. Refuses a training to come, who was not to come, and whose log says that they were."""
    acting.rights.require(Right.PUT_ON_TRAINING, person, person=person.name)
    if training.day > acting.today:
        raise Refusal("training.not_yet", day=training.day)
    seat = seat_of(acting, training, person)
    if seat is None or seat.removed_at is not None:
        raise Refusal("training.not_on_it", name=person.name)
    known = attendee(acting, training, person)
    if known is not None and known.state == ATTENDED:
        raise Refusal("training.log_says_so", name=person.name)
    seat.state = SeatState.MISSED
    acting.session.flush()
    return seat


def unanswered(acting: Acting, training: Training, person: Person) -> None:
    """As if they had not answered: the entry that the answer made is undone, and they are to have come."""
    known = attendee(acting, training, person)
    for entry_id in known.entries if known else ():
        undo_entry(acting, entry_id)
    if seat := seat_of(acting, training, person):
        acting.rights.require(Right.PUT_ON_TRAINING, person, person=person.name)
        seat.state = SeatState.PLANNED
    acting.session.flush()


def attendee(acting: Acting, training: Training, person: Person) -> Attendee | None:
    """How the person stands to the training; None: not at all."""
    found = attendees_of(acting.session, training.workspace_id, [training])[training.id]
    return next((one for one in found if one.person_id == person.id), None)


def seat_of(acting: Acting, training: Training, person: Person) -> Seat | None:
    """Their seat, also when they were taken off it."""
    training_with_id(acting.session, training.workspace_id, training.id)
    found = select(Seat).where(
        Seat.workspace_id == training.workspace_id, Seat.training_id == training.id, Seat.person_id == person.id
    )
    return acting.session.exec(found).first()
