"""What stands out in somebody's log: asked privately, and put to their manager when no answer came in three working days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from jobs.cadence import Cadence, Occasion, Window, to_people
from jobs.prompts.deputy import FOR, said_so, slot_for, stand_in, whose
from messages import anomalies as messages
from messages.activity.answers import Entry
from messages.anomalies import CaseView, DealLine
from messages.blocks import Message
from models.accounts.queries import account_with_id
from models.activity.queries import names_of_own_kinds
from models.anomalies.cases import ask_about, deals_of, entries_of, last_day_to_answer, unanswered
from models.anomalies.records import Case
from models.anomalies.rules import Kind
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.recurrence import weekly
from models.money import Money
from models.team.calendar import Calendar
from models.team.records import Person
from models.team.reporting_line import reviewer_of

ASK, TELL = "anomalies.ask", "anomalies.tell"
WEDNESDAY = weekly(2, time(10))
"""Away from Monday's digest and the first of the month."""
MORNING = time(9)
DAYS = ("day", "month", "first", "last")


def ask(occasion: Occasion) -> Message | None:
    """What stands out and was not asked about before, one a week; None when nothing does."""
    person = occasion.person
    assert person is not None
    case = ask_about(occasion.session, occasion.workspace, person, occasion.today)
    if case is None:
        return None
    occasion.remember(case=case.id)
    manager = reviewer_of(occasion.session, person, occasion.today)
    last_day = last_day_to_answer(case, Calendar.of(occasion.session, person, occasion.workspace))
    return messages.question(occasion.language, _view(occasion, case), manager.name if manager else "", last_day)


def managers_to_ask(window: Window) -> Iterator[Due]:
    """The manager of whoever did not answer in three of their working days, on the manager's next working morning."""
    for case in unanswered(window.session, window.workspace.workspace_id, window.now.date()):
        rep = window.session.get(Person, (window.workspace.workspace_id, case.person_id))
        manager = reviewer_of(window.session, rep, window.today) if rep else None
        if rep is None or manager is None or rep.id not in window.calendars or manager.id not in window.calendars:
            continue
        after = last_day_to_answer(case, window.calendars[rep.id]) + timedelta(days=1)
        deputy = stand_in(window, manager, after)
        to = deputy or manager
        wish = window.wish_of(to, messages.PREFERENCE)
        at = instant_of(window.calendars[to.id].next_working_day(after), MORNING, window.zone_of(to))
        if window.since < at <= window.now and not (wish and wish.is_off):
            about = {"case": case.id, **({FOR: manager.id} if deputy else {})}
            yield Due(to.id, slot_for(case.id, manager) if deputy else case.id, at, about, at_own_time=False)


def tell(occasion: Occasion) -> Message | None:
    """The same, as a question to ask; None when the person has answered after all, or has another manager by now."""
    case = occasion.session.get(Case, (occasion.workspace.workspace_id, str(occasion.about["case"])))
    if case is None or case.answered_at is not None or case.told_on is not None:
        return None
    rep = occasion.session.get_one(Person, (case.workspace_id, case.person_id))
    if reviewer_of(occasion.session, rep, occasion.today) != whose(occasion):
        return None
    case.told_on = occasion.today
    view = _view(occasion, case)
    return said_so(occasion, messages.for_manager(occasion.language, view, rep.name, rep.id, case.asked_on))


def _view(occasion: Occasion, case: Case) -> CaseView:
    session, language = occasion.session, occasion.language
    facts: dict[str, Any] = {
        name: date.fromisoformat(str(value)) if name in DAYS else value for name, value in case.facts.items()
    }
    if "account_id" in facts:
        account = account_with_id(session, case.workspace_id, facts.pop("account_id"))
        facts["account"] = account.name if account else "–"
    labels = names_of_own_kinds(session, case.workspace_id, language)
    entries = []
    for noted in entries_of(session, case):
        row = noted.activity
        amount = Money(row.amount_minor, row.currency) if row.amount_minor is not None and row.currency else None
        account_name = noted.account.name if noted.account else None
        said = Entry(
            row.id, row.kind, row.happened_on, account_name, labels.get(row.kind), row.is_first, row.order_is_said
        )
        entries.append(replace(said, quantity=row.quantity, minutes=row.minutes, amount=amount, score=row.score))
    deals = []
    for deal in deals_of(session, case):
        account = account_with_id(session, case.workspace_id, deal.account_id)
        value = Money(deal.value_minor, deal.currency) if deal.value_minor is not None else None
        deals.append(DealLine(deal.number, account.name if account else "", value))
    return CaseView(case.id, Kind(case.kind), facts, occasion.today, entries, deals)


CADENCES = (
    Cadence(
        ASK,
        to_people(WEDNESDAY, lambda window: [one for one in window.people if one.is_rep], messages.PREFERENCE),
        ask,
        useful_for=timedelta(days=4),
        when="Wednesday 10:00, when something in their log stands out that was not asked about before",
        to="the rep alone",
    ),
    Cadence(
        TELL,
        managers_to_ask,
        tell,
        useful_for=timedelta(days=7),
        when="09:00, when the rep did not answer in three of their working days",
        to="their manager; while they are away, who stands in",
    ),
)
