"""conversations.*: making, renaming, filling and closing channels."""

import re

from handlers.local_slack.channels import Channel
from handlers.local_slack.events import member_joined, member_left, tell_of_channel
from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.wire import Payload

WRITE = {"public_channel": "channels:manage", "private_channel": "groups:write", "mpim": "mpim:write", "im": "im:write"}
CHANNELS = ("channels:manage", "groups:write")
ALL = tuple(WRITE.values())
LONGEST_NAME = 80
LONGEST_TOPIC = 250


@method("conversations.create", tier=2, scopes=CHANNELS)
async def conversations_create(call: Call) -> Payload:
    """A new channel, with the bot in it."""
    name = _free_name(call)
    is_private = call.flag("is_private")
    call.needs(WRITE["private_channel" if is_private else "public_channel"])
    bot = call.app.bot_user_id
    channel = Channel(
        call.workspace.number("C"),
        name,
        int(call.platform.now().timestamp()),
        creator=bot,
        is_private=is_private,
        members=[bot],
    )
    call.workspace.channels[channel.id] = channel
    tell_of_channel(call.platform, call.workspace, channel, "created")
    return _answer(call, channel)


@method("conversations.invite", tier=3, scopes=CHANNELS)
async def conversations_invite(call: Call) -> Payload:
    """Brings people into a channel in which the bot is."""
    channel = _mine(call, "public_channel", "private_channel")
    users = call.ids("users", "no_user")
    for user in users:
        person = call.workspace.person(user)
        if person is None or person.deleted:
            raise ApiError("user_not_found")
        if user == call.app.bot_user_id:
            raise ApiError("cant_invite_self")
        if user in channel.members:
            raise ApiError("already_in_channel")
    for user in users:
        channel.members.append(user)
        member_joined(call.platform, call.workspace, channel, user, inviter=call.app.bot_user_id)
    return _answer(call, channel)


@method("conversations.kick", tier=3, scopes=CHANNELS)
async def conversations_kick(call: Call) -> Payload:
    """Takes somebody out of a channel."""
    channel = _mine(call, "public_channel", "private_channel")
    user = call.person().id
    if user == call.app.bot_user_id:
        raise ApiError("cant_kick_self")
    if user not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_general:
        raise ApiError("cant_kick_from_general")
    member_left(call.platform, call.workspace, channel, user)
    return {"errors": {}}


@method("conversations.leave", tier=3, scopes=ALL)
async def conversations_leave(call: Call) -> Payload:
    """The bot leaves a channel."""
    channel = _allowed(call, "public_channel", "private_channel", "mpim")
    if call.app.bot_user_id not in channel.members:
        return {"not_in_channel": True}
    if channel.is_general:
        raise ApiError("cant_leave_general")
    member_left(call.platform, call.workspace, channel, call.app.bot_user_id)
    return {}


@method("conversations.archive", tier=2, scopes=CHANNELS)
async def conversations_archive(call: Call) -> Payload:
    """Puts a channel away."""
    channel = _allowed(call, "public_channel", "private_channel")
    if channel.is_archived:
        raise ApiError("already_archived")
    if channel.is_general:
        raise ApiError("cant_archive_general")
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    channel.is_archived = True
    tell_of_channel(call.platform, call.workspace, channel, "archive")
    return {}


@method("conversations.unarchive", tier=2, scopes=CHANNELS)
async def conversations_unarchive(call: Call) -> Payload:
    """Takes a channel out again."""
    channel = _allowed(call, "public_channel", "private_channel")
    if not channel.is_archived:
        raise ApiError("not_archived")
    channel.is_archived = False
    tell_of_channel(call.platform, call.workspace, channel, "unarchive")
    return {}


@method("conversations.rename", tier=2, scopes=CHANNELS)
async def conversations_rename(call: Call) -> Payload:
    """Gives a channel another name."""
    channel = _mine(call, "public_channel", "private_channel")
    channel.name = _free_name(call)
    tell_of_channel(call.platform, call.workspace, channel, "rename")
    return _answer(call, channel)


@method("conversations.setTopic", tier=2, scopes=ALL)
async def conversations_set_topic(call: Call) -> Payload:
    """The line under a channel's name."""
    channel = _mine(call, *WRITE)
    channel.topic = _short(call, "topic")
    call.platform.stream.tell({"type": "channels", "team": call.team})
    return _answer(call, channel)


@method("conversations.setPurpose", tier=2, scopes=ALL)
async def conversations_set_purpose(call: Call) -> Payload:
    """What a channel is for."""
    channel = _mine(call, *WRITE)
    channel.purpose = _short(call, "purpose")
    return _answer(call, channel)


@method("conversations.mark", tier=4, scopes=ALL)
async def conversations_mark(call: Call) -> Payload:
    """The bot has read up to here."""
    channel = _mine(call, *WRITE)
    ts = call.required("ts", "invalid_timestamp")
    if not re.fullmatch(r"\d+\.\d+", ts):
        raise ApiError("invalid_timestamp")
    channel.last_read[call.app.bot_user_id] = ts
    return {}


@method("conversations.close", tier=2, scopes=("im:write", "mpim:write"))
async def conversations_close(call: Call) -> Payload:
    """Puts a direct message out of sight; nothing in it is lost."""
    _allowed(call, "im", "mpim")
    return {}


def _allowed(call: Call, *kinds: str) -> Channel:
    """The conversation, when it is of one of these kinds and the app may write there."""
    channel = call.conversation()
    if channel.kind not in kinds:
        raise ApiError("method_not_supported_for_channel_type")
    call.needs(WRITE[channel.kind])
    return channel


def _mine(call: Call, *kinds: str) -> Channel:
    """The same, when the bot is in it and it has not been put away."""
    channel = _allowed(call, *kinds)
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _free_name(call: Call) -> str:
    name = call.required("name", "invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise ApiError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise ApiError("invalid_name_specials")
    if any(c.name == name for c in call.workspace.channels.values()):
        raise ApiError("name_taken")
    return name


def _short(call: Call, name: str) -> str:
    words = call.text(name)
    if len(words) > LONGEST_TOPIC:
        raise ApiError("too_long")
    return words


def _answer(call: Call, channel: Channel) -> Payload:
    return {"channel": channel.as_slack(call.app.bot_user_id)}
