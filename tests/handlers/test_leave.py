"""Leave is excused, never missed."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from handlers.leave import cancel, command
from models.refusal import Refusal
from models.team.leave import leave_of, take_leave
from tests.conftest import NOW, Cast

DAY = date(2026, 12, 24)


def said(answer: object) -> str:
    assert isinstance(answer, Whisper | Replace)
    return answer.message.text


@pytest.mark.parametrize(
    ("text", "first", "last", "part"),
    [
        ("2026-12-24..2027-01-02", date(2026, 12, 24), date(2027, 1, 2), "full"),
        ("tomorrow", date(2026, 11, 13), date(2026, 11, 13), "full"),
        ("vrijdag ochtend", date(2026, 11, 13), date(2026, 11, 13), "morning"),
    ],
)
def test_leave_is_noted_as_typed(
    request_of: Callable[..., Request], cast: Cast, text: str, first: date, last: date, part: str
) -> None:
    at_the_door = request_of(cast.anna)
    assert "Noted" in said(command(at_the_door, text))
    [leave] = leave_of(at_the_door.session, cast.anna, first, last)
    assert (leave.first_day, leave.last_day, leave.part) == (first, last, part)


def test_a_dutch_speaker_reads_dutch(request_of: Callable[..., Request], cast: Cast) -> None:
    assert "afwezig" in said(command(request_of(cast.bram), "morgen"))


def test_a_manager_reads_of_whom_the_days_are(request_of: Callable[..., Request], cast: Cast) -> None:
    answer = command(request_of(cast.carla), f"<@{cast.anna.slack_user_id}> tomorrow")
    assert isinstance(answer, Whisper)
    assert "No prompts for Anna de Vries" in str(answer.message.blocks)


def test_the_same_days_are_not_taken_twice(request_of: Callable[..., Request], cast: Cast) -> None:
    command(request_of(cast.anna), "2026-12-24..2027-01-02")
    with pytest.raises(Refusal, match="already_away"):
        command(request_of(cast.anna), "2026-12-31")


def test_what_cannot_be_read_stores_nothing(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "/leave" in str(command(at_the_door, "whenever the weather is nice"))
    assert leave_of(at_the_door.session, cast.anna, date(2026, 1, 1), date(2027, 12, 31)) == []


def test_a_leave_that_was_taken_back_is_gone(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    leave = take_leave(at_the_door.session, cast.anna, DAY, DAY, NOW)
    assert "Undone" in said(cancel(at_the_door, Press("leave.cancel", leave.id)))
    assert leave_of(at_the_door.session, cast.anna, DAY, DAY) == []


def test_nobody_takes_back_the_leave_of_a_colleague(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.bram)
    leave = take_leave(at_the_door.session, cast.anna, DAY, DAY, NOW)
    with pytest.raises(Refusal, match="not_there"):
        cancel(at_the_door, Press("leave.cancel", leave.id))


def test_a_manager_enters_leave_for_their_people_and_nobody_else_does(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    assert "Anna de Vries" in said(command(request_of(cast.carla), "<@UANNA> tomorrow"))
    with pytest.raises(Refusal, match="not_yours"):
        command(request_of(cast.bram), "<@UANNA> monday")


def test_a_manager_who_goes_away_reads_who_does_their_part(request_of: Callable[..., Request], cast: Cast) -> None:
    """Dirk is above Carla; of Anna, who leads nobody, nothing is said."""
    answer = command(request_of(cast.carla), "2026-12-24..2027-01-02")
    assert isinstance(answer, Whisper)
    assert f"Meanwhile {cast.dirk.name} gets the team's digest, the reviews to write" in str(answer.message.blocks)
    own = command(request_of(cast.anna), "2026-12-24")
    assert isinstance(own, Whisper)
    assert "Meanwhile" not in str(own.message.blocks)
