"""The payloads of interactions: what Slack tells an app when a person clicks, submits, closes or searches."""

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig, ShortcutConfig
from handlers.local_slack.form_state import STATEFUL, elements_of, values_of
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.screens import Screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


def block_actions(
    platform: Platform,
    workspace: Workspace,
    app: AppConfig,
    person: Person,
    place: Payload,
    block: Payload,
    element: Payload,
    entry: Payload,
) -> Payload:
    """A click; `place` is where it happened (see `in_message` and `in_view`)."""
    action: Payload = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **{name: element[name] for name in ("text", "value", "style", "placeholder") if name in element},
        **entry,
        "action_ts": platform.clock.ts(),
    }
    return _base(platform, workspace, app, person, "block_actions") | place | {"actions": [action]}


def in_message(
    workspace: Workspace, channel: Channel, message: Payload, state: dict[tuple[str, str], Payload], response_url: str
) -> Payload:
    """Where a click in a message happened; the message itself is left out when it is ephemeral."""
    ephemeral = message.get("is_ephemeral", False)
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id, "is_ephemeral": ephemeral}
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    place: Payload = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.told_name},
        "state": {"values": values_of(state)},
        "response_url": response_url,
    }
    return place if ephemeral else place | {"message": dict(message)}


def in_view(workspace: Workspace, screen: Screen) -> Payload:
    """Where a click in a modal or on Home happened."""
    return {"container": {"type": "view", "view_id": screen.id}, "view": screen.as_slack(workspace.id)}


def view_submission(platform: Platform, workspace: Workspace, person: Person, screen: Screen) -> Payload:
    """A modal is sent."""
    sent = _base(platform, workspace, screen.app, person, "view_submission")
    urls = _form_response_urls(platform, workspace, person, screen)
    return sent | {"view": screen.as_slack(workspace.id), "response_urls": urls}


def view_closed(platform: Platform, workspace: Workspace, person: Person, screen: Screen, cleared: bool) -> Payload:
    """A modal that asked to know is closed."""
    closed = _base(platform, workspace, screen.app, person, "view_closed")
    del closed["trigger_id"]
    return closed | {"view": screen.as_slack(workspace.id), "is_cleared": cleared}


def block_suggestion(
    platform: Platform,
    workspace: Workspace,
    app: AppConfig,
    person: Person,
    place: Payload,
    block: Payload,
    element: Payload,
    typed: str,
) -> Payload:
    """Options are wanted for what a person types in an external select."""
    asked = _base(platform, workspace, app, person, "block_suggestion") | place
    del asked["trigger_id"]
    asked.pop("response_url", None)
    return asked | {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}


def slash_command(
    platform: Platform, workspace: Workspace, app: AppConfig, person: Person, channel: Channel, command: str, text: str
) -> Payload:
    """A slash command; all values are text, as they travel in a form."""
    return {
        "token": app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel.told_name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": _response_url(platform, workspace, app, person, channel.id),
        "trigger_id": platform.triggers.issue(workspace.id, app.id, person.id),
    }


def shortcut_payload(
    platform: Platform,
    workspace: Workspace,
    app: AppConfig,
    person: Person,
    shortcut: ShortcutConfig,
    channel: Channel | None,
    message: Payload | None,
) -> Payload:
    """A shortcut is run: a global one, or one of a message."""
    kind = "message_action" if message else "shortcut"
    run = _base(platform, workspace, app, person, kind) | {"callback_id": shortcut.callback_id}
    del run["api_app_id"], run["user"]["name" if kind == "shortcut" else "username"]  # each has one of the two
    run["action_ts"] = platform.clock.ts()
    if channel is None or message is None:
        return run
    return run | {
        "channel": {"id": channel.id, "name": channel.told_name},
        "message": dict(message),
        "message_ts": message["ts"],
        "response_url": _response_url(platform, workspace, app, person, channel.id),
    }


def action_entry(element: Payload, entry: Payload | None) -> Payload:
    """The part of an action that says what was chosen, with the element's initial value where there was one."""
    if element["type"] not in STATEFUL or entry is None:
        return {}
    name, initial, _ = STATEFUL[element["type"]]
    chosen = {name: entry[name]}
    return chosen | ({initial: element[initial]} if initial in element else {})


def _response_url(platform: Platform, workspace: Workspace, app: AppConfig, person: Person, channel_id: str) -> str:
    key = platform.response_urls.issue(workspace.id, app.id, channel_id, person.id)
    return f"{platform.url}/response/{key}"


def _form_response_urls(platform: Platform, workspace: Workspace, person: Person, screen: Screen) -> list[Payload]:
    """An address for each conversation that was chosen where the form asks for one (`response_url_enabled`)."""
    urls = []
    for block, element in elements_of(screen.view["blocks"]):
        if element.get("response_url_enabled"):
            name, _, _ = STATEFUL[element["type"]]
            if chosen := screen.state[block["block_id"], element["action_id"]][name]:
                url = _response_url(platform, workspace, screen.app, person, chosen)
                ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
                urls.append({**ids, "response_url": url})
    return urls


def _base(platform: Platform, workspace: Workspace, app: AppConfig, person: Person, kind: str) -> Payload:
    return {
        "type": kind,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team(workspace.id)},
        "api_app_id": app.id,
        "token": app.verification_token,
        "trigger_id": platform.triggers.issue(workspace.id, app.id, person.id),
        "enterprise": None,
        "is_enterprise_install": False,
    }
