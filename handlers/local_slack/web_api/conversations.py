"""conversations.*: channels, direct messages and what was said there."""

from handlers.local_slack.channels import Channel, stands_in_channel
from handlers.local_slack.events import member_joined
from handlers.local_slack.web_api.call import FAMILY, ApiError, Call, method
from handlers.local_slack.web_api.paging import page_of
from handlers.local_slack.wire import Payload

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
OPENABLE = ("im:write", "mpim:write")
MOST_IN_GROUP = 8  # people beside the app in a group direct message


@method("conversations.open", tier=3, scopes=OPENABLE)
async def conversations_open(call: Call) -> Payload:
    """Opens the direct message with one person or a group, and tells whether it was open already."""
    before = len(call.workspace.channels)
    if call.text("channel"):
        channel = call.conversation()
        if channel.kind not in ("im", "mpim"):
            raise ApiError("method_not_supported_for_channel_type")
    else:
        people = [_partner(call, user) for user in call.ids("users", "users_list_not_supplied")]
        if len(people) > MOST_IN_GROUP:
            raise ApiError("too_many_users")
        call.needs("im:write" if len(people) == 1 else "mpim:write")
        channel = call.direct(people[0]) if len(people) == 1 else call.group(people)
    already = len(call.workspace.channels) == before
    shown = channel.as_slack(call.app.bot_user_id) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _partner(call: Call, user: str) -> str:
    person = call.workspace.person(user)
    if person is None:
        raise ApiError("user_not_found")
    if person.deleted:
        raise ApiError("user_disabled")
    if not person.has_messages:
        raise ApiError("cannot_dm_bot")
    return person.id


@method("conversations.info", tier=3, scopes=READ, json=False)
async def conversations_info(call: Call) -> Payload:
    """One conversation."""
    channel = call.conversation()
    call.needs(_scope(channel, "read"))
    shown = channel.as_slack(call.app.bot_user_id, counted=call.flag("include_num_members"))
    return {"channel": shown | ({"locale": "en-US"} if call.flag("include_locale") else {})}


@method("conversations.list", tier=2, scopes=READ, json=False)
async def conversations_list(call: Call) -> Payload:
    """The conversations of the asked types that the app may know of."""
    kinds = call.types()
    found = [c for c in call.workspace.channels.values() if c.kind in kinds and call.sees(c)]
    if call.flag("exclude_archived"):
        found = [c for c in found if not c.is_archived]
    channels, metadata = page_of(call, found, most=1000, default=100)
    shown = [c.as_slack(call.app.bot_user_id, counted=True) for c in channels]
    return {"channels": shown, "response_metadata": metadata}


@method("conversations.members", tier=4, scopes=READ, json=False)
async def conversations_members(call: Call) -> Payload:
    """Who is in a conversation."""
    channel = call.conversation()
    call.needs(_scope(channel, "read"))
    members, metadata = page_of(call, channel.members, most=1000, default=100)
    return {"members": members, "response_metadata": metadata}


@method("conversations.join", tier=3, scopes=("channels:join",))
async def conversations_join(call: Call) -> Payload:
    """The bot joins a public channel."""
    channel = call.conversation()
    if channel.kind != "public_channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    extra: Payload = {}
    bot = call.app.bot_user_id
    if bot in channel.members:
        extra = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        channel.members.append(bot)
        member_joined(call.platform, call.workspace, channel, bot)
    return {"channel": channel.as_slack(bot)} | extra


@method("conversations.history", tier=3, scopes=HISTORY)
async def conversations_history(call: Call) -> Payload:
    """Messages, the newest first. `oldest` and `latest` are exclusive unless `inclusive`."""
    channel = _readable(call)
    top = [m for m in channel.messages if stands_in_channel(m)]
    messages, metadata = page_of(call, _between(call, top)[::-1], most=999, default=100)
    return {
        "messages": [_as_json(call, m) for m in messages],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    } | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


@method("conversations.replies", tier=3, scopes=HISTORY, json=False)
async def conversations_replies(call: Call) -> Payload:
    """A thread, the oldest first, beginning with its root."""
    channel = _readable(call)
    thread = channel.replies(call.required("ts", "thread_not_found"))
    if not thread:
        raise ApiError("thread_not_found")
    messages, metadata = page_of(call, [thread[0], *_between(call, thread[1:])], most=1000, default=1000)
    return {
        "messages": [_as_json(call, m) for m in messages],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def _readable(call: Call) -> Channel:
    channel = call.conversation()
    call.needs(_scope(channel, "history"))
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _between(call: Call, messages: list[Payload]) -> list[Payload]:
    try:
        oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    if call.flag("inclusive"):
        return [m for m in messages if oldest <= float(m["ts"]) <= latest]
    return [m for m in messages if oldest < float(m["ts"]) < latest]


def _as_json(call: Call, message: Payload) -> Payload:
    if call.flag("include_all_metadata") or "metadata" not in message:
        return message
    return {name: value for name, value in message.items() if name != "metadata"}


def _scope(channel: Channel, right: str) -> str:
    return f"{FAMILY[channel.kind]}:{right}"
