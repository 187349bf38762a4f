"""Deals from a CRM's export. What a row leaves out stays unknown: nothing is guessed, and nothing dropped in silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from models.deals.queries import stages_of
from models.deals.records import Deal, DealType, Outcome
from models.deals.stages import UNKNOWN_CHANNEL
from models.deals.terms import LONGEST_PRODUCT, LONGEST_REASON, LONGEST_TITLE
from models.imports.cells import yes_or_no
from models.imports.channels import channel_meant
from models.imports.csv_file import Row
from models.imports.deal_storing import DealStore
from models.imports.fields import folded
from models.imports.gone import Gone
from models.imports.intake import Intake
from models.imports.lacks import Lacks
from models.imports.naming import Accounts, People, Products
from models.imports.numbering import LONGEST_ID, RowIds
from models.imports.outcomes import Standings
from models.imports.percentages import PercentColumn
from models.imports.report import SkipRow
from models.imports.same_id import gathered
from models.imports.shares import shares_said
from models.money import Money
from models.workspace.rates import rate_on

DEAL_TYPES: dict[str, DealType] = {
    "new": DealType.NEW,
    "newbusiness": DealType.NEW,
    "newcustomer": DealType.NEW,
    "nieuw": DealType.NEW,
    "renewal": DealType.RENEWAL,
    "existingcustomerreplacement": DealType.RENEWAL,
    "verlenging": DealType.RENEWAL,
    "upsell": DealType.UPSELL,
    "existingbusiness": DealType.UPSELL,
    "existingcustomerupgrade": DealType.UPSELL,
    "crosssell": DealType.CROSSSELL,
    "crossselling": DealType.CROSSSELL,
}
"""How other systems call the types, folded."""

SYSTEMS_OWN = "-99"
"""With SuiteCRM the id of the currency that the system keeps its books in."""


def import_deals(intake: Intake) -> None:
    """Take every deal; accounts and sellers that are not known yet are added."""
    intake = replace(intake, file=gathered(intake.file, intake.report))
    gone = Gone(intake)
    gone.follow_merges()
    DealImport(intake, gone).run()


class DealImport:
    """One file of deals."""

    def __init__(self, intake: Intake, gone: Gone) -> None:
        self.intake = intake
        self.stages = stages_of(intake.session, intake.workspace_id)
        self.people = People(intake)
        self.accounts = Accounts(intake)
        self.products = _products(intake)
        self.gone = gone
        self.store = DealStore(intake)
        self.standings = Standings(intake, self.stages)
        self.contract = intake.dates("contract")
        self.value = intake.amounts("value")
        self.actual = intake.amounts("actual")
        self.probability = PercentColumn(intake.file, "probability")
        self.lacks = Lacks(intake)
        self._rates: dict[tuple[str, date], Decimal | None] = {}
        self._lines: dict[str, int] = {}
        self._ids, self._older_ids = RowIds(), RowIds()

    def run(self) -> None:
        """Read every row, then write them all."""
        self.intake.each(self.take)
        self.accounts.store()
        self.store.write()
        self.gone.settle(close=self.intake.close_missing)
        self.lacks.say()

    def take(self, row: Row) -> None:
        """One deal. Raises SkipRow when the row cannot be taken."""
        self.gone.check(row)
        if row["id"] and row["id"] in self._lines:
            raise SkipRow("same_id", id=row["id"][:60], line=self._lines[row["id"]])
        if self.standings.says_gone(row):
            self.gone.leave(row["id"])
            raise SkipRow("status_gone", status=row["status"][:40])
        if not row["owner"]:
            raise SkipRow("no_owner")
        if not (row["stage"] or row["status"] or yes_or_no(row["is_won"]) or yes_or_no(row["is_lost"])):
            raise SkipRow("no_stage")
        values = self._terms(row) | self._days_and_stage(row)
        values |= self._worth(row, values["outcome"], values["closed_on"] or values["opened_on"] or self.intake.today)
        values["owner_id"] = self.people.find_or_add(row["owner"]).id
        values["account_id"] = self._account_id(row)
        self._lines.setdefault(row["id"], row.line)
        self._remark(row, values)
        if row["contract"]:  # an empty cell says nothing
            values["contract_ends_on"] = self.intake.optional(row, "contract", self.contract)
        self.lacks.see(values)
        if "shares" in self.intake.file.columns:
            values["shares"] = shares_said(row["shares"], self.people)
        external_id = self._external_id(row)
        self.gone.see(external_id)
        if same := self.store.take(external_id, values):
            self.intake.report.note(row.line, "same_deal", number=same.number)

    def _terms(self, row: Row) -> dict[str, Any]:
        for field, limit in (("title", LONGEST_TITLE), ("product", LONGEST_PRODUCT), ("reason", LONGEST_REASON)):
            if len(row[field]) > limit:
                raise SkipRow("text_too_long", field=field, limit=limit)
        product = self.products.spelled(row["product"])
        if product != row["product"]:
            self.intake.report.note(row.line, "product_spelled", typed=row["product"], kept=product)
        return {
            "title": row["title"],
            "product": product or None,
            "channel": channel_meant(row["channel"]) or UNKNOWN_CHANNEL,
            "deal_type": self._deal_type(row),
            "reason": row["reason"],
            "probability": self.intake.optional(row, "probability", self.probability),
        }

    def _days_and_stage(self, row: Row) -> dict[str, Any]:
        """Stage, outcome and days. The close date of an open deal is when somebody expects it."""
        standing, today = self.standings.of(row), self.intake.today
        outcome = standing.outcome
        opened, closed, expected = self.standings.days(row, outcome)
        if opened and opened > today:
            raise SkipRow("opened_in_the_future", day=opened)
        if outcome and closed and closed > today:
            raise SkipRow("decided_in_the_future", day=closed)
        if outcome and opened and closed and closed < opened:
            raise SkipRow("closed_before_opened", opened=opened, closed=closed)
        return {
            "stage": standing.stage,
            "outcome": outcome,
            "opened_on": opened,
            "closed_on": closed,
            "expected_close": expected,
        }

    def _worth(self, row: Row, outcome: str | None, day: date) -> dict[str, Any]:
        """What it is worth; of one that was won, what was really sold, where the file says that too."""
        currency = row["currency"].removeprefix(SYSTEMS_OWN) or self.intake.workspace.currency
        value = self.intake.optional(row, "value", lambda text: self.value(text, currency))
        if outcome == Outcome.WON and row["actual"]:
            actual = self.intake.optional(row, "actual", lambda text: self.actual(text, currency))
            value = actual if actual is not None and actual.minor else value
        reporting = self._reporting(value, day) if value else None
        if value and not reporting:
            self.intake.report.note(row.line, "rate_missing", currency=value.currency)
        return {
            "value_minor": value.minor if value else None,
            "currency": value.currency if value else self.intake.workspace.currency,
            "reporting_minor": reporting.minor if reporting else None,
        }

    def _reporting(self, value: Money, day: date) -> Money | None:
        """In the reporting currency, each day's rate looked up once."""
        reporting = self.intake.workspace.currency
        if value.currency == reporting:
            return value
        key = (value.currency, day)
        if key not in self._rates:
            self._rates[key] = rate_on(self.intake.session, self.intake.workspace, *key)
        rate = self._rates[key]
        return None if rate is None else value.converted(rate, reporting)

    def _account_id(self, row: Row) -> str | None:
        name = row["account"]
        if self.intake.origin == "csv:hubspot":
            name = name.partition(";")[0].strip()  # all companies of a deal stand in one cell, the main one first
        return self.accounts.find_or_open(name).id if name else None

    def _deal_type(self, row: Row) -> str:
        if not row["type"]:
            return DealType.NEW
        meant = DEAL_TYPES.get(folded(row["type"]))
        if meant is None:
            self.intake.report.note(row.line, "type_unknown", type=row["type"][:40])
        return meant or DealType.NEW

    def _external_id(self, row: Row) -> str:
        """The file's own id; without one, what does not change about a deal, and how many like it came before.

        Its owner does change. Files that were read before that was so are known by the older id.
        """
        if row["id"]:
            return row["id"][:LONGEST_ID]
        self.intake.report.has_ids = False
        older = self._older_ids.of(row[field] for field in ("owner", "account", "title", "product", "opened"))
        if older in self.gone.known or not (row["account"] and row["title"]):
            return older
        return self._ids.of(row[field] for field in ("account", "title", "product", "opened"))

    def _remark(self, row: Row, values: dict[str, Any]) -> None:
        note = self.intake.report.note
        if values["account_id"] is None:
            note(row.line, "no_account")
        if values["opened_on"] is None:
            note(row.line, "no_open_date")
        if values["outcome"] and values["closed_on"] is None:
            note(row.line, "no_close_date", outcome=values["outcome"])
        if values["value_minor"] is None:
            note(row.line, "no_value")


def _products(intake: Intake) -> Products:
    in_use = select(Deal.product).where(
        Deal.workspace_id == intake.workspace_id, col(Deal.product).is_not(None), col(Deal.removed_at).is_(None)
    )
    in_file = (text for _, text in intake.file.column("product"))
    return Products((str(name) for name in intake.session.exec(in_use)), in_file)
