"""Which deal, and which account, a typed line is about; a question when that is not clear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.deals.views import deal_views
from handlers.door.answers import Whisper
from handlers.door.request import Request
from handlers.phrases import DealPhrase, Reason, Unreadable, example_of, possible_names, read_deal
from messages.deals import questions as messages
from models.accounts.actions import open_account
from models.accounts.cleaning import mend_writing
from models.accounts.likeness import accounts_alike
from models.accounts.naming import key_of
from models.accounts.queries import account_with_id, accounts_like, accounts_named
from models.accounts.records import Account
from models.deals.actions import may_be_decided
from models.deals.queries import about_deal, channels_in_use, deal_numbered, deals_on, stages_of
from models.deals.records import Deal, Outcome
from models.deals.same_deal import DealTold, is_same
from models.deals.terms import DealTerms
from models.money import Money
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person

LONGEST_LINE = 1800
"""Characters: a line must fit into the value of a button (2,000), with the day and what was chosen."""
NEW = "new"
LATELY = 31
"""Days."""
FAR = 2
"""An amount more than so many times another one is that of another deal."""


@dataclass(frozen=True)
class Line:
    """What somebody typed, on which day, and what they chose since (a deal's number, an account's id, or `new`)."""

    text: str
    today: date
    chosen: str = ""

    def choosing(self, what: str) -> str:
        """The value of a button: this line, with a choice."""
        return f"{self.today.isoformat()} {what} {self.text}"

    @classmethod
    def of_button(cls, value: str) -> "Line":
        """The line that a button carries."""
        day, chosen, text = value.split(" ", 2)
        return cls(text, date.fromisoformat(day), chosen)


class Question(Exception):  # noqa: N818 - a question to the person, not an error
    """Something must be chosen first; nothing is stored."""

    def __init__(self, whisper: Whisper) -> None:
        super().__init__()
        self.whisper = whisper


def read_line(request: Request, line: Line) -> DealPhrase:
    """The line as a phrase. Raises Unreadable."""
    if len(line.text) > LONGEST_LINE:
        raise Refusal("deals.too_long", limit=LONGEST_LINE, length=len(line.text))
    workspace_id = request.workspace.workspace_id
    known = accounts_named(request.session, workspace_id, possible_names(line.text[:300]))

    def spelled(name: str) -> str | None:
        account = known.get(key_of(name))
        return account.name if account else None

    stages = dict.fromkeys(stages_of(request.session, workspace_id).keys, "")
    channels = dict.fromkeys(channels_in_use(request.session, workspace_id), "") if _names_channel(line.text) else None
    phrase = read_deal(
        line.text, line.today, language=request.language, known_accounts=spelled, stages=stages, channels=channels
    )
    _refuse_unknown_currency(line.text, phrase, request.language)
    return phrase


def deal_meant(request: Request, line: Line, phrase: DealPhrase, *, is_open: bool = True) -> Deal:
    """The deal by its number, or the one on the account. Raises Question when several fit, refuses when none does."""
    workspace_id = request.workspace.workspace_id
    number = int(line.chosen) if line.chosen.isdecimal() else phrase.number
    if number is not None:
        deal = deal_numbered(request.session, workspace_id, number)
        if deal is None:
            raise Refusal("deals.no_such_number", number=number)
        return deal
    assert phrase.account is not None
    account = accounts_named(request.session, workspace_id, [phrase.account.name]).get(key_of(phrase.account.name))
    deals = deals_on(request.session, workspace_id, account.id) if account else []
    running = [deal for deal in deals if deal.outcome is None]
    fitting = running or ([] if is_open else deals)
    rights = request.rights
    own = [deal for deal in fitting if rights.may(Right.CHANGE_DEAL, about_deal(request.session, deal))]
    if not fitting:
        alike = accounts_like(request.session, workspace_id, phrase.account.name) if account is None else []
        if phrase.action in list(Outcome):
            return _decided_meant(request, line, phrase, deals)
        raise Refusal("deals.no_deal_with", account=phrase.account.name, nearest=[near.name for near in alike])
    if len(own) > 1:
        raise Question(_which_deal(request, line, own, phrase.account.name))
    return (own or fitting)[0]


def account_meant(request: Request, line: Line, phrase: DealPhrase) -> tuple[Account, bool]:
    """The account by its name, and whether it is new. Raises Question when the name is nearly a known one."""
    workspace_id = request.workspace.workspace_id
    if phrase.account is None:
        raise Unreadable(Reason.ACCOUNT_MISSING)
    if line.chosen and line.chosen != NEW:
        account = account_with_id(request.session, workspace_id, line.chosen)
        if account is not None:
            return account, False
    name = phrase.account.name
    account = accounts_named(request.session, workspace_id, [name]).get(key_of(name))
    if account is not None:
        mend_writing([account], line.text)
        return account, False
    if line.chosen != NEW and (alike := accounts_like(request.session, workspace_id, name)):
        known = [(account.name, line.choosing(account.id)) for account in alike]
        raise Question(Whisper(messages.which_account(request.language, name, known, line.choosing(NEW))))
    return new_account(request, name, phrase.opened_on or request.today), True


def told_by_a_file(request: Request, account: Account, owner: Person, terms: DealTerms) -> Deal | None:
    """An open deal that came from elsewhere and is most likely the one that is to be added."""
    currency = request.workspace.currency
    value, said = terms.value, (terms.value.currency if terms.value else currency)
    told = DealTold(account.id, owner.id, None, None, value.minor if value else None, said, None)
    deals = deals_on(request.session, account.workspace_id, account.id)
    return next((deal for deal in deals if deal.source != "slack" and is_same(DealTold.of(deal), told)), None)


def new_account(request: Request, name: str, opened_on: date) -> Account:
    """An account that was not known yet."""
    return open_account(
        request.session,
        request.workspace.workspace_id,
        name,
        opened_on=opened_on,
        owner_id=request.person.id,
        now=request.now,
    )


def _which_deal(request: Request, line: Line, deals: list[Deal], account: str) -> Whisper:
    values = [line.choosing(str(deal.number)) for deal in deals]
    return Whisper(messages.which_deal(request.language, deal_views(request, deals), account, values, request.today))


def _decided_meant(request: Request, line: Line, phrase: DealPhrase, deals: Sequence[Deal]) -> Deal:
    """None of the account's `deals` is open: the one that was lost lately and turns out to be won, when that is clear.

    Raises Question when it is not, and refuses a deal that is decided so already.
    """
    said = Outcome(phrase.action)
    own = [deal for deal in deals if request.rights.may(Right.CHANGE_DEAL, about_deal(request.session, deal))]
    lately = [deal for deal in own if _is_decided_lately(deal, request.today)]
    other = [deal for deal in lately if may_be_decided(deal, said)]
    if len(lately) == len(other) == 1 and _may_be_worth(other[0], phrase):
        return other[0]
    if lately and not other:
        deal = lately[0]
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    raise Question(_none_is_open(request, line, phrase, [deal for deal in own if may_be_decided(deal, said)]))


def _is_decided_lately(deal: Deal, today: date) -> bool:
    """Whether it was decided within a month: news of the account is most likely about that one."""
    return deal.closed_on is not None and (today - deal.closed_on).days <= LATELY


def _may_be_worth(deal: Deal, phrase: DealPhrase) -> bool:
    """Whether the amount that was said, if any, may be what this deal went for."""
    if phrase.amount is None or not deal.value_minor:
        return True
    said = Money.of(phrase.amount.value, phrase.amount.currency or deal.currency)
    return (
        said.currency == deal.currency and deal.value_minor <= said.minor * FAR and said.minor <= deal.value_minor * FAR
    )


def _none_is_open(request: Request, line: Line, phrase: DealPhrase, lost: Sequence[Deal]) -> Whisper:
    """Decided, but nothing is open there: what was `lost` there, the open deals of accounts that are called much the
    same, or a new one.
    """
    workspace_id, account = request.workspace.workspace_id, phrase.account
    assert account is not None
    alike = accounts_alike(request.session, workspace_id, account.name, request.person.id)
    ids = alike.ids if alike else ()
    near = [deal for id_ in ids for deal in deals_on(request.session, workspace_id, id_) if deal.outcome is None]
    own = [deal for deal in near if request.rights.may(Right.CHANGE_DEAL, about_deal(request.session, deal))]
    own = [*lost, *own]
    values = [line.choosing(str(deal.number)) for deal in own]
    views = deal_views(request, own)
    return Whisper(
        messages.none_is_open(
            request.language, phrase.action, account.name, views, values, line.choosing(NEW), request.today
        )
    )


def _names_channel(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in ("channel", "kanaal", "via"))


def _refuse_unknown_currency(text: str, phrase: DealPhrase, language: str) -> None:
    """`25k XYZ`: three capitals behind an amount are a currency that we do not know, not a title."""
    title = phrase.title or ""
    if phrase.amount and not phrase.amount.currency and re.search(rf"\d\w*\s+{re.escape(title)}\b", text):
        code = title[:4].strip()
        if len(code) == 3 and code.isascii() and code.isalpha() and code.isupper():
            raise Unreadable(Reason.UNKNOWN_CURRENCY, code).within([], example_of("deals.add", language))
