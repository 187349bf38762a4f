"""The forms of territories: an account to name, a new territory, a visit to plan or to move."""

from datetime import date

from handlers.activity.ahead import free_day, plan_view
from handlers.door.answers import Answers, OpenModal, Options, Refresh, Whisper
from handlers.door.request import Form, Press, Request
from handlers.territories.line import account_of, named
from handlers.territories.views import territory_view
from messages.blocks import View
from messages.territories import answers, forms
from models.accounts.choosing import accounts_to_choose
from models.accounts.records import Account
from models.activity.planning import move_visit, plan_visit, visit_with_id
from models.permissions import Right
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.queries import teams_of
from models.team.records import Person
from models.territories.actions import NOBODY, AccountTerms, TerritoryTerms, add_territory
from models.territories.lists import lists_of

TEXTS = ("sector", "size", "segment", "postcode")


def open_account(request: Request, account: Account | None) -> Answers:
    """The form of an account, filled in with what holds today."""
    lists = lists_of(request.session, request.workspace.workspace_id, [account.id] if account else ())
    places = [(term.territory_id, lists.territories[term.territory_id]) for term in lists.territories_on(request.today)]
    filled = forms.Filled()
    if account is not None:
        was = lists.naming_on(account.id, request.today)
        owner_id = was.owner_id if was else None
        owner = request.session.get(Person, (account.workspace_id, owner_id)) if owner_id else None
        filled = forms.Filled(
            account.id,
            account.name,
            (was.tier if was else None) or "",
            (was.territory_id if was else None) or "",
            (owner.slack_user_id if owner else None) or "",
            tuple((name, getattr(account, name) or "") for name in TEXTS),
        )
    return OpenModal(forms.account(request.language, filled, places, request.today))


def edit_account(request: Request, press: Press) -> Answers:
    """“Change” below an account."""
    return open_account(request, account_of(request, press.value))


def save_account(request: Request, form: Form) -> Answers:
    """What the form says holds from its day on; what was emptied is taken away."""
    account = account_of(request, form.text("account"))
    is_same = form.metadata == account.id
    terms = AccountTerms(
        tier=_said(form.text("tier"), is_same),
        territory_id=_said(form.text("territory"), is_same and "territory" in form.fields),
        owner_id=_said(_person(request, form.text("owner")), is_same),
        **{name: _said(form.text(name), is_same) for name in TEXTS},
    )
    return named(request, account, terms, _day(request, form), moves=True)


def new_territory(request: Request) -> View:
    """The empty form of a territory."""
    request.rights.require(Right.MANAGE_TERRITORIES)
    teams = [(team.id, team.name) for team in teams_of(request.session, request.workspace.workspace_id)]
    return forms.territory(request.language, teams, request.today)


def save_territory(request: Request, form: Form) -> Answers:
    """A new territory."""
    terms = TerritoryTerms(
        form.text("region") or None, form.text("team") or None, _person(request, form.text("owner")) or None
    )
    day = _day(request, form)
    territory, batch = add_territory(request.acting, form.text("name"), terms, day)
    term = lists_of(request.session, territory.workspace_id, ()).term_on(territory.id, day)
    assert term is not None
    return Whisper(answers.added(request.language, territory_view(request, territory.name, term), batch, request.today))


def find_accounts(request: Request, text: str) -> Answers:
    """Accounts to choose from, while somebody types."""
    known = accounts_to_choose(request.session, request.person, text)
    return Options(forms.account_options([(account.id, account.name) for account in known]))


def plan(request: Request, form: Form) -> Answers:
    """A visit is planned."""
    account = account_of(request, form.text("account"))
    visit = plan_visit(request.acting, account, _day(request, form), form.text("note"))
    view, free = plan_view(request, visit), free_day(request, visit)
    return Whisper(answers.planned(request.language, view, request.today, free))


def move(request: Request, form: Form) -> Answers:
    """A planned visit is on another day: so says the question, or the answer, below which that was pressed."""
    visit = visit_with_id(request.acting, form.metadata)
    was = move_visit(request.acting, visit, _day(request, form))
    view, free = plan_view(request, visit), free_day(request, visit)
    return Refresh(answers.planned(request.language, view, request.today, free, was))


def _said(text: str, is_same: bool) -> str | None:
    """What was filled in; an empty field of the account that the form was opened for takes it away."""
    return text or (NOBODY if is_same else None)


def _person(request: Request, slack_user_id: str) -> str:
    if not slack_user_id:
        return ""
    person = person_of(request.session, request.workspace.workspace_id, slack_user_id)
    if person is None:
        raise Refusal("territories.not_in_roster", field="owner")
    return person.id


def _day(request: Request, form: Form) -> date:
    return date.fromisoformat(form.text("day")) if form.text("day") else request.today
