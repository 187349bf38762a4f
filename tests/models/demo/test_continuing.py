"""The demo company's people go on working when its clock moves, and what they did before adds up."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from messages.words import TOLD_IN, words
from models.accounts.records import Account
from models.activity.records import Activity
from models.coaching.records import PairAction, Talk
from models.deals.records import Deal, DealChange, StageChange
from models.demo.continuing import keep_working
from models.demo.texts import told_in
from models.goals.records import Goal, Objective
from models.period import Period, month_of
from models.plan.records import PlanAction
from models.qbr.records import CLOSED, Qbr
from models.reviews.records import Review, ReviewState
from models.team.records import Person
from models.territories.whose import Sort, Whose, field_of
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


def test_who_moves_the_clock_by_a_year_finds_all_of_it_filled_in(demo: Session) -> None:
    year = Period(TODAY, TODAY + timedelta(days=365))
    assert keep_working(demo, year.end) == 365
    months = {(TODAY.year + n // 12, n % 12 + 1) for n in range(TODAY.month, TODAY.month + 11)}  # December to October
    sellers = {row.id for row in demo.exec(select(Person).where(col(Person.is_rep).is_(True)))}
    first_meetings: Counter[tuple[str, int]] = Counter()
    worked: dict[tuple[int, int], set[str]] = {}
    for row in entries(demo, year.start, year.end):
        worked.setdefault((row.happened_on.year, row.happened_on.month), set()).add(row.person_id)
        first_meetings[row.person_id, row.happened_on.month] += bool(row.is_first)
    assert all(worked[month] == sellers for month in months), "no hole after three months"
    assert all(first_meetings[person, 10] >= 3 for person in sellers), "nobody runs out of people to meet"
    won = select(Deal).where(Deal.outcome == "won", col(Deal.closed_on) >= year.start)
    assert {(deal.closed_on.year, deal.closed_on.month) for deal in demo.exec(won) if deal.closed_on} >= months
    held = demo.exec(select(Talk).where(col(Talk.held_on) >= year.start)).all()
    assert {(talk.held_on.year, talk.held_on.month) for talk in held if talk.held_on} >= months
    assert all(talk.outcome and talk.confirmed_at for talk in held)
    agreed = demo.exec(select(PairAction).where(col(PairAction.added_on) >= year.start)).all()
    done = [action for action in agreed if action.done_on]
    assert len(done) > len(agreed) / 2
    assert all(action.added_on < action.done_on < year.end for action in done if action.done_on)


def test_reviews_are_written_and_answered_as_the_days_go_by(demo: Session) -> None:
    def states() -> Counter[str]:
        return Counter(review.state for review in demo.exec(select(Review).where(Review.month == date(2026, 11, 1))))

    keep_working(demo, date(2026, 12, 4))
    assert set(states()) <= {ReviewState.OPEN, ReviewState.REFLECTED, ReviewState.SHARED}
    assert sum(states().values()) == 8, "asked for on the first of December, of Mehdi when he is back on the third"
    keep_working(demo, LATER)
    closed = states()[ReviewState.SIGNED] + states()[ReviewState.DISAGREED]
    assert closed >= 6, states()
    written = demo.exec(select(Review).where(Review.month == date(2026, 11, 1), col(Review.closed_at).is_not(None)))
    assert all(review.figures and review.rating and review.agreed for review in written)


def test_a_review_that_somebody_began_in_the_demo_is_theirs_to_finish(demo: Session) -> None:
    keep_working(demo, date(2026, 12, 2))
    anna = demo.exec(select(Person).where(Person.slack_user_id == "U0ANNA")).one()
    review = demo.exec(select(Review).where(Review.month == date(2026, 11, 1), Review.person_id == anna.id)).one()
    review.state, review.went_well = ReviewState.DRAFTED, "Mine"
    demo.flush()
    keep_working(demo, LATER)
    assert (review.state, review.went_well) == (ReviewState.DRAFTED, "Mine")


def test_who_was_given_to_another_manager_is_reviewed_by_that_one(demo: Session) -> None:
    """A visitor moved Noor from Joris to Carla: the quarter that ends is hers to write."""
    noor, carla = (demo.exec(select(Person).where(Person.slack_user_id == id_)).one() for id_ in ("U0NOOR", "U0CARLA"))
    noor.manager_id = carla.id
    demo.flush()
    keep_working(demo, date(2027, 1, 20))
    quarter = demo.exec(select(Qbr).where(Qbr.person_id == noor.id, Qbr.quarter == date(2026, 10, 1))).one()
    assert (quarter.state in CLOSED, quarter.reviewer_id) == (True, carla.id)


def test_in_one_jump_or_day_by_day_it_is_the_same_work(demo: Session) -> None:
    def work() -> Counter[tuple[object, ...]]:
        rows = entries(demo, TODAY, LATER)
        return Counter((row.person_id, row.kind, row.happened_on, row.amount_minor, row.minutes) for row in rows)

    with demo.begin_nested() as once:
        keep_working(demo, LATER)
        at_once = work()
        once.rollback()
    for day in (2, 3, 4, 14):
        keep_working(demo, LATER.replace(day=day))
    assert work() == at_once


def test_an_account_manager_renews_contracts(demo: Session) -> None:
    anna = demo.exec(select(Person).where(Person.slack_user_id == "U0ANNA")).one()
    renewed = [row for row in entries(demo, date(2026, 11, 1), TODAY) if row.kind == "renewal"]
    assert sum(row.person_id == anna.id for row in renewed) >= 2, "0 of 4 is nobody’s month"


def test_what_they_wrote_is_read_in_the_language_of_whoever_looks(demo: Session) -> None:
    texts = told_in()
    written = {goal.title for goal in demo.exec(select(Goal))} | {one.title for one in demo.exec(select(Objective))}
    written |= {talk.outcome for talk in demo.exec(select(Talk))} | {one.title for one in demo.exec(select(PlanAction))}
    for review in demo.exec(select(Review)):
        written |= {
            review.went_well,
            review.in_the_way,
            review.commitment,
            review.strengths,
            review.focus,
            review.answer,
        }
    written |= {deal.reason for deal in demo.exec(select(Deal))}
    written |= {row.topic or "" for row in entries(demo, date(2026, 1, 1), TODAY)}
    assert {one for one in written if one and one not in texts["nl"] and one not in texts["en"]} == set()


def test_the_words_show_it_so_and_leave_what_visitors_write_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, texts in told_in().items():
        monkeypatch.setitem(TOLD_IN, language, texts)
    title = "Grow new business in logistics"
    assert "Nieuwe klanten in de logistiek" in words("nl")("coaching.outcome", text=title)
    assert title in words("en")("coaching.outcome", text=title)
    assert title in words("en")("coaching.outcome", text="Nieuwe klanten in de logistiek")
    assert "Mijn eigen tekst" in words("en")("coaching.outcome", text="Mijn eigen tekst")


def test_who_sells_in_a_territory_goes_where_it_is_due(demo: Session) -> None:
    bram = demo.exec(select(Person).where(Person.slack_user_id == "U0BRAM")).one()

    def longest_waits(day: date) -> float:
        standings = field_of(demo, bram.workspace_id, bram.id).standings(Whose(Sort.PERSON, bram.id), day)
        return max(one.share(day) for one in standings)

    before = longest_waits(TODAY)
    later = TODAY + timedelta(days=60)
    keep_working(demo, later)
    assert before > 1
    assert longest_waits(later) < 3, "a morning list that says “49 days overdue” for weeks is nobody’s territory"
