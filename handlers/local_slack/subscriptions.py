"""What an app hears of: the events to which it is subscribed, and for which it has the scope."""

from handlers.local_slack.config import AppConfig
from handlers.local_slack.wire import Payload

MESSAGES = {"im": "message.im", "mpim": "message.mpim", "channel": "message.channels", "group": "message.groups"}
MEMBERS = ("channels:read", "groups:read")
SCOPES = {
    "app_mention": ("app_mentions:read",),
    "channel_archive": ("channels:read",),
    "channel_created": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "dnd_updated_user": ("dnd:read",),
    "group_archive": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": MEMBERS,
    "member_left_channel": MEMBERS,
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}  # one of these is enough; events that are not listed need none


def is_told_of(app: AppConfig, event: Payload) -> bool:
    """Whether Slack sends this event to the app."""
    name = subscription_of(event)
    scopes = SCOPES.get(name, ())
    return name in app.events and (not scopes or bool(set(scopes) & set(app.scopes)))


def subscription_of(event: Payload) -> str:
    """The name under which an app subscribes to an event: messages by the kind of conversation."""
    return MESSAGES[event["channel_type"]] if event["type"] == "message" else str(event["type"])
