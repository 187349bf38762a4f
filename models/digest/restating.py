"""A published digest that a later edit, rate or target made wrong: found cheaply, told once a day at most."""

from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from models.activity.records import Activity, ActivityChange
from models.connections.removing import BY_THE_CRM
from models.deals.records import Deal, DealChange, StageChange
from models.digest.months import month_told
from models.period import Period
from models.scorecard.records import Target
from models.team.records import Move
from models.workspace.records import SettingChange, Workspace


def latest_change(session: Session, workspace: Workspace, week: Period) -> datetime | None:
    """When anything that the digest of this week rests on was last entered, edited, valued or asked anew, or taken back."""
    workspace_id = workspace.workspace_id
    month = month_told(week, week.end)
    days = Period(min(month.start, week.start), week.end)  # what is asked per month is told of the month
    instants = [
        *_entered(session, workspace_id, days),
        *_edited(session, workspace_id, days),
        *_decided(session, workspace_id, days),
        _told_by_a_crm(session, workspace_id, days),
        *_revalued(session, workspace_id, days),
        *_moved(session, workspace_id, days),
        *_asked(session, workspace_id, max(month.end, week.end)),
    ]
    return max((instant for instant in instants if instant is not None), default=None)


def _entered(session: Session, workspace_id: str, days: Period) -> tuple[datetime | None, datetime | None]:
    latest = select(func.max(col(Activity.created_at)), func.max(col(Activity.undone_at))).where(
        Activity.workspace_id == workspace_id,
        col(Activity.happened_on) >= days.start,
        col(Activity.happened_on) < days.end,
    )
    return session.exec(latest).one()


def _edited(session: Session, workspace_id: str, days: Period) -> list[datetime | None]:
    """Also an entry that was moved out of these days counts: its old day lies in them."""
    same_entry = (col(Activity.workspace_id) == col(ActivityChange.workspace_id)) & (
        col(Activity.id) == col(ActivityChange.activity_id)
    )
    is_in_them = (col(Activity.happened_on) >= days.start) & (col(Activity.happened_on) < days.end)
    was_in_them = (
        col(ActivityChange.old)["happened_on"].as_string().between(days.start.isoformat(), days.last_day.isoformat())
    )
    latest = (
        select(func.max(col(ActivityChange.changed_at)))
        .join(Activity, same_entry)
        .where(ActivityChange.workspace_id == workspace_id, or_(is_in_them, was_in_them))
    )
    return [session.exec(latest).one()]


def _decided(session: Session, workspace_id: str, days: Period) -> tuple[datetime | None, datetime | None]:
    latest = select(func.max(col(StageChange.changed_at)), func.max(col(StageChange.undone_at))).where(
        StageChange.workspace_id == workspace_id,
        col(StageChange.happened_on) >= days.start,
        col(StageChange.happened_on) < days.end,
    )
    return session.exec(latest).one()


def _told_by_a_crm(session: Session, workspace_id: str, days: Period) -> datetime | None:
    """A deal of these days that a CRM deleted, or has again: no step of it says so."""
    same_deal = (col(Deal.workspace_id) == col(DealChange.workspace_id)) & (col(Deal.id) == col(DealChange.deal_id))
    latest = (
        select(func.max(col(DealChange.changed_at)))
        .join(Deal, same_deal)
        .where(
            DealChange.workspace_id == workspace_id,
            DealChange.what == BY_THE_CRM,
            col(Deal.closed_on) >= days.start,
            col(Deal.closed_on) < days.end,
        )
    )
    return session.exec(latest).one()


def _revalued(session: Session, workspace_id: str, days: Period) -> tuple[datetime | None, datetime | None]:
    """A rate that came late, or another reporting currency, which made other figures of these days."""
    latest = select(func.max(col(SettingChange.changed_at)), func.max(col(SettingChange.undone_at))).where(
        SettingChange.workspace_id == workspace_id,
        col(SettingChange.first_day) < days.end,
        col(SettingChange.last_day) >= days.start,
    )
    return session.exec(latest).one()


def _moved(session: Session, workspace_id: str, days: Period) -> tuple[datetime | None, datetime | None]:
    """Somebody who was moved from a day that was over."""
    latest = select(func.max(col(Move.moved_at)), func.max(col(Move.undone_at))).where(
        Move.workspace_id == workspace_id, col(Move.first_day) < days.end, col(Move.last_day) >= days.start
    )
    return session.exec(latest).one()


def _asked(session: Session, workspace_id: str, end: date) -> tuple[datetime | None, datetime | None]:
    """A target that holds before `end`, or no longer does; whose it is, and whether it differs, the figures tell."""
    latest = select(func.max(col(Target.set_at)), func.max(col(Target.withdrawn_at))).where(
        Target.workspace_id == workspace_id, col(Target.effective_from) < end
    )
    return session.exec(latest).one()
