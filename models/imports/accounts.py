"""Accounts with their sector, size, segment and postcode; and on whose list they are, in which tier and territory."""

import re
from datetime import date
from typing import Any

from models.accounts.records import Account
from models.imports.channels import channel_meant
from models.imports.csv_file import Row
from models.imports.intake import Intake
from models.imports.naming import Accounts, People
from models.imports.report import SkipRow
from models.imports.territories import Territories
from models.territories.records import Tier
from models.vocabulary import vocabulary

LONGEST = {"sector": 80, "size": 40, "segment": 80, "postcode": 16}


def import_accounts(intake: Intake) -> None:
    """Take every account; empty cells leave things as they are."""
    accounts, people, territories = Accounts(intake), People(intake), Territories(intake)
    opened, firsts = intake.dates("opened"), intake.dates("from")
    lines: dict[str, int] = {}

    def take(row: Row) -> None:
        if not row["account"]:
            raise SkipRow("no_name")
        said: dict[str, Any] = {field: _short(row, field, limit) for field, limit in LONGEST.items()}
        said |= {"channel": channel_meant(row["channel"]), "opened_on": opened(row["opened"])}
        tier, day = _tier(row["tier"]), firsts(row["from"]) or intake.today
        if said["opened_on"] and said["opened_on"] > intake.today:
            raise SkipRow("opened_in_the_future", day=said["opened_on"])
        if row["owner"]:
            said["owner_id"] = people.find_or_add(row["owner"]).id
        known = accounts.find(row["account"])
        if known is not None and known.key in lines:
            raise SkipRow("same_account", name=row["account"][:60], line=lines[known.key])
        account = known or accounts.find_or_open(row["account"])
        differs = _change(account, said)
        lines[account.key] = row.line
        accounts.store()
        differs |= _name(intake, territories, account, row, tier, day)
        if known is None:
            intake.report.added["accounts"].remove(account.name)
            intake.report.taken += 1
        elif differs:
            intake.report.changed += 1
        else:
            intake.report.unchanged += 1

    intake.each(take)
    accounts.store()


def _name(intake: Intake, territories: Territories, account: Account, row: Row, tier: str, day: date) -> bool:
    """Tier, territory and list, where the row says any of it; a file that only says an owner names no account.

    On the list of the owner whom the row says, else of the territory's, else of the account's.
    """
    if not tier and not row["territory"] and not (row["owner"] and territories.is_named(account, day)):
        return False
    territory_id = territories.find_or_add(row["territory"], day) if row["territory"] else None
    owner = account.owner_id if row["owner"] or not territory_id else None
    said = {"tier": tier or None, "territory_id": territory_id, "owner_id": owner}
    if owner is not None and owner == territories.owner_of(territory_id, day):
        said["owner_id"] = None
    differs, left = territories.name_account(account, said, day)
    if left:
        intake.report.note(row.line, "moved_territory", territory=left)
    return differs


def _tier(text: str) -> str:
    """`a`, `Tier A` and `A-klant` are A; `-` and `n/a` say none, as an empty cell does."""
    small, words = vocabulary(), re.findall(r"\w+", text.casefold())
    if "".join(words) in small.words("small", "without_a_tier"):
        return ""
    left = [word for word in words if word not in small.words("small", "around_a_tier")]
    tier = left[0].upper() if len(left) == 1 else ""
    if words and tier not in list(Tier):
        raise SkipRow("unknown_tier", tier=text[:20])
    return tier


def _short(row: Row, field: str, limit: int) -> str:
    if len(row[field]) > limit:
        raise SkipRow("text_too_long", field=field, limit=limit)
    return row[field]


def _change(account: Account, said: dict[str, Any]) -> bool:
    """Set what the row says and differs; whether anything did."""
    different = {name: value for name, value in said.items() if value and getattr(account, name) != value}
    for name, value in different.items():
        setattr(account, name, value)
    return bool(different)
