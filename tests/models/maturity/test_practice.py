"""What a leader confirms holds until it is replaced or taken back."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.maturity.practice import EVERYTHING, Chosen, as_chosen, chosen_of, confirm, take_back
from models.maturity.recommended import RECOMMENDED, Depth
from models.refusal import Refusal
from tests.conftest import NOW, Cast, acting

LATER = NOW + timedelta(hours=1)


def test_without_a_confirmation_everything_is_on(session: Session, cast: Cast) -> None:
    assert chosen_of(session, "T1") == EVERYTHING


def test_a_confirmed_stage_says_how_the_workspace_works(session: Session, cast: Cast) -> None:
    confirm(acting(session, cast.dirk), as_chosen(1, RECOMMENDED[1]))
    assert chosen_of(session, "T1") == Chosen(
        ("first_meetings", "follow_ups", "proposals", "new_customers"), ("digest", "review"), Depth.SHORT, 1
    )
    assert chosen_of(session, "T2") == EVERYTHING


def test_a_focus_on_all_kpis_is_no_focus(session: Session, cast: Cast) -> None:
    confirm(acting(session, cast.dirk), as_chosen(5, RECOMMENDED[5]))
    assert chosen_of(session, "T1").focus == ()


def test_the_newest_confirmation_holds_and_taking_it_back_gives_the_one_before(session: Session, cast: Cast) -> None:
    first = confirm(acting(session, cast.dirk), as_chosen(1, RECOMMENDED[1]))
    second = confirm(acting(session, cast.dirk, LATER), as_chosen(3, RECOMMENDED[3]))
    with pytest.raises(Refusal, match="practice_replaced"):
        take_back(acting(session, cast.dirk, LATER), first)
    assert take_back(acting(session, cast.dirk, LATER), second).stage == 1
    assert take_back(acting(session, cast.dirk, LATER), first) == EVERYTHING


def test_only_a_leader_confirms_and_not_a_focus_on_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        confirm(acting(session, cast.carla), as_chosen(1, RECOMMENDED[1]))
    with pytest.raises(Refusal, match="no_focus"):
        confirm(acting(session, cast.dirk), Chosen((), (), Depth.FULL))
