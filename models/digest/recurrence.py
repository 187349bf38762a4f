"""At which wall times the weekly digest comes."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models.delivery.recurrence import Recurrence, weekly
from models.period import first_instant, week_of
from models.workspace.records import SettingChange, Workspace
from models.zones import zone_named

LATER = timedelta(minutes=30)
"""Managers have read it when their channel does."""


def for_managers(workspace: Workspace, weekday: int | None = None) -> Recurrence:
    """The day and time that were set; `weekday` another day than that."""
    return weekly(workspace.digest_day if weekday is None else weekday, time.fromisoformat(workspace.digest_time))


def for_channels(workspace: Workspace, weekday: int | None = None) -> Recurrence:
    """Half an hour later, on the same day."""
    at = datetime.combine(date.min, time.fromisoformat(workspace.digest_time)) + LATER
    same_day = at.time() if at.date() == date.min else time(23, 59)
    return weekly(workspace.digest_day if weekday is None else weekday, same_day)


def weekday_in_week_of(session: Session, workspace: Workspace, day: date) -> int:
    """The weekday of the digest in the week of `day`: what was set before that week began, so that none comes twice."""
    monday = week_of(day).start
    since = select(SettingChange).where(
        SettingChange.workspace_id == workspace.workspace_id,
        SettingChange.key == "digest_day",
        col(SettingChange.changed_at) >= first_instant(monday, zone_named(workspace.zone)),
        col(SettingChange.undone_at).is_(None),
    )
    first = session.exec(since.order_by(col(SettingChange.changed_at))).first()
    return workspace.digest_day if first is None else int(str(first.old["value"]))
