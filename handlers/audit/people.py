"""The people whom somebody rates: the list of them, one message in the DM that says how far each is."""

from handlers.audit import views
from handlers.door.answers import Answer, RewriteMessage, Settle, Tell
from handlers.door.request import Request
from messages.audit import rating as messages
from messages.blocks import Message
from models.audit.conversation import Conversation, conversation_of
from models.audit.duration import minutes_of
from models.audit.rating import Progress, progress_of
from models.audit.records import AuditCampaign
from models.audit.reminding import paces_left
from models.team.calendar import Calendar


def listed(request: Request, campaign: AuditCampaign) -> Message:
    """The list as it is now."""
    today = views.workspace_day(request)
    conversation = conversation_of(request.session, request.secrets, campaign, request.person, today)
    progress = progress_of(request.session, request.secrets, campaign, request.person, today)
    lines = [
        messages.Line(
            one.about.id if one.about else "",
            one.about.name if one.about else "",
            one.done,
            one.total,
            one.repeatable if one.about else 0,
        )
        for one in progress
    ]
    return messages.people(
        request.language,
        views.standing(conversation),
        lines,
        _minutes_left(campaign, progress),
        finished=conversation.is_finished,
        ways=paces_left(campaign, Calendar.of(request.session, request.person, request.workspace), request.today),
        results=views.results_told(request, campaign),
    )


def put(request: Request, conversation: Conversation) -> list[Answer]:
    """The list at the end of the conversation; further up it makes place."""
    campaign = conversation.campaign
    return [
        Settle((f"{messages.MARK}{campaign.id}",), messages.list_below(request.language)),
        Tell(listed(request, campaign)),
    ]


def again(request: Request, campaign: AuditCampaign, place: str) -> Answer:
    """The list where it stands (`channel:timestamp`, empty when that is not known), as it is now."""
    channel_id, _, ts = place.partition(":")
    message = listed(request, campaign)
    return RewriteMessage(channel_id, ts, message) if ts else Settle((f"{messages.MARK}{campaign.id}",), message)


def _minutes_left(campaign: AuditCampaign, progress: list[Progress]) -> int:
    own = sum(one.total - one.done for one in progress if one.about is None)
    return minutes_of(campaign.part, own, [one.total - one.done for one in progress if one.about is not None])
