"""What became of one delivery in a tick: a line that can be printed."""

from dataclasses import dataclass

from models.delivery.records import Delivery, as_told


@dataclass(frozen=True)
class Outcome:
    """One delivery and its new state."""

    workspace_id: str
    recipient: str
    cadence: str
    slot: str
    state: str
    """A `DeliveryState`, `held` (quiet hours, day off, daily budget) or `waits` (Slack asked to)."""
    detail: str = ""

    @classmethod
    def of(cls, delivery: Delivery, state: str, detail: str = "") -> "Outcome":
        """The outcome for a row of the ledger."""
        return cls(delivery.workspace_id, delivery.recipient, delivery.cadence, delivery.slot, state, detail)

    def __str__(self) -> str:
        slot, to = as_told(self.cadence, self.slot), as_told(self.cadence, self.recipient)
        line = f"{self.state:<10} {self.workspace_id} {self.cadence} {slot} to {to}"
        return f"{line}: {self.detail}" if self.detail else line
