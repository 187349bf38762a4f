"""The steps of the sales process, and how likely a deal is won at each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.deals.records import Outcome

DEFAULT_STAGES: Mapping[str, int] = {"qualified": 10, "discovery": 25, "proposal": 50, "negotiation": 75}
"""In order, with their probability in percent: for a workspace that has set no stages of its own."""

CHANNELS = ("direct", "partner", "online", "inside")
"""The channels by which every workspace sells; others are words of its own."""
UNKNOWN_CHANNEL = "unknown"
"""Nobody said by which: through every door, as nothing is guessed."""

UNKNOWN_STAGE = "unknown"
"""Where a deal stood before an import told of it: it has no probability, so the weighted pipeline of then leaves it out."""

OUTCOMES = frozenset(outcome.value for outcome in Outcome)
_DECIDED = {Outcome.WON.value: 100, Outcome.LOST.value: 0, Outcome.RETURNED.value: 0}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage, its place in the process, and its probability (percent) from a day on."""

    key: str
    position: int
    probability: int
    effective_from: date = date.min


class Stages:
    """The stages of one workspace, with the probabilities they had on any day."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._steps = sorted(steps, key=lambda step: step.effective_from) or [
            Step(key, position, probability) for position, (key, probability) in enumerate(DEFAULT_STAGES.items())
        ]
        latest = {step.key: step for step in self._steps}
        self.keys = tuple(step.key for step in sorted(latest.values(), key=lambda step: step.position))

    @property
    def first(self) -> str:
        """Where a new deal starts."""
        return self.keys[0]

    def after(self, key: str) -> str | None:
        """The next stage of the process; None behind the last one, and for an outcome."""
        if key not in self.keys[:-1]:
            return None
        return self.keys[self.keys.index(key) + 1]

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    def latest_probability(self, key: str) -> int:
        """Percent from the last day on for which somebody set it."""
        return [step.probability for step in self._steps if step.key == key][-1]

    def probability(self, key: str, day: date) -> int | None:
        """Percent on that day; what was known first for earlier days; None for a stage we do not know."""
        if key in _DECIDED:
            return _DECIDED[key]
        of_this = [step for step in self._steps if step.key == key]
        if not of_this:
            return None
        known = [step for step in of_this if step.effective_from <= day]
        return (known[-1] if known else of_this[0]).probability
