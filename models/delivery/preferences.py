"""What people ask about messages that come by themselves: off, less often, another time, not before a day."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from sqlmodel import Session, select

from models.delivery.records import DeliveryWish
from models.delivery.recurrence import Rhythm, WorksOn, once
from models.refusal import Refusal
from models.team.records import Person

USUAL_TIMES = {"digest": time(8, 30), "review": time(9, 0), "coaching": time(9, 0)}
"""What a person can have wishes about, and when it comes to who has none."""
MOST_WEEKS = 8
LONGEST_SNOOZE = timedelta(days=92)


def wish_of(session: Session, person: Person, cadence: str) -> DeliveryWish:
    """The person's wish about a cadence; an unwritten one that changes nothing when they never asked."""
    found = session.exec(
        select(DeliveryWish).where(
            DeliveryWish.workspace_id == person.workspace_id,
            DeliveryWish.person_id == person.id,
            DeliveryWish.cadence == cadence,
        )
    ).first()
    return found or DeliveryWish(workspace_id=person.workspace_id, person_id=person.id, cadence=cadence)


def wishes_about(
    session: Session, workspace_id: str, cadences: Iterable[str]
) -> dict[tuple[str, str], DeliveryWish]:
    """All wishes about these cadences, by (person id, cadence)."""
    asked = select(DeliveryWish).where(DeliveryWish.workspace_id == workspace_id)
    wanted = set(cadences)
    return {(wish.person_id, wish.cadence): wish for wish in session.exec(asked) if wish.cadence in wanted}


def time_of(wish: DeliveryWish) -> time:
    """The local time at which it comes."""
    if wish.at_minute is None:
        return USUAL_TIMES[wish.cadence]
    return time(wish.at_minute // 60, wish.at_minute % 60)


def turn_off(session: Session, person: Person, cadence: str) -> DeliveryWish:
    """No more of this."""
    return _saved(session, person, cadence, is_off=True)


def turn_on(session: Session, person: Person, cadence: str) -> DeliveryWish:
    """Back to the ordinary rhythm and time; a snooze ends too."""
    return _saved(
        session, person, cadence, is_off=False, every=1, counted_from=None, at_minute=None, snoozed_until=None
    )


def come_every(session: Session, person: Person, cadence: str, times: int, today: date) -> DeliveryWish:
    """Only each `times`-th time (1 to 8), counted from the next one. Refuses other numbers."""
    if not 1 <= times <= MOST_WEEKS:
        raise Refusal("delivery.every_how_many", most=MOST_WEEKS)
    return _saved(session, person, cadence, is_off=False, every=times, counted_from=today)


def come_at(session: Session, person: Person, cadence: str, minute: int) -> DeliveryWish:
    """At another time: `minute` local minutes after midnight."""
    return _saved(session, person, cadence, is_off=False, at_minute=minute)


def snooze(session: Session, person: Person, cadence: str, until: date, today: date) -> DeliveryWish:
    """Nothing before `until`; on that day it comes (again). Refuses a day that is past or over three months away."""
    if until <= today:
        raise Refusal("delivery.snooze_past", until=until)
    if until - today > LONGEST_SNOOZE:
        raise Refusal("delivery.snooze_far", until=until)
    return _saved(session, person, cadence, is_off=False, snoozed_until=until)


def lets_through(wish: DeliveryWish | None, rhythm: Rhythm, slot: date, day: date) -> bool:
    """Whether the wish lets the occurrence of `slot` come on `day`."""
    if wish is None:
        return True
    if wish.is_off or (wish.snoozed_until is not None and day < wish.snoozed_until):
        return False
    if wish.every == 1 or wish.counted_from is None:
        return True
    return rhythm.turns_between(wish.counted_from, slot) % wish.every == 0


def next_day(wish: DeliveryWish, rhythm: Rhythm, works_on: WorksOn, after: date) -> date | None:
    """The first day after `after` on which it comes; None when it is off or there is none within half a year."""
    for ahead in range(1, 184):
        day = after + timedelta(days=ahead)
        if comes_on(wish, rhythm, works_on, day) is not None:
            return day
    return None


def comes_on(wish: DeliveryWish | None, rhythm: Rhythm, works_on: WorksOn, day: date) -> date | None:
    """The slot that comes on `day`: the date the rhythm names, or the last day of a snooze. None: nothing."""
    slot = rhythm.slot_on(day, works_on)
    if slot is not None and lets_through(wish, rhythm, slot, day):
        return slot
    if wish is None or wish.is_off or wish.snoozed_until is None:
        return None
    snooze_ends = once(wish.snoozed_until, time.min).slot_on(day, works_on) is not None
    return day if snooze_ends else None


def _saved(session: Session, person: Person, cadence: str, **changes: object) -> DeliveryWish:
    wish = wish_of(session, person, cadence)
    for name, value in changes.items():
        setattr(wish, name, value)
    session.add(wish)
    session.flush()
    return wish
