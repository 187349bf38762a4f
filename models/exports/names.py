"""Ids as names, for people who read an export."""

from collections import defaultdict

from sqlmodel import Session, SQLModel, select

from models.accounts.records import Account
from models.team.records import Person, Team


class Names:
    """The names of a workspace's people, teams and accounts, read once."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        def by_id(table: type[SQLModel]) -> dict[str, str]:
            columns = table.__table__.c  # type: ignore[attr-defined]
            rows = session.execute(select(columns.id, columns.name).where(columns.workspace_id == workspace_id))
            return {str(row.id): str(row.name) for row in rows}

        self.people = by_id(Person)
        self.teams = by_id(Team)
        self.accounts = by_id(Account)

    def person(self, id_: str | None) -> str | None:
        """A person's name by id; None for nobody."""
        return self.people.get(id_ or "")

    def account(self, id_: str | None) -> str | None:
        """An account's name by id; None for none."""
        return self.accounts.get(id_ or "")

    def team(self, id_: str | None) -> str | None:
        """A team's name by id; None for none."""
        return self.teams.get(id_ or "")

    def shares(self, rows: list[tuple[str, str, int]]) -> dict[str, list[dict[str, object]]]:
        """Splits (what is shared, person, percent) by what is shared, with names, largest part first."""
        split: dict[str, list[dict[str, object]]] = defaultdict(list)
        for shared_id, person_id, percent in sorted(rows, key=lambda row: (-row[2], row[1])):
            split[shared_id].append({"name": self.person(person_id), "percent": percent})
        return split
