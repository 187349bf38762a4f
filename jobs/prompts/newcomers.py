"""A newcomer's first 90 days: the offer to the manager, the plan to the newcomer, and on day 90 the look back of both."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from sqlmodel import select

from jobs.cadence import Cadence, Occasion, Window, nobody
from jobs.prompts.deputy import FOR, said_so, stand_in, whose
from messages.blocks import Message
from messages.newcomers import page
from messages.newcomers import prompts as messages
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.records import Delivery
from models.delivery.recurrence import Recurrence, once
from models.newcomers.actions import GIVEN
from models.newcomers.looking_back import ASKED_ON, BOTH, both_are_in
from models.newcomers.own_checklist import lines_of
from models.newcomers.queries import plan_of
from models.newcomers.records import NewcomerPlan, PlanState
from models.newcomers.standing import progress_below, standing_of, who_is
from models.newcomers.starting import day_by, first_day_in, first_day_of, is_over, newcomers_of, running_plans
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.zones import zone_named

OFFER, LOOK = "newcomers.offer", "newcomers.look_back"
AT, LOOK_AT = Recurrence(time(9)), time(10)
TWO_WEEKS = timedelta(days=14)


def offers(window: Window) -> Iterator[Due]:
    """The manager of each newcomer without a plan, and who took over one with a plan: once for each of the two, in the morning."""
    session, today = window.session, _today(window)
    told = set(
        session.exec(
            select(Delivery.slot).where(
                Delivery.workspace_id == window.workspace.workspace_id, Delivery.cadence == OFFER
            )
        )
    )
    for person in _newcomers(window, today):
        manager = reviewer_of(session, person, today)
        slot = f"{person.id}:{manager.id[-12:]}" if manager else ""
        if manager is None or manager.id not in window.calendars or slot in told:
            continue
        plan = plan_of(session, person)
        if plan is not None and not _is_new_to(plan, manager):
            continue
        deputy = stand_in(window, manager, today)
        to = deputy or manager
        about = {"person": person.id, **({FOR: manager.id} if deputy else {})}
        since, now = window.since, window.now
        for due in list(due_by_recurrence(to.id, AT, window.zone_of(to), window.works_on(to), since, now))[-1:]:
            yield Due(to.id, slot, due.at, about)


def offer(occasion: Occasion) -> Message | None:
    """What is proposed, or the plan that they took over; None when somebody else leads them by now, or they left."""
    session, person = occasion.session, _person(occasion)
    if person is None or (person.ends_on is not None and person.ends_on < occasion.today):
        return None
    manager, plan = reviewer_of(session, person, occasion.today), plan_of(session, person)
    if manager is None or manager.id != whose(occasion).id:
        return None
    first_day = first_day_in(plan, person) if plan else first_day_of(session, person)
    if first_day is None or is_over(first_day, occasion.today):
        return None
    if plan is not None:
        if not _is_new_to(plan, manager):
            return None
        found = progress_below(session, occasion.workspace, manager, occasion.today)
        mine = next((one for one in found if one.plan_id == plan.id), None)
        return said_so(occasion, messages.taken_along(occasion.language, mine)) if mine else None
    number = len(lines_of(occasion.workspace, who_is(person), occasion.language))
    is_begun = first_day <= occasion.today
    told = messages.offer(occasion.language, person.id, person.name, first_day, is_begun=is_begun, items=number)
    return said_so(occasion, told)


def given(occasion: Occasion) -> Message | None:
    """The plan; None when it was stopped meanwhile, or they left."""
    found = _running(occasion)
    if found is None:
        return None
    plan, person = found
    now = standing_of(occasion.session, occasion.workspace, plan, person, occasion.today, occasion.now)
    return page.own_page(occasion.language, now, occasion.workspace.currency)


def to_look_back(window: Window) -> Iterator[Due]:
    """The newcomer and who leads them by then, on day 90 or their next working day."""
    today, people = _today(window), {person.id: person for person in window.people}
    for plan, person in running_plans(window.session, window.workspace.workspace_id):
        day = day_by(first_day_in(plan, person), ASKED_ON)
        if today < day - timedelta(days=2) or (person.ends_on is not None and person.ends_on < day):
            continue
        manager = reviewer_of(window.session, person, today)
        for one in (person, manager):
            if one is None or one.id not in people:
                continue
            again, since, now = once(day, LOOK_AT), window.since, window.now
            for due in due_by_recurrence(one.id, again, window.zone_of(one), window.works_on(one), since, now):
                yield Due(one.id, plan.id, due.at, {"plan": plan.id})


def look_back(occasion: Occasion) -> Message | None:
    """Two questions; None when they answered, the plan was stopped, the first day was moved, or they lead them no more."""
    found = _running(occasion)
    if found is None or occasion.person is None:
        return None
    plan, person = found
    is_own = occasion.person.id == person.id
    manager = reviewer_of(occasion.session, person, occasion.today)
    leads = manager is not None and manager.id == occasion.person.id
    is_early = occasion.today < day_by(first_day_in(plan, person), ASKED_ON)
    if is_early or not (is_own or leads) or (plan.own_look if is_own else plan.manager_look):
        return None
    return messages.look_back(occasion.language, plan.id, person.name, is_own=is_own)


def both(occasion: Occasion) -> Message | None:
    """That both have looked back; what they wrote is read in Koers alone."""
    found = _running(occasion)
    if found is None or occasion.person is None or not both_are_in(found[0]):
        return None
    plan, person = found
    return messages.both(occasion.language, plan.id, person.name, is_own=occasion.person.id == person.id)


def _newcomers(window: Window, today: date) -> list[Person]:
    """Who starts, and whose plan runs."""
    workspace_id = window.workspace.workspace_id
    found = {person.id: person for person, _ in newcomers_of(window.session, workspace_id, today)}
    for plan, person in running_plans(window.session, workspace_id):
        if not is_over(first_day_in(plan, person), today):
            found.setdefault(person.id, person)
    return list(found.values())


def _is_new_to(plan: NewcomerPlan, manager: Person) -> bool:
    """Whether the plan runs, and somebody else made it."""
    return plan.state == PlanState.GIVEN and plan.made_by != manager.id


def _running(occasion: Occasion) -> tuple[NewcomerPlan, Person] | None:
    plan = occasion.session.get(NewcomerPlan, (occasion.workspace.workspace_id, str(occasion.about["plan"])))
    if plan is None or plan.state != PlanState.GIVEN:
        return None
    person = occasion.session.get_one(Person, (plan.workspace_id, plan.person_id))
    return None if person.ends_on is not None and person.ends_on < occasion.today else (plan, person)


def _person(occasion: Occasion) -> Person | None:
    return occasion.session.get(Person, (occasion.workspace.workspace_id, str(occasion.about["person"])))


def _today(window: Window) -> date:
    """Where the company is."""
    return window.now.astimezone(zone_named(window.workspace.zone)).date()


CADENCES = (
    Cadence(
        OFFER,
        offers,
        offer,
        useful_for=TWO_WEEKS,
        when="09:00, once, when somebody starts whose first day is known; once more for a new manager of theirs",
        to="their manager; while they are away, who stands in",
    ),
    Cadence(
        GIVEN,
        nobody,
        given,
        useful_for=TWO_WEEKS,
        when="when the manager gives the plan, or 09:00 on the first working day",
        to="the newcomer",
    ),
    Cadence(
        LOOK,
        to_look_back,
        look_back,
        useful_for=TWO_WEEKS,
        when="10:00 on day 90",
        to="the newcomer and their manager, who have not looked back yet",
    ),
    Cadence(BOTH, nobody, both, useful_for=TWO_WEEKS, when="when both have looked back", to="the other one of the two"),
)
