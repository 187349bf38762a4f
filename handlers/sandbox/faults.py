"""Faults by rule: Slack is told to fail in a certain way, a certain number of times."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from handlers.sandbox.refused import Refused
from handlers.sandbox.wire import Payload

EFFECTS = ("drop", "500", "429", "slow", "error")
DELIVERY_EFFECTS = ("duplicate", "lose", "delay")


class FaultRefused(Refused):
    """The rule cannot be understood; the message says why."""


@dataclass
class Fault:
    """One rule.

    `method` is a Web API method, "*" for each, or "event" for what is sent to the app. `after` says whether the call
    takes effect before it fails: "store" = yes, "before" = nothing is stored. The effects: "drop" closes the connection
    without an answer, "500", "429" (with Retry-After `seconds`) and "error" (with `error`, a Slack code) answer so,
    "slow" waits `seconds`; for events "duplicate" sends twice, "lose" sends nothing
    and "delay" lets `seconds` go by, so that later events come first.
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

    @property
    def is_spent(self) -> bool:
        return self.times > 0 and self.used >= self.times

    def matches(self, method: str, team: str, channel: str) -> bool:
        """Whether the rule is about this call."""
        methods = (method,) if method == "event" else (method, "*")
        return self.method in methods and self.team in ("", team) and self.channel in ("", channel)


class Faults:
    """The rules in force."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, plain: Payload) -> Fault:
        """Adds a rule from its JSON. Raises FaultRefused."""
        fault = Fault(**_checked(plain))
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        self.rules.clear()

    def strike(self, method: str, team: str = "", channel: str = "") -> Fault | None:
        """The rule that hits this call, counted as used; None when all is well."""
        for fault in self.rules:
            if fault.is_spent or not fault.matches(method, team, channel):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.used += 1
            return fault
        return None


def _checked(plain: Payload) -> dict[str, Any]:
    known = {f.name: f.type for f in fields(Fault) if f.name != "used"}
    for name, value in plain.items():
        if name not in known:
            raise FaultRefused(f'"{name}" is not part of a fault; known are {", ".join(known)}')
        number = name in ("times", "seconds", "skip")
        if number and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            raise FaultRefused(f'"{name}" must be a number from 0 up')
    effect = str(plain.get("effect", "drop"))
    allowed = DELIVERY_EFFECTS if plain.get("method") == "event" else EFFECTS
    if effect not in allowed:
        raise FaultRefused(f'"{effect}" is not an effect here; known are {", ".join(allowed)}')
    if plain.get("after", "before") not in ("store", "before"):
        raise FaultRefused('"after" is "store" or "before"')
    return {**plain, "effect": effect}
