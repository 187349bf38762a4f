"""Quiet hours: nothing at night or on a day off, and at most three unasked messages a day."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.delivery.occurrence import instant_of
from models.delivery.records import Delivery, DeliveryState
from models.delivery.recurrence import WorksOn

DAY_STARTS = time(8, 0)
DAY_ENDS = time(19, 0)
MOST_A_DAY = 3
FRESH_FOR = timedelta(minutes=45)
"""So long after its own chosen hour a message may still come, also outside the day."""
REPLY = "reply:"
"""A cadence that starts with this answers what the person did themself: no manners needed."""
ANSWER = "answer:"
"""A cadence that starts with this brings what somebody asked a colleague for: it waits for the day, and does not count."""
WITH_AN_END = "audit."
"""A cadence that starts with this is of a survey, which has a last day: of all that may come it comes first."""
ASKED_FOR = "asked_for"
"""In `Delivery.about`: the person named the day themself. It comes then, as the fourth too."""
ENOUGH = "enough messages for today"
"""Why a delivery waits that would be one too many: stands in `Delivery.error`, for the log."""
LONGEST_ABSENCE = 60
"""Days; somebody who is away longer gets it on the next day anyway, or never when it expires before."""


def may_come_at(delivery: Delivery, zone: ZoneInfo, works_on: WorksOn, now: datetime) -> datetime:
    """The first instant from `now` on at which this may reach the recipient, by quiet hours and days off."""
    if delivery.cadence.startswith(REPLY):
        return now
    if delivery.at_own_time and now - delivery.due_at <= FRESH_FOR:
        return now
    return in_working_hours(zone, works_on, now)


def in_working_hours(zone: ZoneInfo, works_on: WorksOn, now: datetime) -> datetime:
    """The first instant from `now` on at which news may reach somebody: `now` itself, or when a working day of theirs starts."""
    local = now.astimezone(zone)
    if works_on(local.date()) and DAY_STARTS <= local.time() < DAY_ENDS:
        return now
    today_still_comes = local.time() < DAY_STARTS
    first = local.date() if today_still_comes else local.date() + timedelta(days=1)
    return instant_of(_first_working_day(first, works_on), DAY_STARTS, zone)


def next_morning(zone: ZoneInfo, works_on: WorksOn, now: datetime) -> datetime:
    """The start of the next working day."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return instant_of(_first_working_day(tomorrow, works_on), DAY_STARTS, zone)


def has_had_enough(session: Session, delivery: Delivery, zone: ZoneInfo, now: datetime) -> bool:
    """Whether the person already got `MOST_A_DAY` unasked messages on this local day."""
    if delivery.cadence.startswith((REPLY, ANSWER)) or delivery.recipient.startswith("channel:"):
        return False
    midnight = instant_of(now.astimezone(zone).date(), time.min, zone)
    if delivery.claimed_at is not None and delivery.claimed_at >= midnight:
        return False  # counted already when it was first claimed today
    if delivery.about.get(ASKED_FOR):
        return False
    return bool(who_had_enough(session, delivery.workspace_id, [delivery.recipient], midnight))


def who_had_enough(session: Session, workspace_id: str, people: Collection[str], midnight: datetime) -> set[str]:
    """Those of the people (ids) who got `MOST_A_DAY` unasked messages since `midnight`, theirs."""
    went_out = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.RECONCILED)
    today = select(Delivery.recipient).where(
        Delivery.workspace_id == workspace_id,
        col(Delivery.recipient).in_(people),
        col(Delivery.state).in_(went_out),
        col(Delivery.claimed_at) >= midnight,
        col(Delivery.cadence).not_like(f"{REPLY}%"),
        col(Delivery.cadence).not_like(f"{ANSWER}%"),
        col(Delivery.comes_with).is_(None),
    )
    enough = today.group_by(col(Delivery.recipient)).having(func.count() >= MOST_A_DAY)
    return set(session.exec(enough))


def hold(delivery: Delivery, until: datetime, why: str) -> None:
    """It waits until `until`. News stays useful as long after it as before (not beyond the longest absence, so that it
    ends one day); a cadence's own message does not."""
    if not delivery.at_own_time:
        latest = delivery.created_at + timedelta(days=LONGEST_ABSENCE)
        delivery.expires_at = max(delivery.expires_at, min(delivery.expires_at + (until - delivery.due_at), latest))
    delivery.due_at, delivery.error, delivery.has_waited = until, why, True


def _first_working_day(day: date, works_on: WorksOn) -> date:
    for later in range(LONGEST_ABSENCE):
        if works_on(day + timedelta(days=later)):
            return day + timedelta(days=later)
    return day
