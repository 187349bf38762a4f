"""Who looks back on a month, and on which day they are asked."""

from datetime import date

from models.period import Period, month_of, months_after
from models.reviews.queries import month_to_review
from models.team.calendar import Calendar
from models.team.records import Person
from models.zones import zone_named

FEWEST_DAYS = 10
"""Working days on record, of who has only just come: to Koers, or to us."""


def has_month_to_review(person: Person, calendar: Calendar, month: Period) -> bool:
    """Whether there is a month to look back on: a rep who was with us and worked at least a part of it.

    Of somebody whom Koers got to know in it, or who started in it, at least ten of their working days have to be on record.
    Who has no manager yet is not asked: the other half is the manager's, and until then nothing is expected of them.
    """
    if person.manager_id is None:
        return False
    joined = person.created_at.astimezone(zone_named(person.zone, "UTC")).date()
    since = max(joined, person.starts_on or joined)
    if since <= month.start:
        return person.is_rep and calendar.capacity(month) > 0
    on_record = month.overlap(since, month.end)
    return person.is_rep and on_record is not None and calendar.capacity(on_record) >= FEWEST_DAYS


def asked_on(calendar: Calendar, today: date) -> date | None:
    """The person's first working day in the month of `today`; None when they are away for all of it."""
    return calendar.first_working_day(month_of(today))


def next_asked_on(person: Person, calendar: Calendar, today: date) -> date | None:
    """The next day after today, of this month or the two after it, on which the person is asked about a month."""
    for ahead in range(3):
        day = asked_on(calendar, months_after(today.replace(day=1), ahead))
        if day is not None and day > today and has_month_to_review(person, calendar, month_to_review(day)):
            return day
    return None


def month_due(person: Person, calendar: Calendar, today: date) -> Period | None:
    """The month that the person is to look back on from today; None before their first working day of this month,
    and for somebody without a month to review."""
    first = asked_on(calendar, today)
    month = month_to_review(today)
    if first is None or today < first or not has_month_to_review(person, calendar, month):
        return None
    return month
