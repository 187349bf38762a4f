"""Faults by rule: Slack is told to fail in a certain way, a certain number of times."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import count
from typing import Any, Literal

from handlers.local_slack.refused import Refused
from handlers.local_slack.wire import Payload

EFFECTS = ("drop", "500", "429", "slow", "error")
DELIVERY_EFFECTS = ("duplicate", "lose", "delay", "reorder")
EVENT = "event"
RESPONSE_URL = "response_url"
KEPT = ("id", "used", "struck_at")  # counted here, never given


class FaultRefused(Refused):
    """The rule cannot be understood; the message says why."""


@dataclass
class Fault:
    """One rule.

    `method` is a Web API method, "*" for each, "response_url" for answers to commands and buttons, or "event" for what
    is sent to the app. `after` says whether the call
    takes effect before it fails: "store" = yes, "before" = nothing is stored. The effects: "drop" closes the connection
    without an answer, "500", "429" (with Retry-After `seconds`) and "error" (with `error`, a Slack code) answer so,
    "slow" waits `seconds`; for events "duplicate" sends twice, "lose" sends nothing,
    "delay" lets `seconds` go by, so that later events come first, and "reorder" waits until the next event of the
    workspace was sent, `seconds` at most.
    `channel` and `team` narrow the rule; `skip` lets that many calls through first; `times` 0 means always.
    """

    method: str = "*"
    effect: str = "drop"
    after: Literal["store", "before"] = "before"
    times: int = 1
    seconds: float = 1.0
    error: str = "internal_error"
    channel: str = ""
    team: str = ""
    skip: int = 0
    used: int = 0
    id: int = 0
    struck_at: str = ""

    @property
    def is_spent(self) -> bool:
        """Whether it has struck as often as it should; 0 times goes on for ever."""
        return self.times > 0 and self.used >= self.times

    def matches(self, method: str, team: str, channel: str) -> bool:
        """Whether the rule is about this call."""
        methods = (method,) if method in (EVENT, RESPONSE_URL) else (method, "*")
        return self.method in methods and self.team in ("", team) and self.channel in ("", channel)

    def as_payload(self) -> Payload:
        """The rule, how often it has struck and whether it is done."""
        return vars(self) | {"spent": self.is_spent}


class Faults:
    """The rules in force; `tell` hears of each change, `now` says when one struck."""

    def __init__(self, tell: Callable[[Payload], None], now: Callable[[], str]) -> None:
        self.rules: list[Fault] = []
        self._tell = tell
        self._now = now
        self._numbers = count(1)

    def add(self, plain: Payload) -> Fault:
        """Adds a rule from its JSON. Raises FaultRefused."""
        fault = Fault(**_checked(plain), id=next(self._numbers))
        self.rules.append(fault)
        self._changed()
        return fault

    def remove(self, number: int) -> bool:
        """Takes one rule away; False when there is none with this id."""
        left = [fault for fault in self.rules if fault.id != number]
        found = len(left) < len(self.rules)
        self.rules = left
        self._changed()
        return found

    def clear(self) -> None:
        """Mend everything."""
        self.rules.clear()
        self._changed()

    def strike(self, method: str, team: str = "", channel: str = "") -> Fault | None:
        """The rule that hits this call, counted as used; None when all is well."""
        for fault in self.rules:
            if fault.is_spent or not fault.matches(method, team, channel):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.used += 1
            fault.struck_at = self._now()
            self._changed()
            return fault
        return None

    def _changed(self) -> None:
        self._tell({"type": "faults"})


def _checked(plain: Payload) -> dict[str, Any]:
    known = {f.name: f.type for f in fields(Fault) if f.name not in KEPT}
    for name, value in plain.items():
        if name not in known:
            raise FaultRefused(f'"{name}" is not part of a fault; known are {", ".join(known)}')
        number = name in ("times", "seconds", "skip")
        if number and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise FaultRefused(f'"{name}" must be a number from 0 up')
    effect = str(plain.get("effect", "drop"))
    allowed = DELIVERY_EFFECTS if plain.get("method") == EVENT else EFFECTS
    if effect not in allowed:
        raise FaultRefused(f'"{effect}" is not an effect here; known are {", ".join(allowed)}')
    if plain.get("after", "before") not in ("store", "before"):
        raise FaultRefused('"after" is "store" or "before"')
    return {**plain, "effect": effect}
