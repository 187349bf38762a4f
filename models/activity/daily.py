"""Who logged something on a day, or ever: what a nudge has to know."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.deals.records import StageChange
from models.team.records import Person


def logged_on(session: Session, workspace_id: str, days: Collection[date]) -> set[tuple[str, date]]:
    """Who (by id) has something on which of these days: an entry of the log, or news of a deal."""
    entries = (
        select(col(Activity.person_id), col(Activity.happened_on))
        .where(
            Activity.workspace_id == workspace_id,
            col(Activity.happened_on).in_(days),
            col(Activity.undone_at).is_(None),
        )
        .distinct()
    )
    steps = (
        select(col(StageChange.changed_by), col(StageChange.happened_on))
        .where(
            StageChange.workspace_id == workspace_id,
            col(StageChange.happened_on).in_(days),
            col(StageChange.changed_by).is_not(None),
            col(StageChange.undone_at).is_(None),
        )
        .distinct()
    )
    if not days:
        return set()
    return {*session.exec(entries), *((str(who), day) for who, day in session.exec(steps))}


def has_logged(session: Session, person: Person) -> bool:
    """Whether the person ever logged anything that counts."""
    first = select(Activity.id).where(
        Activity.workspace_id == person.workspace_id, Activity.person_id == person.id, col(Activity.undone_at).is_(None)
    )
    return session.exec(first.limit(1)).first() is not None
