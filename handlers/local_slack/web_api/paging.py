"""Long lists come a page at a time."""

from typing import Any

from handlers.local_slack.web_api.call import ApiError, Call
from handlers.local_slack.wire import Payload


def page_of(call: Call, items: list[Any], most: int, default: int) -> tuple[list[Any], Payload]:
    """One page of a list, and the `response_metadata` with the cursor of the next. Raises `invalid_cursor`."""
    limit = call.integer("limit", default) or default
    if limit < 0 or limit > most:
        raise ApiError("invalid_limit")
    start = _position(call.text("cursor"))
    following = start + limit
    cursor = _cursor(following) if following < len(items) else ""
    return items[start:following], {"next_cursor": cursor}


def _cursor(position: int) -> str:
    return f"bmV4dF9pZDo{position:x}="


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(cursor.removeprefix("bmV4dF9pZDo").removesuffix("="), 16)
    except ValueError:
        raise ApiError("invalid_cursor") from None
