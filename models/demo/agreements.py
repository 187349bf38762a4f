"""What the demo company has agreed on: targets, goals, coaching talks held, and what its customers cost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from models.coaching.records import ActionState, PairAction, Talk, TalkState
from models.costs.records import Cost
from models.demo.company import PEOPLE, WORKSPACE_ID, Colleague
from models.goals.records import Goal, Milestone
from models.period import Period, months_after
from models.scorecard.records import Target, TargetScope
from models.team.records import Person

MONTHS = 12
TALKS_A_MONTH = 2
GOALS = (
    # whose, title, days ago, horizon in days, milestones
    ("U0ANNA", 0, 22, 60, {"first_meetings": 26, "new_customers": 3}),
    ("U0BRAM", 1, 12, 30, {"first_meetings": 12, "follow_ups": 24}),
    ("U0LOTTE", 2, 35, 90, {"first_meetings": 40, "pipeline": 90_000}),
    ("U0PRIYA", 3, 18, 60, {"follow_ups": 60, "sales_by_channel": 90_000}),
)
TITLES = {
    "en": (
        "Grow new business in logistics",
        "Two visits a day again",
        "Fill the pipeline for spring",
        "Sell more to who we have",
    ),
    "nl": (
        "Nieuwe klanten in de logistiek",
        "Weer twee bezoeken per dag",
        "De pipeline vullen voor het voorjaar",
        "Meer verkopen aan wie al klant is",
    ),
}
"""Of the goals, in that order; each is stored in its owner's language."""
AGREED = {
    "en": (
        "Call the three silent accounts before Friday",
        "Prepare two questions about budget for each first meeting",
        "Ask the last won customer for a referral",
    ),
    "nl": (
        "Vóór vrijdag de drie stille klanten bellen",
        "Voor elk eerste gesprek twee vragen over budget voorbereiden",
        "De laatst gewonnen klant om een aanbeveling vragen",
    ),
}
"""What a rep and their manager agree, in the language of the rep's Slack; the same in both, in the same order."""
AGREED_KPIS = ("follow_ups", "first_meetings", "new_customers")
"""What each of these should move."""
HELD, DONE = 0.8, 0.75
"""How often a talk takes place, and how often what was agreed is done by the next one."""
MOST_OPEN = 2
CHECKED_AFTER = 15
"""Days until the two look again."""


def agree(session: Session, people: dict[str, Person], today: date) -> None:
    """Add the agreements to the company, as they stand on `today`."""
    for colleague in PEOPLE:
        if colleague.meetings:
            person = people[colleague.slack_user_id]
            _target(session, person, people, colleague, today)
            _talks(session, person, people, colleague, today)
    for number, (whose, which, ago, days, milestones) in enumerate(GOALS, start=1):
        title = TITLES[people[whose].language or "en"][which]
        _goal(session, people[whose], number, title, today - timedelta(days=ago), days, milestones)
    pay(session, Period(months_after(today.replace(day=1), -MONTHS), today + timedelta(days=1)))
    session.flush()


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def _target(session: Session, person: Person, people: dict[str, Person], colleague: Colleague, today: date) -> None:
    """A sales target a month: about what this person sells in a good month."""
    monthly = round(colleague.deals * 4.3 * colleague.wins * colleague.deal_value * 1.1, -3)
    session.add(
        Target(
            workspace_id=WORKSPACE_ID,
            kpi="sales_by_channel",
            scope=TargetScope.PERSON,
            person_id=person.id,
            period_type="month",
            value=f"{monthly:.0f}",
            effective_from=months_after(today.replace(day=1), -MONTHS),
            set_by=people[colleague.manager or ""].id,
            set_at=_at(months_after(today, -MONTHS)),
        )
    )


def talk_days(colleague: Colleague, days: Period) -> Iterator[tuple[date, Random]]:
    """The days on which this person and their manager talk, and chance for the rest of it: twice a month, nearly always."""
    month = days.start.replace(day=1)
    while month < days.end:
        for place in range(TALKS_A_MONTH):
            random = Random(f"talk {colleague.slack_user_id} {month} {place}")
            day = month + timedelta(days=4 + place * 14 + random.randint(0, 3))
            while day.weekday() > 4:
                day += timedelta(days=1)
            if day in days and random.random() < HELD:
                yield day, random
        month = months_after(month, 1)


def hold_talk(
    session: Session, coach: Person, rep: Person, day: date, random: Random, agreed: list[PairAction], language: str
) -> None:
    """A talk that both say took place: what was agreed before is mostly done, and something new is agreed.

    `agreed` are the open actions of the two; it is brought up to date.
    """
    for action in [one for one in agreed if (day - one.added_on).days >= 10 and random.random() < DONE]:
        action.state, action.done_on = ActionState.DONE, day - timedelta(days=random.randint(0, 3))
        agreed.remove(action)
    open_texts = {action.text for action in agreed}
    text, kpi = random.choice(list(zip(AGREED[language], AGREED_KPIS, strict=True)))
    session.add(
        Talk(
            workspace_id=WORKSPACE_ID,
            coach_id=coach.id,
            rep_id=rep.id,
            planned_at=_at(day),
            state=TalkState.HELD,
            outcome=text,
            held_on=day,
            recorded_at=_at(day),
            confirmed_at=_at(day),
            created_at=_at(day),
        )
    )
    if text not in open_texts and len(agreed) < MOST_OPEN:
        agreed.append(_agreed(coach, rep, text, kpi, day))
        session.add(agreed[-1])


def _agreed(coach: Person, rep: Person, text: str, kpi: str, day: date) -> PairAction:
    return PairAction(
        workspace_id=WORKSPACE_ID,
        coach_id=coach.id,
        rep_id=rep.id,
        added_by=coach.id,
        text=text,
        kpi=kpi,
        check_on=day + timedelta(days=CHECKED_AFTER),
        added_on=day,
    )


def _talks(session: Session, person: Person, people: dict[str, Person], colleague: Colleague, today: date) -> None:
    """A year of talks with the manager, and what was agreed in them."""
    coach = people[colleague.manager or ""]
    first = max(months_after(today.replace(day=1), -MONTHS), person.starts_on or date.min)
    agreed: list[PairAction] = []
    for day, random in talk_days(colleague, Period(first, today)) if first < today else ():
        hold_talk(session, coach, person, day, random, agreed, colleague.language)
    if not agreed:
        text, kpi = AGREED[colleague.language][0], AGREED_KPIS[0]
        session.add(_agreed(coach, person, text, kpi, today - timedelta(days=8)))


def _goal(
    session: Session, person: Person, number: int, title: str, starts: date, days: int, milestones: dict[str, int]
) -> None:
    goal = Goal(
        workspace_id=WORKSPACE_ID,
        number=number,
        title=title,
        scope_kind="person",
        scope_id=person.id,
        horizon=f"{days}d",
        starts_on=starts,
        ends_on=starts + timedelta(days=days - 1),
        set_by=person.id,
        created_at=_at(starts),
    )
    session.add(goal)
    session.flush()
    for kpi, target in milestones.items():
        session.add(Milestone(workspace_id=WORKSPACE_ID, goal_id=goal.id, kpi=kpi, target=str(target)))
    session.flush()


def pay(session: Session, days: Period) -> None:
    """What its customers cost, on the first of each month."""
    month = days.start if days.start.day == 1 else months_after(days.start.replace(day=1), 1)
    while month < days.end:
        random = Random(f"costs {month}")
        for kind, amount in (("sales", 21_000), ("marketing", 9_000), ("delivery", 26_000)):
            minor = round(amount * random.uniform(0.9, 1.1)) * 100
            paid: dict[str, Any] = {
                "amount_minor": minor,
                "currency": "EUR",
                "reporting_minor": minor,
                "created_at": _at(month),
            }
            session.add(Cost(workspace_id=WORKSPACE_ID, kind=kind, day=month, **paid))
        month = months_after(month, 1)
