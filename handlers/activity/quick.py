"""An entry of today in two taps: what it was, and with whom. It is answered where it was pressed."""

from handlers.activity import forms
from handlers.activity.views import answer
from handlers.door.answers import Answers, OpenModal, UpdateModal
from handlers.door.request import Press, Request
from messages.activity import quick as messages
from messages.activity.forms import Filled
from models.activity.actions import log_activities
from models.activity.entry import NewActivity
from models.activity.habits import accounts_most_recent, is_said_by_account
from models.activity.kinds import Needs, rules_of
from models.activity.queries import names_of_own_kinds


def choose(request: Request, press: Press) -> Answers:
    """The first tap: with whom was it? What needs an amount, a score or hours opens the form."""
    kind, session, workspace_id = press.value, request.session, request.workspace.workspace_id
    if not is_said_by_account(session, workspace_id, kind):
        return OpenModal(forms.form_of(request, Filled(kind=kind, day=request.today)))
    accounts = [(account.id, account.name) for account in accounts_most_recent(session, request.person)]
    own = names_of_own_kinds(session, workspace_id, request.language).get(kind)
    may_be_without = Needs.ACCOUNT not in rules_of(kind).needs
    if not accounts and not may_be_without:
        return OpenModal(forms.form_of(request, Filled(kind=kind, day=request.today)))
    return OpenModal(messages.with_whom(request.language, kind, own, accounts, may_be_without=may_be_without))


def log(request: Request, press: Press) -> Answers:
    """The second tap: it is stored, and the answer stands where the question stood."""
    kind, _, account_id = press.value.partition("|")
    entry = NewActivity(kind=kind, happened_on=request.today, account_id=account_id or None)
    return answer(request, log_activities(request.acting, [entry]))


def more(request: Request, press: Press) -> Answers:
    """Somebody else, another day, or more to say: the form."""
    return UpdateModal(forms.form_of(request, Filled(kind=press.value, day=request.today)))
