"""From which message a form was opened: its address goes with the form, so that the answer can take that message's place.

So does the list in which it was pressed, if it was one (see `handlers/door/lists.py`).

Slack sends the response_url with the press alone. It works five times within half an hour, for that message only.
"""

from typing import Any

from messages.blocks import IN_LIST
from messages.together import PART

Json = dict[str, Any]
_MARK, _LIST = "\u241fresponse_url=", "\u241flist="
LONGEST = 3_000
"""What Slack takes as a view's metadata."""


def from_message(view: Json, body: Json) -> Json:
    """The view of a form that opens now, with where it was opened: the message pressed, or that of the modal below it."""
    pressed_in, listed = body.get("message") or {}, "~".join(list_of(body))
    url = body.get("response_url") if pressed_in or body.get("container") else None
    if any(str(block.get("block_id") or "").startswith(PART) for block in pressed_in.get("blocks") or ()):
        return view  # of several messages in one, only one was answered
    url = url or origin_of(body)
    said = f"{view.get('private_metadata') or ''}{_MARK}{url}{_LIST + listed if listed != '~' else ''}"
    return {**view, "private_metadata": said} if url and len(said) <= LONGEST else view


def origin_of(body: Json) -> str:
    """The address of the message from which the form of this payload was opened; empty when it was none."""
    return _carried(body).partition(_LIST)[0]


def list_of(body: Json) -> tuple[str, str]:
    """The list in which somebody presses, or from which the form of this payload was opened, and of what; else two empty texts."""
    pressed = str((body.get("actions") or [{}])[0].get("block_id") or "")
    mark = pressed.removeprefix(IN_LIST).rpartition("~")[0] if pressed.startswith(IN_LIST) else ""
    name, _, ref = (mark or _carried(body).partition(_LIST)[2]).partition("~")
    return name, ref


def _carried(body: Json) -> str:
    return str((body.get("view") or {}).get("private_metadata") or "").partition(_MARK)[2]


def own_metadata(view: Json) -> str:
    """What the feature itself gave the form to carry."""
    return str(view.get("private_metadata") or "").partition(_MARK)[0]
