"""What a measurement found, beside what was promised."""

from dataclasses import dataclass
from operator import ge, le


@dataclass(frozen=True)
class Result:
    """`value` must be at least (or at most) `promise`."""

    name: str
    value: float
    unit: str
    promise: float
    at_least: bool
    details: str = ""

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return (ge if self.at_least else le)(self.value, self.promise)

    @property
    def row(self) -> str:
        """As a row of the table in `docs/speed.md`."""
        bound = "≥" if self.at_least else "≤"
        kept = "yes" if self.kept else "**no**"
        told = self.details.strip("()")
        return f"| {self.name} | {self.value:.2f}{self.unit} | {bound} {self.promise:g}{self.unit} | {kept} | {told} |"

    def __str__(self) -> str:
        bound = "≥" if self.at_least else "≤"
        mark = "ok  " if self.kept else "SLOW"
        return f"{mark} {self.name}: {self.value:.2f}{self.unit} (promised {bound} {self.promise:g}{self.unit}) {self.details}"
