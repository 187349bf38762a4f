"""What was won, summed in the database: by day, account, product, channel or seller, of whoever is asked about.

A deal that is shared counts for the part of those in the scope, on the days on which they were there, as in the
scorecard: what is summed here is “sales” (KPI 5), whichever way it is cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, func, literal, select
from sqlmodel import col

from models.analysis.credited import on_the_roll
from models.analysis.question import Question
from models.deals.queries import FIRST_OF_A_DAY, of_workspace
from models.deals.records import Deal, DealShare, Outcome
from models.period import Period
from models.team.membership import Roll

HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Won:
    """Won deals, added up."""

    minor: float = 0
    """Minor units of the reporting currency; a shared deal for its part."""
    count: float = 0
    """Deals; a shared one for its part."""
    deals: int = 0
    """Deals, each once."""
    without_value: int = 0
    without_rate: int = 0
    """Their value is in a currency without a rate: they are in no sum."""

    def __add__(self, other: "Won") -> "Won":
        return Won(
            self.minor + other.minor,
            self.count + other.count,
            self.deals + other.deals,
            self.without_value + other.without_value,
            self.without_rate + other.without_rate,
        )


ACCOUNT: Any = col(Deal.account_id)
PRODUCT: Any = col(Deal.product)
CHANNEL: Any = col(Deal.channel)
DAY: Any = col(Deal.closed_on)
SELLER: Any = func.coalesce(col(DealShare.person_id), col(Deal.owner_id))
"""Whose a deal, or a part of it, is."""
_PERCENT: Any = func.coalesce(col(DealShare.percent), 100)


def won_by(question: Question, span: Period, *by: Any) -> Iterator[tuple[tuple[Any, ...], Won]]:
    """What was won in `span`, for each value of `by` (none: one row): one statement."""
    in_parts = not question.is_company or any(one is SELLER for one in by)
    percent: Any = _PERCENT if in_parts else literal(100)
    deals: Any = func.count(col(Deal.id).distinct()) if in_parts else func.count()
    has_no_value: Any = col(Deal.value_minor).is_(None)
    has_no_rate = and_(col(Deal.value_minor).is_not(None), col(Deal.reporting_minor).is_(None))
    summed: Any = select(
        *by,
        func.sum(cast(col(Deal.reporting_minor), BigInteger) * percent),
        func.sum(percent),
        deals,
        *(_number(in_parts, which) for which in (has_no_value, has_no_rate)),
    ).select_from(Deal)
    if in_parts:
        summed = _shared(summed, question.scope.roll)
    summed = summed.where(*won_in(question, span))
    if by:
        summed = summed.group_by(*by)
    for row in question.session.execute(summed):
        key, (minor, parts, number, without_value, without_rate) = tuple(row[: len(by)]), row[len(by) :]
        if number:
            yield key, Won(float(minor or 0) / 100, float(parts) / 100, number, without_value, without_rate)


def _number(in_parts: bool, condition: Any) -> Any:
    """How many deals: one that is shared has a row for each part, and is one."""
    if in_parts:
        return func.count(case((condition, col(Deal.id))).distinct())
    return func.count(case((condition, 1)))


def total_won(question: Question, span: Period) -> Won:
    """What was won in `span`."""
    return next((won for _, won in won_by(question, span)), Won())


def won_by_day(question: Question, span: Period) -> dict[date, Won]:
    """What was won on each day of `span`, where anything was."""
    return {day: won for (day,), won in won_by(question, span, DAY)}


def won_by_account(question: Question, span: Period) -> dict[str | None, Won]:
    """What each account bought in `span`; None: deals on which no account was said."""
    return {account: won for (account,), won in won_by(question, span, ACCOUNT)}


def first_won_by(question: Question, span: Period, *by: Any) -> list[tuple[tuple[Any, ...], float]]:
    """New customers (KPI 4) in `span`: accounts whose first won deal ever closes in it, credited to who won that deal.

    Of two deals won on the same day `FIRST_OF_A_DAY` says which was first.
    """
    percent: Any = literal(100) if question.is_company else _PERCENT
    counted: Any = shared_here(question, select(*by, func.sum(percent)).select_from(Deal))
    counted = counted.where(*won_in(question, span), col(Deal.id).in_(first_deals(question)))
    if by:
        counted = counted.group_by(*by)
    rows = question.session.execute(counted).all()
    return [(tuple(row[:-1]), float(row[-1]) / 100) for row in rows if row[-1]]


def first_deals(question: Question) -> Any:
    """Ids of the deals that were their account's first won deal ever, as a question within a question."""
    order = func.row_number().over(partition_by=ACCOUNT, order_by=(DAY, *FIRST_OF_A_DAY))
    ever: Any = select(col(Deal.id).label("deal_id"), order.label("place")).where(
        *of_workspace(question.workspace.workspace_id),
        col(Deal.outcome) == Outcome.WON.value,
        ACCOUNT.is_not(None),
        DAY.is_not(None),
    )
    firsts = ever.subquery()
    return select(firsts.c.deal_id).where(firsts.c.place == 1)


def first_day_won(question: Question) -> date | None:
    """The day of the first won deal of the scope; None when nothing was ever won."""
    earliest: Any = shared_here(question, select(DAY).select_from(Deal)).where(*_won(question), DAY.is_not(None))
    return question.session.execute(earliest.order_by(DAY).limit(1)).scalar()


def knows_year_before(first: date | None, year: Period) -> bool:
    """Whether deals are known of half of the year before or more, by the day of the first: of its last weeks alone any
    comparison is chance. None: nothing was ever won, or the first day lies further back."""
    return first is None or year.start - first > HALF_A_YEAR


def shared_here(question: Question, statement: Any) -> Any:
    """A question about deals, asked of those in which somebody of the scope has a share: a row for each such part."""
    return statement if question.is_company else _shared(statement, question.scope.roll)


def won_in(question: Question, span: Period) -> list[ColumnElement[bool]]:
    """Conditions: won in `span`, by the channel that was asked about."""
    return [*_won(question), span.start <= DAY, span.end > DAY]


def _won(question: Question) -> list[ColumnElement[bool]]:
    found = [*of_workspace(question.workspace.workspace_id), col(Deal.outcome) == Outcome.WON.value]
    return found if question.channel is None else [*found, question.channel == CHANNEL]


def _shared(statement: Any, roll: Roll) -> Any:
    """A row for each part of a deal, of those who are on the roll on the day on which it closed."""
    same = and_(col(DealShare.workspace_id) == col(Deal.workspace_id), col(DealShare.deal_id) == col(Deal.id))
    statement = statement.outerjoin(DealShare, same)
    return statement.where(on_the_roll(roll, SELLER, DAY))


def added_up(parts: Sequence[Won]) -> Won:
    """All of them together."""
    return sum(parts, Won())
