"""The people of the demo company go on working when the clock of its Slack moves on: day after day, as they did before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, count
from random import Random

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal, DealChange
from models.demo.activities import LOGGED_AT, logged_on
from models.demo.company import LOST_REASONS, PEOPLE, WORKSPACE_ID, Colleague
from models.demo.deals import DEMO, one_deal, step_of, steps_of
from models.demo.market import Market, more_prospects
from models.demo.meeting import meet
from models.demo.pace import pace_on, times
from models.demo.rows import Work
from models.period import Period
from models.references.records import Fact, Link
from models.team.calendar import calendars_of, days_of
from models.team.records import Person
from models.territories.whose import field_of
from models.workspace.queries import workspace_of

LOOKS_BACK = 1200
"""Days: who moves the clock by years finds the years filled in."""


def keep_working(session: Session, today: date) -> int:
    """Log what the company does by itself up to and including the day before `today`; returns how many days were added.

    Who is away or has left does nothing. A deal that somebody changed in the demo is theirs, and stays as it is.
    """
    last = _last_day(session, today)
    if last is None or last + timedelta(days=1) >= today:
        return 0
    days = Period(last + timedelta(days=1), today)
    workspace = workspace_of(session, WORKSPACE_ID)
    people = {one.slack_user_id: one for one in _people(session) if one.slack_user_id}
    cast = [(one, people[one.slack_user_id]) for one in PEOPLE if one.meetings and one.slack_user_id in people]
    calendars = calendars_of(session, workspace, list(people.values()))
    markets = _markets(session, [person for _, person in cast], days.start)
    numbers = count((session.exec(select(func.max(col(Deal.number)))).one() or 0) + 1)
    work, coming = Work(), Coming({person.id: colleague for colleague, person in cast})
    for deal in _open_deals(session, [person for _, person in cast]):
        coming.expect(deal, days.start)
    for day in days_of(days):
        for colleague, person in cast:
            if calendars[person.id].works_on(day) > 0:
                for deal in _worked(day, colleague, person, markets[person.id], numbers, work):
                    coming.expect(deal, day + timedelta(days=1))
        coming.happen(day, work)
    work.store(session)
    meet(session, people, calendars, days)
    return days.days


def _worked(
    day: date, colleague: Colleague, person: Person, market: Market, numbers: Iterator[int], work: Work
) -> Iterator[Deal]:
    """What one person does on a day: the deals that they open are returned."""
    pace = pace_on(colleague, day, day)
    work.entries += logged_on(day, colleague, person, market, Random(f"{colleague.slack_user_id} on {day}"), pace)
    random = Random(f"deal {colleague.slack_user_id} on {day}")
    for _ in range(times(random, colleague.deals * pace)):
        yield one_deal(colleague, person, market, random, day, day, next(numbers), work)


class Coming:
    """What will come of the company's own open deals, by day: their next stages, and on the last day a decision."""

    def __init__(self, owners: dict[str, Colleague]) -> None:
        self.owners = owners
        self.by_day: defaultdict[date, list[tuple[Deal, str, int]]] = defaultdict(list)

    def expect(self, deal: Deal, first: date) -> None:
        """Steps of this deal from `first` on; a decision that is late is taken then."""
        assert deal.opened_on is not None
        assert deal.expected_close is not None
        for when, stage, probability in steps_of(deal.opened_on, (deal.expected_close - deal.opened_on).days):
            if first <= when < deal.expected_close:
                self.by_day[when].append((deal, stage, probability))
        self.by_day[max(first, deal.expected_close)].append((deal, "", 0))

    def happen(self, day: date, work: Work) -> None:
        """What happens on that day."""
        for deal, stage, probability in self.by_day.pop(day, ()):
            if not stage:
                _decide(deal, self.owners[deal.owner_id], day, work)
            elif stage != deal.stage:
                deal.stage = stage
                work.steps.append(step_of(deal, day, stage, probability))


def _open_deals(session: Session, owners: list[Person]) -> Sequence[Deal]:
    touched = select(DealChange.deal_id).where(DealChange.workspace_id == WORKSPACE_ID)
    of_the_demo = select(Link.fact_id).where(
        Link.workspace_id == WORKSPACE_ID, Link.kind == Fact.DEAL, col(Link.external_id).startswith(DEMO)
    )
    open_deals = select(Deal).where(
        Deal.workspace_id == WORKSPACE_ID,
        col(Deal.outcome).is_(None),
        col(Deal.id).in_(of_the_demo),
        col(Deal.removed_at).is_(None),
        col(Deal.id).not_in(touched),
        col(Deal.owner_id).in_([person.id for person in owners]),
    )
    return session.exec(open_deals.order_by(col(Deal.number))).all()


def _decide(deal: Deal, owner: Colleague, day: date, work: Work) -> None:
    random = Random(f"decided {DEMO}{deal.number}")
    outcome = "won" if random.random() < owner.wins else random.choices(("lost", "returned"), (9, 1))[0]
    deal.outcome = deal.stage = outcome
    deal.closed_on = day
    deal.reason = random.choice(LOST_REASONS[owner.language]) if outcome == "lost" else ""
    work.steps.append(step_of(deal, day, outcome, 100 if outcome == "won" else 0))


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
    prospects = chain(session.exec(unmet.order_by(col(Account.key))).all(), more_prospects(session, day))
    cadences = _cadences(session, day)
    return {
        person.id: Market(
            accounts[person.id],
            prospects,
            {one.id: met[one.id] for one in accounts[person.id] if one.id in met},
            person,
            cadences.get(person.id, {}),
        )
        for person in sellers
    }


def _cadences(session: Session, day: date) -> dict[str, dict[str, int]]:
    """By person, the accounts on their list that have a cadence, in days."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for standing in field_of(session, WORKSPACE_ID).book.standings(day):
        found[standing.named.owner_id or ""][standing.named.account_id] = standing.cadence
    return found
