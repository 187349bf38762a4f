"""From which message a form was opened: its address goes with the form, so that the answer can take that message's place.

Slack sends the response_url with the press alone. It works five times within half an hour, for that message only.
"""

from typing import Any

Json = dict[str, Any]
_MARK = "\u241fresponse_url="
LONGEST = 3_000
"""What Slack takes as a view's metadata."""


def from_message(view: Json, body: Json) -> Json:
    """The view of a form that opens now, with where it was opened: the message pressed, or that of the modal below it."""
    url = body.get("response_url") if body.get("message") or body.get("container") else None
    url = url or origin_of(body)
    said = f"{view.get('private_metadata') or ''}{_MARK}{url}"
    return {**view, "private_metadata": said} if url and len(said) <= LONGEST else view


def origin_of(body: Json) -> str:
    """The address of the message from which the form of this payload was opened; empty when it was none."""
    return str((body.get("view") or {}).get("private_metadata") or "").partition(_MARK)[2]


def own_metadata(view: Json) -> str:
    """What the feature itself gave the form to carry."""
    return str(view.get("private_metadata") or "").partition(_MARK)[0]
