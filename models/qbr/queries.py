"""Questions about quarterly reviews; each says who may ask it."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.period import Period, months_after
from models.permissions import Right
from models.qbr.due import report_until
from models.qbr.records import CLOSED, Qbr, QbrDecision, QbrState
from models.qbr.subjects import PERSON, TEAM
from models.refusal import Refusal
from models.reviews.queries import other_writer
from models.rights import rights_of
from models.team.calendar import Calendar
from models.team.records import Person, Team
from models.team.reporting_line import reviewer_of


def quarter_of_qbr(qbr: Qbr) -> Period:
    """The quarter that it looks back on."""
    return Period(qbr.quarter, months_after(qbr.quarter, 3), qbr.name)


def qbr_of(session: Session, subject: Person | Team, quarter: date) -> Qbr | None:
    """The review of a rep or team of the quarter that begins on the day, if it was opened."""
    kind = PERSON if isinstance(subject, Person) else TEAM
    found = select(Qbr).where(
        Qbr.workspace_id == subject.workspace_id,
        Qbr.scope_kind == kind,
        Qbr.scope_id == subject.id,
        Qbr.quarter == quarter,
    )
    return session.exec(found).first()


def qbrs_of(session: Session, subject: Person | Team, limit: int = 6) -> list[Qbr]:
    """Those of a rep or team, newest first."""
    kind = PERSON if isinstance(subject, Person) else TEAM
    own = select(Qbr).where(
        Qbr.workspace_id == subject.workspace_id, Qbr.scope_kind == kind, Qbr.scope_id == subject.id
    )
    return list(session.exec(own.order_by(col(Qbr.quarter).desc()).limit(limit)))


def qbrs_of_quarter(session: Session, workspace_id: str, quarter: date) -> list[Qbr]:
    """Every opened review of a quarter, of reps and teams."""
    found = select(Qbr).where(Qbr.workspace_id == workspace_id, Qbr.quarter == quarter)
    return list(session.exec(found.order_by(col(Qbr.id))))


def to_answer(session: Session, person: Person, qbr_id: str) -> Qbr:
    """The person's own. Refuses somebody else's and one that does not exist, in the same words."""
    qbr = session.get(Qbr, (person.workspace_id, qbr_id))
    if qbr is None or qbr.person_id != person.id:
        raise Refusal("qbr.not_yours")
    return qbr


def to_write(session: Session, manager: Person, qbr_id: str, today: date) -> Qbr:
    """One of which this manager may write the other half now.

    Refuses any other, while the rep still writes, and one that another manager is writing.
    """
    qbr = session.get(Qbr, (manager.workspace_id, qbr_id))
    if qbr is None or not rights_of(session, manager, today).may(Right.WRITE_QBR, person_of(session, qbr)):
        raise Refusal("qbr.not_yours_to_write")
    if not is_managers_turn(session, qbr, today):
        raise Refusal("qbr.rep_is_writing", person=person_of(session, qbr).name, until=last_day_of_rep(session, qbr))
    other = other_writer(session, qbr.reviewer_id, manager, person_of(session, qbr), Right.WRITE_QBR, today)
    if other is not None and qbr.state == QbrState.DRAFTED:
        raise Refusal("qbr.somebody_else_writes", person=other.name, rep=person_of(session, qbr).name)
    return qbr


def to_read(session: Session, viewer: Person, qbr_id: str, today: date) -> Qbr:
    """One that the viewer may read: their own; one to write; or, shared, one of somebody below. Refuses others."""
    qbr = session.get(Qbr, (viewer.workspace_id, qbr_id))
    if qbr is None:
        raise Refusal("qbr.not_yours")
    right = Right.READ_SHARED_QBR if is_shared(qbr) else Right.READ_QBR
    rights_of(session, viewer, today).require(right, person_of(session, qbr))
    return qbr


def last_day_of_rep(session: Session, qbr: Qbr) -> date:
    """From then on the manager may write without a report."""
    return report_until(qbr.opened_on, Calendar.of(session, person_of(session, qbr)).working_days_after)


def is_managers_turn(session: Session, qbr: Qbr, today: date) -> bool:
    """Whether the manager may write: the report is in, or its last day has come."""
    return qbr.state != QbrState.OPEN or today >= last_day_of_rep(session, qbr)


def is_shared(qbr: Qbr) -> bool:
    """Whether who reports has seen the manager's part."""
    return qbr.state == QbrState.SHARED or qbr.state in CLOSED


def is_alone(session: Session, qbr: Qbr, today: date) -> bool:
    """Whether nobody is above who reports: then they close it themselves."""
    return reviewer_of(session, person_of(session, qbr), today) is None


def person_of(session: Session, qbr: Qbr) -> Person:
    """Who reports and signs."""
    return session.get_one(Person, (qbr.workspace_id, qbr.person_id))


def unfinished(session: Session, workspace_id: str, since: date) -> list[Qbr]:
    """Those of quarters from `since` on that still wait for somebody, oldest first."""
    waiting = select(Qbr).where(
        Qbr.workspace_id == workspace_id, col(Qbr.quarter) >= since, col(Qbr.state).not_in(list(CLOSED))
    )
    return list(session.exec(waiting.order_by(col(Qbr.quarter), col(Qbr.id))))


def waiting_of(session: Session, person: Person, since: date) -> list[Qbr]:
    """The person's own (and their team's) of quarters from `since` on that they have to report on, or to sign."""
    mine = select(Qbr).where(
        Qbr.workspace_id == person.workspace_id,
        Qbr.person_id == person.id,
        col(Qbr.quarter) >= since,
        col(Qbr.state).in_([QbrState.OPEN.value, QbrState.SHARED.value]),
    )
    return list(session.exec(mine.order_by(col(Qbr.quarter), col(Qbr.id))))


def decisions_of(session: Session, qbrs: Sequence[Qbr]) -> list[QbrDecision]:
    """What was decided in these, the next to be due first."""
    if not qbrs:
        return []
    found = select(QbrDecision).where(
        QbrDecision.workspace_id == qbrs[0].workspace_id, col(QbrDecision.qbr_id).in_([qbr.id for qbr in qbrs])
    )
    return list(session.exec(found.order_by(col(QbrDecision.due_on), col(QbrDecision.id))))
