"""blocks.validate: what Slack would find wrong, without posting anything."""

import re
from typing import Any

from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from handlers.local_slack.web_api.call import ApiError, Call, invalid_arguments, method
from handlers.local_slack.wire import Payload

LONGEST = 100_000  # characters of the JSON
PLACE = re.compile(r"(.*) \[json-pointer:(.*)\]", re.DOTALL)


@method("blocks.validate", tier=3)
async def blocks_validate(call: Call) -> Payload:
    """Judges one of `blocks`, `message` or `view`; each mistake with its message and its place."""
    given = [name for name in ("blocks", "message", "view") if call.arguments.get(name)]
    if len(given) != 1:
        raise ApiError(
            "invalid_arguments",
            response_metadata={"messages": ["must provide exactly one of `blocks`, `view`, or `message`"]},
        )
    (name,) = given
    if len(str(call.arguments[name])) > LONGEST:
        raise invalid_arguments(f"must be less than {LONGEST + 1} characters [json-pointer:/{name}]")
    if wrong := _wrong(call, name, call.structure(name, "invalid_arguments")):
        raise ApiError(f"invalid_{name}", errors=[_mistake(one) for one in wrong])
    return {}


def _wrong(call: Call, name: str, value: Any) -> list[str]:
    refused = call.workspace.refused_blocks
    if name == "blocks":
        return wrong_blocks(value, "message", refused, "")
    if name == "message":
        blocks = value.get("blocks", []) if isinstance(value, dict) else value
        return wrong_blocks(blocks, "message", refused)
    return [one.replace("[json-pointer:/view", "[json-pointer:") for one in wrong_view(value, refused)]


def _mistake(written: str) -> Payload:
    found = PLACE.fullmatch(written)
    message, pointer = found.groups() if found else (written, "")
    return {"code": "failed_constraint", "message": message, "pointer": pointer}
