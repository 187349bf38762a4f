"""What a person has entered: `state.values`, built from the blocks of a view or a message."""

from collections.abc import Iterator
from typing import Any

from handlers.local_slack.wire import Payload

StateKey = tuple[str, str]  # block_id, action_id

# element type: (name in state.values, name of the initial value, what stands there when nothing was entered)
STATEFUL: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "", []),
}


def elements_of(blocks: list[Payload]) -> Iterator[tuple[Payload, Payload]]:
    """Every interactive element with the block it stands in, in reading order."""
    for block in blocks:
        kind = block["type"]
        if kind in ("actions", "context_actions"):
            inside = block["elements"]
        elif kind == "input":
            inside = [block["element"]]
        elif kind == "section" and "accessory" in block:
            inside = [block["accessory"]]
        elif kind == "card":
            inside = block.get("actions", [])
        else:
            yield from elements_of(block.get("child_blocks", []))
            yield from elements_of([e for e in block.get("elements", []) if e.get("type") == "card"])
            continue
        for element in inside:
            if "action_id" in element:
                yield block, element


def initial_state(blocks: list[Payload]) -> dict[StateKey, Payload]:
    """The state before anybody has touched anything: the initial values of the elements."""
    state = {}
    for block, element in elements_of(blocks):
        if element["type"] in STATEFUL:
            name, initial, empty = STATEFUL[element["type"]]
            state[block["block_id"], element["action_id"]] = entry_of(element, element.get(initial, empty), name)
    return state


def kept_state(before: dict[StateKey, Payload], blocks: list[Payload]) -> dict[StateKey, Payload]:
    """The state after a view was replaced: entered values stay where ids and type are the same."""
    after = initial_state(blocks)
    for key, entry in before.items():
        if key in after and after[key]["type"] == entry["type"]:
            after[key] = entry
    return after


def entry_of(element: Payload, value: Any, name: str = "") -> Payload:
    """One entry of state.values."""
    entry = {"type": element["type"], (name or STATEFUL[element["type"]][0]): value}
    if "timezone" in element:
        entry["timezone"] = element["timezone"]
    return entry


def values_of(state: dict[StateKey, Payload]) -> dict[str, dict[str, Payload]]:
    """`state.values`: block_id → action_id → what was entered."""
    values: dict[str, dict[str, Payload]] = {}
    for (block_id, action_id), entry in state.items():
        values.setdefault(block_id, {})[action_id] = entry
    return values


def find_element(blocks: list[Payload], block_id: str = "", action_id: str = "") -> tuple[Payload, Payload] | None:
    """The element with this action_id and/or in this block, with its block."""
    for block, element in elements_of(blocks):
        if (not block_id or block["block_id"] == block_id) and (not action_id or element["action_id"] == action_id):
            return block, element
    return None
