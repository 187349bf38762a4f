"""A closed review stays as it was signed: no code path can change or delete it, nor what was decided in it.

Only the erasure of a whole person goes around this, with statements of its own. What became of a decision, and who took it over, is told later.
"""

from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper
from sqlmodel import Session

from models.qbr.records import CLOSED, Qbr, QbrDecision

_TOLD_LATER = frozenset({"state", "settled_on", "taken_over_by"})


class FrozenQbrError(Exception):
    """Something tried to change or delete a quarterly review that was signed or disagreed with."""


@event.listens_for(Qbr, "before_update")
def _refuse_change(mapper: Mapper[Qbr], connection: Connection, qbr: Qbr) -> None:
    history = inspect(qbr).attrs.state.history
    before = history.deleted[0] if history.deleted else qbr.state
    changed = any(attribute.history.has_changes() for attribute in inspect(qbr).attrs)
    if changed and before in CLOSED:
        raise FrozenQbrError(qbr.id)


@event.listens_for(Qbr, "before_delete")
def _refuse_delete(mapper: Mapper[Qbr], connection: Connection, qbr: Qbr) -> None:
    if qbr.state in CLOSED:
        raise FrozenQbrError(qbr.id)


@event.listens_for(QbrDecision, "before_update")
def _refuse_other_decision(mapper: Mapper[QbrDecision], connection: Connection, decision: QbrDecision) -> None:
    state = inspect(decision)
    changed = {attribute.key for attribute in state.attrs if attribute.history.has_changes()}
    if changed - _TOLD_LATER and _is_closed(connection, decision):
        raise FrozenQbrError(decision.id)


@event.listens_for(QbrDecision, "before_delete")
def _refuse_fewer_decisions(mapper: Mapper[QbrDecision], connection: Connection, decision: QbrDecision) -> None:
    if _is_closed(connection, decision):
        raise FrozenQbrError(decision.id)


def _is_closed(connection: Connection, decision: QbrDecision) -> bool:
    session = Session.object_session(decision)
    qbr = session.get(Qbr, (decision.workspace_id, decision.qbr_id)) if session else None
    return qbr is not None and qbr.state in CLOSED
