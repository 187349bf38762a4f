"""A delivery that arrives twice takes effect once."""

from datetime import timedelta

from sqlmodel import Session

from models.workspace.seen import KEPT_FOR, first_time, forget_old
from tests.conftest import NOW, Cast


def test_the_first_delivery_counts_and_the_second_does_not(session: Session, cast: Cast) -> None:
    assert first_time(session, "T1", "trigger:1", NOW)
    assert not first_time(session, "T1", "trigger:1", NOW)
    assert first_time(session, "T1", "trigger:2", NOW)


def test_the_same_key_in_another_workspace_is_another_delivery(session: Session, cast: Cast) -> None:
    assert first_time(session, "T1", "event:1", NOW)
    assert first_time(session, "T2", "event:1", NOW)


def test_old_notes_are_dropped_long_after_the_last_retry(session: Session, cast: Cast) -> None:
    first_time(session, "T1", "event:1", NOW)
    assert forget_old(session, "T1", NOW + KEPT_FOR) == 0
    assert forget_old(session, "T1", NOW + KEPT_FOR + timedelta(seconds=1)) == 1
