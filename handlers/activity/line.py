"""A typed line as entries of the log: accounts looked up, people found, money in a currency."""

from collections.abc import Callable, Mapping

from handlers.door.request import Request
from handlers.door.who import found
from handlers.phrases import LogPhrase, Reason, Unreadable, possible_names, read_log
from handlers.phrases import OwnKind as TypedKind
from models.accounts.naming import key_of
from models.accounts.queries import accounts_with_keys
from models.accounts.records import Account
from models.activity.entry import NewActivity, Share
from models.activity.kinds import Needs, rules_of
from models.activity.queries import own_kinds_of
from models.deals.queries import deal_numbered
from models.deals.records import Deal
from models.money import Money
from models.refusal import Refusal

ACCOUNTS_STAND_WITHIN = 300
"""Characters: names further on are part of a note."""


def read_entries(request: Request, text: str) -> tuple[list[NewActivity], dict[str, Account | None]]:
    """What the person says has happened, and the accounts among its words by key: None where there is none.

    Raises Unreadable, and refuses people and deals that are not there.
    """
    keys = {key_of(name) for name in possible_names(text[:ACCOUNTS_STAND_WITHIN])}
    known = dict.fromkeys(keys) | accounts_with_keys(request.session, request.workspace.workspace_id, keys)
    return _entries(request, _read(request, text, known), text), known


def _read(request: Request, text: str, known: Mapping[str, Account | None]) -> LogPhrase:
    """Own kinds of the workspace are only asked for when a line has none of ours."""

    def spelled(name: str) -> str | None:
        account = known.get(key_of(name))
        return account.name if account else None

    read: Callable[..., LogPhrase] = read_log
    try:
        return read(text, request.today, language=request.language, known_accounts=spelled)
    except Unreadable as unreadable:
        own = own_kinds_of(request.session, request.workspace.workspace_id)
        if not own or unreadable.reason not in (Reason.UNKNOWN_KIND, Reason.KIND_MISSING):
            raise
    kinds = [TypedKind(kind.key, (kind.label_en, kind.label_nl), kind.sums) for kind in own]
    return read(text, request.today, language=request.language, known_accounts=spelled, kinds=kinds)


def _entries(request: Request, phrase: LogPhrase, text: str) -> list[NewActivity]:
    deal = _deal(request, phrase.deal)
    names: list[str | None] = [account.name for account in phrase.accounts]
    contact, note = phrase.contact, phrase.note
    if contact and Needs.ACCOUNT in rules_of(phrase.kind).needs and _is_only_talk(phrase, text):
        # "meeting with Acme nice people", and Acme is new: it is the account, and "nice" begins the note
        note = " ".join([*(account.name for account in phrase.accounts), note]).strip()
        names, contact = [contact], None
    shares = tuple(Share(found(request, share.person).id, share.percent) for share in phrase.shares)
    amount = None
    if phrase.amount:
        amount = Money.of(phrase.amount.value, phrase.amount.currency or request.workspace.currency)
    return [
        NewActivity(
            kind=phrase.kind,
            happened_on=phrase.day,
            account=name,
            account_id=deal.account_id if deal and not name else None,
            deal_id=deal.id if deal else None,
            is_first=phrase.is_first,
            quantity=phrase.quantity,
            minutes=phrase.minutes,
            amount=amount,
            score=phrase.score,
            topic=phrase.topic,
            contact=contact,
            due_on=phrase.due_on,
            note=note,
            shares=shares,
        )
        for name in names or [None]
    ]


def _is_only_talk(phrase: LogPhrase, text: str) -> bool:
    """Whether what was read as accounts is none: nothing, or one unknown word without a capital behind the contact."""
    if len(phrase.accounts) != 1:
        return not phrase.accounts
    account = phrase.accounts[0]
    is_behind = text.find(account.name) > text.find(phrase.contact or "")
    return is_behind and not account.is_known and account.name.islower()


def _deal(request: Request, number: int | None) -> Deal | None:
    if number is None:
        return None
    deal = deal_numbered(request.session, request.workspace.workspace_id, number)
    if deal is None:
        raise Refusal("activity.unknown_deal", number=number)
    return deal
