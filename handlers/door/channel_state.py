"""How the bot stands to a channel: in it, outside a public one, or before a private one that it does not see."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from messages.settings.channels import ChannelState

HIDDEN = ("channel_not_found", "method_not_supported_for_channel_type")


async def state_of(client: AsyncWebClient, channel_id: str, *, joins: bool = False) -> ChannelState:
    """Ask Slack, after joining a public channel with `joins`. Where Slack does not say (no right), it is unknown."""
    try:
        if joins:
            await client.conversations_join(channel=channel_id)
        channel = (await client.conversations_info(channel=channel_id))["channel"]
    except SlackApiError as error:
        return ChannelState.HIDDEN if error.response["error"] in HIDDEN else ChannelState.UNKNOWN
    if channel.get("is_member"):
        return ChannelState.INSIDE
    return ChannelState.HIDDEN if channel.get("is_private") else ChannelState.OUTSIDE
