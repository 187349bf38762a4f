"""Nudges: the end of a day on which nothing is logged, Monday's line for a rep, and the list of a morning."""

from collections.abc import Iterator
from datetime import date, timedelta

from jobs.cadence import Cadence, Occasion, Window
from jobs.prompts.territories import accounts_due
from messages import nudges as messages
from messages.blocks import Message
from messages.calendar.prompts import and_not_logged
from messages.goals.needed import this_week
from messages.style.monday import monday
from messages.words import words
from models.activity.daily import has_logged, logged_on
from models.activity.habits import kinds_most_used
from models.activity.planning import visits_planned
from models.activity.queries import names_of_own_kinds
from models.activity.role_kinds import kinds_of_role
from models.calendar.asking import not_logged_in
from models.coaching.queries import talks_between
from models.delivery.nudging import DAY_CADENCE, USEFUL_FOR, Moments, Nudged
from models.delivery.planning import Due
from models.delivery.preferences import own_wish
from models.delivery.role_prompts import BY_ROLE, comes_by_role, offered_to
from models.digest.own import own_week
from models.digest.waiting import own_waiting, what_waits
from models.goals.back_solver import needed_of_person
from models.period import first_instant
from models.reviews.turns import Turn
from models.scorecard.role_figures import role_figures
from models.style.preference import style_for
from models.team.calendar import Calendar
from models.team.records import Person

WEEK, MORNING = "nudge.week", "nudge.morning"
TURNS = {
    "review": Turn.WRITE,
    "reflect": Turn.REFLECT,
    "sign": Turn.SIGN,
    "qbr": Turn.WRITE,
    "qbr_reflect": Turn.REFLECT,
    "qbr_sign": Turn.SIGN,
}


def after_a_day_without_entries(window: Window) -> Iterator[Due]:
    """Each rep who asked for it and has nothing in the log for the day, at their time."""
    dues = list(nudged(window, "day"))
    days = {date.fromisoformat(due.slot) for due in dues}
    logged = logged_on(window.session, window.workspace.workspace_id, days)
    yield from (due for due in dues if (due.recipient, date.fromisoformat(due.slot)) not in logged)


def what_did_you_do(occasion: Occasion) -> Message | None:
    """The question, with what they usually do.

    None when the day is over, was none of work, has something by now, or when a planned visit of it is asked about.
    """
    day, person = date.fromisoformat(occasion.slot), occasion.person
    assert person is not None
    if not is_all_day_at_work(occasion, day):
        return None
    if (person.id, day) in logged_on(occasion.session, occasion.workspace.workspace_id, [day]):
        return None
    if visits_planned(occasion.session, person.workspace_id, day, day, [person.id]):
        return None  # the evening's question is whether the visit took place
    kinds = kinds_most_used(occasion.session, person, day, 3, kinds_of_role(occasion.workspace, person.sales_role, day))
    own = names_of_own_kinds(occasion.session, person.workspace_id, occasion.language)
    return messages.end_of_day(occasion.language, person.name.split()[0], day, kinds, own)


def on_monday(window: Window) -> Iterator[Due]:
    """Each rep, at their time on the first working day of the week."""
    yield from nudged(window, "week")


def last_week_and_this(occasion: Occasion) -> Message | None:
    """Last week against its targets and what this week asks; None for who never logged, or has no target."""
    person = occasion.person
    assert person is not None
    if not person.is_rep or not has_logged(occasion.session, person):
        return None
    week = own_week(occasion.session, occasion.workspace, person, occasion.today, occasion.now)
    if week is None:
        return None
    chosen = [key for key in BY_ROLE if own_wish(occasion.session, person, key) is not None]
    offer = offered_to(occasion.workspace, person, chosen, occasion.today)
    of_role = role_figures(occasion.session, occasion.workspace, person, occasion.today)
    needed = needed_of_person(occasion.session, occasion.workspace, person, occasion.now)
    goal = this_week(words(occasion.language), needed, beside_targets=True) if needed else ""
    name, style = person.name.split()[0], style_for(person)
    helped = person.manager_id is not None
    message = monday(occasion.language, name, week, style, of_role, offer=offer, goal=goal, helped=helped)
    left = not_logged_in(occasion.session, person, week.last, occasion.zone, occasion.now)
    return and_not_logged(occasion.language, message, left) if left else message


def nudged(window: Window, key: str) -> Iterator[Due]:
    """Whom the window brings this nudge, by their own time, days and calendar."""
    moments = Moments(key, window.since, window.now, is_ahead=window.is_ahead)
    for person in window.people:
        wish = window.wish_of(person, key)
        if not (person.is_rep or key == "morning"):
            continue
        today = window.now.astimezone(window.zone_of(person)).date()
        if wish is None and not comes_by_role(window.workspace, person, key, today):
            continue
        works_on = window.calendars[person.id].works_on
        yield from moments.of(
            Nudged(person.id, window.zone_of(person), works_on, person.created_at, wish, wish is None)
        )


def is_all_day_at_work(occasion: Occasion, day: date) -> bool:
    """Whether the day is still today and all of it one of work, as the calendar stands now."""
    assert occasion.person is not None
    calendar = Calendar.of(occasion.session, occasion.person, occasion.workspace)
    return day == occasion.today and calendar.works_on(day) >= 1


def who_wants_it(window: Window) -> Iterator[Due]:
    """Everybody who asked for it, on each of their working days."""
    return nudged(window, "morning")


def what_today_asks(occasion: Occasion) -> Message | None:
    """What waits today; None when there is nothing, for nobody gets an empty list."""
    day = date.fromisoformat(occasion.slot)
    if not is_all_day_at_work(occasion, day):
        return None
    session, workspace, person = occasion.session, occasion.workspace, occasion.person
    assert person is not None
    led = what_waits(session, workspace, person, occasion.zone, occasion.now)
    items = [*led.of("review", "qbr", "record"), *own_waiting(session, workspace, person, occasion.today)]
    open_talks = [messages.Talk(one.name, f"to_{one.what}") for one in items if one.what not in TURNS]
    reviews = [messages.Review(one.name, one.month, TURNS[one.what]) for one in items if one.month is not None]
    quarterly = [messages.Quarterly(one.name, one.quarter, TURNS[one.what]) for one in items if one.quarter is not None]
    talks, due = tuple(_talks(occasion)), accounts_due(occasion)
    today = messages.Today(day, talks, open_talks, reviews, *due, quarterly=quarterly)
    return messages.morning(occasion.language, today) if today else None


def _talks(occasion: Occasion) -> Iterator[messages.Talk]:
    """The planned talks of today that are still to come."""
    start = max(occasion.now, first_instant(occasion.today, occasion.zone))
    end = first_instant(occasion.today + timedelta(days=1), occasion.zone)
    assert occasion.person is not None
    own = occasion.person.id
    for talk in talks_between(occasion.session, occasion.workspace.workspace_id, start, end, own):
        other = talk.rep_id if talk.coach_id == own else talk.coach_id
        yield messages.Talk(_name(occasion, other), "planned", talk.planned_at.astimezone(occasion.zone).time())


def _name(occasion: Occasion, person_id: str) -> str:
    return occasion.session.get_one(Person, (occasion.workspace.workspace_id, person_id)).name


CADENCES = (
    Cadence(
        DAY_CADENCE,
        after_a_day_without_entries,
        what_did_you_do,
        useful_for=USEFUL_FOR["day"],
        when="16:30 or as they wish, on whole working days without an entry",
        to="each rep who asked for it, or whose role a leader gave it",
    ),
    Cadence(
        WEEK,
        on_monday,
        last_week_and_this,
        useful_for=USEFUL_FOR["week"],
        when="Monday 08:30 or as they wish, own zone",
        to="each rep who has a target and has logged something, ever, unless a leader took it from their role",
    ),
    Cadence(
        MORNING,
        who_wants_it,
        what_today_asks,
        useful_for=USEFUL_FOR["morning"],
        when="08:15 or as they wish, on whole working days with something to do",
        to="everybody who asked for it, and reps whose role a leader gave it",
    ),
)
