"""The plan that is proposed for somebody, or the one that there is, as the form of their manager shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.acting import Acting
from models.newcomers.goals import Targets, as_targets, usual_targets
from models.newcomers.own_checklist import lines_of
from models.newcomers.program import HORIZONS, LAST_DAY, Line, program
from models.newcomers.queries import colleagues_of, items_of, plan_of, usual_shadows
from models.newcomers.records import NewcomerPlan, PlanState
from models.newcomers.standing import who_is
from models.newcomers.starting import day_by, first_day_in, first_day_of, is_over
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person


@dataclass(frozen=True)
class GoalDraft:
    """What should be there by a day: in words, and as KPIs with what they should come to."""

    day: int
    words: str
    targets: Targets


@dataclass(frozen=True)
class Draft:
    """Everything that the manager can change."""

    person: Person
    first_day: date
    goals: Sequence[GoalDraft]
    lines: Sequence[Line]
    shadows: Sequence[Person]
    colleagues: Sequence[Person]
    plan: NewcomerPlan | None = None
    why_no_targets: str = ""
    """`no_role`, `manager` or `nothing_asked`; empty where there are targets."""


def draft_of(acting: Acting, person: Person) -> Draft:
    """What is proposed for the person, or their plan as it stands.

    Refuses who may not, somebody who has left, whose first day nobody knows, and whose 90 days are over.
    """
    acting.rights.require(Right.PLAN_NEWCOMER, person, person=person.name)
    session, today = acting.session, acting.today
    if person.ends_on is not None and person.ends_on < today:
        raise Refusal("newcomers.has_left", name=person.name, last_day=person.ends_on)
    plan = plan_of(session, person)
    first_day = first_day_in(plan, person) if plan else first_day_of(session, person)
    if first_day is None:
        raise Refusal("newcomers.no_first_day", name=person.name)
    if is_over(first_day, today):
        raise Refusal("newcomers.too_late", name=person.name, first_day=first_day, days=LAST_DAY)
    language = _language(acting)
    usual = usual_targets(session, acting.workspace, person, first_day, acting.now)
    colleagues = colleagues_of(session, person, max(today, first_day))
    if plan is None or _was_declined(plan):
        goals = [
            GoalDraft(day, program().words(who_is(person), day, language), usual[day])
            for day in HORIZONS
            if day_by(first_day, day) >= today
        ]
        lines = lines_of(acting.workspace, who_is(person), language)
        shadows = usual_shadows(session, person, max(today, first_day))
    else:
        goals, lines = _stored_goals(plan, person, usual, language), _stored_lines(acting, plan, language)
        shadows = [one for one in colleagues if one.id in plan.shadows]
    nothing = not any(goal.targets for goal in goals)
    return Draft(person, first_day, goals, lines, shadows, colleagues, plan, _why(person) if nothing else "")


def _was_declined(plan: NewcomerPlan) -> bool:
    """“Not needed” was pressed: there is nothing in it yet."""
    return plan.state == PlanState.STOPPED and plan.given_at is None and not plan.goals


def _stored_goals(plan: NewcomerPlan, person: Person, usual: dict[int, Targets], language: str) -> list[GoalDraft]:
    return [
        GoalDraft(
            int(goal["day"]),
            str(goal.get("words") or program().words(who_is(person), int(goal["day"]), language)),
            usual[int(goal["day"])] if goal.get("targets") is None else as_targets(goal["targets"]),
        )
        for goal in plan.goals
    ]


def _stored_lines(acting: Acting, plan: NewcomerPlan, language: str) -> list[Line]:
    return [
        Line(item.day, (program().text(item.key, language) if item.key else "") or item.text, item.key)
        for item in items_of(acting.session, plan)
    ]


def _language(acting: Acting) -> str:
    return acting.by.language or acting.workspace.language


def _why(person: Person) -> str:
    if not person.is_rep:
        return "manager"
    return "nothing_asked" if person.sales_role else "no_role"
