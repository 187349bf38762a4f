"""A cheer comes once: when a log takes the figure across the target, or beyond the best week of the year."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.activity.actions import log_activities
from models.activity.corrections import undo_batch
from models.activity.entry import NewActivity, Share
from models.activity.storing import Logged
from models.period import PeriodType
from models.scorecard.praise import Praise, praise_for
from models.scorecard.standing import standing_of
from models.team.records import Person
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import entry, meeting, target

MONDAY, TODAY = date(2026, 11, 9), date(2026, 11, 12)
NOTHING, REACHED = Praise(), Praise(reaches_target=True)


@pytest.fixture(autouse=True)
def two_a_week(session: Session, cast: Cast) -> None:
    """Anna is to have two first meetings, two follow-ups and two hours of training a week, and one lead back at most."""
    since = date(2026, 1, 1)
    target(session, "first_meetings", "2", PeriodType.WEEK, since, person_id=cast.anna.id)
    target(session, "follow_ups", "2", PeriodType.WEEK, since, person_id=cast.anna.id)
    target(session, "training_hours", "2", PeriodType.WEEK, since, person_id=cast.anna.id)
    target(session, "returned_leads", "1", PeriodType.WEEK, since, person_id=cast.anna.id)


def log(session: Session, person: Person, *entries: NewActivity) -> Logged:
    outcome = log_activities(acting(session, person), entries, is_no_duplicate=True)
    assert isinstance(outcome, Logged)
    return outcome


def met(*names: str, day: date = TODAY, **more: Any) -> list[NewActivity]:
    return [NewActivity("meeting", day, name, is_new_account=True, **more) for name in names]


def praise(session: Session, person: Person, logged: Logged, kpi: str = "first_meetings") -> Praise:
    standing = standing_of(session, person, kpi, NOW)
    assert standing is not None
    return praise_for(session, standing, logged, TODAY)


def test_the_log_that_reaches_the_target_is_praised_and_none_before_or_after(session: Session, cast: Cast) -> None:
    anna = cast.anna
    said = [praise(session, anna, log(session, anna, *met(name))) for name in ("A", "B", "C", "D")]
    assert said == [NOTHING, REACHED, NOTHING, NOTHING]


def test_several_at_once_may_reach_it_together(session: Session, cast: Cast) -> None:
    assert praise(session, cast.anna, log(session, cast.anna, *met("A", "B", "C"))) == REACHED


def test_what_was_taken_back_reaches_nothing(session: Session, cast: Cast) -> None:
    anna = cast.anna
    first, second = (log(session, anna, *met(name)) for name in ("A", "B"))
    undo_batch(acting(session, anna), second.batch_id)
    assert praise(session, anna, first) == NOTHING
    assert praise(session, anna, log(session, anna, *met("C"))) == REACHED, "once more, because it was not reached"


def test_what_happened_in_another_week_reaches_nothing_in_this_one(session: Session, cast: Cast) -> None:
    anna = cast.anna
    log(session, anna, *met("A", "B"))
    assert praise(session, anna, log(session, anna, *met("C", day=MONDAY - timedelta(days=3)))) == NOTHING


def test_a_meeting_that_only_takes_the_place_of_another_reaches_nothing(session: Session, cast: Cast) -> None:
    """The earlier meeting is the first one now, and the later one no more: two first meetings are still two."""
    anna = cast.anna
    log(session, anna, *met("A", "B"))
    logged = log(session, anna, *met("A", day=MONDAY))
    assert [row.is_first for row in logged.orders.changed] == [False]
    assert praise(session, anna, logged) == NOTHING


def test_a_part_of_a_shared_meeting_counts_as_that_part(session: Session, cast: Cast) -> None:
    anna = cast.anna
    log(session, anna, *met("A"))
    half = (Share(anna.id, 50), Share(cast.bram.id, 50))
    assert praise(session, anna, log(session, anna, *met("B", shares=half))) == NOTHING
    assert praise(session, anna, log(session, anna, *met("C", shares=half))) == REACHED
    assert praise(session, anna, log(session, anna, *met("D", shares=half))) == NOTHING


def test_hours_reach_a_target_too(session: Session, cast: Cast) -> None:
    anna = cast.anna
    said = [
        praise(session, anna, log(session, anna, NewActivity("training", TODAY, minutes=50)), "training_hours")
        for _ in range(4)
    ]
    assert said == [NOTHING, NOTHING, REACHED, NOTHING]


def test_nobody_is_praised_for_leads_that_came_back(session: Session, cast: Cast) -> None:
    logged = log(session, cast.anna, NewActivity("returned", TODAY))
    assert praise(session, cast.anna, logged, "returned_leads") == NOTHING


# --- the best week -----------------------------------------------------------------------------------------------


def weeks(session: Session, person: Person, *counts: int) -> None:
    """So many first meetings in each of the weeks before this one, the latest last."""
    for back, count in enumerate(reversed(counts), start=1):
        for _ in range(count):
            meeting(session, person, MONDAY - timedelta(weeks=back))


def test_a_week_better_than_all_others_of_the_year_is_said_once(session: Session, cast: Cast) -> None:
    anna = cast.anna
    weeks(session, anna, 1, 4, 2, 1)
    said = [praise(session, anna, log(session, anna, *met(name))) for name in "ABCDEF"]
    assert said == [NOTHING, REACHED, NOTHING, NOTHING, Praise(best_before=4), NOTHING]


def test_the_best_of_a_few_weeks_is_nothing_yet(session: Session, cast: Cast) -> None:
    weeks(session, cast.anna, 1, 2, 1)
    log(session, cast.anna, *met("A", "B"))
    assert praise(session, cast.anna, log(session, cast.anna, *met("C"))) == NOTHING


def test_last_year_is_another_year_and_what_others_did_is_theirs(session: Session, cast: Cast) -> None:
    anna = cast.anna
    weeks(session, anna, 1, 2, 1, 1)
    for name in range(9):
        meeting(session, anna, date(2025, 11, 12))
        entry(session, cast.bram, "meeting", MONDAY - timedelta(weeks=2, days=-1), is_first=True, note=str(name))
    log(session, anna, *met("A", "B"))
    assert praise(session, anna, log(session, anna, *met("C"))) == Praise(best_before=2)


@pytest.mark.parametrize(("now", "is_over"), [("2026-11-13T18:00", False), ("2026-11-14T10:00", True)])
def test_the_week_is_over_when_no_working_day_is_left(session: Session, cast: Cast, now: str, is_over: bool) -> None:
    standing = standing_of(session, cast.anna, "first_meetings", datetime.fromisoformat(now).replace(tzinfo=NOW.tzinfo))
    assert standing is not None
    assert standing.is_over == is_over
