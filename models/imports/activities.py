"""Activities from a CRM's or a calendar's export: the log, as if it had been kept here."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import select

from models.activity.entry import LONGEST_NOTE, LONGEST_TOPIC, MOST_AT_ONCE
from models.activity.kinds import MEETINGS, Kind, Needs, Sums, rules_of
from models.activity.meetings import settle_orders
from models.activity.records import Activity, ActivityChange, OwnKind
from models.imports.csv_file import Row
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.naming import Accounts, People
from models.imports.numbering import LONGEST_ID, RowIds
from models.imports.report import SkipRow
from models.vocabulary import vocabulary
from models.workspace.rates import to_reporting

_ELSEWHERE: dict[str, Kind] = {
    "firstmeeting": Kind.MEETING,
    "followup": Kind.MEETING,
    "followupmeeting": Kind.MEETING,
    "presentation": Kind.DEMO,
}
KINDS: dict[str, Kind] = {
    **{folded(word): kind for kind in Kind for word in vocabulary().section(f"kinds.{kind.value}")["words"]},
    **{folded(kind): kind for kind in Kind},
    **_ELSEWHERE,
}
"""How the kinds are called elsewhere, folded."""
FIRST = frozenset({"first", "eerste", "1", "yes", "ja", "true", "firstmeeting"})
FOLLOW_UP = frozenset({"followup", "vervolg", "0", "no", "nee", "false", "followupmeeting"})


def import_activities(intake: Intake) -> None:
    """Take every activity; people and accounts that are not known yet are added."""
    ActivityImport(intake).run()


class ActivityImport:
    """One file of activities."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.people = People(intake)
        self.accounts = Accounts(intake)
        self.days = intake.dates("date")
        self.amounts = intake.amounts("amount")
        self.ids = RowIds()
        self.known = intake.imported(Activity)
        own = select(OwnKind.key).where(OwnKind.workspace_id == intake.workspace_id)
        self.kinds: dict[str, str] = {**{folded(key): key for key in intake.session.exec(own)}, **KINDS}
        touched = select(ActivityChange.activity_id).where(ActivityChange.workspace_id == intake.workspace_id)
        self.touched = set(intake.session.exec(touched))
        self.moved: dict[str, set[date]] = {}
        self.lines: dict[str, int] = {}

    def run(self) -> None:
        """Read every row, then settle which meetings are first."""
        self.intake.each(self.take)
        self.accounts.store()
        for account_id, days in self.moved.items():
            settle_orders(self.intake.session, self.intake.workspace_id, [account_id], days)

    def take(self, row: Row) -> None:
        """One activity. Raises SkipRow when the row cannot be taken."""
        external_id = row["id"][:LONGEST_ID] or self.ids.of(row.texts.values())
        if external_id in self.lines:
            raise SkipRow("same_id", id=external_id, line=self.lines[external_id])
        values = self._said(row)
        values["person_id"] = self.people.find_or_add(row["person"]).id
        values["account_id"] = self.accounts.find_or_open(row["account"]).id if row["account"] else None
        self.lines[external_id] = row.line
        known = self.known.get(external_id)
        if known is not None and known.id in self.touched:
            self.intake.report.unchanged += 1
            self.intake.report.note(row.line, "changed_here_since")
            return
        was = None if known is None else (known.account_id, known.happened_on)
        self.accounts.store()
        if self.intake.settle(Activity, known, external_id, values) and values["kind"] in MEETINGS:
            for account_id, day in filter(None, (was, (values["account_id"], values["happened_on"]))):
                self.moved.setdefault(str(account_id), set()).add(day)

    def _said(self, row: Row) -> dict[str, Any]:
        if not row["person"]:
            raise SkipRow("no_person")
        kind = self.kinds.get(folded(row["kind"]))
        if kind is None:
            raise SkipRow("unknown_kind", kind=row["kind"][:40], kinds=tuple(map(str, Kind)))
        for field, limit in (("note", LONGEST_NOTE), ("topic", LONGEST_TOPIC), ("contact", LONGEST_TOPIC)):
            if len(row[field]) > limit:
                raise SkipRow("text_too_long", field=field, limit=limit)
        day = self._day(row, kind)
        values: dict[str, Any] = (
            {
                "kind": str(kind),
                "happened_on": day,
                "topic": row["topic"] or None,
                "contact": row["contact"] or None,
                "note": row["note"],
            }
            | self._order(row, kind)
            | self._counts(row, kind)
        )
        self._check_needs(row, kind, values)
        return values | self._worth(row, day)

    def _day(self, row: Row, kind: str) -> date:
        day = self.days(row["date"])
        if day is None:
            raise SkipRow("no_date")
        if day > self.intake.today and not rules_of(kind).may_be_planned:
            raise SkipRow("happened_in_the_future", day=day)
        return day

    def _order(self, row: Row, kind: str) -> dict[str, Any]:
        """What the file says of first or follow-up; else the rule decides."""
        said = folded(row["order"]) or folded(row["kind"])
        is_said = kind in MEETINGS and said in FIRST | FOLLOW_UP
        return {"order_is_said": is_said} | ({"is_first": said in FIRST} if is_said else {})

    def _counts(self, row: Row, kind: str) -> dict[str, Any]:
        """How many, how long, which score. Hours and scores may stand in the column of quantities."""
        quantity, minutes, score = row["quantity"], row["minutes"], row["score"]
        sums, longest, scores = rules_of(kind).sums, rules_of(kind).longest_minutes, rules_of(kind).scores
        if sums is Sums.HOURS and quantity and not minutes:
            hours = _number(quantity, "quantity", Decimal("0.1"), Decimal(longest) / 60)
            return {"quantity": 1, "minutes": round(hours * 60), "score": None}
        if sums is Sums.SCORE and quantity and not score:
            quantity, score = "", quantity
        return {
            "quantity": int(_number(quantity, "quantity", Decimal(1), Decimal(MOST_AT_ONCE))) if quantity else 1,
            "minutes": round(_number(minutes, "minutes", Decimal(1), Decimal(longest))) if minutes else None,
            "score": int(_number(score, "score", Decimal(scores[0]), Decimal(scores[-1]))) if score else None,
        }

    def _worth(self, row: Row, day: date) -> dict[str, Any]:
        amount = self.amounts(row["amount"], row["currency"] or self.intake.workspace.currency)
        reporting = to_reporting(self.intake.session, self.intake.workspace, amount, day) if amount else None
        if amount and not reporting:
            self.intake.report.note(row.line, "rate_missing", currency=amount.currency)
        return {
            "amount_minor": amount.minor if amount else None,
            "currency": amount.currency if amount else None,
            "reporting_minor": reporting.minor if reporting else None,
        }

    def _check_needs(self, row: Row, kind: str, values: dict[str, Any]) -> None:
        needs = rules_of(kind).needs
        if Needs.ACCOUNT in needs and not row["account"] and not values["order_is_said"]:
            raise SkipRow("no_account", kind=str(kind))
        if Needs.SCORE in needs and values["score"] is None:
            raise SkipRow("no_score")
        if Needs.DURATION in needs and values["minutes"] is None:
            raise SkipRow("no_minutes")


def _number(text: str, column: str, lowest: Decimal, highest: Decimal) -> Decimal:
    bare = text.replace(",", ".")
    if not bare.replace(".", "", 1).isdecimal() or not lowest <= Decimal(bare) <= highest:
        raise SkipRow("not_a_number", value=text[:20], column=column, lowest=lowest, highest=highest)
    return Decimal(bare)
