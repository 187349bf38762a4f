"""`/koers cost`: what selling costs, for the cost of a new customer; managers and leaders only."""

from collections.abc import Sequence
from datetime import date

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Command, Feature, Form, Press, Request
from handlers.door.unreadable import field_error, unreadable
from handlers.phrases.amounts import read_amount
from handlers.phrases.costs import read_cost
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import costs as messages
from messages.blocks import Message
from models.costs.actions import enter_cost, take_cost_back
from models.costs.queries import costs_between, latest_cost_by
from models.costs.records import Cost, CostKind
from models.money import Money, known_currencies
from models.period import month_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person

LIST = each_of("list show lijst toon overzicht")
ADD = each_of("add new toevoegen nieuw nieuwe form formulier")
UNDO = each_of("undo ongedaan")


def command(request: Request, text: str) -> Answers:
    """`/koers cost`, `/koers cost 12k marketing 2026-11`, `… add`, `… undo`."""
    typed, word = text.strip(), text.strip().lower()
    if word in HELP:
        return Whisper(messages.help_text(request.language))
    request.rights.require(Right.ENTER_COST)
    if not typed or word in LIST:
        return Whisper(_overview(request))
    if word in ADD:
        return OpenModal(messages.form(request.language, request.today))
    if word.split()[0] in UNDO:
        latest = latest_cost_by(request.session, request.workspace.workspace_id, request.person.id)
        if latest is None:
            raise Refusal("costs.nothing_to_undo")
        return Whisper(_undone(request, latest.id))
    try:
        phrase = read_cost(
            typed, request.today, language=request.language, fiscal_start_month=request.workspace.fiscal_start_month
        )
    except Unreadable as error:
        return unreadable(request, error, "koers cost")
    if phrase.kind is None:
        raise Refusal("costs.which_kind")
    amount = Money.of(phrase.amount.value, phrase.amount.currency or request.workspace.currency)
    return _enter(request, CostKind(phrase.kind), amount, phrase.day or request.today, phrase.note)


def open_form(request: Request, press: Press) -> Answers:
    """“Enter a cost” below the list."""
    request.rights.require(Right.ENTER_COST)
    return OpenModal(messages.form(request.language, request.today))


def save(request: Request, form: Form) -> Answers:
    """The form was submitted."""
    try:
        amount = read_amount(form.text("amount"))
    except Unreadable as error:
        return FormErrors({"amount": field_error(request, error)})
    currency = amount.currency or request.workspace.currency
    if currency not in known_currencies():
        raise Refusal("costs.not_an_amount", field="amount")
    day = date.fromisoformat(form.text("day")) if form.text("day") else request.today
    return _enter(request, CostKind(form.text("kind")), Money.of(amount.value, currency), day, form.text("note"))


def undo(request: Request, press: Press) -> Answers:
    """The button below what was noted."""
    return Replace(_undone(request, press.value))


def _enter(request: Request, kind: CostKind, amount: Money, day: date, note: str) -> Answers:
    cost = enter_cost(request.acting, kind, amount, day, note=note)
    return Whisper(messages.entered(request.language, _view(request, cost), request.workspace.currency))


def _undone(request: Request, cost_id: str) -> Message:
    return messages.undone(request.language, _view(request, take_cost_back(request.acting, cost_id)))


def _overview(request: Request) -> Message:
    month = month_of(request.today)
    costs = costs_between(request.session, request.workspace.workspace_id, month)
    sums = [_total(request, kind, of_kind) for kind in CostKind if (of_kind := [c for c in costs if c.kind == kind])]
    return messages.overview(request.language, month.start, [_view(request, cost) for cost in reversed(costs)], sums)


def _total(request: Request, kind: str, costs: Sequence[Cost]) -> messages.Total:
    """What the costs of a kind come to; those without a rate are in no sum, and none of them is a zero."""
    counted = [cost.reporting_minor for cost in costs if cost.reporting_minor is not None]
    worth = Money(sum(counted), request.workspace.currency) if counted else None
    return messages.Total(kind, worth, len(costs) - len(counted))


def _view(request: Request, cost: Cost) -> messages.CostView:
    by = request.session.get(Person, (cost.workspace_id, cost.entered_by)) if cost.entered_by else None
    amount = Money(cost.amount_minor, cost.currency)
    waits = cost.reporting_minor is None
    return messages.CostView(cost.id, cost.kind, amount, cost.day, cost.note, by.name if by else "", waits)


feature = Feature(
    "costs",
    commands=(
        Command(
            "cost",
            command,
            does="What selling costs",
            hint="12k marketing last month",
            also=("costs", "kosten"),
            only_in_koers=True,
        ),
    ),
    presses={messages.ENTER: open_form, messages.UNDO: undo},
    forms={messages.FORM: save},
)
