"""Trainings and the hours of a period as values for the messages: what this reader may see of them."""

from collections.abc import Sequence

from sqlmodel import col, select

from handlers.door.request import Request
from messages.training.views import GapView, Line, Page, PlanView, TrainingView, Who
from models.money import Money
from models.period import Period
from models.permissions import Right
from models.privacy.reading import Thing, Way
from models.team.records import Person
from models.training.attendance import attendees_of
from models.training.gaps import training_plan
from models.training.queries import trainings_between, trainings_to_come
from models.training.records import SeatState, Training
from models.training.summary import Hours, cost_of, summary_of


def training_views(request: Request, trainings: Sequence[Training]) -> list[TrainingView]:
    """Of whom the reader may not see the figures, only the number is said."""
    session, workspace_id = request.session, request.workspace.workspace_id
    there = attendees_of(session, workspace_id, trainings)
    names = names_of(request, {one.person_id for every in there.values() for one in every})
    rights, seen = request.rights, request.rights.people_seen()
    sees_cost, may_change = rights.may(Right.SEE_COSTS), rights.may(Right.PLAN_TRAINING)
    found = []
    for training in trainings:
        every = there[training.id]
        own = next((one for one in every if one.person_id == request.person.id), None)
        people = [
            Who(one.person_id, names.get(one.person_id, ""), one.state, one.minutes)
            for one in every
            if seen is None or one.person_id in seen
        ]
        request.note_reading(Thing.TRAINING, [who.id for who in people])
        money = None
        if sees_cost and training.amount_minor is not None and training.currency is not None:
            money = Money(training.amount_minor, training.currency)
        found.append(
            TrainingView(
                training.id,
                training.number,
                training.topic,
                training.day,
                training.minutes,
                training.title,
                training.provider,
                money,
                sees_cost,
                own.state if own else "",
                people,
                sum(one.state != SeatState.MISSED for one in every)
                - sum(who.state != SeatState.MISSED for who in people),
                training.day < request.today,
                may_change,
            )
        )
    return found


def note_file(request: Request, period: Period) -> None:
    """Whose training stands in the file of a period: it is noted for them that it was read."""
    session, workspace_id, seen = request.session, request.workspace.workspace_id, request.rights.people_seen()
    there = attendees_of(session, workspace_id, list(trainings_between(session, workspace_id, period)))
    shown = {one.person_id for every in there.values() for one in every}
    request.note_reading(Thing.TRAINING, shown if seen is None else shown & seen, Way.FILE)


def training_view(request: Request, training: Training) -> TrainingView:
    """One of them."""
    return training_views(request, [training])[0]


def page_view(request: Request, period: Period) -> Page:
    """What `/koers training` shows of a period."""
    session, workspace = request.session, request.workspace
    rights = request.rights
    seen = rights.people_seen()
    summary = summary_of(session, workspace.workspace_id, period, seen)
    request.note_reading(Thing.TRAINING, [one.key for one in summary.by_person])
    names = names_of(request, {one.key for one in summary.by_person})
    coming = trainings_to_come(session, workspace.workspace_id, request.today)
    held = [one for one in trainings_between(session, workspace.workspace_id, period) if one.day < request.today]
    return Page(
        period,
        [Line(one.key, one.minutes, one.people) for one in summary.by_topic],
        _by_name(summary.by_person, names),
        is_own=seen is not None and seen <= {request.person.id},
        coming=training_views(request, coming),
        held=training_views(request, held[::-1]),
        cost=cost_of(session, workspace, period, request.today) if rights.may(Right.SEE_COSTS) else None,
        may_change=rights.may(Right.PLAN_TRAINING),
    )


def plan_view(request: Request) -> PlanView:
    """From the gaps of the people whom the reader sees to training, and back."""
    plan = training_plan(request.session, request.person, request.today)
    gaps = [
        GapView(one.topic, one.gap, one.people, training_views(request, one.offered), one.booked, one.trained)
        for one in plan.gaps
    ]
    may_change = request.rights.may(Right.PLAN_TRAINING)
    return PlanView(plan.survey, plan.closed_on, gaps, plan.measured, plan.before, may_change)


def names_of(request: Request, ids: set[str]) -> dict[str, str]:
    """What these people are called."""
    if not ids:
        return {}
    found = select(Person).where(Person.workspace_id == request.workspace.workspace_id, col(Person.id).in_(ids))
    return {person.id: person.name for person in request.session.exec(found)}


def _by_name(people: Sequence[Hours], names: dict[str, str]) -> list[Line]:
    lines = [Line(names.get(one.key, ""), one.minutes) for one in people]
    return sorted(lines, key=lambda line: (-line.minutes, line.key))
