"""How a run goes on, in the database: each page with its cursor, and what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select

from models.connections.claiming import NOT_TAKEN, claim, cursor_of, cursors_of, renewed, went_well, went_wrong
from models.connections.preview import Stock, keep_stock
from models.connections.records import Connection, State
from models.connections.remote import Page, What
from models.connections.rereading import Waits, unread
from models.connections.taking import Taking
from models.connections.taking_in import FACT_OF, take_page
from models.references.links import LONGEST_ID
from models.references.records import Fact, Link
from models.workspace.queries import workspace_of

LONGEST_ERROR = 300
LONG_BROKEN = timedelta(days=1)
ARCHIVED = "archived"


@dataclass(frozen=True)
class Reading:
    """A run that reads a connection: which, and by which claim."""

    workspace_id: str
    connection_id: str
    token: str

    def take(self, session: Session, now: datetime) -> bool:
        """Claim the connection; whether it is ours."""
        return claim(session, self.workspace_id, self.connection_id, self.token, now)

    def hold(self, session: Session, now: datetime) -> Connection:
        """The connection, as long as it is ours. Raises ClaimLostError."""
        return renewed(session, self.workspace_id, self.connection_id, self.token, now)

    def stock(self, session: Session, stock: Stock, now: datetime) -> None:
        """People, stages and kinds as they are there now."""
        connection = self.hold(session, now)
        keep_stock(session, connection, stock)
        row = cursor_of(session, connection, "stock")
        row.ran_at = row.ok_at = now
        went_well(row)

    def cursor(self, session: Session, what: What, now: datetime) -> dict[str, object] | None:
        """Where to go on reading; None for the beginning. The run begins now."""
        row = cursor_of(session, self.hold(session, now), what)
        row.ran_at = now
        return row.cursor or None

    def page(self, session: Session, what: What, page: Page, now: datetime) -> dict[str, int]:
        """Take in a page, and remember how far that is: both or neither. Returns the counts of this page."""
        connection = self.hold(session, now)
        counts = self._taken(session, connection, what, page, now)
        self._go_on(session, connection, what, page, len(page.records))
        return counts

    def piece(self, session: Session, what: What, page: Page, now: datetime) -> dict[str, int]:
        """Take in records that were asked for by their ids: how far was read stays as it is."""
        return self._taken(session, self.hold(session, now), what, page, now)

    def skipped(self, session: Session, what: What, page: Page, now: datetime) -> None:
        """The page was taken in record by record, as one of them cannot be: go on behind it."""
        self._go_on(session, self.hold(session, now), what, page, len(page.records))

    def not_taken(self, session: Session, what: What, external_id: str, now: datetime) -> None:
        """A record cannot be taken in: the next run asks for it once more."""
        connection = self.hold(session, now)
        if len(external_id) > LONGEST_ID:
            return
        taking = Taking(session, workspace_of(session, self.workspace_id), connection, now)
        link = taking.link(FACT_OF[what], external_id) or taking.know(FACT_OF[what], external_id, "", Waits.FAILED)
        link.fingerprint = link.gone_at = None
        if link.reason == Waits.PLANNED:
            link.reason = Waits.FAILED

    def read_through(self, session: Session, what: What, began: datetime, now: datetime) -> None:
        """Everything until `began` was read."""
        row = cursor_of(session, self.hold(session, now), what)
        row.ok_at = began
        went_well(row)

    def unread(self, session: Session, what: What, limit: int, now: datetime) -> list[str]:
        """The ids of what has to be read once more."""
        return unread(session, self.hold(session, now), FACT_OF[what], now, limit)

    def placeholders(self, session: Session, what: What, ids: Sequence[str], now: datetime) -> set[str]:
        """Those of these ids of which nothing ever came."""
        self.hold(session, now)
        found = select(Link.external_id).where(*self._told(FACT_OF[what]), Link.fact_id == "")
        return set(session.exec(found)).intersection(ids)

    def is_compared(self, session: Session, what: What, now: datetime) -> bool:
        """Whether the ids were compared today already (UTC)."""
        row = cursor_of(session, self.hold(session, now), f"compare:{what}")
        return row.ok_at is not None and row.ok_at.astimezone(UTC).date() >= now.astimezone(UTC).date()

    def known_ids(self, session: Session, what: What, now: datetime) -> tuple[set[str], set[str]]:
        """The ids that should be there, and all that were ever told of."""
        self.hold(session, now)
        rows = session.exec(select(Link.external_id, Link.gone_at, Link.reason).where(*self._told(FACT_OF[what]))).all()
        here = {external_id for external_id, gone_at, reason in rows if gone_at is None and reason != ARCHIVED}
        return here, {external_id for external_id, _, _ in rows}

    def compared(self, session: Session, what: What, now: datetime) -> None:
        """The ids were compared."""
        row = cursor_of(session, self.hold(session, now), f"compare:{what}")
        row.ran_at = row.ok_at = now
        went_well(row)

    def start_again(self, session: Session, now: datetime) -> None:
        """Everything is read from the beginning: what is as it was changes nothing."""
        connection = self.hold(session, now)
        for what in What:
            row = cursor_of(session, connection, what)
            row.cursor, row.counts, row.ok_at = {}, {}, None
            cursor_of(session, connection, f"compare:{what}").ok_at = None
        session.flush()

    def rest(self, session: Session, until: datetime, now: datetime) -> None:
        """The CRM asked for a rest."""
        self.hold(session, now).resting_until = until

    def failed(self, session: Session, what: str, error: str, now: datetime, *, is_away: bool = True) -> bool:
        """What went wrong, for the people who look; whether it goes on for longer than a day, and nobody was told yet.

        What goes wrong again is tried less and less often; not so (`is_away` False) where the CRM said until when to rest.
        """
        connection = self.hold(session, now)
        since = went_wrong(cursor_of(session, connection, what), error[:LONGEST_ERROR], now, is_away=is_away)
        return connection.told_at is None and now - since > LONG_BROKEN

    def well(self, session: Session, not_taken: Mapping[str, int], now: datetime) -> None:
        """All was read: whoever was told of a trouble is told of the next one too. `not_taken`: by `What` what could not be."""
        connection = self.hold(session, now)
        connection.told_at = connection.resting_until = None
        for row in cursors_of(session, self.workspace_id, self.connection_id):
            went_well(row)
            kept = {name: count for name, count in row.counts.items() if name != NOT_TAKEN}
            row.counts = {**kept, NOT_TAKEN: not_taken[row.what]} if not_taken.get(row.what) else kept

    def refused(self, session: Session, what: str, error: str, now: datetime) -> bool:
        """The key is not taken any more: nothing is tried until there is another one. Whether somebody is to be told."""
        self.failed(session, what, error, now)
        connection = self.hold(session, now)
        connection.state = State.REFUSED
        return connection.told_at is None

    def _taken(self, session: Session, connection: Connection, what: What, page: Page, now: datetime) -> dict[str, int]:
        taking = Taking(session, workspace_of(session, self.workspace_id), connection, now)
        take_page(taking, what, page)
        return dict(taking.counts)

    def _go_on(self, session: Session, connection: Connection, what: What, page: Page, records: int) -> None:
        row = cursor_of(session, connection, what)
        row.cursor = dict(page.cursor)
        if records:
            went_well(row)
        counts = {**row.counts, "read": row.counts.get("read", 0) + records}
        row.counts = counts if page.total is None else {**counts, "total": page.total}

    def _told(self, fact: Fact):  # type: ignore[no-untyped-def]
        return (
            col(Link.workspace_id) == self.workspace_id,
            col(Link.origin) == self.connection_id,
            col(Link.kind) == fact,
        )
