"""The table of what becomes of a talk and of an action: printed in the docs, and walked at random."""

from pathlib import Path

import pytest

from models.coaching.records import ActionState, TalkState
from models.coaching.states import ACTION_STEPS, TALK_STEPS, Side, Step, as_table, next_of_action, next_of_talk
from models.refusal import Refusal

DOCS = Path(__file__).parents[3] / "docs" / "how-it-works.md"


@pytest.mark.parametrize("steps", [TALK_STEPS, ACTION_STEPS])
def test_the_table_stands_in_the_docs(steps: tuple[Step, ...]) -> None:
    assert as_table(steps) in DOCS.read_text("utf-8"), f"docs/how-it-works.md should have:\n{as_table(steps)}"


def test_every_state_can_be_reached_and_no_step_stands_there_twice() -> None:
    for steps, states in ((TALK_STEPS, TalkState), (ACTION_STEPS, ActionState)):
        assert {step.after for step in steps} == set(states)
        keys = [(step.before, step.does) for step in steps]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("state", TalkState)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("does", sorted({step.does for step in TALK_STEPS}))
def test_only_what_the_table_has_happens_to_a_talk(state: TalkState, side: Side, does: str) -> None:
    found = [step for step in TALK_STEPS if step.before == state and step.does == does and side in step.who]
    if found:
        assert next_of_talk(state, does, side) == found[0].after
    else:
        with pytest.raises(Refusal):
            next_of_talk(state, does, side)


@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("does", sorted({step.does for step in ACTION_STEPS}))
def test_only_what_the_table_has_happens_to_an_action(state: ActionState, side: Side, does: str) -> None:
    found = [step for step in ACTION_STEPS if step.before == state and step.does == does and side in step.who]
    is_so_already = side in BY[does] and state in {step.after for step in ACTION_STEPS if step.does == does}
    if found or is_so_already:
        assert next_of_action(state, does, side) == (found[0].after if found else state)
    else:
        with pytest.raises(Refusal):
            next_of_action(state, does, side)


BY = {step.does: step.who for step in ACTION_STEPS}
