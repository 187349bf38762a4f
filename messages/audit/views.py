"""What the results of a survey on the organisation say first: the stage with what stands in the way, and what moved most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from messages.words import Words
from models.audit.results.functions import Results

MOST_NAMED = 3


@dataclass(frozen=True)
class ObstacleView:
    """A function that stands in the way of the next stage."""

    label: str
    score: float
    is_too_low: bool
    """It lies below what the stage allows; else it only keeps the mean down."""


@dataclass(frozen=True)
class StageView:
    """The maturity stage in words. `value` is None with the reason."""

    value: int | None
    name: str = ""
    capped_by: str = ""
    """The label of the function that holds it down."""
    by_mean: int | None = None
    reason: str = ""
    next_value: int | None = None
    """The stage above; None at the highest, and without a stage."""
    next_name: str = ""
    mean: float = 0.0
    """Of the seven functions now."""
    obstacles: Sequence[ObstacleView] = ()

    @property
    def too_low(self) -> list[ObstacleView]:
        """The functions below what the next stage allows, lowest first."""
        return [one for one in self.obstacles if one.is_too_low]


def what_moved(say: Words, results: Results, areas: Mapping[str, str]) -> str:
    """The functions that rose and fell most since last time, with what they are now; empty where nothing moved.

    Functions that moved as far are named together.
    """
    parts = []
    for name, (keys, change) in zip(("rose_most", "fell_most"), moved_most(results), strict=True):
        if keys:
            labels = [say("audit_results.moved_to", label=areas[key], mean=results.means[key]) for key in keys]
            parts.append(say(f"audit_results.{name}", labels=labels, change=abs(change), most=MOST_NAMED))
    return "\n".join(parts)


def moved_most(results: Results) -> tuple[tuple[list[str], float], tuple[list[str], float]]:
    """The functions that rose most and those that fell most, of those that are compared, with the change.

    Without keys, and 0.0, where none rose or none fell.
    """
    since = {key: change for key in results.functions if (change := results.since_before(key)) is not None}
    rise, fall = max([0.0, *since.values()]), min([0.0, *since.values()])
    return ([key for key, change in since.items() if change == rise > 0], rise), (
        [key for key, change in since.items() if change == fall < 0],
        fall,
    )
