"""A year of plausible work for the demo company. Deterministic: the same day gives the same history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, SQLModel

from models.accounts.naming import key_of
from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal, StageChange
from models.demo.agreements import agree
from models.demo.company import (
    ACCOUNTS,
    CHANNELS,
    LOST_REASONS,
    NAME,
    PEOPLE,
    PRODUCTS,
    PROSPECT_NAMES,
    PROSPECT_TRADES,
    SEASON,
    TEAMS,
    WORKSPACE_ID,
    Colleague,
)
from models.team.records import Leave, Person, Team
from models.workspace.records import Workspace

DAYS = 400
"""Of history: a year, and what is needed to compare with the month a year ago."""
FIRST_MEETINGS = 0.34
"""Share of meetings that are with somebody new."""
STAGES = ((10, "qualified"), (25, "discovery"), (50, "proposal"), (75, "negotiation"))


@dataclass
class _Market:
    """Whom one person sells to: their accounts, and prospects whom nobody has met yet."""

    accounts: list[Account]
    prospects: Iterator[Account]
    met: dict[str, date]


def seed(session: Session, today: date) -> None:
    """Fill an empty workspace with the company and its history up to and including the day before `today`."""
    now = datetime.combine(today, time(7), UTC)
    session.add(Workspace(workspace_id=WORKSPACE_ID, name=NAME, created_at=now - timedelta(days=DAYS)))
    session.flush()
    people = _people(session, today, now)
    markets = _markets(session, people, today, now)
    rows: list[SQLModel] = []
    numbers = iter(range(1, 100_000))
    for colleague in PEOPLE:
        if colleague.team and colleague.meetings:
            market = markets[colleague.slack_user_id]
            person = people[colleague.slack_user_id]
            rows += _activities(colleague, person, market, today)
            rows += _deals(colleague, person, market, today, numbers)
    session.add_all(row for row in rows if isinstance(row, Deal))
    session.flush()
    session.add_all(row for row in rows if not isinstance(row, Deal))
    session.flush()
    agree(session, people, today)


def _people(session: Session, today: date, now: datetime) -> dict[str, Person]:
    teams = {}
    for team in TEAMS:
        teams[team.name] = Team(
            workspace_id=WORKSPACE_ID, name=team.name, zone=team.zone, channel_id=team.channel_id
        )
    session.add_all(teams.values())
    session.flush()
    people: dict[str, Person] = {}
    for one in PEOPLE:
        person = Person(
            workspace_id=WORKSPACE_ID, name=one.name, slack_user_id=one.slack_user_id, email=one.email,
            sales_role=one.sales_role, team_id=teams[one.team].id if one.team else None,
            manager_id=people[one.manager].id if one.manager else None, is_rep=one.sales_role is not None,
            is_leader=one.is_leader, is_admin=one.is_leader, zone=one.zone, language=one.language,
            country=one.country, region=one.region, working_days=one.working_days,
            starts_on=today - timedelta(days=round(one.months_here * 30.4)), created_at=now,
        )  # fmt: skip
        session.add(person)
        session.flush()
        people[one.slack_user_id] = person
        for ago, length in one.leave:
            first = today - timedelta(days=ago)
            session.add(
                Leave(workspace_id=WORKSPACE_ID, person_id=person.id, first_day=first,
                      last_day=first + timedelta(days=length - 1), created_at=now)
            )  # fmt: skip
    return people


def _markets(session: Session, people: dict[str, Person], today: date, now: datetime) -> dict[str, _Market]:
    """By Slack user: the accounts that each seller owns, and prospects of their own."""
    sellers = [one.slack_user_id for one in PEOPLE if one.meetings]
    names = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
    Random("prospects").shuffle(names)
    markets = {}
    for place, seller in enumerate(sellers):
        accounts = [_account(name, people[seller], today, now) for name in ACCOUNTS[place :: len(sellers)]]
        prospects = [
            Account(
                workspace_id=WORKSPACE_ID, name=name, key=key_of(name), created_at=now - timedelta(days=DAYS)
            )
            for name in names[place :: len(sellers)]
        ]
        session.add_all([*accounts, *prospects])
        markets[seller] = _Market(accounts, iter(prospects), {})
    session.flush()
    return markets


def _account(name: str, owner: Person, today: date, now: datetime) -> Account:
    random = Random(f"account {name}")
    return Account(
        workspace_id=WORKSPACE_ID, name=name, key=key_of(name), owner_id=owner.id,
        opened_on=today - timedelta(days=random.randint(5, DAYS + 200)), tier=random.choice("ABBC"),
        channel=random.choice(CHANNELS), created_at=now - timedelta(days=DAYS),
    )  # fmt: skip


def _worked_days(colleague: Colleague, today: date) -> Iterator[date]:
    hired = today - timedelta(days=round(colleague.months_here * 30.4))
    quiet_from = _working_days_before(today, colleague.quiet_days)
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        away = any(
            today - timedelta(days=began) <= day < today - timedelta(days=began - length)
            for began, length in colleague.leave
        )
        if day >= hired and day < quiet_from and colleague.working_days[day.weekday()] == "1" and not away:
            yield day


def _working_days_before(today: date, count: int) -> date:
    day = today + timedelta(days=1)
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _pace(colleague: Colleague, day: date, today: date) -> float:
    """How much this person does on this day, against their average."""
    through_the_year = 1 - (today - day).days / DAYS
    days_a_week = colleague.working_days.count("1")
    return SEASON[day.month - 1] * (1 + colleague.trend * (through_the_year - 0.5)) / days_a_week


def _times(random: Random, rate: float) -> int:
    """A whole number around `rate`: Poisson, by multiplying uniform numbers (Knuth)."""
    limit, times, product = 2.718281828 ** (-rate), 0, random.random()
    while product > limit:
        times += 1
        product *= random.random()
    return times


def _activities(colleague: Colleague, person: Person, market: _Market, today: date) -> Iterator[Activity]:
    for day in _worked_days(colleague, today):
        random = Random(f"{colleague.slack_user_id} {(today - day).days}")
        pace = _pace(colleague, day, today)
        at = datetime.combine(day, time(16), UTC)

        def entry(kind: str, *, day: date = day, at: datetime = at, **more: Any) -> Activity:
            return Activity(
                workspace_id=WORKSPACE_ID,
                person_id=person.id,
                kind=kind,
                happened_on=day,
                created_at=at,
                **more,
            )

        for _ in range(_times(random, colleague.meetings * pace)):
            account, is_first = _whom(market, random, day)
            kind = "visit" if colleague.sales_role == "field" and random.random() < 0.6 else "meeting"
            yield entry(kind, account_id=account.id, is_first=is_first, minutes=random.choice((30, 45, 60)))
        calls = _times(random, colleague.calls * pace)
        if calls:
            yield entry("call", quantity=calls)
        for _ in range(_times(random, colleague.proposals * pace)):
            amount = round(colleague.deal_value * random.uniform(0.5, 1.6), -2) * 100
            account = random.choice(market.accounts)
            yield entry(
                "proposal",
                account_id=account.id,
                amount_minor=int(amount),
                currency="EUR",
                reporting_minor=int(amount),
            )
        if random.random() < 0.03:
            topic = random.choice(("negotiation", "discovery", "product knowledge"))
            yield entry("training", minutes=random.choice((60, 120, 180)), topic=topic)
        if random.random() < 0.035:
            account = random.choice(market.accounts)
            yield entry("csat", account_id=account.id, score=random.choices((2, 3, 4, 5), (1, 3, 9, 8))[0])
        if random.random() < 0.02:
            account = random.choice(market.accounts)
            due = day + timedelta(days=random.randint(-5, 20))
            amount = int(colleague.deal_value * 60)
            yield entry(
                "renewal",
                account_id=account.id,
                due_on=due,
                amount_minor=amount,
                currency="EUR",
                reporting_minor=amount,
            )
        if random.random() < 0.02:
            yield entry("returned", account_id=random.choice(market.accounts).id)


def _whom(market: _Market, random: Random, day: date) -> tuple[Account, bool]:
    """With whom a meeting is: somebody new now and then (a first meeting), else an account met in the last months."""
    recent = [
        account for account in market.accounts if (day - market.met.get(account.id, date.min)).days < 300
    ]
    if not recent or random.random() < FIRST_MEETINGS:
        account = next((one for one in market.accounts if one.id not in market.met), None) or next(
            market.prospects, random.choice(market.accounts)
        )
        if account not in market.accounts:
            account.opened_on = day
            market.accounts.append(account)
        is_first = account.id not in market.met
    else:
        account, is_first = random.choice(recent[-50:]), False
    market.met[account.id] = day
    return account, is_first


def _deals(
    colleague: Colleague, person: Person, market: _Market, today: date, numbers: Iterator[int]
) -> Iterator[Deal | StageChange]:
    for opened in _worked_days(colleague, today):
        random = Random(f"deal {colleague.slack_user_id} {(today - opened).days}")
        for _ in range(_times(random, colleague.deals * _pace(colleague, opened, today))):
            yield from _one_deal(colleague, person, market, random, opened, today, next(numbers))


def _one_deal(
    colleague: Colleague,
    person: Person,
    market: _Market,
    random: Random,
    opened: date,
    today: date,
    number: int,
) -> Iterator[Deal | StageChange]:
    account = random.choice(market.accounts)
    value = int(round(colleague.deal_value * random.lognormvariate(0, 0.5), -2)) * 100
    length = random.randint(20, 110)
    decided = opened + timedelta(days=length)
    while decided.weekday() > 4:
        decided += timedelta(days=1)
    outcome = None
    if decided <= today:
        outcome = (
            "won" if random.random() < colleague.wins else random.choices(("lost", "returned"), (9, 1))[0]
        )
    steps = [
        (opened + timedelta(days=length * place // 4), name, probability)
        for place, (probability, name) in enumerate(STAGES)
    ]
    reached = [step for step in steps if step[0] <= today]
    at = datetime.combine(opened, time(15), UTC)
    deal = Deal(
        workspace_id=WORKSPACE_ID, number=number, title=random.choice(PRODUCTS), account_id=account.id, owner_id=person.id,
        product=random.choice(PRODUCTS), value_minor=value, currency="EUR", reporting_minor=value,
        channel="partner" if colleague.sales_role == "channel" else random.choice(CHANNELS),
        deal_type=random.choices(("new", "upsell", "crosssell", "renewal"), (6, 2, 1, 1))[0],
        stage=outcome or reached[-1][1], expected_close=decided, opened_on=opened,
        closed_on=decided if outcome else None, outcome=outcome,
        reason=random.choice(LOST_REASONS) if outcome == "lost" else "", created_at=at,
    )  # fmt: skip
    yield deal
    history = reached + ([(decided, outcome, 100 if outcome == "won" else 0)] if outcome else [])
    for day, stage, probability in history:
        yield StageChange(
            workspace_id=WORKSPACE_ID, deal_id=deal.id, stage=stage, happened_on=day, value_minor=value,
            reporting_minor=value, probability=probability, changed_by=person.id, changed_at=datetime.combine(day, time(15), UTC),
        )  # fmt: skip
