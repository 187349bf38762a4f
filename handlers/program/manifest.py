"""The Slack app manifest that matches the code: what to paste into "create an app from a manifest"."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import yaml

from handlers.door.request import Command, Feature, Shortcut

Json: TypeAlias = dict[str, Any]

SCOPES = {
    "chat:write": "answers, digests and prompts",
    "chat:write.public": "the team digest in a channel that the bot was not invited to",
    "chat:write.customize": "a manager's praise in a channel under the name of the manager",
    "commands": "the slash commands",
    "im:write": "messages to a person",
    "im:history": "plain messages in the bot's DM, and looking up whether a message has arrived",
    "channels:history": "looking up whether a digest has arrived",
    "groups:history": "the same in private channels",
    "channels:read": "the names of channels",
    "channels:join": "joining a team's channel when an admin asks",
    "groups:read": "the same for private channels",
    "users:read": "names, time zones and languages",
    "users:read.email": "recognising people from an import",
    "team:read": "the name of the workspace",
    "files:read": "a file of deals, people, leave … that an admin drops into the bot's DM to import it",
    "files:write": "exports and PDFs",
    "app_mentions:read": "answering when it is mentioned, to who wrote",
}
"""What the bot asks for, and what for."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def commands_of(features: Sequence[Feature]) -> list[Command]:
    """The slash commands that the features declare; what is only typed behind `/koers` is none."""
    return [command for feature in features for command in feature.commands if not command.only_in_koers]


def shortcuts_of(features: Sequence[Feature]) -> list[Shortcut]:
    """The shortcuts that the features declare."""
    return [shortcut for feature in features for shortcut in feature.shortcuts]


def manifest(features: Sequence[Feature], prefix: str = "/", http_url: str = "") -> Json:
    """The manifest. With `http_url` Slack posts there; without, the app uses Socket Mode."""
    events_url = f"{http_url.rstrip('/')}/slack/events" if http_url else ""
    with_url = {"url": events_url} if events_url else {}
    request_url = {"request_url": events_url} if events_url else {}
    oauth: Json = {"scopes": {"bot": list(SCOPES)}}
    if http_url:
        oauth["redirect_urls"] = [f"{http_url.rstrip('/')}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Koers",
            "description": "The sales team's coach: log in one line, see your pace, keep your agreements.",
            "background_color": "#0b4f4a",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "koers", "always_online": True},
            "slash_commands": [
                {
                    "command": "/koers" if command.word == "koers" else prefix + command.word,
                    "description": command.does,
                    "usage_hint": command.hint,
                    "should_escape": True,
                    **with_url,
                }
                for command in commands_of(features)
            ],
            "shortcuts": [
                {
                    "name": one.name,
                    "type": "message" if one.of_message else "global",
                    "callback_id": one.callback_id,
                    "description": one.does,
                }
                for one in shortcuts_of(features)
            ],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **request_url},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not http_url,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(value: Json) -> str:
    """The manifest as YAML, in the order in which it was written."""
    return str(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120))
