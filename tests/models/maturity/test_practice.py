"""What a leader confirms holds until it is replaced or taken back."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.maturity.practice import EVERYTHING, Chosen, as_chosen, chosen_of, confirm, take_back
from models.maturity.recommended import RECOMMENDED, Depth
from models.refusal import Refusal
from tests.conftest import NOW, Cast

LATER = NOW + timedelta(hours=1)


def test_without_a_confirmation_everything_is_on(session: Session, cast: Cast) -> None:
    assert chosen_of(session, "T1") == EVERYTHING


def test_a_confirmed_stage_says_how_the_workspace_works(session: Session, cast: Cast) -> None:
    confirm(session, cast.dirk, as_chosen(1, RECOMMENDED[1]), NOW)
    assert chosen_of(session, "T1") == Chosen(
        ("first_meetings", "follow_ups", "proposals", "new_customers"), ("digest", "review"), Depth.SHORT, 1
    )
    assert chosen_of(session, "T2") == EVERYTHING


def test_a_focus_on_all_kpis_is_no_focus(session: Session, cast: Cast) -> None:
    confirm(session, cast.dirk, as_chosen(5, RECOMMENDED[5]), NOW)
    assert chosen_of(session, "T1").focus == ()


def test_the_newest_confirmation_holds_and_taking_it_back_gives_the_one_before(session: Session, cast: Cast) -> None:
    first = confirm(session, cast.dirk, as_chosen(1, RECOMMENDED[1]), NOW)
    second = confirm(session, cast.dirk, as_chosen(3, RECOMMENDED[3]), LATER)
    with pytest.raises(Refusal, match="practice_replaced"):
        take_back(session, cast.dirk, first, LATER)
    assert take_back(session, cast.dirk, second, LATER).stage == 1
    assert take_back(session, cast.dirk, first, LATER) == EVERYTHING


def test_only_a_leader_confirms_and_not_a_focus_on_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        confirm(session, cast.carla, as_chosen(1, RECOMMENDED[1]), NOW)
    with pytest.raises(Refusal, match="no_focus"):
        confirm(session, cast.dirk, Chosen((), (), Depth.FULL), NOW)
