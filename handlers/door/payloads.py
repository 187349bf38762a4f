"""Slack's payloads as plain values: a pressed button, a submitted form, a profile, typed text without its escapes."""

from typing import Any, TypeAlias

from handlers.door.origin import own_metadata
from handlers.door.request import Form, Press
from models.team.enrolment import Profile, Standing
from models.team.naming import visible_name

Json: TypeAlias = dict[str, Any]
SLACKBOT = "USLACKBOT"
"""Famously, it does not say that it is a bot."""


def unescaped(text: str) -> str:
    """What the person typed: Slack sends `& < >` as entities in texts."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def without_mention(body: Json) -> str:
    """The text of an `app_mention` without the name of the bot, wherever it stands; others who are named stay."""
    [bot, *_] = body.get("authorizations") or [{}]
    name = f"<@{bot['user_id']}>" if bot.get("is_bot") else ""
    text = str(body["event"].get("text") or "")
    rest = text.replace(name, " ") if name else text.partition(">")[2]
    return " ".join(rest.split(" ")).strip().lstrip(",:").strip()


def press(body: Json) -> Press:
    """The button or menu of a `block_actions` payload, with the fields around it."""
    action = body["actions"][0]
    chosen = chosen_in(action)
    view = body.get("view") or {}
    container = body.get("container") or {}
    state = (body.get("state") or view.get("state") or {}).get("values") or {}
    return Press(
        action_id=action["action_id"],
        value=chosen if isinstance(chosen, str) else "",
        values=chosen if isinstance(chosen, list) else [],
        fields=_fields(state),
        view_id=str(view.get("id") or ""),
        metadata=own_metadata(view),
        channel_id=str((body.get("channel") or {}).get("id") or container.get("channel_id") or ""),
        message_ts=str(container.get("message_ts") or ""),
    )


def place_of_press(body: Json) -> int:
    """After how many blocks of its view the button stands, its own block included when that is a row of buttons."""
    pressed = body["actions"][0].get("block_id")
    for place, block in enumerate(body["view"].get("blocks") or ()):
        if block.get("block_id") == pressed:
            return place + int(block.get("type") == "actions")
    return 1


def form(body: Json) -> Form:
    """The submitted modal of a `view_submission` payload."""
    view = body["view"]
    return Form(_fields(view["state"]["values"]), own_metadata(view), str(view["id"]))


def first_input(view: Json) -> str:
    """The block_id of the first field: where an error goes that belongs to no field."""
    return next((str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"), "")


def chosen_in(element: Json) -> str | list[str] | None:
    """The value of one element, whatever its type: stripped text, an id, or a list of them."""
    match element.get("type"):
        case "static_select" | "external_select" | "radio_buttons" | "overflow":
            option = element.get("selected_option")
            return str(option["value"]) if option else None
        case "multi_static_select" | "multi_external_select" | "checkboxes":
            return [str(option["value"]) for option in element.get("selected_options") or []]
        case "multi_users_select" | "multi_conversations_select" | "multi_channels_select" as kind:
            name = "selected_" + kind.removeprefix("multi_").removesuffix("_select")
            return [str(item) for item in element.get(name) or []]
        case "users_select" | "conversations_select" | "channels_select" as kind:
            return element.get("selected_" + kind.removesuffix("s_select")) or None
        case "datepicker":
            return element.get("selected_date") or None
        case "timepicker":
            return element.get("selected_time") or None
        case "datetimepicker":
            moment = element.get("selected_date_time")
            return str(moment) if moment else None
        case _:
            return str(element.get("value") or "").strip() or None


def _fields(values: Json) -> Json:
    return {block_id: chosen_in(next(iter(elements.values()))) for block_id, elements in values.items() if elements}


def profile(user: Json, workspace_id: str) -> Profile:
    """What Slack's `users.info` (with locale) and the user events say of a person, to this workspace."""
    about = user.get("profile") or {}
    names = (about.get("real_name"), user.get("real_name"), about.get("display_name"), user.get("name"))
    is_confirmed = user.get("is_email_confirmed") is not False
    return Profile(
        slack_user_id=user["id"],
        name=visible_name(*names) or user["id"],
        email=(about.get("email") or "").lower() or None if is_confirmed else None,
        zone=user.get("tz") or None,
        language=str(user.get("locale") or "")[:2] or None,
        locale=str(user.get("locale") or "") or None,
        is_owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        standing=_standing(user, workspace_id),
    )


def is_stranger(body: Json, workspace_id: str) -> bool:
    """Whether what arrived says that it comes from another workspace's user, in a channel that both share."""
    event, user = body.get("event") or {}, body.get("user")
    written = event.get("message") or event  # a message that was changed says it inside
    own = written.get("user_team") or (user.get("team_id") if isinstance(user, dict) else None)
    return bool(own) and not _is_home(str(own), workspace_id, body)


def _standing(user: Json, workspace_id: str) -> Standing:
    teams = [user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())]
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Standing.BOT
    if user.get("is_stranger") or (user.get("team_id") and workspace_id not in teams):
        return Standing.STRANGER
    if user.get("deleted"):
        return Standing.GONE
    return Standing.GUEST if user.get("is_restricted") or user.get("is_ultra_restricted") else Standing.MEMBER


def _is_home(team_id: str, workspace_id: str, body: Json) -> bool:
    """In an Enterprise organisation a user may be said to be of the organisation."""
    enterprise = body.get("enterprise") or {}
    return team_id in {workspace_id, body.get("enterprise_id"), enterprise.get("id")}
