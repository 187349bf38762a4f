"""The plan of a month: who is to be talked with how often, and when the two could."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.coaching.queries import Month, month_of_coaching, whom_to_plan
from models.coaching.records import Talk, TalkState
from models.coaching.suggesting import CoachsDays, Side
from models.coaching.talks import DEFAULT_A_MONTH
from models.period import Period, month_of
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named

FEWEST_DAYS = 4
"""Working days of the coach; with fewer left the next month is planned."""
NOTICE = timedelta(hours=20)
"""Nothing is suggested sooner: both get the agenda a day before."""


@dataclass(frozen=True)
class RepToPlan:
    """A rep in the plan, as values."""

    rep_id: str
    rep: str
    arranged: int
    usual: int
    held: int = 0
    next_at: datetime | None = None
    suggested: datetime | None = None
    """The moment to plan with one press. None: no hour is left in which both work."""
    zone: str = ""
    """Where the rep is."""
    missing: int = 1
    """How many talks can still be planned."""


@dataclass(frozen=True)
class RepsMonth:
    """A rep in the plan: how the month stands, and the moments that could be planned."""

    month: Month
    moments: tuple[tuple[datetime, ...], ...]
    """For each talk that is missing the possible moments, the best first. Empty: no hour in which both work."""
    zone: str
    """Where the rep is."""

    @property
    def rep(self) -> Person:
        """With whom."""
        return self.month.rep

    @property
    def to_show(self) -> RepToPlan:
        """The same as values."""
        coming, month = self.month.next_talk, self.month
        next_at = coming.planned_at if coming else None
        rep, usual, missing = month.rep, DEFAULT_A_MONTH, len(self.moments)
        return RepToPlan(
            rep.id, rep.name, month.arranged, usual, month.held, next_at, self.suggested, self.zone, missing
        )

    @property
    def suggested(self) -> datetime | None:
        """The moment to plan with one press."""
        return min((moments[0] for moments in self.moments), default=None)


@dataclass(frozen=True)
class MonthPlan:
    """What a coach has to plan in a month."""

    days: Period
    reps: tuple[RepsMonth, ...]

    @property
    def missing(self) -> tuple[RepsMonth, ...]:
        """Those with whom talks are missing."""
        return tuple(one for one in self.reps if one.month.arranged < DEFAULT_A_MONTH)

    def of(self, rep_id: str) -> RepsMonth | None:
        """The rep with this id, if they are in it."""
        return next((one for one in self.reps if one.rep.id == rep_id), None)


def month_to_plan(calendar: Calendar, today: date) -> Period:
    """The running month; in its last days, when there is hardly a day left to talk on, the next one."""
    month = month_of(today)
    left = calendar.capacity(Period(today, month.end))
    return month if left >= FEWEST_DAYS else month_of(month.end)


def plan_of_month(
    session: Session, workspace: Workspace, coach: Person, now: datetime, month: date | None = None
) -> MonthPlan:
    """The plan of the month that holds `month` (else of the one to plan now), with moments that keep clear of each other."""
    zone = zone_named(coach.zone, workspace.zone)
    today = now.astimezone(zone).date()
    reps = whom_to_plan(session, coach, today)
    calendars = calendars_of(session, workspace, [coach, *reps])
    days = month_of(month) if month else month_to_plan(calendars[coach.id], today)
    start, end = days.instants(zone)
    months = month_of_coaching(session, coach, reps, start, end, now)
    planned = _planned(session, workspace.workspace_id, [coach, *reps], start, end)
    left = Period(max(days.start, today), days.end) if today < days.end else None
    if left is None:
        return MonthPlan(days, ())
    of_coach = Side(calendars[coach.id], zone, [talk.planned_at for talk in planned if coach.id in _both(talk)])
    free = CoachsDays(of_coach, left, now + NOTICE)

    def of(month: Month) -> RepsMonth:
        busy = [talk.planned_at for talk in planned if month.rep.id in _both(talk)]
        where = zone_named(month.rep.zone, workspace.zone)
        return RepsMonth(month, _moments(free, month, calendars[month.rep.id], where, busy), where.key)

    return MonthPlan(days, tuple(of(month) for month in months))


def _moments(
    free: CoachsDays, month: Month, calendar: Calendar, zone: ZoneInfo, busy: Sequence[datetime]
) -> tuple[tuple[datetime, ...], ...]:
    wanted = max(0, DEFAULT_A_MONTH - month.arranged)
    offered = free.moments_for(Side(calendar, zone, busy), wanted, DEFAULT_A_MONTH)
    return tuple(tuple(moments) for moments in offered)


def _planned(
    session: Session, workspace_id: str, people: Sequence[Person], start: datetime, end: datetime
) -> list[Talk]:
    """What these people have planned, with whomever."""
    ids = [person.id for person in people]
    talks = select(Talk).where(
        Talk.workspace_id == workspace_id,
        Talk.state == TalkState.PLANNED,
        col(Talk.planned_at) >= start,
        col(Talk.planned_at) < end,
        col(Talk.coach_id).in_(ids) | col(Talk.rep_id).in_(ids),
    )
    return list(session.exec(talks))


def _both(talk: Talk) -> tuple[str, str]:
    return talk.coach_id, talk.rep_id
