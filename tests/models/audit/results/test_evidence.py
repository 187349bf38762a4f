"""What the records say beside what people think."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.activity.records import Activity
from models.audit.questions import QUESTIONS
from models.audit.results.evidence import NO_DATA, Evidence, records_of
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal
from models.reviews.records import Review, ReviewState
from models.scorecard.records import Target
from tests.conftest import NOW, Cast

TODAY = date(2026, 11, 12)


@pytest.fixture
def records(session: Session, cast: Cast):  # type: ignore[no-untyped-def]
    """`records()["reviews"]`, of a workspace that has the bot for years; Anna and Bram are its reps."""
    cast.workspace.created_at = datetime(2024, 1, 1, tzinfo=NOW.tzinfo)
    session.flush()
    return lambda key: records_of(session, "T1", TODAY)[key]


def test_every_one_speaks_about_a_statement_that_there_is(session: Session, cast: Cast) -> None:
    for evidence in records_of(session, "T1", TODAY).values():
        assert evidence.statement in QUESTIONS


def test_reviews_are_due_for_each_rep_and_whole_month(records, session: Session, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    for month, state in (
        (6, ReviewState.SIGNED),
        (7, ReviewState.SHARED),
        (8, ReviewState.DRAFTED),
        (5, ReviewState.SIGNED),
    ):
        session.add(
            Review(workspace_id="T1", person_id=cast.anna.id, month=date(2026, month, 1), opened_on=TODAY, state=state)
        )
    session.flush()
    # June to September for two reps; October's may still be written until 14 November, and May is not whole
    assert records("reviews") == Evidence("reviews", "people_reviewed", 2, 8)
    assert records("reviews").share == 0.25


def test_coaching_is_two_a_month_and_a_third_makes_up_for_nobodys(records, session: Session, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    for day, state in ((1, TalkState.HELD), (8, TalkState.HELD), (15, TalkState.HELD), (22, TalkState.RECORDED)):
        session.add(
            Talk(
                workspace_id="T1",
                coach_id=cast.carla.id,
                rep_id=cast.anna.id,
                planned_at=NOW,
                state=state,
                held_on=date(2026, 9, day),
                created_at=NOW,
            )
        )
    session.flush()
    assert records("coaching") == Evidence("coaching", "people_right", 2, 2 * 2 * 5)  # June to October


def test_entries_count_working_days_on_which_something_was_logged(records, session: Session, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    cast.bram.starts_on = TODAY
    for day in (date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 8)):  # twice Monday, a Sunday
        session.add(Activity(workspace_id="T1", person_id=cast.anna.id, kind="call", happened_on=day, created_at=NOW))
    session.flush()
    found = records("entries")
    # 12 May to 11 November: 132 weekdays less Ascension (14 May) and Whit Monday (25 May)
    assert (found.numerator, found.denominator) == (2, 130)


def test_a_rep_has_a_target_until_it_is_ended(records, session: Session, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    def target(person_id: str, value: str | None, day: int) -> Target:
        return Target(
            workspace_id="T1",
            kpi="first_meetings",
            scope="person",
            person_id=person_id,
            period_type="week",
            value=value,
            effective_from=date(2026, 11, day),
            set_at=NOW,
        )

    session.add_all(
        [target(cast.anna.id, "5", 1), target(cast.bram.id, str(Decimal(5)), 1), target(cast.bram.id, None, 5)]
    )
    session.flush()
    assert (records("targets").numerator, records("targets").denominator) == (1, 2)


def test_a_clean_deal_closes_in_the_future_and_was_touched(records, session: Session, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    old = NOW - timedelta(days=60)
    for number, (close, created) in enumerate(((30, NOW), (30, old), (-1, NOW), (None, NOW)), start=1):
        session.add(
            Deal(
                workspace_id="T1",
                number=number,
                owner_id=cast.anna.id,
                currency="EUR",
                stage="proposal",
                created_at=created,
                expected_close=None if close is None else TODAY + timedelta(days=close),
            )
        )
    session.flush()
    assert (records("pipeline").numerator, records("pipeline").denominator) == (1, 4)


def test_nothing_to_measure_is_no_share_and_says_so(session: Session, cast: Cast) -> None:
    """The bot was installed today: no month is over, no deal is there."""
    found = records_of(session, "T1", TODAY)
    for key in ("reviews", "coaching", "pipeline"):
        assert (found[key].share, found[key].reason) == (None, NO_DATA)
