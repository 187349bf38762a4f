"""Accounts as they are told of: lists with what is about each, and what was done to one."""

from handlers.door.request import Request
from messages import accounts as messages
from messages.blocks import Message
from models.accounts.naming import key_of, still_means
from models.accounts.overview import AccountUse, accounts_within_reach, doubles_of, in_order, use_of_accounts
from models.accounts.queries import search_accounts
from models.accounts.records import Account, AccountChange
from models.accounts.undoing import undo_change
from models.permissions import Right


def mine(request: Request, *, newest_first: bool = False) -> Message:
    """The person's own accounts and those of people below, the one used last at the top, or the newest."""
    accounts = accounts_within_reach(request.session, request.rights)
    if newest_first:
        accounts.sort(key=lambda account: account.created_at, reverse=True)
    return messages.listed(
        request.language,
        _rows(request, accounts[: messages.LISTED]),
        len(accounts),
        request.today,
        newest_first=newest_first,
        with_people=request.rights.may(Right.MANAGE),
    )


def found_by_name(request: Request, typed: str) -> Message:
    """Every account with this in its name."""
    found = search_accounts(request.session, request.workspace.workspace_id, typed, messages.LISTED)
    return messages.found(request.language, _rows(request, list(found)), typed, request.today)


def doubles(request: Request) -> Message:
    """Pairs that look like one company."""
    found = doubles_of(request.session, request.rights)
    pairs = [(_row(goes), _row(stays)) for goes, stays in found.pairs[: messages.LISTED]]
    return messages.doubles(request.language, pairs, len(found.pairs), found.of_others, request.today)


def changed(request: Request, change: AccountChange) -> Message:
    """What was done, with Undo."""
    return messages.changed(request.language, _change(request, change))


def undone(request: Request, change_id: str) -> Message:
    """Take it back, and say so."""
    change = undo_change(request.acting, change_id)
    return messages.undone(request.language, _change(request, change))


def _change(request: Request, change: AccountChange) -> messages.Change:
    account = request.session.get_one(Account, (change.workspace_id, change.account_id))
    into = request.session.get(Account, (change.workspace_id, change.into_id)) if change.into_id else None
    was = str(change.old["name"]) if change.what == "rename" else ""
    return messages.Change(
        id=change.id,
        what=change.what,
        account=account.name,
        was=was,
        into=into.name if into else "",
        entries=len(change.moved.get("activity.account_id", [])),
        deals=len(change.moved.get("deal.account_id", [])),
        former_name_stays=bool(was) and key_of(was) != account.key and still_means(was, account.name),
    )


def _rows(request: Request, accounts: list[Account]) -> list[messages.AccountRow]:
    uses = use_of_accounts(request.session, request.rights, accounts, with_doubles=True)
    return [_row(use) for use in uses]


def _row(use: AccountUse) -> messages.AccountRow:
    return messages.AccountRow(
        id=use.account.id,
        name=use.account.name,
        entries=use.entries,
        deals=use.deals,
        last_on=use.last_on,
        others=use.others,
        may_change=use.may_change,
        is_empty=use.is_empty,
        double=_pair(use, use.double) if use.double else None,
    )


def _pair(use: AccountUse, double: AccountUse) -> messages.Pair:
    goes, stays = in_order(use, double)
    return messages.Pair(goes.account.id, stays.account.id, double.account.name)
