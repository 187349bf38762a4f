"""Records as values for the messages: accounts and territories as they stand."""

from datetime import date

from handlers.door.request import Request
from messages.territories import answers as messages
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.team.records import Person, Team
from models.territories.coverage import Book
from models.territories.lists import Term


def account_view(request: Request, account: Account, day: date | None = None) -> messages.AccountView:
    """An account as it stands today, or as it will on `day`."""
    on = day or request.today
    book = Book(request.session, request.workspace.workspace_id)
    named = next((one for one in book.lists.on(on) if one.account_id == account.id), None)
    if named is None:
        return messages.AccountView(account.id, account.name, details=_details(account))
    standing = next(iter(book.standings(on, [named])), None)
    return messages.AccountView(
        account.id,
        account.name,
        named.tier or "",
        book.lists.territories.get(named.territory_id or "", ""),
        name_of(request, named.owner_id) if named.owner_id else "",
        standing.cadence if standing else None,
        standing.last if standing else None,
        standing.due_on if standing else None,
        _details(account),
    )


def territory_view(request: Request, name: str, term: Term) -> messages.TerritoryView:
    """A territory as it is from a day on."""
    team = request.session.get(Team, (request.workspace.workspace_id, term.team_id)) if term.team_id else None
    owner = name_of(request, term.owner_id) if term.owner_id else ""
    return messages.TerritoryView(name, term.region, team.name if team else "", owner, term.from_day)


def name_of(request: Request, person_id: str) -> str:
    """Somebody's name."""
    return request.session.get_one(Person, (request.workspace.workspace_id, person_id)).name


def _account(request: Request, account_id: str | None) -> Account | None:
    return account_with_id(request.session, request.workspace.workspace_id, account_id)


def _details(account: Account) -> list[str]:
    return [said for said in (account.sector, account.size, account.segment, account.postcode) if said]
