"""How a newcomer's plan stands: everything that its page, the digest and Home tell of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.newcomers.goals import GoalNow, goals_of
from models.newcomers.queries import colleagues_of, items_of, plan_of
from models.newcomers.records import NewcomerItem, NewcomerPlan, PlanState
from models.newcomers.starting import day_by, first_day_in, is_over, running_plans
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.workspace.records import Workspace
from models.zones import zone_named

WEEKS_OF_TALKS = 4


@dataclass(frozen=True)
class ItemNow:
    """A line of the checklist."""

    id: str
    key: str
    text: str
    due_on: date
    is_done: bool
    is_late: bool = False
    """Its day has passed, and it is open."""


@dataclass(frozen=True)
class Standing:
    """A plan as it stands on a day."""

    plan_id: str
    state: str
    person_id: str
    name: str
    manager: str
    who: str
    """`rep` or `manager`: of which program the usual words are."""
    first_day: date
    today: date
    goals: Sequence[GoalNow]
    items: Sequence[ItemNow]
    talks: Sequence[date]
    """Suggested days of the weekly talks of the first month: nothing is booked."""
    shadows: Sequence[str]
    """Names of those with whom they go along."""

    @property
    def day(self) -> int:
        """Which day it is of the ninety; 0 or less before the first."""
        return (self.today - self.first_day).days + 1

    @property
    def done(self) -> int:
        """How many lines are ticked off."""
        return sum(item.is_done for item in self.items)

    @property
    def is_over(self) -> bool:
        """The ninety days are over."""
        return is_over(self.first_day, self.today)

    @property
    def next_item(self) -> ItemNow | None:
        """The open line that is due first."""
        return next((item for item in self.items if not item.is_done), None)


@dataclass(frozen=True)
class Progress:
    """One line of a newcomer, for who leads them: nothing of what was said."""

    plan_id: str
    name: str
    day: int
    done: int
    of: int
    late: int


def who_is(person: Person) -> str:
    """`rep` for who sells, else `manager`: which program is theirs."""
    return "rep" if person.is_rep else "manager"


def standing_of(
    session: Session, workspace: Workspace, plan: NewcomerPlan, person: Person, today: date, now: datetime
) -> Standing:
    """The whole plan."""
    first_day = first_day_in(plan, person)
    manager = reviewer_of(session, person, today)
    colleagues = {one.id: one.name for one in colleagues_of(session, person, today)}
    return Standing(
        plan.id,
        plan.state,
        person.id,
        person.name,
        manager.name if manager else "",
        who_is(person),
        first_day,
        today,
        goals_of(session, workspace, plan, person, today, now),
        items_now(session, workspace, plan, person, today),
        suggested_talks(session, workspace, manager, person, first_day) if manager else (),
        [colleagues[id_] for id_ in plan.shadows if id_ in colleagues],
    )


def items_now(session: Session, workspace: Workspace, plan: NewcomerPlan, person: Person, today: date) -> list[ItemNow]:
    """The checklist with its days: a day off of the newcomer moves a line to the next day on which they work.

    Nothing was due before the plan was given: of who gets it on day 9 no line is late at once.
    """
    calendar = Calendar.of(session, person, workspace)
    zone = zone_named(person.zone, workspace.zone)
    given_on = plan.given_at.astimezone(zone).date() if plan.given_at else today
    return [_item(calendar, first_day_in(plan, person), given_on, one, today) for one in items_of(session, plan)]


def progress_below(session: Session, workspace: Workspace, manager: Person, today: date) -> tuple[Progress, ...]:
    """The running plans of those whom this person leads, by name: given, begun or near, not over, nobody who left."""
    found = []
    for plan, person in running_plans(session, workspace.workspace_id):
        first_day = first_day_in(plan, person)
        leads = reviewer_of(session, person, today)
        has_left = person.ends_on is not None and person.ends_on < today
        if has_left or leads is None or leads.id != manager.id or is_over(first_day, today):
            continue
        items = items_now(session, workspace, plan, person, today)
        done, late = sum(item.is_done for item in items), sum(item.is_late for item in items)
        found.append(Progress(plan.id, person.name, (today - first_day).days + 1, done, len(items), late))
    return tuple(found)


def drafts_below(session: Session, workspace: Workspace, manager: Person, today: date) -> list[Person]:
    """Those whom this person leads whose plan is written and not given yet, by name; nobody whose 90 days are over."""
    drafts = select(NewcomerPlan, Person).where(
        NewcomerPlan.workspace_id == workspace.workspace_id,
        NewcomerPlan.state == PlanState.DRAFT,
        Person.workspace_id == workspace.workspace_id,
        Person.id == NewcomerPlan.person_id,
    )
    return [
        person
        for plan, person in session.exec(drafts.order_by(col(Person.name), col(Person.id)))
        if not is_over(first_day_in(plan, person), today)
        and (person.ends_on is None or person.ends_on >= today)
        and (leads := reviewer_of(session, person, today)) is not None
        and leads.id == manager.id
    ]


def own_progress(session: Session, workspace: Workspace, person: Person, today: date) -> Progress | None:
    """The same of one's own plan; None without one that runs."""
    plan = plan_of(session, person)
    if plan is None or plan.state != "given":
        return None
    first_day = first_day_in(plan, person)
    if is_over(first_day, today):
        return None
    items = items_now(session, workspace, plan, person, today)
    done, late = sum(item.is_done for item in items), sum(item.is_late for item in items)
    return Progress(plan.id, person.name, (today - first_day).days + 1, done, len(items), late)


def suggested_talks(
    session: Session, workspace: Workspace, manager: Person, person: Person, first_day: date
) -> list[date]:
    """A day in each of the first four weeks on which both work: the same weekday where that can be."""
    calendars = calendars_of(session, workspace, [manager, person])
    return list(_weekly(calendars[person.id], calendars[manager.id], first_day))


def _weekly(own: Calendar, manager: Calendar, first_day: date) -> Iterator[date]:
    usual: int | None = None
    for week in range(WEEKS_OF_TALKS):
        days = [first_day + timedelta(days=7 * week + ahead) for ahead in range(7)]
        both = [day for day in days if own.works_on(day) > 0 and manager.works_on(day) > 0]
        if both:
            chosen = next((day for day in both if day.weekday() == usual), both[0])
            usual = chosen.weekday() if usual is None else usual
            yield chosen


def _item(calendar: Calendar, first_day: date, given_on: date, item: NewcomerItem, today: date) -> ItemNow:
    due = calendar.next_working_day(max(day_by(first_day, item.day), given_on))
    is_done = item.done_on is not None
    return ItemNow(item.id, item.key, item.text, due, is_done, not is_done and due < today)
