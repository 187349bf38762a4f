"""All that can become of a coaching talk and of a pair's action: the state it is in, who may, and what it is then.

The tables are what `talks.py` and `open_items.py` ask before they change anything; `docs/how-it-works.md` prints them.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.coaching.records import ActionState, TalkState
from models.refusal import Refusal


class Side(StrEnum):
    """Which of the two somebody is."""

    COACH = "coach"
    REP = "rep"


BOTH = (Side.COACH, Side.REP)
COACH, REP = (Side.COACH,), (Side.REP,)
NOT_THERE = ""
"""The state of what is yet to be made."""


@dataclass(frozen=True)
class Step:
    """One change: `does` by one of `who` brings it from `before` to `after`, provided `when`."""

    before: str
    does: str
    who: tuple[Side, ...]
    after: str
    when: str = ""


TALK_STEPS = (
    Step(NOT_THERE, "plan", BOTH, TalkState.PLANNED, "at a moment to come, within a year"),
    Step(NOT_THERE, "note", COACH, TalkState.RECORDED, "it took place unplanned, in the past two months"),
    Step(
        TalkState.PLANNED,
        "move",
        BOTH,
        TalkState.PLANNED,
        "to a moment to come: before its time, or postponed after it",
    ),
    Step(TalkState.PLANNED, "call_off", BOTH, TalkState.CANCELLED),
    Step(TalkState.PLANNED, "not_held", BOTH, TalkState.MISSED, "its moment has passed"),
    Step(TalkState.PLANNED, "record", COACH, TalkState.RECORDED, "on a day of the past two months"),
    Step(TalkState.CANCELLED, "restore", BOTH, TalkState.PLANNED, "its moment is still to come"),
    Step(TalkState.MISSED, "restore", BOTH, TalkState.PLANNED),
    Step(TalkState.MISSED, "record", COACH, TalkState.RECORDED, "on a day of the past two months"),
    Step(TalkState.RECORDED, "record", COACH, TalkState.RECORDED, "until the rep has answered"),
    Step(TalkState.RECORDED, "take_back", COACH, TalkState.MISSED, "until the rep has answered"),
    Step(TalkState.RECORDED, "confirm", REP, TalkState.HELD, "from then on it counts"),
    Step(TalkState.RECORDED, "deny", REP, TalkState.DENIED),
    Step(TalkState.HELD, "undo", REP, TalkState.RECORDED, "within a day of the answer"),
    Step(TalkState.DENIED, "undo", REP, TalkState.RECORDED, "within a day of the answer"),
)

ACTION_STEPS = (
    Step(NOT_THERE, "agree", BOTH, ActionState.OPEN),
    Step(ActionState.OPEN, "finish", BOTH, ActionState.DONE),
    Step(ActionState.OPEN, "drop", BOTH, ActionState.DROPPED),
    Step(ActionState.DONE, "reopen", BOTH, ActionState.OPEN),
    Step(ActionState.DROPPED, "reopen", BOTH, ActionState.OPEN),
    Step(ActionState.OPEN, "take_along", REP, ActionState.OPEN, "it becomes one with the manager of today"),
    Step(ActionState.OPEN, "keep_private", REP, ActionState.OPEN, "it becomes the rep's alone; for them “both” is one"),
)

TALK_REFUSALS = {
    "confirm": "coaching.not_recorded",
    "deny": "coaching.not_recorded",
    "undo": "coaching.nothing_to_undo",
    "restore": "coaching.nothing_to_undo",
    "take_back": "coaching.nothing_to_undo",
}
ANSWERED = (TalkState.HELD, TalkState.DENIED)


def next_of_talk(state: str, does: str, side: Side) -> TalkState:
    """The state after that step. Refuses what the table does not have, and the other one of the two."""
    steps = [step for step in TALK_STEPS if step.does == does]
    if all(side not in step.who for step in steps):
        raise Refusal("coaching.coach_records" if side is Side.REP else "coaching.rep_confirms")
    found = next((step for step in steps if step.before == state), None)
    if found is not None:
        return TalkState(found.after)
    if does in ("confirm", "deny") and state in ANSWERED:
        raise Refusal("coaching.answered_already")
    raise Refusal(TALK_REFUSALS.get(does, "coaching.not_planned"))


def next_of_action(state: str, does: str, side: Side) -> ActionState:
    """The same of an action. What is so already stays so without a word: a second press is no mistake."""
    steps = [step for step in ACTION_STEPS if step.does == does]
    if all(side not in step.who for step in steps):
        raise Refusal("coaching.action_not_there")
    found = next((step for step in steps if step.before == state), None)
    if found is None and state in {step.after for step in steps}:
        return ActionState(state)
    if found is None:
        raise Refusal("coaching.action_closed")
    return ActionState(found.after)


def as_table(steps: tuple[Step, ...]) -> str:
    """The steps in Markdown, for `docs/how-it-works.md`."""
    lines = ["| it is | what happens | who may | then it is | provided |", "| --- | --- | --- | --- | --- |"]
    for step in steps:
        who = " or ".join(step.who)
        lines.append(f"| {step.before or '–'} | {step.does} | {who} | {step.after} | {step.when or '–'} |")
    return "\n".join(lines) + "\n"
