"""What was decided: added while the manager writes, followed up on its day, and told in the next quarter."""

from datetime import date, timedelta

from sqlmodel import Session, col, func, or_, select

from models.acting import Acting
from models.qbr.queries import decisions_of, to_write
from models.qbr.records import CLOSED, LONGEST_DECISION, DecisionState, Qbr, QbrDecision, QbrState
from models.qbr.states import Step, require_step
from models.refusal import Refusal
from models.team.records import Person
from models.team.reporting_line import is_at_work, line_above

MOST = 8
"""Of one review; more is a wish list."""
LATEST = timedelta(days=366)
SEEN = (QbrState.SHARED, *CLOSED)
"""The states in which others than the manager know of them."""
current_owner = func.coalesce(col(QbrDecision.taken_over_by), col(QbrDecision.owner_id))
"""Who is to do it now, in SQL: `QbrDecision.doer_id`."""


def decide(acting: Acting, qbr_id: str, text: str, owner: Person, due_on: date) -> QbrDecision:
    """Add a decision to the draft. Refuses no words, nobody who works here, a day in the past, and more than eight."""
    qbr = to_write(acting.session, acting.by, qbr_id, acting.today)
    require_step(Step.SHARE, qbr.state, qbr.name)
    if not text:
        raise Refusal("qbr.nothing_decided", field="text")
    if len(text) > LONGEST_DECISION:
        raise Refusal("qbr.too_long", limit=LONGEST_DECISION, length=len(text), field="text")
    if owner.workspace_id != qbr.workspace_id or not is_at_work(owner, acting.today):
        raise Refusal("qbr.owner_not_here", field="owner")
    if not acting.today <= due_on <= acting.today + LATEST:
        raise Refusal("qbr.decision_date", today=acting.today, field="due_on")
    known = decisions_of(acting.session, [qbr])
    if len(known) >= MOST:
        raise Refusal("qbr.too_many_decisions", limit=MOST, field="text")
    same = next((one for one in known if (one.text, one.owner_id, one.due_on) == (text, owner.id, due_on)), None)
    if same is not None:  # the form was submitted twice
        return same
    decision = QbrDecision(
        workspace_id=qbr.workspace_id,
        qbr_id=qbr.id,
        text=text,
        owner_id=owner.id,
        due_on=due_on,
        added_by=acting.by.id,
        added_on=acting.today,
    )
    acting.session.add(decision)
    acting.session.flush()
    return decision


def leave_out(acting: Acting, decision_id: str) -> str:
    """Take a decision out of the draft; returns the id of the review. Refuses one that was shared."""
    decision = _there(acting.session, acting.by, decision_id)
    qbr = to_write(acting.session, acting.by, decision.qbr_id, acting.today)
    require_step(Step.SHARE, qbr.state, qbr.name)
    acting.session.delete(decision)
    acting.session.flush()
    return qbr.id


def settle(acting: Acting, decision_id: str, state: DecisionState) -> QbrDecision:
    """Say that it is done, that it will not be, or (`OPEN`) that it is to be done after all.

    Its owner may, who reports and who decided it; for an owner who has left their manager. Refuses others, and before it was shared.
    """
    decision = _there(acting.session, acting.by, decision_id)
    qbr = acting.session.get_one(Qbr, (decision.workspace_id, decision.qbr_id))
    asked = who_is_asked(acting.session, decision, acting.today)
    theirs = {decision.doer_id, decision.added_by, qbr.person_id, asked.id if asked else ""}
    if acting.by.id not in theirs or qbr.state not in SEEN:
        raise Refusal("qbr.not_your_decision")
    decision.state = state
    decision.settled_on = None if state is DecisionState.OPEN else acting.today
    acting.session.flush()
    return decision


def who_is_asked(session: Session, decision: QbrDecision, today: date) -> Person | None:
    """Its owner; of an owner who has left, the nearest manager above them who is here, else who decided it or reported."""
    owner = owner_of(session, decision)
    if is_at_work(owner, today):
        return owner
    qbr = session.get_one(Qbr, (decision.workspace_id, decision.qbr_id))
    parties = (session.get_one(Person, (decision.workspace_id, id_)) for id_ in (decision.added_by, qbr.person_id))
    return next((one for one in (*line_above(session, owner, today), *parties) if is_at_work(one, today)), None)


def owner_of(session: Session, decision: QbrDecision) -> Person:
    """Who is to do it: whoever took it over, else who was to."""
    return session.get_one(Person, (decision.workspace_id, decision.doer_id))


def asks_from(session: Session, decision: QbrDecision, today: date) -> date:
    """The first day on which it is asked about: the day by which it was to be done; of an owner who left after it with the
    matter still open, the day after their last one."""
    owner = owner_of(session, decision)
    if is_at_work(owner, today) or owner.ends_on is None:
        return decision.due_on
    return max(decision.due_on, owner.ends_on + timedelta(days=1))


def due_between(session: Session, workspace_id: str, first: date, last: date) -> list[QbrDecision]:
    """The open decisions that others know of and that are due on these days, both included."""
    found = (
        select(QbrDecision)
        .join(Qbr, (col(Qbr.workspace_id) == col(QbrDecision.workspace_id)) & (col(Qbr.id) == col(QbrDecision.qbr_id)))
        .where(
            QbrDecision.workspace_id == workspace_id,
            QbrDecision.state == DecisionState.OPEN,
            col(QbrDecision.due_on) >= first,
            col(QbrDecision.due_on) <= last,
            col(Qbr.state).in_([state.value for state in SEEN]),
        )
    )
    return list(session.exec(found.order_by(col(QbrDecision.due_on), col(QbrDecision.id))))


def open_between(session: Session, coach: Person, rep: Person) -> list[QbrDecision]:
    """What the two still have to do of the reviews of either: what their next talk is about, the first due first.

    Of the rep's review what is for one of them; of the coach's, which the rep does not read, what the rep was told to do.
    """
    ids = [coach.id, rep.id]
    found = (
        select(QbrDecision)
        .join(Qbr, (col(Qbr.workspace_id) == col(QbrDecision.workspace_id)) & (col(Qbr.id) == col(QbrDecision.qbr_id)))
        .where(
            QbrDecision.workspace_id == rep.workspace_id,
            QbrDecision.state == DecisionState.OPEN,
            col(Qbr.state).in_([state.value for state in SEEN]),
            or_(
                (col(Qbr.person_id) == rep.id) & or_(current_owner.in_(ids), col(QbrDecision.added_by).in_(ids)),
                (col(Qbr.person_id) == coach.id) & (current_owner == rep.id),
            ),
        )
    )
    return list(session.exec(found.order_by(col(QbrDecision.due_on), col(QbrDecision.id))))


def _there(session: Session, person: Person, decision_id: str) -> QbrDecision:
    decision = session.get(QbrDecision, (person.workspace_id, decision_id))
    if decision is None:
        raise Refusal("qbr.not_your_decision")
    return decision
