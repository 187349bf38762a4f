"""What the demo company has agreed on: targets, goals, coaching talks held, and what its customers cost."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models.coaching.records import PairAction, Talk, TalkState
from models.costs.records import Cost
from models.demo.company import PEOPLE, WORKSPACE_ID, Colleague
from models.goals.records import Goal, Milestone
from models.period import months_after
from models.scorecard.records import Target, TargetScope
from models.team.records import Person

MONTHS = 12
TALKS_A_MONTH = 2
GOALS = (
    # whose, title, days ago, horizon in days, milestones
    ("U0ANNA", "Grow new business in logistics", 22, 60, {"first_meetings": 26, "new_customers": 3}),
    ("U0BRAM", "Weer twee bezoeken per dag", 12, 30, {"first_meetings": 12, "follow_ups": 24}),
    ("U0LOTTE", "De pipeline vullen voor het voorjaar", 35, 90, {"first_meetings": 40, "pipeline": 90_000}),
    ("U0PRIYA", "Sell more to who we have", 18, 60, {"follow_ups": 60, "sales_by_channel": 90_000}),
)
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
"""What a rep and their manager agree, in the language of the rep's Slack."""


def agree(session: Session, people: dict[str, Person], today: date) -> None:
    """Add the agreements to the company, as they stand on `today`."""
    for colleague in PEOPLE:
        if colleague.meetings:
            person = people[colleague.slack_user_id]
            _target(session, person, people, colleague, today)
            _talks(session, person, people, colleague, today)
    for number, (whose, title, ago, days, milestones) in enumerate(GOALS, start=1):
        _goal(session, people[whose], number, title, today - timedelta(days=ago), days, milestones)
    _costs(session, today)
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


def _talks(session: Session, person: Person, people: dict[str, Person], colleague: Colleague, today: date) -> None:
    """Two talks a month with the manager, most of them held; one agreement is still open."""
    coach = people[colleague.manager or ""]
    random = Random(f"talks {colleague.slack_user_id}")
    for back in range(MONTHS, -1, -1):
        for place in range(TALKS_A_MONTH):
            day = months_after(today.replace(day=1), -back) + timedelta(days=4 + place * 14 + random.randint(0, 3))
            while day.weekday() > 4:
                day += timedelta(days=1)
            if day < today and day >= (person.starts_on or day) and random.random() < 0.8:
                session.add(
                    Talk(
                        workspace_id=WORKSPACE_ID,
                        coach_id=coach.id,
                        rep_id=person.id,
                        planned_at=_at(day),
                        state=TalkState.HELD,
                        outcome=random.choice(AGREED[colleague.language]),
                        held_on=day,
                        recorded_at=_at(day),
                        confirmed_at=_at(day),
                        created_at=_at(day),
                    )
                )
    session.add(
        PairAction(
            workspace_id=WORKSPACE_ID,
            coach_id=coach.id,
            rep_id=person.id,
            added_by=coach.id,
            text=random.choice(AGREED[colleague.language]),
            kpi="follow_ups",
            check_on=today + timedelta(days=7),
            added_on=today - timedelta(days=8),
        )
    )


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


def _costs(session: Session, today: date) -> None:
    random = Random("costs")
    for back in range(MONTHS, -1, -1):
        day = months_after(today.replace(day=1), -back)
        for kind, amount in (("sales", 21_000), ("marketing", 9_000), ("delivery", 26_000)):
            minor = round(amount * random.uniform(0.9, 1.1)) * 100
            session.add(
                Cost(
                    workspace_id=WORKSPACE_ID,
                    kind=kind,
                    day=day,
                    amount_minor=minor,
                    currency="EUR",
                    reporting_minor=minor,
                    created_at=_at(day),
                )
            )
