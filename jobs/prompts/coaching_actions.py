"""Prompts about the actions of a pair: whether one helped, and what becomes of them after a change of manager."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from jobs.cadence import Cadence, Occasion, Window, at_instants
from messages.blocks import Message
from messages.coaching import afterwards, prompts
from models.coaching.agenda import ActionLine
from models.coaching.checking import Helped, actions_to_check, whether_it_helped
from models.coaching.pair import Pair, is_coach_now, own_pair
from models.coaching.records import PairAction
from models.coaching.taking_over import left_behind, reps_with_left_behind
from models.delivery.occurrence import instant_of
from models.team.records import Person

PREFERENCE = "coaching"
CHECK, TAKE_OVER = "coaching.check", "coaching.take_over"
MORNING = time(9)
FURTHEST_AHEAD = timedelta(days=15)

At: TypeAlias = tuple[Person, str, datetime, dict[str, Any]]


def checks(window: Window) -> Iterator[At]:
    """Both, on the morning of an action's check date (or of the next working day): one message for all that is due."""
    for action, pair in _to_check(window, window.today - FURTHEST_AHEAD, window.today + timedelta(days=1)):
        for person in _reachable(window, pair):
            day = _checked_on(window, person, action)
            yield person, day.isoformat(), instant_of(day, MORNING, window.zone_of(person)), {}


def check(occasion: Occasion) -> Message | None:
    """Before and after, for each action whose date has come; None when all were done."""
    session, workspace, person = occasion.session, occasion.workspace, _person(occasion)
    window = Window(session, workspace, occasion.now, occasion.now)
    day = date.fromisoformat(occasion.slot)
    due: dict[str, list[tuple[ActionLine, Helped | None]]] = {}
    for action, pair in _to_check(window, day - FURTHEST_AHEAD, day):
        if pair.has(person) and _checked_on(window, person, action) == day:
            helped = whether_it_helped(session, workspace, action, pair.rep, occasion.today, occasion.now)
            due.setdefault(pair.other(person).name, []).append((_line(action), helped))
    return prompts.look_again(occasion.language, list(due.items())) if due else None


def _to_check(window: Window, first: date, last: date) -> Iterator[tuple[PairAction, Pair]]:
    """The open actions with a check date in these days, of people who still are a pair."""
    for action in actions_to_check(window.session, window.workspace.workspace_id, first, last):
        pair = _pair_of_today(window, action.coach_id, action.rep_id)
        if pair is not None and pair.coach.id != pair.rep.id:
            yield action, pair


def _checked_on(window: Window, person: Person, action: PairAction) -> date:
    assert action.check_on is not None  # that is how it was found
    return window.calendars[person.id].next_working_day(action.check_on)


def to_take_over(window: Window) -> Iterator[At]:
    """Each rep with open actions of a former manager, on the first working morning that finds them so."""
    for rep, waiting in reps_with_left_behind(window.session, window.workspace.workspace_id, window.today):
        pair = own_pair(window.session, rep, window.today)
        if rep.id in window.calendars and pair is not None:
            zone = window.zone_of(rep)
            day = window.now.astimezone(zone).date()
            if window.calendars[rep.id].works_on(day) > 0:
                yield rep, f"{pair.coach.id[-12:]}:{waiting[0].id}", instant_of(day, MORNING, zone), {}


def take_over(occasion: Occasion) -> Message | None:
    """What becomes of each? None when the rep has said so of all, or has no manager any more."""
    session, rep = occasion.session, _person(occasion)
    waiting = left_behind(session, rep, occasion.today)
    pair = own_pair(session, rep, occasion.today)
    if not waiting or pair is None:
        return None
    lines = [(_line(one), session.get_one(Person, (one.workspace_id, one.coach_id)).name) for one in waiting]
    return afterwards.take_over(occasion.language, pair.coach.name, lines)


def _line(action: PairAction) -> ActionLine:
    return ActionLine(action.id, action.text, action.kpi, action.check_on)


def _person(occasion: Occasion) -> Person:
    assert occasion.person is not None  # these cadences go to people only
    return occasion.person


def _reachable(window: Window, pair: Pair) -> list[Person]:
    return [person for person in (pair.coach, pair.rep) if person.id in window.calendars]


def _pair_of_today(window: Window, coach_id: str, rep_id: str) -> Pair | None:
    """The pair of an action, when they still are one."""
    coach = window.session.get(Person, (window.workspace.workspace_id, coach_id))
    rep = window.session.get(Person, (window.workspace.workspace_id, rep_id))
    if coach is None or rep is None:
        return None
    return Pair(coach, rep) if is_coach_now(window.session, coach, rep, window.today) else None


CADENCES = (
    Cadence(
        CHECK,
        at_instants(checks, PREFERENCE),
        check,
        useful_for=timedelta(days=7),
        when="09:00 on the check date of an action, or the next working day",
        to="coach and rep",
    ),
    Cadence(
        TAKE_OVER,
        at_instants(to_take_over, PREFERENCE),
        take_over,
        useful_for=timedelta(days=10),
        when="09:00 on the first working day on which somebody else is the manager",
        to="the rep, while actions with the former one are open",
    ),
)
