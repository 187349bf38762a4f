"""On which days somebody is reminded of a campaign: halfway and on their last working day, or as they asked."""

from datetime import date, timedelta

from sqlmodel import Session

from models.audit.records import AuditCampaign
from models.delivery.preferences import preference_of, snooze, turn_off, turn_on
from models.delivery.records import DeliveryPreference
from models.team.calendar import Calendar
from models.team.records import Person

LATER = 3
"""Days, of “in 3 days”; the next working day from then."""


def preference_about(campaign: AuditCampaign) -> str:
    """The name of somebody's wish about reminders: of one campaign, so that the next one is announced as usual."""
    return f"audit:{campaign.number}"


def remind_from(session: Session, person: Person, campaign: AuditCampaign, day: date | None, today: date) -> None:
    """Not before this day, and then on it; None: no more."""
    if day is None:
        turn_off(session, person, preference_about(campaign))
    elif day <= today:
        turn_on(session, person, preference_about(campaign))
    else:
        snooze(session, person, preference_about(campaign), day, today)


def asked_of(session: Session, person: Person, campaign: AuditCampaign) -> DeliveryPreference:
    """What the person asked about reminders of this campaign."""
    return preference_of(session, person, preference_about(campaign))


def reminder_days(campaign: AuditCampaign, calendar: Calendar, preference: DeliveryPreference | None) -> list[date]:
    """The days of reminders, earliest first: each a working day of the person after the first and not after the last."""
    if preference is not None and preference.is_off:
        return []
    halfway = campaign.opened_on + (campaign.deadline - campaign.opened_on) / 2
    days = {calendar.next_working_day(halfway), last_working_day(campaign, calendar)}
    snoozed = preference.snoozed_until if preference is not None else None
    if snoozed is not None:
        days = {day for day in days if day >= snoozed} | {calendar.next_working_day(snoozed)}
    in_time = [day for day in days if campaign.opened_on < day <= campaign.deadline]
    return sorted(day for day in in_time if calendar.works_on(day) > 0)


def is_asked_for(calendar: Calendar, preference: DeliveryPreference | None, day: date) -> bool:
    """Whether the person chose this day themself, and was told so."""
    snoozed = preference.snoozed_until if preference is not None else None
    return snoozed is not None and day == calendar.next_working_day(snoozed)


def day_of_pace(campaign: AuditCampaign, calendar: Calendar, way: str, today: date) -> date | None:
    """The day on which a reminder comes that somebody asks for today; None when none can come any more.

    `way` is `tomorrow`, `later` (in three days) or `end`; what would be too late comes on their last working day.
    """
    last = last_working_day(campaign, calendar)
    ahead = {"tomorrow": 1, "later": LATER}
    day = calendar.next_working_day(today + timedelta(days=ahead[way])) if way in ahead else last
    day = min(day, last)
    return day if day > today and calendar.works_on(day) > 0 else None


def paces_left(campaign: AuditCampaign, calendar: Calendar, today: date) -> tuple[str, ...]:
    """The choices that still make a difference: each names another day; `never` while a reminder can come."""
    found: dict[date, str] = {}
    for way in ("tomorrow", "later", "end"):
        day = day_of_pace(campaign, calendar, way, today)
        if day is not None:
            found.setdefault(day, way)
    return (*found.values(), "never") if found else ()


def last_working_day(campaign: AuditCampaign, calendar: Calendar) -> date:
    """The person's last working day on which they can answer; the deadline itself when they work on none."""
    for back in range((campaign.deadline - campaign.opened_on).days + 1):
        day = campaign.deadline - timedelta(days=back)
        if calendar.works_on(day) > 0:
            return day
    return campaign.deadline
