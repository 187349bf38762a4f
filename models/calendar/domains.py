"""What the domain of a guest means here: an account that was said before, or one whose name is the domain's word."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from models.accounts.naming import core_of, key_of
from models.accounts.queries import account_with_id, accounts_like
from models.accounts.records import Account
from models.calendar.records import CalendarDomain
from models.calendar.suggesting import FREE_MAIL, main_word, registered
from models.team.records import Person

MOST_CHOICES = 4


def accounts_by_domain(session: Session, workspace_id: str) -> Callable[[str], Sequence[str]]:
    """The accounts that a domain means, by id: learned, else named like it; each domain is looked up once."""
    known: dict[str, tuple[str, ...]] = {}

    def accounts_of(domain: str) -> Sequence[str]:
        if domain not in known:
            known[domain] = tuple(_accounts_of(session, workspace_id, domain))
        return known[domain]

    return accounts_of


def likely_accounts(session: Session, workspace_id: str, domains: Iterable[str], ids: Iterable[str]) -> list[Account]:
    """The accounts to choose from: those that the domains mean, then those with a name like them."""
    found = {id_: account for id_ in ids if (account := account_with_id(session, workspace_id, id_))}
    for domain in domains:
        if domain not in FREE_MAIL:
            found |= {account.id: account for account in accounts_like(session, workspace_id, main_word(domain))}
    return list(found.values())[:MOST_CHOICES]


def name_of_domain(domain: str) -> str:
    """The name of an account that would be opened for it: `Newco` of `newco.example`."""
    return main_word(domain).replace("-", " ").title()


def learn_account(session: Session, workspace_id: str, domain: str, account_id: str, now: datetime) -> None:
    """From now on the domain is this account, for everybody. A free service is nobody's."""
    if domain in FREE_MAIL:
        return
    known = (_rows(domain, workspace_id), col(CalendarDomain.person_id).is_(None))
    session.execute(delete(CalendarDomain).where(*known))
    session.add(
        CalendarDomain(workspace_id=workspace_id, domain=registered(domain), account_id=account_id, learned_at=now)
    )
    session.flush()


def learn_not_sales(session: Session, person: Person, domains: Iterable[str], now: datetime) -> list[str]:
    """Guests of these domains are nothing to log, for this person; returns those that are new."""
    wanted = {domain for domain in domains if domain not in FREE_MAIL} - not_sales_of(session, person)
    session.add_all(
        CalendarDomain(workspace_id=person.workspace_id, person_id=person.id, domain=domain, learned_at=now)
        for domain in sorted(wanted)
    )
    session.flush()
    return sorted(wanted)


def forget_not_sales(session: Session, person: Person, domains: Iterable[str]) -> None:
    """They are something to log after all."""
    theirs = (
        col(CalendarDomain.workspace_id) == person.workspace_id,
        col(CalendarDomain.person_id) == person.id,
        col(CalendarDomain.domain).in_(list(domains)),
    )
    session.execute(delete(CalendarDomain).where(*theirs))


def not_sales_of(session: Session, person: Person) -> frozenset[str]:
    """The domains of which the person said that they are nothing to log."""
    theirs = select(CalendarDomain.domain).where(
        CalendarDomain.workspace_id == person.workspace_id, CalendarDomain.person_id == person.id
    )
    return frozenset(session.exec(theirs))


def _accounts_of(session: Session, workspace_id: str, domain: str) -> list[str]:
    if domain in FREE_MAIL:
        return []
    learned = select(CalendarDomain.account_id).where(
        _rows(domain, workspace_id), col(CalendarDomain.person_id).is_(None)
    )
    said = {account.id for id_ in session.exec(learned) if (account := account_with_id(session, workspace_id, id_))}
    return sorted(said) if said else _named_like(session, workspace_id, main_word(domain))


def _named_like(session: Session, workspace_id: str, word: str) -> list[str]:
    """Accounts of which the name is the word, with a legal form or without."""
    key = key_of(word)
    near = select(Account).where(
        Account.workspace_id == workspace_id,
        col(Account.removed_at).is_(None),
        or_(col(Account.key) == key, col(Account.key).startswith(key, autoescape=True)),
    )
    return [one.id for one in session.exec(near.order_by(col(Account.key))) if key in (one.key, core_of(one.name))]


def _rows(domain: str, workspace_id: str) -> Any:
    names = {domain, registered(domain)}
    return (col(CalendarDomain.workspace_id) == workspace_id) & col(CalendarDomain.domain).in_(names)
