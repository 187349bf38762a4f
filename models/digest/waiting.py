"""What waits for a manager now: reviews to write, talks to plan and to record, corrections that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.coaching.queries import due_talks, month_of_coaching, to_record
from models.coaching.talks import DEFAULT_A_MONTH, pair_of
from models.period import month_of, months_after
from models.permissions import Right
from models.reviews.queries import is_managers_turn, is_shared, month_to_review, reviewed_by, unfinished_reviews
from models.rights import rights_of
from models.scorecard.evidence.disputing import waiting_for
from models.team.proposals import open_proposals
from models.team.records import Person
from models.workspace.records import Workspace

LOOKS_BACK = timedelta(days=14)
LATE_FOR_PLANS = timedelta(days=4)
"""So close to the end of a month no talk is asked for in it any more: the question about the next one is coming."""
SINCE_MONTHS = -12
"""Reviews of older months nobody writes any more."""


@dataclass(frozen=True)
class Item:
    """One thing that waits: `review` (its id, and the month), `record` (a talk's id) or `plan` (a rep's id)."""

    what: str
    name: str
    id: str
    month: date | None = None


@dataclass(frozen=True)
class Waiting:
    """What waits one by one, and how many corrections wait for an answer."""

    items: tuple[Item, ...] = ()
    """Reviews, also of earlier months; talks that have begun and of which nothing was recorded; and with whom fewer than
    two talks are planned or held this month. Of each what waits longest comes first."""
    corrections: int = 0
    proposals: int = 0
    """Of people who may be one, for who decides that."""
    without_manager: tuple[str, ...] = ()
    """Reps without a manager, for who reads their figures meanwhile and can change that."""

    def __bool__(self) -> bool:
        return bool(self.items or self.corrections or self.proposals or self.without_manager)

    def names(self, what: str) -> list[str]:
        """About whom this waits; of two reviews of one person once."""
        return list(dict.fromkeys(item.name for item in self.items if item.what == what))


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
    reviews = _reviews(session, workspace, reps, today)
    talks = [
        Item("record", pair_of(session, talk).rep.name, talk.id)
        for talk in to_record(session, manager, now, now - LOOKS_BACK)
    ]
    start, end = month_of(today).instants(zone)
    months = month_of_coaching(session, manager, due_talks(reps), start, end, now)
    is_late = today + LATE_FOR_PLANS > month_of(today).last_day
    to_plan = [
        Item("plan", one.rep.name, one.rep.id) for one in months if one.arranged < DEFAULT_A_MONTH and not is_late
    ]
    changes_roster = rights_of(session, manager, today).may(Right.CHANGE_ROSTER)
    return Waiting(
        (*reviews, *talks, *to_plan),
        len(waiting_for(session, manager)),
        len(open_proposals(session, workspace.workspace_id)) if changes_roster else 0,
        tuple(rep.name for rep in reps if rep.manager_id is None) if changes_roster else (),
    )


def _reviews(session: Session, workspace: Workspace, reps: Sequence[Person], today: date) -> list[Item]:
    """The reviews of these people that the manager can write now, the oldest month first."""
    names = {rep.id: rep.name for rep in reps}
    since = months_after(month_to_review(today).start, SINCE_MONTHS)
    return [
        Item("review", names[review.person_id], review.id, review.month)
        for review in unfinished_reviews(session, workspace.workspace_id, since)
        if review.person_id in names and not is_shared(review) and is_managers_turn(session, review, today)
    ]
