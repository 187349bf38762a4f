"""The deals of the demo company, and the stages they went through."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from models.deals.records import Deal, StageChange
from models.demo.company import CHANNELS, LOST_REASONS, PRODUCTS, WORKSPACE_ID, Colleague
from models.demo.market import Market
from models.demo.pace import pace_on, times, worked_days
from models.demo.rows import Row, Work, row_of
from models.references.links import FILES
from models.references.records import Fact, Link
from models.team.records import Person

STAGES = ((10, "qualified"), (25, "discovery"), (50, "proposal"), (75, "negotiation"))
DEMO = "demo-"
"""The company's own deals, as if a file had told of them: what somebody adds in the demo is theirs."""
LATE = (0, 0, 21, 0, 0, 0, 45, 0, 0, 60)
"""Days after the first expected close on which a deal is decided, one after the other: three of ten are late."""


def deals_of(
    colleague: Colleague, person: Person, market: Market, today: date, numbers: Iterator[int], work: Work
) -> None:
    """The deals of one person, each with the stages it went through."""
    for opened in worked_days(colleague, today):
        random = Random(f"deal {colleague.slack_user_id} {(today - opened).days}")
        for _ in range(times(random, colleague.deals * pace_on(colleague, opened, today))):
            one_deal(colleague, person, market, random, opened, today, next(numbers), work)


def one_deal(
    colleague: Colleague,
    person: Person,
    market: Market,
    random: Random,
    opened: date,
    today: date,
    number: int,
    work: Work,
) -> Deal:
    """One deal as it stands on `today`, with the steps to there."""
    account = random.choice(market.accounts)
    value = int(round(colleague.deal_value * random.lognormvariate(0, 0.5), -2)) * 100
    length = random.randint(20, 110)
    decided = opened + timedelta(days=length)
    while decided.weekday() > 4:
        decided += timedelta(days=1)
    outcome = None
    if decided <= today:
        outcome = "won" if random.random() < colleague.wins else random.choices(("lost", "returned"), (9, 1))[0]
    steps = steps_of(opened, length)
    reached = [step for step in steps if step[0] <= today]
    at = datetime.combine(opened, time(15), UTC)
    deal = Deal(
        workspace_id=WORKSPACE_ID,
        number=number,
        title=random.choice(PRODUCTS),
        account_id=account.id,
        owner_id=person.id,
        product=random.choice(PRODUCTS),
        value_minor=value,
        currency="EUR",
        reporting_minor=value,
        channel="partner" if colleague.sales_role == "channel" else random.choice(CHANNELS),
        deal_type=random.choices(("new", "upsell", "crosssell", "renewal"), (6, 2, 1, 1))[0],
        stage=outcome or reached[-1][1],
        expected_close=decided - timedelta(days=min(LATE[number % len(LATE)], length)) if outcome else decided,
        opened_on=opened,
        closed_on=decided if outcome else None,
        outcome=outcome,
        reason=random.choice(LOST_REASONS[colleague.language]) if outcome == "lost" else "",
        created_at=at,
    )
    work.deals.append(deal)
    of_the_demo = {"origin": FILES, "kind": Fact.DEAL, "external_id": f"{DEMO}{number}", "fact_id": deal.id}
    work.links.append(row_of(Link, workspace_id=WORKSPACE_ID, created_at=at, **of_the_demo))
    history = reached + ([(decided, outcome, 100 if outcome == "won" else 0)] if outcome else [])
    work.steps += [step_of(deal, *step) for step in history]
    return deal


def steps_of(opened: date, length: int) -> list[tuple[date, str, int]]:
    """When a deal that is open for so many days comes to each stage, and the stage's probability."""
    return [
        (opened + timedelta(days=length * place // 4), name, probability)
        for place, (probability, name) in enumerate(STAGES)
    ]


def step_of(deal: Deal, day: date, stage: str, probability: int) -> Row:
    """One step of a deal, by its owner."""
    return row_of(
        StageChange,
        workspace_id=WORKSPACE_ID,
        deal_id=deal.id,
        stage=stage,
        happened_on=day,
        value_minor=deal.value_minor,
        reporting_minor=deal.reporting_minor,
        probability=probability,
        changed_by=deal.owner_id,
        changed_at=datetime.combine(day, time(15), UTC),
    )
