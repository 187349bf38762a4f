"""What people do with a quarterly review: hand in, take back, write, share, sign, disagree."""

from datetime import date

from sqlmodel import Session

from models.acting import Acting
from models.period import Period
from models.qbr.pack import Pack
from models.qbr.plan import make_goals
from models.qbr.queries import decisions_of, is_alone, qbr_of, to_answer, to_write
from models.qbr.records import LONGEST_TEXT, Qbr, QbrState
from models.qbr.states import Step, require_step
from models.qbr.subjects import PERSON, TEAM
from models.refusal import Refusal
from models.reviews.queries import person_with
from models.team.records import Person, Team

REPORT = ("achieved", "obstacles", "help")
"""The questions of the report."""


def open_qbr(session: Session, subject: Person | Team, by: Person, quarter: Period, today: date) -> Qbr:
    """The review of a rep or a team, opened today when it was not yet. `by` is who reports.

    Of a team that somebody else leads by now, what the one before drafted is gone: it was never handed in.
    """
    known = qbr_of(session, subject, quarter.start)
    if known is not None:
        if known.person_id != by.id and known.state == QbrState.OPEN:
            known.person_id, known.answers, known.plan, known.at, known.asked_at = by.id, {}, [], None, None
            session.flush()
        return known
    qbr = Qbr(
        workspace_id=subject.workspace_id,
        scope_kind=PERSON if isinstance(subject, Person) else TEAM,
        scope_id=subject.id,
        person_id=by.id,
        quarter=quarter.start,
        name=quarter.name,
        opened_on=today,
    )
    session.add(qbr)
    session.flush()
    return qbr


def hand_in(acting: Acting, qbr_id: str) -> Qbr:
    """The report and the plan are the manager's to read; the plan becomes goals. Refuses an empty report, and no plan."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    then = require_step(Step.HAND_IN, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    if not any(qbr.answers.get(key) for key in REPORT):
        raise Refusal("qbr.nothing_written")
    if not qbr.plan:
        raise Refusal("qbr.no_plan")
    make_goals(acting, qbr)
    qbr.state, qbr.reported_on, qbr.at, qbr.asked_at = then, acting.today, None, None
    acting.session.flush()
    return qbr


def take_back(acting: Acting, qbr_id: str) -> Qbr:
    """Change what was handed in, until it is shared: until it is handed in again the manager reads none of it."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    qbr.state, qbr.reported_on = require_step(Step.TAKE_BACK, qbr.state, qbr.name), None
    acting.session.flush()
    return qbr


def write(acting: Acting, qbr_id: str, remarks: str, pack: Pack) -> Qbr:
    """Store the manager's part as a draft, with the quarter's figures as they are now; nobody else sees it yet.

    What another manager left, who may not write it any more, is gone with its decisions: nobody read it. Refuses a long text.
    """
    qbr = to_write(acting.session, acting.by, qbr_id, acting.today)
    then = require_step(Step.WRITE, qbr.state, qbr.name)
    check_length(remarks, "remarks")
    if qbr.reviewer_id not in (None, acting.by.id):
        for decision in decisions_of(acting.session, [qbr]):
            acting.session.delete(decision)
    qbr.state, qbr.reviewer_id, qbr.remarks, qbr.pack = then, acting.by.id, remarks, pack.as_json()
    acting.session.flush()
    return qbr


def share(acting: Acting, qbr_id: str) -> Qbr:
    """Show the draft to who reports, who can then sign. Refuses one that was not written by this manager."""
    qbr = to_write(acting.session, acting.by, qbr_id, acting.today)
    then = require_step(Step.SHARE, qbr.state, qbr.name)
    if qbr.reviewer_id != acting.by.id:
        raise Refusal("qbr.not_written", quarter=qbr.name)
    qbr.state, qbr.shared_at = then, acting.now
    acting.session.flush()
    return qbr


def sign(acting: Acting, qbr_id: str) -> Qbr:
    """Who reports agrees: it is frozen with its numbers."""
    return _close(acting, qbr_id, Step.SIGN, "")


def disagree(acting: Acting, qbr_id: str, answer: str) -> Qbr:
    """Who reports disagrees and says why: it is frozen with its numbers and that answer."""
    if not answer:
        raise Refusal("qbr.nothing_written", field="answer")
    check_length(answer, "answer")
    return _close(acting, qbr_id, Step.DISAGREE, answer)


def close_alone(acting: Acting, qbr_id: str, pack: Pack) -> Qbr:
    """Who has nobody above them closes their own, with the figures as they are now. Refuses who has a manager."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    then = require_step(Step.CLOSE, qbr.state, qbr.name)
    if not is_alone(acting.session, qbr, acting.today):
        raise Refusal("qbr.not_shared_yet", quarter=qbr.name)
    qbr.state, qbr.pack, qbr.closed_at = then, pack.as_json(), acting.now
    acting.session.flush()
    return qbr


def writer_of(session: Session, qbr: Qbr) -> Person | None:
    """Who wrote the manager's part."""
    return person_with(session, qbr.workspace_id, qbr.reviewer_id)


def check_length(text: str, field: str, limit: int = LONGEST_TEXT) -> None:
    """Refuses what does not fit."""
    if len(text) > limit:
        raise Refusal("qbr.too_long", limit=limit, length=len(text), field=field)


def _close(acting: Acting, qbr_id: str, step: Step, answer: str) -> Qbr:
    qbr = to_answer(acting.session, acting.by, qbr_id)
    then = require_step(step, qbr.state, qbr.name)
    qbr.state, qbr.answer, qbr.closed_at = then, answer, acting.now
    acting.session.flush()
    return qbr
