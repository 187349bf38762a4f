"""Every change of a monthly review, in one table: what is done, by whom, in which states, and what follows.

`docs/how-it-works.md` prints it. Signed and disagreed are the end: nothing follows on them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from models.refusal import Refusal
from models.reviews.records import CLOSED, Review, ReviewState


class By(StrEnum):
    """Who may."""

    REP = "rep"
    """Whose review it is; of a team's quarter who leads it."""
    MANAGER = "manager"
    """Who writes the other half."""


@dataclass(frozen=True)
class Change:
    """A row of the table."""

    by: By
    leads: Mapping[ReviewState, ReviewState]
    """From each state in which it is possible to the one that follows."""
    unless: str = ""
    """What is asked besides, in words."""


OPEN, REFLECTED, DRAFTED = ReviewState.OPEN, ReviewState.REFLECTED, ReviewState.DRAFTED
SHARED, SIGNED, DISAGREED = ReviewState.SHARED, ReviewState.SIGNED, ReviewState.DISAGREED
_AS_IT_IS = {OPEN: OPEN, REFLECTED: REFLECTED, DRAFTED: DRAFTED}


class Step(Enum):
    """The table."""

    ANSWER = Change(By.REP, _AS_IT_IS)
    HAND_IN = Change(By.REP, {**_AS_IT_IS, OPEN: REFLECTED}, "a rating of one's own, and something to commit to")
    WRITE = Change(
        By.MANAGER,
        {OPEN: DRAFTED, REFLECTED: DRAFTED, DRAFTED: DRAFTED},
        "while it is open, only when the rep's three working days are over; one manager at a time",
    )
    SHARE = Change(By.MANAGER, {DRAFTED: SHARED}, "only who wrote it")
    SIGN = Change(By.REP, {SHARED: SIGNED})
    DISAGREE = Change(By.REP, {SHARED: DISAGREED}, "with a word why")


def require_step(step: Step, review: Review) -> ReviewState:
    """The state that follows. Refuses a step that is not possible in this one, in one sentence that says why."""
    if review.state in step.value.leads:
        return step.value.leads[ReviewState(review.state)]
    if review.state in CLOSED:
        raise Refusal("reviews.already_closed", month=review.month)
    if step in (Step.SIGN, Step.DISAGREE):
        raise Refusal("reviews.not_shared_yet", month=review.month)
    if step is Step.SHARE and review.state != SHARED:
        raise Refusal("reviews.not_written")
    raise Refusal("reviews.already_shared", month=review.month)


def as_table(steps: Iterable[tuple[str, Change]]) -> str:
    """The table as it stands in the documentation."""
    rows = [f"| {name} | {change.by.value} | {_moves(change)} | {change.unless} |" for name, change in steps]
    return "\n".join(["| what | who | while it is → then | and |", "|---|---|---|---|", *rows])


def _moves(change: Change) -> str:
    return ", ".join(
        f"{before.value} → {after.value}" if before != after else before.value for before, after in change.leads.items()
    )
