"""Territories from a file: region, team and owner, from a day on; and the territories that a file of accounts names."""

from datetime import date
from typing import Any

from models.accounts.records import Account
from models.database import new_id
from models.imports.csv_file import Row
from models.imports.intake import Intake
from models.imports.naming import People, Teams
from models.imports.report import SkipRow
from models.territories.actions import LONGEST_NAME, territory_key
from models.territories.lists import Term, lists_of
from models.territories.records import NamedAccount, Territory, TerritoryTerm


def import_territories(intake: Intake) -> None:
    """Take every territory; empty cells leave things as they are."""
    people, teams, known = People(intake), Teams(intake), Territories(intake)
    firsts, lasts = intake.dates("from"), intake.dates("until")
    lines: dict[str, int] = {}

    def take(row: Row) -> None:
        if not row["territory"]:
            raise SkipRow("no_name")
        first, last = firsts(row["from"]) or intake.today, lasts(row["until"])
        if last is not None and last < first:
            raise SkipRow("ends_before_start", start=first, end=last)
        team = teams.find(row["team"]) if row["team"] else None
        if row["team"] and team is None:
            raise SkipRow("unknown_team", team=row["team"][:60])
        owner = people.find(row["owner"]) if row["owner"] else None
        if row["owner"] and owner is None:
            raise SkipRow("unknown_person", name=row["owner"][:60])
        key = territory_key(row["territory"])
        if key in lines:
            raise SkipRow("same_account", name=row["territory"][:60], line=lines[key])
        lines[key] = row.line
        said = {"region": row["region"][:LONGEST_NAME], "team_id": team and team.id, "owner_id": owner and owner.id}
        known.take(row["territory"], said, first, last)

    intake.each(take)


class Territories:
    """The territories by name, with what is said of them."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.lists = lists_of(intake.session, intake.workspace_id)
        self._by_key = {territory_key(name): id_ for id_, name in self.lists.territories.items()}
        self._batch = new_id()
        self._named: dict[str, NamedAccount] = {}
        """Accounts that were named by this file, by id."""

    def take(self, name: str, said: dict[str, Any], first: date, last: date | None) -> None:
        """What a row says of a territory; counted as new, changed or unchanged."""
        report = self._intake.report
        key = territory_key(name)
        is_new = key not in self._by_key
        id_ = self._by_key.get(key) or self._add(name, key)
        term = None if is_new else self.lists.term_on(id_, first)
        differs = self._say(id_, term, said, first)
        for day in self.lists.unsaid_after(id_, first):
            differs |= self._say(id_, self.lists.term_on(id_, day), said, day)
        if last is not None and (is_new or self.lists.term_on(id_, date.fromordinal(last.toordinal() + 1))):
            self._write(id_, said, date.fromordinal(last.toordinal() + 1), is_over=True)
            differs = True
        report.taken += is_new
        report.changed += differs and not is_new
        report.unchanged += not differs and not is_new

    def find_or_add(self, name: str, day: date) -> str:
        """The id of the territory with this name, there from `day` on; added when nobody named it before."""
        name = " ".join(name.split())
        if len(name) > LONGEST_NAME:
            raise SkipRow("text_too_long", field="territory", limit=LONGEST_NAME)
        key = territory_key(name)
        if key not in self._by_key:
            self._write(self._add(name, key), {"region": "", "team_id": None, "owner_id": None}, day)
            self._intake.report.added["territories"].append(name)
        return self._by_key[key]

    def name_account(self, account: Account, said: dict[str, str | None], day: date) -> tuple[bool, str]:
        """What a row says of an account's tier, territory and list; whether it differs, and the territory that it leaves."""
        was = self._named.get(account.id) or self.lists.naming_on(account.id, day)
        now = {name: said.get(name) or (getattr(was, name) if was else None) for name in _NAMED}
        if was is not None and all(getattr(was, name) == value for name, value in now.items()):
            return False, ""
        left = self.lists.term_on(was.territory_id, day) if was else None
        named = NamedAccount(
            workspace_id=account.workspace_id,
            account_id=account.id,
            from_day=day,
            tier=now["tier"],
            territory_id=now["territory_id"],
            owner_id=now["owner_id"],
            said_at=self._intake.now,
            batch_id=self._batch,
        )
        self._named[account.id] = named
        self._intake.session.add(named)
        is_left = left is not None and left.territory_id != now["territory_id"]
        return True, self.lists.territories.get(left.territory_id, "") if left is not None and is_left else ""

    def is_named(self, account: Account, day: date) -> bool:
        """Whether the account stands on a list already."""
        was = self.lists.naming_on(account.id, day)
        return was is not None and was.says_something

    def owner_of(self, territory_id: str | None, day: date) -> str | None:
        """Whose the territory is."""
        term = self.lists.term_on(territory_id, day)
        return term.owner_id if term else None

    def _add(self, name: str, key: str) -> str:
        intake = self._intake
        territory = Territory(
            workspace_id=intake.workspace_id, id=new_id(), name=" ".join(name.split()), key=key, created_at=intake.now
        )
        if len(territory.name) > LONGEST_NAME:
            raise SkipRow("text_too_long", field="territory", limit=LONGEST_NAME)
        intake.session.add(territory)
        intake.session.flush()
        self._by_key[key] = territory.id
        return territory.id

    def _say(self, territory_id: str, term: Term | None, said: dict[str, Any], day: date) -> bool:
        now = {name: said[name] or (getattr(term, name) if term else None) for name in said}
        now["region"] = now["region"] or ""
        if term is not None and all(getattr(term, name) == value for name, value in now.items()):
            return False
        self._write(territory_id, now, day)
        return True

    def _write(self, territory_id: str, said: dict[str, Any], day: date, *, is_over: bool = False) -> None:
        self._intake.session.add(
            TerritoryTerm(
                workspace_id=self._intake.workspace_id,
                territory_id=territory_id,
                from_day=day,
                **said,
                is_over=is_over,
                said_at=self._intake.now,
                batch_id=self._batch,
            )
        )


_NAMED = ("tier", "territory_id", "owner_id")
