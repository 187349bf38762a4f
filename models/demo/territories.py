"""The territories of those who sell in the field: their accounts with a tier and a postcode, some of them due, some forgotten."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.activity.drafts import as_json
from models.activity.entry import NewActivity
from models.activity.kinds import Kind
from models.activity.records import Activity, PlannedVisit
from models.database import new_id
from models.demo.company import WORKSPACE_ID
from models.demo.market import Market
from models.team.calendar import Calendar
from models.team.records import Person
from models.territories.actions import territory_key
from models.territories.records import NamedAccount, Territory, TerritoryTerm

TERRITORIES = {
    "U0BRAM": ("Noordkust", "Noord-Holland", ("1012 AB", "1018 XX", "1781 LK", "1785 AA", "1811 GH")),
    "U0PRIYA": ("Home Counties", "South East", ("RG1 1AX", "RG2 6UB", "GU1 3UW", "ME4 4TZ", "ME7 1XZ")),
}
"""Whose it is, by Slack user: its name, its region, and the postcodes of its accounts."""
WANTED = (
    *(("A", days) for days in (3, 8, 12, 17, 27)),
    *(("B", days) for days in (6, 24, 41, 58, 66, 85)),
    *(("C", days) for days in (30, 95, 140, 176, 200)),
    ("D", 60),
)
"""A tier, and about how many days ago it was met last: some of each in time, some due, some overdue."""
NAMED_AGO = timedelta(days=220)


def name_the_accounts(session: Session, people: dict[str, Person], markets: dict[str, Market], today: date) -> None:
    """A territory for each of them, the accounts that they sell to most in it, and the visits that they planned."""
    for slack_user_id, (name, region, postcodes) in TERRITORIES.items():
        person = people[slack_user_id]
        territory = _territory(session, name, region, person, today)
        chosen = _chosen(markets[slack_user_id], today)
        first_met = _first_met(session, [account for account, _ in chosen])
        for place, (account, tier) in enumerate(chosen):
            account.postcode = postcodes[place % len(postcodes)]
            day = max(today - NAMED_AGO, first_met.get(account.id, today))
            session.add(_naming(account, territory, tier, day))
        session.flush()
        _plan(session, person, [account for account, _ in chosen], today)
    session.flush()


def _chosen(market: Market, today: date) -> list[tuple[Account, str]]:
    """Accounts that were met about as long ago as is wanted, each with its tier."""
    left = [account for account in market.accounts if account.id in market.met]
    chosen = []
    for tier, ago in WANTED:
        if left:
            nearest = min(left, key=lambda one: (abs((today - market.met[one.id]).days - ago), one.name))
            left.remove(nearest)
            chosen.append((nearest, tier))
    return chosen


def _first_met(session: Session, accounts: list[Account]) -> dict[str, date]:
    first = (
        select(col(Activity.account_id), func.min(col(Activity.happened_on)))
        .where(Activity.workspace_id == WORKSPACE_ID, col(Activity.account_id).in_([one.id for one in accounts]))
        .group_by(col(Activity.account_id))
    )
    return {str(id_): day for id_, day in session.exec(first)}


def _territory(session: Session, name: str, region: str, person: Person, today: date) -> Territory:
    at = datetime.combine(today - NAMED_AGO, time(7), UTC)
    key = territory_key(name)
    territory = Territory(workspace_id=WORKSPACE_ID, id=new_id(), name=name, key=key, created_at=at)
    session.add(territory)
    session.flush()
    session.add(
        TerritoryTerm(
            workspace_id=WORKSPACE_ID,
            territory_id=territory.id,
            from_day=at.date(),
            region=region,
            team_id=person.team_id,
            owner_id=person.id,
            said_at=at,
            batch_id=new_id(),
        )
    )
    return territory


def _naming(account: Account, territory: Territory, tier: str, day: date) -> NamedAccount:
    return NamedAccount(
        workspace_id=WORKSPACE_ID,
        account_id=account.id,
        from_day=day,
        territory_id=territory.id,
        tier=tier,
        said_at=datetime.combine(day, time(7), UTC),
        batch_id=new_id(),
    )


def _plan(session: Session, person: Person, accounts: list[Account], today: date) -> None:
    """A visit for the next day on which they work, from today on, and one for a week later."""
    calendar = Calendar.of(session, person)
    first = calendar.next_working_day(today)
    for account, day in ((accounts[3], first), (accounts[1], calendar.next_working_day(first + timedelta(days=7)))):
        entry = NewActivity(Kind.VISIT, day, account_id=account.id)
        id_ = new_id()
        session.add(
            PlannedVisit(
                workspace_id=WORKSPACE_ID,
                id=id_,
                person_id=person.id,
                account_id=account.id,
                planned_on=day,
                entry=as_json(entry),
                batch_id=id_,
                created_at=datetime.combine(today, time(6), UTC),
            )
        )
