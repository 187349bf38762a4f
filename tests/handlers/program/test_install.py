"""Installing: the state that comes back with the person."""

import pytest

from handlers.program.install import SignedStates


async def test_a_state_of_ours_is_taken() -> None:
    states = SignedStates("a key for tests only")
    assert await states.async_consume(await states.async_issue())


@pytest.mark.parametrize("state", ["", "é", "1.x.é", "abc", "..", "١٢٣.x.y", "1" * 400, "9999999999.x." + "0" * 64])
async def test_any_other_state_is_refused_and_never_crashes(state: str) -> None:
    assert not await SignedStates("a key for tests only").async_consume(state)
