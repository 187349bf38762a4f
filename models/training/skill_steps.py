"""What has been done about somebody's gaps since they were rated: on an agenda, a goal, a training."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from models.coaching.open_items import skill_topics
from models.goals.records import Goal
from models.period import Period
from models.scorecard.scope import ScopeKind
from models.team.records import Person
from models.training.attendance import attended_in
from models.training.queries import seats_of, trainings_between
from models.training.records import SeatState


@dataclass(frozen=True)
class SkillSteps:
    """What was done about one skill; what was not is empty."""

    on_agenda: bool = False
    talked: bool = False
    """It was talked about in a coaching talk."""
    goal: int | None = None
    """The number of the goal."""
    training: int | None = None
    """The number of the training in the catalogue."""
    training_on: date | None = None
    """Its day; of a training that was only logged the day of that."""


def steps_since(session: Session, viewer: Person, person: Person, since: date, today: date) -> Mapping[str, SkillSteps]:
    """By skill, since the day that the survey closed. Of topics only those of a pair to which the viewer belongs."""
    found: dict[str, SkillSteps] = defaultdict(SkillSteps)
    for topic in skill_topics(session, person, since):
        if topic.skill and viewer.id in (topic.coach_id, topic.rep_id):
            talked = topic.talk_id is not None
            found[topic.skill] = replace(found[topic.skill], on_agenda=True, talked=talked)
    goals = select(Goal).where(
        Goal.workspace_id == person.workspace_id,
        Goal.scope_kind == ScopeKind.PERSON,
        Goal.scope_id == person.id,
        col(Goal.skill).is_not(None),
        col(Goal.closed_at).is_(None),
    )
    for goal in session.exec(goals.order_by(col(Goal.number))):
        if goal.skill and goal.created_at.date() >= since:
            found[goal.skill] = replace(found[goal.skill], goal=goal.number)
    days = Period(since, max(today, since) + date.resolution)
    for one in attended_in(session, person.workspace_id, days):
        if one.entry.person_id == person.id:
            found[one.topic] = replace(found[one.topic], training_on=one.entry.day)
    trainings = {one.id: one for one in trainings_between(session, person.workspace_id) if one.day >= since}
    for seat in seats_of(session, person.workspace_id, list(trainings.values())):
        training = trainings[seat.training_id]
        if seat.person_id == person.id and seat.state == SeatState.PLANNED and training.day >= today:
            found[training.topic] = replace(found[training.topic], training=training.number, training_on=training.day)
    return found
