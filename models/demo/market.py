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


@dataclass
class Market:
    """Whom one person sells to: their accounts, and prospects whom nobody has met yet."""

    accounts: list[Account]
    prospects: Iterator[Account]
    met: dict[str, date]


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
        markets[seller] = Market(accounts, iter(prospects), {})
    session.flush()
    return markets


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
