"""What would change if a connection were started: everything is taken in, looked at, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from models.connections.mapping import Mapped, Question, questions
from models.connections.records import Connection
from models.connections.remote import ActivityKind, Owner, Page, Pipeline, What
from models.connections.stock import take_stock
from models.connections.taking import Taking
from models.connections.taking_in import take_pages
from models.database import Database
from models.deals.records import Deal, Outcome
from models.team.moves import today_in
from models.trials import tried
from models.workspace.queries import workspace_of


@dataclass(frozen=True)
class Stock:
    """What a CRM has to map, and (for a preview) what it tells of, in the order of `What`."""

    people: Sequence[Owner] = ()
    pipelines: Sequence[Pipeline] = ()
    kinds: Sequence[ActivityKind] = ()
    pages: Sequence[tuple[What, Page]] = ()
    is_complete: bool = True
    """False: there is more than was read for the preview."""


@dataclass(frozen=True)
class Preview:
    """What would change. Money in minor units of the reporting currency."""

    deals: int
    deals_known: int
    """Of those how many are deals that we have already."""
    accounts: int
    activities: int
    sales_before: int
    sales_after: int
    """Won in the month of `today`."""
    currency: str
    waiting: list[Question] = field(default_factory=list)
    """People, stages and kinds that nobody has said anything of."""
    is_complete: bool = True

    def unknown(self, what: Mapped) -> list[Question]:
        """Those of one sort."""
        return [one for one in self.waiting if one.what is what]


def preview(database: Database, workspace_id: str, connection_id: str, stock: Stock, now: datetime) -> Preview:
    """Try what a connection tells, and take it back: nothing of it is stored."""

    return tried(database, lambda session: _looked_at(session, workspace_id, connection_id, stock, now))


def keep_stock(session: Session, connection: Connection, stock: Stock) -> None:
    """Remember the people, stages and kinds of the CRM, so that they can be mapped."""
    take_stock(session, connection, stock.people, stock.pipelines, stock.kinds)


def _looked_at(session: Session, workspace_id: str, connection_id: str, stock: Stock, now: datetime) -> Preview:
    workspace = workspace_of(session, workspace_id)
    connection = session.get_one(Connection, (workspace_id, connection_id))
    keep_stock(session, connection, stock)
    today = today_in(workspace.zone, now)
    before = sales_of_month(session, workspace_id, today)
    taking = Taking(session, workspace, connection, now)
    counts = take_pages(taking, stock.pages)
    session.flush()
    known = counts["deal:changed"] + counts["deal:unchanged"]  # one that is joined is changed as well
    return Preview(
        deals=counts["deal:new"] + known,
        deals_known=known,
        accounts=counts["account:new"],
        activities=counts["activity:new"],
        sales_before=before,
        sales_after=sales_of_month(session, workspace_id, today),
        currency=workspace.currency,
        waiting=questions(session, connection, only_open=True),
        is_complete=stock.is_complete,
    )


def sales_of_month(session: Session, workspace_id: str, today: date) -> int:
    """What was won from the first of the month to today, in minor units of the reporting currency."""
    won = select(func.coalesce(func.sum(col(Deal.reporting_minor)), 0)).where(
        Deal.workspace_id == workspace_id,
        Deal.outcome == Outcome.WON,
        col(Deal.closed_on) >= today.replace(day=1),
        col(Deal.closed_on) <= today,
        col(Deal.removed_at).is_(None),
    )
    return int(session.exec(won).one() or 0)  # PostgreSQL sums big integers to a numeric
