"""Visits that are planned, as values for the messages; and what becomes of them on a day off."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.door.request import Request
from handlers.door.typed_line import Typed
from handlers.phrases.words import AGO, LAST, WEEKDAYS
from messages.activity.answers import Entry
from messages.blocks import Message
from messages.territories import answers as messages
from messages.territories.overview import Plan
from messages.territories.questions import FreeDay
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.activity.entry import NewActivity
from models.activity.kinds import Kind
from models.activity.planning import entry_of
from models.activity.records import PlannedVisit
from models.team.calendar import Calendar


def planned_entries(request: Request, visits: Sequence[PlannedVisit]) -> list[Entry]:
    """Planned visits as lines of the answer to what was logged."""
    return [
        Entry(
            id=visit.id,
            kind=Kind.VISIT,
            happened_on=visit.planned_on,
            account=account.name if (account := _account(request, visit.account_id)) else None,
            is_planned=True,
            note=entry_of(visit, request.today).note,
            batch_id=visit.batch_id,
        )
        for visit in visits
    ]


def next_such_day(typed: Typed, entries: Sequence[NewActivity]) -> date | None:
    """Of one visit that was read as of last Tuesday, because it says `tuesday` and nothing more: the Tuesday to come.

    The log looks back, as it always does; whoever meant the day ahead plans it with one press.
    """
    if len(entries) != 1 or entries[0].kind != Kind.VISIT or not entries[0].happened_on < typed.day:
        return None
    words, day = set(re.findall(r"\w+", typed.text.lower())), entries[0].happened_on
    names_it = any(WEEKDAYS.get(word) == day.weekday() for word in words)
    is_past = words & (LAST | AGO) or any(word.isdecimal() for word in words)
    return day + timedelta(days=7) if names_it and not is_past and (typed.day - day).days < 7 else None


def plan_view(request: Request, visit: PlannedVisit) -> Plan:
    """A planned visit."""
    account = _account(request, visit.account_id)
    name = account.name if account else request.words.bare("territories.somebody")
    return Plan(visit.id, name, visit.planned_on, visit.planned_on <= request.today, account.id if account else "")


def visits_dropped(request: Request, visits: Sequence[PlannedVisit]) -> Message:
    """What was planned is planned no more."""
    return messages.dropped(request.language, [plan_view(request, visit) for visit in visits])


def free_day(request: Request, visit: PlannedVisit) -> FreeDay | None:
    """Why the person does not work on the day of the visit, and when they do; None on a working day."""
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = visit.planned_on
    if calendar.works_on(day) > 0 or not calendar.is_with_us(day):
        return None
    plan = plan_view(request, visit)
    return FreeDay(visit.id, plan.account, day, calendar.why_free(day), calendar.next_working_day(day))


def _account(request: Request, account_id: str | None) -> Account | None:
    """The account, also one that went with the visit that brought it in."""
    workspace_id = request.workspace.workspace_id
    found = account_with_id(request.session, workspace_id, account_id)
    return found or (request.session.get(Account, (workspace_id, account_id)) if account_id else None)
