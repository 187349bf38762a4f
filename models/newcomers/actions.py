"""What people do with a newcomer's plan: make it, give it, stop it, and tick off its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from models.acting import Acting
from models.delivery.occurrence import instant_of
from models.delivery.outbox import post
from models.newcomers.drafting import Draft, GoalDraft, draft_of
from models.newcomers.goals import MOST_TARGETS, usual_targets
from models.newcomers.own_checklist import check_lines
from models.newcomers.program import Line, program
from models.newcomers.queries import items_of, plan_of, plan_to_lead
from models.newcomers.records import LONGEST_WORDS, NewcomerItem, NewcomerPlan, PlanState
from models.newcomers.standing import who_is
from models.newcomers.starting import first_day_in
from models.permissions import Right
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.team.records import Person
from models.zones import zone_named

GIVEN = "newcomers.given"
"""The cadence of what tells a newcomer of their plan."""
MORNING = time(9)
USEFUL_FOR = timedelta(days=14)


@dataclass(frozen=True)
class NewPlan:
    """A plan as its manager wants it."""

    goals: Sequence[GoalDraft]
    lines: Sequence[Line]
    shadows: Sequence[str]
    """Ids of people."""


def save_plan(acting: Acting, person: Person, new: NewPlan) -> NewcomerPlan:
    """Keep it; a plan that was given changes where the newcomer reads it, and ticks stay with their lines.

    Refuses what `draft_of` refuses, and what does not fit.
    """
    known = draft_of(acting, person)
    lines = _with_keys(acting, person, new.lines)
    _check(new, lines)
    session = acting.session
    plan = known.plan
    if plan is None:
        plan = NewcomerPlan(
            workspace_id=person.workspace_id,
            person_id=person.id,
            starts_on=known.first_day,
            made_by=acting.by.id,
            made_at=acting.now,
        )
        session.add(plan)
    if plan.state == PlanState.STOPPED:
        plan.state, plan.stopped_at = (PlanState.GIVEN if plan.given_at else PlanState.DRAFT), None
    allowed = {one.id for one in known.colleagues}
    plan.goals = _stored(acting, known, new.goals)
    plan.shadows = [id_ for id_ in dict.fromkeys(new.shadows) if id_ in allowed]
    session.flush()
    _put_lines(acting, plan, lines)
    session.flush()
    return plan


def give_plan(acting: Acting, plan_id: str) -> NewcomerPlan:
    """The newcomer reads it from now on: they are told at once, or on the morning of their first working day.

    Refuses one that was given already.
    """
    plan, person = plan_to_lead(acting, plan_id)
    draft_of(acting, person)
    if plan.state == PlanState.GIVEN:
        raise Refusal("newcomers.given_already", name=person.name)
    first_time = plan.given_at is None
    plan.state, plan.given_at, plan.stopped_at = PlanState.GIVEN, plan.given_at or acting.now, None
    acting.session.flush()
    if first_time:
        _tell(acting, plan, person)
    return plan


def stop_plan(acting: Acting, plan_id: str) -> NewcomerPlan:
    """Nothing comes of it any more, and nobody reads it but who leads the newcomer."""
    plan, _ = plan_to_lead(acting, plan_id)
    plan.state, plan.stopped_at = PlanState.STOPPED, acting.now
    acting.session.flush()
    return plan


def resume_plan(acting: Acting, plan_id: str) -> NewcomerPlan:
    """The stop is undone: it is what it was, with all ticks."""
    plan, _ = plan_to_lead(acting, plan_id)
    if plan.state == PlanState.STOPPED:
        plan.state, plan.stopped_at = (PlanState.GIVEN if plan.given_at else PlanState.DRAFT), None
        acting.session.flush()
    return plan


def decline(acting: Acting, person: Person) -> NewcomerPlan:
    """No plan is wanted: nobody is asked again. Refuses who may not; a plan that is there stays as it is."""
    acting.rights.require(Right.PLAN_NEWCOMER, person, person=person.name)
    plan = plan_of(acting.session, person)
    if plan is None:
        plan = NewcomerPlan(
            workspace_id=person.workspace_id,
            person_id=person.id,
            state=PlanState.STOPPED,
            starts_on=person.starts_on or acting.today,
            made_by=acting.by.id,
            made_at=acting.now,
            stopped_at=acting.now,
        )
        acting.session.add(plan)
        acting.session.flush()
    return plan


def tick(acting: Acting, plan_id: str, item_ids: Sequence[str]) -> NewcomerPlan:
    """Turn these lines of one's own plan over: what was open is done, what was done is open again.

    Refuses a plan that is somebody else's, was not given, or was stopped.
    """
    plan = acting.session.get(NewcomerPlan, (acting.workspace.workspace_id, plan_id))
    if plan is None or plan.person_id != acting.by.id or plan.state != PlanState.GIVEN:
        raise Refusal("newcomers.not_there")
    for item in items_of(acting.session, plan):
        if item.id in item_ids:
            is_done = item.done_on is not None
            item.done_on, item.done_by = (None, None) if is_done else (acting.today, acting.by.id)
    acting.session.flush()
    return plan


def _tell(acting: Acting, plan: NewcomerPlan, person: Person) -> None:
    calendar = Calendar.of(acting.session, person, acting.workspace)
    zone = zone_named(person.zone, acting.workspace.zone)
    first = first_day_in(plan, person)
    day = calendar.next_working_day(first)
    morning = instant_of(day, MORNING, zone)
    post(
        acting.session,
        plan.workspace_id,
        recipient=person.id,
        cadence=GIVEN,
        slot=plan.id,
        now=acting.now,
        about={"plan": plan.id},
        due_at=max(acting.now, morning),
        useful_for=USEFUL_FOR,
    )


def _with_keys(acting: Acting, person: Person, lines: Sequence[Line]) -> list[Line]:
    """A line that says what one of Koers' own says is that one, and is told in the language of its reader."""
    language = acting.by.language or acting.workspace.language
    own = {line.text: line.key for who in {"rep", "manager", who_is(person)} for line in program().lines(who, language)}
    return [replace(line, key=own.get(line.text, "")) for line in lines]


def _check(new: NewPlan, lines: list[Line]) -> None:
    check_lines(lines)
    for goal in new.goals:
        if len(goal.words) > LONGEST_WORDS:
            raise Refusal(
                "newcomers.words_too_long", most=LONGEST_WORDS, length=len(goal.words), field=f"words_{goal.day}"
            )
        if len(goal.targets) > MOST_TARGETS:
            raise Refusal("newcomers.too_many_targets", most=MOST_TARGETS, field=f"targets_{goal.day}")


def _stored(acting: Acting, known: Draft, goals: Sequence[GoalDraft]) -> list[dict[str, object]]:
    """What is as proposed is not written down: it follows the language of the reader, the ramp and the calendar."""
    person, language = known.person, acting.by.language or acting.workspace.language
    usual = usual_targets(acting.session, acting.workspace, person, known.first_day, acting.now)
    found: list[dict[str, object]] = []
    for goal in goals:
        words = goal.words.strip()
        is_usual = words == program().words(who_is(person), goal.day, language)
        targets = None if dict(goal.targets) == dict(usual[goal.day]) else [[k, str(v)] for k, v in goal.targets]
        found.append({"day": goal.day, "words": "" if is_usual else words or "–", "targets": targets})
    return found


def _put_lines(acting: Acting, plan: NewcomerPlan, lines: Sequence[Line]) -> None:
    """The lines in this order; one that is there already keeps its tick."""
    session = acting.session
    known = items_of(session, plan)
    kept: set[str] = set()
    for place, line in enumerate(lines):
        same = (
            one
            for one in known
            if one.id not in kept and (one.key, one.key or one.text) == (line.key, line.key or line.text)
        )
        item = next(same, None)
        if item is None:
            item = NewcomerItem(workspace_id=plan.workspace_id, plan_id=plan.id, place=place, day=line.day)
            session.add(item)
        item.place, item.day, item.key, item.text = place, line.day, line.key, "" if line.key else line.text
        kept.add(item.id)
    for gone in known:
        if gone.id not in kept:
            session.delete(gone)
