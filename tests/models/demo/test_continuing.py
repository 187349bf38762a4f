"""The demo company's people go on working when its clock moves, and what they did before adds up."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal, DealChange, StageChange
from models.demo.continuing import keep_working
from models.period import month_of
from models.reviews.records import Review, ReviewState
from models.team.records import Person
from tests.models.demo.conftest import TODAY

pytestmark = pytest.mark.long(seconds=10)
LATER = date(2026, 12, 14)
"""A Monday: of the weeks from 30 Nov on nothing is known yet."""


def entries(session: Session, first: date, last: date) -> list[Activity]:
    logged = select(Activity).where(col(Activity.happened_on) >= first, col(Activity.happened_on) <= last)
    return list(session.exec(logged))


def test_after_a_move_of_the_clock_each_week_has_work_in_it_and_only_once(demo: Session) -> None:
    # Manager 13: after two moves of the clock every screen of the demo was 0.
    assert entries(demo, TODAY, LATER) == []
    assert keep_working(demo, LATER) > 0
    logged = entries(demo, TODAY, LATER)
    weeks = Counter(row.happened_on.isocalendar().week for row in logged)
    assert set(weeks) == {49, 50}, "30 Nov – 6 Dec and 7 – 13 Dec"
    assert max(row.happened_on for row in logged) < LATER, "today is for who tries the demo"
    assert all(row.happened_on.weekday() < 5 for row in logged)
    keep_working(demo, LATER)
    assert len(entries(demo, TODAY, LATER)) == len(logged), "the same days are not worked twice"


def test_who_is_away_or_has_left_does_nothing(demo: Session) -> None:
    lotte = demo.exec(select(Person).where(Person.slack_user_id == "U0LOTTE")).one()
    lotte.ends_on = date(2026, 12, 4)
    demo.flush()
    keep_working(demo, LATER)
    days = {row.happened_on for row in entries(demo, TODAY, LATER) if row.person_id == lotte.id}
    assert days
    assert max(days) <= date(2026, 12, 4)


def test_deals_move_on_and_are_decided_but_not_those_that_somebody_touched(demo: Session) -> None:
    due = select(Deal).where(col(Deal.outcome).is_(None), col(Deal.expected_close) < date(2026, 12, 10))
    mine, *others = demo.exec(due.order_by(col(Deal.number))).all()
    change = DealChange(
        workspace_id=mine.workspace_id, deal_id=mine.id, what="edit", changed_at=datetime(2026, 11, 28, tzinfo=UTC)
    )
    demo.add(change)
    demo.flush()
    keep_working(demo, LATER)
    assert mine.outcome is None, "it is theirs to decide"
    assert others
    assert all(deal.outcome and deal.closed_on and deal.closed_on >= TODAY for deal in others)
    last = select(StageChange).where(StageChange.deal_id == others[0].id).order_by(col(StageChange.happened_on).desc())
    step = demo.exec(last).first()
    assert step is not None
    assert step.stage == others[0].outcome


def test_every_account_in_the_books_is_somebodys_and_only_a_few_are_new(demo: Session) -> None:
    opened = demo.exec(select(Account).where(col(Account.opened_on).is_not(None))).all()
    assert all(account.owner_id and account.channel for account in opened)
    november = month_of(TODAY)
    new = [account for account in opened if account.opened_on and account.opened_on in november]
    assert 1 <= len(new) <= 30, "110 accounts of nobody once made “111 of 4.2, ahead”"


def test_the_months_that_are_over_were_reviewed_and_signed(demo: Session) -> None:
    held = demo.exec(select(Review)).all()
    by_month = Counter(review.month for review in held)
    # Eight people sell; Oliver started on 28 Sep, so that September was no whole month of his.
    assert by_month == {date(2026, 9, 1): 7, date(2026, 10, 1): 8}
    assert {review.state for review in held} == {ReviewState.SIGNED, ReviewState.DISAGREED}
    assert all(review.figures and review.closed_at and review.closed_at.date() < TODAY for review in held)


def test_who_moves_the_clock_by_a_year_waits_for_a_quarter_of_work_at_most(demo: Session) -> None:
    assert keep_working(demo, TODAY + timedelta(days=365)) == 92
