"""dnd.*: who does not want to be disturbed. An app may look; only a person's own token changes it."""

from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.wire import Payload

MOST_USERS = 50


@method("dnd.info", tier=3, scopes=("dnd:read",), json=False)
async def dnd_info(call: Call) -> Payload:
    """One person's quiet hours, the bot's own when nobody is named."""
    person = call.person() if call.text("user") else call.workspace.people[call.app.bot_user_id]
    return person.quiet.status(call.platform.now(), person.tz)


@method("dnd.teamInfo", tier=2, scopes=("dnd:read",), json=False)
async def dnd_team_info(call: Call) -> Payload:
    """The quiet hours of up to fifty people."""
    users = call.ids("users")
    if len(users) > MOST_USERS:
        raise ApiError("too_many_users")
    people = [call.workspace.person(user) for user in users]
    now = call.platform.now()
    return {"users": {one.id: one.quiet.status(now, one.tz) for one in people if one}}


@method("dnd.setSnooze", tier=2, caller="user")
async def dnd_set_snooze(call: Call) -> Payload:
    """For a person's token, of which there is none here."""
    raise ApiError("not_allowed_token_type")


@method("dnd.endSnooze", tier=2, caller="user")
async def dnd_end_snooze(call: Call) -> Payload:
    """For a person's token, of which there is none here."""
    raise ApiError("not_allowed_token_type")


@method("dnd.endDnd", tier=2, caller="user")
async def dnd_end_dnd(call: Call) -> Payload:
    """For a person's token, of which there is none here."""
    raise ApiError("not_allowed_token_type")
