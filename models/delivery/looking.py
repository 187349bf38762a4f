"""Which workspaces a tick looks at: those whose time has come, or in which a delivery waits. One question for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, literal, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, or_, select

from models.database import new_id
from models.delivery.occurrence import instant_of
from models.delivery.records import Delivery, DeliveryRound
from models.delivery.waiting import waiting_parts
from models.workspace.records import Workspace
from models.zones import zone_named

FURTHEST = timedelta(hours=25)
"""No look is put off beyond the next midnight; what says so all the same was written while the clock was ahead."""
_WAITS, _TIME, _TOUCHED = 0, 1, 2


@dataclass(frozen=True)
class Asked:
    """What a tick has to do, by workspace."""

    plan: frozenset[str] = frozenset()
    send: frozenset[str] = frozenset()
    was_touched: bool = False
    """Somewhere something was written that may bring something."""

    @property
    def all(self) -> list[str]:
        """Every workspace that is served in this tick."""
        return sorted(self.plan | self.send)


def whose_turn(session: Session, now: datetime, *, everybody: bool = False) -> Asked:
    """The workspaces to plan for, and those with something to send, look up or tidy.

    Costs one question, whoever exists. `everybody`: all that have the app are planned for, also those without a round.
    """
    here = select(Workspace.workspace_id).where(col(Workspace.uninstalled_at).is_(None))
    look_at, touched = col(DeliveryRound.look_at), col(DeliveryRound.look_at).is_(None)
    its_time = or_(look_at <= now, look_at > now + FURTHEST)
    workspace_id, of_delivery = col(DeliveryRound.workspace_id), col(Delivery.workspace_id)
    parts = [
        select(workspace_id, literal(_TOUCHED)).where(touched, workspace_id.in_(here)),
        select(workspace_id, literal(_TIME)).where(its_time, workspace_id.in_(here)),
        *(
            select(of_delivery, literal(_WAITS)).where(one, of_delivery.in_(here)).distinct()
            for one in waiting_parts(now)
        ),
    ]
    if everybody:
        parts.append(select(Workspace.workspace_id, literal(_TIME)).where(col(Workspace.uninstalled_at).is_(None)))
    found = session.execute(union_all(*parts)).all()
    plan = frozenset(one for one, why in found if why != _WAITS)
    send = frozenset(one for one, why in found if why == _WAITS)
    return Asked(plan, send, any(why == _TOUCHED for _, why in found))


def midnight(now: datetime, zones: Iterable[ZoneInfo]) -> datetime:
    """The first midnight after `now` in UTC and these zones: who is due hangs on the day, so no look goes past it."""
    days = ((zone, now.astimezone(zone).date() + timedelta(days=1)) for zone in {zone_named("UTC"), *zones})
    return min(instant_of(day, time.min, zone) for zone, day in days).astimezone(UTC)


def note_look(session: Session, workspace_id: str, touches: int | None, look_at: datetime) -> bool:
    """Nothing comes before `look_at`; False when something was written since `touches` was read, which may bring something.

    Then the next tick looks again. `touches` is None where there was no round.
    """
    if touches is None:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = {"workspace_id": workspace_id, "id": new_id(), "look_at": look_at, "planned_until": look_at}
        noted = session.execute(dialect.insert(DeliveryRound).on_conflict_do_nothing().values(touches=0, **first))
    else:
        this = update(DeliveryRound).where(
            col(DeliveryRound.workspace_id) == workspace_id, col(DeliveryRound.touches) == touches
        )
        values = this.values(look_at=look_at, planned_until=look_at)
        noted = session.execute(values, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", noted).rowcount == 1


def first_round(session: Session) -> str | None:
    """A workspace that has a round, always the same one."""
    return session.exec(select(DeliveryRound.workspace_id).order_by(col(DeliveryRound.workspace_id)).limit(1)).first()


def note_tick(session: Session, workspace_id: str, now: datetime) -> None:
    """The clock ticks: for who asks from outside of this process."""
    this = update(DeliveryRound).where(col(DeliveryRound.workspace_id) == workspace_id)
    session.execute(this.values(ticked_at=now), execution_options={"synchronize_session": False})
