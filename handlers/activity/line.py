"""A typed line as entries of the log: accounts looked up, people found, money in a currency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.door.request import Request
from handlers.door.typed_line import Typed, WorkspaceBook
from handlers.door.who import found
from handlers.phrases import LogPhrase
from handlers.phrases.accounts import AccountRef
from handlers.phrases.log.names import FIRST_NAMES, SHORTEST_NAME
from handlers.phrases.log.phrase import Reading
from handlers.phrases.tokens import folded
from models.accounts.naming import key_of
from models.accounts.records import Account
from models.activity.entry import LONGEST_NOTE, NewActivity, Share
from models.activity.kinds import Needs, rules_of
from models.deals.queries import deal_numbered
from models.deals.records import Deal
from models.money import Money
from models.refusal import Refusal

_ADDRESS = re.compile(r"/archives/([A-Z0-9]+)/p(\d+)(\d{6})")


@dataclass(slots=True)
class Found:
    """A line as entries, and what is known about the names in it."""

    entries: list[NewActivity]
    known: dict[str, Account | None]
    """Accounts by key; None where there is none."""
    unclear: dict[str, list[Account]]
    """Names as typed that are asked about, with the accounts that they may stand for."""
    perhaps_people: frozenset[str]
    """Names among them that may be somebody's, not an account's."""


def entries_of(request: Request, reading: Reading, book: WorkspaceBook) -> Found:
    """The entries of a line that can be read: those that took place. Refuses people and deals that are not there."""
    result = Found([], book.known, {}, frozenset())
    people: set[str] = set()
    for part in reading.parts:
        if part.phrase is not None and part.not_held is None:
            chosen = part.draft.choices.get("account")
            names, contact = _names(part.phrase, people, is_chosen=chosen is not None)
            for name in names:
                _ask_about(request, result, name, people)
            result.entries += _entries(request, part.phrase, names, contact, str(chosen) if chosen else None)
    result.perhaps_people = frozenset(people)
    return result


def from_message(typed: Typed, entry: NewActivity) -> NewActivity:
    """An entry that a message in Slack says: its note has the message's address, and its words where all may read them."""
    note = note_with_link(entry.note if typed.is_quotable else "", typed.link)
    return replace(entry, note=note, message=message_at(typed.link) or entry.message)


def note_with_link(words: str, link: str) -> str:
    """Words and, on a line of its own, the address; the words are cut where both would be too long."""
    longest = LONGEST_NOTE - len(link) - 1
    return f"{words if len(words) <= longest else words[: longest - 1] + '…'}\n{link}".strip()


def message_at(link: str) -> str | None:
    """The message behind Slack's address of it, as the log names it; None for anything else."""
    found = _ADDRESS.search(link)
    return f"{found[1]}:{found[2]}.{found[3]}" if found else None


def _names(phrase: LogPhrase, people: set[str], *, is_chosen: bool) -> tuple[list[AccountRef], str | None]:
    """The accounts of an entry and its contact: `with Acme`, when Acme is new, is the account."""
    accounts, contact = list(phrase.accounts), phrase.contact
    if accounts or contact is None or is_chosen or phrase.kind in ("note", "training"):
        return accounts, contact
    is_somebody = folded(contact).split()[0].strip(".") in FIRST_NAMES or contact[:1].islower() or "@" in contact
    if Needs.ACCOUNT in rules_of(phrase.kind).needs:
        return [AccountRef(contact, is_doubtful=is_somebody or len(contact) < SHORTEST_NAME)], None
    if is_somebody:
        return [], contact
    if " " not in contact:
        people.add(contact)
    return [AccountRef(contact, is_doubtful=" " not in contact)], None


def _ask_about(request: Request, result: Found, name: AccountRef, people: set[str]) -> None:
    if name.is_known or not (name.near or name.is_doubtful):
        return
    accounts = [account for each in name.near if (account := result.known.get(key_of(each)))]
    result.unclear[name.name] = accounts


def _entries(
    request: Request, phrase: LogPhrase, accounts: Sequence[AccountRef], contact: str | None, chosen: str | None
) -> list[NewActivity]:
    deal = _deal(request, phrase.deal)
    shares = tuple(Share(found(request, share.person).id, share.percent) for share in phrase.shares)
    amount = None
    if phrase.amount:
        amount = Money.of(phrase.amount.value, phrase.amount.currency or request.workspace.currency)
    names: list[str | None] = [account.name for account in accounts]
    return [
        NewActivity(
            kind=phrase.kind,
            happened_on=phrase.day,
            account=None if chosen else name,
            account_id=chosen or (deal.account_id if deal and not name else None),
            deal_id=deal.id if deal else None,
            is_first=phrase.is_first,
            quantity=phrase.quantity,
            minutes=phrase.minutes,
            amount=amount,
            score=phrase.score,
            topic=phrase.topic,
            contact=contact,
            due_on=phrase.due_on,
            note=phrase.note,
            shares=shares,
            message=request.message or None,
        )
        for name in (names or [None])
    ]


def _deal(request: Request, number: int | None) -> Deal | None:
    if number is None:
        return None
    deal = deal_numbered(request.session, request.workspace.workspace_id, number)
    if deal is None:
        raise Refusal("activity.unknown_deal", number=number)
    return deal
