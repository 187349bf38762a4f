"""When somebody wants to be reminded of a survey: tomorrow, in three days, only at the end, or no more."""

from handlers.door.request import Request
from messages.audit import conversation as talk
from messages.blocks import Message
from models.audit.records import AuditCampaign
from models.audit.reminding import day_of_pace, remind_from
from models.refusal import Refusal
from models.team.calendar import Calendar

NEVER = "never"


def remember(request: Request, campaign: AuditCampaign, way: str) -> Message:
    """Note it, and say when the next reminder comes."""
    if way not in ("tomorrow", "later", "end", NEVER):
        raise Refusal("audit.unknown_pace")
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = None if way == NEVER else day_of_pace(campaign, calendar, way, request.today)
    remind_from(request.session, request.person, campaign, day, request.today)
    return talk.pace_noted(request.language, day, wanted=way != NEVER, deadline=campaign.deadline)
