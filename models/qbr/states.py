"""Every change of a quarterly business review, in one table: what is done, by whom, in which states, and what follows.

| what      | who         | while it is                          | then                 |
|-----------|-------------|--------------------------------------|----------------------|
| answer    | who reports | open                                 | open                 |
| hand in   | who reports | open, with a report and a plan       | reported             |
| take back | who reports | reported, drafted                    | open                 |
| write     | the manager | reported, drafted; open after the    | drafted              |
|           |             | last day of who reports              |                      |
| share     | who wrote   | drafted                              | shared               |
| close     | who reports | reported, when nobody is above them  | signed               |
| sign      | who reports | shared                               | signed               |
| disagree  | who reports | shared                               | disagreed            |

Signed and disagreed are the end: nothing follows on them.
"""

from dataclasses import dataclass
from enum import Enum

from models.qbr.records import CLOSED, QbrState
from models.refusal import Refusal
from models.reviews.states import By


@dataclass(frozen=True)
class Change:
    """A row of the table."""

    by: By
    while_it_is: frozenset[QbrState]
    then: QbrState


OPEN, REPORTED, DRAFTED = QbrState.OPEN, QbrState.REPORTED, QbrState.DRAFTED
SHARED, SIGNED, DISAGREED = QbrState.SHARED, QbrState.SIGNED, QbrState.DISAGREED


class Step(Enum):
    """The table. That a manager may write while it is open, but for the first days, is for `queries.is_managers_turn`."""

    ANSWER = Change(By.REP, frozenset({OPEN}), OPEN)
    HAND_IN = Change(By.REP, frozenset({OPEN}), REPORTED)
    TAKE_BACK = Change(By.REP, frozenset({REPORTED, DRAFTED}), OPEN)
    WRITE = Change(By.MANAGER, frozenset({OPEN, REPORTED, DRAFTED}), DRAFTED)
    SHARE = Change(By.MANAGER, frozenset({DRAFTED}), SHARED)
    CLOSE = Change(By.REP, frozenset({REPORTED}), SIGNED)
    SIGN = Change(By.REP, frozenset({SHARED}), SIGNED)
    DISAGREE = Change(By.REP, frozenset({SHARED}), DISAGREED)


_INSTEAD = {
    OPEN: "qbr.not_handed_in",
    REPORTED: "qbr.handed_in",
    DRAFTED: "qbr.handed_in",
    SHARED: "qbr.already_shared",
}
"""What is said of a state in which a step of the rep's own half is not possible."""


def require_step(step: Step, state: str, quarter: str, *, is_in: bool = True) -> QbrState:
    """The state that follows. Refuses a step that is not possible in this one, in one sentence that says why.

    `is_in`: whether the report was handed in; a manager may have gone ahead without it.
    """
    if state in step.value.while_it_is:
        return step.value.then
    if state in CLOSED:
        raise Refusal("qbr.already_closed", quarter=quarter)
    if step in (Step.SIGN, Step.DISAGREE):
        raise Refusal("qbr.not_shared_yet", quarter=quarter)
    if step is Step.SHARE and state != SHARED:
        raise Refusal("qbr.not_written", quarter=quarter)
    if state == DRAFTED and not is_in:
        raise Refusal("qbr.went_ahead", quarter=quarter)
    raise Refusal(_INSTEAD[QbrState(state)], quarter=quarter)
