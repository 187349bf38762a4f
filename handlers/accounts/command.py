"""`/koers accounts`: lists, and what is typed to clean one up."""

from handlers.accounts import forms
from handlers.accounts.views import changed, doubles, found_by_name, mine, undone
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.phrases.account_changes import AccountsPhrase, read_accounts
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import accounts as messages
from models.accounts.changes import latest_change_by
from models.accounts.cleaning import delete_account, rename_account
from models.accounts.merging import merge_accounts
from models.accounts.queries import accounts_like, accounts_named
from models.accounts.records import Account
from models.refusal import Refusal


def command(request: Request, text: str) -> Answers:
    """`/koers accounts`, `… doubles`, `… rename acme = Acme NV`, `… merge Acme BV into Acme`, `… delete yest`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    try:
        phrase = read_accounts(text, lambda name: _known(request, name) is not None, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "koers accounts")
    match phrase.action:
        case "mine":
            return Whisper(mine(request))
        case "recent":
            return Whisper(mine(request, newest_first=True))
        case "doubles":
            return Whisper(doubles(request))
        case "undo":
            return _undo_latest(request)
        case "find":
            return Whisper(found_by_name(request, phrase.account))
        case _:
            return _change(request, phrase)


def _change(request: Request, phrase: AccountsPhrase) -> Answers:
    account = _meant(request, phrase.account)
    if phrase.action == "delete":
        return Whisper(changed(request, delete_account(request.acting, account)))
    if not phrase.other:
        return forms.form_of(request, account)
    if phrase.action == "merge":
        return Whisper(changed(request, merge_accounts(request.acting, account, _meant(request, phrase.other))))
    other = _known(request, phrase.other)
    if other is not None and other.id != account.id:
        return Whisper(messages.name_taken(request.language, (account.id, account.name), (other.id, other.name)))
    return Whisper(changed(request, rename_account(request.acting, account, phrase.other)))


def _undo_latest(request: Request) -> Answers:
    change = latest_change_by(request.session, request.person)
    if change is None:
        raise Refusal("accounts.nothing_to_undo")
    return Whisper(undone(request, change.id))


def _meant(request: Request, name: str) -> Account:
    """The account with this name. Refuses one that nobody knows, and says which are much like it."""
    account = _known(request, name)
    if account is None:
        nearest = accounts_like(request.session, request.workspace.workspace_id, name)
        raise Refusal("accounts.not_there", account=name[:60], nearest=[near.name for near in nearest])
    return account


def _known(request: Request, name: str) -> Account | None:
    return next(iter(accounts_named(request.session, request.workspace.workspace_id, [name]).values()), None)
