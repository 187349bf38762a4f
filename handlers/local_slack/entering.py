"""Entering a value in an element: what a person may choose there, and what a form must hold before it is sent."""

import re
from datetime import date, time
from typing import Any

from handlers.local_slack.form_state import STATEFUL, StateKey, entry_of
from handlers.local_slack.refused import Refused
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")
CONVERSATIONS = ("conversations_select", "channels_select")


class ValueRefused(Refused):
    """A person cannot enter this here; the message says why."""


def entered(workspace: Workspace, block: Payload, element: Payload, value: Any) -> Payload:
    """The entry of state.values for a value from the control API. Raises ValueRefused."""
    if "external" in element["type"]:
        element = element | {"options": workspace.offered.get((block["block_id"], element["action_id"]), [])}
    kind = element["type"]
    if kind not in STATEFUL:
        raise ValueRefused(f"nothing can be entered in a {kind}")
    if value in (None, "", []):
        return entry_of(element, STATEFUL[kind][2])
    if kind.startswith("multi_") or kind == "checkboxes":
        chosen = value if isinstance(value, list) else [value]
        most = element.get("max_selected_items")
        if most and len(chosen) > most:
            raise ValueRefused(f"at most {most} can be chosen")
        return entry_of(element, [_one(workspace, element, one) for one in chosen])
    return entry_of(element, _one(workspace, element, value))


def chosen_option(element: Payload, value: Any) -> Payload:
    """The option with this value. Raises ValueRefused."""
    options = [*element.get("options", []), *(o for g in element.get("option_groups", []) for o in g["options"])]
    for option in options:
        if option.get("value") == value:
            return dict(option)
    raise ValueRefused(f'"{value}" is not one of the options')


def unfinished(blocks: list[Payload], state: dict[StateKey, Payload]) -> dict[str, str]:
    """What the client refuses to send: block_id → what is wrong with the input."""
    wrong = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            entry = state[block["block_id"], element["action_id"]]
            value = entry[STATEFUL[element["type"]][0]]
            if value in (None, "", []):
                if not block.get("optional", False):
                    wrong[block["block_id"]] = REQUIRED
            elif complaint := _complaint(element, value):
                wrong[block["block_id"]] = complaint
    return wrong


def _one(workspace: Workspace, element: Payload, value: Any) -> Any:
    kind = element["type"].removeprefix("multi_")
    if kind in ("static_select", "external_select", "radio_buttons", "checkboxes"):
        return chosen_option(element, value)
    if kind == "users_select":
        if workspace.person(str(value)) is None:
            raise ValueRefused(f'"{value}" is nobody\'s id')
    elif kind in CONVERSATIONS:
        if workspace.channels.get(str(value)) is None:
            raise ValueRefused(f'"{value}" is not the id of a conversation')
    elif kind in ("datepicker", "timepicker"):
        _moment(kind, str(value))
    elif kind == "datetimepicker":
        if not str(value).isdigit():
            raise ValueRefused("a moment is entered in seconds since 1970")
        return int(value)
    elif kind == "rich_text_input":
        return value if isinstance(value, dict) else _rich(str(value))
    elif kind != "file_input":
        return str(value)
    return value


def _moment(kind: str, value: str) -> None:
    try:
        if kind == "datepicker":
            date.fromisoformat(value)
        else:
            time.fromisoformat(value)
    except ValueError:
        shape = "YYYY-MM-DD" if kind == "datepicker" else "HH:MM"
        raise ValueRefused(f'"{value}" is not {shape}') from None


def _rich(text: str) -> Payload:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _complaint(element: Payload, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(value) > element.get("max_length", 3000):
            return f"Please enter at most {element.get('max_length', 3000)} characters."
    if kind == "email_text_input" and not EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not URL.fullmatch(value):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _number_complaint(element, value)
    return None


def _number_complaint(element: Payload, value: str) -> str | None:
    whole = not element.get("is_decimal_allowed", False)
    if not re.fullmatch(r"-?\d+" if whole else r"-?\d*\.?\d+", value):
        return "Please enter a whole number." if whole else "Please enter a number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None
