"""The forms of deals: behind a bare `/deal`, behind Edit, and to decide one from the list."""

from datetime import date

from handlers.deals.finding import new_account, told_by_a_file
from handlers.deals.views import answer, deal_view
from handlers.deals.wins import followed_by, win_follows
from handlers.door.answers import Answers, FormErrors, OpenModal, Options
from handlers.door.request import Form, Request
from handlers.door.unreadable import field_error
from handlers.phrases import Reason, Unreadable, read_amount
from messages.blocks import View
from messages.deals import forms as messages
from messages.deals.forms import NEW, Filled
from models.accounts.choosing import accounts_to_choose
from models.accounts.naming import key_of
from models.accounts.queries import account_with_id
from models.deals.actions import add_deal, decide_deal, edit_deal
from models.deals.queries import changes_of, channels_in_use, deal_with_id, require_deal_change, stages_of
from models.deals.records import Deal, DealType, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person


def open_new(request: Request) -> Answers:
    """The empty form of a bare `/deal`."""
    stages = stages_of(request.session, request.workspace.workspace_id)
    return OpenModal(_form(request, Filled(stage=stages.first, deal_type=DealType.NEW)))


def open_deal(request: Request, deal: Deal) -> Answers:
    """The form of a deal, filled in."""
    require_deal_change(request.session, request.rights, deal)
    filled = Filled(
        stage=deal.stage,
        channel=deal.channel,
        deal_type=deal.deal_type,
        expected_close=deal.expected_close,
        contract_ends_on=deal.contract_ends_on,
        texts={
            "value": _typed_value(request, deal),
            "title": deal.title,
            "product": deal.product or "",
            "probability": "" if deal.probability is None else str(deal.probability),
            "reason": deal.reason,
        },
    )
    return OpenModal(_form(request, filled, deal))


def open_decision(request: Request, deal: Deal, outcome: str, stale: str = "") -> Answers:
    """When, for how much, and why; `stale` says in which list of `/deal stale` it stands."""
    require_deal_change(request.session, request.rights, deal)
    value, currency = _typed_value(request, deal), request.workspace.currency
    return OpenModal(
        messages.decide(request.language, deal_view(request, deal), outcome, request.today, value, currency, stale)
    )


def find_accounts(request: Request, text: str) -> Answers:
    """Accounts to choose from, while somebody types."""
    known = accounts_to_choose(request.session, request.person, text)
    is_known = any(account.key == key_of(text) for account in known)
    names = [(account.id, account.name) for account in known]
    return Options(messages.account_options(request.language, text.strip(), names, is_known))


def submitted(request: Request, form: Form) -> Answers:
    """Add the deal, or change the one that the form was opened for."""
    try:
        terms = _terms(request, form)
    except _FieldUnreadable as error:
        return FormErrors({error.field: field_error(request, error.problem)})
    if form.metadata:
        deal = _deal(request, form.metadata)
        before = deal_view(request, deal)
        change = edit_deal(request.acting, deal, terms)
        return followed_by(answer(request, deal, change, before), win_follows(request, deal))
    account_id = form.text("account")
    is_new = account_id.startswith(NEW)
    if is_new:
        account = new_account(request, account_id.removeprefix(NEW), request.today)
    else:
        chosen = account_with_id(request.session, request.workspace.workspace_id, account_id)
        if chosen is None:
            raise Refusal("deals.account_not_there", field="account")
        account = chosen
    known = told_by_a_file(request, account, request.person, terms)
    deal, change = add_deal(request.acting, account, terms)
    return answer(request, deal, change, new_account=is_new, perhaps=known)


def decided(request: Request, form: Form) -> Answers:
    """Won, lost or returned, as the form says."""
    outcome, _, deal_id = form.metadata.partition(":")
    deal = _deal(request, deal_id)
    try:
        value = _value(request, form.text("value"))
    except _FieldUnreadable as error:
        return FormErrors({error.field: field_error(request, error.problem)})
    before = deal_view(request, deal)
    terms = DealTerms(value=value, contract_ends_on=_day(form.text("contract")), reason=form.text("reason"))
    change = decide_deal(request.acting, deal, Outcome(outcome), terms, _day(form.text("date")))
    return answer(request, deal, change, before)


# --- from the form ---------------------------------------------------------------------------------------


class _FieldUnreadable(Exception):  # noqa: N818 - a question to the person, not an error
    """One field cannot be read."""

    def __init__(self, field: str, problem: Unreadable) -> None:
        super().__init__(field)
        self.field = field
        self.problem = problem


def _terms(request: Request, form: Form) -> DealTerms:
    """What the form says; an edited deal loses what was emptied."""
    value, close = _value(request, form.text("value")), _day(form.text("close"))
    probability = _percent(form.text("probability"))
    contract = _day(form.text("contract"))
    empty = {
        "value": value is None,
        "expected_close": close is None,
        "contract_ends_on": contract is None,
        "probability": probability is None,
    }
    return DealTerms(
        value=value,
        title=form.text("title"),
        stage=form.text("stage") or None,
        probability=probability,
        expected_close=close,
        contract_ends_on=contract,
        product=form.text("product"),
        channel=form.text("channel") or None,
        deal_type=form.text("type") or None,
        reason=form.fields.get("reason"),
        emptied=frozenset(name for name, is_empty in empty.items() if is_empty),
    )


def _value(request: Request, text: str) -> Money | None:
    if not text:
        return None
    try:
        amount = read_amount(text)
    except Unreadable as problem:
        raise _FieldUnreadable("value", problem) from None
    return Money.of(amount.value, amount.currency or request.workspace.currency)


def _percent(text: str) -> int | None:
    bare = text.removesuffix("%").strip()
    if not bare:
        return None
    if not bare.isdecimal():
        raise _FieldUnreadable("probability", Unreadable(Reason.NOT_A_NUMBER, text[:60]))
    return int(bare)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _deal(request: Request, deal_id: str) -> Deal:
    deal = deal_with_id(request.session, request.workspace.workspace_id, deal_id)
    if deal is None or deal.removed_at is not None:
        raise Refusal("deals.change_not_there")
    return deal


# --- to the form -----------------------------------------------------------------------------------------


def _form(request: Request, filled: Filled, deal: Deal | None = None) -> View:
    workspace_id = request.workspace.workspace_id
    return messages.form(
        request.language,
        filled,
        stages_of(request.session, workspace_id).keys,
        channels_in_use(request.session, workspace_id),
        request.workspace.currency,
        deal_view(request, deal) if deal else None,
        _history(request, deal) if deal else (),
    )


def _history(request: Request, deal: Deal) -> list[tuple[str, str, str]]:
    """When, who and what, of every change that stands."""
    people = {change.changed_by for change in changes_of(request.session, deal) if change.changed_by}
    names = {id_: request.session.get_one(Person, (deal.workspace_id, id_)).name for id_ in people}
    return [
        (request.words.moment(change.changed_at, request.zone.key), names.get(change.changed_by or "", ""), change.what)
        for change in changes_of(request.session, deal)
    ]


def _typed_value(request: Request, deal: Deal) -> str:
    """The value as somebody would type it: `25000`, or `25000 USD` when it is not in the reporting currency."""
    if deal.value_minor is None:
        return ""
    amount = Money(deal.value_minor, deal.currency).amount
    return f"{amount:f}" + ("" if deal.currency == request.workspace.currency else f" {deal.currency}")
