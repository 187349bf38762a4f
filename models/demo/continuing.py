"""The people of the demo company go on working when the clock of its Slack moves on: day after day, as they did before."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from sqlmodel import Session, SQLModel, col, func, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal, DealChange
from models.demo.activities import LOGGED_AT, logged_on
from models.demo.company import LOST_REASONS, PEOPLE, WORKSPACE_ID, Colleague
from models.demo.deals import one_deal, step_of, steps_of
from models.demo.market import Market
from models.demo.pace import pace_on, times
from models.period import Period
from models.team.calendar import Calendar, days_of
from models.team.records import Person
from models.workspace.queries import workspace_of

LOOKS_BACK = 400
MOST_DAYS = 92
"""Who moves the clock by years finds a quarter's work at the end of it."""


def keep_working(session: Session, today: date) -> int:
    """Log what the company does by itself up to and including the day before `today`; returns how many days were added.

    Who is away or has left does nothing. A deal that somebody changed in the demo is theirs, and stays as it is.
    """
    last = _last_day(session, today)
    if last is None or last + timedelta(days=1) >= today:
        return 0
    days = Period(max(last + timedelta(days=1), today - timedelta(days=MOST_DAYS)), today)
    people = {one.slack_user_id: one for one in _people(session)}
    cast = [(one, people[one.slack_user_id]) for one in PEOPLE if one.meetings and one.slack_user_id in people]
    calendars = {person.id: Calendar.of(session, person, workspace_of(session, WORKSPACE_ID)) for _, person in cast}
    markets = _markets(session, [person for _, person in cast], days.start)
    numbers = count((session.exec(select(func.max(col(Deal.number)))).one() or 0) + 1)
    for day in days_of(days):
        rows: list[SQLModel] = []
        for colleague, person in cast:
            if calendars[person.id].works_on(day) > 0:
                rows += _worked(day, colleague, person, markets[person.id], numbers)
        session.add_all(row for row in rows if isinstance(row, Deal))
        session.flush()
        session.add_all(row for row in rows if not isinstance(row, Deal))
        _move_deals(session, {person.id: colleague for colleague, person in cast}, day)
        session.flush()
    return days.days


def _worked(
    day: date, colleague: Colleague, person: Person, market: Market, numbers: Iterator[int]
) -> Iterator[SQLModel]:
    pace = pace_on(colleague, day, day)
    yield from logged_on(day, colleague, person, market, Random(f"{colleague.slack_user_id} on {day}"), pace)
    random = Random(f"deal {colleague.slack_user_id} on {day}")
    for _ in range(times(random, colleague.deals * pace)):
        yield from one_deal(colleague, person, market, random, day, day, next(numbers))


def _move_deals(session: Session, cast: dict[str, Colleague], day: date) -> None:
    """The company's own open deals come to their next stage on the day on which they would have, or are decided."""
    touched = select(DealChange.deal_id).where(DealChange.workspace_id == WORKSPACE_ID)
    open_deals = select(Deal).where(
        Deal.workspace_id == WORKSPACE_ID,
        col(Deal.outcome).is_(None),
        col(Deal.external_id).startswith("demo-"),
        col(Deal.opened_on) < day,
        col(Deal.removed_at).is_(None),
        col(Deal.id).not_in(touched),
        col(Deal.owner_id).in_(cast),
    )
    for deal in session.exec(open_deals.order_by(col(Deal.number))):
        assert deal.opened_on is not None
        assert deal.expected_close is not None
        if deal.expected_close <= day:
            _decide(session, deal, cast[deal.owner_id], day)
            continue
        for when, stage, probability in steps_of(deal.opened_on, (deal.expected_close - deal.opened_on).days):
            if when == day and stage != deal.stage:
                deal.stage = stage
                session.add(step_of(deal, day, stage, probability))


def _decide(session: Session, deal: Deal, owner: Colleague, day: date) -> None:
    random = Random(f"decided {deal.external_id}")
    outcome = "won" if random.random() < owner.wins else random.choices(("lost", "returned"), (9, 1))[0]
    deal.outcome = deal.stage = outcome
    deal.closed_on = day
    deal.reason = random.choice(LOST_REASONS[owner.language]) if outcome == "lost" else ""
    session.add(step_of(deal, day, outcome, 100 if outcome == "won" else 0))


def _last_day(session: Session, today: date) -> date | None:
    """The last day of which the company itself has logged."""
    days = select(col(Activity.happened_on), col(Activity.created_at)).where(
        Activity.workspace_id == WORKSPACE_ID, col(Activity.happened_on) >= today - timedelta(days=LOOKS_BACK)
    )
    by_itself = (on for on, at in session.exec(days) if _is_own(at, on))
    return max(by_itself, default=None)


def _is_own(at: datetime, day: date) -> bool:
    return at.date() == day and at.time() == LOGGED_AT


def _people(session: Session) -> list[Person]:
    return list(session.exec(select(Person).where(Person.workspace_id == WORKSPACE_ID)))


def _markets(session: Session, sellers: list[Person], day: date) -> dict[str, Market]:
    """Whom each sells to by now: their accounts with the day of the last meeting, and who was never met."""
    every = select(Account).where(Account.workspace_id == WORKSPACE_ID, col(Account.opened_on).is_not(None))
    accounts: defaultdict[str, list[Account]] = defaultdict(list)
    for account in session.exec(every.order_by(col(Account.opened_on), col(Account.name))):
        accounts[account.owner_id or ""].append(account)
    meetings = (
        select(col(Activity.account_id), func.max(col(Activity.happened_on)))
        .where(
            Activity.workspace_id == WORKSPACE_ID,
            col(Activity.kind).in_(("meeting", "visit")),
            col(Activity.happened_on) < day,
            col(Activity.account_id).is_not(None),
        )
        .group_by(col(Activity.account_id))
    )
    met = {account_id: last for account_id, last in session.exec(meetings) if account_id}
    unmet = select(Account).where(Account.workspace_id == WORKSPACE_ID, col(Account.opened_on).is_(None))
    prospects = iter(session.exec(unmet.order_by(col(Account.key))).all())
    return {
        person.id: Market(
            accounts[person.id],
            prospects,
            {one.id: met[one.id] for one in accounts[person.id] if one.id in met},
            person,
        )
        for person in sellers
    }
