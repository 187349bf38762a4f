"""What the business says no to, and why."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An action that the rules do not allow. Nothing of it is stored.

    `reason` is `feature.what_is_wrong` (for instance `activity.in_the_future`); the words live in
    `messages/templates/<feature>.j2` (or `<feature>/refused.j2`) as the macro `refused_<what_is_wrong>`, which gets
    `values`.
    """

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
