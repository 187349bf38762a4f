"""A company of two teams whose autumn of 2026 is made up day by day: always the same, and never later than the clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlmodel import Session

from models.accounts.records import Account
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal, DealChange, DealShare
from models.period import PeriodType
from models.reviews.records import ReviewState
from models.team.leave import take_leave
from models.team.records import Person, Team
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO
from tests.models.scorecard import facts

FIRST, LAST = date(2026, 9, 28), date(2026, 12, 18)
CUSTOMERS = [
    "Acme",
    "Globex",
    "Initech",
    "Umbrella",
    "Hooli",
    "Vandelay",
    "Wonka",
    "Stark",
    "Tyrell",
    "Cyberdyne",
    "Aperture",
    "Soylent",
]
WEEKLY = {"first_meetings": "4", "follow_ups": "3"}
PROPOSALS = {"Anna": "5", "Bram": "6", "Eva": "4", "Finn": "8"}
SALES = {"Anna": "20000", "Bram": "14000", "Eva": "13000", "Finn": "15000"}
HOURS = {"Anna": "2", "Eva": "3"}
DILIGENCE = {"Anna": 1.2, "Bram": 0.55, "Eva": 1.0, "Finn": 0.75, "Guus": 0.5}
AWAY = {
    "Bram": (date(2026, 11, 12), date(2026, 11, 13)),
    "Eva": (date(2026, 11, 16), date(2026, 11, 20)),
    "Anna": (date(2026, 12, 3), date(2026, 12, 4)),
}
TALKS = (
    ("Carla", "Anna", date(2026, 11, 5)),
    ("Carla", "Bram", date(2026, 11, 19)),
    ("Joris", "Finn", date(2026, 11, 24)),
)
REVIEWED = (("Anna", date(2026, 11, 6)), ("Eva", date(2026, 11, 10)), ("Guus", date(2026, 11, 17)))
"""Whose review of October was shared with them, and when."""


@dataclass
class Planned:
    """A deal: when it is opened, moved and decided. `outcome` empty: it stays open."""

    owner: str
    customer: str
    value: int
    opened: date
    moved: date
    closes: date
    outcome: str
    split: tuple[tuple[str, int], ...] = ()
    row: Deal | None = None


def planned() -> list[Planned]:
    """Every deal of the autumn."""
    dice = Random(20261102)
    deals = []
    for number in range(48):
        opened = FIRST + timedelta(days=dice.randrange(0, 70))
        moved = opened + timedelta(days=dice.randrange(3, 12))
        closes = moved + timedelta(days=dice.randrange(4, 25))
        value, outcome = dice.randrange(2, 16) * 750, dice.choice(["won", "won", "lost", "", ""])
        owner = dice.choice(list(DILIGENCE))
        deals.append(Planned(owner, f"{CUSTOMERS[number % 12]} Group", value, opened, moved, closes, outcome))
    shared = Planned("Anna", "Acme Group", 9000, date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 18), "won")
    shared.split = (("Anna", 60), ("Bram", 40))
    return [*deals, shared]


@dataclass
class Company:
    """Dirk leads Carla and Joris; Anna, Bram and Guus (who has no target) sell with her, Eva and Finn with him."""

    workspace: Workspace
    teams: dict[str, Team]
    people: dict[str, Person]
    customers: dict[str, Account] = field(default_factory=dict)
    deals: list[Planned] = field(default_factory=planned)

    def __getitem__(self, first_name: str) -> Person:
        return self.people[first_name]


def company_of(session: Session) -> Company:
    """The company, stored; nothing has happened yet."""
    about = {"country": "NL", "zone": "Europe/Amsterdam", "currency": "EUR", "created_at": LONG_AGO}
    workspace = Workspace(workspace_id="T1", name="Noordzee Systems", **about)
    teams = {name: Team(workspace_id="T1", name=name, channel_id=f"C{name.upper()}") for name in ("North", "South")}
    session.add(workspace)
    session.flush()
    session.add_all(teams.values())
    session.flush()
    company = Company(workspace, teams, {})
    _people(session, company)
    _targets(session, company)
    for name, (first, last) in AWAY.items():
        take_leave(session, company[name], first, last, LONG_AGO)
    _last_year(session, company)
    for name in CUSTOMERS:
        for customer in (name, f"{name} Group"):
            company.customers[customer] = facts.account(session, customer)
    return company


def grow(session: Session, company: Company, since: date, until: date) -> None:
    """What happens from `since` on and before `until`."""
    for number in range((until - since).days):
        day = since + timedelta(days=number)
        for name, diligence in DILIGENCE.items():
            if works(company[name], day):
                _a_day_of(session, company, name, diligence, day)
        for deal in company.deals:
            _deal_on(session, company, deal, day)
        for coach, rep, held in TALKS:
            if held == day:
                about = {"coach_id": company[coach].id, "rep_id": company[rep].id, "created_at": at(day, 15)}
                session.add(Talk(workspace_id="T1", planned_at=at(day, 14), state=TalkState.HELD, held_on=day, **about))
        for name, shared in REVIEWED:
            if shared == day:
                facts.review(session, company[name], ReviewState.SHARED, shared_at=at(day, 12))
    session.flush()


def _people(session: Session, company: Company) -> None:
    def person(name: str, team: str | None, manager: str | None, **more: object) -> None:
        first = name.split()[0]
        about = {"zone": "Europe/Amsterdam", "language": "en", "created_at": LONG_AGO, "starts_on": date(2020, 1, 1)}
        ids = {
            "slack_user_id": f"U{first.upper()}",
            "team_id": team and company.teams[team].id,
            "manager_id": manager and company[manager].id,
        }
        company.people[first] = Person(workspace_id="T1", name=name, **{**about, **ids, **more})
        session.add(company[first])
        session.flush()

    person("Dirk Visser", None, None, is_rep=False, is_leader=True, is_admin=True)
    person("Carla Mulder", "North", "Dirk", is_rep=False)
    person("Joris Claes", "South", "Dirk", is_rep=False)
    person("Anna de Vries", "North", "Carla")
    person("Bram Bakker", "North", "Carla")
    person("Guus Smit", "North", "Carla")
    person("Eva Jansen", "South", "Joris")
    person("Finn Vos", "South", "Joris", working_days="1111000")


def _targets(session: Session, company: Company) -> None:
    since = date(2026, 1, 1)
    for name in PROPOSALS:
        own = {"person_id": company[name].id}
        for kpi, value in WEEKLY.items():
            facts.target(session, kpi, value, PeriodType.WEEK, since, **own)
        facts.target(session, "proposals", PROPOSALS[name], PeriodType.MONTH, since, **own)
        facts.target(session, "sales_by_channel", SALES[name], PeriodType.MONTH, since, **own)
        if name in HOURS:
            facts.target(session, "training_hours", HOURS[name], PeriodType.MONTH, since, **own)


def _last_year(session: Session, company: Company) -> None:
    """Twelve deals that were lost before autumn: every fourth after the quarter in which it was to close, one by moves."""
    for number in range(12):
        expected = date(2026, number % 4 + 1, 28)
        lost = expected + timedelta(days=100 if number % 4 == 0 else 2)
        owner = company[list(DILIGENCE)[number % 5]]
        deal = facts.decided(session, owner, lost, 1000, "lost", opened_on=date(2025, 12, 1), expected_close=expected)
        facts.step(session, deal, lost, "lost")
        if number == 5:
            deal.expected_close = deal.closed_on = date(2026, 8, 27)
            for was in ("2026-06-28", "2026-03-28"):
                month = date.fromisoformat(was).month
                old, new = {"expected_close": was}, {"expected_close": "later"}
                about = {"what": "edit", "deal_id": deal.id, "changed_at": datetime(2026, month, 1, tzinfo=UTC)}
                session.add(DealChange(workspace_id="T1", old=old, new=new, **about))
    session.flush()


def _a_day_of(session: Session, company: Company, name: str, diligence: float, day: date) -> None:
    dice = Random(f"{name} {day}")
    for kind, often in (("first", 0.8), ("follow_up", 0.6), ("call", 0.5), ("proposal", 0.3), ("training", 0.05)):
        if dice.random() >= often * diligence:
            continue
        about = {"account_id": company.customers[dice.choice(CUSTOMERS)].id, "created_at": at(day, 16)}
        if kind in ("first", "follow_up"):
            facts.meeting(session, company[name], day, kind == "first", **about)
        elif kind == "training":
            facts.entry(session, company[name], kind, day, minutes=dice.choice([50, 60, 90]), created_at=at(day, 16))
        else:
            facts.entry(session, company[name], kind, day, **about)


def _deal_on(session: Session, company: Company, deal: Planned, day: date) -> None:
    """Opened, moved to a proposal, decided."""
    if day == deal.opened:
        about = {"account_id": company.customers[deal.customer].id, "expected_close": deal.closes}
        deal.row = facts.opened(session, company[deal.owner], day, deal.value, "discovery", **about)
        for name, percent in deal.split:
            share = {"deal_id": deal.row.id, "person_id": company[name].id, "percent": percent}
            session.add(DealShare(workspace_id="T1", **share))
    elif day == deal.moved and deal.row is not None:
        deal.row.stage = "proposal"
        facts.step(session, deal.row, day, "proposal")
    elif day == deal.closes and deal.outcome and deal.row is not None:
        deal.row.stage = deal.row.outcome = deal.outcome
        deal.row.closed_on = day
        facts.step(session, deal.row, day, deal.outcome)


def works(person: Person, day: date) -> bool:
    """Whether they are at work on the day: this company knows no half days and no holidays before Christmas."""
    away = AWAY.get(person.name.split()[0])
    return person.working_days[day.weekday()] == "1" and not (away and away[0] <= day <= away[1])


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Amsterdam in winter."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)
