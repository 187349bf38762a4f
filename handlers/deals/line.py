"""What a typed line does to a deal: added, moved, decided, edited, listed, taken back."""

from collections.abc import Callable
from dataclasses import replace

from handlers.deals import forms
from handlers.deals.finding import NEW, Line, Question, account_meant, deal_meant, read_line, told_by_a_file
from handlers.deals.views import answer, deal_view, deal_views, pipeline_of
from handlers.deals.wins import followed_by, win_follows
from handlers.door.answers import Answer, Answers, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import DealPhrase, Share, Unreadable
from messages.blocks import Message
from messages.deals import answers as messages
from messages.deals import questions
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.deals.actions import add_deal, decide_deal, edit_deal, move_deal
from models.deals.history import latest_by, latest_change, undo
from models.deals.queries import open_deals_of
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person

LIST = "deals.list"


def carry_out(request: Request, line: Line) -> Answers:
    """Carry out a typed line, or ask what it is about."""
    try:
        phrase = read_line(request, line)
        return _ACTIONS[phrase.action](request, line, phrase)
    except Unreadable as error:
        return unreadable(request, error, "deal")
    except Question as question:
        return question.whisper


def add(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """`/deal add`: a new deal of the person, or of whoever is named as its owner."""
    terms = _terms(request, phrase)
    owner = found(request, phrase.owner) if phrase.owner else request.person
    account, is_new = account_meant(request, line, phrase)
    if not line.chosen and (known := told_by_a_file(request, account, owner, terms)):
        view = deal_view(request, known)
        return Whisper(questions.told_already(request.language, view, line.choosing(NEW), request.today))
    deal, change = add_deal(request.acting, account, terms, owner)
    return answer(request, deal, change, new_account=is_new)


def move(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """`/deal move`: the deal goes to another stage; value and other terms may change with it."""
    deal = deal_meant(request, line, phrase)
    before = deal_view(request, deal)
    assert phrase.stage is not None
    change = move_deal(
        request.acting, deal, phrase.stage, day=phrase.day, also=replace(_terms(request, phrase), stage=None)
    )
    return answer(request, deal, change, before)


def decide(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """Won, lost, or returned to marketing; one that nobody had noted is added first, when the person says so."""
    if line.chosen == NEW:
        account, _ = account_meant(request, line, phrase)
        opened = DealTerms(value=_value(request, phrase), opened_on=phrase.day)
        deal, _ = add_deal(request.acting, account, opened)
    else:
        deal = deal_meant(request, line, phrase)
    before = deal_view(request, deal)
    terms = replace(_terms(request, phrase), value=_value(request, phrase), reason=phrase.reason)
    change = decide_deal(request.acting, deal, Outcome(phrase.action), terms, phrase.day)
    return answer(request, deal, change, before)


def edit(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """What the line says changes; when it only says which deal, the form opens."""
    deal = deal_meant(request, line, phrase, is_open=False)
    terms = _terms(request, phrase)
    owner = found(request, phrase.owner) if phrase.owner else None
    if terms == DealTerms() and owner is None:
        return forms.open_deal(request, deal)
    before = deal_view(request, deal)
    change = edit_deal(request.acting, deal, terms, owner)
    return followed_by(answer(request, deal, change, before), win_follows(request, deal))


def show_list(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """Open deals: one's own, those of somebody below, or those with one account."""
    person = found(request, phrase.owner) if phrase.owner else request.person
    if phrase.account is None:
        return Whisper(_list_of(request, person))
    account, _ = account_meant(request, line, phrase) if phrase.account.is_known else (None, False)
    if account is None:
        request.rights.require(Right.SEE_FIGURES, person, person=person.name)
        pipeline = pipeline_of(request, person)
        return Whisper(messages.listed(request.language, [], 0, pipeline, request.today, phrase.account.name))
    return Whisper(_list_of(request, person, account, is_theirs=phrase.owner is not None))


def list_again(request: Request, ref: str) -> Message:
    """The same list, after something was done in it: `person|account|whose`. Refuses that of an account that is gone."""
    person_id, account_id, whose = ref.split("|")
    person = request.session.get_one(Person, (request.workspace.workspace_id, person_id))
    account = account_with_id(request.session, request.workspace.workspace_id, account_id)
    if account_id and account is None:
        raise Refusal("accounts.gone")  # without an account it would be a list of everybody's deals
    return _list_of(request, person, account, is_theirs=whose == "theirs")


def _list_of(request: Request, person: Person, account: Account | None = None, *, is_theirs: bool = True) -> Message:
    rights, about = request.rights, account.name if account else ""
    rights.require(Right.SEE_FIGURES, person, person=person.name)
    people = {person.id} if is_theirs else rights.people_seen()
    deals = open_deals_of(request.session, request.workspace.workspace_id, people)
    if account is not None:
        deals = [deal for deal in deals if deal.account_id == account.id]
    first = deal_views(request, deals[: messages.LISTED])
    request.note_reading(Thing.DEALS, [person, *(deal.owner_id for deal in deals[: messages.LISTED])])
    pipeline = pipeline_of(request, person)
    ref = f"{person.id}|{account.id if account else ''}|{'theirs' if is_theirs else 'all'}"
    told = messages.listed(request.language, first, len(deals), pipeline, request.today, about)
    return told.in_list(LIST, ref)


def take_back(request: Request, line: Line, phrase: DealPhrase) -> Answers:
    """The latest change of a deal, or the latest thing that the person did."""
    if phrase.account is None and phrase.number is None and not line.chosen:
        change = latest_by(request.session, request.person)
        if change is None:
            raise Refusal("deals.nothing_to_undo")
    else:
        deal = deal_meant(request, line, phrase, is_open=False)
        change = latest_change(request.session, deal)
        if change is None:
            raise Refusal("deals.imported", number=deal.number)
    message, followed = undone(request, change.id)
    return followed_by(Whisper(message), followed)


def undone(request: Request, change_id: str) -> tuple[Message, list[Answer]]:
    """Take a change back, and say so; with what becomes of the message about a win."""
    deal, change = undo(request.acting, change_id)
    message = messages.undone(request.language, deal_view(request, deal), change.id, change.what)
    return message, win_follows(request, deal)


# --- from the line ---------------------------------------------------------------------------------------


def _terms(request: Request, phrase: DealPhrase) -> DealTerms:
    return DealTerms(
        value=_value(request, phrase),
        title=phrase.title,
        stage=phrase.stage,
        probability=phrase.probability,
        expected_close=phrase.close_on,
        contract_ends_on=phrase.contract_until,
        opened_on=phrase.opened_on,
        product=phrase.product,
        channel=phrase.channel,
        deal_type=phrase.deal_type,
        reason=phrase.reason or None,
        shares=tuple(_share(request, share) for share in phrase.shares),
    )


def _value(request: Request, phrase: DealPhrase) -> Money | None:
    if phrase.amount is None:
        return None
    return Money.of(phrase.amount.value, phrase.amount.currency or request.workspace.currency)


def _share(request: Request, share: Share) -> tuple[str, int]:
    return found(request, share.person).id, share.percent


_ACTIONS: dict[str, Callable[[Request, Line, DealPhrase], Answers]] = {
    "add": add,
    "move": move,
    "won": decide,
    "lost": decide,
    "returned": decide,
    "list": show_list,
    "edit": edit,
    "undo": take_back,
}
