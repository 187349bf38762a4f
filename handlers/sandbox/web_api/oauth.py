"""oauth.v2.access: a code, or a refresh token, for a bot token."""

from handlers.sandbox.installs import ROTATED_LIFETIME, Grant
from handlers.sandbox.web_api.call import ApiError, Call, method
from handlers.sandbox.wire import Payload
from handlers.sandbox.workspace import Workspace


@method("oauth.v2.access", tier=5, caller="anyone", json=False)
async def oauth_v2_access(call: Call) -> Payload:
    """Exchanges what a person's consent gave. The client's id and secret come as Basic auth or as arguments."""
    client_id, client_secret = call.basic or (call.text("client_id"), call.text("client_secret"))
    workspaces = {w.id: w for w in call.platform.installs.workspaces_of_client(client_id)}
    if not workspaces:
        raise ApiError("invalid_client_id")
    grant = _grant(call)
    workspace = workspaces.get(grant.team)
    if workspace is None:
        raise ApiError("invalid_code")
    if workspace.app.client_secret != client_secret:
        raise ApiError("bad_client_secret")
    if call.text("redirect_uri") not in ("", grant.redirect_uri):
        raise ApiError("bad_redirect_uri")
    workspace.app.installed = True
    return _token(call, workspace, grant)


def _grant(call: Call) -> Grant:
    kind = call.text("grant_type", "authorization_code")
    if kind == "refresh_token":
        found = call.platform.installs.redeem_refresh(call.text("refresh_token"))
        if found is None:
            raise ApiError("invalid_refresh_token")
        return found
    if kind != "authorization_code":
        raise ApiError("invalid_grant_type")
    found = call.platform.installs.redeem_code(call.text("code"))
    if found is None:
        raise ApiError("invalid_code")
    return found


def _token(call: Call, workspace: Workspace, grant: Grant) -> Payload:
    app = workspace.app
    answer: Payload = {
        "app_id": app.id,
        "authed_user": {"id": grant.user},
        "scope": ",".join(app.scopes),
        "token_type": "bot",
        "access_token": app.bot_token,
        "bot_user_id": app.bot_user_id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if app.token_rotation:
        answer["access_token"], answer["refresh_token"] = call.platform.installs.rotate(grant)
        answer["expires_in"] = int(ROTATED_LIFETIME.total_seconds())
    return answer
