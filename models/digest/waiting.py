"""What waits for somebody now: the same in a manager's digest, on Home and in the list of a morning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.coaching.queries import COUNTS_AS_PLANNED, due_talks
from models.coaching.records import Talk, TalkState
from models.coaching.talks import DEFAULT_A_MONTH, RECORDED_UP_TO
from models.period import Period, month_of, months_after
from models.permissions import Right
from models.prepared import Prepared, PreparedForSome, among, fetch, fetch_some, known
from models.qbr.waiting import own_qbrs, qbrs_to_write
from models.reviews.queries import month_to_review, reviewed_by
from models.reviews.records import CLOSED, Review
from models.reviews.turns import Turn, waiting_for
from models.rights import rights_of
from models.scorecard.records import Dispute, DisputeState
from models.team.calendar import calendars_of
from models.team.proposals import open_proposals
from models.team.records import Person
from models.workspace.records import Workspace

LATE_FOR_PLANS = timedelta(days=4)
"""So close to the end of a month no talk is asked for in it any more: the question about the next one is coming."""
SINCE_MONTHS = -12
"""Reviews of older months nobody writes any more."""


@dataclass(frozen=True)
class Item:
    """One thing that waits.

    Of who leads: `review` to write (its id, and the month), `qbr` (a quarterly review's id, and the quarter), `record` (a
    talk's id) or `plan` (a rep's id). Of the person themself: `reflect` or `sign` (the id and month of their review),
    `qbr_reflect` or `qbr_sign` (the same of their quarterly review, or their team's), `confirm` (a talk's id).
    """

    what: str
    name: str
    """The other one's, or a team's; of their own review theirs, of their own quarterly review empty."""
    id: str
    month: date | None = None
    quarter: Period | None = None


@dataclass(frozen=True)
class Waiting:
    """What waits one by one for who leads, and how many corrections wait for an answer."""

    items: tuple[Item, ...] = ()
    """Reviews, also of earlier months; quarterly reviews; talks that have begun and of which nothing was recorded; and with whom fewer than
    two talks are planned or held this month. Of each what waits longest comes first."""
    corrections: int = 0
    proposals: int = 0
    """Of people who may be one, for who decides that."""
    without_manager: tuple[str, ...] = ()
    """Reps without a manager, for who reads their figures meanwhile and can change that."""

    def __bool__(self) -> bool:
        return bool(self.items or self.corrections or self.proposals or self.without_manager)

    def of(self, *whats: str) -> list[Item]:
        """The items of these kinds."""
        return [item for item in self.items if item.what in whats]

    def names(self, what: str) -> list[str]:
        """About whom this waits; of two reviews of one person once."""
        return list(dict.fromkeys(item.name for item in self.of(what)))


NOTHING_WAITS = Waiting()


def what_waits(
    session: Session,
    workspace: Workspace,
    person: Person,
    zone: ZoneInfo,
    now: datetime,
    reps: Sequence[Person] | None = None,
) -> Waiting:
    """Everything that waits for this person as who leads; `zone` is theirs, `reps` whose reviews they write, where known."""
    today = now.astimezone(zone).date()
    reps = reviewed_by(session, person, today) if reps is None else reps
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    changes_roster = rights_of(session, person, today).may(Right.CHANGE_ROSTER)
    return Waiting(
        (
            *(item for item in _reviews(session, workspace, reps, today) if item.what == "review"),
            *(
                Item("qbr", one.name, one.id, quarter=one.quarter)
                for one in qbrs_to_write(session, workspace, person, today)
            ),
            *_talks(session, _TO_RECORD, "record", {**whose, "now": now, "since": now - RECORDED_UP_TO}),
            *_to_plan(session, due_talks(reps), whose, today, zone),
        ),
        sum(person.id in asked for (asked,) in fetch(session, _CORRECTIONS, {"workspace_id": person.workspace_id})),
        len(open_proposals(session, workspace.workspace_id)) if changes_roster else 0,
        tuple(rep.name for rep in reps if rep.manager_id is None) if changes_roster else (),
    )


def own_waiting(session: Session, workspace: Workspace, person: Person, today: date) -> list[Item]:
    """What waits for this person of their own: reviews to look back on or to sign, of a month or a quarter, and talks that wait for their word."""
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    own = [item for item in _reviews(session, workspace, [person], today) if item.what != "review"]
    qbrs = [
        Item(f"qbr_{one.turn.value}", one.team, one.id, quarter=one.quarter)
        for one in own_qbrs(session, workspace, person, today)
    ]
    return [*own, *qbrs, *_talks(session, _TO_CONFIRM, "confirm", whose)]


def _reviews(session: Session, workspace: Workspace, people: Sequence[Person], today: date) -> Iterator[Item]:
    """The unfinished reviews of these people with whose turn it is, the oldest month first."""
    by_id = {person.id: person for person in people}
    since = {"workspace_id": workspace.workspace_id, "since": months_after(month_to_review(today).start, SINCE_MONTHS)}
    rows = sorted(fetch_some(session, _UNFINISHED, since, person_id=by_id), key=lambda row: (row[2], row[0]))
    calendars = calendars_of(session, workspace, [by_id[id_] for id_ in dict.fromkeys(row[1] for row in rows)])
    for id_, person_id, month, state, opened_on, reflected_on, shared_at in rows:
        shared_on = shared_at.date() if shared_at else None
        days_after = calendars[person_id].working_days_after
        turn = waiting_for(state, opened_on, reflected_on, shared_on, today, days_after).turn
        if turn is not Turn.NOTHING:
            yield Item("review" if turn is Turn.WRITE else turn.value, by_id[person_id].name, id_, month)


def _talks(session: Session, question: Prepared, what: str, values: dict[str, Any]) -> Iterator[Item]:
    for id_, other in fetch(session, question, values):
        key = (values["workspace_id"], other)
        yield Item(what, (known(session, Person, *key) or session.get_one(Person, key)).name, id_)


def _to_plan(
    session: Session, reps: Sequence[Person], whose: dict[str, str], today: date, zone: ZoneInfo
) -> Iterator[Item]:
    """With whom fewer than two talks are planned or held this month; nobody once the month is nearly over."""
    month = month_of(today)
    if today + LATE_FOR_PLANS > month.last_day:
        return
    start, end = month.instants(zone)
    ids = [rep.id for rep in reps]
    arranged = dict(fetch_some(session, _ARRANGED, {**whose, "start": start, "end": end}, rep_id=ids))
    yield from (Item("plan", rep.name, rep.id) for rep in reps if arranged.get(rep.id, 0) < DEFAULT_A_MONTH)


_WORKSPACE: Any = bindparam("workspace_id")
_UNFINISHED = PreparedForSome(
    lambda one_of: select(
        *(col(Review.id), col(Review.person_id), col(Review.month), col(Review.state)),
        *(col(Review.opened_on), col(Review.reflected_on), col(Review.shared_at)),
    ).where(
        col(Review.workspace_id) == _WORKSPACE,
        col(Review.month) >= bindparam("since"),
        ~among(col(Review.state), sorted(CLOSED)),
        one_of(col(Review.person_id), "person_id"),
    )
)
_TO_RECORD = Prepared(
    select(col(Talk.id), col(Talk.rep_id))
    .where(
        col(Talk.workspace_id) == _WORKSPACE,
        col(Talk.coach_id) == bindparam("person_id"),
        col(Talk.state) == TalkState.PLANNED.value,
        col(Talk.planned_at) < bindparam("now"),
        col(Talk.planned_at) >= bindparam("since"),
    )
    .order_by(col(Talk.planned_at))
)
"""The coach's planned talks whose moment has passed, and that can still be recorded."""
_TO_CONFIRM = Prepared(
    select(col(Talk.id), col(Talk.coach_id))
    .where(
        col(Talk.workspace_id) == _WORKSPACE,
        col(Talk.rep_id) == bindparam("person_id"),
        col(Talk.state) == TalkState.RECORDED.value,
    )
    .order_by(col(Talk.held_on))
)
_ARRANGED = PreparedForSome(
    lambda one_of: (
        select(col(Talk.rep_id), func.count())
        .where(
            col(Talk.workspace_id) == _WORKSPACE,
            col(Talk.coach_id) == bindparam("person_id"),
            one_of(col(Talk.rep_id), "rep_id"),
            among(col(Talk.state), COUNTS_AS_PLANNED),
            col(Talk.planned_at) >= bindparam("start"),
            col(Talk.planned_at) < bindparam("end"),
        )
        .group_by(col(Talk.rep_id))
    )
)
_CORRECTIONS = Prepared(
    select(col(Dispute.asked)).where(
        col(Dispute.workspace_id) == _WORKSPACE, col(Dispute.state) == DisputeState.OPEN.value
    )
)
