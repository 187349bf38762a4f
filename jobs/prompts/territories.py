"""On the day of a planned visit: did it take place? And the accounts of a morning list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from jobs.cadence import Cadence, Occasion, Window, at_instants
from messages.blocks import Message
from messages.nudges import DueAccount
from messages.territories.overview import Plan
from messages.territories.prompts import CADENCE, were_they_held
from messages.words import words
from models.activity.planning import accounts_of_visits, visits_planned
from models.activity.records import PlannedVisit
from models.team.calendar import Calendar
from models.team.records import Person
from models.territories.due import DueList, due_list
from models.territories.next_visits import Visit
from models.territories.whose import field_of

MOST_LISTED = 8
"""Accounts in the list of a morning; the rest is counted."""
ASKED_AT = time(16, 30)
USEFUL_FOR = timedelta(days=4)
"""A visit of a Friday is asked about until Tuesday."""


def visits_of_the_day(window: Window) -> Iterator[tuple[Person, str, datetime, dict[str, Any]]]:
    """Everybody with a planned visit, on its day in their own zone: one question for all visits of a day."""
    first, last = window.since.date() - timedelta(days=1), window.now.date() + timedelta(days=1)
    people = {person.id: person for person in window.people}
    days: defaultdict[str, set[date]] = defaultdict(set)
    for visit in visits_planned(window.session, window.workspace.workspace_id, first, last):
        days[visit.person_id].add(visit.planned_on)
    for person_id, its in days.items():
        if (person := people.get(person_id)) is not None:
            for day in sorted(its):
                at = datetime.combine(day, ASKED_AT, window.zone_of(person))
                yield person, day.isoformat(), at, {"day": day.isoformat()}


def did_they_take_place(occasion: Occasion) -> Message | None:
    """Each visit of the day that was not answered yet; None when all were, or were moved."""
    assert occasion.person is not None
    day = date.fromisoformat(occasion.slot)
    visits = visits_planned(occasion.session, occasion.workspace.workspace_id, day, day, [occasion.person.id])
    plans = plans_of(occasion, visits)
    return were_they_held(occasion.language, day, plans) if plans else None


def accounts_due(occasion: Occasion) -> tuple[list[str], list[DueAccount], int]:
    """For the list of a morning: the visits planned for today, the accounts that are due now, and how many more are."""
    person = occasion.person
    assert person is not None
    field = field_of(occasion.session, person.workspace_id, person.id)
    calendar = Calendar.of(occasion.session, person, occasion.workspace)
    due = due_list(occasion.session, field, person.id, occasion.today, calendar)
    today = [plan.account for plan in plans_of(occasion, [v for v in due.plans if v.planned_on == occasion.today])]
    urgent = [_due(due, visit, occasion.today) for visit in due.urgent]
    return today, urgent[:MOST_LISTED], max(0, len(urgent) - MOST_LISTED)


def _due(due: DueList, visit: Visit, today: date) -> DueAccount:
    standing = visit.standing
    name, late = due.places[standing.named.account_id].name, (today - standing.due_on).days
    return DueAccount(name, standing.named.tier or "", max(0, late))


def plans_of(occasion: Occasion, visits: list[PlannedVisit]) -> list[Plan]:
    """Planned visits as values for a message."""
    accounts, say = accounts_of_visits(occasion.session, visits), words(occasion.language)
    return [
        Plan(
            visit.id,
            accounts[visit.account_id or ""].name if visit.account_id in accounts else say.bare("territories.somebody"),
            visit.planned_on,
            visit.planned_on <= occasion.today,
            visit.account_id or "",
        )
        for visit in visits
    ]


CADENCES = (
    Cadence(
        CADENCE,
        at_instants(visits_of_the_day, preference="visits"),
        did_they_take_place,
        useful_for=USEFUL_FOR,
        when="16:30 on the day of a planned visit, own zone",
        to="who planned it, unless it is logged or moved by then",
    ),
)
