"""Facts of the people side: turnover, costs of acquisition, coaching talks and signed reviews."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.coaching.records import Talk, TalkState
from models.costs.queries import costs_between
from models.costs.records import CostKind
from models.period import Period, month_of
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some
from models.reviews.records import Review, ReviewState
from models.scorecard.facts import Turnover
from models.scorecard.kpis import Source
from models.scorecard.scope import Scope, ScopeKind
from models.team.membership import Roll, Stay
from models.workspace.records import Workspace
from models.zones import zone_named

ACQUISITION = (CostKind.SALES, CostKind.MARKETING)
_FIRST_TALK = Prepared(
    select(func.min(col(Talk.created_at))).where(col(Talk.workspace_id) == bindparam("workspace_id"))
)
ON_TRACK = 3
"""The rating (1 to 5) from which a review says "on track"."""


@dataclass(frozen=True)
class Development:
    """What was read; None where nothing is recorded at all."""

    turnover: Turnover | None = None
    acquisition_costs: int | None = None
    """Minor units of the reporting currency; costs of sales and of marketing."""
    costs_without_rate: int = 0
    sessions: Mapping[str, int] | None = field(default=None)
    """Confirmed coaching talks by the rep's stay."""
    talks_are_counted: bool = False
    """False before the month in which the first talk was entered: one of then, entered later, makes the others' no zero."""
    rated_on_track: int | None = None
    reviewed: int = 0

    def sessions_of(self, stays: Collection[str] | None) -> int | None:
        """Coaching talks of some reps, or of all; None while nobody records them."""
        if self.sessions is None:
            return None
        held = sum(number for stay, number in self.sessions.items() if stays is None or stay in stays)
        return held if held or self.talks_are_counted else None


def read_development(
    session: Session, workspace: Workspace, scope: Scope, period: Period, sources: Collection[Source]
) -> Development:
    """Read those of the facts that are among `sources`."""
    workspace_id, roll = workspace.workspace_id, scope.roll
    is_team = not scope.is_person
    costs = None
    if scope.kind is ScopeKind.WORKSPACE and Source.COSTS in sources:
        costs = costs_between(session, workspace_id, period, ACQUISITION)
    rated = _rated(session, workspace_id, period, roll) if is_team and Source.REVIEWS in sources else ()
    talks = _talks(session, workspace_id, period, roll) if Source.COACHING in sources else None
    since = _talks_since(session, workspace) if talks is not None else None
    known = [cost.reporting_minor for cost in costs or () if cost.reporting_minor is not None]
    return Development(
        turnover_of(roll.stays, period) if is_team and Source.ROSTER in sources else None,
        sum(known) if known else None,
        len(costs or ()) - len(known),
        talks,
        since is not None and since <= period.last_day,
        sum(1 for rating in rated if rating >= ON_TRACK) if rated else None,
        len(rated),
    )


def turnover_of(stays: Collection[Stay], period: Period) -> Turnover:
    """Reps whose last day lies in the period, and the mean of the headcounts at its first and last day.

    Each counts where they were on that day. The period ends with the day as of which is asked: an end date that is
    still to come is no leaver yet.
    """
    reps = [stay for stay in stays if stay.place.is_rep]
    last_days = ((rep, rep.person.ends_on) for rep in reps)
    leavers = sum(1 for rep, day in last_days if day is not None and day in period and rep.covers(day))
    return Turnover(leavers, (_headcount(reps, period.start) + _headcount(reps, period.last_day)) / 2)


def _headcount(reps: Collection[Stay], day: date) -> int:
    return sum(
        1
        for rep in reps
        if rep.covers(day)
        and (rep.person.starts_on is None or rep.person.starts_on <= day)
        and (rep.person.ends_on is None or day <= rep.person.ends_on)
    )


def _talks(session: Session, workspace_id: str, period: Period, roll: Roll) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for rep_id, day, number in _ask(session, _TALKS, workspace_id, period, roll):
        if day is not None and (stay := roll.key(rep_id, day)):
            counted[stay] += int(number)
    return counted


def _talks_since(session: Session, workspace: Workspace) -> date | None:
    """The first day of the month in which the first talk was planned or recorded: nothing is counted before it.

    So a month that is closed keeps its "no talks are recorded" when somebody plans a first one.
    """
    [[instant]] = fetch(session, _FIRST_TALK, {"workspace_id": workspace.workspace_id})
    return None if instant is None else month_of(instant.astimezone(zone_named(workspace.zone)).date()).start


def _rated(session: Session, workspace_id: str, period: Period, roll: Roll) -> Collection[int]:
    """The ratings of the latest signed review of each rep in the period. One disagreed with is not signed.

    A review counts where the rep was at the end of its month.
    """
    signed = sorted(_ask(session, _RATINGS, workspace_id, period, roll), key=lambda row: row[1])
    latest = {person_id: rating for person_id, month, rating in signed if roll.key(person_id, month_of(month).last_day)}
    return [rating or 0 for rating in latest.values()]


_Questions = tuple[Prepared, PreparedForSome]


def _ask(session: Session, questions: _Questions, workspace_id: str, period: Period, roll: Roll) -> list[Any]:
    """About who is on the roll, or about everybody."""
    days, (of_all, of_some) = {"workspace_id": workspace_id, "start": period.start, "end": period.end}, questions
    return fetch(session, of_all, days) if roll.ids is None else fetch_some(session, of_some, days, person_id=roll.ids)


def _about(person_id: Any, wanted: Any) -> _Questions:
    return Prepared(wanted), PreparedForSome(lambda one_of: wanted.where(one_of(person_id, "person_id")))


_TALKS = _about(
    col(Talk.rep_id),
    select(col(Talk.rep_id), col(Talk.held_on), func.count())
    .where(
        col(Talk.workspace_id) == bindparam("workspace_id"),
        col(Talk.state) == TalkState.HELD.value,
        col(Talk.held_on) >= bindparam("start"),
        col(Talk.held_on) < bindparam("end"),
    )
    .group_by(col(Talk.rep_id), col(Talk.held_on)),
)
_RATINGS = _about(
    col(Review.person_id),
    select(col(Review.person_id), col(Review.month), col(Review.rating)).where(
        col(Review.workspace_id) == bindparam("workspace_id"),
        col(Review.state) == ReviewState.SIGNED.value,
        col(Review.month) >= bindparam("start"),
        col(Review.month) < bindparam("end"),
    ),
)
