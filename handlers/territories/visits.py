"""Planned visits: planned from a list, held, not held, moved, dropped; and what was done today, by thumb."""

from datetime import date, timedelta

from handlers.activity import command as log
from handlers.activity.ahead import free_day, plan_view
from handlers.activity.views import answer
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.door.typed_line import Typed, read_typed
from handlers.phrases.kinds import KindWord
from handlers.territories.line import account_of
from messages.activity.quick import kind_name
from messages.territories import answers, forms
from models.activity.actions import LikelyDuplicate, log_activities
from models.activity.corrections import undo_batch
from models.activity.kinds import rules_of
from models.activity.planning import (
    call_off,
    call_on_again,
    drop_visits,
    entry_of,
    move_visit,
    plan_visit,
    visit_with_id,
    was_held,
)
from models.activity.queries import entries_of_batch
from models.activity.storing import Logged
from models.refusal import Refusal
from models.team.calendar import Calendar


def more(request: Request, press: Press) -> Answers:
    """The menu beside an account: plan a visit, or what was done today."""
    verb, _, account_id = press.value.partition(":")
    return open_plan(request, Press("", account_id)) if verb == "plan" else did(request, press)


def did(request: Request, press: Press) -> Answers:
    """“Visited today”, “Called today”: logged at once."""
    kind, _, account_id = press.value.partition(":")
    account = account_of(request, account_id)
    choices = {"kind": KindWord(kind, rules_of(kind).sums), "held": "1", "account": account.id}
    typed = Typed(kind_name(request.words, kind, None), request.today, {0: choices})
    reading, book = read_typed(request, typed)
    return log.store_or_ask(request, typed, reading, book)


def open_plan(request: Request, press: Press) -> Answers:
    """The form of a visit, on the next working day."""
    account = account_of(request, press.value) if len(press.value) > 1 else None
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = calendar.next_working_day(request.today + timedelta(days=1))
    chosen = (account.id, account.name) if account else None
    return OpenModal(forms.plan(request.language, chosen, day))


def open_move(request: Request, press: Press) -> Answers:
    """The form for another day."""
    visit = visit_with_id(request.acting, press.value)
    plan = plan_view(request, visit)
    return OpenModal(forms.move(request.language, visit.id, plan.account, max(visit.planned_on, request.today)))


def move_to(request: Request, press: Press) -> Answers:
    """The next working day, as it was offered."""
    visit_id, _, day = press.value.partition("|")
    visit = visit_with_id(request.acting, visit_id)
    was = move_visit(request.acting, visit, date.fromisoformat(day))
    view = plan_view(request, visit)
    return Whisper(answers.planned(request.language, view, request.today, free_day(request, visit), was))


def was_to_come(request: Request, press: Press) -> Answers:
    """“No, plan it for Tuesday”: what was logged as of last Tuesday is taken back, and planned."""
    batch_id, _, day = press.value.partition("|")
    [noted] = entries_of_batch(request.session, request.workspace.workspace_id, batch_id)
    if noted.activity.person_id != request.person.id or noted.account is None:
        raise Refusal("activity.not_yours")
    visit = plan_visit(request.acting, noted.account, date.fromisoformat(day), noted.activity.note)
    undo_batch(request.acting, batch_id)
    view = plan_view(request, visit)
    return Replace(answers.planned(request.language, view, request.today, free_day(request, visit)))


def held(request: Request, press: Press) -> Answers:
    """“Yes, log it”: it is an entry from now on."""
    visit = visit_with_id(request.acting, press.value)
    plan = plan_view(request, visit)
    outcome = log_activities(request.acting, [entry_of(visit, request.today)])
    if isinstance(outcome, LikelyDuplicate):
        was_held(request.session, visit, outcome.earlier[0])
        return Replace(answers.logged_already(request.language, plan))
    if isinstance(outcome, Logged):
        was_held(request.session, visit, outcome.entries[0])
    return Replace(answer(request, outcome).message)


def not_held(request: Request, press: Press) -> Answers:
    """Nothing of it counts."""
    visit = visit_with_id(request.acting, press.value)
    plan = plan_view(request, visit)
    call_off(request.acting, visit)
    return Replace(answers.not_held(request.language, plan))


def plan_again(request: Request, press: Press) -> Answers:
    """Undo of “not held”."""
    visit = call_on_again(request.acting, press.value)
    return Replace(answers.planned(request.language, plan_view(request, visit), request.today))


def drop(request: Request, press: Press) -> Answers:
    """Undo of a plan."""
    visit = visit_with_id(request.acting, press.value)
    plans = [plan_view(request, visit)]
    drop_visits(request.acting, visit.batch_id)
    return Replace(answers.dropped(request.language, plans))
