"""The territories and the named accounts of who leaves: what is on their list, and giving it to somebody else, dated."""

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.acting import Acting
from models.database import new_id
from models.team.records import Person
from models.territories.lists import lists_of
from models.territories.records import NamedAccount, Territory, TerritoryTerm


def territories_of(session: Session, person: Person) -> list[Territory]:
    """The territories that are theirs, as it was said last."""
    lists = lists_of(session, person.workspace_id, ())
    ids = [id_ for id_ in lists.territories if (term := lists.last_term(id_)) and term.owner_id == person.id]
    found = [session.get_one(Territory, (person.workspace_id, id_)) for id_ in ids]
    return sorted(found, key=lambda territory: territory.name.casefold())


def listed_accounts_of(session: Session, person: Person) -> list[str]:
    """Ids of the accounts that are named with them (not by a territory of theirs), as it was said last."""
    named = select(col(NamedAccount.account_id)).where(
        NamedAccount.workspace_id == person.workspace_id, NamedAccount.owner_id == person.id
    )
    ids = sorted(set(session.exec(named)))
    lists = lists_of(session, person.workspace_id, ids)
    return [id_ for id_ in ids if (last := lists.last_naming(id_)) and last.owner_id == person.id]


def give_territory(acting: Acting, territory: Territory, from_person: Person, to: Person) -> None:
    """From today on it is theirs, with the accounts in it; also where a change is still to come."""
    for term in lists_of(acting.session, territory.workspace_id, ()).terms_from(territory.id, acting.today):
        if term.owner_id == from_person.id:
            acting.session.add(
                TerritoryTerm(
                    workspace_id=territory.workspace_id,
                    territory_id=territory.id,
                    from_day=max(acting.today, term.from_day),
                    region=term.region,
                    team_id=term.team_id,
                    owner_id=to.id,
                    is_over=term.is_over,
                    said_by=acting.by.id,
                    said_at=acting.now,
                    batch_id=new_id(),
                )
            )


def give_listed(acting: Acting, account: Account, from_person: Person, to: Person) -> bool:
    """From today on it is on their list, also where a change is still to come; whether it was on that of who leaves."""
    namings = lists_of(acting.session, account.workspace_id, [account.id]).namings_from(account.id, acting.today)
    theirs = [naming for naming in namings if naming.owner_id == from_person.id]
    for naming in theirs:
        acting.session.add(
            NamedAccount(
                workspace_id=account.workspace_id,
                account_id=account.id,
                from_day=max(acting.today, naming.from_day),
                tier=naming.tier,
                territory_id=naming.territory_id,
                owner_id=to.id,
                said_by=acting.by.id,
                said_at=acting.now,
                batch_id=new_id(),
            )
        )
    return bool(theirs)


def owner_of_territory(session: Session, territory: Territory) -> str | None:
    """Whose it is, as it was said last."""
    term = lists_of(session, territory.workspace_id, ()).last_term(territory.id)
    return term.owner_id if term else None
