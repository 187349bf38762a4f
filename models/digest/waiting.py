"""What waits for a manager now: reviews to write, talks to plan and to record, corrections that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.coaching.queries import month_of_coaching, to_record
from models.coaching.talks import DEFAULT_A_MONTH, pair_of
from models.period import month_of
from models.reviews.queries import is_managers_turn, is_shared, month_to_review, reviewed_by, reviews_of_month
from models.scorecard.evidence.disputing import waiting_for
from models.team.records import Person
from models.workspace.records import Workspace

LOOKS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """Names of people, and how many corrections were asked for and wait for an answer."""

    to_review: tuple[str, ...] = ()
    to_record: tuple[str, ...] = ()
    """Talks that have begun and of which nothing was recorded."""
    to_plan: tuple[str, ...] = ()
    """With whom fewer than two talks are planned or held this month."""
    corrections: int = 0

    def __bool__(self) -> bool:
        return bool(self.to_review or self.to_record or self.to_plan or self.corrections)


NOTHING_WAITS = Waiting()


def what_waits(
    session: Session,
    workspace: Workspace,
    manager: Person,
    zone: ZoneInfo,
    now: datetime,
    reps: Sequence[Person] | None = None,
) -> Waiting:
    """Everything that waits for this manager; `zone` is theirs, `reps` whose reviews they write, where that is known."""
    today = now.astimezone(zone).date()
    reps = reviewed_by(session, manager, today) if reps is None else reps
    reviews = reviews_of_month(session, reps, month_to_review(today).start)
    to_review = tuple(
        rep.name
        for rep in reps
        if (review := reviews.get(rep.id)) and not is_shared(review) and is_managers_turn(session, review, today)
    )
    begun = to_record(session, manager, now, now - LOOKS_BACK)
    start, end = month_of(today).instants(zone)
    months = month_of_coaching(session, manager, reps, start, end, now)
    return Waiting(
        to_review,
        tuple(pair_of(session, talk).rep.name for talk in begun),
        tuple(month.rep.name for month in months if month.arranged < DEFAULT_A_MONTH),
        len(waiting_for(session, manager)),
    )
