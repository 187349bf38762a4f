"""The buttons beside an account, and below what was done to one."""

from handlers.accounts.views import changed, undone
from handlers.accounts.views import doubles as found_doubles
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request
from models.accounts.cleaning import delete_account
from models.accounts.merging import merge_accounts
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.refusal import Refusal


def merge(request: Request, press: Press) -> Answers:
    """The one account is part of the other."""
    account_id, _, into_id = press.value.partition(":")
    change = merge_accounts(request.acting, account_of(request, account_id), account_of(request, into_id))
    return Whisper(changed(request, change))


def delete(request: Request, press: Press) -> Answers:
    """Nothing is about it: it goes."""
    return Whisper(changed(request, delete_account(request.acting, account_of(request, press.value))))


def undo(request: Request, press: Press) -> Answers:
    """Take back what the answer told."""
    return Replace(undone(request, press.value))


def doubles(request: Request, press: Press) -> Answers:
    """The pairs that look alike."""
    return Whisper(found_doubles(request))


def account_of(request: Request, account_id: str) -> Account:
    """The account of a button, or the one that it became part of since. Refuses one that is gone."""
    account = account_with_id(request.session, request.workspace.workspace_id, account_id)
    if account is None:
        raise Refusal("accounts.gone")
    return account
