"""Leave is excused, never missed."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.answers import Replace
from handlers.leave import cancel
from handlers.visit import Press, Visit
from models.refusal import Refusal
from models.team.leave import leave_of, take_leave
from tests.conftest import NOW, Cast

DAY = date(2026, 12, 24)


def test_a_leave_that_was_taken_back_is_gone(visit: Callable[..., Visit], cast: Cast) -> None:
    at_the_door = visit(cast.anna)
    leave = take_leave(at_the_door.session, cast.anna, DAY, DAY, NOW)
    answer = cancel(at_the_door, Press("leave.cancel", leave.id))
    assert isinstance(answer, Replace)
    assert "Taken back" in answer.message.text
    assert leave_of(at_the_door.session, cast.anna, DAY, DAY) == []


def test_nobody_takes_back_the_leave_of_a_colleague(visit: Callable[..., Visit], cast: Cast) -> None:
    at_the_door = visit(cast.bram)
    leave = take_leave(at_the_door.session, cast.anna, DAY, DAY, NOW)
    with pytest.raises(Refusal, match="not_there"):
        cancel(at_the_door, Press("leave.cancel", leave.id))
