"""What the people of the demo company log: meetings, calls, proposals and the rest."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from models.accounts.records import Account
from models.activity.records import Activity
from models.demo.company import WORKSPACE_ID, Colleague
from models.demo.market import Market
from models.demo.pace import pace_on, times, worked_days
from models.demo.rows import Row, row_of
from models.team.records import Person

TOPICS = {
    "en": ("negotiation", "discovery", "product knowledge"),
    "nl": ("onderhandelen", "behoefteonderzoek", "productkennis"),
}
LOGGED_AT = time(16)
"""UTC. Nobody who tries the demo logs at that very second, so that it tells what the company did by itself."""
RENEWALS = {"account": 0.18}
"""Contracts that an account manager renews on a day: about four a month, which is what is asked of them."""
RENEWALS_OF_OTHERS = 0.02
FIRST_MEETINGS = 0.34
"""Share of meetings that are with somebody new."""
GOES_WHERE_IT_IS_DUE = 0.4
"""Share of meetings of who has a territory that are with the account that has waited longest, while one is due."""


def activities_of(colleague: Colleague, person: Person, market: Market, today: date) -> Iterator[Row]:
    """What one person logged, day after day."""
    for day in worked_days(colleague, today):
        random = Random(f"{colleague.slack_user_id} {(today - day).days}")
        yield from logged_on(day, colleague, person, market, random, pace_on(colleague, day, today))


def logged_on(
    day: date, colleague: Colleague, person: Person, market: Market, random: Random, pace: float
) -> Iterator[Row]:
    """What one person logged of one day; `pace` is the part of a week of theirs that they do on it."""
    at = datetime.combine(day, LOGGED_AT, UTC)

    def entry(kind: str, **more: Any) -> Row:
        facts = {"person_id": person.id, "kind": kind, "happened_on": day, "created_at": at}
        return row_of(Activity, workspace_id=WORKSPACE_ID, **facts, **more)

    for _ in range(times(random, colleague.meetings * pace)):
        account, is_first = _whom(market, random, day)
        kind = "visit" if colleague.sales_role == "field" and random.random() < 0.6 else "meeting"
        yield entry(kind, account_id=account.id, is_first=is_first, minutes=random.choice((30, 45, 60)))
    calls = times(random, colleague.calls * pace)
    if calls:
        yield entry("call", quantity=calls)
    for _ in range(times(random, colleague.proposals * pace)):
        amount = round(colleague.deal_value * random.uniform(0.5, 1.6), -2) * 100
        account = random.choice(market.accounts)
        yield entry(
            "proposal", account_id=account.id, amount_minor=int(amount), currency="EUR", reporting_minor=int(amount)
        )
    if random.random() < 0.05:
        topic = random.choice(TOPICS[colleague.language])
        yield entry("training", minutes=random.choice((60, 120, 180)), topic=topic)
    if random.random() < 0.035:
        account = random.choice(market.accounts)
        yield entry("csat", account_id=account.id, score=random.choices((2, 3, 4, 5), (1, 3, 9, 8))[0])
    if random.random() < RENEWALS.get(colleague.sales_role or "", RENEWALS_OF_OTHERS):
        account = random.choice(market.accounts)
        due = day + timedelta(days=random.randint(-5, 20))
        amount = int(colleague.deal_value * 60)
        yield entry(
            "renewal", account_id=account.id, due_on=due, amount_minor=amount, currency="EUR", reporting_minor=amount
        )
    if random.random() < 0.02:
        yield entry("returned", account_id=random.choice(market.accounts).id)


def _whom(market: Market, random: Random, day: date) -> tuple[Account, bool]:
    """With whom a meeting is: an account that is due, somebody new (a first meeting), or one met in the last months."""
    due = market.longest_due(day)
    if due is not None and random.random() < GOES_WHERE_IT_IS_DUE:
        market.met[due.id] = day
        return due, False
    recent = market.met_lately(day)
    if not recent or random.random() < FIRST_MEETINGS:
        account = market.somebody_new(day) or random.choice(market.accounts)
        is_first = account.id not in market.met
    else:
        account, is_first = random.choice(recent), False
    market.met[account.id] = day
    return account, is_first
