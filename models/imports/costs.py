"""Costs from the books."""

from models.costs.actions import LONGEST_NOTE
from models.costs.records import Cost, CostKind
from models.imports.channels import channel_meant
from models.imports.csv_file import Row
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.numbering import LONGEST_ID, RowIds
from models.imports.report import SkipRow
from models.workspace.rates import to_reporting

KINDS: dict[str, CostKind] = {
    "sales": CostKind.SALES,
    "verkoop": CostKind.SALES,
    "marketing": CostKind.MARKETING,
    "delivery": CostKind.DELIVERY,
    "costofsale": CostKind.DELIVERY,
    "costofsales": CostKind.DELIVERY,
    "cogs": CostKind.DELIVERY,
    "levering": CostKind.DELIVERY,
}
"""How the kinds of cost are called elsewhere, folded."""


def import_costs(intake: Intake) -> None:
    """Take every cost. One that came before and says something else now is changed."""
    days, amounts, ids = intake.dates("date"), intake.amounts("amount"), RowIds()
    known = intake.imported_costs()
    lines: dict[str, int] = {}

    def take(row: Row) -> None:
        kind = KINDS.get(folded(row["kind"]))
        if kind is None:
            raise SkipRow("unknown_kind", kind=row["kind"][:40], kinds=tuple(map(str, CostKind)))
        day = days(row["date"])
        amount = amounts(row["amount"], row["currency"] or intake.workspace.currency)
        if day is None or amount is None:
            raise SkipRow("no_date" if day is None else "no_amount")
        if len(row["note"]) > LONGEST_NOTE:
            raise SkipRow("text_too_long", field="note", limit=LONGEST_NOTE)
        external_id = row["id"][:LONGEST_ID] or ids.of(
            row[field] for field in ("date", "kind", "amount", "channel", "note")
        )
        if external_id in lines:
            raise SkipRow("same_id", id=external_id, line=lines[external_id])
        lines[external_id] = row.line
        reporting = to_reporting(intake.session, intake.workspace, amount, day)
        if reporting is None:
            intake.report.note(row.line, "rate_missing", currency=amount.currency)
        intake.settle(
            Cost,
            known.get(external_id),
            external_id,
            {
                "day": day,
                "kind": kind.value,
                "amount_minor": amount.minor,
                "currency": amount.currency,
                "reporting_minor": reporting.minor if reporting else None,
                "channel": channel_meant(row["channel"]) or None,
                "note": row["note"],
            },
        )

    intake.each(take)
