"""Whom the people of the demo company sell to: accounts, and prospects whom nobody has met yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import Session

from models.accounts.naming import key_of
from models.accounts.records import Account
from models.demo.company import ACCOUNTS, CHANNELS, PEOPLE, PROSPECT_NAMES, PROSPECT_TRADES, WORKSPACE_ID
from models.demo.pace import DAYS
from models.team.records import Person

NEW_ACCOUNTS = 0.15
"""Of the prospects who are met: the part of whom nobody had heard before."""


@dataclass
class Market:
    """Whom one person sells to: their accounts, and prospects whom nobody has met yet."""

    accounts: list[Account]
    prospects: Iterator[Account]
    met: dict[str, date]
    owner: Person


def markets_of(session: Session, people: dict[str, Person], today: date, now: datetime) -> dict[str, Market]:
    """By Slack user: the accounts that each seller owns, and prospects of their own."""
    sellers = [one.slack_user_id for one in PEOPLE if one.meetings]
    names = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
    Random("prospects").shuffle(names)
    markets = {}
    for place, seller in enumerate(sellers):
        accounts = [_account(name, people[seller], today, now) for name in ACCOUNTS[place :: len(sellers)]]
        prospects = [
            Account(workspace_id=WORKSPACE_ID, name=name, key=key_of(name), created_at=now - timedelta(days=DAYS))
            for name in names[place :: len(sellers)]
        ]
        session.add_all([*accounts, *prospects])
        markets[seller] = Market(accounts, iter(prospects), {}, people[seller])
    session.flush()
    return markets


def open_account(account: Account, owner: Person, day: date) -> None:
    """A prospect who was met on `day` is somebody's from then on. Most stood in the books long before; a few are new."""
    random = Random(f"opened {account.key}")
    ago = 0 if random.random() < NEW_ACCOUNTS else random.randint(40, DAYS + 200)
    account.owner_id, account.opened_on = owner.id, day - timedelta(days=ago)
    account.channel = random.choice(CHANNELS)


def _account(name: str, owner: Person, today: date, now: datetime) -> Account:
    random = Random(f"account {name}")
    return Account(
        workspace_id=WORKSPACE_ID,
        name=name,
        key=key_of(name),
        owner_id=owner.id,
        opened_on=today - timedelta(days=random.randint(5, DAYS + 200)),
        tier=random.choice("ABBC"),
        channel=random.choice(CHANNELS),
        created_at=now - timedelta(days=DAYS),
    )
