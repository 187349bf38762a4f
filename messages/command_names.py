"""The names of our commands in a workspace where `/log` is another app's (KOERS_COMMAND_PREFIX).

Texts are written with the usual names; what is said calls them as they can be typed there. `/koers` keeps its name.
In what we say only our own words have backticks (`words.plain` leaves none in other people's), so nobody's note is changed.
"""

import re
from typing import Any

COMMANDS = ("log", "deal", "scorecard", "goal", "target", "review", "coach", "audit", "plan", "digest", "team", "leave")
USUAL = "/"
_CALLED = re.compile(rf"`/(?=(?:{'|'.join(COMMANDS)})\b)")
_prefix = USUAL


def call_commands(prefix: str) -> None:
    """From now on, in this process: `/koers-` makes `/koers-log` of `/log`."""
    global _prefix
    _prefix = prefix


def are_renamed() -> bool:
    """Whether the commands have other names than usual."""
    return _prefix != USUAL


def renamed(value: Any) -> Any:
    """A text, or the texts in blocks and views at any depth, with the names that the commands have here."""
    if isinstance(value, str):
        return _CALLED.sub(f"`{_prefix}", value)
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, dict):
        return {name: renamed(item) for name, item in value.items()}
    return value
