"""auth.test, api.test, team.info and apps.connections.open."""

from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.wire import Payload


@method("api.test", tier=4, caller="anyone")
async def api_test(call: Call) -> Payload:
    """Gives back what it was sent."""
    if code := call.text("error"):
        raise ApiError(code, args=call.arguments)
    return {"args": call.arguments}


@method("auth.test", tier=5)
async def auth_test(call: Call) -> Payload:
    """Who the token is."""
    bot = call.workspace.people[call.app.bot_user_id]
    return {
        "url": f"https://{call.workspace.domain}.slack.com/",
        "team": call.workspace.name,
        "user": bot.name,
        "team_id": call.workspace.id,
        "user_id": bot.id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


@method("team.info", tier=3, scopes=("team:read",), json=False)
async def team_info(call: Call) -> Payload:
    """The workspace."""
    workspace = call.workspace
    if call.text("team", workspace.id) != workspace.id:
        raise ApiError("team_not_found")
    domain = workspace.domain
    return {
        "team": {
            "id": workspace.id,
            "name": workspace.name,
            "domain": domain,
            "url": f"https://{domain}.slack.com/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


@method("bots.info", tier=3, scopes=("users:read",), json=False)
async def bots_info(call: Call) -> Payload:
    """The bot of an app in this workspace, its own one when none is named."""
    wanted = call.text("bot", call.app.bot_id)
    app = next((a for a in call.workspace.apps.values() if a.bot_id == wanted), None)
    if app is None:
        raise ApiError("bot_not_found")
    return {"bot": {"id": app.bot_id, "deleted": False, "name": app.name, "app_id": app.id, "user_id": app.bot_user_id}}


@method("apps.connections.open", tier=3, caller="app")
async def apps_connections_open(call: Call) -> Payload:
    """An address for one WebSocket."""
    app_id = call.platform.installs.app_of(call.token) or ""
    ticket = call.platform.socket_mode.issue_ticket(app_id)
    base = call.platform.url.replace("http", "ws", 1)
    return {"url": f"{base}/link?ticket={ticket}&app_id={app_id}"}


@method("auth.revoke", tier=3)
async def auth_revoke(call: Call) -> Payload:
    """Gives the token up: it is good for nothing until the app is installed again."""
    if not call.flag("test"):
        call.platform.installs.revoke(call.app)
    return {"revoked": not call.flag("test")}
