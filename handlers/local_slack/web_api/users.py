"""users.*: people with their zone and language."""

from handlers.local_slack.people import Person
from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.web_api.paging import page_of
from handlers.local_slack.wire import Payload

CONVERSATIONS = ("channels:read", "groups:read", "im:read", "mpim:read")


@method("users.info", tier=4, scopes=("users:read",), json=False)
async def users_info(call: Call) -> Payload:
    """One person."""
    return {"user": _as_json(call, call.person())}


@method("users.list", tier=2, scopes=("users:read",), json=False)
async def users_list(call: Call) -> Payload:
    """Everybody of the workspace (no strangers), the app's bot and Slackbot too, a page at a time when `limit` is given."""
    people, metadata = page_of(
        call, [one for one in call.workspace.people.values() if not one.home_team], most=1000, default=1000
    )
    return {
        "members": [_as_json(call, person) for person in people],
        "cache_ts": int(call.platform.now().timestamp()),
        "response_metadata": metadata,
    }


@method("users.lookupByEmail", tier=3, scopes=("users:read.email",), json=False)
async def users_lookup_by_email(call: Call) -> Payload:
    """The person with this address, unless deactivated."""
    email = call.required("email", "users_not_found").casefold()
    for person in call.workspace.people.values():
        if person.email and person.email.casefold() == email and not person.deleted:
            return {"user": _as_json(call, person)}
    raise ApiError("users_not_found")


@method("users.getPresence", tier=3, scopes=("users:read",), json=False)
async def users_get_presence(call: Call) -> Payload:
    """Whether somebody is there: nobody who is deactivated or has set themselves away."""
    person = call.person()
    return {"presence": "away" if person.is_away or person.deleted else "active"}


@method("users.profile.get", tier=4, scopes=("users.profile:read",), json=False)
async def users_profile_get(call: Call) -> Payload:
    """A person's profile."""
    return {"profile": _as_json(call, call.person())["profile"]}


@method("users.conversations", tier=3, scopes=CONVERSATIONS, json=False)
async def users_conversations(call: Call) -> Payload:
    """The conversations in which the app, or the given person, is a member."""
    reader = call.person().id if call.text("user") else call.app.bot_user_id
    kinds = call.types()
    mine = [c for c in call.workspace.channels.values() if reader in c.members and call.sees(c)]
    mine = [c for c in mine if c.kind in kinds and not (c.is_archived and call.flag("exclude_archived"))]
    channels, metadata = page_of(call, mine, most=1000, default=100)
    return {"channels": [c.as_slack(call.app.bot_user_id) for c in channels], "response_metadata": metadata}


def _as_json(call: Call, person: Person) -> Payload:
    return person.as_slack(
        call.workspace.id,
        call.platform.now(),
        locale=call.flag("include_locale"),
        email="users:read.email" in call.app.scopes,
    )
