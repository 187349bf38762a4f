"""Accounts with their sector, tier, territory and owner."""

from typing import Any

from models.accounts.records import Account
from models.imports.channels import channel_meant
from models.imports.csv_file import Row
from models.imports.intake import Intake
from models.imports.naming import Accounts, People
from models.imports.report import SkipRow

TIERS = frozenset("ABCD")


def import_accounts(intake: Intake) -> None:
    """Take every account; empty cells leave things as they are."""
    accounts, people = Accounts(intake), People(intake)
    opened = intake.dates("opened")
    lines: dict[str, int] = {}

    def take(row: Row) -> None:
        if not row["account"]:
            raise SkipRow("no_name")
        said: dict[str, Any] = {
            "sector": _short(row, "sector", 80),
            "tier": _tier(row["tier"]),
            "territory": _short(row, "territory", 80),
            "channel": channel_meant(row["channel"]),
            "opened_on": opened(row["opened"]),
        }
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
        if known is None:
            intake.report.added["accounts"].remove(account.name)
            intake.report.taken += 1
        elif differs:
            intake.report.changed += 1
        else:
            intake.report.unchanged += 1

    intake.each(take)
    accounts.store()


def _tier(text: str) -> str:
    tier = text.strip().upper()
    if tier and tier not in TIERS:
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
