"""Who may correct an entry: whose it is, their managers, and leaders; nobody else."""

from sqlmodel import Session

from models.activity.records import Activity
from models.refusal import Refusal
from models.team.access import sight_of
from models.team.records import Person


def require_may_correct(session: Session, editor: Person, entry: Activity, reason: str | None = None) -> None:
    """Refuses who may not correct it, and a manager who gives no reason (None: no reason is asked here)."""
    if entry.workspace_id == editor.workspace_id and entry.person_id == editor.id:
        return
    owner = session.get(Person, (editor.workspace_id, entry.person_id))
    if owner is None or not sight_of(session, editor).manages(owner):
        raise Refusal("activity.not_yours")
    if reason == "":
        raise Refusal("activity.why", field="reason")
