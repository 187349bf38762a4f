"""Random companies for the property that parts add up: two teams and people without one, joiners and leavers, part-timers
and leave, people who move, shared deals and entries, contracts that were due at another time than they were renewed, currencies without a rate, targets of every type from days within a period."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from models.period import PeriodType
from models.scorecard.kpis import KPIS, InTime, Level
from models.team.moves import move_at
from models.team.records import Leave, Person, Team
from tests.conftest import LONG_AGO, NOW
from tests.models.scorecard.facts import account, decided, entry, opened, target

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ADDING_UP = [key for key, kpi in KPIS.items() if kpi.kind is InTime.FLOW and kpi.level is Level.REP]
"""What is done day by day: it adds up over people and over time."""
_ROLES = ("sdr", "account", "field", "channel", None)
_PATTERNS = ("1111100", "1111100", "1110000", "1010100")
_TARGETED = ("first_meetings", "follow_ups", "sales_by_channel", "renewals", "new_accounts", "training_hours")


@dataclass
class World:
    """Who is in it."""

    people: list[Person] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)


def world_of(session: Session, seed: int) -> World:
    """The company of that number."""
    random, world = Random(seed), World()
    world.teams = [Team(workspace_id="T1", name=f"Team {seed} {name}") for name in ("a", "b")]
    session.add_all(world.teams)
    session.flush()
    world.people = [_person(session, random, world, number) for number in range(random.randint(3, 6))]
    _moves(session, random, world)
    _leave(session, random, world)
    _targets(session, random, world)
    _deals(session, random, world)
    _entries(session, random, world)
    for number in range(random.randint(0, 6)):
        owner = random.choice([*world.people, None])
        account(session, f"Own {seed} {number}", opened_on=_day(random), owner_id=owner.id if owner else None)
    session.flush()
    return world


def _day(random: Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def _person(session: Session, random: Random, world: World, number: int) -> Person:
    team = random.choice([*world.teams, *world.teams, None])
    starts = _day(random) if random.random() < 0.3 else None
    person = Person(
        workspace_id="T1",
        name=f"Person {number}",
        team_id=team.id if team else None,
        sales_role=random.choice(_ROLES),
        is_rep=random.random() < 0.9,
        working_days=random.choice(_PATTERNS),
        country=random.choice(("NL", "GB", "US", None)),
        starts_on=starts,
        ends_on=_day(random, starts or FIRST) if random.random() < 0.3 else None,
        ramp_months=random.choice((0, 3)),
        created_at=LONG_AGO,
    )
    session.add(person)
    session.flush()
    return person


def _moves(session: Session, random: Random, world: World) -> None:
    """Half of them to another team, role, pattern or country, some of them back again, and some more than once a month."""
    for person in world.people:
        for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
            values = {
                "team_id": random.choice([*(team.id for team in world.teams), None]),
                "sales_role": random.choice(_ROLES),
                "is_rep": random.random() < 0.9,
                "working_days": random.choice(_PATTERNS),
                "country": random.choice(("NL", "GB", None)),
            }
            some = {name: values[name] for name in random.sample(list(values), random.randint(1, 3))}
            move_at(session, person, some, _day(random, date(2025, 12, 1), LAST), (NOW, None, NOW.date()))


def _leave(session: Session, random: Random, world: World) -> None:
    for person in world.people:
        day = _day(random, FIRST, date(2026, 6, 1))
        for _ in range(random.randint(0, 3)):  # rows that touch, and rows that do not
            last = day + timedelta(days=random.choice((0, 4, 6, 13)))
            session.add(Leave(workspace_id="T1", person_id=person.id, first_day=day, last_day=last, created_at=NOW))
            day = last + timedelta(days=random.choice((1, 3, 40)))


def _targets(session: Session, random: Random, world: World) -> None:
    for person in world.people:
        for kpi in random.sample(_TARGETED, 3):
            _history(session, random, kpi, person_id=person.id)
    for team in world.teams:
        if random.random() < 0.5:
            _history(session, random, random.choice(_TARGETED), team_id=team.id)
    _history(session, random, random.choice(_TARGETED), role="account")


def _history(session: Session, random: Random, kpi: str, **subject: str) -> None:
    for _ in range(random.randint(1, 3)):
        value = None if random.random() < 0.15 else str(random.randint(1, 60))
        target(session, kpi, value, random.choice(list(PeriodType)), _day(random, date(2025, 11, 1)), **subject)


def _split(random: Random, world: World) -> list[tuple[Person, int]]:
    if len(world.people) < 3 or random.random() < 0.6:
        return []
    first = random.randint(1, 60)
    second = random.randint(1, 39)
    parts = zip(random.sample(world.people, 3), (first, second, 100 - first - second), strict=True)
    return list(parts)


def _deals(session: Session, random: Random, world: World) -> None:
    """Also those of the years before in some worlds, so that they have a season."""
    accounts = [account(session, f"Acme {random.random()}") for _ in range(4)]
    for _ in range(random.randint(5, 25)):
        outcome = random.choice(("won", "won", "lost", "returned"))
        deal = decided(
            session,
            random.choice(world.people),
            _day(random),
            random.randint(1, 9999),
            outcome,
            split=_split(random, world),
            account_id=random.choice(accounts).id,
            deal_type=random.choice(("new", "renewal", "upsell")),
            channel=random.choice(("direct", "partner")),
        )
        if random.random() < 0.15:
            deal.currency, deal.reporting_minor = "USD", None
    for _ in range(random.randint(0, 5)):
        opened(session, random.choice(world.people), _day(random), random.randint(1, 9999))
    if random.random() < 0.4:
        seller = random.choice(world.people)
        for month in range(24, 0, -1):
            day = date(2026 - (month + 11) // 12, 12 - (month - 1) % 12, 15)
            decided(session, seller, day, 100 * day.month + random.randint(0, 50))
    for _ in range(random.randint(4, 14)):  # most of them around the quarter that is looked at
        day = _day(random, *random.choice(((FIRST, LAST), (date(2026, 2, 15), date(2026, 7, 31)))))
        entry(
            session,
            random.choice(world.people),
            "renewal",
            day,
            account_id=random.choice(accounts).id,
            due_on=random.choice(
                (None, day.replace(day=1), *(day + timedelta(days=random.randint(-60, 60)) for _ in "ab"))
            ),
            quantity=random.choice((1, 1, 2)),
            split=_split(random, world),
        )


def _entries(session: Session, random: Random, world: World) -> None:
    kinds = {"meeting": {"is_first": True}, "visit": {"is_first": False}, "proposal": {}, "training": {"minutes": 90}}
    for _ in range(random.randint(10, 60)):
        kind = random.choice(list(kinds))
        entry(session, random.choice(world.people), kind, _day(random), split=_split(random, world), **kinds[kind])
