"""Who looks back on a quarter, on which day they are asked, and until when.

The first two weeks of a quarter are ten working days: the rep has five of them for the report, the manager five for the
other half. On the first working day the monthly review asks its questions; this one comes on the second. Who was away
is asked on the first day back, as long as half of the quarter is still to come; a team's comes in the second week,
when those of its people are in.
"""

from collections.abc import Callable
from datetime import date, timedelta

from models.period import Period, PeriodType, previous, quarter_of
from models.team.calendar import Calendar
from models.team.membership import Stay
from models.team.records import Person
from models.zones import zone_named

FEWEST_DAYS = 10
"""Working days of the quarter on record, of who came in it: to Koers, or to us."""
ASKED_ON = 2
"""The own working day of the quarter on which the report is asked for."""
TEAM_ASKED_ON = 6
"""The same of who leads a team, for the team's."""
REPORT_WITHIN = 5
"""Working days of who reports, from the day on which they were asked; then the manager may write without it."""
STILL_ASKED = timedelta(days=45)
"""Who comes back later in the quarter than that is not asked any more; they may begin by themselves."""

WorkingDaysAfter = Callable[[date, int], date]


def quarter_to_review(today: date, fiscal_start_month: int) -> Period:
    """The fiscal quarter before today's."""
    return previous(quarter_of(today, fiscal_start_month), PeriodType.QUARTER, fiscal_start_month)


def has_quarter_to_review(person: Person, calendar: Calendar, quarter: Period) -> bool:
    """Whether there is a quarter to look back on: a rep who was with us and worked at least a part of it.

    Of somebody whom Koers got to know in it, or who started in it, at least ten of their working days have to be on record.
    """
    if not person.is_rep:
        return False
    joined = person.created_at.astimezone(zone_named(person.zone, "UTC")).date()
    since = max(joined, person.starts_on or joined)
    if since <= quarter.start:
        return calendar.capacity(quarter) > 0
    on_record = quarter.overlap(since, quarter.end)
    return on_record is not None and calendar.capacity(on_record) >= FEWEST_DAYS


def is_asked_about(person: Person, calendar: Calendar, quarter: Period) -> bool:
    """Whether the bot asks for it: of who has no manager yet nothing is expected. They may still begin one."""
    return person.manager_id is not None and has_quarter_to_review(person, calendar, quarter)


def asked_on(calendar: Calendar, running: Period, nth: int = ASKED_ON) -> date | None:
    """The day of the running quarter on which they are asked: their n-th working day, or the first after a long absence.

    None for who is away for the first half of it.
    """
    first = calendar.first_working_day(running)
    if first is None:
        return None
    due_by = running.start + timedelta(days=14)
    day = first if first >= due_by or nth < 2 else calendar.working_days_after(first, nth - 1)
    return day if day < running.start + STILL_ASKED and calendar.works_on(day) > 0 else None


def next_asked_on(person: Person, calendar: Calendar, today: date, fiscal_start_month: int) -> date | None:
    """The next day after today, of this quarter or the next one, on which the person is asked; None where none is in sight."""
    running = quarter_of(today, fiscal_start_month)
    for coming in (running, quarter_of(running.end, fiscal_start_month)):
        day = asked_on(calendar, coming)
        reviewed = quarter_to_review(coming.start, fiscal_start_month)
        if day is not None and day > today and is_asked_about(person, calendar, reviewed):
            return day
    return None


def report_until(opened_on: date, days: WorkingDaysAfter) -> date:
    """The day from which the manager may write without a report."""
    return days(opened_on, REPORT_WITHIN)


def was_in_team(stays: tuple[Stay, ...], person: Person, quarter: Period) -> bool:
    """Whether the person sold in the team on a day of the quarter."""
    theirs = (stay for stay in stays if stay.person.id == person.id and stay.place.is_rep)
    return any(stay.within(quarter) for stay in theirs)
