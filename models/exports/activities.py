"""The log as data."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, or_, select

from models.activity.records import Activity, CreditShare
from models.deals.records import Deal
from models.exports.names import Names
from models.exports.writing import Row, money
from models.period import Period
from models.references.links import spelled_ids
from models.references.records import Fact
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

COLUMNS = (
    "id",
    "person",
    "kind",
    "account",
    "date",
    "order",
    "quantity",
    "minutes",
    "amount",
    "currency",
    "reporting_amount",
    "score",
    "topic",
    "contact",
    "due",
    "deal",
    "note",
    "shares",
    "source",
    "same_as",
    "logged_at",
)


def activity_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None
) -> Iterator[Row]:
    """What stands in the log, oldest first: in `period`, up to and with the day `at`, by or shared with the scope."""
    workspace_id = workspace.workspace_id
    entries = select(Activity).where(Activity.workspace_id == workspace_id, col(Activity.undone_at).is_(None))
    if scope.ids is not None:
        shared = select(CreditShare.activity_id).where(
            CreditShare.workspace_id == workspace_id, col(CreditShare.person_id).in_(scope.ids)
        )
        entries = entries.where(or_(col(Activity.person_id).in_(scope.ids), col(Activity.id).in_(shared)))
    if period:
        entries = entries.where(col(Activity.happened_on) >= period.start, col(Activity.happened_on) < period.end)
    if at:
        entries = entries.where(col(Activity.happened_on) <= at)
    names = Names(session, workspace_id)
    splits = select(CreditShare.activity_id, CreditShare.person_id, CreditShare.percent).where(
        CreditShare.workspace_id == workspace_id
    )
    shares = names.shares(list(session.exec(splits)))
    numbers = dict(session.exec(select(Deal.id, Deal.number).where(Deal.workspace_id == workspace_id)).all())
    called = spelled_ids(session, workspace_id, Fact.ACTIVITY)
    in_order = entries.order_by(col(Activity.happened_on), col(Activity.id)).execution_options(yield_per=1000)
    for entry in session.exec(in_order):
        yield {
            "id": called.get(entry.id, entry.id),
            "person": names.person(entry.person_id),
            "kind": entry.kind,
            "account": names.account(entry.account_id),
            "date": entry.happened_on,
            "order": None if entry.is_first is None else ("first" if entry.is_first else "follow-up"),
            "quantity": entry.quantity,
            "minutes": entry.minutes,
            "amount": money(entry.amount_minor, entry.currency),
            "currency": entry.currency,
            "reporting_amount": money(entry.reporting_minor, workspace.currency),
            "score": entry.score,
            "topic": entry.topic,
            "contact": entry.contact,
            "due": entry.due_on,
            "deal": numbers.get(entry.deal_id or ""),
            "note": entry.note,
            "shares": shares.get(entry.id, []),
            "source": entry.source,
            "same_as": called.get(entry.same_as, entry.same_as) if entry.same_as else None,
            "logged_at": entry.created_at,
        }
