"""Breaking something on purpose: faults, rate limits, refused blocks, lost connections, and removing the app."""

from handlers.local_slack.blocks.layout import BLOCKS
from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.events import tell
from handlers.local_slack.faults import EVENT, RESPONSE_URL, FaultRefused
from handlers.local_slack.web_api.call import METHODS
from handlers.local_slack.wire import Payload


async def add_fault(ask: Ask) -> Payload:
    """Adds a rule by which Slack fails."""
    method = ask.text("method") or "*"
    if method not in ("*", EVENT, RESPONSE_URL, *METHODS):
        raise ControlRefused(
            "invalid_fault", f'"{method}" is not a method of the Web API, nor "*", "{RESPONSE_URL}" or "{EVENT}".'
        )
    try:
        fault = ask.platform.faults.add(ask.arguments)
    except FaultRefused as refusal:
        raise ControlRefused("invalid_fault", f"{refusal}.") from None
    return {"fault": fault.as_payload()}


async def read_faults(ask: Ask) -> Payload:
    """The rules in force, and what else is broken in this workspace."""
    return {
        "faults": [fault.as_payload() for fault in ask.platform.faults.rules],
        "rate_limits": ask.platform.rate_limits.enabled,
        "refused_blocks": sorted(ask.workspace.refused_blocks),
        "installed": ask.app.installed,
    }


async def clear_faults(ask: Ask) -> Payload:
    """All is well again; with `id`, only this rule is taken away."""
    number = ask.text("id")
    if not number:
        ask.platform.faults.clear()
    elif not number.isdigit() or not ask.platform.faults.remove(int(number)):
        raise ControlRefused("fault_not_found", f'There is no fault with the id "{number}".')
    return {}


async def rate_limits(ask: Ask) -> Payload:
    """Switches the rate limits on or off."""
    ask.platform.rate_limits.enabled = bool(ask.arguments.get("enabled"))
    _changed(ask)
    return {"enabled": ask.platform.rate_limits.enabled}


async def refused_blocks(ask: Ask) -> Payload:
    """From now on this workspace answers these types of blocks with `invalid_blocks`, and no others."""
    types = ask.arguments.get("types")
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise ControlRefused("invalid_value", '"types" must be a list of block types.')
    if unknown := sorted(set(types) - set(BLOCKS)):
        raise ControlRefused("invalid_value", f'"{unknown[0]}" is not a type of block.')
    ask.workspace.refused_blocks = set(types)
    _changed(ask)
    return {"refused_blocks": sorted(types)}


async def disconnect(ask: Ask) -> Payload:
    """Sends every Socket Mode connection a `disconnect` with this reason."""
    reason = ask.text("reason") or "refresh_requested"
    if reason not in ("warning", "refresh_requested", "link_disabled"):
        raise ControlRefused("invalid_reason", '"reason" is warning, refresh_requested or link_disabled.')
    return {"connections": await ask.platform.socket_mode.disconnect(ask.app.id, reason)}


async def uninstall(ask: Ask) -> Payload:
    """Removes the app from the workspace: it hears app_uninstalled and tokens_revoked, and its token is dead."""
    workspace, platform, app = ask.workspace, ask.platform, ask.app
    await tell(platform, workspace, app, {"type": "app_uninstalled", "event_ts": platform.clock.ts()})
    tokens = {"oauth": [], "bot": [app.bot_user_id]}
    revoked = {"type": "tokens_revoked", "tokens": tokens, "event_ts": platform.clock.ts()}
    await tell(platform, workspace, app, revoked)
    app.installed = False
    _changed(ask)
    return {}


async def install(ask: Ask) -> Payload:
    """Brings a removed app back, with the token it had; an app with a client id asks for its own by OAuth."""
    ask.app.installed = True
    _changed(ask)
    return {}


def _changed(ask: Ask) -> None:
    ask.platform.stream.tell({"type": "faults", "team": ask.workspace.id})
