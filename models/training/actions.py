"""What people do with the catalogue: add a training, change it, remove it, and undo each."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.acting import Acting
from models.money import LARGEST_AMOUNT, Money
from models.permissions import Right
from models.refusal import Refusal
from models.training.queries import next_number
from models.training.records import LONGEST_PROVIDER, LONGEST_TITLE, Training
from models.training.topics import OTHER, TOPICS

LONGEST_MINUTES = 40 * 60
"""A week; a longer course is several trainings."""
FURTHEST = timedelta(days=731)
OLDEST = timedelta(days=3653)


@dataclass(frozen=True)
class NewTraining:
    """A training as somebody wants it to stand in the catalogue."""

    topic: str
    day: date
    minutes: int
    title: str = ""
    provider: str = ""
    cost: Money | None = None


def add_training(acting: Acting, new: NewTraining) -> Training:
    """Put it into the catalogue. Refuses who is neither manager nor leader, and what `check_training` refuses."""
    acting.rights.require(Right.PLAN_TRAINING)
    check_training(new, acting.today)
    workspace_id = acting.workspace.workspace_id
    training = Training(
        workspace_id=workspace_id,
        number=next_number(acting.session, workspace_id),
        topic=new.topic,
        minutes=new.minutes,
        day=new.day,
        entered_by=acting.by.id,
        created_at=acting.now,
    )
    _put(training, new)
    acting.session.add(training)
    acting.session.flush()
    return training


def change_training(acting: Acting, training: Training, new: NewTraining) -> Training:
    """Have it say this from now on; what it said before can be undone. Refuses what `add_training` refuses."""
    acting.rights.require(Right.PLAN_TRAINING)
    check_training(new, acting.today)
    said = as_said(training)
    if said == new:
        return training
    _put(training, new)
    training.before = _to_store(said)
    acting.session.flush()
    return training


def remove_training(acting: Acting, training: Training) -> Training:
    """It is not held. What people logged stays theirs. Refuses who is neither manager nor leader."""
    acting.rights.require(Right.PLAN_TRAINING)
    training.removed_at = acting.now
    acting.session.flush()
    return training


def undo_training(acting: Acting, training_id: str) -> tuple[Training, str]:
    """Undo what was done last: a removal, a change, or that it was added. Returns it and which of the three."""
    acting.rights.require(Right.PLAN_TRAINING)
    training = acting.session.get(Training, (acting.workspace.workspace_id, training_id))
    if training is None:
        raise Refusal("training.not_there", number="")
    if training.removed_at is not None:
        training.removed_at, what = None, "restored"
    elif training.before is not None:
        _put(training, _stored(training.before))
        training.before, what = None, "as_before"
    else:
        training.removed_at, what = acting.now, "removed"
    acting.session.flush()
    return training, what


def check_training(new: NewTraining, today: date) -> None:
    """Refuses an unknown topic, `other` without a title, texts that are too long, hours, a day, or a cost that cannot be."""
    if new.topic not in (*TOPICS, OTHER):
        raise Refusal("training.which_topic", field="topic")
    if new.topic == OTHER and not new.title.strip():
        raise Refusal("training.which_title", field="title")
    if len(new.title) > LONGEST_TITLE:
        raise Refusal("training.text_too_long", limit=LONGEST_TITLE, field="title")
    if len(new.provider) > LONGEST_PROVIDER:
        raise Refusal("training.text_too_long", limit=LONGEST_PROVIDER, field="provider")
    if not 1 <= new.minutes <= LONGEST_MINUTES:
        raise Refusal("training.how_long", hours=LONGEST_MINUTES // 60, field="hours")
    if not today - OLDEST <= new.day <= today + FURTHEST:
        raise Refusal("training.which_day", field="day")
    if new.cost is not None and not 0 <= new.cost.amount <= LARGEST_AMOUNT:
        raise Refusal("training.absurd_cost", field="cost")


def as_said(training: Training) -> NewTraining:
    """What the catalogue says of it now."""
    cost = None
    if training.amount_minor is not None and training.currency is not None:
        cost = Money(training.amount_minor, training.currency)
    return NewTraining(training.topic, training.day, training.minutes, training.title, training.provider, cost)


def _put(training: Training, new: NewTraining) -> None:
    training.topic, training.day, training.minutes = new.topic, new.day, new.minutes
    training.title, training.provider = new.title.strip(), new.provider.strip()
    training.amount_minor = new.cost.minor if new.cost else None
    training.currency = new.cost.currency if new.cost else None


def _to_store(said: NewTraining) -> dict[str, object]:
    cost = [said.cost.minor, said.cost.currency] if said.cost else None
    texts = {"topic": said.topic, "title": said.title, "provider": said.provider}
    return {**texts, "day": said.day.isoformat(), "minutes": said.minutes, "cost": cost}


def _stored(row: dict[str, object]) -> NewTraining:
    cost, minutes = row["cost"], row["minutes"]
    assert isinstance(minutes, int)
    money = Money(int(cost[0]), str(cost[1])) if isinstance(cost, list) else None
    day = date.fromisoformat(str(row["day"]))
    return NewTraining(str(row["topic"]), day, minutes, str(row["title"]), str(row["provider"]), money)
