"""Exports that were written before the importer was read come in right, or are refused with what mends them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database
from models.deals.records import Deal
from models.imports.report import ImportRefused
from models.team.records import Leave, Person
from tests.conftest import Cast
from tests.models.imports.files import Import

FOLDER = Path(__file__).parent / "blind"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
WRITTEN = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
"""The day on which the files were written."""

REFUSED = {
    "hubspot-deals-no-owner.csv": "imports.column_missing",
    "hubspot-deals-empty.csv": "imports.no_rows",
    "salesforce-report.xls": "imports.is_a_page",
    "zoho-deals-rounded-ids.csv": "imports.ids_rounded",
    "teamleader-ambiguous-dates.csv": "imports.dates_unclear",
}

MENDED = {"dynamics-status-reason-only.csv": "Est. close date", "erpnext-opportunities.csv": "Expected Closing Date"}
"""Files that say only when a deal was expected to close: they are taken, and the report says which column to map."""

pytestmark = pytest.mark.once


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stored(session: Session, kind: str, before: Iterable[str]) -> list[dict[str, Any]]:
    """What came in, as `expected.json` says it."""
    accounts = dict(session.exec(select(Account.id, Account.name)).all())
    people = dict(session.exec(select(Person.id, Person.name)).all())
    if kind == "deals":
        deals = session.exec(select(Deal).where(col(Deal.removed_at).is_(None)).order_by(col(Deal.number))).all()
        return [
            {
                "title": deal.title,
                "account": accounts.get(deal.account_id or ""),
                "owner": people[deal.owner_id],
                "stage": deal.outcome or "open",
                "value": None if deal.value_minor is None else deal.value_minor / 100,
                "currency": deal.currency,
                "opened": _day(deal.opened_on),
                "closed": _day(deal.closed_on),
            }
            for deal in deals
        ]
    if kind == "activities":
        entries = session.exec(select(Activity)).all()
        return [
            {
                "kind": entry.kind,
                "account": accounts.get(entry.account_id or ""),
                "owner": people[entry.person_id],
                "day": _day(entry.happened_on),
                "count": entry.quantity,
            }
            for entry in entries
        ]
    if kind == "accounts":
        found = session.exec(select(Account)).all()
        return [
            {"account": a.name, "owner": people.get(a.owner_id or ""), "opened": _day(a.opened_on)}
            for a in found
            if a.id not in before
        ]
    if kind == "people":
        return [{"name": p.name, "email": p.email} for p in session.exec(select(Person)).all() if p.id not in before]
    return [
        {"person": people[leave.person_id], "first": _day(leave.first_day), "last": _day(leave.last_day)}
        for leave in session.exec(select(Leave)).all()
    ]


def _is(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(row[key] == value or (key == "currency" and value is None) for key, value in wanted.items())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_blind_file(name: str, imports: Import, database: Database, session: Session, cast: Cast) -> None:
    kind, wanted = EXPECTED[name]["kind"], EXPECTED[name].get("rows", [])
    if kind == "leave":
        known = set(session.exec(select(Person.name)).all())
        for person in {"Anna de Vries", "Bram Jansen"} - known:
            session.add(
                Person(workspace_id="T1", name=person, zone="Europe/Amsterdam", language="en", created_at=WRITTEN)
            )
        session.commit()
    before = {*session.exec(select(Account.id)).all(), *session.exec(select(Person.id)).all()}
    session.rollback()
    data = (FOLDER / name).read_bytes()
    if name in REFUSED:
        with pytest.raises(ImportRefused) as refused:
            imports(kind, data, now=WRITTEN)
        assert refused.value.reason == REFUSED[name]
        return
    report = imports(kind, data, now=WRITTEN)
    if column := MENDED.get(name):
        assert [remark.values["option"] for remark in report.warnings] == [f'--map "{column}=closed"']
        report = imports(kind, data, now=WRITTEN, mapping={column: "closed"})
    stored = _stored(session, kind, before)
    unlike = [row for row in stored if not any(_is(row, one) for one in wanted)]
    lacking = [one for one in wanted if not any(_is(row, one) for row in stored)]
    assert (lacking, unlike) == ([], []), report
    assert len(stored) == len(wanted)
