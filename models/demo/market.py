"""Whom the people of the demo company sell to: accounts, and prospects whom nobody has met yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random

from sqlmodel import Session, select

from models.accounts.naming import key_of
from models.accounts.records import Account
from models.demo.company import ACCOUNTS, CHANNELS, PEOPLE, PLACES, PROSPECT_NAMES, PROSPECT_TRADES, WORKSPACE_ID
from models.demo.pace import DAYS
from models.team.records import Person

NEW_ACCOUNTS = 0.15
"""Of the prospects who are met: the part of whom nobody had heard before."""
SECTORS = {
    "Food": ("Bakery", "Brouwerij", "Farms", "Foods", "Vis"),
    "Retail": (
        "Bikes",
        "Design",
        "Garages",
        "Hotels",
        "Interieur",
        "Juweliers",
        "Kantoor",
        "Leather",
        "Retail",
        "Textiel",
    ),
    "Tech": (
        "Analytics",
        "Cables",
        "Electric",
        "Energ",
        "Labs",
        "Machines",
        "Optics",
        "Pompen",
        "Robotics",
        "Techniek",
    ),
    "Transport": ("Freight", "Havenwerk", "Import", "Logisti", "Marine", "Transport"),
}
"""By words of a name. The names of the sectors are said alike in both languages of the demo."""


@dataclass
class Market:
    """Whom one person sells to: their accounts, and prospects whom nobody has met yet."""

    accounts: list[Account]
    prospects: Iterator[Account]
    met: dict[str, date]
    owner: Person
    cadences: dict[str, int] = field(default_factory=dict)
    """Of those who sell in a territory: after how many days each of their accounts is due again."""

    def longest_due(self, day: date) -> Account | None:
        """The account that has waited longest, against its cadence; None when all were met in time."""
        waited = [
            ((day - self.met.get(one.id, day)).days / self.cadences[one.id], one.name, one) for one in self._named()
        ]
        share, _, account = max(waited, default=(0, "", None))
        return account if share >= 1 else None

    def _named(self) -> Iterator[Account]:
        return (one for one in self.accounts if one.id in self.cadences)

    def met_lately(self, day: date) -> list[Account]:
        """The fifty accounts that came in last, of those met in the ten months before `day`; in order."""
        lately = (one for one in reversed(self.accounts) if (day - self.met.get(one.id, date.min)).days < 300)
        return list(islice(lately, 50))[::-1]

    def somebody_new(self, day: date) -> Account | None:
        """An account that nobody met yet, else a prospect, who is an account from `day` on. None when there is nobody."""
        if len(self.met) < len(self.accounts):
            unmet = next((one for one in self.accounts if one.id not in self.met), None)
            if unmet is not None:
                return unmet
        prospect = next(self.prospects, None)
        if prospect is not None:
            open_account(prospect, self.owner, day)
            self.accounts.append(prospect)
        return prospect


def markets_of(session: Session, people: dict[str, Person], today: date, now: datetime) -> dict[str, Market]:
    """By Slack user: the accounts that each seller owns, and prospects of their own."""
    sellers = [one.slack_user_id for one in PEOPLE if one.meetings]
    names = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
    Random("prospects").shuffle(names)
    markets = {}
    for place, seller in enumerate(sellers):
        accounts = [_account(name, people[seller], today, now) for name in ACCOUNTS[place :: len(sellers)]]
        prospects = [_stored_as(name, now - timedelta(days=DAYS)) for name in names[place :: len(sellers)]]
        session.add_all([*accounts, *prospects])
        markets[seller] = Market(accounts, iter(prospects), {}, people[seller])
    session.flush()
    return markets


def sector_of(name: str) -> str:
    """By the trade in its name; whose trade says nothing is in services."""
    return next((sector for sector, trades in SECTORS.items() if any(f" {one}" in name for one in trades)), "Services")


def open_account(account: Account, owner: Person, day: date) -> None:
    """A prospect who was met on `day` is somebody's from then on. Most stood in the books long before; a few are new."""
    random = Random(f"opened {account.key}")
    ago = 0 if random.random() < NEW_ACCOUNTS else random.randint(40, DAYS + 200)
    account.owner_id, account.opened_on = owner.id, day - timedelta(days=ago)
    account.channel = random.choice(CHANNELS)


def more_prospects(session: Session, day: date) -> Iterator[Account]:
    """Names that are not in the books yet, for whoever sells for years: none runs out of people to meet."""
    known = set(session.exec(select(Account.key).where(Account.workspace_id == WORKSPACE_ID)))
    for place in PLACES:
        names = [f"{name} {trade} {place}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
        Random(f"prospects {place}").shuffle(names)
        for name in names:
            if key_of(name) not in known:
                at = datetime.combine(day, time(7), UTC)
                account = _stored_as(name, at)
                session.add(account)
                yield account


def _account(name: str, owner: Person, today: date, now: datetime) -> Account:
    random = Random(f"account {name}")
    account = _stored_as(name, now - timedelta(days=DAYS))
    account.owner_id, account.opened_on = owner.id, today - timedelta(days=random.randint(5, DAYS + 200))
    account.channel = random.choice(CHANNELS)
    return account


def _stored_as(name: str, at: datetime) -> Account:
    return Account(workspace_id=WORKSPACE_ID, name=name, key=key_of(name), sector=sector_of(name), created_at=at)
