"""How long a workspace keeps the words of a kind: set by an admin, within bounds; each change can be undone.

Nothing is deleted within seven days after a term was made shorter, so that Undo gives back everything.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.privacy.retention import TERMS
from models.refusal import Refusal
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, stored, take_turn, to_undo

KEEP = "keep"
"""What the changes are called in the history of the settings."""
GRACE = timedelta(days=7)


def terms_of(session: Session, workspace_id: str) -> dict[str, int | None]:
    """Months by kind, as chosen; None: until the person is erased."""
    chosen = {kind: term.default for kind, term in TERMS.items()}
    for change in _changes(session, workspace_id):
        chosen[change.about] = _months(change.new)
    return chosen


def terms_in_force(session: Session, workspace_id: str, now: datetime) -> dict[str, int | None]:
    """What is applied at `now`: of a kind that was changed in the last seven days the longest that held since."""
    held = terms_of(session, workspace_id)
    for change in _changes(session, workspace_id):
        if change.changed_at > now - GRACE:
            held[change.about] = _longest(held[change.about], _months(change.old), _months(change.new))
    return held


def set_term(author: Author, kind: str, months: int | None) -> SettingChange:
    """Keep the words of a kind so many months (None: until erased). Refuses what is out of bounds, and the same again."""
    if kind not in TERMS:
        raise Refusal("privacy.no_such_term", typed=kind[:40])
    term = TERMS[kind]
    if months is not None and not term.floor <= months <= term.ceiling:
        raise Refusal("privacy.out_of_bounds", kind=kind, floor=term.floor, ceiling=term.ceiling, field=kind)
    take_turn(author)
    old = terms_of(author.session, author.workspace.workspace_id)[kind]
    if old == months:
        raise Refusal("privacy.term_is_so", kind=kind, months=months)
    change = noted(author, KEEP, kind, old, months)
    author.session.flush()
    return change


def undo_term(author: Author, change_id: str) -> SettingChange:
    """The term before holds again. Refuses when it was changed again since, or undone already."""
    change = to_undo(author, change_id, KEEP)
    latest = [one for one in _changes(author.session, author.workspace.workspace_id) if one.about == change.about]
    if latest[-1].id != change.id:
        raise Refusal("privacy.changed_since", kind=change.about)
    change.undone_at = author.now
    author.session.flush()
    return change


def applies_from(change: SettingChange) -> datetime:
    """When what is older goes."""
    old, new = _months(change.old), _months(change.new)
    return change.changed_at + GRACE if _longest(old, new) != new else change.changed_at


def _changes(session: Session, workspace_id: str) -> list[SettingChange]:
    """Those that stand, oldest first; of a kind that there is."""
    changes = select(SettingChange).where(
        SettingChange.workspace_id == workspace_id,
        SettingChange.key == KEEP,
        col(SettingChange.undone_at).is_(None),
        col(SettingChange.about).in_(list(TERMS)),
    )
    return list(session.exec(changes.order_by(col(SettingChange.changed_at), col(SettingChange.id))))


def _months(value: dict[str, object]) -> int | None:
    months = stored(value)
    return months if isinstance(months, int) else None


def _longest(*months: int | None) -> int | None:
    known = [one for one in months if one is not None]
    return max(known) if len(known) == len(months) else None
