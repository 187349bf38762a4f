"""Messages about training: somebody put you on one; and after it: were you there?"""

from collections.abc import Iterator
from datetime import date, time, timedelta

from jobs.cadence import Cadence, Occasion, Window, nobody
from messages.blocks import Message
from messages.training import prompts as messages
from messages.training.views import TrainingView
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.period import Period
from models.team.records import Person
from models.training.attendance import attendees_of
from models.training.queries import seats_of, trainings_between
from models.training.records import SeatState, Training

AT = time(9)
LOOK_BACK = timedelta(days=45)
"""Whoever comes back from leave within this is still asked."""


def to_ask(window: Window) -> Iterator[Due]:
    """Everybody who was to come and has not said whether they did, on the first working morning after the training.

    Who was away all day on the day itself was not there: they are not asked.
    """
    people = {person.id: person for person in window.people}
    today = window.now.date()
    period = Period(today - LOOK_BACK, today + timedelta(days=1))
    trainings = {one.id: one for one in trainings_between(window.session, window.workspace.workspace_id, period)}
    for seat in seats_of(window.session, window.workspace.workspace_id, list(trainings.values())):
        training, person = trainings[seat.training_id], people.get(seat.person_id)
        if person is None or seat.state != SeatState.PLANNED or _is_away(window, person, training.day):
            continue
        for due in due_by_recurrence(
            person.id,
            once(training.day + timedelta(days=1), AT),
            window.zone_of(person),
            window.works_on(person),
            window.since,
            window.now,
        ):
            yield Due(person.id, f"{due.slot}:{training.id}", due.at, {"training_id": training.id})


def ask(occasion: Occasion) -> Message | None:
    """Nothing when it was removed or moved, when they are off it, or have said or logged it meanwhile."""
    training = _training(occasion)
    if training is None or training.day >= occasion.today or _state(occasion, training) != SeatState.PLANNED:
        return None
    return messages.ask(occasion.language, _view(training))


def put_on(occasion: Occasion) -> Message | None:
    """To who was put on one by somebody else; nothing when they were taken off again before this went out."""
    training = _training(occasion)
    by = occasion.session.get(Person, (occasion.workspace.workspace_id, str(occasion.about["by"])))
    if training is None or by is None or training.day < occasion.today:
        return None
    if _state(occasion, training) != SeatState.PLANNED:
        return None
    return messages.put_on_it(occasion.language, _view(training), by.name)


def _is_away(window: Window, person: Person, day: date) -> bool:
    """On leave all day: a training on somebody's free day is one that they may have come to."""
    calendar = window.calendars[person.id]
    away = sum(one.part for one in calendar.away if one.first_day <= day <= one.last_day)
    return away >= 1 or not calendar.is_with_us(day)


def _training(occasion: Occasion) -> Training | None:
    training = occasion.session.get(Training, (occasion.workspace.workspace_id, str(occasion.about["training_id"])))
    return None if training is None or training.removed_at is not None else training


def _state(occasion: Occasion, training: Training) -> str:
    there = attendees_of(occasion.session, training.workspace_id, [training])[training.id]
    return next((one.state for one in there if one.person_id == occasion.delivery.recipient), "")


def _view(training: Training) -> TrainingView:
    return TrainingView(
        training.id, training.number, training.topic, training.day, training.minutes, training.title, training.provider
    )


ASK = Cadence(
    "training.ask",
    to_ask,
    ask,
    useful_for=timedelta(days=14),
    when="09:00 on their first working day after a training",
    to="everybody who was to come and has not logged it, unless they were on leave",
)
PUT_ON = Cadence(
    "training.put_on",
    nobody,
    put_on,
    useful_for=timedelta(days=14),
    when="when somebody else puts them on a training",
    to="who is put on it",
)
CADENCES = (ASK, PUT_ON)
