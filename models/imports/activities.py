"""Activities from a CRM's or a calendar's export: the log, as if it had been kept here."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from models.activity.entry import LONGEST_NOTE, LONGEST_TOPIC, MOST_AT_ONCE
from models.activity.kinds import MEETINGS, Kind, Needs, Sums, rules_of
from models.activity.records import OwnKind
from models.deals.records import Deal
from models.imports.activity_storing import ActivityStore
from models.imports.cells import OF_ACTIVITIES, Became, became
from models.imports.csv_file import Row
from models.imports.durations import DurationColumn
from models.imports.fields import FORMATTED, folded
from models.imports.intake import Intake
from models.imports.lacks import Lacks
from models.imports.naming import Accounts, People
from models.imports.numbering import LONGEST_ID, RowIds
from models.imports.planned_visits import plan, today_of
from models.imports.report import SkipRow
from models.imports.shares import shares_said
from models.references.records import Fact
from models.vocabulary import vocabulary
from models.workspace.rates import to_reporting

_WORDS = vocabulary()
_ELSEWHERE = {
    folded(word): kind
    for kind in (Kind.MEETING, Kind.DEMO, Kind.CALL, Kind.EMAIL)
    for word in _WORDS.words("imports.kinds", kind.value)
}
"""Also what kind of call it is, with who exports only calls."""
KINDS: dict[str, Kind] = {
    **{folded(word): kind for kind in Kind for word in vocabulary().section(f"kinds.{kind.value}")["words"]},
    **{folded(kind): kind for kind in Kind},
    **_ELSEWHERE,
}
"""How the kinds are called elsewhere, folded."""
TELLING = ("person", "kind", "account", "date")
"""What tells activities without ids apart, whichever columns are recognised besides."""
FIRST, FOLLOW_UP = (frozenset(map(folded, _WORDS.words("imports.kinds", said))) for said in ("first", "follow_up"))


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
        self.ids, self.older_ids = RowIds(), RowIds()
        self.due = intake.dates("due")
        self.minutes = DurationColumn(intake.file, "minutes")
        self.lacks = Lacks(intake, {"account": "account_id"})
        self.store = ActivityStore(intake)
        self.deals = _deals_by_name(intake)
        own = select(OwnKind.key).where(OwnKind.workspace_id == intake.workspace_id)
        self.kinds: dict[str, str] = {**{folded(key): key for key in intake.session.exec(own)}, **KINDS}

    def run(self) -> None:
        """Read every row, then settle what follows from all of them together."""
        self.intake.each(self.take)
        self.accounts.store()
        self.store.settle()
        self.lacks.say()

    def take(self, row: Row) -> None:
        """One row. Raises SkipRow when it cannot be taken."""
        external_id = self._external_id(row)
        self._check_held(row, external_id)
        values = self._said(row) | self._beside(row)
        shares = shares_said(row["shares"], self.people) if "shares" in self.intake.file.columns else None
        person = self.people.find_or_add(row["person"])
        values["person_id"] = person.id
        values["account_id"] = self.accounts.find_or_open(row["account"]).id if row["account"] else None
        self.accounts.store()
        self.lacks.see(values)
        if values["happened_on"] > (today := self._today_of(row)):
            self.store.withdraw(external_id)
            plan(self.intake, person, values, today)
            self.intake.report.note(row.line, "planned", day=values["happened_on"])
            return
        self.store.take(row, external_id, values, shares)

    def _external_id(self, row: Row) -> str:
        """The file's own id; without one, what is said of any activity, and how many like it came before.

        Files that were read before that was so are known by the older id, of all their columns.
        """
        if row["id"]:
            return row["id"][:LONGEST_ID]
        older = self.older_ids.of(
            text for field, text in row.texts.items() if field != "status" and not field.endswith(FORMATTED)
        )
        return self.store.known_as(older, self.ids.of(row[field] for field in TELLING))

    def _check_held(self, row: Row, external_id: str) -> None:
        """Raises SkipRow for what was not held; a visit that is planned for a day to come may be.

        What an earlier file told as held counts no more.
        """
        if not row["status"]:
            return
        status = became(row["status"], OF_ACTIVITIES)
        if status is None:
            raise SkipRow("status_not_known", status=row["status"][:40], column=self.intake.file.columns["status"])
        if status is not Became.HELD and not (status is Became.PLANNED and self._may_come(row)):
            self.store.withdraw(external_id)
            raise SkipRow("not_held", status=row["status"][:40])

    def _may_come(self, row: Row) -> bool:
        kind, day = self.kinds.get(folded(row["kind"])), self.days(row["date"])
        return bool(kind and day and rules_of(kind).may_be_planned and day > self._today_of(row))

    def _beside(self, row: Row) -> dict[str, Any]:
        """When a contract was due, and the deal: only where the file has a column for it."""
        values: dict[str, Any] = {}
        if "due" in self.intake.file.columns:
            values["due_on"] = self.intake.optional(row, "due", self.due)
        if row["deal"]:
            deal_id = self.deals.get(row["deal"].casefold()) or self.deals.get(row["deal"].lstrip("#").casefold())
            if deal_id:
                values["deal_id"] = deal_id
            else:
                self.intake.report.note(row.line, "deal_unknown", deal=row["deal"][:40])
        return values

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
        if day > self._today_of(row) and not rules_of(kind).may_be_planned:
            raise SkipRow("happened_in_the_future", day=day)
        return day

    def _today_of(self, row: Row) -> date:
        """Where the person of the row is; of who is new, where the team is."""
        known = self.people.find(row["person"])
        return today_of(self.intake, known) if known else self.intake.today

    def _order(self, row: Row, kind: str) -> dict[str, Any]:
        """What the file says of first or follow-up; else the rule decides."""
        said = folded(row["order"]) or folded(row["kind"])
        is_said = kind in MEETINGS and said in FIRST | FOLLOW_UP
        return {"order_is_said": is_said} | ({"is_first": said in FIRST} if is_said else {})

    def _counts(self, row: Row, kind: str) -> dict[str, Any]:
        """How many, how long, which score. Hours and scores may stand in the column of quantities."""
        quantity, score = row["quantity"], row["score"]
        minutes = self.intake.optional(row, "minutes", self.minutes)
        sums, longest, scores = rules_of(kind).sums, rules_of(kind).longest_minutes, rules_of(kind).scores
        if sums is Sums.HOURS and quantity and not minutes:
            hours = _number(quantity, "quantity", Decimal("0.1"), Decimal(longest) / 60)
            return {"quantity": 1, "minutes": round(hours * 60), "score": None}
        if sums is Sums.SCORE and quantity and not score:
            quantity, score = "", quantity
        least = Decimal(kind != Kind.PROPOSAL)  # an export of ours says 0 of a proposal that revises another
        return {
            "quantity": int(_number(quantity, "quantity", least, Decimal(MOST_AT_ONCE))) if quantity else 1,
            "minutes": self._length(minutes, longest),
            "score": int(_number(score, "score", Decimal(scores[0]), Decimal(scores[-1]))) if score else None,
        }

    def _length(self, minutes: Decimal | None, longest: int) -> int | None:
        if minutes is None or round(minutes) == 0:
            return None
        if minutes > longest:
            raise SkipRow(
                "not_a_number", value=str(round(minutes)), column="minutes", lowest=Decimal(1), highest=longest
            )
        return round(minutes)

    def _worth(self, row: Row, day: date) -> dict[str, Any]:
        currency = row["currency"] or self.intake.workspace.currency
        amount = self.intake.optional(row, "amount", lambda text: self.amounts(text, currency))
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


def _deals_by_name(intake: Intake) -> dict[str, str]:
    """The deals by our number, and by the id that they have in the files they came from."""
    if "deal" not in intake.file.columns:
        return {}
    standing = select(Deal.number, Deal.id).where(
        Deal.workspace_id == intake.workspace_id, col(Deal.removed_at).is_(None)
    )
    rows = intake.session.exec(standing).all()
    there = {id_ for _, id_ in rows}
    called = {name.casefold(): link.fact_id for name, link in intake.known(Fact.DEAL).items() if link.fact_id in there}
    return {str(number): id_ for number, id_ in rows} | {f"#{number}": id_ for number, id_ in rows} | called
