"""The form of an account: another name, or the account that it is the same as."""

from handlers.accounts.buttons import account_of
from handlers.accounts.views import changed
from handlers.door.answers import Answers, OpenModal, Options, Whisper
from handlers.door.request import Form, Press, Request
from messages import accounts as messages
from models.accounts.changes import require_account_change
from models.accounts.choosing import accounts_to_choose
from models.accounts.cleaning import rename_account
from models.accounts.merging import merge_accounts
from models.accounts.records import Account


def open_form(request: Request, press: Press) -> Answers:
    """The form of the account beside the button."""
    return form_of(request, account_of(request, press.value))


def form_of(request: Request, account: Account) -> Answers:
    """The form, for who may change the account."""
    require_account_change(request.acting, account)
    return OpenModal(messages.form(request.language, account.id, account.name))


def find_accounts(request: Request, text: str) -> Answers:
    """Accounts to choose from, while somebody types."""
    known = accounts_to_choose(request.session, request.person, text)
    return Options(messages.account_options([(account.id, account.name) for account in known]))


def submitted(request: Request, form: Form) -> Answers:
    """Rename the account, or merge it with the one that was chosen."""
    account = account_of(request, form.metadata)
    if same_as := form.text("same_as"):
        return Whisper(changed(request, merge_accounts(request.acting, account, account_of(request, same_as))))
    return Whisper(changed(request, rename_account(request.acting, account, form.text("name"))))
