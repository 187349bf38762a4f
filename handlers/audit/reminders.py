"""When somebody wants to be reminded of a survey: tomorrow, in three days, only at the end, or no more."""

from datetime import date, timedelta

from handlers.door.request import Request
from messages.audit import conversation as talk
from messages.blocks import Message
from models.audit.records import AuditCampaign
from models.audit.reminding import last_working_day, remind_from
from models.refusal import Refusal
from models.team.calendar import Calendar

LATER = 3
"""Working days."""


def remember(request: Request, campaign: AuditCampaign, way: str) -> Message:
    """Note it, and say when the next reminder comes."""
    calendar = Calendar.of(request.session, request.person, request.workspace)
    last = last_working_day(campaign, calendar)
    day: date | None
    match way:
        case "tomorrow":
            day = calendar.next_working_day(request.today + timedelta(days=1))
        case "later":
            day = calendar.next_working_day(request.today + timedelta(days=LATER))
        case "end":
            day = last
        case "never":
            day = None
        case _:
            raise Refusal("audit.unknown_pace")
    if day is not None and (day > campaign.deadline or day <= request.today):
        day = last if last > request.today else None
    remind_from(request.session, request.person, campaign, day, request.today)
    return talk.pace_noted(request.language, way, day)
