"""Three days of the demo by due time: after each tick nobody is due who would have been if all were looked at.

By induction that is the old way: with the same ledger before each tick, both plan the same, with the same due times.
Between the ticks things happen that move what is due; what a tick does not see of them, the look at everything does.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from jobs.delivering.pacing import Pace
from jobs.delivering.run import Runner
from models.activity.records import Activity, PlannedVisit
from models.audit.records import AuditCampaign
from models.calendar.records import AbsenceQuestion, CalendarLink, Suggestion
from models.coaching.records import Talk, TalkState
from models.contests.records import Contest
from models.database import Database, new_id
from models.delivery.preferences import come_at, come_every, snooze, turn_off, turn_on
from models.delivery.records import Delivery
from models.demo.history import seed
from models.goals.records import Goal
from models.migrations import migrate
from models.qbr.records import Qbr, QbrDecision
from models.reviews.records import Review, ReviewState
from models.team.leave import take_leave
from models.team.records import Leave, Person
from models.training.records import Seat, Training
from models.workspace.records import Workspace
from tests.jobs.fake_slack import FakeSlack

START = datetime(2026, 11, 29, 15, tzinfo=UTC)
"""A Sunday: the digests of Monday and the first of a month follow."""
UNTIL = START + timedelta(days=2, hours=18)
STEPS = (1, 20, 60, 90, 120)
"""Minutes from one tick to the next."""
ZONES = ("Europe/Amsterdam", "Europe/London", "America/New_York", "Pacific/Auckland")


class Life:
    """What happens in a company between two ticks, drawn by a die."""

    def __init__(self, session: Session, now: datetime, dice: Random) -> None:
        self.session, self.now, self.dice, self.today = session, now, dice, now.date()
        self.workspace = session.exec(select(Workspace)).one()
        self.in_it = {"workspace_id": self.workspace.workspace_id, "created_at": now}

    def happens(self) -> str:
        """One thing; its name."""
        name = self.dice.choice([name for name in vars(Life) if not name.startswith("_") and name != "happens"])
        getattr(self, name)()
        self.session.flush()
        return name

    def _one(self, table: type[SQLModel], *where: Any) -> Any:
        found = list(self.session.exec(select(table).where(*where).order_by(table.id)))  # type: ignore[attr-defined]
        return self.dice.choice(found) if found else None

    def _person(self) -> Person:
        here = [col(Person.slack_user_id).is_not(None), col(Person.ends_on).is_(None)]
        found: Person = self._one(Person, *here)
        return found

    def leave(self) -> None:
        first = self.today + timedelta(days=self.dice.choice((0, 1, 2)))
        taken = select(Leave).where(Leave.person_id == (person := self._person()).id, col(Leave.last_day) >= first)
        if not self.session.exec(taken).first():
            take_leave(self.session, person, first, first + timedelta(days=1), self.now)

    def leave_taken_back(self) -> None:
        if (one := self._one(Leave)) is not None:
            self.session.delete(one)

    def talk_moved(self) -> None:
        if (talk := self._one(Talk, Talk.state == TalkState.PLANNED)) is not None:
            talk.planned_at = self.now + timedelta(minutes=self.dice.choice((-70, 30, 26 * 60, 50 * 60)))

    def wish(self) -> None:
        person, cadence = self._person(), self.dice.choice(("week", "day", "morning", "digest", "review", "coaching"))
        if self.dice.random() < 0.3:
            turn_off(self.session, person, cadence)
        elif self.dice.random() < 0.3:
            come_every(self.session, person, cadence, 2, self.today)
        elif self.dice.random() < 0.3:
            snooze(self.session, person, cadence, self.today + timedelta(days=2), self.today)
        else:
            turn_on(self.session, person, cadence)
            come_at(self.session, person, cadence, self.dice.choice((7 * 60, 10 * 60 + 5, 15 * 60, 20 * 60)))

    def somebody_new(self) -> None:
        boss, slack_id = self._person(), f"U{self.dice.random()}"
        about = {
            "manager_id": boss.id,
            "team_id": boss.team_id,
            "starts_on": self.today,
            "zone": self.dice.choice(ZONES),
        }
        self.session.add(Person(name="New", slack_user_id=slack_id, **about, **self.in_it))

    def zone(self) -> None:
        self._person().zone = self.dice.choice(ZONES)

    def company_zone(self) -> None:
        self.workspace.zone = self.dice.choice(ZONES[:2])

    def digest_time(self) -> None:
        self.workspace.digest_time = self.dice.choice(("07:00", "08:30", "14:00"))

    def goal_ended(self) -> None:
        if (goal := self._one(Goal, col(Goal.closed_at).is_(None))) is not None:
            goal.starts_on = min(goal.starts_on, self.today - timedelta(days=9))
            goal.ends_on = self.today - timedelta(days=self.dice.choice((0, 1)))

    def deactivated(self) -> None:
        self._person().ends_on = self.today - timedelta(days=1)

    def back_again(self) -> None:
        if (person := self._one(Person, col(Person.ends_on).is_not(None))) is not None:
            person.ends_on = None

    def another_manager(self) -> None:
        person, boss = self._person(), self._person()
        if boss.id != person.id and boss.manager_id != person.id:
            person.manager_id = boss.id

    def entry_of_last_week(self) -> None:
        day = self.today - timedelta(days=self.today.weekday() + self.dice.choice((2, 3, 5)))
        self.session.add(Activity(person_id=self._person().id, kind="call", happened_on=day, **self.in_it))

    def entry_of_today(self) -> None:
        self.session.add(Activity(person_id=self._person().id, kind="call", happened_on=self.today, **self.in_it))

    def entry_undone(self) -> None:
        if (
            one := self._one(Activity, Activity.happened_on == self.today, col(Activity.undone_at).is_(None))
        ) is not None:
            one.undone_at = self.now

    def visit(self) -> None:
        about = {"person_id": self._person().id, "planned_on": self.today, "batch_id": new_id()}
        self.session.add(PlannedVisit(**about, **self.in_it))

    def contest_over(self) -> None:
        if (one := self._one(Contest)) is not None:
            one.first_day, one.last_day = self.today - timedelta(days=9), self.today - timedelta(days=1)

    def training_over(self) -> None:
        if (seat := self._one(Seat)) is not None:
            self.session.get_one(Training, (seat.workspace_id, seat.training_id)).day = self.today - timedelta(days=1)

    def reflected(self) -> None:
        if (review := self._one(Review, Review.state == ReviewState.OPEN)) is not None:
            review.state, review.reflected_on = (
                ReviewState.REFLECTED,
                self.today - timedelta(days=self.dice.choice((0, 1))),
            )

    def decision_due(self) -> None:
        if (qbr := self._one(Qbr)) is not None:
            who = self._person().id
            about = {"owner_id": who, "added_by": who, "due_on": self.today, "added_on": self.today}
            one = QbrDecision(workspace_id=qbr.workspace_id, qbr_id=qbr.id, text="Call them", state="open", **about)
            self.session.add(one)

    def survey_ends(self) -> None:
        if (one := self._one(AuditCampaign, AuditCampaign.status == "open")) is not None:
            one.deadline = self.today + timedelta(days=self.dice.choice((1, 2, 4)))

    def calendar(self) -> None:
        person = self._person()
        theirs = select(CalendarLink).where(CalendarLink.person_id == person.id)
        link = self.session.exec(theirs).first()
        here = {"workspace_id": person.workspace_id, "person_id": person.id}
        if link is None:
            link = CalendarLink(**here, kind="ics", sealed_link="x", added_at=self.now - timedelta(days=3))
        link.error = self.dice.choice(("", "gone"))
        self.session.add(link)
        starts_at = self.now + timedelta(minutes=self.dice.choice((-200, -50, 30, 700)))
        met = {"key": new_id(), "series": new_id(), "starts_at": starts_at, "minutes": 30, "created_at": self.now}
        self.session.add(Suggestion(**here, **met))
        days = {"first_day": self.today, "last_day": self.today + timedelta(days=1), "key": new_id()}
        self.session.add(AbsenceQuestion(**here, **days, created_at=self.now))


def _something(session: Session, now: datetime, dice: Random) -> str:
    return Life(session, now, dice).happens()


@pytest.mark.once
async def test_days_of_the_demo_by_due_time_are_those_of_looking_at_everybody(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/demo.db")
    migrate(database)
    database.write(lambda session: seed(session, date(2026, 11, 26)))
    dice, slack, now = Random(15), FakeSlack(), START
    happened: Counter[str] = Counter()
    unseen = 0

    async def client_of(_: str) -> Any:
        return slack

    async def nap(_: float) -> None: ...

    clock: Callable[[], datetime] = lambda: now  # noqa: E731
    runner = Runner(database, client_of, clock, pace=Pace(per_channel=0, per_workspace=0, sleep=nap))
    while now < UNTIL:
        asked = await runner.ask()
        [workspace_id] = database.read(lambda session: session.exec(select(Workspace.workspace_id)).all())
        await runner.tick(asked=asked)
        if workspace_id not in asked.plan:
            unseen += 1
            missing = database.read(partial(runner._look, workspace_id=workspace_id, now=now)).new
            assert not missing, (now, happened, [(cadence.key, dues) for cadence, dues in missing])
        now += timedelta(minutes=dice.choice(STEPS))
        for _ in range(dice.choice((0, 0, 0, 3))):
            happened[database.write(partial(_something, now=now, dice=dice))] += 1
    runner.close()
    found = Counter(database.read(lambda session: session.exec(select(Delivery.cadence)).all()))
    database.close()
    assert len(happened) > 15, happened
    assert len(found) > 10, found
    assert unseen > 15, "and most ticks looked at nobody"
