"""Blocks as Slack's JSON. What nearly every answer consists of is written out here; the rest resolves itself.

The library checks each part when it is made. When it resolves one, it walks through all values again at every level,
which costs as much as the making.
"""

from typing import Any

import slackblocks as sb

_OF_A_BUTTON = ("action_id", "url", "value", "style")


def json_of(part: Any) -> dict[str, Any]:
    """The same as `part._resolve()`."""
    kind = type(part)
    if kind in (sb.Text, sb.PlainText) and not (part.emoji or part.verbatim):
        return {"type": part.text_type.value, "text": part.text}
    if kind is sb.Button and not (part.confirm or part.accessibility_label or part.agent_prompt):
        given = {name: value for name in _OF_A_BUTTON if (value := getattr(part, name)) is not None}
        return {"type": "button", "text": json_of(part.text), **given}
    if kind is sb.SectionBlock and part.text and not part.fields:
        beside = {"accessory": json_of(part.accessory)} if part.accessory else {}
        return {"type": "section", "block_id": part.block_id, "text": json_of(part.text), **beside}
    if kind in (sb.ContextBlock, sb.ActionsBlock):
        elements = [json_of(element) for element in part.elements]
        return {"type": part.type.value, "block_id": part.block_id, "elements": elements}
    resolved: dict[str, Any] = part._resolve()
    return resolved
