"""A manager's own scorecard: what they do as a manager, counted by month. Never what was said, and in no ranking.

| figure      | counts                                   | of                                                                  |
|-------------|------------------------------------------|---------------------------------------------------------------------|
| talks       | recorded, or confirmed by the rep        | two a month with each rep, by the days at work while they led them  |
| reviews     | shared before the manager above is told  | those whose turn was theirs                                         |
| actions     | ticked off on their check date or before | actions of their pairs with a check date in the month               |
| on_track    | reps whose score is on course or ahead   | their reps with a score                                             |
| corrections | answered within three working days       | requests of which they were asked, answered or past those days      |

Only what was over before today counts, and nothing before they were in Koers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor
from statistics import median
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.coaching.records import PairAction, Talk
from models.digest.managing import HELD, share_of_talks
from models.period import Period, PeriodType, previous
from models.reviews.due import asked_on, has_month_to_review
from models.reviews.queries import is_shared, reviewed_by, reviews_of_month
from models.reviews.records import Review
from models.reviews.turns import MISSED_AFTER, SELF_REVIEW_WITHIN
from models.scorecard.pacing import Status, status_at
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import scope_of_line
from models.scorecard.scorecard import group_scorecard_of
from models.team.calendar import Calendar, calendars_of
from models.team.membership import stays_of
from models.team.records import Membership, Person
from models.workspace.records import Workspace
from models.zones import zone_named

KEYS = ("talks", "reviews", "actions", "on_track", "corrections")
ANSWERED_WITHIN = 3
"""Working days of the manager."""
_ALMOST = 1e-9


@dataclass(frozen=True)
class Counted:
    """One thing behind a figure: about whom, on which day, and whether it counts as done."""

    name: str
    day: date | None
    is_done: bool
    share: float | None = None
    """Of talks the part of a month's two that was due; of the team the score."""


@dataclass(frozen=True)
class ManagedFigure:
    """So many of so many."""

    key: str
    done: int
    of: int
    behind: tuple[Counted, ...] = ()
    days: float | None = None
    """Of corrections the median of working days until they were answered."""

    @property
    def is_there(self) -> bool:
        """Whether there was anything to do, or was done."""
        return bool(self.of or self.done)


@dataclass(frozen=True)
class Managed:
    """A month of a manager, with the month before."""

    manager: Person
    month: Period
    people: int
    figures: tuple[ManagedFigure, ...]
    before: tuple[ManagedFigure, ...]

    @property
    def is_first(self) -> bool:
        """Nothing was there to do yet, in this month and the one before."""
        return not any(one.is_there for one in (*self.figures, *self.before))


def managed(session: Session, workspace: Workspace, manager: Person, month: Period, now: datetime) -> Managed:
    """The month as of now, with the people whom they lead now."""
    reps = reviewed_by(session, manager, now.astimezone(_zone(workspace, manager)).date())
    before = previous(month, PeriodType.MONTH)
    figures = [_Month(session, workspace, manager, reps, one, now).figures() for one in (month, before)]
    return Managed(manager, month, len(reps), figures[0], figures[1])


class _Month:
    """One month in the making."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        manager: Person,
        reps: Sequence[Person],
        month: Period,
        now: datetime,
    ) -> None:
        self.session, self.workspace, self.manager, self.reps = session, workspace, manager, reps
        self.month, self.now, self.zone = month, now, _zone(workspace, manager)
        self.today = now.astimezone(self.zone).date()
        self.led = [*reps, *_once_led(session, manager, reps)]
        self.stays = stays_of(session, self.led)
        self.calendars = calendars_of(session, workspace, [manager, *self.led])
        self.own = self.calendars[manager.id]
        self.since = manager.created_at.astimezone(self.zone).date()

    def figures(self) -> tuple[ManagedFigure, ...]:
        if self.month.end <= self.since:
            return tuple(ManagedFigure(key, 0, 0) for key in KEYS)
        return self._talks(), self._reviews(), self._actions(), self._on_track(), self._corrections()

    def _talks(self) -> ManagedFigure:
        held = select(Talk).where(
            Talk.workspace_id == self.manager.workspace_id,
            Talk.coach_id == self.manager.id,
            col(Talk.state).in_(HELD),
            col(Talk.held_on) >= self.month.start,
            col(Talk.held_on) < self.month.end,
        )
        talks = list(self.session.exec(held.order_by(col(Talk.held_on), col(Talk.id))))
        due = [(rep, self._talks_due(rep)) for rep in self.led if rep.manager_id is not None]
        behind = [
            *(Counted(self._name(talk.rep_id), talk.held_on, is_done=True) for talk in talks),
            *(Counted(rep.name, None, is_done=False, share=share) for rep, share in due if share),
        ]
        return ManagedFigure("talks", len(talks), floor(sum(share for _, share in due) + _ALMOST), tuple(behind))

    def _talks_due(self, rep: Person) -> float:
        """Of a month's two the part that fits the days before today on which both were at work and the rep was theirs."""
        since = max(self.since, rep.created_at.astimezone(self.zone).date())
        above = (self.manager.id, rep.manager_id if rep in self.reps else self.manager.id)
        due = 0.0
        for stay in self.stays[rep.id]:
            days = self.month.overlap(max(since, stay.first), stay.end)
            if days is not None and stay.place.is_rep and stay.place.manager_id in above:
                due += share_of_talks(self.calendars[rep.id], self.own, self.month, days, self.today)
        return due

    def _reviews(self) -> ManagedFigure:
        reviewed = previous(self.month, PeriodType.MONTH)
        reviews = reviews_of_month(self.session, self.reps, reviewed.start)
        behind = []
        for rep in self.reps:
            review, calendar = reviews.get(rep.id), self.calendars[rep.id]
            opened = review.opened_on if review else asked_on(calendar, self.month.start)
            if opened is None or opened < self.since or not has_month_to_review(rep, calendar, reviewed):
                continue
            if (found := self._review(rep, review, calendar, opened)) is not None:
                behind.append(found)
        return _of("reviews", behind)

    def _review(self, rep: Person, review: Review | None, calendar: Calendar, opened: date) -> Counted | None:
        """Whether it was shared in time; None for what somebody else wrote, and what has time left."""
        deadline = calendar.working_days_after(opened, SELF_REVIEW_WITHIN)
        turn = min(review.reflected_on or deadline, deadline) if review else deadline
        missed = self.own.working_days_after(turn, MISSED_AFTER)
        if review is not None and is_shared(review) and review.shared_at is not None:
            if review.reviewer_id not in (None, self.manager.id):
                return None
            day = review.shared_at.astimezone(self.zone).date()
            return Counted(rep.name, day, is_done=day < missed)
        return Counted(rep.name, None, is_done=False) if self.today >= missed else None

    def _actions(self) -> ManagedFigure:
        due = select(PairAction).where(
            PairAction.workspace_id == self.manager.workspace_id,
            PairAction.coach_id == self.manager.id,
            col(PairAction.check_on) >= self.month.start,
            col(PairAction.check_on) < self.month.end,
        )
        found = self.session.exec(due.order_by(col(PairAction.check_on), col(PairAction.id)))
        return _of(
            "actions",
            [
                Counted(
                    self._name(one.rep_id),
                    one.check_on,
                    is_done=one.done_on is not None and one.check_on is not None and one.done_on <= one.check_on,
                )
                for one in found
                if one.check_on is not None and (one.done_on is not None or one.check_on < self.today)
            ],
        )

    def _on_track(self) -> ManagedFigure:
        if self.month.start > self.today or not self.reps:
            return ManagedFigure("on_track", 0, 0)
        ids = {rep.id for rep in self.reps}
        scope = scope_of_line(self.session, self.workspace, self.manager)
        cards = group_scorecard_of(self.session, self.workspace, scope, self.month, self.now).reps
        scores = [(card.scope.name, card.told_score) for card in cards if card.scope.id in ids]
        good = (Status.ON_TRACK, Status.AHEAD)
        return _of(
            "on_track",
            [Counted(name, None, status_at(score) in good, score) for name, score in scores if score is not None],
        )

    def _corrections(self) -> ManagedFigure:
        start, end = self.month.instants(self.zone)
        asked = select(Dispute).where(
            Dispute.workspace_id == self.manager.workspace_id,
            col(Dispute.asked_at) >= start,
            col(Dispute.asked_at) < end,
            Dispute.state != DisputeState.WITHDRAWN,
        )
        mine = [
            one
            for one in self.session.exec(asked.order_by(col(Dispute.asked_at), col(Dispute.id)))
            if self.manager.id in one.asked
        ]
        behind, taken = [], []
        for one in mine:
            asked_day = one.asked_at.astimezone(self.zone).date()
            limit = self.own.working_days_after(asked_day, ANSWERED_WITHIN)
            if one.answered_at is not None:
                day = one.answered_at.astimezone(self.zone).date()
                taken.append(_working_days(self.own.works_on, asked_day, day))
                behind.append(Counted(self._name(one.asked_by), asked_day, is_done=day <= limit, share=taken[-1]))
            elif self.today > limit:
                behind.append(Counted(self._name(one.asked_by), asked_day, is_done=False))
        figure = _of("corrections", behind)
        return ManagedFigure(*(figure.key, figure.done, figure.of, figure.behind), median(taken) if taken else None)

    def _name(self, person_id: str) -> str:
        person = self.session.get(Person, (self.manager.workspace_id, person_id))
        return person.name if person else "–"


def _once_led(session: Session, manager: Person, reps: Sequence[Person]) -> list[Person]:
    """Who reported to the manager before, by name."""
    rows = select(Membership.person_id).where(Membership.manager_id == manager.id)
    of_workspace = select(Person).where(Person.workspace_id == manager.workspace_id, col(Person.id).in_(rows))
    return [one for one in session.exec(of_workspace.order_by(col(Person.name))) if one not in reps]


def _of(key: str, behind: Sequence[Counted]) -> ManagedFigure:
    return ManagedFigure(key, sum(one.is_done for one in behind), len(behind), tuple(behind))


def _working_days(works_on: Callable[[date], float], first: date, last: date) -> float:
    """Working days after the first day, up to and with the last; half days as whole ones."""
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return float(sum(works_on(day) > 0 for day in days))


def _zone(workspace: Workspace, manager: Person) -> ZoneInfo:
    return zone_named(manager.zone, workspace.zone)
