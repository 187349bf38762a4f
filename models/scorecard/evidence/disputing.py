"""A disputed figure: asked for, answered once for all, withdrawn, and open again. Nothing of the figure changes by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.acting import Acting
from models.period import Period
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About
from models.scorecard.evidence.disputes import scope_of_dispute, who_can_correct
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import Scope
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.records import Workspace


@dataclass(frozen=True)
class Complaint:
    """Which figure, which of its records (empty: something is missing), and what is wrong with it."""

    scope: Scope
    period: Period
    kpi: str
    record_id: str
    text: str


def dispute(acting: Acting, said: Complaint) -> tuple[Dispute, list[Person]]:
    """Ask whoever can correct it; returns the request and them.

    Refuses no words, nobody to ask, and a record of a figure about which the person's request still waits.
    """
    session, scope, period = acting.session, said.scope, said.period
    if not said.text:
        raise Refusal("scorecard.say_what", field="what")
    asked = who_can_correct(session, acting.by, scope, said.record_id, acting.today)
    if not asked:
        raise Refusal("scorecard.nobody_to_ask", field="what")
    waiting = select(Dispute).where(
        Dispute.workspace_id == acting.by.workspace_id,
        Dispute.asked_by == acting.by.id,
        Dispute.state == DisputeState.OPEN,
        Dispute.kpi == said.kpi,
        Dispute.record_id == said.record_id,
        Dispute.scope_id == scope.id,
        Dispute.first_day == period.start,
        Dispute.end == period.end,
    )
    if session.exec(waiting).first() is not None:
        raise Refusal("scorecard.asked_already", field="what", people=[person.name for person in asked])
    made = Dispute(
        workspace_id=acting.by.workspace_id,
        kpi=said.kpi,
        scope_kind=scope.kind,
        scope_id=scope.id,
        period_name=period.name[:25],
        first_day=period.start,
        end=period.end,
        record_id=said.record_id,
        text=said.text,
        asked=[person.id for person in asked],
        asked_by=acting.by.id,
        asked_at=acting.now,
    )
    made.figure_was = _figure(session, acting.workspace, made, acting.now)
    session.add(made)
    session.flush()
    return made, asked


def say_corrected(acting: Acting, dispute_id: str) -> Dispute:
    """Whoever was asked says that it is corrected. Refuses who may not answer, and what was answered already."""
    return _answered(acting, dispute_id, DisputeState.CORRECTED, "")


def say_right(acting: Acting, dispute_id: str, reason: str) -> Dispute:
    """Whoever was asked says why the figure is right. Refuses as above, and no reason."""
    if not reason.strip():
        raise Refusal("scorecard.say_why_right", field="reason")
    return _answered(acting, dispute_id, DisputeState.RIGHT, reason.strip())


def withdraw(acting: Acting, dispute_id: str) -> Dispute:
    """Who asked does not ask any more. Refuses somebody else's, and what was answered already."""
    found = _held(acting, dispute_id)
    if found.asked_by != acting.by.id:
        raise Refusal("scorecard.not_your_request")
    return _close(acting, found, DisputeState.WITHDRAWN, "")


def open_again(acting: Acting, dispute_id: str) -> tuple[Dispute, DisputeState]:
    """Undo of an answer, or of withdrawing: it waits again. Returns also what it was until now.

    Refuses who did not say it, and what waits already.
    """
    found = _held(acting, dispute_id)
    if found.state == DisputeState.OPEN:
        raise Refusal("scorecard.waits_already")
    if found.answered_by != acting.by.id:
        raise Refusal("scorecard.not_your_answer")
    before = DisputeState(found.state)
    found.state, found.reason, found.figure_is = DisputeState.OPEN, "", None
    found.answered_by, found.answered_at = None, None
    acting.session.flush()
    return found, before


def _answered(acting: Acting, dispute_id: str, state: DisputeState, reason: str) -> Dispute:
    found = _held(acting, dispute_id)
    if found.asked_by == acting.by.id:
        raise Refusal("scorecard.own_request")
    acting.rights.require(Right.ANSWER_CORRECTION, about_dispute(found))
    return _close(acting, found, state, reason)


def about_dispute(found: Dispute) -> About:
    """Whose a request is, for who may answer it: theirs who were asked, and theirs who lead who asked."""
    return About(found.workspace_id, found.asked_by, also_of=frozenset(found.asked))


def _close(acting: Acting, found: Dispute, state: DisputeState, reason: str) -> Dispute:
    if found.state != DisputeState.OPEN:
        by = acting.session.get(Person, (found.workspace_id, found.answered_by)) if found.answered_by else None
        raise Refusal("scorecard.answered_already", by=by.name if by else "", state=found.state)
    found.state, found.reason = state, reason[:1000]
    found.answered_by, found.answered_at = acting.by.id, acting.now
    found.figure_is = _figure(acting.session, acting.workspace, found, acting.now)
    acting.session.flush()
    return found


def _held(acting: Acting, dispute_id: str) -> Dispute:
    """The request, locked: of two who press at once the second sees what the first said."""
    found = acting.session.get(
        Dispute, (acting.by.workspace_id, dispute_id), with_for_update=True, populate_existing=True
    )
    if found is None:
        raise Refusal("scorecard.gone")
    return found


def _figure(session: Session, workspace: Workspace, of: Dispute, now: datetime) -> str | None:
    """The figure now, as decimal text; None where there is none, or nobody it is of any more."""
    scope = scope_of_dispute(session, workspace, of)
    if scope is None:
        return None
    period = Period(of.first_day, of.end, of.period_name)
    line = scorecard_of(session, workspace, scope, period, now, kpis=[of.kpi]).lines.get(of.kpi)
    return None if line is None or line.figure.value is None else repr(float(line.figure.value))


def waiting_for(session: Session, person: Person) -> Sequence[Dispute]:
    """The open requests that this person was asked to answer, oldest first."""
    return [one for one in _open(session, person.workspace_id) if person.id in one.asked]


def asked_by(session: Session, person: Person) -> Sequence[Dispute]:
    """The open requests of this person, oldest first."""
    return [one for one in _open(session, person.workspace_id) if one.asked_by == person.id]


def _open(session: Session, workspace_id: str) -> Sequence[Dispute]:
    waiting = select(Dispute).where(Dispute.workspace_id == workspace_id, Dispute.state == DisputeState.OPEN)
    return session.exec(waiting.order_by(col(Dispute.asked_at), col(Dispute.id))).all()
