"""The numbers of a review: those of the scorecard, kept as they were."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from models.private_notes.notes import keep_note
from models.refusal import Refusal
from models.reviews.actions import Judgement, judge, open_review
from models.reviews.figures import Figure, MonthFigures
from models.reviews.month import figures_of_month, weakest_leads
from models.reviews.records import ReviewState
from tests.conftest import NOW, SECRETS, Cast, acting

OCTOBER = date(2026, 10, 1)
BEHIND = MonthFigures(
    "behind", 0.6, 1, "first_meetings", "EUR", (Figure("first_meetings", "count", 6, 10, "behind", 0.6),)
)


def test_figures_come_back_from_the_database_as_they_went_in() -> None:
    assert MonthFigures.from_json(json.loads(json.dumps(BEHIND.as_json()))) == BEHIND


def test_a_month_without_activity_is_behind_the_targets_of_the_role(session: Session, cast: Cast) -> None:
    figures = figures_of_month(session, cast.workspace, cast.anna, OCTOBER, NOW)
    assert figures.status == "behind"
    assert figures.currency == "EUR"
    meetings = next(row for row in figures.rows if row.kpi == "first_meetings")
    assert meetings.value == 0
    assert meetings.target
    assert all(row.kpi != "coca" for row in figures.rows), "a figure of the team"


def test_the_two_weakest_lead_figures_are_named_and_no_lag_figure(session: Session, cast: Cast) -> None:
    rows = (
        Figure("first_meetings", "count", 9, 10, "at_risk", 0.9),
        Figure("follow_ups", "count", 2, 10, "behind", 0.2),
        Figure("proposals", "count", 5, 10, "behind", 0.5),
        Figure("close_rate", "rate", 0.1, 0.5, "behind", 0.1, is_lead=False),
        Figure("training_hours", "hours", 4, 4, "on_track", 1.0),
    )
    figures = MonthFigures("behind", 0.5, 5, "close_rate", "EUR", rows)
    assert [row.kpi for row in weakest_leads(figures)] == ["follow_ups", "proposals"]


@pytest.mark.parametrize(
    ("rating", "comment", "is_refused"), [(4, "", True), (4, "A sick colleague", False), (3, "", False)]
)
def test_a_rating_far_from_the_numbers_needs_a_comment(
    session: Session, cast: Cast, rating: int, comment: str, is_refused: bool
) -> None:
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    judgement = Judgement(rating, comment, "Strong", "Budget", "", "")

    def write() -> None:
        judge(acting(session, cast.carla), SECRETS, review.id, judgement, BEHIND)

    if is_refused:
        with pytest.raises(Refusal, match="comment_needed") as refused:
            write()
        assert refused.value.values["field"] == "comment"
        assert review.state == ReviewState.OPEN
    else:
        write()
        assert review.figures == BEHIND.as_json()


def test_later_numbers_do_not_touch_a_shared_review(session: Session, cast: Cast) -> None:
    review = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    judge(acting(session, cast.carla), SECRETS, review.id, Judgement(2, "", "S", "F", "", ""), BEHIND)
    session.commit()
    session.refresh(review)
    assert review.figures is not None
    assert MonthFigures.from_json(review.figures) == BEHIND


def test_a_note_longer_than_its_field_is_refused(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="note_too_long"):
        keep_note(acting(session, cast.carla, datetime(2026, 11, 12, tzinfo=UTC)), SECRETS, "1", "x" * 3001)
