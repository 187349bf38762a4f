"""A question about what stands out: asked once, answered by the person, and after three working days put to their manager."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.activity.queries import Noted, entry_with_id
from models.anomalies.finding import found_for
from models.anomalies.records import LONGEST_REASON, Case, CaseAnswer
from models.anomalies.rules import Kind
from models.deals.records import Deal
from models.permissions import Right
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.records import Workspace

ANSWER_WITHIN = 3
"""Working days of the person, the day of the question not counted."""

OPEN_FOR = timedelta(days=40)
"""Whoever was away so long is not asked about it after all."""


def ask_about(session: Session, workspace: Workspace, person: Person, today: date) -> Case | None:
    """What stands out and was never asked about, as a new case; None when there is nothing. One at a time."""
    asked = select(Case.kind, Case.slot).where(Case.workspace_id == person.workspace_id, Case.person_id == person.id)
    known = set(session.exec(asked))
    calendar = Calendar.of(session, person, workspace)
    for found in found_for(session, workspace, person, calendar, today):
        if (found.kind.value, found.slot) not in known:
            case = Case(
                workspace_id=person.workspace_id,
                person_id=person.id,
                kind=found.kind,
                slot=found.slot,
                facts=found.facts,
                records=list(found.records),
                asked_on=today,
            )
            session.add(case)
            session.flush()
            return case
    return None


def last_day_to_answer(case: Case, calendar: Calendar) -> date:
    """The third working day of the person after the question; on the day after it their manager is asked."""
    return calendar.working_days_after(case.asked_on, ANSWER_WITHIN)


def unanswered(session: Session, workspace_id: str, today: date) -> Sequence[Case]:
    """What nobody answered and no manager was asked about yet, oldest first; after `OPEN_FOR` it is let go."""
    open_cases = select(Case).where(
        Case.workspace_id == workspace_id,
        col(Case.answered_at).is_(None),
        col(Case.told_on).is_(None),
        col(Case.asked_on) >= today - OPEN_FOR,
    )
    return session.exec(open_cases.order_by(col(Case.asked_on), col(Case.id))).all()


def is_right(acting: Acting, case_id: str, reason: str) -> Case:
    """The person says why it is right. Refuses an empty reason, somebody else's case and an answered one."""
    if not reason.strip():
        raise Refusal("anomalies.no_reason", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal("anomalies.long_reason", most=LONGEST_REASON, field="reason")
    case = own_case(acting, case_id)
    case.reason = reason.strip()
    return _answered(acting, case, CaseAnswer.RIGHT)


def corrects(acting: Acting, case_id: str) -> Case:
    """The person corrects it. Refuses somebody else's case and an answered one."""
    return _answered(acting, own_case(acting, case_id), CaseAnswer.CORRECTS)


def settle(acting: Acting, case_id: str) -> Case:
    """The manager has asked, and is content. Refuses who does not coach the person, and an answered case."""
    case = _with_id(acting, case_id)
    rep = acting.session.get_one(Person, (case.workspace_id, case.person_id))
    acting.rights.require(Right.COACH, rep, person=rep.name)
    if case.told_on is None or case.answered_at is not None:
        raise Refusal("anomalies.answered")
    return _answered(acting, case, CaseAnswer.SETTLED)


def own_case(acting: Acting, case_id: str) -> Case:
    """The person's own case that waits for an answer. Refuses any other."""
    case = _with_id(acting, case_id)
    if case.person_id != acting.by.id:
        raise Refusal("anomalies.not_there")
    if case.answered_at is not None:
        raise Refusal("anomalies.answered")
    return case


def entries_of(session: Session, case: Case) -> list[Noted]:
    """The entries that a case is about and that still count; none of a case about deals.

    The newest first, but of a month that was put in at its end the oldest: what was logged days later is what is asked about.
    """
    if case.kind == Kind.TAKEN_OUT:
        return []
    noted = [entry_with_id(session, case.workspace_id, id_) for id_ in case.records]
    counting = [one for one in noted if one.activity.undone_at is None]
    return sorted(counting, key=lambda one: (one.activity.happened_on, one.activity.id), reverse=case.kind != Kind.BULK)


def deals_of(session: Session, case: Case) -> list[Deal]:
    """The deals that a case is about, by number; none of a case about entries."""
    if case.kind != Kind.TAKEN_OUT:
        return []
    deals = select(Deal).where(Deal.workspace_id == case.workspace_id, col(Deal.id).in_(case.records))
    return list(session.exec(deals.order_by(col(Deal.number))))


def _with_id(acting: Acting, case_id: str) -> Case:
    case = acting.session.get(Case, (acting.workspace.workspace_id, case_id))
    if case is None:
        raise Refusal("anomalies.not_there")
    return case


def _answered(acting: Acting, case: Case, answer: CaseAnswer) -> Case:
    case.answer, case.answered_at = answer, acting.now
    acting.session.flush()
    return case
