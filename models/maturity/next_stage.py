"""What in a maturity stage stands in the way of the next one: two things, from the same rule that made the stage."""

from dataclasses import dataclass, replace

from models.audit.results.functions import FunctionResult, Results
from models.maturity.stage import Maturity, stage_of

MOST = 2
"""Functions; of a single one as many statements."""
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A function that holds the stage down."""

    function: str
    score: float
    needed: float | None
    """What it has to reach: one below the next stage. None: it only keeps the mean down."""
    statements: tuple[tuple[str, float], ...] = ()
    """Its lowest statement with its mean (both when it is the only obstacle), where they may be shown."""

    def without_statements(self) -> "Obstacle":
        """For who sees the functions alone."""
        return replace(self, statements=())


@dataclass(frozen=True, slots=True)
class NextStage:
    """The stage above, and what it takes."""

    value: int
    mean: float
    """Of the seven functions; it has to reach `value`."""
    obstacles: tuple[Obstacle, ...]


def next_stage(results: Results) -> NextStage | None:
    """What stands between a stage and the next; None at the highest, and without a stage.

    Stage N asks for a mean of N and for no function below N - 1 (domain, section 8). In the way is a function below N - 1
    (it caps the stage) and, while the mean is below N, one below N (it keeps the mean down). The lowest two are named.
    """
    stage = stage_of(results.means, results.answered_share)
    if stage.value is None or stage.value >= Maturity.OPTIMISING:
        return None
    wanted = stage.value + 1
    every = [result for result in results.functions.values() if result.mean is not None]
    mean = sum(result.mean or 0 for result in every) / len(every)
    is_low = mean < wanted - _NOISE
    below = [one for one in every if (one.mean or 0) < (wanted if is_low else wanted - 1) - _NOISE]
    lowest = sorted(below, key=lambda one: one.mean or 0)[:MOST]
    most = MOST if len(lowest) == 1 else 1
    return NextStage(wanted, round(mean, 2), tuple(_obstacle(one, wanted, most) for one in lowest))


def _obstacle(result: FunctionResult, wanted: int, most: int) -> Obstacle:
    score = result.mean or 0
    told = [(key, cell.mean) for key, cell in result.statements.items() if cell.mean is not None]
    lowest = tuple(sorted(told, key=lambda one: one[1])[:most])
    return Obstacle(result.key, score, wanted - 1 if score < wanted - 1 - _NOISE else None, lowest)
