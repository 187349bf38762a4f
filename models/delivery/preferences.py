"""What people ask about messages that come by themselves: on, off, less often, another time, some days, not before a day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from models.delivery.records import DeliveryPreference
from models.delivery.recurrence import Recurrence, WorksOn, once
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.records import Workspace

USUAL_TIMES = {
    "digest": time(8, 30),
    "week": time(8, 30),
    "day": time(16, 30),
    "morning": time(8, 15),
    "review": time(9, 0),
    "qbr": time(9, 0),
    "coaching": time(9, 0),
    "questions": time(10, 0),
}
"""What a person can have wishes about, and when it comes to those who have none."""
DAILY = frozenset({"day", "morning"})
"""What comes on each working day, and so only to who asked for it."""
NUDGES = DAILY | {"week"}
EVERY_DAY = "1111111"
EARLIEST, LATEST = time(6), time(21)
"""Between these a nudge may be wished: nobody is nudged at night."""
MOST_WEEKS = 8
LONGEST_SNOOZE = timedelta(days=92)


def preference_of(session: Session, person: Person, cadence: str) -> DeliveryPreference:
    """The person's wish about a cadence; an unwritten one that changes nothing when they never asked."""
    return own_wish(session, person, cadence) or DeliveryPreference(
        workspace_id=person.workspace_id, person_id=person.id, cadence=cadence, is_off=cadence in DAILY
    )


def own_wish(session: Session, person: Person, cadence: str) -> DeliveryPreference | None:
    """The same; None when they never asked."""
    wish = select(DeliveryPreference).where(
        DeliveryPreference.workspace_id == person.workspace_id,
        DeliveryPreference.person_id == person.id,
        DeliveryPreference.cadence == cadence,
    )
    return session.exec(wish).first()


def all_preferences(session: Session, workspace_id: str) -> dict[tuple[str, str], DeliveryPreference]:
    """All wishes of a workspace, by (person id, cadence)."""
    asked = select(DeliveryPreference).where(DeliveryPreference.workspace_id == workspace_id)
    return {(preference.person_id, preference.cadence): preference for preference in session.exec(asked)}


def preferences_about(
    session: Session, workspace_id: str, cadences: Iterable[str]
) -> dict[tuple[str, str], DeliveryPreference]:
    """All wishes about these cadences, by (person id, cadence)."""
    wanted = set(cadences)
    return {key: one for key, one in all_preferences(session, workspace_id).items() if key[1] in wanted}


def time_of(preference: DeliveryPreference, workspace: Workspace | None = None) -> time:
    """The local time at which it comes; the digest at the workspace's, where the person has no wish."""
    if preference.at_minute is None:
        is_digest = workspace is not None and preference.cadence == "digest"
        return time.fromisoformat(workspace.digest_time) if workspace and is_digest else USUAL_TIMES[preference.cadence]
    return time(preference.at_minute // 60, preference.at_minute % 60)


def turn_off(session: Session, person: Person, cadence: str) -> DeliveryPreference:
    """No more of this."""
    return _saved(session, person, cadence, is_off=True)


def turn_on(session: Session, person: Person, cadence: str, now: datetime | None = None) -> DeliveryPreference:
    """Back to the ordinary rhythm and time; a snooze ends too. Of a nudge nothing comes of before `now`."""
    usual: dict[str, object] = {"every": 1, "counted_from": None, "at_minute": None, "snoozed_until": None}
    return _saved(session, person, cadence, is_off=False, days=None, asked_at=now, **usual)


def come_every(session: Session, person: Person, cadence: str, times: int, today: date) -> DeliveryPreference:
    """Only each `times`-th time (1 to 8), counted from the next one. Refuses other numbers."""
    if not 1 <= times <= MOST_WEEKS:
        raise Refusal("delivery.every_how_many", most=MOST_WEEKS)
    return _saved(session, person, cadence, is_off=False, every=times, counted_from=today)


def come_at(
    session: Session, person: Person, cadence: str, minute: int, now: datetime | None = None
) -> DeliveryPreference:
    """At another time: `minute` local minutes after midnight. Refuses a nudge at night."""
    if cadence in NUDGES and not EARLIEST <= time(minute // 60, minute % 60) <= LATEST:
        raise Refusal("delivery.at_night", earliest=EARLIEST, latest=LATEST)
    return _saved(session, person, cadence, is_off=False, at_minute=minute, asked_at=now)


def come_on(
    session: Session, person: Person, cadence: str, days: str, now: datetime | None = None
) -> DeliveryPreference:
    """Only on these days of the week: Monday to Sunday, 1 for a day on which it comes. Refuses none, and what is not daily."""
    if cadence not in DAILY:
        raise Refusal("delivery.not_daily")
    if "1" not in days:
        raise Refusal("delivery.no_day")
    return _saved(session, person, cadence, is_off=False, days=days, asked_at=now)


def snooze(session: Session, person: Person, cadence: str, until: date, today: date) -> DeliveryPreference:
    """Nothing before `until`; on that day it comes (again). Refuses a day that is past or over three months away."""
    if until <= today:
        raise Refusal("delivery.snooze_past", until=until)
    if until - today > LONGEST_SNOOZE:
        raise Refusal("delivery.snooze_far", until=until)
    return _saved(session, person, cadence, is_off=False, snoozed_until=until)


def lets_through(preference: DeliveryPreference | None, recurrence: Recurrence, slot: date, day: date) -> bool:
    """Whether the wish lets the occurrence of `slot` come on `day`."""
    if preference is None:
        return True
    if preference.is_off or (preference.snoozed_until is not None and day < preference.snoozed_until):
        return False
    if preference.days is not None and preference.days[day.weekday()] != "1":
        return False
    if preference.every == 1 or preference.counted_from is None:
        return True
    return recurrence.turns_between(preference.counted_from, slot) % preference.every == 0


def next_day(preference: DeliveryPreference, recurrence: Recurrence, works_on: WorksOn, after: date) -> date | None:
    """The first day after `after` on which it comes; None when it is off or there is none within half a year."""
    for ahead in range(1, 184):
        day = after + timedelta(days=ahead)
        if comes_on(preference, recurrence, works_on, day) is not None:
            return day
    return None


def comes_on(
    preference: DeliveryPreference | None, recurrence: Recurrence, works_on: WorksOn, day: date
) -> date | None:
    """The slot that comes on `day`: the date the rhythm names, or the last day of a snooze. None: nothing."""
    slot = recurrence.slot_on(day, works_on)
    if slot is not None and lets_through(preference, recurrence, slot, day):
        return slot
    if preference is None or preference.is_off or preference.snoozed_until is None or preference.days:
        return None
    snooze_ends = once(preference.snoozed_until, time.min).slot_on(day, works_on) is not None
    return day if snooze_ends else None


def _saved(session: Session, person: Person, cadence: str, **changes: object) -> DeliveryPreference:
    preference = preference_of(session, person, cadence)
    for name, value in changes.items():
        setattr(preference, name, value)
    session.add(preference)
    session.flush()
    return preference
