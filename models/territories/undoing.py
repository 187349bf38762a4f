"""Taking back what was said of territories, accounts or cadences: what held before holds again, on every day."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.acting import Acting
from models.refusal import Refusal
from models.team.records import Person
from models.territories.records import NamedAccount, TerritoryTerm, VisitCadence

_TABLES: tuple[type[NamedAccount] | type[TerritoryTerm] | type[VisitCadence], ...] = (
    NamedAccount,
    TerritoryTerm,
    VisitCadence,
)


@dataclass(frozen=True)
class Undone:
    """How much was taken back of each sort."""

    accounts: int = 0
    territories: int = 0
    cadences: int = 0


def undo_batch(acting: Acting, batch_id: str) -> Undone:
    """Take back what was said in one go. Refuses what is not the person's, and what was taken back before."""
    counts = []
    for table in _TABLES:
        said = select(table).where(
            col(table.workspace_id) == acting.workspace.workspace_id,
            col(table.batch_id) == batch_id,
            col(table.undone_at).is_(None),
        )
        rows = acting.session.exec(said).all()
        for row in rows:
            if row.said_by != acting.by.id and not acting.by.is_leader:
                raise Refusal("territories.not_yours_to_undo")
            row.undone_at = acting.now
            if isinstance(row, NamedAccount):
                _restore(acting.session, row)
        counts.append(len(rows))
    if not any(counts):
        raise Refusal("territories.nothing_to_undo")
    acting.session.flush()
    return Undone(*counts)


def latest_batch_by(session: Session, person: Person) -> str | None:
    """What this person said last and that stands."""
    latest: tuple[str, str] | None = None
    for table in _TABLES:
        said = select(col(table.id), col(table.batch_id)).where(
            col(table.workspace_id) == person.workspace_id,
            col(table.said_by) == person.id,
            col(table.undone_at).is_(None),
        )
        row = session.exec(said.order_by(col(table.id).desc()).limit(1)).first()
        if row is not None and (latest is None or row[0] > latest[0]):
            latest = (row[0], row[1])
    return latest[1] if latest else None


def _restore(session: Session, row: NamedAccount) -> None:
    """What was said of the account itself is as it was, unless somebody said something else since."""
    account = session.get_one(Account, (row.workspace_id, row.account_id))
    for name, value in row.new.items():
        if getattr(account, name) == value:
            setattr(account, name, row.old[name])
