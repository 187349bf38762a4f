"""chat.scheduleMessage and its list: messages that wait for their moment, on the workspace's clock."""

from datetime import UTC, datetime

from handlers.local_slack.channels import Channel, Scheduled
from handlers.local_slack.platform import Platform
from handlers.local_slack.posting import app_message, store
from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.web_api.chat import addressed, metadata_of, short_content_of, thread_of
from handlers.local_slack.web_api.paging import page_of
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

FARTHEST = 120 * 86_400  # seconds ahead
MOST_IN_FIVE_MINUTES = 30
FOREVER = 10**11  # seconds since 1970
TOO_LATE_TO_DELETE = 60  # seconds before sending


@method("chat.scheduleMessage", tier=3, scopes=("chat:write",))
async def chat_schedule_message(call: Call) -> Payload:
    """Posts later, in a conversation and not to a person's id. A message with metadata is never posted, as in Slack."""
    if call.workspace.person(call.text("channel")):
        raise ApiError("channel_not_found")
    channel = addressed(call)
    content = short_content_of(call)
    post_at = call.integer("post_at", 0)
    now = int(call.platform.now().timestamp())
    if not post_at:
        raise ApiError("invalid_time")
    if post_at <= now:
        raise ApiError("time_in_past")
    if post_at > now + FARTHEST:
        raise ApiError("time_too_far")
    if sum(1 for s in channel.scheduled.values() if s.post_at // 300 == post_at // 300) >= MOST_IN_FIVE_MINUTES:
        raise ApiError("restricted_too_many")
    message = app_message(call.platform, call.workspace, call.app, content, thread_of(call, channel))
    del message["ts"]
    if metadata := metadata_of(call):
        message["metadata"] = metadata
    waiting = Scheduled(call.workspace.number("Q"), post_at, now, message)
    channel.scheduled[waiting.id] = waiting
    call.platform.delivery.in_background(_post_later(call.platform, call.workspace, channel, waiting))
    return {
        "channel": channel.id,
        "scheduled_message_id": waiting.id,
        "post_at": post_at,
        "message": {**message, "type": "delayed_message"},
    }


@method("chat.deleteScheduledMessage", tier=3, scopes=("chat:write",))
async def chat_delete_scheduled_message(call: Call) -> Payload:
    """Takes a waiting message back, up to a minute before it would be posted."""
    channel = call.conversation()
    key = call.required("scheduled_message_id", "invalid_scheduled_message_id")
    waiting = channel.scheduled.get(key)
    now = call.platform.now().timestamp()
    mine = waiting is not None and waiting.message["app_id"] == call.app.id
    if waiting is None or not mine or waiting.post_at - now < TOO_LATE_TO_DELETE:
        raise ApiError("invalid_scheduled_message_id")
    del channel.scheduled[key]
    return {}


@method("chat.scheduledMessages.list", tier=3)
async def chat_scheduled_messages_list(call: Call) -> Payload:
    """What waits, in one conversation or in all of them."""
    oldest, latest = call.integer("oldest", 0), call.integer("latest", FOREVER)
    channels = [call.conversation()] if call.text("channel") else list(call.workspace.channels.values())
    waiting = [
        {
            "id": s.id,
            "channel_id": channel.id,
            "post_at": s.post_at,
            "date_created": s.date_created,
            "text": s.message["text"],
        }
        for channel in channels
        for s in channel.scheduled.values()
        if s.message["app_id"] == call.app.id and oldest <= s.post_at <= latest
    ]
    page, metadata = page_of(call, sorted(waiting, key=lambda s: s["post_at"]), most=1000, default=100)
    return {"scheduled_messages": page, "response_metadata": metadata}


async def _post_later(platform: Platform, workspace: Workspace, channel: Channel, waiting: Scheduled) -> None:
    await platform.clock.sleep_until(datetime.fromtimestamp(waiting.post_at, UTC))
    if channel.scheduled.pop(waiting.id, None) and "metadata" not in waiting.message:
        store(platform, workspace, channel, {**waiting.message, "ts": platform.clock.ts()})
