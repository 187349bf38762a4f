"""oauth.v2.access: a code, or a refresh token, for a bot token."""

from handlers.local_slack.installs import ROTATED_LIFETIME, Grant, Installed
from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.wire import Payload


@method("oauth.v2.access", tier=5, caller="anyone", json=False)
async def oauth_v2_access(call: Call) -> Payload:
    """Exchanges what a person's consent gave. The client's id and secret come as Basic auth or as arguments."""
    client_id, client_secret = call.basic or (call.text("client_id"), call.text("client_secret"))
    places = call.platform.installs.of_client(client_id)
    if not places:
        raise ApiError("invalid_client_id")
    if client_secret not in {one.app.client_secret for one in places.values()}:
        raise ApiError("bad_client_secret")
    grant = _grant(call)
    installed = places.get(grant.team)
    if installed is None or installed.app.id != grant.app:
        raise ApiError("invalid_code")
    if grant.redirect_uri and call.text("redirect_uri") != grant.redirect_uri:
        raise ApiError("bad_redirect_uri")
    if not grant.scopes and not installed.app.installed:
        raise ApiError("invalid_refresh_token")
    if grant.scopes:
        call.platform.installs.install(installed, grant.scopes)
    return _token(call, installed, grant)


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


def _token(call: Call, installed: Installed, grant: Grant) -> Payload:
    workspace, app = installed.workspace, installed.app
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
    if grant.enterprise:  # of a whole organisation Slack names no workspace
        answer |= {"team": None, "enterprise": {"id": grant.enterprise, "name": grant.enterprise}}
        answer["is_enterprise_install"] = True
    if app.token_rotation:
        answer["access_token"], answer["refresh_token"] = call.platform.installs.rotate(installed, grant.user)
        answer["expires_in"] = int(ROTATED_LIFETIME.total_seconds())
    return answer
